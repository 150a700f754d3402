"""A verdict to output fields: all of them, always, and no secret in any."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core import output, scoring
from codesignrisk_core.model import Finding, Report
from codesignrisk_core.process.parents import Parent
from codesignrisk_core.records import fields
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Indicator
from hypothesis import given
from hypothesis import strategies as st

CMD = Parent("cmd.exe", "shell", True)
NOBODY = Parent("", "", False)
INDICATORS = {
    "sign": Indicator("sign", "action", 28, "T1553.002", "", ""),
    "export": Indicator("export", "action", 20, "T1552.004", "", ""),
    "hurry": Indicator("hurry", "modifier", 6, "", "", ""),
    "known": Indicator("known", "modifier", 4, "T1553.002", "", ""),
    "parent_shell": Indicator("parent_shell", "context", 5, "", "", ""),
}


def fill(report: Report, parent: Parent = NOBODY, **more: Any) -> output.Output:
    score = scoring.score(report.findings, INDICATORS, report.hidden)
    return output.fill(output.Verdict("process", report, score, parent, **more))


def test_nothing_to_say() -> None:
    assert output.nothing("process", CMD, "why") == {
        "IsSigntool": 0,
        "IsCertutil": 0,
        "SigntoolSignCmd": 0,
        "CertImport": 0,
        "TrustedStoreTarget": 0,
        "HasPFX": 0,
        "SelfSigned": 0,
        "SuspiciousParent": 1,
        "RiskScore": 0,
        "codesign_score": 0,
        "codesign_band": "none",
        "codesign_indicators": "",
        "codesign_reasons": "",
        "codesign_techniques": "",
        "codesign_event": "process",
        "codesign_tool": "",
        "codesign_action": "",
        "codesign_store": "",
        "codesign_files": "",
        "codesign_target": "",
        "codesign_thumbprint": "",
        "codesign_parent_class": "shell",
        "codesign_message": "",
        "codesign_allowlisted": "",
        "codesign_error": "why",
    }


def test_everything_to_say() -> None:
    report = Report(
        tool="signtool",
        action="sign",
        findings=[Finding("sign", "signtool signs a.exe"), Finding("parent_shell", "the parent is cmd.exe")],
        flags={"IsSigntool", "SigntoolSignCmd", "HasPFX"},
        store="CurrentUser\\my",
        files=["c:\\a.pfx", "c:\\b.cer", "c:\\a.pfx"],
        targets=["c:\\a.exe"],
        thumbprint="AB12",
    )
    report.add("hurry", "it gets no timestamp")
    assert fill(report, CMD, user="CONTOSO\\jane") == {
        "IsSigntool": 1,
        "IsCertutil": 0,
        "SigntoolSignCmd": 1,
        "CertImport": 0,
        "TrustedStoreTarget": 0,
        "HasPFX": 1,
        "SelfSigned": 0,
        "SuspiciousParent": 1,
        "RiskScore": 3,
        "codesign_score": 38,
        "codesign_band": "low",
        "codesign_indicators": ["sign", "hurry", "parent_shell"],
        "codesign_reasons": ["signtool signs a.exe (+28)", "it gets no timestamp (+6)", "the parent is cmd.exe (+4)"],
        "codesign_techniques": ["T1553.002"],
        "codesign_event": "process",
        "codesign_tool": "signtool",
        "codesign_action": "sign",
        "codesign_store": "CurrentUser\\my",
        "codesign_files": ["c:\\a.pfx", "c:\\b.cer"],
        "codesign_target": ["c:\\a.exe"],
        "codesign_thumbprint": "AB12",
        "codesign_parent_class": "shell",
        "codesign_message": "signtool signs a.exe; it gets no timestamp; parent cmd.exe; user CONTOSO\\jane",
        "codesign_allowlisted": "",
        "codesign_error": "",
    }


def test_fields_come_in_the_documented_order() -> None:
    assert tuple(output.nothing("process", NOBODY)) == fields.OUTPUT_FIELDS
    assert tuple(fill(Report(findings=[Finding("sign", "x")]))) == fields.OUTPUT_FIELDS


def test_techniques_come_once() -> None:
    report = Report(findings=[Finding("sign", "x"), Finding("known", "y"), Finding("export", "z")])
    assert fill(report)["codesign_techniques"] == ["T1553.002", "T1552.004"]


@pytest.mark.parametrize(
    ("flags", "findings", "risk"),
    [
        ({"IsCertutil"}, [], 0),  # a parent alone never alerts
        ({"IsCertutil"}, [Finding("sign", "x")], 1),  # any other action and the parent
        ({"IsCertutil", "CertImport"}, [], 2),
        (set(fields.FLAGS) - {"SuspiciousParent"}, [Finding("sign", "x")], 6),
    ],
)
def test_the_published_sum(flags: set[str], findings: list[Finding], risk: int) -> None:
    assert fill(Report(flags=set(flags), findings=findings), CMD)["RiskScore"] == risk


def test_what_is_allowlisted_scores_nothing_and_keeps_its_indicators() -> None:
    verdict = fill(Report(findings=[Finding("sign", "x")], flags={"SigntoolSignCmd"}), allowed="our build server")
    assert (verdict["codesign_score"], verdict["codesign_band"]) == (0, "none")
    assert verdict["codesign_indicators"] == ["sign"]
    assert verdict["codesign_allowlisted"] == "our build server"


def test_the_message_names_the_heaviest_action_and_what_raised_it_most() -> None:
    findings = [("export", "exports"), ("sign", "signs"), ("known", "is known"), ("hurry", "hurries")]
    report = Report(findings=[Finding(*finding) for finding in findings])
    assert fill(report)["codesign_message"] == "signs; hurries; is known"


def test_without_an_action_there_is_no_message() -> None:
    assert fill(Report(findings=[Finding("hurry", "x")]), CMD, user="jane")["codesign_message"] == ""


# (a secret, a sentence with it, the same masked)
SECRETS = [
    ("Winter22", "the password is Winter22", "the password is ***"),
    ("Winter22", "WINTER22, Winter22!", "***, ***!"),
    ("p", "a pfx with password p", "a pfx with password ***"),  # as a word of its own only
    ("a.b(c", "x a.b(c y", "x *** y"),
    ("$1 \\g<0>", "x $1 \\g<0> y", "x *** y"),
    ("Gr\u00fc\u00dfe", "x GR\u00dc\u00dfe y", "x *** y"),
]


@pytest.mark.parametrize(("secret", "sentence", "masked"), SECRETS)
def test_a_secret_is_masked_wherever_it_surfaces(secret: str, sentence: str, masked: str) -> None:
    report = Report(findings=[Finding("sign", sentence)], store=sentence, secrets=[secret])
    verdict = fill(report, user=secret)
    assert verdict["codesign_reasons"] == [f"{masked} (+28)"]
    assert verdict["codesign_store"] == masked
    assert verdict["codesign_message"] == f"{masked}; user ***"


def test_the_longer_secret_is_masked_first() -> None:
    report = Report(findings=[Finding("sign", "x pass-word y")], secrets=["pass", "pass-word", ""])
    assert fill(report)["codesign_reasons"] == ["x *** y (+28)"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://jane:secret@web.example/x.pfx", "https://***@web.example/x.pfx"),
        ("https://token@web.example/x.pfx", "https://***@web.example/x.pfx"),
        ("ftp://a:b@one/ and http://c:d@two/", "ftp://***@one/ and http://***@two/"),
        ("https://web.example/@jane", "https://web.example/@jane"),
        ("jane@web.example", "jane@web.example"),
    ],
)
def test_logins_of_web_addresses_are_masked(text: str, shown: str) -> None:
    verdict = fill(Report(findings=[Finding("sign", text)], files=[text], targets=[text]))
    assert verdict["codesign_reasons"] == [f"{shown} (+28)"]
    assert verdict["codesign_files"] == verdict["codesign_target"] == [shown]


@pytest.mark.parametrize("odd", ["\n", "\r", "\t", "\x00", "\x1b", "\u2028", "\u202e", "\ud800"])
def test_text_is_one_printable_line(odd: str) -> None:
    """Line breaks part multivalue fields, the SDK cannot write lone surrogates, and direction marks fool the reader."""
    report = Report(findings=[Finding("sign", f"a{odd}b")], files=[f"a{odd}b"], store=f"a{odd}b")
    verdict = fill(report, user=f"a{odd}b", allowed=f"a{odd}b")
    assert verdict["codesign_reasons"] == ["a b (+28)"]
    assert verdict["codesign_message"] == "a b; user a b"
    assert verdict["codesign_files"] == ["a b"]
    assert verdict["codesign_store"] == verdict["codesign_allowlisted"] == "a b"


def test_text_and_lists_are_bounded() -> None:
    report = Report(findings=[Finding("sign", "x" * 5000)], files=[f"{number}.cer" for number in range(500)])
    verdict = fill(report)
    assert len(str(verdict["codesign_message"])) == 600
    assert verdict["codesign_files"] == [f"{number}.cer" for number in range(50)]


SECRET_LINES = [
    ("signtool.exe", "signtool sign /f cs.pfx /p Winter22 x.exe"),
    ("signtool.exe", 'signtool sign /f cs.pfx /p "Winter22 " x.exe'),
    ("signtool.exe", 'signtool sign /f cs.cer /csp eToken /kc "[reader{{Winter22}}]=key" x.exe'),
    ("signtool.exe", "signtool sign /f cs.pfx /p:Winter22 https://jane:Winter22@web.example/x.exe"),
    ("certutil.exe", "certutil -p Winter22 -importPFX cs.pfx"),
    ("certutil.exe", "certutil -f -p Winter22,Winter22 -exportPFX my 1234 out.pfx"),
    ("certutil.exe", "certutil -p Winter22 cs.pfx"),
    ("certutil.exe", "certutil -pin Winter22 -repairstore my 1234"),
]


@pytest.mark.parametrize(("image", "line"), SECRET_LINES)
def test_no_password_of_a_command_line_reaches_a_field(scorer: Scorer, image: str, line: str) -> None:
    verdict = scorer.assess({"Image": image, "CommandLine": line})
    assert verdict["codesign_score"]
    assert "winter22" not in str(verdict).lower()


ANY_TEXT = st.text(st.one_of(st.characters(), st.sampled_from("\n\x00\ud800:/@")))


@given(st.lists(ANY_TEXT), st.lists(ANY_TEXT), ANY_TEXT, ANY_TEXT)
def test_any_text_can_be_written(files: list[str], secrets: list[str], sentence: str, user: str) -> None:
    report = Report(findings=[Finding("sign", sentence)], files=files, targets=files, store=sentence, secrets=secrets)
    verdict = fill(report, user=user)
    assert tuple(verdict) == fields.OUTPUT_FIELDS
    for value in verdict.values():
        for text in value if isinstance(value, list) else [str(value)]:
            assert text.isprintable()
            text.encode("utf-8")
