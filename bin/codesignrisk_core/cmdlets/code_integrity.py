"""App Control and unsigned packages in PowerShell: what makes Windows run code that it would not.

Sources: learn.microsoft.com, "Deploy App Control policies with script" (PS_UpdateAndCompareCIPolicy), Add-AppxPackage
(-AllowUnsigned).
"""

from __future__ import annotations

from codesignrisk_core.cmdlets.session import NAME, Judge, Session, bind
from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.values import Statement
from codesignrisk_core.rules import code_integrity_policy
from codesignrisk_core.trust import places

_CLASS = "ps_updateandcomparecipolicy"
MARKS = (_CLASS, "allowunsigned", "convertfrom-cipolicy")
"""One of these stands in every text that is judged here."""
WORDS = ("ps_updateandcomparecipolicy", "allowunsigned", "cipolicy")


def _update_policy(report: Report, statement: Statement, _session: Session) -> None:
    """``Invoke-CimMethod -ClassName PS_UpdateAndCompareCIPolicy -MethodName Update -Arguments @{FilePath = ...}``"""
    if _CLASS in statement.text.lower():
        code_integrity_policy.put_in_force(report, NAME)


def _write_policy(report: Report, statement: Statement, session: Session) -> None:
    """``ConvertFrom-CIPolicy -XmlFilePath FILE -BinaryFilePath FILE``, straight into the folder of policies."""
    bound = bind(statement)
    if bound is not None:
        written = bound.value("binaryfilepath").text or bound.value("outputfilepath").text
        code_integrity_policy.judge(report, NAME, [written], session.cwd, "writes")


def _install(report: Report, statement: Statement, session: Session) -> None:
    """``Add-AppxPackage -Path FILE -AllowUnsigned``"""
    bound = bind(statement)
    if bound is None or not bound.has("allowunsigned"):
        return
    path = paths.normal(bound.value("path").text, session.cwd)
    report.action = report.action or "install_untrusted"
    report.add("package_untrusted", f"{NAME} installs an unsigned package")
    if places.is_exposed(path):
        report.add("target_user_writable", f"{paths.base(path)} is in a user-writable path")


JUDGES: dict[str, Judge] = {
    "invoke-cimmethod": _update_policy,
    "invoke-wmimethod": _update_policy,
    "convertfrom-cipolicy": _write_policy,
    **dict.fromkeys(("add-appxpackage", "add-appxprovisionedpackage"), _install),
}
