"""Key files packed into archives, and archives unpacked among trust anchors.

Grammar: man pages tar(1), zip(1), unzip(1), ditto(1); makecab on learn.microsoft.com; the help texts of 7-Zip and RAR.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Callable

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.keyfiles import circumstances
from codesignrisk_core.keyfiles.line import Line
from codesignrisk_core.model import Report
from codesignrisk_core.rules import anchor_changes, passwords
from codesignrisk_core.trust import file_kinds, key_places

_ARCHIVES = frozenset("7z rar zip tar tgz gz bz2 xz zst cab".split())
_ALL = 1_000_000
_ZIP = getopt.Grammar("Pbtn", frozenset({"password"}))
_TAR = getopt.Grammar("CfbHITXKNV", frozenset({"directory", "file"}))
_UNZIP = getopt.Grammar("dPx")
_PASSWORD = {
    "7z": re.compile(r"^-p(.*)$", re.DOTALL),
    "rar": re.compile(r"^-h?p(.*)$", re.DOTALL),
}
_SEVEN_ZIP = frozenset("7z 7za 7zr 7zz 7zg 7zfm".split())
_COMMAND_ARCHIVERS = _SEVEN_ZIP | {"rar", "winrar"}
ARCHIVES = ("7z", "rar", "zip")
"""What a program of any name makes that is used as 7-Zip and RAR are."""
_PACKS = frozenset({"a", "u", "m", "mf"})
_INCLUDE = re.compile(r"^-i[r0-9-]*[!@]?(.+)$", re.IGNORECASE)


def archive(report: Report, line: Line) -> None:
    """7z and rar with a letter, zip, tar, makecab, ditto -c, gzip: key files go into an archive."""
    words = _without_exclusions(line.words)
    if line.name in _COMMAND_ARCHIVERS or is_archiver(line):
        if not words or words[0].lower() not in _PACKS:
            return
        operands = [word for word in words[1:] if not word.startswith("-")]
        operands += [found.group(1) for found in map(_INCLUDE.match, words) if found]
    elif line.name in ("tar", "gtar", "bsdtar"):
        if not _tar_packs(words):
            parsed = getopt.parse(words, _TAR)
            _unpack(report, line, parsed.values("f", "file"), parsed.value("C", "directory"))
            return
        operands = [word for word in words if not word.startswith("-")]
    elif line.name == "zip":
        operands = list(getopt.parse(words, _ZIP).operands)
    elif line.name == "makecab":
        operands = Line(line.name, tuple(words), line.cwd, False).switches()[1]
    else:
        operands = [word for word in words if not word.startswith("-")]
    packed = next((word for word in operands if paths.extension(word) in _ARCHIVES), "")
    keys = circumstances.keys_of((word for word in operands if word != packed), line.cwd)
    if not keys:
        return
    known = len(report.findings)
    encrypted = _judge_password(report, line, words)
    many, several = circumstances.are_many(keys), len({file_kinds.of(key) for key in keys}) > 1
    telling = circumstances.judge_places(report, keys, paths.normal(packed, line.cwd), line.cwd)
    if not circumstances.is_loud(keys) and not (telling or encrypted or (several and many)):
        del report.findings[known:]
        return
    report.action = "archive_key"
    if many:
        report.add("archive_key_files", f"{line.name} packs key files into an archive")
    else:
        report.add("archive_key_file", f"{line.name} packs the key file {paths.base(keys[0])} into an archive")
    if sum(map(key_places.holds_keys, keys)) > 1:
        report.add("several_key_kinds", "several folders of keys at once")
    circumstances.judge_hunt(report, line.name, keys, deep="-r" in words)
    circumstances.judge_containers(report, line.name, keys)
    circumstances.finish(report, keys)


def unzip(report: Report, line: Line) -> None:
    """``unzip FILE -d FOLDER``."""
    parsed = getopt.parse(line.words, _UNZIP)
    _unpack(report, line, parsed.operands[:1], parsed.value("d"))


def _unpack(report: Report, line: Line, files: Sequence[str], folder: str) -> None:
    """Whatever an archive holds goes into a folder: among the trust anchors of Linux, that is roots."""
    target = paths.normal(folder or ".", line.cwd)
    anchor_changes.judge_copy(report, line.name, files, target, line.cwd, deep=True)


def _tar_packs(words: Sequence[str]) -> bool:
    """tar's mode is a letter of the first word or of an option: c, r and u pack, x and t do not."""
    letters = [word.lstrip("-") for word in words if word.startswith("-") and not word.startswith("--")]
    mode = set("".join(letters) or (words[0] if words else ""))
    return bool(mode & set("cru") and not mode & set("xt")) or "--create" in words


def is_archiver(line: Line) -> bool:
    """Whether a program of any name is used as 7-Zip and RAR are: a letter, then an archive."""
    return (
        len(line.words) > 1
        and line.words[0].lower() in _PACKS
        and any(paths.extension(word) in ARCHIVES for word in line.words)
    )


def _judge_password(report: Report, line: Line, words: Sequence[str]) -> bool:
    if line.name == "zip":
        parsed = getopt.parse(words, _ZIP)
        secrets, given = parsed.values("P", "password"), parsed.has("P", "e", "password", "encrypt")
    elif line.name in ("tar", "gtar", "bsdtar", "makecab", "gzip", "bzip2", "xz", "zstd", "ditto"):
        return False
    else:
        pattern = _PASSWORD["7z" if line.name in _SEVEN_ZIP else "rar"]
        secrets = [found.group(1) for found in map(pattern.match, words) if found]
        given = bool(secrets)
    for secret in secrets:
        passwords.judge_secret(report, secret, "the password of the archive", "archive_password")
    if given:
        report.add("archive_password", "the archive gets a password")
    return given


def _without_exclusions(words: Iterable[str]) -> list[str]:
    """Words but for those that leave files out: one behind --exclude, all behind zip's -x up to the next option."""
    kept, left = [], 0
    for word in words:
        if word.startswith("-"):
            left = {"--exclude": 1, "-x": _ALL}.get(word, 0)
        elif left:
            left -= 1
            continue
        kept.append(word)
    return kept


READERS: dict[str, Callable[[Report, Line], None]] = {
    **dict.fromkeys([*_COMMAND_ARCHIVERS, *"zip tar gtar bsdtar makecab gzip bzip2 xz zstd".split()], archive),
    "unzip": unzip,
}
