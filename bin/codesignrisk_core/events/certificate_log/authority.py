"""Security log of a certification authority: who asks it for certificates that sign code, and how it is kept.

4886 request received, 4887 issued: they name the template, not its key usage, so its name has to tell. 4898 template
loaded, 4899 template changed: the content lists its usages and flags. 4876 backup started.
Fields: splunk/security_content data_sources/windows_event_log_security_4876 and _4887; SigmaHQ
win_security_adcs_certificate_template_configuration_vulnerability_eku (4898, 4899).
"""

from __future__ import annotations

import re

from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import Parents
from codesignrisk_core.records.fields import View
from codesignrisk_core.trust import usages

EVENT_IDS = ("4876", "4886", "4887", "4898", "4899")

_REQUESTS = {
    "4886": ("code_signing_certificate_requested", "asks for"),
    "4887": ("code_signing_certificate_issued", "is given"),
}
_TEMPLATES = {
    "4898": ("code_signing_template_loaded", "loads"),
    "4899": ("code_signing_template_changed", "changes"),
}

_TEMPLATE = re.compile(r"CertificateTemplate:([^\r\n]{1,200})")
_FREE_SUBJECT = "CT_FLAG_ENROLLEE_SUPPLIES_SUBJECT"


def judge(view: View, parents: Parents) -> Report:
    """What was asked of the authority, or done to it."""
    report = Report()
    event_id = view.get("event_id")
    if event_id == "4876":
        report.action = "backup_ca"
        report.add("backup_ca_database", "the certification authority is backed up")
    elif event_id in _REQUESTS:
        _judge_request(report, view, *_REQUESTS[event_id])
    else:
        _judge_template(report, view, *_TEMPLATES[event_id])
    return report


def _judge_request(report: Report, view: View, indicator: str, verb: str) -> None:
    attributes = view.get("request_attributes")
    named = _TEMPLATE.search(attributes)
    template = named.group(1).strip() if named else attributes[:200]
    if usages.signs_code(template):
        report.action = "request_certificate"
        requester = view.get("requester") or "somebody"
        report.add(indicator, f"{requester} {verb} a certificate of the template {template}")


def _judge_template(report: Report, view: View, indicator: str, verb: str) -> None:
    content = view.get("template_content")
    if not usages.names_oid(content):
        return
    name = view.get("template_name") or "for code signing"
    report.action = "change_template"
    report.add(indicator, f"the certification authority {verb} the template {name}, which signs code")
    if _FREE_SUBJECT in content:
        report.add("template_free_subject", f"whoever enrols with the template {name} chooses the subject")
