"""The version: the line `version` of pyproject.toml is its home, and `make version` writes it everywhere else.

The changelog's section Unreleased becomes that of the version, with today's date, once the version is a new one.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path

from scripts import ROOT

HOME = "pyproject.toml"
CHANGELOG = "CHANGELOG.md"

# File -> where the version stands in it, as the group of a pattern; all of them are written.
PLACES = {
    "default/app.conf": re.compile(r"(?<=^version = )(\S+)$", re.MULTILINE),
    "app.conf": re.compile(r"(?<=^version = )(\S+)$", re.MULTILINE),
    "app.manifest": re.compile(r'(?<="version": ")(\d+\.\d+\.\d+)(?=")'),
    "docs/install.md": re.compile(r"(?<=install app codesignrisk-)(\d+\.\d+\.\d+)(?=\.tar\.gz)"),
    "README.md": re.compile(r"(?<=dist/codesignrisk-)(\d+\.\d+\.\d+)(?=\.tar\.gz)"),
}
UNRELEASED = "## Unreleased\n"
SECTION = re.compile(r"^## (?P<version>\d+\.\d+\.\d+) - (?P<date>\d{4}-\d{2}-\d{2})\n", re.MULTILINE)


def read(root: Path = ROOT) -> str:
    """The version as its home says it."""
    project = tomllib.loads((root / HOME).read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def elsewhere(root: Path = ROOT) -> dict[str, set[str]]:
    """The versions that the other files name."""
    return {name: set(place.findall((root / name).read_text(encoding="utf-8"))) for name, place in PLACES.items()}


def write(today: datetime.date, root: Path = ROOT) -> list[str]:
    """Write the version into all places, and return the names of the files that changed."""
    version = read(root)
    texts = {name: (root / name).read_text(encoding="utf-8") for name in [*PLACES, CHANGELOG]}
    written = {name: place.sub(version, texts[name]) for name, place in PLACES.items()}
    written[CHANGELOG] = texts[CHANGELOG]
    if version not in [found["version"] for found in SECTION.finditer(texts[CHANGELOG])]:
        written[CHANGELOG] = texts[CHANGELOG].replace(UNRELEASED, f"## {version} - {today}\n", 1)
    changed = [name for name, text in written.items() if text != texts[name]]
    for name in changed:
        (root / name).write_text(written[name], encoding="utf-8")
    return changed


def main() -> None:
    """Write, and say what changed."""
    changed = write(datetime.datetime.now(datetime.UTC).date())
    print(f"{read()}: {', '.join(changed) or 'nothing to change'}")


if __name__ == "__main__":
    main()
