"""The mark of the web taken off files, so that nothing asks for their signatures any more (MITRE ATT&CK T1553.005)."""

from __future__ import annotations

from collections.abc import Sequence

from codesignrisk_core import wildcards
from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.trust import places

STREAM = "zone.identifier"
"""The stream that holds the mark: learn.microsoft.com, about_FileSystem_Provider."""
_MAX_PATTERN = 64


def is_stream(pattern: str) -> bool:
    """Whether the name of a stream, which PowerShell takes with wildcards, stands for the one that holds the mark."""
    return len(pattern) <= _MAX_PATTERN and wildcards.like(pattern)(STREAM)


def judge(report: Report, who: str, files: Sequence[str], cwd: str = "") -> None:
    """Files lose their mark."""
    report.action = "remove_quarantine"
    report.targets = [paths.normal(file, cwd) for file in report.take("targets", files)]
    shown = paths.shown(list(files), "files")
    report.add("mark_of_web_removed", f"{who} takes the mark of the web off {shown}")
    if report.targets and all(map(places.is_installed, report.targets)):
        report.add("installed_place", f"{shown} is below Program Files")


def judge_fetched(report: Report) -> None:
    """What is started was fetched right before, from a host that has no name."""
    report.add("cleared_file_fetched", "it was fetched right before")
    report.add("input_bare_address", "it comes from a bare address")


def judge_image(report: Report, who: str, path: str) -> None:
    """A program of a disk image is started: the mark of the image is not that of what it holds. path: normalised."""
    report.action = "install_untrusted"
    report.targets.append(path)
    report.add(
        "image_mounted_started", f"{who} mounts {paths.base(path)}, whose files bear no mark, and starts a program"
    )


def judge_unpacked(report: Report, who: str, image: str, folder: str) -> None:
    """A disk image is unpacked into a folder that is open to everybody. Paths are normalised."""
    report.action = "install_untrusted"
    report.targets.append(image)
    name = paths.base(folder)
    report.add("image_unpacked", f"{who} unpacks {paths.base(image)} into {name}, where its files bear no mark")


def judge_copied(report: Report, who: str, source: str, path: str) -> None:
    """A program is copied by its content alone, and the copy started. path: normalised."""
    report.action = "install_untrusted"
    report.targets.append(path)
    sentence = f"{who} copies what is in {paths.base(source)}, but not its mark of the web, and the copy is started"
    report.add("unmarked_copy_started", sentence)


def judge_started(report: Report, who: str) -> None:
    """What loses its mark is started by the same line or script; installations do so in folders of their own."""
    if any(places.is_exposed(target + "\\") for target in report.targets):  # a folder's files too
        report.add("cleared_and_started", f"{who} starts what it took the mark of the web off, in a user-writable path")
