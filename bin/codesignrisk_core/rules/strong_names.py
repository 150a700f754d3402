"""Assemblies whose strong name goes unchecked, whether sn.exe says so or a key of the registry.

Sources: learn.microsoft.com, "Sn.exe (Strong Name tool)", -Vr: ``NAME,TOKEN`` with ``*`` for either. Tokens of
Microsoft's keys: ECMA-335 (the standard public key), the assemblies of .NET and of Windows. Delay-signed assemblies of
its own keys are Microsoft's alone; whoever else skips them has changed one.
"""

from __future__ import annotations

from codesignrisk_core.model import Report

_TOKENS = (
    "31bf3856ad364e35",
    "b77a5c561934e089",
    "b03f5f7f11d50a3a",
    "89845dcd8080cc91",
    "71e9bce111e9429c",
    "adb9793829ddae60",
    "cc7b13ffcd2ddd51",
)


def judge(report: Report, who: str, assembly: str) -> None:
    """assembly: as it is written, ``*`` and ``*,*`` for every one."""
    report.action = "weaken_code_integrity"
    if any(token in assembly.lower() for token in _TOKENS):
        report.add("vendor_name_skipped", f"{who} has the strong names of Microsoft's own assemblies go unchecked")
    else:
        what = "every assembly" if assembly.startswith("*") else assembly
        report.add("strong_name_skipped", f"{who} has the strong name of {what} go unchecked")
