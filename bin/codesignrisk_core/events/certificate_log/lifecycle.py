"""CertificateServicesClient-Lifecycle-System and -User/Operational: what becomes of the certificates in My stores.

1006 installed, 1007 exported (with or without the key: the event does not say), 1004 deleted. The others (1001
replaced, 1002 expired, 1003 about to expire, 1005 archived, 1008 associated with its key) are daily upkeep.
Fields: splunk/security_content data_sources/windows_event_log_certificateservicesclient_1007.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events.certificate_log import user_data
from codesignrisk_core.fields import View
from codesignrisk_core.model import Report
from codesignrisk_core.parents import Parents

# Event -> codesign_action, verb, indicator for any certificate, indicator for one that signs code.
_EVENTS = {
    "1004": ("delete_certificate", "deletes", "", "code_signing_certificate_deleted"),
    "1006": ("add_to_store", "installs", "certificate_installed", "code_signing_certificate_installed"),
    "1007": ("export_certificate", "exports", "certificate_exported", "code_signing_certificate_exported"),
}
EVENT_IDS = tuple(_EVENTS)


def judge(view: View, parents: Parents) -> Report:
    """What happens to which certificate, by which program."""
    report = Report()
    action, verb, plain, code_signing = _EVENTS[view.get("event_id")]
    values = user_data.read(view)
    signs = user_data.is_code_signing(values)
    indicator = code_signing if signs else plain
    if not indicator:
        return report
    report.action = action
    report.thumbprint = user_data.first(values, "Thumbprint").lower()
    if action == "add_to_store":
        report.flags.add("CertImport")
    program = paths.base(user_data.first(values, "ProcessName")) or "a program"
    subject = user_data.first(values, "SubjectName")
    what = "a code-signing certificate" if signs else "a certificate"
    report.add(indicator, f"{program} {verb} {what} {subject}".rstrip())
    return report
