"""A verdict to output fields: all of them, always, and no secret in any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from codesignrisk_core import output, scoring
from codesignrisk_core.model import Finding, Report
from codesignrisk_core.process.parents import Parent
from codesignrisk_core.records import fields
from codesignrisk_core.records.actor import Actor
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
        "codesign_host": "",
        "codesign_user": "",
        "codesign_process": "",
        "codesign_pid": "",
        "codesign_parent": "",
        "codesign_parent_pid": "",
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
    assert fill(report, CMD, actor=Actor(user="CONTOSO\\jane")) == {
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
        "codesign_host": "",
        "codesign_user": "CONTOSO\\jane",
        "codesign_process": "",
        "codesign_pid": "",
        "codesign_parent": "",
        "codesign_parent_pid": "",
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


def test_the_message_does_not_repeat_what_its_headline_quotes() -> None:
    findings = [("sign", "signs a.exe: it hurries, x"), ("hurry", "it hurries"), ("known", "it hurries on")]
    report = Report(findings=[Finding(*finding) for finding in findings])
    assert fill(report)["codesign_message"] == "signs a.exe: it hurries, x; it hurries on"


def test_without_an_action_there_is_no_message() -> None:
    assert fill(Report(findings=[Finding("hurry", "x")]), CMD, actor=Actor(user="jane"))["codesign_message"] == ""


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
    verdict = fill(report, actor=Actor(user=secret))
    assert verdict["codesign_reasons"] == [f"{masked} (+28)"]
    assert verdict["codesign_store"] == masked
    assert verdict["codesign_message"] == f"{masked}; user ***"


def test_the_longer_secret_is_masked_first() -> None:
    report = Report(findings=[Finding("sign", "x blue-moon y")], secrets=["blue", "blue-moon", ""])
    assert fill(report)["codesign_reasons"] == ["x *** y (+28)"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://jane:secret@web.example/x.pfx", "https://web.example/x.pfx"),
        ("https://token@web.example/x.pfx?sig=a/b#c", "https://web.example/x.pfx"),
        ("ftp://a:b@one/ and http://c:d@two/", "ftp://one/ and http://two/"),
        ("https://web.example/x.pfx?token", "https://web.example/x.pfx"),
        ("x.pfx?sig=abc is read from a share or the web", "x.pfx is read from a share or the web"),
        ("x.pfx?abc is read", "x.pfx is read"),
        ("https://web.example/@jane", "https://web.example/@jane"),
        ("jane@web.example", "jane@web.example"),
        ("c:\\keys\\k?y.pfx", "c:\\keys\\k?y.pfx"),
        ("c:\\keys#1\\a.pfx", "c:\\keys#1\\a.pfx"),
        ("who is it? Nobody knows", "who is it? Nobody knows"),
    ],
)
def test_addresses_go_out_without_login_and_query(text: str, shown: str) -> None:
    verdict = fill(Report(findings=[Finding("sign", text)], files=[text], targets=[text]))
    assert verdict["codesign_reasons"] == [f"{shown} (+28)"]
    assert verdict["codesign_files"] == verdict["codesign_target"] == [shown]


TEXT_FIELDS = (
    *("codesign_tool", "codesign_action", "codesign_store", "codesign_files", "codesign_target"),
    *("codesign_thumbprint", "codesign_parent_class", "codesign_message", "codesign_reasons", "codesign_indicators"),
    *("codesign_techniques", "codesign_allowlisted", "codesign_error"),
)


def everywhere(text: str, secrets: Sequence[str] = ()) -> output.Output:
    """The output where one text stands in every field that can hold text."""
    report = Report(text, text, store=text, files=[text], targets=[text], thumbprint=text, secrets=list(secrets))
    share = scoring.Share(Finding("sign", text), Indicator(text, "action", 28, text, "", ""), 28)
    score = scoring.score([], {})._replace(shares=(share,))
    parent = Parent(text, text, False)
    return output.fill(output.Verdict("process", report, score, parent, Actor(*[text] * 6), text, text))


def texts(verdict: output.Output) -> dict[str, str]:
    """The text of each field that holds some, of lists the first."""
    values = {name: verdict[name] for name in TEXT_FIELDS}
    return {name: value[0] if isinstance(value, list) else str(value) for name, value in values.items()}


CONTROLS = ("\n", "\r", "\t", "\x00", "\x1b", "\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\u200b", "\u202e", "\u2066")


@pytest.mark.parametrize("odd", [*CONTROLS, chr(0xD800), chr(0xDFFF)])
def test_text_is_one_printable_line_in_every_field(odd: str) -> None:
    """Line breaks part multivalue fields, the SDK cannot write lone surrogates, and direction marks fool the reader."""
    assert texts(everywhere(f"a{odd}b")) == {
        **dict.fromkeys(TEXT_FIELDS, "a b"),
        "codesign_reasons": "a b (+28)",
        "codesign_message": "a b; parent a b; user a b",
    }


def test_every_field_is_bounded() -> None:
    lengths = {name: len(text) for name, text in texts(everywhere("x y" * 100_000)).items()}
    assert lengths == {
        **dict.fromkeys(TEXT_FIELDS, 600),
        "codesign_reasons": 606,
        **dict.fromkeys(("codesign_tool", "codesign_action", "codesign_thumbprint", "codesign_parent_class"), 100),
        **dict.fromkeys(("codesign_indicators", "codesign_techniques"), 100),
    }


def test_a_secret_is_in_no_field_that_an_event_fills() -> None:
    shown = texts(everywhere("a Zx81-Qp7 b", ["Zx81-Qp7"]))
    # the site's own words, not an event's
    own = (
        "codesign_parent_class",
        "codesign_indicators",
        "codesign_techniques",
        "codesign_allowlisted",
        "codesign_error",
    )
    assert [name for name, text in shown.items() if "Zx81-Qp7" in text] == [name for name in TEXT_FIELDS if name in own]


def test_a_password_that_is_the_key_file_s_name_stays() -> None:
    """The name is in every event of that file, and joins them; published tools name both alike."""
    sentence = "signtool signs a.exe with the certificate file posh.pfx"
    report = Report(findings=[Finding("sign", sentence)], files=["c:\\posh\\posh.pfx"], secrets=["Posh"])
    verdict = fill(report)
    assert verdict["codesign_files"] == ["c:\\posh\\posh.pfx"]
    assert verdict["codesign_reasons"] == [f"{sentence} (+28)"]


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
    verdict = fill(report, actor=Actor(*[user] * 6))
    assert tuple(verdict) == fields.OUTPUT_FIELDS
    for value in verdict.values():
        for text in value if isinstance(value, list) else [str(value)]:
            assert text.isprintable()
            text.encode("utf-8")


@pytest.mark.parametrize(
    ("score", "indicators", "least", "kept"),
    [
        (0, "", 0, True),
        (59, ["add_to_store_root"], 60, False),
        (60, ["add_to_store_root"], 60, True),
        # something telling stayed unread: nobody knows how bad it is
        (25, ["unread_commands"], 60, True),
        (62, ["add_to_store_root", "unread_commands"], 80, True),
    ],
)
def test_what_stays_when_lower_scores_are_dropped(
    score: int, indicators: str | list[str], least: int, kept: bool
) -> None:
    assert output.is_kept({"codesign_score": score, "codesign_indicators": indicators}, least) is kept
