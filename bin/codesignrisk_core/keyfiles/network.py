"""Key and certificate files over the network: uploads, and downloads.

Grammar: man pages curl(1), wget(1), scp(1), rsync(1); bitsadmin on learn.microsoft.com; the help texts of PuTTY's pscp,
WinSCP, rclone, and of the command lines of cloud storage.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Callable

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.keyfiles import naming, transfer
from codesignrisk_core.keyfiles.line import Line
from codesignrisk_core.model import Report
from codesignrisk_core.rules import anchor_changes, inputs, outputs, passwords
from codesignrisk_core.trust import anchors, file_kinds, hosts, key_places, places

_CURL = getopt.Grammar(
    "AbcCdDeEFhHKmoPQrtTuUwxXyYz",
    frozenset(
        """upload-file form form-string data data-ascii data-binary data-raw data-urlencode json output output-dir cert
        key cacert capath cert-type key-type pass user proxy proxy-user header user-agent referer request url cookie
        cookie-jar config max-time connect-timeout retry pinnedpubkey crlfile proxy-cert proxy-key proxy-cacert resolve
        interface write-out dump-header range""".split()
    ),
)
_CURL_BODIES = ("d", "data", "data-ascii", "data-binary", "data-urlencode", "json", "F", "form")
_WGET = getopt.Grammar(
    "OPoaeitTwQUDARBlIXH",
    frozenset(
        """output-document directory-prefix post-file body-file post-data body-data header user-agent certificate
        private-key ca-certificate ca-directory user password tries timeout method""".split()
    ),
)
_SCP = getopt.Grammar("cDFiJloPSX")
_RSYNC = getopt.Grammar(
    "eBTMf", frozenset({"rsh", "exclude", "exclude-from", "include", "files-from", "password-file"})
)
_RCLONE = getopt.Grammar(
    "fn", frozenset({"include", "exclude", "filter", "config", "include-from", "exclude-from", "bwlimit", "transfers"})
)
_PSCP_VALUED = frozenset("-pw -pwfile -p -i -l -hostkey -load -proxycmd -sessionlog".split())
_RCLONE_VERBS = frozenset("copy copyto move moveto sync bisync rcat copyurl".split())
_TRANSFER_VERBS = frozenset(
    "cp mv copy move sync rsync put mput upload upload-batch put-object get mget download /transfer /addfile".split()
)
_SENDS = frozenset({"put", "mput", "upload", "upload-batch", "put-object", "/upload"})

# A host before a colon is longer than the letter of a drive.
_REMOTE_OPERAND = re.compile(r"^(?:[a-z]+://|[^/\\:]{2,256}:)", re.IGNORECASE)


# A web server's certificate and key go to a host with a name by these, at every renewal.
_DEPLOYS = frozenset({"scp", "rsync", "pscp", "winscp"})


def _sent(report: Report, line: Line, words: Iterable[str], receivers: Iterable[str] = ()) -> None:
    """Local files leave the host. receivers: addresses among which is where they go."""
    keys = [paths.normal(word, line.cwd) for word in words if "://" not in word]
    keys = [key for key in keys if file_kinds.of(key) in file_kinds.KEYS or key_places.holds_keys(key)]
    if not keys:
        return
    report.action = "upload_key"
    receivers = list(receivers)
    kinds = {file_kinds.of(key) for key in keys}
    deployed = line.name in _DEPLOYS and kinds <= file_kinds.AMBIGUOUS_KEYS and not any(map(hosts.is_bare, receivers))
    weak = kinds == {"pem"} or deployed
    shown = paths.base(keys[0]) or keys[0]
    if weak:
        report.add("upload_pem_file", f"{line.name} sends the file {shown}, which may hold a key")
    else:
        report.add("upload_key_file", f"{line.name} sends the key file {shown} to another host")
    if len(kinds) > 1 and not deployed:
        report.add("several_key_kinds", "several kinds of key files at once")
    for receiver in receivers:
        outputs.judge_receiver(report, receiver)
    inputs.add_files(report, *itertools.filterfalse(naming.has_wildcard, keys))


def _addressed(words: Sequence[str]) -> str:
    """The address of a certificate or key, or else the first one, or ""."""
    return next(filter(file_kinds.of, words), "") or next((word for word in words if "://" in word), "")


def _own_name(address: str, folder: str) -> str:
    """The path of a file that keeps the name of its address, in a folder of roots; "" in any other."""
    place = paths.normal(folder)
    if not (anchors.is_anchor(place) or anchors.is_beside(place)):
        return ""
    return f"{place}/{paths.base(address.partition('?')[0])}"


def _fetched(report: Report, line: Line, address: str, output: str) -> None:
    """A file is fetched from an address: its own name, or that of the output, says what it is."""
    kind = file_kinds.of(output) or file_kinds.of(address)
    local = paths.normal(output, line.cwd) if output and output != "-" else ""
    if local and anchor_changes.judge_copy(report, line.name, (), local):
        if hosts.is_bare(address):
            report.add("input_bare_address", f"the host of {paths.base(address)} is a bare address")
        return
    shown = paths.base(output if file_kinds.of(output) else address.partition("?")[0])
    if kind in file_kinds.KEYS - file_kinds.AMBIGUOUS_KEYS:
        report.action = "fetch_key"
        report.add("fetch_key", f"{line.name} fetches the key file {shown}")
    elif key_places.is_private_folder(paths.normal(address.rpartition(":")[2])):
        report.action = "fetch_key"
        report.add("fetch_key", f"{line.name} fetches the folder of private keys {shown}")
    elif kind in file_kinds.CERTIFICATES or kind == "pem":
        report.action = "fetch_certificate"
        report.add("fetch_certificate", f"{line.name} fetches the certificate file {shown}")
    else:
        return
    if local:
        inputs.add_files(report, local)


def _curl(report: Report, line: Line) -> None:
    """Client certificates (--cert, --key) and authorities (--cacert) are no objects of the transfer."""
    parsed = getopt.parse(line.words, _CURL)
    bodies = [value for value in parsed.values(*_CURL_BODIES) if "@" in value or "=<" in value]
    files = [re.split(r"[@<]", value, maxsplit=1)[1].partition(";")[0] for value in bodies]
    addresses = [*parsed.operands, *parsed.values("url")]
    _sent(report, line, [*files, *parsed.values("T", "upload-file")], addresses)
    if not report.findings:
        address = _addressed(addresses)
        folder = paths.normal(parsed.value("output-dir"), line.cwd) or line.cwd
        output = paths.normal(parsed.value("o", "output"), folder) or line.into
        if output or parsed.has("O", "remote-name", "remote-name-all"):
            _fetched(report, line, address, output or _own_name(address, folder))


def _wget(report: Report, line: Line) -> None:
    parsed = getopt.parse(line.words, _WGET)
    _sent(report, line, parsed.values("post-file", "body-file"), parsed.operands)
    if not report.findings and parsed.operands:
        address = _addressed(parsed.operands)
        output = parsed.value("O", "output-document")
        folder = paths.normal(parsed.value("P", "directory-prefix"), line.cwd) or line.cwd
        _fetched(report, line, address, output or _own_name(address, folder))


def _secure_copy(report: Report, line: Line) -> None:
    """scp, pscp, rsync: sources, then a destination; ``host:path`` is the other side. -i names the login's own key."""
    words = list(line.words)
    if line.name == "pscp":
        words = _without_pscp_values(report, words)
    parsed = getopt.parse(words, _RSYNC if line.name == "rsync" else _SCP)
    if len(parsed.operands) < 2:
        return
    *sources, target = parsed.operands
    inside = _REMOTE_OPERAND.match(target)
    if inside:
        there = paths.normal(target[inside.end() :])
        if "://" not in target and anchor_changes.judge_copy(report, line.name, sources, there, line.cwd):
            return
        _sent(report, line, (word for word in sources if not _REMOTE_OPERAND.match(word)), [target])
    else:
        here = [word for word in sources if not _REMOTE_OPERAND.match(word)]
        if here:
            anchor_changes.judge_copy(report, line.name, here, paths.normal(target, line.cwd), line.cwd)
        for word in sources:
            if _REMOTE_OPERAND.match(word):
                _fetched(report, line, word, "" if paths.base(target) in (".", "") else target)


