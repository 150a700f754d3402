"""CertificateServicesClient-Lifecycle-System and -User/Operational: what becomes of the certificates in My stores.

1006 installed, 1007 exported (with or without the key: the event does not say), 1004 deleted. The others (1001
replaced, 1002 expired, 1003 about to expire, 1005 archived, 1008 associated with its key) are daily upkeep: they tell
which certificate, and nothing against anybody. 1001 names two certificates, the old one and the new one.
Fields: splunk/security_content data_sources/windows_event_log_certificateservicesclient_1007; public events 1001 to
1007 (a scheduled task for 1001 is told OldCertificateDetails/@Thumbprint and NewCertificateDetails/@Thumbprint).
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events.certificate_log import user_data
from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import Parents
from codesignrisk_core.records.fields import View
from codesignrisk_core.trust import places, stores

# Event -> codesign_action, verb, indicator for any certificate, indicator for one that signs code.
_EVENTS = {
    "1004": ("delete_certificate", "deletes", "", "code_signing_certificate_deleted"),
    "1006": ("add_to_store", "installs", "certificate_installed", "code_signing_certificate_installed"),
    "1007": ("export_certificate", "exports", "certificate_exported", "code_signing_certificate_exported"),
}
_UPKEEP = ("1001", "1002", "1003", "1005", "1008")
EVENT_IDS = (*_EVENTS, *_UPKEEP)
# Certificate Request Agent (wincrypt.h, szOID_ENROLLMENT_AGENT): who has one asks for certificates in anybody's name.
_AGENT = "1.3.6.1.4.1.311.20.2.1"
# A class of codesignrisk_parents.csv.
_ATTACKS = "fake_tool"
_RUNS_CODE = frozenset({"script_host", "exploit"})


def judge(view: View, parents: Parents) -> Report:
    """What happens to which certificate, by which program."""
    report = Report()
    values = user_data.read(view)
    report.thumbprint = stores.thumbprint(user_data.only(values, "Thumbprint"))
    event_id = view.get("event_id")
    if event_id in _EVENTS:
        _judge_change(report, values, *_EVENTS[event_id])
        program = paths.base(user_data.first(values, "ProcessName"))
        if report.findings and parents.classify(program).parent_class == _ATTACKS:
            report.add("steal_keys", f"{program} is a tool that takes keys")
        elif report.findings and parents.classify(program).parent_class in _RUNS_CODE:
            report.add("key_user_runs_code", f"{program} runs other people's code")
        elif report.findings and places.is_exposed(paths.normal(user_data.first(values, "ProcessName"))):
            report.add("tool_user_writable", f"{program} runs from a user-writable path")
    return report


def _judge_change(
    report: Report, values: user_data.Values, action: str, verb: str, plain: str, code_signing: str
) -> None:
    signs = user_data.is_code_signing(values)
    indicator = code_signing if signs else plain
    if not indicator:
        return
    report.action = action
    if action == "add_to_store":
        report.flags.add("CertImport")
    program = paths.base(user_data.first(values, "ProcessName")) or "a program"
    subject = user_data.first(values, "SubjectName")
    what = "a code-signing certificate" if signs else "a certificate"
    report.add(indicator, f"{program} {verb} {what} {subject}".rstrip())
    if action == "add_to_store" and _AGENT in (*values.get("OID", ()), *values.get("oid", ())):
        report.add("agent_certificate_installed", "who has it asks for certificates in the name of others")
