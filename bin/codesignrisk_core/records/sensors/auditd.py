"""Linux audit: EXECVE records, and the whole events that Laurel makes of them.

Record form: linux-audit/audit-documentation, SPEC Audit Event Enrichment; man auditd. Fields ``a0`` to ``aN`` hold the
arguments; the kernel (audit_log_n_untrustedstring) writes one as bare upper-case hexadecimal when it holds a quote, a
blank, a control character or a byte above ``~``, and in quotes otherwise. Splunk's extraction takes the quotes away, so
hexadecimal counts only when it decodes to such a text. Laurel's names: github.com/threathunters-io/laurel, README.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from codesignrisk_core.cmdline import joining
from codesignrisk_core.records.sensors import MARKS, sensor
from codesignrisk_core.records.views import CALLED, LIMIT, View

MAX_ARGUMENTS = 32
TOO_MANY_ARGUMENTS = f"of the arguments only the first {MAX_ARGUMENTS} are known"

_HEX = re.compile(r"(?:[0-9A-F]{2})+")
_NEEDS_HEX = re.compile(r'["\s]|[^\x00-\x7e]')
# Key sizes, days and years are all digits, and few texts of up to four characters are encoded to digits alone.
_NUMBER = re.compile(r"\d{1,8}")


def _translate(view: View) -> Mapping[str, str]:
    whole = view.values("args")
    words = whole or _words(view)
    if not words:
        return sensor.NOTHING
    event = sensor.copied(view, ("host", "cwd", "user", "parent_image", "pid", "parent_pid"))
    event["event_id"] = sensor.PROCESS_START
    event["image"] = view.get("image")
    if not event["image"]:
        event["image"], event[CALLED] = _image(words[0]), words[0]
    event["command_line"] = joining.posix(words)
    if not whole and int(view.get("count")) > MAX_ARGUMENTS:
        event[LIMIT] = TOO_MANY_ARGUMENTS
    return event


def _words(view: View) -> list[str]:
    """The arguments of an EXECVE record; the aN of SYSCALL records are addresses."""
    count = view.get("count")
    if view.get("type") != "EXECVE" or not count.isdecimal() or len(count) > 9:
        return []
    return [_decoded("".join(view.values(f"a{index}")[:1])) for index in range(min(int(count), MAX_ARGUMENTS))]


def _decoded(argument: str) -> str:
    if len(argument) > 1 and argument[0] == argument[-1] == '"':
        return argument[1:-1]
    if not _HEX.fullmatch(argument) or _NUMBER.fullmatch(argument):
        return argument
    try:
        text = bytes.fromhex(argument).decode("utf-8")
    except ValueError:
        return argument
    printable = "".join(text.split()).isprintable()
    return text if printable and _NEEDS_HEX.search(text) else argument


def _image(first: str) -> str:
    """A bare name was looked up in PATH, in a folder that the record does not tell: only that it is no Windows path.

    So the path that comes of it tells the platform and the name, and is shown nowhere.
    """
    return first if first.startswith("/") or not first else "/" + first.rpartition("/")[2]


SENSOR = sensor.Sensor(
    marks=MARKS["auditd"],
    names={
        "type": ("type",),
        "count": ("argc",),
        "host": ("NODE", "node", "host"),
        "args": sensor.array("EXECVE.ARGV"),
        "image": ("SYSCALL.exe",),
        "cwd": ("CWD.cwd",),
        "user": ("SYSCALL.UID",),
        "parent_image": ("PARENT_INFO.exe",),
        "pid": ("SYSCALL.pid",),
        "parent_pid": ("SYSCALL.ppid",),
        **{f"a{index}": (f"a{index}",) for index in range(MAX_ARGUMENTS)},
    },
    translate=_translate,
)
