"""The mark of the web taken off files, and disk images whose files have none, so that nothing asks for signatures
(T1553.005).

Unblock-File and the stream Zone.Identifier: learn.microsoft.com, Unblock-File, about_FileSystem_Provider; MITRE ATT&CK.
Images: learn.microsoft.com, Mount-DiskImage.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdlets import arguments
from codesignrisk_core.cmdlets.session import NAME, Judge, Session, bind
from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.values import Statement
from codesignrisk_core.rules import mark_of_web
from codesignrisk_core.trust import places

MARKS = ("unblock-file", "zone.id", "-stre", "mount-diskimage")
"""One of these stands in every text that is judged here: PowerShell takes -Stream shortened, and its value with
wildcards."""
WORDS = ("unblock file", "zone id*", "stream", "mount diskimage")
# A cmdlet that starts or mounts, or the call operator with a path.
_starts = re.compile(
    r"(?<![\w-])(?:start-process|start|saps|invoke-item|ii|mount-diskimage)[ ]+[^-\s]|[;{|\n] ?& ?[\"'$.\w]",
    re.IGNORECASE,
).search
# The same without the mounting itself; and what is fetched from a host without a name.
_runs = re.compile(
    r"(?<![\w-])(?:start-process|start|saps|invoke-item|ii)[ ]+[^-\s]|[;{|\n] ?& ?[\"'$.(\w]", re.IGNORECASE
).search
_fetches = re.compile(r"\b(?:https?|ftp)://(?:\d{1,3}\.){3}\d{1,3}(?=[:/'\"\s]|$)", re.IGNORECASE).search


def _unblock(report: Report, statement: Statement, session: Session) -> None:
    """Unblock-File, and the removal of the stream that it removes."""
    bound = bind(statement)
    if bound is None:
        return
    if statement.name != "unblock-file":
        streams = bound.value("stream")
        if not any(mark_of_web.is_stream(stream.text) for stream in streams.each):
            return
    operand = bound.value("path", "literalpath")
    _judge(report, arguments.files_of(operand if operand.text else statement.input, session), session)


def _judge(report: Report, files: list[str], session: Session) -> None:
    mark_of_web.judge(report, NAME, files, session.cwd)
    if session.shows(_starts):
        mark_of_web.judge_started(report, "the same script")
        if report.shows("cleared_and_started") and session.shows(_fetches):
            mark_of_web.judge_fetched(report)


def _delete(report: Report, statement: Statement, session: Session) -> None:
    """``[IO.File]::Delete('a.exe:Zone.Identifier')``"""
    words = [arg.text for arg in statement.args[:1]]
    files = [word[: -len(mark_of_web.STREAM) - 1] for word in words if word.lower().endswith(f":{mark_of_web.STREAM}")]
    if files:
        _judge(report, files, session)


def _mount(report: Report, statement: Statement, session: Session) -> None:
    """``Mount-DiskImage -ImagePath FILE``, out of a place to gather things in."""
    bound = bind(statement)
    if bound is None or not session.shows(_runs):
        return
    image = paths.normal(bound.value("imagepath").text, session.cwd)
    # whoever keeps the drive of a download out of sight does not install something by hand
    if places.is_staging(image) or (bound.has("nodriveletter") and places.is_exposed(image)):
        mark_of_web.judge_image(report, NAME, image)
        if session.shows(_fetches):
            mark_of_web.judge_fetched(report)


JUDGES: dict[str, Judge] = {
    **dict.fromkeys(("unblock-file", "remove-item", "clear-content", "set-content"), _unblock),
    "::delete": _delete,
    "mount-diskimage": _mount,
}
