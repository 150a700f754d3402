"""Key files on this host: copied, packed, decoded, shown.

Grammar: the Windows commands reference on learn.microsoft.com (copy, xcopy, robocopy, move, makecab); LOLBAS
(esentutl); man pages cp(1), tar(1), zip(1), ditto(1), base64(1); the help texts of 7-Zip and RAR.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Callable

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.keyfiles import naming
from codesignrisk_core.keyfiles.line import Line
from codesignrisk_core.model import Report
from codesignrisk_core.rules import code_integrity_policy, inputs, outputs, passwords, store_changes
from codesignrisk_core.trust import anchors, file_kinds, places

_ARCHIVES = frozenset("7z rar zip tar tgz gz bz2 xz zst cab".split())
_DISGUISES = frozenset(
    "txt log tmp dat bin jpg jpeg png gif bmp pdf doc docx xls xlsx dll ini xml html css js mp3".split()
)
# Where bash opens a connection: bash(1), "Redirections".
_DEVICES = ("/dev/tcp/", "/dev/udp/")
_SHADOW_COPY = ("harddiskvolumeshadowcopy", "\\@gmt-")
_LEAVES_OUT = frozenset({"/xf", "/xd"})
_CP = getopt.Grammar("tSgmo", frozenset({"target-directory", "suffix", "group", "mode", "owner"}))
_ALL = 1_000_000
_LOUD = file_kinds.KEYS - file_kinds.EVERYDAY_KEYS


def move(
    report: Report,
    name: str,
    sources: Sequence[str],
    destination: str,
    cwd: str,
    many: bool = False,
    deep: bool = False,
) -> None:
    """Sources go to a destination. Everyday files need a circumstance, others speak for themselves.

    deep: wildcards reach into the folders below, too.
    """
    target = paths.normal(destination, cwd)
    into_anchors = anchors.is_anchor(target)
    if into_anchors and any(
        file_kinds.of(word) in file_kinds.CERTIFICATES | file_kinds.AMBIGUOUS_KEYS for word in sources
    ):
        report.action = "add_to_store"
        inputs.judge(report, *filter(file_kinds.of, sources), cwd=cwd)
        store_changes.judge_add(report, name, anchors.LOCATION, anchors.STORE)
        return
    if "\\codeintegrity" in target:
        written = (f"{target}\\{paths.base(word)}" for word in sources)
        code_integrity_policy.judge(report, name, [target, *written], "", "writes")
        if report.action == "change_code_integrity_policy":
            for word in sources:
                inputs.judge_input(report, paths.normal(word, cwd), frozenset())
    keys = _keys(sources, cwd)
    if not keys:
        return
    known = len(report.findings)
    telling = _judge_places(report, keys, target, cwd)
    if not _is_loud(keys) and not telling:
        del report.findings[known:]
        return
    report.action = "copy_key"
    if outputs.leaves(target):
        report.action = "upload_key"
        report.add("upload_key_file", f"{name} sends the key file {paths.base(keys[0])} to another host")
    elif many or _are_many(keys):
        report.add("copy_key_files", f"{name} copies key files to {_shown(target)}")
    else:
        report.add("copy_key_file", f"{name} copies the key file {paths.base(keys[0])} to {_shown(target)}")
    _judge_hunt(report, name, keys, deep)
    judge_containers(report, name, keys)
    _finish(report, keys)


def _shown(target: str) -> str:
    return paths.base(target) or target or "the current folder"


def _keys(words: Iterable[str], cwd: str) -> list[str]:
    """Normalised operands that are key files, patterns of them, or folders of keys."""
    found = [paths.normal(word, cwd) for word in words if not word.startswith("-")]
    return [path for path in found if file_kinds.of(path) in file_kinds.KEYS or _is_folder(path)]


def _is_folder(path: str) -> bool:
    return places.is_key_folder(path) or places.is_private_folder(path)


def _is_loud(keys: Iterable[str]) -> bool:
    return any(file_kinds.of(key) in _LOUD or _is_folder(key) or file_kinds.is_authority_key(key) for key in keys)


def _are_many(keys: Sequence[str]) -> bool:
    """Whether operands stand for more than one key file."""
    return len(keys) > 1 or any(naming.has_wildcard(key) or _is_folder(key) for key in keys)


def _finish(report: Report, keys: Sequence[str]) -> None:
    inputs.add_files(report, *itertools.filterfalse(naming.has_wildcard, keys))
    if len({file_kinds.of(key) for key in keys} - {""}) > 1:
        report.add("several_key_kinds", "several kinds of key files at once")


def judge_containers(report: Report, name: str, keys: Iterable[str]) -> None:
    """Key containers and keychains leave their place only in a backup of the whole, or by a thief's hand."""
    if any(places.is_key_folder(key) for key in keys):
        report.add("key_containers", f"{name} takes the containers that the system keeps keys in")


