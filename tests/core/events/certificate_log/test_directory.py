"""Changes of the directory (5136): templates and mappings."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.settings import Settings

from tests.core.certificate_events import event, judged

ENROLLED = "CN=Certificate Templates,CN=Public Key Services,CN=Services,CN=Configuration,DC=lab,DC=example"
ADDED, DELETED = "%%14674", "%%14675"
FLAG, MAPPING = "msPKI-Certificate-Name-Flag", "altSecurityIdentities"


def change(name: str, attribute: str, value: str, operation: str = ADDED) -> dict[str, Any]:
    fields = {"ObjectDN": name, "AttributeLDAPDisplayName": attribute, "AttributeValue": value}
    return event(5136, "Security", SubjectUserName="ann", OperationType=operation, **fields)


@pytest.mark.parametrize(
    ("record", "indicators"),
    [
        (change(f"CN=LabUser,{ENROLLED}", FLAG, "1"), ["weaken_template"]),
        # the directory's integers are signed
        (change(f"CN=LabUser,{ENROLLED}", FLAG, "-2113929215"), ["weaken_template"]),
        (change(f"CN=LabUser,{ENROLLED}", FLAG, "-2113929216"), []),
        (change(f"CN=LabUser,{ENROLLED}", FLAG, "x"), []),
        (change(f"CN=LabUser,{ENROLLED}", FLAG, "1", DELETED), []),
        (change(f"CN=LabWebServer,{ENROLLED}", FLAG, "1"), ["template_subject_freed"]),
        (change(f"CN=LabUser,{ENROLLED}", "pKIOverlapPeriod", "1"), []),
        (change("CN=x,DC=lab,DC=example", FLAG, "1"), []),
        # mappings, weak and strong ones
        (change("CN=ben,CN=Users,DC=lab", MAPPING, "X509:<RFC822>a@lab.example"), ["weak_mapping_written"]),
        (
            change("CN=Administrator,CN=Users,DC=lab", MAPPING, "X509:<RFC822>a@lab.example"),
            ["weak_mapping_written", "account_privileged"],
        ),
        (change("CN=Administrator,CN=Users,DC=lab", MAPPING, "X509:<SKI>AB12"), []),
        (change("CN=Administrator,CN=Users,DC=lab", "description", "X509:<RFC822>a"), []),
    ],
)
def test_changes(record: dict[str, Any], indicators: list[str], shipped: Settings) -> None:
    report, _ = judged(record, shipped)
    assert [found.indicator for found in report.findings] == indicators


def test_sentences_name_who_and_what(shipped: Settings) -> None:
    report, _ = judged(change(f"CN=LabUser,{ENROLLED}", FLAG, "1"), shipped)
    sentence = "ann has whoever enrols with the template LabUser choose the subject, though it is none of servers"
    assert (report.findings[0].sentence, report.action) == (sentence, "change_template")
