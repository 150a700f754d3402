"""Builds a release into dist/: the package, its list of parts, the notes, and the checksums of all (`make release`).

`--check` only says what keeps the version from being released; `make release` asks that first, and all tests run
between the two.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import sys
import tempfile
from pathlib import Path

from scripts import ROOT, package, version
from scripts.releasing import parts, ready

SUMS = "SHA256SUMS"
_NOTES = """# Code Signing Risk {version}

Install: README.md. Upgrade: docs/upgrade.md. Whether the files are whole: `sha256sum --check {sums}`.

{changes}"""


def section(number: str, root: Path = ROOT) -> tuple[datetime.date, str]:
    """The day of a version and its section of the changelog, without the heading. Raises KeyError."""
    text = (root / version.CHANGELOG).read_text(encoding="utf-8")
    found = [*version.SECTION.finditer(text)]
    for place, heading in enumerate(found):
        if heading["version"] == number:
            end = found[place + 1].start() if place + 1 < len(found) else len(text)
            return datetime.date.fromisoformat(heading["date"]), text[heading.end() : end].strip() + "\n"
    raise KeyError(number)


def build(target: Path, root: Path = ROOT) -> list[Path]:
    """Write the files of the release into a folder, and return them."""
    number = version.read(root)
    date, changes = section(number, root)
    with tempfile.TemporaryDirectory() as folder:  # build/ is in use by whoever runs the packaged command
        staged = Path(folder, package.APP)
        package.stage(staged, root)
        packed = package.archive(staged)
    name = f"{package.APP}-{number}"
    texts = {
        f"{name}.tar.gz": packed,
        f"{name}.cdx.json": parts.render(number, date, packed, root).encode(),
        f"{name}.md": _NOTES.format(version=number, sums=SUMS, changes=changes).encode(),
    }
    texts[SUMS] = sums(texts).encode()
    target.mkdir(parents=True, exist_ok=True)
    for file, content in texts.items():
        (target / file).write_bytes(content)
    return [target / file for file in texts]


def sums(files: dict[str, bytes]) -> str:
    """The checksums of files, in the form that `sha256sum --check` reads."""
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())


def main() -> int:
    """Check, then build. Returns 1 when something is not ready."""
    parser = argparse.ArgumentParser(prog="python -m scripts.release", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say what is not ready")
    only_check = parser.parse_args().check
    found = [*ready.problems()]
    for line in found:
        print(f"not ready: {line}", file=sys.stderr)
    if found:
        return 1
    if not only_check:
        for path in build(ROOT / "dist"):
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
