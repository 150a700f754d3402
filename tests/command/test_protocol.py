"""The command as splunkd runs it: a child process that speaks the chunked protocol."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from codesignrisk_core.records import fields

from tests.command import protocol
from tests.command.protocol import INDEX, Record, run

HIT: Record = {
    "EventCode": "1",
    "Channel": "Microsoft-Windows-Sysmon/Operational",
    "Image": "C:\\Windows\\System32\\certutil.exe",
    "CommandLine": "certutil -addstore root C:\\Users\\Public\\x.cer",
    "ParentImage": "C:\\Windows\\System32\\cmd.exe",
}
MISS: Record = {**HIT, "Image": "C:\\Windows\\notepad.exe", "CommandLine": "notepad.exe a.txt"}
OUTPUT = list(fields.OUTPUT_FIELDS)


def scores(records: list[Record]) -> list[Any]:
    return [record["codesign_score"] for record in records]


def plain(record: Record) -> Record:
    """A record without the command's fields and splunkd's number."""
    return {name: value for name, value in record.items() if name not in OUTPUT and name != INDEX}


def test_getinfo(app: Path) -> None:
    conversation = run(app, [])
    assert conversation.info.metadata == {"type": "streaming", "required_fields": list(fields.REQUIRED_FIELDS)}
    assert conversation.info.records == []
    assert (conversation.status, conversation.stderr) == (0, "")


def test_raw_asks_for_the_raw_event_too(app: Path) -> None:
    conversation = run(app, args=["raw=true"])
    assert conversation.info.metadata["required_fields"] == [*fields.REQUIRED_FIELDS, "_raw"]
    for args in ([], ["raw=false"]):
        assert "_raw" not in run(app, args=args).info.metadata["required_fields"]


def test_a_probe_that_only_asks_what_the_command_is(app: Path) -> None:
    """splunkd starts the command several times for a search, and sends no data but the last time."""
    conversation = run(app)
    assert (conversation.replies, conversation.status, conversation.stderr) == ([], 0, "")


def test_one_row(app: Path) -> None:
    conversation = run(app, [HIT])
    [reply] = conversation.replies
    assert reply.metadata == {"finished": True}
    assert reply.columns == [INDEX, *HIT, *OUTPUT]
    assert reply.records == [
        {
            INDEX: "0",
            **HIT,
            "IsSigntool": "0",
            "IsCertutil": "1",
            "SigntoolSignCmd": "0",
            "CertImport": "1",
            "TrustedStoreTarget": "1",
            "HasPFX": "0",
            "SelfSigned": "0",
            "SuspiciousParent": "1",
            "RiskScore": "3",
            "codesign_score": "62",
            "codesign_band": "high",
            "codesign_indicators": ["add_to_store_root", "input_user_writable", "parent_shell"],
            "codesign_reasons": [
                "certutil adds a certificate to LocalMachine\\root (+45)",
                "x.cer lies in a user-writable place (+12)",
                "the parent is cmd.exe (shell) (+5)",
            ],
            "codesign_techniques": "T1553.004",
            "codesign_event": "process",
            "codesign_tool": "certutil",
            "codesign_action": "add_to_store",
            "codesign_store": "LocalMachine\\root",
            "codesign_files": "c:\\users\\public\\x.cer",
            "codesign_target": "",
            "codesign_thumbprint": "",
            "codesign_parent_class": "shell",
            "codesign_message": "certutil adds a certificate to LocalMachine\\root; "
            "x.cer lies in a user-writable place; parent cmd.exe",
            "codesign_allowlisted": "",
            "codesign_error": "",
        }
    ]
    assert (conversation.status, conversation.stderr, conversation.messages) == (0, "", [])


def test_the_first_row_of_a_chunk_decides_on_no_column(app: Path) -> None:
    """The SDK takes the header from the first record of a chunk: one without hits must hold every field too."""
    conversation = run(app, [MISS, HIT])
    assert conversation.replies[0].columns == [INDEX, *MISS, *OUTPUT]
    assert scores(conversation.records) == ["0", "62"]
    assert conversation.records[1]["codesign_tool"] == "certutil"


@pytest.mark.parametrize("body", [b"", b"_chunked_idx\n", b'"_chunked_idx","Image","CommandLine"\n'])
def test_an_empty_chunk(app: Path, body: bytes) -> None:
    """The last chunk of a search often has a header line at most."""
    conversation = run(app, [HIT], body)
    assert [reply.metadata for reply in conversation.replies] == [{"finished": False}, {"finished": True}]
    assert scores(conversation.records) == ["62"]
    assert (conversation.status, conversation.stderr) == (0, "")


def test_two_chunks_of_different_columns(app: Path) -> None:
    security: Record = {
        "EventCode": "4688",
        "NewProcessName": "C:\\Windows\\System32\\certutil.exe",
        "CommandLine": "certutil -addstore root x.cer",
        "ParentProcessName": "C:\\Windows\\System32\\cmd.exe",
    }
    conversation = run(app, [MISS, HIT], [security, security, security])
    first, second = conversation.replies
    assert (first.metadata, second.metadata) == ({"finished": False}, {"finished": True})
    assert first.columns == [INDEX, *MISS, *OUTPUT]
    assert second.columns == [INDEX, *security, *OUTPUT]
    assert scores(first.records) == ["0", "62"]
    assert scores(second.records) == ["50"] * 3


def test_fifty_thousand_rows(app: Path) -> None:
    """As many as splunkd puts into a chunk (maxresultrows in limits.conf)."""
    chunk = [HIT if number % 1000 == 0 else MISS for number in range(50_000)]
    conversation = run(app, chunk)
    assert [record[INDEX] for record in conversation.records] == [str(number) for number in range(50_000)]
    assert scores(conversation.records) == ["62" if number % 1000 == 0 else "0" for number in range(50_000)]
    assert (conversation.status, conversation.stderr) == (0, "")


def test_multivalue_fields_in_and_out(app: Path) -> None:
    record: Record = {
        "EventCode": "4688",
        "New_Process_Name": "C:\\Kits\\signtool.exe",
        "Process_Command_Line": "signtool sign /f a.pfx /ac b.cer x.exe y.exe",
        "Account_Name": ["HOST1$", "price$jane", "", "$"],
        "Account_Domain": ["CONTOSO", "CONTOSO"],
    }
    [out] = run(app, [record]).records
    assert plain(out) == record
    assert out["codesign_files"] == ["a.pfx", "b.cer"]
    assert out["codesign_target"] == ["x.exe", "y.exe"]
    assert str(out["codesign_message"]).endswith("; user CONTOSO\\price$jane")


ODD = [
    'He said "sign", "root"',
    "two\nlines",
    "two\r\nlines",
    "a\rreturn",
    "tab\there",
    "comma, ; | \\ trailing\\",
    "'",
    '"',
    '""',
    "$a$;$b$",
    "{braces} {0} %s",
    " blanks around ",
    "\u2013addstore \u8bc1\u4e66 \U0001f511 \u202e \ufeff",
    "\x01\x1b\x7f\x85\u2028",
    "x" * 100_000,
    "",
]


def test_odd_values_come_back_as_they_were(app: Path) -> None:
    sent: list[Record] = []
    for value in ODD:
        line = f"certutil -addstore root {value}"
        sent += [
            {**HIT, "User": value, "CommandLine": line, "ParentCommandLine": value},
            {**HIT, "User": [value, "b"], "CommandLine": line, "ParentCommandLine": [value, value]},
        ]
    out = run(app, sent).records
    assert [plain(record) for record in out] == sent
    assert {record["CertImport"] for record in out} == {"1"}


def test_bytes_that_are_no_utf_8_end_nothing(app: Path) -> None:
    body = protocol.to_csv([{**HIT, "User": "M?ller"}, HIT]).replace(b"M?ller", b"M\xfcller")
    out = run(app, body).records
    assert [row["User"] for row in out] == ["M\ufffdller", ""]
    assert scores(out) == ["62", "62"]


def test_a_nul_ends_nothing(app: Path) -> None:
    out = run(app, [{**HIT, "CommandLine": "certutil\0 -addstore root x.cer"}, HIT])
    assert [row["CertImport"] for row in out.records] == ["1", "1"]
    assert out.status == 0


def test_input_fields_stay_as_they_are_and_in_order(app: Path) -> None:
    record: Record = {"z": "1", **MISS, "Account_Name": ["b", "a"], "a": "2", "RuleName": "-", "host": "h"}
    out = run(app, [record, {**HIT, "z": ""}]).records
    assert list(out[0])[: len(record) + 1] == [INDEX, *record]
    assert plain(out[0]) == record
    assert plain(out[1]) == {**dict.fromkeys(record, ""), **HIT}


def test_missing_fields_are_no_fault(app: Path) -> None:
    out = run(app, [{"host": "h"}, {"Image": "C:\\Windows\\System32\\certutil.exe"}]).records
    assert [row["codesign_event"] for row in out] == ["other", "process"]
    assert out[1]["codesign_error"] == "no command line: turn on command-line auditing for process creation events"
    assert scores(run(app, [{"_time": "1"}]).records) == ["0"]


def test_a_row_that_has_a_field_of_ours_gets_it_anew(app: Path) -> None:
    """A search may run the command twice."""
    [out] = run(app, [{**HIT, "codesign_score": "99", "RiskScore": "6"}]).records
    assert (out["codesign_score"], out["RiskScore"]) == ("62", "3")
