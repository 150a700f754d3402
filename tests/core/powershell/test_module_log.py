"""PowerShell's module log: 4103, and classic 800."""

from __future__ import annotations

import time
from typing import Any

import pytest
from codesignrisk_core.cmdline import normalise
from codesignrisk_core.powershell import module_log
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Settings
from hypothesis import given
from hypothesis import strategies as st

OPERATIONAL, CLASSIC = "Microsoft-Windows-PowerShell/Operational", "Windows PowerShell"


def told(command: str, *values: tuple[str, str]) -> str:
    """The lines of one command."""
    bound = (f'ParameterBinding({command}): name="{name}"; value="{value}"\r\n' for name, value in values)
    return f'CommandInvocation({command}): "{command}"\r\n{"".join(bound)}'


IMPORT = told("Import-Certificate", ("FilePath", "C:\\x.cer"), ("CertStoreLocation", "Cert:\\LocalMachine\\Root"))
CERTIFICATE = "[Subject]\r\n  CN=Contoso\r\n\r\n[Thumbprint]\r\n  0123\r\n"


def test_no_command_is_left_out() -> None:
    text = "".join(told(f"Get-A{number}") for number in range(300))
    assert module_log.script(text + IMPORT).endswith("Cert:\\LocalMachine\\Root'")


def test_a_long_line_of_the_host_is_found_whole() -> None:
    assert module_log.host_of_start(["x", f"HostApplication=powershell {'a' * 70_000}\r\ny"]).endswith("aaa")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("        Severity = x\n        Host Application = powershell -w hidden -c a\r\n", "powershell -w hidden -c a"),
        ("Host Name = ConsoleHost", ""),
        ("", ""),
    ],
)
def test_the_host_in_the_circumstances_of_a_pipeline(text: str, line: str) -> None:
    assert module_log.host_of(text) == line


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (IMPORT, "& 'Import-Certificate' -FilePath 'C:\\x.cer' -CertStoreLocation 'Cert:\\LocalMachine\\Root'"),
        # a pipeline; what the last command gets is bound once for each object
        (told("Get-Item", ("Path", "C:\\a.ps1")) + told("Out-String", ("InputObject", "1"), ("InputObject", "2")),
         "& 'Out-String' -InputObject '1'\n& 'Get-Item' -Path 'C:\\a.ps1'\n& 'Out-String' -InputObject '2'"),
        (told("Copy-Item", ("Destination", "D:\\"), ("Path", "a.txt"), ("Path", "a.txt"), ("Path", "k.pfx")),
         "& 'Copy-Item' -Destination 'D:\\' -Path 'a.txt'\n& 'Copy-Item' -Destination 'D:\\' -Path 'k.pfx'"),
        # values: with line breaks and quotes, switches, objects
        (told("Export-PfxCertificate", ("Cert", CERTIFICATE), ("Force", "True"),
              ("Password", "System.Security.SecureString")),
         f"& 'Export-PfxCertificate' -Cert '{CERTIFICATE}' -Force:$true -Password $object"),
        (told("Get-Item", ("Path", "C:\\it's \"x\"; value=\"y\"")),
         "& 'Get-Item' -Path 'C:\\it''s \"x\"; value=\"y\"'"),
        (told("Get-Item") + 'NonTerminatingError(Get-Item): "Cannot find path"', "& 'Get-Item'"),
        # another language, or no details at all
        ('Befehlsaufruf(Get-Item): "Get-Item"', 'Befehlsaufruf(Get-Item): "Get-Item"'),
        ("certutil -dump x.cer", "certutil -dump x.cer"),
        ("CommandInvocation(", "CommandInvocation("),
        ("", ""),
    ],
)  # fmt: skip
def test_the_lines_as_a_script(text: str, script: str) -> None:
    assert module_log.script(text) == script


def test_no_value_hides_what_a_command_was_given() -> None:
    line = '\nParameterBinding(Import-Certificate): name="CertStoreLocation"; value="Cert:\\CurrentUser\\My"'
    script = module_log.script(told("Write-Output", ("InputObject", line)) + IMPORT)
    assert "-CertStoreLocation 'Cert:\\LocalMachine\\Root'" in script


def test_what_is_told_again_and_again_is_bounded() -> None:
    many = told("A", *((f"P{number}", "x") for number in range(500)), *(("Path", f"{number}") for number in range(500)))
    script = module_log.script(many + IMPORT)
    assert len(script) < 3 * normalise.MAX_LENGTH
    assert script.endswith(IMPORT)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["Import-Certificate x.cer", "\tDetailSequence=1", IMPORT], IMPORT),
        (["certutil -dump x.cer", "\tDetailSequence=1"], "certutil -dump x.cer"),
        ([], ""),
    ],
)
def test_what_of_a_classic_event_is_read(values: list[str], expected: str) -> None:
    assert module_log.of_classic(values) == expected


