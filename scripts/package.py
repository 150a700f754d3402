"""Builds dist/codesignrisk-<version>.tar.gz from an allow-list of files. Two builds of one tree are byte-identical."""

from __future__ import annotations

import gzip
import io
import shutil
import tarfile
from pathlib import Path

from scripts import ROOT
from scripts.conf import read_conf

APP = "codesignrisk"

# Each pattern must match: a file that went missing stops the build.
CONTENT = (
    "LICENSE",
    "README.md",
    "app.manifest",
    "bin/codesignrisk.py",
    "bin/codesignriskhealth.py",
    "bin/codesignrisk_core/**/*.py",
    "bin/codesignrisk_core/tables/*.csv",
    "bin/lib/LICENSE-splunk-sdk.txt",
    "bin/lib/splunklib/**/*.py",
    "default/*.conf",
    "default/data/ui/nav/default.xml",
    "default/data/ui/views/*.xml",
    "lookups/codesignrisk_*.csv",
    "metadata/default.meta",
    "static/app*.png",
)
# The site's own rows may lie beside the shipped tables when the repository is used as an app.
SITE_OWNED = "_local.csv"

# 1980, since some unpackers complain about older files.
MTIME = 315532800


def content(root: Path = ROOT) -> list[Path]:
    """Return the files of the package, relative to the root, in order."""
    files: set[Path] = set()
    for pattern in CONTENT:
        found = {path.relative_to(root) for path in root.glob(pattern) if not path.name.endswith(SITE_OWNED)}
        if not found:
            raise FileNotFoundError(f"the package needs {pattern}, and nothing matches")
        files |= found
    return sorted(files)


def version(root: Path = ROOT) -> str:
    """Return the version that default/app.conf ships; scripts.version writes it there."""
    return read_conf(root / "default" / "app.conf")["launcher"]["version"]


def stage(folder: Path, root: Path = ROOT) -> None:
    """Copy the package's files into an empty folder, where the tests and the lab use them as Splunk would."""
    shutil.rmtree(folder, ignore_errors=True)
    for file in content(root):
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / file, target)


def archive(folder: Path, name: str = APP) -> bytes:
    """Pack a staged folder as the app `name`; nothing of the machine, the user or the hour goes in."""
    packed = io.BytesIO()
    # A fixed level and an empty name: both are part of the bytes.
    with (
        gzip.GzipFile("", "wb", compresslevel=9, fileobj=packed, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.USTAR_FORMAT) as tar,
    ):
        for path in [folder, *sorted(folder.rglob("*"))]:
            entry = tarfile.TarInfo(str(Path(name, path.relative_to(folder))))
            entry.mtime = MTIME
            if path.is_dir():
                entry.type, entry.mode = tarfile.DIRTYPE, 0o755
                tar.addfile(entry)
            else:
                data = path.read_bytes()
                entry.size, entry.mode = len(data), 0o644
                tar.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


def main() -> None:
    """Stage and pack."""
    staged = ROOT / "build" / APP
    stage(staged)
    target = ROOT / "dist" / f"{APP}-{version()}.tar.gz"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(archive(staged))
    print(f"{target.relative_to(ROOT)}: {len(content())} files, {target.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    try:
        main()
    except FileNotFoundError as missing:
        raise SystemExit(str(missing)) from None
