"""Builds the guides as a static site, build/site, with MkDocs and its Material theme (`make site`)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import ROOT

CONFIG = ROOT / "mkdocs.yml"
SOURCE = ROOT / "build" / "site-source"
SITE = ROOT / "build" / "site"

# Pages, and the files that they link to.
CONTENT = (
    "*.md",
    "LICENSE",
    "docs/**/*",
    "atomics/**/*",
    "sigma/**/*",
    "lab/samples/README.md",
)


def content(root: Path = ROOT) -> list[Path]:
    """The files of the site, relative to the root, in order."""
    found = {path.relative_to(root) for pattern in CONTENT for path in root.glob(pattern) if path.is_file()}
    return sorted(found)


def stage(folder: Path = SOURCE, root: Path = ROOT) -> None:
    """Lay the files out in an empty folder as they lie in the repository."""
    shutil.rmtree(folder, ignore_errors=True)
    for file in content(root):
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / file, target)


def build() -> int:
    """Write the site. A page that is missing from the navigation and a link that leads nowhere are errors."""
    stage()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(CONFIG)]
    return subprocess.run(command, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}).returncode


def main() -> None:
    """Build, and say where it is."""
    status = build()
    if status == 0:
        folder = SITE.relative_to(ROOT)
        print(f"{folder}/index.html; with its search box: python3 -m http.server --directory {folder}")
    sys.exit(status)


if __name__ == "__main__":
    main()
