"""Linux' audit.log: the records of one event joined into one, named as Laurel names them.

Record form: linux-audit/audit-documentation, SPEC Audit Event Enrichment; auditd(8), audit.log of log_format RAW and
ENRICHED (the names that auditd adds stand behind a group separator). A value is in quotes, or in hexadecimal when it
holds a quote, a blank, a control character or a byte above `~`; an argument of more than some 7,500 bytes comes in
pieces (`a1[0]`, `a1[1]`). Laurel's names (github.com/threathunters-io/laurel): `EXECVE.ARGV`, `SYSCALL.exe`.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator

from lab.readers.limits import LONGEST_EVENT
from lab.readers.problem import counted
from lab.readers.source import Source
from lab.records import Record

_START = re.compile(
    r"(?:node=(\S{1,255}) )?type=([A-Z0-9_]{1,40}|UNKNOWN\[\d{1,5}\]) msg=audit\((\d{9,10}\.\d{3}):(\d{1,20})\):"
)
_SYSLOG = re.compile(
    r"(?:\w{3} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S{8,30}) (\S{1,255}) [\w.()-]{1,60}(?:\[\d{1,10}\])?: "
)
_FIELD = re.compile(r"""([\w-]{1,60}(?:\[\d{1,6}\])?)=("[^"]*"|'[^']*'|\S*)""")
_ARGUMENT = re.compile(r"a(\d{1,7})(?:\[(\d{1,6})\])?")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")
# Fields that the kernel writes as text, so that hexadecimal in them is a text (audit_log_untrustedstring).
_TEXTS = frozenset({"exe", "comm", "cwd", "name", "proctitle", "key", "data"})

_OPEN = 256
"""Events that are put together at a time: records of several events come mixed."""

_PARTS = 20_000  # records of one event


def shows(start: str) -> bool:
    """Whether a text begins as an audit log."""
    line = start[:1000]
    header = _SYSLOG.match(line)
    return bool(_START.match(line, header.end() if header else 0))


def read(source: Source) -> Iterator[Record]:
    """Yield one event for all records of the same number, in the order in which they end."""
    pending: OrderedDict[tuple[str, str, str], Record] = OrderedDict()
    others = 0
    try:
        for line in source.text().lines(LONGEST_EVENT):
            header = _SYSLOG.match(line)
            match = _START.match(line, header.end() if header else 0)
            if not match:
                others += 1 if line.strip() else 0
                continue
            node, kind, time, serial = match.groups()
            key = (node or "", time, serial)
            if kind == "EOE":
                if key in pending:
                    yield _finished(pending.pop(key))
                continue
            record = pending.get(key)
            if record is None:
                host = node or (header[1] if header else "")
                record = pending[key] = {"ID": f"{time}:{serial}", **({"NODE": host} if host else {})}
            add(record, kind, line[match.end() :])
            if len(pending) > _OPEN:
                yield _finished(pending.popitem(last=False)[1])
    except ValueError as error:
        source.problem("", f"{error}; the rest of the file is not read")
    yield from map(_finished, pending.values())
    if others:
        source.note(f"{counted(others, 'line')} without an audit record")


def parse(text: str) -> Record | None:
    """One record as an event, such as Splunk's `_raw` holds it; None for other text."""
    header = _SYSLOG.match(text)
    match = _START.match(text, header.end() if header else 0)
    if not match:
        return None
    record: Record = {"ID": f"{match[3]}:{match[4]}"}
    if match[1]:
        record["NODE"] = match[1]
    add(record, match[2], text[match.end() :])
    return _finished(record)


def add(record: Record, kind: str, text: str) -> None:
    """Add a record's fields to its event: `EXECVE.argc`, and all arguments as `EXECVE.ARGV`."""
    arguments: dict[int, dict[int, str]] = {}
    raw, _, enriched = text.strip().partition("\x1d")
    for match in _FIELD.finditer(f"{raw} {enriched}"):
        name, value = match.groups()
        argument = _ARGUMENT.fullmatch(name) if kind == "EXECVE" else None
        if argument:
            arguments.setdefault(int(argument[1]), {})[int(argument[2] or 0)] = value
        elif kind != "EXECVE" or not name.endswith("_len"):
            _put(record, f"{kind}.{name}", _text(value, name in _TEXTS))
    if arguments:
        before = record.get("EXECVE.ARGV", [])
        words = [_argument(arguments[index]) for index in sorted(arguments)]
        record["EXECVE.ARGV"] = [*(before if isinstance(before, list) else [before]), *words]


def _finished(record: Record) -> Record:
    """Who ran it: a number where auditd adds no names."""
    if "SYSCALL.UID" not in record and (user := record.get("SYSCALL.uid")):
        record["SYSCALL.UID"] = user
    return record


def _argument(pieces: dict[int, str]) -> str:
    """One argument out of its pieces, of which only the first may be short of a quote."""
    ordered = [pieces[index] for index in sorted(pieces)]
    if all(piece.startswith('"') for piece in ordered):
        return "".join(piece[1:-1] for piece in ordered)
    return _text("".join(ordered), hexadecimal=True)


def _text(value: str, hexadecimal: bool) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    if hexadecimal and _HEX.fullmatch(value):
        return bytes.fromhex(value).decode("utf-8", "surrogateescape").replace("\0", " ").rstrip()
    return value


def _put(record: Record, name: str, value: str) -> None:
    before = record.get(name)
    if before is None:
        record[name] = value
    elif isinstance(before, str):
        record[name] = [before, value]
    elif len(before) < _PARTS:
        before.append(value)
