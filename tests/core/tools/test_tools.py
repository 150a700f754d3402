"""Whatever stands on a line: no tool raises, no secret shows, every indicator has its row, time stays linear."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from codesignrisk_core import tools
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Tool
from codesignrisk_core.tools import fake_signature
from hypothesis import given, settings
from hypothesis import strategies as st

LOOKUP = Path(__file__).parents[3] / "lookups" / "codesignrisk_indicators.csv"
ROWS = {row["indicator"] for row in csv.DictReader(LOOKUP.open(encoding="utf-8"))}
MODULES = """bcdedit certificate_theft certmgr certoc certreq crossplatform fake_signature keystores makecert openssl
    reg rundll32""".split()
TOOLS = [tool for name in MODULES for tool in getattr(tools, name).TOOLS]
# Tools that do one thing, and no good one.
NAME_SUFFICES = {tool.name for tool in fake_signature.TOOLS} - {"disitool", "mangle", "scarecrow"} | set(
    """forgecert passthecert gettgtpkinit certsync pfx2john crackpkcs12 donpapi certstealer chainbreaker keychaindump
    adfsdump adfspoof shimit adcspwn""".split()
)
WORDS = st.sampled_from(
    """add /add -add -s /s -r localMachine root my import delete copy /v Blob /d 0 -eku -n CN=Microsoft /set testsigning
    on cryptext.dll,CryptExtAddPFX , #12 #99999999999999999999 pkcs12 -export -in -out a.pfx www.microsoft.com.pfx
    -passin pass:Sesame pass: sign code nuget -i -t a.exe -I -domain x.example -p - / -- -= : "" \\ HKLM\\SOFTWARE
    HKLM\\Software\\Microsoft\\SystemCertificates\\Root\\Certificates\\AB crypto::keys -accept -LoadDLL -importcert
    -storepass Sesame -m -c run asktgt /certificate: find forge""".split()
)
LINES = st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=14).map(" ".join)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(LINES)
def test_no_line_raises_or_shows_a_secret(rest: str) -> None:
    for tool in TOOLS:
        line = f"{tool.images[0]} {rest}"
        for image in ("", f"C:\\Users\\Public\\{tool.images[0]}.exe"):
            report = tool.judge(Command(image, argv.split(line), line))
            assert {found.indicator for found in report.findings} <= ROWS
            for secret in (secret for secret in report.secrets if secret == "Sesame"):
                assert all(secret not in found.sentence for found in report.findings)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(LINES)
def test_no_line_of_any_program_raises(line: str) -> None:
    for image in ("", "python.exe", "powershell.exe", "C:\\Users\\Public\\u.exe"):
        fake_signature.judge_any(Command(image, argv.split(line), line))


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_a_line_without_words_says_no_more_than_the_name(tool: Tool) -> None:
    findings = tool.judge(Command("", (), "")).findings
    assert len(findings) == (tool.name in NAME_SUFFICES)


@pytest.mark.slow
@pytest.mark.parametrize("filler", ["-i a.exe ", "CN=, ", "crypto::", "\\\\", "sigthief ", "cryptext,", ",,,, ", '" '])
def test_long_lines_take_linear_time(filler: str) -> None:
    line = "x " + filler * (60_000 // len(filler))
    tokens = argv.split(line)
    started = time.process_time()
    for tool in TOOLS:
        tool.judge(Command("u.exe", tokens, line))
    fake_signature.judge_any(Command("C:\\Users\\Public\\u.exe", tokens, line))
    assert time.process_time() - started < 10