def _without_pscp_values(report: Report, words: list[str]) -> list[str]:
    kept = []
    rest = iter(words)
    for word in rest:
        if word.lower() in _PSCP_VALUED:
            value = next(rest, "")
            if word.lower() == "-pw" and passwords.is_clear(value):
                report.secrets.append(value)
        else:
            kept.append(word)
    return kept


_PLACE = re.compile(r"[a-z0-9_-]{2,40}:(?!//|\\)|[a-z]:|\\\\[^\\]", re.IGNORECASE)
_RCLONE_OPTIONS = frozenset(
    """--config --include --include-from --transfers --no-check-certificate --progress --multi-thread-streams --bwlimit
    --max-age --ignore-existing --auto-confirm --max-size""".split()
)


def _rclone(report: Report, line: Line) -> None:
    parsed = getopt.parse(line.words, _RCLONE)
    verb, *operands = parsed.operands or ("",)
    # values of options that the grammar does not know may stand among the operands
    at = next((place for place, word in enumerate(operands) if _REMOTE_OPERAND.match(word)), 0)
    kinds = [kind for text in parsed.values("include") for kind in sorted(naming.kinds(text))]
    if verb in _RCLONE_VERBS and len(operands) > 1 and not any(map(_REMOTE_OPERAND.match, operands[:2])):
        # a letter before the colon is a drive (rclone.org, "Remote naming"): it copies as robocopy does
        sources, target = operands[:1], operands[1]
        folder = sources[0].rstrip("\\/")
        files = [f"{folder}\\*.{kind}" for kind in kinds] or sources
        transfer.move(report, "rclone", files, target, line.cwd, many=bool(kinds), deep=bool(kinds))
    elif verb in _RCLONE_VERBS and at:
        sources, target = operands[:at], operands[at]
        included = [f"x.{kind}" for kind in kinds]
        _sent(report, line, [*sources, *included], [target])
        roots = [paths.normal(source, line.cwd) for source in sources]
        if included and report.findings and any(map(places.is_whole, roots)):
            report.add("hunt_key_files", "rclone takes them from a whole drive or home")


