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
from codesignrisk_core.trust import boot_elements, registry_keys

MARKS = boot_elements.METHODS
"""One of these stands in every text that is judged here."""
WORDS = boot_elements.METHODS
_OFF = frozenset({"$false", "false", "0", "0x0"})


def _method(report: Report, statement: Statement, _session: Session) -> None:
    _judge(report, list(_flat(statement.args)))


def _invoked(report: Report, statement: Statement, _session: Session) -> None:
    bound = bind(statement)
    if bound is not None and bound.value("name", "methodname").lower in boot_elements.METHODS:
        given = bound.value("argumentlist", "arguments")
        _judge(report, list(_flat([*given.each, *(value for _, value in given.fields), *bound.rest])))


def _flat(values: list[Value] | tuple[Value, ...]) -> Iterator[str]:
    for value in values:
        for each in value.each:
            yield each.lower.rpartition("]")[2].strip("() ")


def _judge(report: Report, texts: list[str]) -> None:
    is_on = _OFF.isdisjoint(texts)
    for element in map(registry_keys.number, texts):
        option = boot_elements.switched(element, is_on, " ".join(texts))
        if option:
            boot_options.judge(report, NAME, option)
        elif boot_elements.is_hypervisor(element) and not is_on:
            report.action = "weaken_code_integrity"
            report.add("disable_hypervisor", f"{NAME} turns off what memory integrity runs on")


JUDGES: dict[str, Judge] = {
    **{f".{name}": _method for name in boot_elements.METHODS},
    "invoke-wmimethod": _invoked,
    "invoke-cimmethod": _invoked,
}
