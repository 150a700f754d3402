"""The mark of the web taken off files, so that nothing asks for their signatures any more (T1553.005).

Unblock-File and the stream Zone.Identifier: learn.microsoft.com, Unblock-File, about_FileSystem_Provider; MITRE ATT&CK.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdlets import arguments
from codesignrisk_core.cmdlets.session import NAME, Judge, Session, bind
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.values import Statement
from codesignrisk_core.rules import mark_of_web

MARKS = ("unblock-file", "zone.identifier")
"""One of these stands in every text that is judged here."""
WORDS = ("unblock file", "zone identifier")
# A cmdlet that starts or mounts, or the call operator with a path.
_starts = re.compile(
    r"(?<![\w-])(?:start-process|start|saps|invoke-item|ii|mount-diskimage)[ ]+[^-\s]|[;{|\n] ?& ?[\"'$.\w]",
    re.IGNORECASE,
).search


def _unblock(report: Report, statement: Statement, session: Session) -> None:
    """Unblock-File, and the removal of the stream that it removes."""
    bound = bind(statement)
    if bound is None or (statement.name != "unblock-file" and bound.value("stream").lower != mark_of_web.STREAM):
        return
    operand = bound.value("path", "literalpath")
    mark_of_web.judge(
        report, NAME, arguments.files_of(operand if operand.text else statement.input, session), session.cwd
    )
    if session.shows(_starts):
        mark_of_web.judge_started(report, "the same script")


JUDGES: dict[str, Judge] = dict.fromkeys(("unblock-file", "remove-item", "clear-content", "set-content"), _unblock)
