"""Chunks as splunkd writes them: every row gets what the scorer says of it, also where nobody asked the scorer."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Union

import pytest
from codesignrisk_core import output
from codesignrisk_core.protocol.chunk import Answerer
from codesignrisk_core.records import fields, sources
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Settings
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT.parent / "shared" / "data" / "events"
Value = Union[str, list[str]]
SYSMON = "Microsoft-Windows-Sysmon/Operational"
COLUMNS = sources.required()
START: dict[str, Value] = {
    "EventCode": "1",
    "Channel": SYSMON,
    "Image": "C:\\Windows\\notepad.exe",
    "OriginalFileName": "NOTEPAD.EXE",
    "CommandLine": "notepad.exe a.txt",
    "ParentImage": "C:\\Windows\\System32\\cmd.exe",
    "ProcessId": "4711",
}
HIT: dict[str, Value] = {
    **START,
    "Image": "C:\\Windows\\System32\\certutil.exe",
    "OriginalFileName": "CertUtil.exe",
    "CommandLine": "certutil -addstore root x.cer",
}


def cell(text: str) -> str:
    plain = text.isascii() and text.isalnum()
    return text if plain or not text else '"' + text.replace('"', '""') + '"'


def body(records: Iterable[dict[str, Value]], columns: Sequence[str] = COLUMNS, newline: str = "\n") -> bytes:
    """A chunk as splunkd writes it."""
    names = [*columns, "_chunked_idx"]
    lines = [",".join(map(cell, [*names, *("__mv_" + name for name in names)]))]
    for number, record in enumerate(records):
        values = [*(record.get(name, "") for name in columns), str(number)]
        cells = [cell(value if isinstance(value, str) else "\n".join(value)) for value in values]
        twins = [
            "" if isinstance(value, str) else cell(";".join("$" + item.replace("$", "$$") + "$" for item in value))
            for value in values
        ]
        lines.append(",".join([*cells, *twins]))
    return (newline.join(lines) + newline).encode()


def rows(reply: bytes) -> list[dict[str, str]]:
    # Python 3.9's csv reads no NUL.
    table = list(csv.reader(io.StringIO(reply.decode().replace("\0", "\ufffe"), newline="")))
    assert len({len(row) for row in table}) <= 1
    return [{name: text for name, text in zip(table[0], row) if text} for row in table[1:]]


class Pair:
    """Both ways over one chunk; counts what the scorer was asked."""

    def __init__(self, tables: Settings, **options: Any) -> None:
        self.asked = 0
        self.scorer = Scorer(tables, asked=sources.ALWAYS, **options)
        make = (self._judge, output.failed, fields.OUTPUT_FIELDS, output.MULTIVALUE)
        self._fast, self._slow = Answerer(*make, self.scorer.silent), Answerer(*make)

    def _judge(self, record: Any) -> Any:
        self.asked += 1
        return self.scorer.assess(record)

    def fast(self, chunk: bytes) -> list[dict[str, str]]:
        self.asked = 0
        return rows(self._fast.answer(chunk))

    def check(self, chunk: bytes) -> int:
        """Compare, and give how many rows the scorer was asked for."""
        found, asked = self.fast(chunk), self.asked
        assert found == rows(self._slow.answer(chunk))
        return asked


@pytest.fixture(scope="module")
def pair(shipped: Settings) -> Pair:
    return Pair(shipped)


def test_a_start_that_shows_nothing_is_not_read(pair: Pair) -> None:
    assert pair.check(body([START, HIT, START])) == 1


def test_the_reply_as_text(pair: Pair) -> None:
    reply = pair._fast.answer(body([START], ["EventCode", "Channel", "Image", "OriginalFileName", "CommandLine"]))
    header, row, end = reply.split(b"\r\n")
    assert header.startswith(b"EventCode,Channel,Image,OriginalFileName,CommandLine,_chunked_idx,IsSigntool,")
    assert b"__mv_Image" not in header
    sent = f'1,"{SYSMON}","C:\\Windows\\notepad.exe","NOTEPAD.EXE","notepad.exe a.txt",0,0,0,0,0,0,0,0,0,0,0,none,'
    assert row.startswith(sent.encode())
    assert end == b""


@pytest.mark.parametrize(
    ("chunk", "asked"),
    [
        (body([]), 0),
        (b"", 0),
        (body([START], newline="\r\n"), 0),
        (b"\xef\xbb\xbf" + body([START]), 1),
        (body([START, HIT])[:-1], 1),
        (body([START, HIT]).replace(b"\n0,", b"\n\n0,"), 1),
        (body([START]) + body([HIT]).split(b"\n", 1)[1], 2),  # numbers that cannot be: all is read again
        (body([{**START, "CommandLine": 'notepad.exe "a",,,\n,"b"\r\n'}]), 1),
        (body([{**START, "CommandLine": "notepad.exe " + "," * 400 + "\n"}, START]), 1),
        (body([{**START, "User": ["a", "b$"]}, START, {**HIT, "Account_Name": ["x", "y"]}]), 2),
        (body([START, {**HIT, "CommandLine": ["certutil", "-addstore", "root", "a b.cer"]}]), 1),
        (body([{**START, "CommandLine": ["notepad.exe", str(HIT["CommandLine"])]}, START]), 1),
        (body([{**START, "User": "J\u00f6rg"}]), 0),
        (body([{**START, "CommandLine": "notepad.exe J\u00f6rg"}]), 1),
        (body([START, HIT]).replace(b"notepad.exe a", b"notepad.exe \xff"), 2),
        (body([{**START, "codesign_score": "7"}], [*COLUMNS, "codesign_score"]), 1),
        (body([START], [*COLUMNS, "Image"]), 1),
        (body([START], sorted(COLUMNS)).replace(b"4711", b'47"11'), 1),
        (body([START], sorted(COLUMNS)).replace(b"4711", b"4711,"), 1),
    ],
)
def test_forms_of_chunks(pair: Pair, chunk: bytes, asked: int) -> None:
    assert pair.check(chunk) == asked


@pytest.mark.parametrize(
    "line",
    [
        # what ends a row, in a cell, with the number that the row would have
        "notepad.exe ," + "0" + "," * (len(COLUMNS) + 1) + "\n",
        "notepad.exe ," + "1" + "," * (len(COLUMNS) + 1) + "\nb,c",
        "notepad.exe ,"
        + "1"
        + "," * (len(COLUMNS) + 1)
        + '\n1,,,,"Microsoft-Windows-Sysmon/Operational",,,"C:\\x.exe"',
        "," * (len(COLUMNS) + 1) + "\n" + "," * (len(COLUMNS) + 1) + "\n",
        'notepad.exe "a",b "c"',
        '"a",",',
        '"',
        'notepad.exe"',
    ],
)
def test_lines_that_look_like_rows(pair: Pair, line: str) -> None:
    hidden = {**START, "CommandLine": line}
    parent = {**START, "ParentCommandLine": line, "User": ["a", "b"]}
    for columns in (COLUMNS, sorted(COLUMNS)):
        for records in ([hidden], [START, hidden, HIT], [hidden, hidden], [HIT, parent, hidden, START, parent]):
            pair.check(body(records, columns))


def test_a_row_that_ends_in_the_middle(pair: Pair) -> None:
    pair.check(body([START, HIT])[:-700])


def test_dropped_rows_are_absent(shipped: Settings) -> None:
    scorer = Scorer(shipped)
    keep = lambda record: scorer.assess(record) if "certutil" in str(record["CommandLine"]) else None  # noqa: E731
    answerer = Answerer(keep, output.failed, fields.OUTPUT_FIELDS, output.MULTIVALUE, lambda parent: None)
    assert [row["_chunked_idx"] for row in rows(answerer.answer(body([START, HIT, START])))] == ["1"]
    assert answerer.answer(body([START])) == b""


def test_a_fault_leaves_all_rows_untouched(shipped: Settings) -> None:
    def fail(record: Any) -> Any:
        raise RuntimeError

    answerer = Answerer(fail, output.failed, fields.OUTPUT_FIELDS, output.MULTIVALUE, Scorer(shipped).silent)
    found = rows(answerer.answer(body([START, HIT])))
    assert [row["codesign_error"] for row in found] == ["internal error, please report it: RuntimeError"] * 2
    assert [row["CommandLine"] for row in found] == [START["CommandLine"], HIT["CommandLine"]]


PROGRAMS = (
    *("notepad.exe", "cmd.exe", "powershell.exe", "reg.exe", "rundll32.exe", "conhost.exe", "python.exe", "curl.exe"),
    *("certutil.exe", "xcopy.exe", "wmic.exe", "explorer.exe", "java.exe", "svchost.exe", "schtasks.exe", "sc.exe"),
    *("forfiles.exe", "find.exe", "ssh.exe", "bash.exe", "node.exe", "sudo.exe", "x.tmp", "7z.exe", "psexec.exe"),
)
COMMANDS = (
    "certutil -addstore root C:\\Users\\Public\\x.cer",
    "signtool sign /f a.pfx /p pw x.exe",
    "makecert -r -pe -n CN=x -ss my",
    "xcopy C:\\Users\\*.pfx D:\\o /s",
    "reg add HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\ROOT\\Certificates\\x /v Blob /d 1",
    "Import-Certificate -FilePath x.cer -CertStoreLocation Cert:\\LocalMachine\\Root",
    "mimikatz crypto::capi",
    "x.exe -i a.exe -t b.exe -o c.exe",
    "dir /s /b C:\\*.pfx",
    "security add-trusted-cert x.pem",
    "nice nice nice nice nice nice nice nice x",
    "notepad a.txt",
    "tasklist /fi a",
)
WRAPS = (
    *("{0}", "{p} {0}", "{p} /c {0}", "{p} /c \"{0}\"", "cmd /c {0} & ver", "{p} -c \"{0}\"", "{p} -Command {0}"),
    *("{p} -File {0}", "{p} /k \"cmd /c {0}\"", "{p} create x binPath= \"{0}\"", "{p} /create /tn x /tr '{0}'"),
    *("{p} process call create \"{0}\"", "{p} -e 'system(\"{0}\")'", "{p} user@host {0}", "\"C:\\x\\{p}\" {0}"),
    "{p}  -jar {0}",
)  # fmt: skip


def disguised(line: str, chance: random.Random) -> str:
    """A command as somebody writes it who does not want it to be found."""
    how = chance.randrange(12)
    at = chance.randrange(1, max(len(line), 2))
    if how == 0:
        return line[:at] + "^" + line[at:]
    if how == 1:
        return line[:at] + '""' + line[at:]
    if how == 2:
        return line[:at] + '"' + line[at : at + 3] + '"' + line[at + 3 :]
    if how == 3:
        return "powershell -enc " + base64.b64encode(line.encode("utf-16-le")).decode()
    if how == 4:
        return f"set a={line[:at]}&call %a%{line[at:]}"
    if how == 5:
        return f"powershell -c \"& ('{line[:at]}'+'{line[at:]}')\""
    if how == 6:
        return line.swapcase()
    if how == 7:
        return line.replace(" ", "\t ")
    if how == 8:
        return line[:at] + chance.choice("`\\&|<>();,=%!$'\u00e9\u2013\uff43\n") + line[at:]
    if how == 9:
        return line.replace("&", "&amp;").replace("-", "&#45;")
    return line


def made_up(count: int, seed: int) -> list[dict[str, Value]]:
    """Process starts: ordinary and abusive commands, wrapped and disguised at random."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        program = chance.choice(PROGRAMS)
        command = disguised(chance.choice(COMMANDS), chance)
        if chance.random() < 0.3:
            command = chance.choice(WRAPS).replace("{p}", chance.choice(PROGRAMS)).replace("{0}", command)
        line = chance.choice(WRAPS).replace("{p}", program).replace("{0}", command) + f" {number}"
        image = chance.choice(("C:\\Windows\\System32\\", "C:\\Users\\Public\\", "D:\\x y\\")) + program
        record: dict[str, Value] = {
            "EventCode": chance.choice(("1", "1", "1", "4688")),
            "Channel": SYSMON,
            "Image": image,
            "OriginalFileName": chance.choice((program, "-", "?", "", "CertUtil.exe", "Cmd.Exe", program.upper())),
            "CommandLine": line,
            "ParentImage": chance.choice(("C:\\Windows\\explorer.exe", "C:\\x\\winword.exe", "-", "")),
            "ParentCommandLine": chance.choice(("C:\\Windows\\explorer.exe", "x /y", "")),
            "ProcessId": str(number),
        }
        if record["EventCode"] == "4688":
            record["Channel"] = "Security"
            record["NewProcessName"] = record.pop("Image")
            record["OriginalFileName"] = ""
        made.append(record)
    return made


def test_made_up_starts_get_what_the_scorer_says(pair: Pair) -> None:
    assert pair.check(body(made_up(3_000, 1))) < 3_000


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
def test_a_hundred_thousand_made_up_starts(pair: Pair, seed: int) -> None:
    pair.check(body(made_up(10_000, seed)))


@pytest.mark.slow
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=4, max_size=4))
def test_starts_of_any_text(shipped: Settings, texts: list[str]) -> None:
    record = dict(zip(("Image", "OriginalFileName", "CommandLine", "ParentImage"), texts))
    Pair(shipped).check(body([START, {**START, **record}]))


@pytest.mark.parametrize("path", sorted((ROOT / "lab" / "samples").glob("*.jsonl")), ids=lambda path: path.name)
def test_the_samples(pair: Pair, path: Path) -> None:
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pair.check(body([{name: as_value(value) for name, value in record.items()} for record in records]))


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason="the recorded events are not here")
@pytest.mark.parametrize("name", ["process_creation", "relevant", "registry", "file_create", "script_block"])
def test_recorded_events(pair: Pair, name: str) -> None:
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    pair.check(body([{key: as_value(value) for key, value in record.items()} for record in records[:30_000]]))


def as_value(value: Any) -> Value:
    return list(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
