"""Security log of a certification authority: who asks it for which certificates, and how it is kept.

4886 request received, 4887 issued: they name the template, not its key usage, so its name has to tell; attributes of
the request may name somebody else (SpecterOps, "Certified Pre-Owned", ESC1 and ESC6). 4898 template loaded, 4899
template changed: the content lists its usages and flags (ESC4). 4882 rights on the authority (ESC7), 4890 restrictions
of its managers, 4891 its configuration. 4876 backup started.
Fields: splunk/security_content data_sources/windows_event_log_security_4876 and _4887; SigmaHQ
win_security_adcs_certificate_template_configuration_vulnerability_eku (4898, 4899).
"""

from __future__ import annotations

import re

from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import Parents
from codesignrisk_core.records.fields import View
from codesignrisk_core.trust import authority_settings, usages

_RIGHTS, _MANAGERS, _SETTING = "4882", "4890", "4891"
EVENT_IDS = ("4876", _RIGHTS, "4886", "4887", _MANAGERS, _SETTING, "4898", "4899")

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
_APPROVAL = "CT_FLAG_PEND_ALL_REQUESTS"

_OTHER_NAME = re.compile(r"(?:^|[&:\s])upn=([^&\s]{1,200})", re.IGNORECASE)
_CHOSEN_SID = re.compile(r"tag:microsoft\.com,2022-09-14:sid:|(?:^|[&:\s])sid=", re.IGNORECASE)
# The host that asked, as the client tells it: learn.microsoft.com, MS-WCCE 2.2.2.7.4 (ClientMachineName, "ccm").
_ASKING_HOST = re.compile(r"(?:^|[\r\n])\s*ccm:([^\r\n]{1,255})", re.IGNORECASE)
_COMMON_NAME = re.compile(r"^CN=([^,]{1,200})", re.IGNORECASE)
# Accounts of hosts have the NetBIOS name, which ends after so many letters.
_NETBIOS = 15
_BUILT_IN = frozenset({"administrator", "krbtgt"})

# Everybody, by names of English Windows and by SID: Everyone, Authenticated Users, Users, Domain Users, Domain
# Computers; and the rights that rule an authority.
_EVERYBODY = re.compile(
    r"everyone|authenticated users|domain users|domain computers|builtin\\users|"
    r"\bS-1-1-0\b|\bS-1-5-11\b|\bS-1-5-32-545\b|\bS-1-5-21-[\d-]{1,40}-51[35]\b",
    re.IGNORECASE,
)
_RULES_AUTHORITY = re.compile(r"manage ca|issue and manage|manage certificates", re.IGNORECASE)
_ENTRY = re.compile(r"^\s*(?:allow|deny)\b", re.IGNORECASE)
# Where the entries of 4891 are in the registry.
_CONFIGURATION = "\\certsvc\\configuration"


def judge(view: View, parents: Parents) -> Report:
    """What was asked of the authority, or done to it."""
    report = Report()
    event_id = view.get("event_id")
    if event_id == "4876":
        report.action = "backup_ca"
        report.add("backup_ca_database", "the CA is backed up")
    elif event_id == _RIGHTS:
        _judge_rights(report, view.get("authority_rights"))
    elif event_id == _MANAGERS:
        report.action = "weaken_ca_policy"
        report.add("ca_managers_changed", "the restrictions of the managers of the CA change")
    elif event_id == _SETTING:
        _judge_setting(report, view)
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
    other = _somebody_else(view, attributes)
    if other:
        report.action = "request_certificate"
        requester = view.get("requester") or "somebody"
        report.add("request_as_other", f"{requester} {verb} a certificate in the name of {other}")

    asking = _other_host(view, attributes)
    if asking:
        report.action = "request_certificate"
        requester = view.get("requester")
        report.add("request_from_other_host", f"{requester} {verb} a certificate through the host {asking}")


def _other_host(view: View, attributes: str) -> str:
    """The host that asks in the name of another host's account, as a relay does, or ""."""
    account = view.get("requester").rpartition("\\")[2].lower()
    named = _ASKING_HOST.search(attributes)
    if not account.endswith("$") or named is None:
        return ""
    host = named.group(1).strip()
    return "" if host.lower().partition(".")[0][:_NETBIOS] == account[:-1][:_NETBIOS] else host


def _somebody_else(view: View, attributes: str) -> str:
    """Whom the request names, when it is not its requester, or ""."""
    account = view.get("requester").rpartition("\\")[2].lower()
    if not account:
        return ""
    named = _OTHER_NAME.search(attributes)
    if named and named.group(1).partition("@")[0].lower() != account:
        return named.group(1)
    if _CHOSEN_SID.search(attributes):
        return "the owner of a chosen SID"
    common = _COMMON_NAME.match(view.get("request_subject"))
    if common and common.group(1).strip().lower() in _BUILT_IN - {account}:
        return common.group(1).strip()
    return ""


def _judge_rights(report: Report, text: str) -> None:
    """Entries of an access list, one a line: ``Allow<tab>DOMAIN\\Group``, and below each its rights."""
    allowed = everybody = False
    for line in text.splitlines():
        if _ENTRY.match(line):
            allowed = line.strip().lower().startswith("allow")
            everybody = _EVERYBODY.search(line) is not None
        if allowed and everybody and _RULES_AUTHORITY.search(line):
            report.action = "weaken_ca_policy"
            report.add("weaken_ca_policy", "everybody may manage the CA")
            return


def _judge_setting(report: Report, view: View) -> None:
    """What the authority itself logs holds from then on; a command may still fail."""
    flag = authority_settings.weakening(_CONFIGURATION, view.get("authority_entry"), view.get("authority_value"))
    if flag:
        report.action = "weaken_ca_policy"
        who = view.get("subject_user") or "somebody"
        report.add("authority_made_weak", f"{who} weakens what protects the requests of the CA ({flag})")


def _judge_template(report: Report, view: View, indicator: str, verb: str) -> None:
    content, before = view.get("template_content"), view.get("template_content_before")
    name = view.get("template_name") or "of no name"
    if usages.names_oid(content):
        report.action = "change_template"
        report.add(indicator, f"the CA {verb} the template {name}, which signs code")
        if _FREE_SUBJECT in content:
            report.add("template_free_subject", f"whoever enrols with the template {name} chooses the subject")
    if before and usages.logs_on(content) and _is_open(content) and not (usages.logs_on(before) and _is_open(before)):
        report.action = "change_template"
        report.add("template_made_weak", f"whoever enrols with the template {name} may log on as anybody now")
    elif before and _is_open(content) and _FREE_SUBJECT not in before and not usages.names_any(content):
        report.action = "change_template"
        report.add("template_subject_freed", f"whoever enrols with the template {name} chooses the subject from now on")


def _is_open(content: str) -> bool:
    """Whether a requester chooses the subject and nobody has to agree."""
    return _FREE_SUBJECT in content and _APPROVAL not in content
