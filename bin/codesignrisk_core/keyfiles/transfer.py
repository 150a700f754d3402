"""Key files on this host: copied, decoded, shown.

Grammar: the Windows commands reference on learn.microsoft.com (copy, xcopy, robocopy, move); LOLBAS
(esentutl); man pages cp(1), ln(1), install(1), ditto(1), tee(1), dd(1), base64(1).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.keyfiles import archives, circumstances
from codesignrisk_core.keyfiles.line import Line
from codesignrisk_core.model import Report
from codesignrisk_core.rules import anchor_changes, code_integrity_policy, inputs, mark_of_web, outputs
from codesignrisk_core.trust import file_kinds, places, trust_files

# Where bash opens a connection: bash(1), "Redirections".
_DEVICES = ("/dev/tcp/", "/dev/udp/")
_LEAVES_OUT = frozenset({"/xf", "/xd"})
_CP = getopt.Grammar("tSgmo", frozenset({"target-directory", "suffix", "group", "mode", "owner"}))

# Letters and names by which cp copies folders.
_WHOLE = ("r", "R", "a", "recursive", "archive")


def move(
    report: Report,
    name: str,
    sources: Sequence[str],
    destination: str,
    cwd: str,
    many: bool = False,
    deep: bool = False,
    whole: bool = False,
) -> None:
    """Sources go to a destination. Everyday files need a circumstance, others speak for themselves.

    deep: wildcards reach into the folders below, too. whole: folders go with what is in them.
    """
    target = paths.normal(destination, cwd)
    if anchor_changes.judge_copy(report, name, sources, target, cwd, deep=many or deep or whole):
        return
    if code_integrity_policy.is_place(target):
        written = (f"{target}\\{paths.base(word)}" for word in sources)
        code_integrity_policy.judge(report, name, [target, *written], "", "writes")
        if report.action == "change_code_integrity_policy":
            for word in sources:
                inputs.judge_input(report, paths.normal(word, cwd), frozenset())
    _judge_planted(report, name, sources, target, cwd)
    keys = circumstances.keys_of(sources, cwd)
    if not keys:
        return
    known = len(report.findings)
    telling = circumstances.judge_places(report, keys, target, cwd)
    if not circumstances.is_loud(keys) and not telling:
        del report.findings[known:]
        return
    report.action, place = "copy_key", circumstances.shown(target)
    if outputs.leaves(target):
        report.action = "upload_key"
        report.add("upload_key_file", f"{name} sends the key file {paths.base(keys[0])} to another host")
    elif many or circumstances.are_many(keys):
        report.add("copy_key_files", f"{name} copies key files to {place}")
    else:
        report.add("copy_key_file", f"{name} copies the key file {paths.base(keys[0])} to {place}")
    circumstances.judge_hunt(report, name, keys, deep, target)
    circumstances.judge_containers(report, name, keys)
    circumstances.finish(report, keys)


def _judge_planted(report: Report, name: str, sources: Sequence[str], target: str, cwd: str) -> None:
    """What the firmware starts, out of a place that is nobody's; and catalogs, which no command has to write at all."""
    for word in sources:
        source = paths.normal(word, cwd)
        if paths.extension(source) not in trust_files.EXTENSIONS:
            continue
        whole = target if paths.extension(target) else paths.normal(paths.base(word), target)
        kept = trust_files.kind_of(whole, "")
        if kept is not None and (kept.action == "add_catalog" or places.is_staging(source)):
            report.action = kept.action
            report.targets.append(whole)
            report.add(kept.indicator, f"{name} writes {kept.what} itself")
            return


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
            archives.archive(report, line)
            return
        if line.name == "install" and parsed.has("d", "directory"):
            return  # it makes folders
        if len(operands) > 1 and not folder:
            folder = operands.pop()
        elif line.name == "ln" and line.cwd:
            folder = folder or "."
        move(report, line.name, operands, folder, line.cwd, whole=parsed.has(*_WHOLE))
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
    keys = circumstances.keys_of(operands, line.cwd)
    marked, _, stream = line.into.rpartition(":")
    if stream.lower() == mark_of_web.STREAM:
        mark_of_web.judge(report, line.name, [marked], line.cwd)
    elif line.into.startswith(_DEVICES) and keys:
        report.action = "upload_key"
        report.add("upload_key_file", f"{line.name} sends the key file {paths.base(keys[0])} to another host")
        outputs.judge_receiver(report, line.into.split("/")[3])
        circumstances.finish(report, keys)
    elif line.into:
        move(report, line.name, operands, line.into, line.cwd)
    elif any(file_kinds.of(key) != "pem" or file_kinds.is_authority_key(key) for key in keys):
        report.action = "read_key_file"
        report.add("show_key_file", f"{line.name} prints the key file {paths.base(keys[0])}")
        circumstances.judge_places(report, keys, "", line.cwd)
        circumstances.finish(report, keys)