def is_uploader(line: Line) -> bool:
    """Whether a program of any name is used as rclone is: a verb, a place or drive, an option of its own."""
    return (
        line.words[:1] != ()
        and line.words[0] in _RCLONE_VERBS
        and any(_PLACE.match(word) for word in line.words)
        and not _RCLONE_OPTIONS.isdisjoint(line.words)
    )


def rclone(report: Report, line: Line) -> None:
    """``copy SOURCE REMOTE:PATH --include PATTERN``, or to a drive."""
    _rclone(report, line)


def _storage(report: Report, line: Line) -> None:
    """Command lines of cloud storage, bitsadmin, tftp, WinSCP: a verb, and files on this side or the other."""
    words = [word for text in line.words for word in (text.split() if line.name == "winscp" else [text])]
    lowered = [word.strip("\"'").lower() for word in words]
    if _TRANSFER_VERBS.isdisjoint(lowered):
        return
    named = [word.strip("\"'") for word in words if not word.startswith("-")]
    remote = [at for at, word in enumerate(named) if "://" in word]
    local = [at for at, word in enumerate(named) if "://" not in word and file_kinds.of(word)]
    sends = not _SENDS.isdisjoint(lowered)
    if local and (sends or (remote and local[0] < remote[0])):
        _sent(report, line, (named[at] for at in local), (named[at] for at in remote))
    elif remote:
        output = named[local[0]] if local else ""
        _fetched(report, line, named[remote[0]], output)


def sends(line: Line) -> bool:
    """Whether a line sends any file or its input to another host."""
    words = line.words
    if line.name == "curl":
        parsed = getopt.parse(words, _CURL)
        return parsed.has("T", "upload-file") or any("@" in value for value in parsed.values(*_CURL_BODIES))
    if line.name == "wget":
        return getopt.parse(words, _WGET).has("post-file", "body-file")
    if line.name in ("scp", "pscp", "rsync", "rclone"):
        return len(words) > 1 and _REMOTE_OPERAND.match(words[-1]) is not None
    return line.name in _PIPES or (line.name == "openssl" and words[:1] == ("s_client",))


_PIPES = frozenset("nc ncat netcat socat telnet ssh plink".split())


def _pipe(report: Report, line: Line) -> None:
    """nc, socat, ssh: what comes in goes to the other side."""
    if line.source:
        _sent(report, line, [line.source])


READERS: dict[str, Callable[[Report, Line], None]] = {
    "curl": _curl,
    "wget": _wget,
    **dict.fromkeys("scp pscp rsync".split(), _secure_copy),
    "rclone": _rclone,
    **dict.fromkeys("aws gsutil gcloud azcopy az s3cmd s5cmd mc bitsadmin tftp winscp".split(), _storage),
    **dict.fromkeys(_PIPES, _pipe),
}
