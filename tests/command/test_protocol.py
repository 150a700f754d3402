"""The command as splunkd runs it: a child process that speaks the chunked protocol."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from codesignrisk_core.records import fields, sources

from tests.command import protocol
from tests.command.protocol import INDEX, Record, converse, encode, getinfo, run, to_csv

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
    assert conversation.info.metadata == {"type": "streaming", "required_fields": list(sources.required())}
    assert conversation.info.records == []
    assert (conversation.status, conversation.stderr) == (0, "")


def test_raw_asks_for_the_raw_event_too(app: Path) -> None:
    conversation = run(app, args=["raw=true"])
    assert conversation.info.metadata["required_fields"] == [*sources.required(), "_raw"]
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
                "x.cer is in a user-writable path (+12)",
                "the parent is cmd.exe (shell) (+5)",
            ],
            "codesign_techniques": "T1553.004",
            "codesign_event": "process",
            "codesign_host": "",
            "codesign_user": "",
            "codesign_process": "C:\\Windows\\System32\\certutil.exe",
            "codesign_pid": "",
            "codesign_parent": "C:\\Windows\\System32\\cmd.exe",
            "codesign_parent_pid": "",
            "codesign_tool": "certutil",
            "codesign_action": "add_to_store",
            "codesign_store": "LocalMachine\\root",
            "codesign_files": "c:\\users\\public\\x.cer",
            "codesign_target": "",
            "codesign_thumbprint": "",
            "codesign_parent_class": "shell",
            "codesign_message": "certutil adds a certificate to LocalMachine\\root; "
            "x.cer is in a user-writable path; parent cmd.exe",
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


# What an event may hold, and what a chunk with it costs: that event's verdict at most.


def test_a_surrogate_that_a_script_makes_ends_nothing(app: Path) -> None:
    line = 'mshta vbscript:CreateObject("WScript.Shell").Run(ChrW(55296) & " a x.7z C:\\k.pfx")'
    out = run(app, [HIT, {**HIT, "CommandLine": line}, HIT])
    assert scores(out.records)[::2] == ["62", "62"]
    assert out.records[1]["codesign_action"] == "archive_key"
    assert (out.status, out.stderr) == (0, "")


def test_a_tool_s_name_is_one_line_in_bounds(app: Path) -> None:
    program = "C:\\a\\sec ret\n\x1b[31m" + "A" * 3_000 + ".exe"
    [out] = run(app, [{**HIT, "CommandLine": f'"{program}" a x.7z C:\\k.pfx', "Image": program}]).records
    tool = str(out["codesign_tool"])
    assert (len(tool), tool.isprintable()) == (100, True)


def test_a_cell_of_eleven_million_characters_costs_no_other_event_anything(app: Path) -> None:
    huge = {**HIT, "CommandLine": "certutil -addstore root x.cer " + "x" * 11_000_000}
    out = run(app, [HIT, huge, HIT])
    assert [plain(record) for record in out.records] == [HIT, huge, HIT]
    assert scores(out.records)[::2] == ["62", "62"]
    assert (out.status, out.stderr) == (0, "")


def test_a_cell_of_dollars_takes_no_time(app: Path) -> None:
    """The SDK's own reading of this cell takes 18 seconds."""
    twin = "$" * 40_000 + "x"
    start = time.monotonic()
    out = run(
        app, f"_chunked_idx,EventCode,CommandLine,__mv_CommandLine\n0,1,certutil -addstore root x.cer,{twin}\n".encode()
    )
    assert time.monotonic() - start < 9
    assert scores(out.records) == ["45"]
    assert twin.encode() in out.raw


def test_columns_as_splunkd_sends_them(app: Path) -> None:
    """Every name that was asked for, each with its twin, whether any event has it or not."""
    names = [INDEX, *sources.required()]
    header = ",".join([*names, *(f"__mv_{name}" for name in names)])
    cells = {**HIT, INDEX: "0"}
    row = ",".join([*(f'"{cells.get(name, "")}"' for name in names), *('""' for _ in names)])
    [reply] = run(app, f"{header}\n{row}\n".encode()).replies
    assert reply.columns == [*names, *OUTPUT]
    assert scores(reply.records) == ["62"]
    assert plain(reply.records[0]) == {**dict.fromkeys(sources.required(), ""), **HIT}


# What splunkd may send, and who is told.

INFO = encode(getinfo([]))
ROWS = encode({"action": "execute", "finished": False}, to_csv([HIT]))


def test_half_a_chunk_is_never_taken_for_a_whole_one(app: Path) -> None:
    for lost in (1, 10, len(to_csv([HIT])) - 1):
        out = converse(app, INFO + ROWS + ROWS[:-lost])
        size = len(to_csv([HIT]))
        assert out.messages == [("ERROR", f"splunkd announced {size} bytes of rows and sent {size - lost}")]
        assert scores(out.records) == ["62"]  # of the whole one
        assert (out.status, out.stderr) == (1, "")


@pytest.mark.parametrize(
    ("requests", "message"),
    [
        (b"", "splunkd sent no request"),
        (b"chunked 1.0,12", "splunkd's request begins with b'chunked 1.0,12', not with 'chunked 1.0,<bytes>,<bytes>'"),
        (b"chunked 1.0,99999999999999,0\n{", "splunkd announced 99999999999999 bytes of metadata and sent 1"),
        (b"chunked 1.0,4,0\n{{0}", "the metadata of splunkd's request are not JSON (JSONDecodeError)"),
        (encode({"action": "{0}"}), "splunkd's first request is '{0}', not getinfo"),
        (encode({"action": "getinfo"}), "splunkd's first request says nothing of the search"),
        (INFO[:-1], f"splunkd announced {len(INFO) - 18} bytes of metadata and sent {len(INFO) - 19}"),
    ],
)
def test_an_error_before_the_first_reply_reaches_the_user(app: Path, requests: bytes, message: str) -> None:
    out = converse(app, requests)
    assert out.messages == [("ERROR", message)]
    assert out.info.metadata["finished"] is True
    assert (out.replies, out.status, out.stderr) == ([], 1, "")


def test_facts_of_the_search_that_are_missing_are_told(app: Path) -> None:
    out = converse(app, encode({"action": "getinfo", "searchinfo": {"args": []}}))
    [(severity, text)] = out.messages
    assert severity == "ERROR"
    assert "earliest_time" in text
    assert out.status == 1


def test_a_fault_at_the_start_is_told(own_app: Path) -> None:
    (own_app / "bin" / "codesignrisk_core" / "scorer.py").write_text(
        "class Scorer:\n    def __init__(self, *a): raise OSError('{0}')\n"
    )
    out = run(own_app, [HIT])
    assert out.messages == [("ERROR", "the start failed, please report it: OSError")]
    assert (out.records, out.status) == ([], 1)


def test_a_fault_that_no_event_is_guarded_against_leaves_the_rows_untouched(own_app: Path) -> None:
    scorer = own_app / "bin" / "codesignrisk_core" / "scorer.py"
    scorer.write_text(
        "class Scorer:\n    def __init__(self, *a): pass\n    def assess(self, record): raise KeyError('{0}')\n"
        "    def notices(self): return []\n"
    )
    out = run(own_app, [HIT, MISS], args=["min_score=60"])
    assert [plain(record) for record in out.records] == [HIT, MISS]
    assert {record["codesign_error"] for record in out.records} == {"internal error, please report it: KeyError"}
    assert (out.status, out.stderr) == (0, "")