def _judge_hunt(report: Report, name: str, keys: Iterable[str], deep: bool) -> None:
    """A wildcard over all profiles, a whole home or drive searches for what it takes."""
    for key in filter(naming.has_wildcard, keys):
        folder = key.replace("\\", "/").rpartition("/")[0]
        folder = key[: len(folder)]
        if _is_loud([key]) and (places.profile(key) == "*" or (deep and places.is_whole(folder))):
            report.add("hunt_key_files", f"{name} takes key files from a whole drive or home")


def _judge_places(report: Report, keys: Sequence[str], target: str, cwd: str) -> bool:
    """Where keys come from and go to; whether that is telling even for files that are copied every day."""
    own = places.profile(paths.normal(cwd)) or places.profile(target)
    others = [owner for owner in map(places.profile, keys) if owner and own and owner != own]
    shadow = any(part in key for key in keys for part in _SHADOW_COPY)
    if others or any(places.profile(key) == "*" for key in keys):
        report.add("key_other_profile", "the key comes out of another user's profile")
    if shadow:
        report.add("from_shadow_copy", "the key comes out of a shadow copy, past locks and permissions")
    if any(paths.is_remote(key) for key in keys):
        report.add("input_remote", "the key is read from a share")
    if any(places.is_secret_folder(key) for key in keys):
        report.add("from_secrets_folder", "the key comes out of a folder of secrets")
    authority = next((paths.base(key) for key in keys if file_kinds.is_authority_key(key)), "")
    if authority:
        report.add(
            "authority_key", f"{authority} has the name of a key that signs for others: of an authority, or for boot"
        )
    if paths.is_remote(target):
        outputs.judge_share(report, target)
    elif any(places.is_removable(key, target) for key in keys):
        report.add("key_to_other_drive", "the key is written to another drive")
    elif places.is_staging(target):
        report.add("output_user_writable", f"{_shown(target)} is a user-writable path")
    if paths.extension(target) in _DISGUISES:
        report.add("key_disguised", f"the key gets the name {paths.base(target)}")
    return bool(others or authority) or shadow or paths.is_remote(target)


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


def copy(report: Report, line: Line) -> None:
    """copy, move, xcopy, robocopy, cp, mv, ditto, install: the last operand is the destination."""
    if line.name == "robocopy":
        switches, operands = Line(line.name, tuple(_until_exclusion(line.words)), line.cwd, False).switches()
        source, target, files = (operands[:1] or [""])[0], (operands[1:2] or [""])[0], operands[2:]
        sources = [f"{source}\\{name}" for name in files] or [source]
        deep = bool(switches & {"s", "e", "mir"})
        move(report, line.name, sources, target, line.cwd, many=deep, deep=deep)
        return
    if line.name in ("cp", "mv", "ln", "gcp", "ditto", "install"):
        parsed = getopt.parse(line.words, _CP if line.name != "ditto" else getopt.Grammar())
        operands, folder = list(parsed.operands), parsed.value("t", "target-directory")
        if line.name == "ditto" and parsed.has("c", "k"):
            archive(report, line)
            return
        target = folder or (operands.pop() if len(operands) > 1 else "")
        move(report, line.name, operands, target, line.cwd)
        return
    switches, operands = line.switches()
    target = operands.pop() if len(operands) > 1 else ""
    sources = [word for text in operands for word in text.split("+")]
    deep = bool(switches & {"s", "e"}) and line.name == "xcopy"
    move(report, line.name, sources, target, line.cwd, many=deep, deep=deep)


def _until_exclusion(words: Sequence[str]) -> list[str]:
    stop = next((at for at, word in enumerate(words) if word.lower() in _LEAVES_OUT), len(words))
    return list(words[:stop])


