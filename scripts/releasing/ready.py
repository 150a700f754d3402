"""What keeps a version from being released: a line each."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from scripts import ROOT, version

UPGRADE = "docs/upgrade.md"


def problems(root: Path = ROOT) -> Iterator[str]:
    """Everything that is not ready, empty when all is."""
    number = version.read(root)
    for name, found in version.elsewhere(root).items():
        if found != {number}:
            yield f"{name} names {', '.join(sorted(found)) or 'no version'}, not {number}: make version"
    changelog = (root / version.CHANGELOG).read_text(encoding="utf-8")
    newest = version.SECTION.search(changelog)
    if newest is None or newest["version"] != number:
        yield f"{version.CHANGELOG} begins with no section `## {number} - <date>`: make version"
    elif version.UNRELEASED in changelog:
        yield f"{version.CHANGELOG} has a section Unreleased above that of {number}"
    if f"\n## To {number}\n" not in (root / UPGRADE).read_text(encoding="utf-8"):
        yield f"{UPGRADE} has no section `## To {number}`"
    if lines := uncommitted(root):
        yield f"not committed: {', '.join(lines)}"


def uncommitted(root: Path) -> list[str]:
    """The files that differ from the last commit."""
    command = ["git", "status", "--porcelain"]
    found = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    return [line[3:] for line in found.splitlines()]
