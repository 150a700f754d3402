"""Whether the built app is what the repository holds now: scan, search and pages run what was built."""

from __future__ import annotations

from pathlib import Path

from lab.output.terminal import say
from lab.paths import BUILT_APP, ROOT

# What decides a verdict, as it is packaged.
_JUDGES = ("bin/codesignrisk_core/**/*.py", "lookups/*.csv")


def tell_stale(app: Path, root: Path = ROOT, built: Path = BUILT_APP) -> None:
    """Say that the built app is older than the sources that it was made of, where it is the one that is used."""
    if app in (root, built) and built.is_dir() and _is_stale(root, built):
        say(f"lab: {built} was made of other files than bin/ and lookups/ hold now: run `make package`")


def _is_stale(root: Path, built: Path) -> bool:
    return any(
        not (copy := built / source.relative_to(root)).is_file() or copy.read_bytes() != source.read_bytes()
        for pattern in _JUDGES
        for source in root.glob(pattern)
        if not source.name.endswith("_local.csv")
    )