def tee(report: Report, line: Line) -> None:
    """``tee [-a] FILE ...``: what comes in goes to each of them."""
    for word in getopt.parse(line.words, getopt.Grammar()).operands:
        anchor_changes.judge_copy(report, line.name, (), paths.normal(word, line.cwd), line.cwd)


def dd(report: Report, line: Line) -> None:
    """``dd if=FILE of=FILE``: a copy, of what comes in where ``if=`` is left out."""
    given = dict(word.split("=", 1) for word in line.words if "=" in word)
    target, source = given.get("of", ""), given.get("if", line.source)
    move(report, line.name, [source] if source else [], target, line.cwd)


def decode(report: Report, line: Line) -> None:
    """base64 of a file of keys, and -d into one. The input is -i or an operand, the output -o or ``>``."""
    parsed = getopt.parse(line.words, getopt.Grammar("iowb", frozenset({"input", "output", "wrap", "break"})))
    target = parsed.value("o", "output") or line.into
    sources = circumstances.keys_of([*parsed.operands, *parsed.values("i", "input")], line.cwd)
    if not parsed.has("d", "D", "decode") and circumstances.is_loud(sources):
        report.action = "encode_key"
        report.add("encode_key_file", f"{line.name} turns the key file {paths.base(sources[0])} into text")
        circumstances.judge_places(report, sources, paths.normal(target, line.cwd), line.cwd)
        circumstances.finish(report, sources)
    elif parsed.has("d", "D", "decode") and circumstances.is_loud(circumstances.keys_of([target], line.cwd)):
        report.action = "decode_key"
        report.add("decode_key_file", f"{line.name} decodes the key file {paths.base(target)}")
        inputs.add_files(report, target, cwd=line.cwd)
        if places.is_staging(paths.normal(target, line.cwd)):
            report.add("output_user_writable", f"{paths.base(target)} is put in a user-writable path")


def from_container(report: Report, line: Line) -> None:
    """``docker cp CONTAINER:/file target``, ``kubectl cp pod:/file target``: a copy behind a verb."""
    if line.words[:1] == ("cp",):
        copy(report, line._replace(words=tuple(map(_inside, line.words[1:]))))


def _inside(word: str) -> str:
    """A path without the container before it."""
    container, found, path = word.partition(":/")
    return f"/{path}" if found and container else word


READERS: dict[str, Callable[[Report, Line], None]] = {
    **dict.fromkeys("copy move xcopy robocopy replace cp gcp mv ln ditto install".split(), copy),
    **dict.fromkeys("docker podman nerdctl kubectl oc".split(), from_container),
    **dict.fromkeys("type cat more".split(), show),
    **dict.fromkeys(("base64", "gbase64"), decode),
    **dict.fromkeys(("tee", "gtee"), tee),
    **dict.fromkeys(("dd", "gdd"), dd),
    "esentutl": esentutl,
}
