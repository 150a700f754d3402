"""The boot store through its WMI provider: options that let unsigned drivers load are set without bcdedit.

``$entry.SetBooleanElement(0x16000049, $true)``, ``Invoke-WmiMethod -Name SetBooleanElement -ArgumentList $true,
0x16000049`` (arguments by the alphabet), ``Invoke-CimMethod -MethodName SetBooleanElement -Arguments @{Type = ...;
Boolean = $true}``. Source: learn.microsoft.com, "BcdObject class".
"""

from __future__ import annotations

from collections.abc import Iterator

from codesignrisk_core.cmdlets.session import NAME, Judge, Session, bind
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.values import Statement, Value
from codesignrisk_core.rules import boot_options
from codesignrisk_core.trust import boot_elements

MARKS = boot_elements.METHODS
"""One of these stands in every text that is judged here."""
WORDS = boot_elements.METHODS


def _method(report: Report, statement: Statement, _session: Session) -> None:
    boot_options.judge_element(report, NAME, list(_flat(statement.args)))


def _invoked(report: Report, statement: Statement, _session: Session) -> None:
    bound = bind(statement)
    if bound is not None and bound.value("name", "methodname").lower in boot_elements.METHODS:
        given = bound.value("argumentlist", "arguments")
        boot_options.judge_element(
            report, NAME, list(_flat([*given.each, *(value for _, value in given.fields), *bound.rest]))
        )


def _flat(values: list[Value] | tuple[Value, ...]) -> Iterator[str]:
    for value in values:
        for each in value.each:
            yield each.lower.rpartition("]")[2].strip("() ")


JUDGES: dict[str, Judge] = {
    **{f".{name}": _method for name in boot_elements.METHODS},
    "invoke-wmimethod": _invoked,
    "invoke-cimmethod": _invoked,
}
