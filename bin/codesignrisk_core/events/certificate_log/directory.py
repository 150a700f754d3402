"""Changes of the directory that decide who gets which certificate, and for whom one stands (Security 5136).

Fields: learn.microsoft.com, event-5136; %%14674 is a value that is added. A change of a value is two events, one that
deletes and one that adds. ESC4 and ESC14: SpecterOps, "Certified Pre-Owned"; Certipy wiki. Of the templates that
Windows brings, those whose requester names the subject: learn.microsoft.com, "Default certificate templates".
"""

from __future__ import annotations

import re

from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import Parents
from codesignrisk_core.records.fields import View
from codesignrisk_core.rules import directory_changes

EVENT_IDS = ("5136",)

_ADDED = "%%14674"
_NAME_FLAG = "mspki-certificate-name-flag"
_SUBJECT_BY_REQUESTER = 0x1  # CT_FLAG_ENROLLEE_SUPPLIES_SUBJECT: MS-CRTD 2.28
_TEMPLATE = re.compile(r"^cn=([^,]{1,200}),cn=certificate templates,cn=public key services,", re.IGNORECASE)
# Whose requester names the subject as a matter of course: servers, routers, authorities.
_OF_SERVERS = re.compile(r"web|server|ssl|tls|https?|router|ipsec|iis|sub ?ca|cross ?ca|cep|ndes|scep|appliance|device")
_MAPPING = "altsecurityidentities"
_NAME = re.compile(r"^cn=([^,]{1,200}),", re.IGNORECASE)
_PRIVILEGED = frozenset({"administrator", "krbtgt"})


def judge(view: View, _parents: Parents) -> Report:
    """What is added to an attribute of an object."""
    report = Report()
    if view.get("registry_operation") != _ADDED:
        return report
    attribute, value, name = view.get("attribute"), view.get("attribute_value"), view.get("object_dn")
    who = view.get("subject_user") or "somebody"
    if attribute.lower() == _NAME_FLAG:
        _judge_template(report, who, name, value)
    elif attribute.lower() == _MAPPING:
        _judge_mapping(report, who, name, value)
    return report


def _judge_template(report: Report, who: str, name: str, value: str) -> None:
    template = _TEMPLATE.match(name)
    if template is None or not _flags(value) & _SUBJECT_BY_REQUESTER:
        return
    report.action = "change_template"
    does = f"has whoever enrols with the template {template[1]} choose the subject"
    if _OF_SERVERS.search(template[1].lower()):
        report.add("template_subject_freed", f"{who} {does}")
    else:
        report.add("weaken_template", f"{who} {does}, though it is none of servers")


def _judge_mapping(report: Report, who: str, name: str, value: str) -> None:
    directory_changes.judge_write(report, who, f"{_MAPPING} {value}")
    owner = _NAME.match(name)
    if report.findings and owner is not None and owner[1].lower() in _PRIVILEGED:
        report.add("account_privileged", f"the account is {owner[1]}")


def _flags(value: str) -> int:
    """The directory's integers are signed."""
    try:
        return int(value[:20])
    except ValueError:
        return 0
