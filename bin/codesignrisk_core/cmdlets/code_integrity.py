"""App Control, AppLocker and unsigned packages in PowerShell: what makes Windows run code that it would not.

Sources: learn.microsoft.com, "Deploy App Control policies with script" (PS_UpdateAndCompareCIPolicy), Set-RuleOption,
Add-AppxPackage (-AllowUnsigned), Set-AppLockerPolicy, Set-ProcessMitigation (MicrosoftSignedOnly), Set-SecureBootUEFI,
Stop-Service.
"""

from __future__ import annotations

from codesignrisk_core.cmdlets.session import NAME, Judge, Session, bind
from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.values import Statement
from codesignrisk_core.rules import app_sources, code_integrity_policy, drivers, inputs
from codesignrisk_core.rules import signature_services as rules
from codesignrisk_core.trust import places, signature_services

# Set-RuleOption: 3 audit mode, 6 unsigned policy, 18 no check who may write to a path that a rule names.
_LOOSENS = frozenset({"3", "6", "18"})
_CLASS = "ps_updateandcomparecipolicy"
MARKS = (
    _CLASS,
    *"allowunsigned forceunsigned convertfrom-cipolicy applockerpolicy signedonly securebootuefi ruleoption".split(),
    *sorted(signature_services.KEPT),
)
"""One of these stands in every text that is judged here."""
WORDS = (
    _CLASS,
    *"allowunsigned forceunsigned cipolicy applockerpolicy microsoftsignedonly securebootuefi ruleoption".split(),
    *signature_services.WORDS,
)


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
    """``Add-AppxPackage -Path FILE -AllowUnsigned``, ``-AppInstallerFile ADDRESS``"""
    bound = bind(statement)
    if bound is None:
        return
    source = bound.value("path").text or bound.value("appinstallerfile").text
    if "://" in source:
        app_sources.judge(report, NAME, source)
    if not bound.has("allowunsigned"):
        return
    path = paths.normal(bound.value("path").text, session.cwd)
    report.action = report.action or "install_untrusted"
    report.add("package_untrusted", f"{NAME} installs an unsigned package")
    if places.is_exposed(path):
        report.add("target_user_writable", f"{paths.base(path)} is in a user-writable path")


def _add_driver(report: Report, statement: Statement, session: Session) -> None:
    """``Add-WindowsDriver -Driver FILE -ForceUnsigned``"""
    bound = bind(statement)
    if bound is not None and bound.has("forceunsigned"):
        drivers.judge_unsigned(report, NAME, bound.value("driver").text, session.cwd)


def _loosen_policy(report: Report, statement: Statement, _session: Session) -> None:
    """``Set-RuleOption -FilePath FILE -Option 6``: a policy that need not be signed, or only watches (3)."""
    bound = bind(statement)
    if bound is not None and bound.value("option").text in _LOOSENS and not bound.has("delete"):
        report.action = "change_code_integrity_policy"
        report.add("policy_loosened", f"{NAME} writes an App Control policy that is not enforced or not signed")


def _set_applocker(report: Report, statement: Statement, session: Session) -> None:
    """``Set-AppLockerPolicy -XmlPolicy FILE [-Merge]``"""
    bound = bind(statement)
    if bound is not None:
        code_integrity_policy.put_in_force(report, NAME)
        path = paths.normal(bound.value("xmlpolicy").text, session.cwd)
        if places.is_exposed(path):
            report.add("input_user_writable", f"{paths.base(path)} is in a user-writable path")


def _set_mitigation(report: Report, statement: Statement, _session: Session) -> None:
    """``Set-ProcessMitigation -System -Disable MicrosoftSignedOnly``"""
    text = statement.text.lower()
    if "signedonly" in text and "-disable" in text:
        report.action = "weaken_code_integrity"
        report.add("weaken_code_integrity", f"{NAME} lets programs load code that Microsoft did not sign")


def _set_firmware(report: Report, statement: Statement, session: Session) -> None:
    """``Set-SecureBootUEFI -Name db -ContentFilePath FILE -SignedFilePath FILE``; appended to dbx it distrusts."""
    bound = bind(statement)
    if bound is None or (bound.value("name").lower == "dbx" and bound.has("appendwrite")):
        return
    report.action = "add_to_store"
    report.add("enroll_boot_key", f"{NAME} has the firmware trust another key for boot")
    named = (bound.value(name).text for name in ("contentfilepath", "signedfilepath"))
    inputs.judge(report, *filter(None, named), cwd=session.cwd)


def _stop_service(report: Report, statement: Statement, _session: Session) -> None:
    """``Stop-Service NAME``, ``Set-Service NAME -StartupType Disabled``"""
    disabled = statement.name != "stop-service"
    if not disabled or statement.name == "remove-service" or "disabled" in statement.text.lower():
        for word in statement.args:
            rules.judge(report, NAME, word.text, disabled=disabled)


JUDGES: dict[str, Judge] = {
    "invoke-cimmethod": _update_policy,
    "invoke-wmimethod": _update_policy,
    "convertfrom-cipolicy": _write_policy,
    "set-ruleoption": _loosen_policy,
    "add-windowsdriver": _add_driver,
    "set-applockerpolicy": _set_applocker,
    "set-processmitigation": _set_mitigation,
    "set-securebootuefi": _set_firmware,
    **dict.fromkeys(("stop-service", "set-service", "remove-service"), _stop_service),
    **dict.fromkeys(("add-appxpackage", "add-appxprovisionedpackage"), _install),
}