def esentutl(report: Report, line: Line) -> None:
    """esentutl /y source /d destination, /vss past locks: it copies any file (LOLBAS Esentutl)."""
    if not any(word.lower() in ("/y", "-y") for word in line.words):
        return
    target = line.switch_values("d")["d"]
    sources = [word for word in line.switches()[1] if word != target]
    move(report, line.name, sources[:1], target, line.cwd)
    if report.findings and any(word.lower() in ("/vss", "/vssrec") for word in line.words):
        report.add("from_shadow_copy", "the key comes out of a shadow copy, past locks and permissions")


def show(report: Report, line: Line) -> None:
    """type, cat and more: a copy when the output goes into a file, else a look inside."""
    operands = line.switches()[1] if line.name != "cat" else [word for word in line.words if word[:1] != "-"]
    keys = _keys(operands, line.cwd)
    if line.into.startswith(_DEVICES) and keys:
        report.action = "upload_key"
        report.add("upload_key_file", f"{line.name} sends the key file {paths.base(keys[0])} to another host")
        outputs.judge_receiver(report, line.into.split("/")[3])
        _finish(report, keys)
    elif line.into:
        move(report, line.name, operands, line.into, line.cwd)
    elif any(file_kinds.of(key) != "pem" or file_kinds.is_authority_key(key) for key in keys):
        report.action = "read_key_file"
        report.add("show_key_file", f"{line.name} prints the key file {paths.base(keys[0])}")
        _judge_places(report, keys, "", line.cwd)
        _finish(report, keys)


def decode(report: Report, line: Line) -> None:
    """base64 of a file of keys, and -d into one. The input is -i or an operand, the output -o or ``>``."""
    parsed = getopt.parse(line.words, getopt.Grammar("iowb", frozenset({"input", "output", "wrap", "break"})))
    target = parsed.value("o", "output") or line.into
    sources = _keys([*parsed.operands, *parsed.values("i", "input")], line.cwd)
    if not parsed.has("d", "D", "decode") and _is_loud(sources):
        report.action = "encode_key"
        report.add("encode_key_file", f"{line.name} turns the key file {paths.base(sources[0])} into text")
        _judge_places(report, sources, paths.normal(target, line.cwd), line.cwd)
        _finish(report, sources)
    elif parsed.has("d", "D", "decode") and _is_loud(_keys([target], line.cwd)):
        report.action = "decode_key"
        report.add("decode_key_file", f"{line.name} decodes the key file {paths.base(target)}")
        inputs.add_files(report, target, cwd=line.cwd)
        if places.is_staging(paths.normal(target, line.cwd)):
            report.add("output_user_writable", f"{paths.base(target)} is put in a user-writable path")


_ZIP = getopt.Grammar("Pbtn", frozenset({"password"}))
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
            return
        operands = [word for word in words if not word.startswith("-")]
    elif line.name == "zip":
        operands = list(getopt.parse(words, _ZIP).operands)
    elif line.name == "makecab":
        operands = Line(line.name, tuple(words), line.cwd, False).switches()[1]
    else:
        operands = [word for word in words if not word.startswith("-")]
    packed = next((word for word in operands if paths.extension(word) in _ARCHIVES), "")
    keys = _keys((word for word in operands if word != packed), line.cwd)
    if not keys:
        return
    known = len(report.findings)
    encrypted = _judge_password(report, line, words)
    many, several = _are_many(keys), len({file_kinds.of(key) for key in keys}) > 1
    telling = _judge_places(report, keys, paths.normal(packed, line.cwd), line.cwd)
    if not _is_loud(keys) and not (telling or encrypted or (several and many)):
        del report.findings[known:]
        return
    report.action = "archive_key"
    if many:
        report.add("archive_key_files", f"{line.name} packs key files into an archive")
    else:
        report.add("archive_key_file", f"{line.name} packs the key file {paths.base(keys[0])} into an archive")
    _judge_hunt(report, line.name, keys, deep="-r" in words)
    judge_containers(report, line.name, keys)
    _finish(report, keys)


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


READERS: dict[str, Callable[[Report, Line], None]] = {
    **dict.fromkeys("copy move xcopy robocopy replace cp gcp mv ln ditto install".split(), copy),
    **dict.fromkeys("type cat more".split(), show),
    **dict.fromkeys(("base64", "gbase64"), decode),
    **dict.fromkeys([*_COMMAND_ARCHIVERS, *"zip tar gtar bsdtar makecab gzip bzip2 xz zstd".split()], archive),
    "esentutl": esentutl,
}
