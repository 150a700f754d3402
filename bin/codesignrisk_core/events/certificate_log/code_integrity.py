"""CodeIntegrity/Operational: what the kernel and App Control refused, or would have refused, to load.

A refusal by policy says little about the signature, so it counts as much as its status does. Event 3089 tells about
the signatures of the file that another event of the same activity names.
Sources: learn.microsoft.com "Understanding Application Control events" and "... event tags"; 3063 is of "Configure
added LSA protection"; 302x and 303x as in SigmaHQ rules/windows/builtin/code_integrity.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import Parents
from codesignrisk_core.records.fields import View
from codesignrisk_core.trust import places, security_software, signature_codes, vulnerable_drivers

# Events whose number alone names the problem.
_REVOKED = ("3021", "3022", "3023", "3032", "3035", "3036", "3112")
_UNSIGNED_DRIVER = "3001"
_SIGNATURE = "3089"
# What failed a rule: the event -> the indicator when nothing graver is known.
_RULES = {
    "3033": "signing_level_not_met",
    "3034": "signing_level_not_met",
    "3063": "signing_level_not_met",
    "3076": "app_control_audited",
    "3077": "app_control_blocked",
}
EVENT_IDS = (_UNSIGNED_DRIVER, _SIGNATURE, *_REVOKED, *_RULES)

# This log names volumes by their devices.
_INSTALLED = re.compile(r"\\?device\\harddiskvolume\d{1,4}\\program files(?: \(x86\))?\\")
_KERNEL_SCENARIO = "0"
# A class of codesignrisk_parents.csv: programs of Windows that run other people's code.
_SCRIPT_HOST = "script_host"
# Processes that take signed libraries only, and that no installer gives one out of such a place: learn.microsoft.com,
# "Configure added LSA protection"; Windows Internals 7, "Protected processes".
_PROTECTED = frozenset("lsass.exe services.exe csrss.exe smss.exe wininit.exe svchost.exe".split())


def judge(view: View, parents: Parents) -> Report:
    """What was refused, and why as far as the event says."""
    report = Report()
    event_id = view.get("event_id")
    path = paths.normal(view.get("code_file"))
    name = paths.base(path) or "a file"
    if event_id == _SIGNATURE:
        _judge_signature(report, view)
    elif event_id == _UNSIGNED_DRIVER:
        report.add("driver_unsigned", f"the driver {name} is loaded without a valid signature")
        if places.is_exposed(path):
            report.add("signed_file_user_writable", f"{name} is in a user-writable path")
    elif event_id in _REVOKED:
        report.add(
            signature_codes.REVOKED,
            f"Code Integrity stops at {name}: {signature_codes.PHRASES[signature_codes.REVOKED]}",
        )
        if _INSTALLED.match(path):  # of a product that was there before its signature was revoked
            report.add("installed_place", f"{name} is below Program Files")
    else:
        _judge_rule(report, view, path, name, parents)
    if report.findings:
        report.action = "load_image"
        if path:
            report.targets.append(path)
    return report


def _judge_signature(report: Report, view: View) -> None:
    problem = signature_codes.of_verification_error(view.get("verification_error"))
    if problem:
        signer = view.get("code_publisher") or "an unnamed signer"
        report.add(problem, f"a signature of {signer} fails Code Integrity: {signature_codes.PHRASES[problem]}")


def _judge_rule(report: Report, view: View, path: str, name: str, parents: Parents) -> None:
    event_id = view.get("event_id")
    loader = paths.base(view.get("code_process"))
    takes_others = loader in _PROTECTED or parents.classify(loader).parent_class == _SCRIPT_HOST
    if places.is_staging(path) and takes_others:
        report.add("dropped_code_refused", f"{loader} was to run {name} out of a place where any user may write")
    by = f" for {loader}" if loader else ""
    problem = signature_codes.of_status(view.get("code_status"))
    if problem:
        report.add(problem, f"Code Integrity stops at {name}{by}: {signature_codes.PHRASES[problem]}")
    if event_id == "3077" and (view.get("signing_scenario") == _KERNEL_SCENARIO or paths.extension(name) == "sys"):
        report.add("driver_refused", f"App Control blocks the driver {name}")
        if vulnerable_drivers.is_vulnerable(name) and places.is_exposed(path):
            report.add("vulnerable_driver", f"{name} has the name of a driver with known holes, in no usual place")
        if places.is_staging(path):
            report.add("signed_file_user_writable", f"{name} is in a user-writable path")
    else:
        if event_id == "3077" and security_software.is_program(path):
            report.add("security_software_blocked", f"App Control blocks {name}, a program of security software")
        report.add(_RULES[event_id], f"Code Integrity finds {name}{by} not signed well enough")
