"""Certificate lifecycle: installed, exported, deleted; the rest is upkeep that tells which certificate."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.settings import Settings

from tests.core.certificate_events import (
    CODE_SIGNING,
    LIFECYCLE,
    OTHER,
    SERVER,
    THUMBPRINT,
    Case,
    judged,
    lifecycle,
    replaced,
)

AGENT = "1.3.6.1.4.1.311.20.2.1"
CASES: dict[str, Case] = {
    "1006, installed": (lifecycle(1006, SERVER), ["certificate_installed"], 10),
    "1006, for code signing": (lifecycle(1006, CODE_SIGNING), ["code_signing_certificate_installed"], 20),
    "1007, exported": (lifecycle(1007, SERVER), ["certificate_exported"], 30),
    "1007, for code signing": (lifecycle(1007, CODE_SIGNING), ["code_signing_certificate_exported"], 50),
    "1007, in the user's log": (
        lifecycle(1007, CODE_SIGNING, LIFECYCLE.replace("System", "User")),
        ["code_signing_certificate_exported"],
        50,
    ),
    "1007, by a program in a place for everybody": (
        lifecycle(1007, CODE_SIGNING, program="C:\\Users\\Public\\x.exe"),
        ["code_signing_certificate_exported", "tool_user_writable"],
        70,
    ),
    "1007, by a program that runs other people's code": (
        lifecycle(1007, CODE_SIGNING, program="rundll32.exe"),
        ["code_signing_certificate_exported", "key_user_runs_code"],
        70,
    ),
    "1007, by a tool of attackers": (
        lifecycle(1007, SERVER, program="C:\\x\\mimi64.exe"),
        ["certificate_exported", "steal_keys"],
        88,
    ),
    "1006, of an enrolment agent": (
        lifecycle(1006, AGENT),
        ["certificate_installed", "agent_certificate_installed"],
        33,
    ),
    "1007, of an enrolment agent": (lifecycle(1007, AGENT), ["certificate_exported"], 30),
    "1004, deleted": (lifecycle(1004, SERVER), [], 0),
    "1004, for code signing": (lifecycle(1004, CODE_SIGNING), ["code_signing_certificate_deleted"], 10),
    "1001, replaced": (replaced(THUMBPRINT, OTHER), [], 0),
    **{f"{number}, for code signing": (lifecycle(number, CODE_SIGNING), [], 0) for number in (1002, 1003, 1005, 1008)},
}


@pytest.mark.parametrize("name", CASES)
def test_events(name: str, shipped: Settings) -> None:
    record, indicators, score = CASES[name]
    report, value = judged(record, shipped)
    assert ([finding.indicator for finding in report.findings], value) == (indicators, score)


@pytest.mark.parametrize(
    ("name", "action", "sentence"),
    [
        (
            "1007, for code signing",
            "export_certificate",
            "powershell.exe exports a code-signing certificate CN=Contoso & Sons",
        ),
    ],
)
def test_sentences(name: str, action: str, sentence: str, shipped: Settings) -> None:
    report, _ = judged(CASES[name][0], shipped)
    assert (report.action, report.findings[0].sentence) == (action, sentence)


@pytest.mark.parametrize(
    "name", ["1007, exported", "1004, deleted", *(f"{number}, for code signing" for number in (1002, 1003, 1005, 1008))]
)
def test_the_thumbprint_is_told_as_every_event_tells_it(name: str, shipped: Settings) -> None:
    assert judged(CASES[name][0], shipped)[0].thumbprint == THUMBPRINT


@pytest.mark.parametrize("name", ["1001, replaced"])
def test_no_thumbprint_where_the_event_is_not_about_one_certificate(name: str, shipped: Settings) -> None:
    assert judged(CASES[name][0], shipped)[0] == Report()


def test_an_installed_certificate_is_an_import(shipped: Settings) -> None:
    assert judged(lifecycle(1006, SERVER), shipped)[0].flags == {"CertImport"}
    assert judged(lifecycle(1007, SERVER), shipped)[0].flags == set()
