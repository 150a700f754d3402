"""EXECVE records of Linux audit: arguments in fields of their own, odd ones in hexadecimal."""

from __future__ import annotations

import pytest
from codesignrisk_core.records.fields import Reader
from codesignrisk_core.records.sensors import auditd
from codesignrisk_core.scorer import Scorer

from tests.core.sensor_events import LINUX, OPENSSL

OPENSSL_HEX = {
    **{f"a{index}": word for index, word in enumerate(OPENSSL)},
    "a8": "6D79206B65792E706678",
}


def test_an_execve_record_has_neither_folder_nor_user(scorer: Scorer) -> None:
    record = {"type": "EXECVE", "argc": "11", "node": "build1", **OPENSSL_HEX}
    event = Reader().read(record)
    assert event.command_line == " ".join(OPENSSL).replace("my key.pfx", '"my key.pfx"')
    assert (event.image, event.host, event.user) == ("/openssl", "build1", "")
    verdict = scorer.assess(record)
    assert verdict["codesign_score"] == scorer.assess(LINUX["Laurel"])["codesign_score"]
    assert "my key.pfx" in verdict["codesign_files"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("first", "shown"),
    [
        ("osslsigncode", "osslsigncode"),
        ("./osslsigncode", "./osslsigncode"),
        ("tools/osslsigncode", "tools/osslsigncode"),
        ("/usr/bin/osslsigncode", "/usr/bin/osslsigncode"),
    ],
)
def test_a_program_is_shown_as_it_was_called_where_no_path_is_known(scorer: Scorer, first: str, shown: str) -> None:
    words = (first, "sign", "-pkcs12", "/tmp/k.p12", "-in", "a.exe", "-out", "b.exe")
    record = {"type": "EXECVE", "argc": "8", **{f"a{index}": word for index, word in enumerate(words)}}
    verdict = scorer.assess(record)
    assert (verdict["codesign_process"], verdict["codesign_tool"]) == (shown, "osslsigncode")
    joined = {"EXECVE.argc": "8", "EXECVE.ARGV{}": list(words)}
    assert scorer.assess(joined)["codesign_process"] == shown
    known = {**joined, "SYSCALL.exe": "/opt/osslsigncode"}
    assert scorer.assess(known)["codesign_process"] == "/opt/osslsigncode"


@pytest.mark.parametrize(
    ("written", "argument"),
    [
        ("2F746D702F6120622E70656D", '"/tmp/a b.pem"'),
        ("6122622063", '"a"\'"\'"b c"'),
        ("C3A92E70656D", "é.pem"),
        # not encoded, or so that it cannot be told
        ("ABCD", "ABCD"),
        ("DEADBEEF", "DEADBEEF"),
        ("2048", "2048"),
        ("20240131", "20240131"),
        ("6162", "6162"),
        ("2f746d70", "2f746d70"),
        ("A1B2C3D4E5F60718293A4B5C6D7E8F9001122334", "A1B2C3D4E5F60718293A4B5C6D7E8F9001122334"),
        # an extraction that keeps the quotes leaves no doubt
        ('"2F746D702F6120622E70656D"', "2F746D702F6120622E70656D"),
        ("", '""'),
        ("-", "-"),
    ],
)
def test_auditd_writes_odd_arguments_in_hexadecimal(written: str, argument: str) -> None:
    event = Reader().read({"type": "EXECVE", "argc": "3", "a0": "/usr/bin/openssl", "a1": written, "a2": "x"})
    assert event.command_line == f"/usr/bin/openssl {argument} x"


def test_no_more_arguments_are_read_than_splunkd_sends() -> None:
    record = {"type": "EXECVE", "argc": "40", **{f"a{index}": "x" for index in range(40)}}
    assert Reader().read(record).command_line == " ".join("x" * 32)


@pytest.mark.parametrize(
    ("program", "count", "error", "indicators"),
    [
        ("osslsigncode", "33", auditd.TOO_MANY_ARGUMENTS, ["unread_commands"]),
        ("osslsigncode", "32", "", []),
        ("gcc", "4000", auditd.TOO_MANY_ARGUMENTS, []),
    ],
)
def test_arguments_that_are_not_known_are_told(
    scorer: Scorer, program: str, count: str, error: str, indicators: list[str]
) -> None:
    record = {"type": "EXECVE", "argc": count, "a0": program, **{f"a{index}": "x" for index in range(1, 32)}}
    verdict = scorer.assess(record)
    assert (verdict["codesign_error"], verdict["codesign_indicators"] or []) == (error, indicators)
    whole = {"EXECVE.argc": count, "EXECVE.ARGV{}": [program, *"x" * 40]}
    assert scorer.assess(whole)["codesign_error"] == ""
