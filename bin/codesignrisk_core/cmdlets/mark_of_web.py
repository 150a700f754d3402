"""The mark of the web taken off files, so that nothing asks for their signatures any more (T1553.005).

Unblock-File and the stream Zone.Identifier: learn.microsoft.com, Unblock-File, about_FileSystem_Provider; MITRE ATT&CK.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdlets import arguments
from codesignrisk_core.cmdlets.session import NAME, Judge, Session, bind
from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.values import Statement

MARKS = ("unblock-file", "zone.identifier")
"""One of these stands in every text that is judged here."""
WORDS = ("unblock file", "zone identifier")
_STREAM = "zone.identifier"
_starts = re.compile(r"(?<![\w-])(?:start-process|start|saps|invoke-item|ii)[ ]+[^-\s]", re.IGNORECASE).search


def _unblock(report: Report, statement: Statement, session: Session) -> None:
    """Unblock-File, and the removal of the stream that it removes."""
    bound = bind(statement)
    if bound is None or (statement.name != "unblock-file" and bound.value("stream").lower != _STREAM):
        return
    operand = bound.value("path", "literalpath")
    report.action = "remove_quarantine"
    report.targets = arguments.files_of(operand if operand.text else statement.input, session)
    shown = paths.shown(report.targets, "files")
    report.add("mark_of_web_removed", f"{NAME} takes the mark of the web off {shown}")
    if session.shows(_starts):
        report.add("cleared_file_started", "the same script starts something")


JUDGES: dict[str, Judge] = dict.fromkeys(("unblock-file", "remove-item", "clear-content", "set-content"), _unblock)
