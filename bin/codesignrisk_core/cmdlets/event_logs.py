"""The logs of certificates and signatures in .NET's hands: cleared, or turned off.

Source: learn.microsoft.com, System.Diagnostics.Eventing.Reader (EventLogSession.ClearLog, EventLogConfiguration).
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdlets.session import NAME, Judge, Session
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.values import Statement
from codesignrisk_core.rules import log_changes
from codesignrisk_core.trust import signature_logs

MARKS = (".clearlog", "eventlogconfiguration")
"""One of these stands in every text that is judged here."""
WORDS = ("clearlog", "eventlogconfiguration")
_TURNS_OFF = re.compile(r"\.isenabled[ \t]{0,8}=[ \t]{0,8}(?:\$false|0)\b", re.IGNORECASE).search


def _clear(report: Report, statement: Statement, _session: Session) -> None:
    """``[...EventLogSession]::GlobalSession.ClearLog(NAME)``"""
    log = signature_logs.of_channel(statement.args[0].text) if statement.args else ""
    if log:
        log_changes.judge_cleared(report, NAME, log)


def _save(report: Report, statement: Statement, session: Session) -> None:
    """``$log = New-Object ...EventLogConfiguration NAME; $log.IsEnabled = $false; $log.SaveChanges()``"""
    maker = statement.receiver.made_by if statement.receiver is not None else None
    words = [word.text for arg in (maker.args if maker is not None else ()) for word in arg.each]
    log = next(filter(None, map(signature_logs.of_channel, words)), "")
    if log and session.shows(_TURNS_OFF):
        log_changes.judge_off(report, NAME, log)


JUDGES: dict[str, Judge] = {".clearlog": _clear, ".savechanges": _save}
