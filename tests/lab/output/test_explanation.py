"""The explanation of a process start in which several commands were found, and what it keeps to itself."""

from __future__ import annotations

import base64
import io

import pytest
from codesignrisk_core import scoring
from codesignrisk_core.events import process
from codesignrisk_core.model import Command, Report, Script, Token
from rich.console import Console

from lab.output.explanation import explanation


def command(line: str, *layers: str) -> Command:
    words = tuple(Token(word, word) for word in line.split())
    return Command(words[0].text, words, line, layers=layers)


def printed(*judged: tuple[Command | Script, Report]) -> list[str]:
    """The explanation of what was found in one process, which scores nothing."""
    merged = Report(secrets=[secret for _, report in judged for secret in report.secrets])
    examined = process.Examination(list(judged), merged)
    out = io.StringIO()
    for part in explanation(examined, scoring.score([], {}), ""):
        Console(file=out, width=160, highlight=False).print(part)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def test_what_was_found_inside_a_wrapper():
    inner = "certutil -addstore root a.cer"
    assert printed(
        (command(f"cmd /c {inner}"), Report()),
        (command(inner, "cmd"), Report(tool="certutil", action="add_to_store")),
        (Script("Import-Certificate a.cer", layers=("cmd", "powershell")), Report(tool="powershell")),
    )[7:] == [
        "",
        "certutil -addstore root a.cer",
        "  found in    cmd",
        "  words       certutil   program",
        "              -addstore  option",
        "              root       word",
        "              a.cer      word",
        "  tool        certutil",
        "  action      add_to_store",
        "",
        "Import-Certificate a.cer",
        "  found in    cmd > powershell",
        "  language    powershell",
        "  tool        powershell",
        "",
        "certutil, powershell: known, and nothing it does here scores: score 0. docs/indicators.md lists what does",
    ]


def test_a_secret_of_one_command_is_masked_in_all():
    lines = printed(
        (command("cmd /c a -p Hunter2 & b Hunter2"), Report()),
        (command("a -p Hunter2", "cmd"), Report(secrets=["Hunter2"])),
        (command("b Hunter2", "cmd"), Report()),
    )
    assert "Hunter2" not in "\n".join(lines)
    assert "b ***" in lines


def test_a_line_that_holds_a_secret_in_another_form_is_not_shown():
    inner = "signtool sign /p Hunter2 a.exe"
    encoded = base64.b64encode(inner.encode("utf-16-le")).decode()
    lines = printed(
        (command(f"cmd /c powershell -enc {encoded}"), Report()),
        (command(f"powershell -enc {encoded}", "cmd"), Report()),
        (Script(inner, layers=("cmd", "powershell")), Report(secrets=["Hunter2"])),
    )
    assert lines[:7] == [
        "(not shown: it holds a secret in another form)",
        "",
        "(not shown: it holds a secret in another form)",
        "  found in    cmd",
        "",
        "signtool sign /p *** a.exe",
        "  found in    cmd > powershell",
    ]
    assert encoded not in "\n".join(lines)


@pytest.mark.parametrize(
    "line",
    [
        "curl -u ann:Hunter2x https://web.example/",
        "curl --oauth2-bearer Hunter2x https://web.example/",
        "net use x: \\\\srv\\s Hunter2x /user:ann",
        "env PW=Hunter2x openssl version",
        "smctl sign --api-key Hunter2x a.exe",
        "signtool sign /f https://ann:Hunter2x@web.example/k.pfx?sig=Hunter2x a.exe",
    ],
)
def test_what_the_name_of_an_option_calls_a_secret_is_masked_whatever_the_tool(line: str) -> None:
    assert "Hunter2x" not in "\n".join(printed((command(line), Report())))
