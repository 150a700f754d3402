"""A certification authority: who asks for certificates that sign code, and how its templates are kept."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.settings import Settings

from tests.core.certificate_events import (
    CODE_SIGNING,
    SERVER,
    Case,
    event,
    judged,
    requested,
    template,
)

FREE = "CT_FLAG_ENROLLEE_SUPPLIES_SUBJECT"
CLOSED_LOGON = "1.3.6.1.5.5.7.3.2 Client Authentication"
OPEN_LOGON = f"{CLOSED_LOGON}\n{FREE}"


def asked(attributes: str, **fields: str) -> dict[str, Any]:
    return {**requested(4887, f"User\r\n{attributes}"), **fields}


def changed(after: str, before: str) -> dict[str, Any]:
    return {**template(4899, after), "OldTemplateContent": before}


def rights(text: str) -> dict[str, Any]:
    return event(4882, "Security", SecuritySettings=text)


def setting(entry: str, value: str) -> dict[str, Any]:
    return event(4891, "Security", Entry=entry, Value=value)


CASES: dict[str, Case] = {
    "4886": (requested(4886, "CodeSigning"), ["code_signing_certificate_requested"], 15),
    "4887": (requested(4887, "Contoso Code Signing v2"), ["code_signing_certificate_issued"], 20),
    "4887, of a web server": (requested(4887, "WebServer"), [], 0),
    "4898": (template(4898, f"pKIExtendedKeyUsage = {CODE_SIGNING} Code Signing"), ["code_signing_template_loaded"], 5),
    "4899, of other usages": (template(4899, f"{SERVER} {CODE_SIGNING}1"), [], 0),
    "4899, the subject is free": (
        template(4899, f"{CODE_SIGNING}\nCT_FLAG_ENROLLEE_SUPPLIES_SUBJECT -- 1"),
        ["code_signing_template_changed", "template_free_subject"],
        38,
    ),
    "4887, in somebody else's name": (asked("SAN:upn=administrator@contoso.com"), ["request_as_other"], 62),
    "4887, behind another attribute": (asked("SAN:dns=pc1&upn=boss@contoso.com"), ["request_as_other"], 62),
    "4887, with a chosen SID": (
        asked("SAN:URL=tag:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-500"),
        ["request_as_other"],
        62,
    ),
    "4887, a built-in name": (asked("", Subject="CN=Administrator"), ["request_as_other"], 62),
    "4887, in her own name": (asked("SAN:upn=Jane@contoso.com", Subject="CN=jane"), [], 0),
    "4887, names of a server": (asked("SAN:dns=web.contoso.com&dns=www.contoso.com"), [], 0),
    "4899, anybody may log on as anybody": (changed(OPEN_LOGON, CLOSED_LOGON), ["template_made_weak"], 50),
    "4899, approval goes": (
        changed(OPEN_LOGON, f"{OPEN_LOGON}\nCT_FLAG_PEND_ALL_REQUESTS"),
        ["template_made_weak"],
        50,
    ),
    "4899, as weak as before": (changed(OPEN_LOGON, OPEN_LOGON + " "), [], 0),
    "4899, with approval": (changed(f"{OPEN_LOGON}\nCT_FLAG_PEND_ALL_REQUESTS", CLOSED_LOGON), [], 0),
    "4899, of servers": (changed(f"{SERVER}\nCT_FLAG_ENROLLEE_SUPPLIES_SUBJECT", SERVER), [], 0),
    "4899, the subject is free, of usages that it does not tell": (
        changed(FREE, "msPKI-Certificate-Name-Flag = 0x82000000"),
        ["template_subject_freed"],
        35,
    ),
    "4899, with approval, of usages that it does not tell": (
        changed(f"{FREE}\nCT_FLAG_PEND_ALL_REQUESTS", "msPKI-Certificate-Name-Flag = 0x82000000"),
        [],
        0,
    ),
    "4887, of a host through another one": (
        asked("ccm:kali", Requester="CONTOSO\\DC01$"),
        ["request_from_other_host"],
        60,
    ),
    "4886, of a host through another one": (
        {**requested(4886, "Machine\r\nccm:ws7.contoso.com"), "Requester": "CONTOSO\\DC01$"},
        ["request_from_other_host"],
        60,
    ),
    "4887, of a host by itself": (asked("ccm:DC01.contoso.com", Requester="CONTOSO\\DC01$"), [], 0),
    "4887, of a host with a long name": (
        asked("ccm:webserver-berlin-02.contoso.com", Requester="CONTOSO\\WEBSERVER-BERLI$"),
        [],
        0,
    ),
    "4887, of a user at any host": (asked("ccm:ws7.contoso.com", Requester="CONTOSO\\jane"), [], 0),
    "4882, everybody": (rights("Allow\tCONTOSO\\Domain Users\n\tManage CA"), ["weaken_ca_policy"], 40),
    "4882, behind many others": (
        rights("Allow\tCONTOSO\\PKI Admins\n\tManage CA\n" * 1_000 + "Allow\tEveryone\n\tManage CA"),
        ["weaken_ca_policy"],
        40,
    ),
    "4882, by SID": (rights("Allow\tS-1-5-11\n\tIssue and Manage Certificates"), ["weaken_ca_policy"], 40),
    "4882, who may only ask": (rights("Allow\tS-1-5-11\n\tEnroll"), [], 0),
    "4882, administrators": (rights("Allow\tEveryone\n\tEnroll\nAllow\tCONTOSO\\PKI Admins\n\tManage CA"), [], 0),
    "4882, denied": (rights("Deny\tEveryone\n\tManage CA"), [], 0),
    "4890": (event(4890, "Security"), ["ca_managers_changed"], 19),
    "4891, anybody's name": (setting("EditFlags", "0x15014e"), ["authority_made_weak"], 60),
    "4891, anybody's name, as a number": (setting("EditFlags", "1376590"), ["authority_made_weak"], 60),
    "4891, no SID": (setting("DisableExtensionList", "1.3.6.1.4.1.311.25.2"), ["authority_made_weak"], 60),
    "4891, no encryption": (setting("InterfaceFlags", "1089"), ["authority_made_weak"], 60),
    "4891, encryption": (setting("InterfaceFlags", "1601"), [], 0),
    "4891, other flags": (setting("EditFlags", "0x11014e"), [], 0),
    "4891, another entry": (setting("CRLFlags", "0x40000"), [], 0),
    "4876": (event(4876, "Security", BackupType="1"), ["backup_ca_database"], 20),
}


@pytest.mark.parametrize("name", CASES)
def test_events(name: str, shipped: Settings) -> None:
    record, indicators, score = CASES[name]
    report, value = judged(record, shipped)
    assert ([finding.indicator for finding in report.findings], value) == (indicators, score)


@pytest.mark.parametrize(
    ("name", "action", "sentence"),
    [
        ("4886", "request_certificate", "CONTOSO\\jane asks for a certificate of the template CodeSigning"),
    ],
)
def test_sentences(name: str, action: str, sentence: str, shipped: Settings) -> None:
    report, _ = judged(CASES[name][0], shipped)
    assert (report.action, report.findings[0].sentence) == (action, sentence)