XML = "<Event><System><EventID>{}</EventID><Channel>{}</Channel></System><EventData>{}</EventData></Event>"
NAMELESS = f"<Data>Import-Certificate $x</Data><Data>\tDetailSequence=1</Data><Data>{IMPORT}</Data>"
TEXT = (
    f"06/03/2025 09:31:46 AM\nLogName={CLASSIC}\nEventCode=800\nComputerName=WS-9\n"
    f"Message=Pipeline execution details for command line: Import-Certificate $x\n\nDetails: \n{IMPORT}"
)


@pytest.mark.parametrize(
    "record",
    [
        {"EventCode": "4103", "Channel": OPERATIONAL, "Payload": IMPORT},
        {"EventID": "4103", "Channel": OPERATIONAL, "EventData.Payload": IMPORT},
        {"EventCode": "800", "Channel": CLASSIC, "Data": ["Import-Certificate $x", "\tDetailSequence=1", IMPORT]},
        {"winlog.event_id": "4103", "winlog.channel": OPERATIONAL, "winlog.event_data.Payload": IMPORT},
        {"winlog.event_id": "800", "winlog.channel": CLASSIC, "winlog.event_data.param3": IMPORT},
        {"_raw": XML.format("4103", OPERATIONAL, f"<Data Name='Payload'>{IMPORT}</Data>")},
        {"_raw": XML.format("800", CLASSIC, NAMELESS)},
        {"_raw": TEXT},
    ],
)
def test_every_source_tells_the_same(record: dict[str, Any], shipped: Settings) -> None:
    verdict = Scorer(shipped, use_raw=True).assess(record)
    assert (verdict["codesign_event"], verdict["codesign_error"]) == ("script", "")
    assert (verdict["codesign_indicators"], verdict["codesign_score"]) == (["add_to_store_root"], 45)
    assert (verdict["codesign_store"], verdict["codesign_files"]) == ("LocalMachine\\root", ["c:\\x.cer"])


@pytest.mark.parametrize(
    ("text", "indicators", "value"),
    [
        (told("New-SelfSignedCertificate", ("Type", "CodeSigningCert"), ("Subject", "CN=x")),
         ["make_codesigning_certificate"], 33),
        (told("Export-PfxCertificate", ("Cert", CERTIFICATE), ("FilePath", "D:\\pki\\a.pfx"),
              ("Password", "System.Security.SecureString")), ["export_key"], 42),
        (told("Get-ChildItem", ("Path", "C:\\"), ("Recurse", "True"), ("Include", "*.pfx, *.p12")),
         ["hunt_key_files", "several_key_kinds"], 40),
        (told("Import-Certificate", ("FilePath", "C:\\x.cer"), ("WhatIf", "True")), [], 0),
        (told("Get-ChildItem", ("Path", "C:\\")) + told("Out-Default"), [], 0),
    ],
)  # fmt: skip
def test_what_a_pipeline_does(text: str, indicators: list[str], value: int, scorer: Scorer) -> None:
    verdict = scorer.assess({"EventCode": "4103", "Channel": OPERATIONAL, "Payload": text})
    assert (verdict["codesign_indicators"] or [], verdict["codesign_score"]) == (indicators, value)


def test_a_password_in_a_value_is_masked(scorer: Scorer) -> None:
    text = told("ConvertTo-SecureString", ("String", "Sesame7"), ("AsPlainText", "True"), ("Force", "True"))
    verdict = scorer.assess({"EventCode": "4103", "Channel": OPERATIONAL, "Payload": text + IMPORT})
    assert verdict["codesign_indicators"] == ["add_to_store_root", "clear_password"]
    assert "Sesame7" not in str(verdict)


def test_an_event_without_text_is_no_error(scorer: Scorer) -> None:
    for event_id in ("4103", "800"):
        verdict = scorer.assess({"EventCode": event_id, "Channel": CLASSIC})
        assert (verdict["codesign_event"], verdict["codesign_score"], verdict["codesign_error"]) == ("script", 0, "")


def test_reading_takes_time_in_proportion_to_the_text() -> None:
    for hostile in (
        "CommandInvocation(" * 20_000,
        'ParameterBinding(x): name="y"; value="' * 8_000 + "CommandInvocation(",
        told("x", ("y", '"' * 300_000)),
        "".join(told(f"x{number}", ("y", "z")) for number in range(6_000)),
    ):
        started = time.process_time()
        module_log.script(hostile)
        assert time.process_time() - started < 2


PIECES = st.sampled_from(["CommandInvocation(", "ParameterBinding(", "x", "): ", 'name="', '"; value="', '"', "\n"])


@given(st.lists(PIECES | st.text(max_size=6), max_size=20).map("".join))
def test_never_raises(text: str) -> None:
    module_log.script(text)
    module_log.of_classic([text])
