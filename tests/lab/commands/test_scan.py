"""`python -m lab scan`, with a small command in place of the packaged one."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from codesignrisk_core.records.fields import OUTPUT_FIELDS

from lab.__main__ import main
from lab.output.export import CSV_COLUMNS, MULTIVALUE
from lab.paths import BUILT_APP, ROOT

MakeApp = Callable[[str], Path]

# Scores an event by its field `n`, in the bands of the real command, and tells the options it got.
SCORER = """
request, _ = read()
args = dict(arg.split("=") for arg in request["searchinfo"]["args"])
args.pop("sensors")  # a scan asks for all of them
NEW = ["codesign_score", "codesign_band", "codesign_reasons", "__mv_codesign_reasons", "codesign_files",
       "codesign_tool", "codesign_action", "codesign_message", "codesign_indicators", "codesign_error"]
said = [["WARN", "options: %s" % json.dumps(args)]] if args else []
write({"required_fields": ["n", "CommandLine"], "inspector": {"messages": said}})
while True:
    meta, body = read()
    header, *data = rows(body)
    out = [header + NEW]
    for row in data:
        score = int(dict(zip(header, row)).get("n") or 0)
        band = "high" if score >= 60 else "low" if score else "none"
        mv = ["a\\nb", "$a$;$b$"] if score >= 60 else ["a" if score else "", ""]
        said = ["certutil", "add_to_store", "says %d" % score, "", "" if score else "no line"]
        out.append([*row, score, band, *mv, "", *said])
    write({"finished": meta["finished"]}, table(out))
"""

EVENTS: list[dict[str, object]] = [
    {"n": "0", "Computer": "WS-1"},
    {"n": "20", "CommandLine": "x\ny", "tags": ["p", "q"], "User": "CORP\\u"},
    {"n": "72", "_time": "1748942048.5", "host": "WS-2", "bad": "\ud800", "CommandLine": "ünï"},
]


NOTE = (
    "of 3 events: 1 of kinds that are not assessed (unknown shape with n, Computer: 1); 2 without a time; "
    "1 without a host; docs/exports.md says what is read, and how to export it"
)


@pytest.fixture
def app(make_app: MakeApp) -> Path:
    return make_app(SCORER)


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.jsonl"
    path.write_text("".join(json.dumps(event) + "\n" for event in EVENTS))
    return path


def lab(*args: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "lab", "scan", *map(str, args)]
    environ = {**os.environ, "COLUMNS": "160"}
    return subprocess.run(command, cwd=ROOT, env=environ, input=stdin, capture_output=True, timeout=120, check=False)


def test_json_lines_hold_input_and_output_in_input_order(app: Path, events: Path) -> None:
    done = lab(events, "--app", app, "--format", "jsonl", "--chunk-size", 2)
    assert (done.returncode, done.stderr.decode()) == (0, f"{events}: {NOTE}\n")
    assert done.stdout.count(b"\n") == 3
    assert [json.loads(line).pop("lab_file") for line in done.stdout.splitlines()] == [str(events)] * 3
    assert "ünï".encode() in done.stdout
    read = {"lab_file": str(events)}
    new: dict[str, object] = {"codesign_tool": "certutil", "codesign_action": "add_to_store", "codesign_files": []}
    new["codesign_indicators"] = []
    low = {"codesign_score": "20", "codesign_band": "low", "codesign_reasons": ["a"], "codesign_message": "says 20"}
    high = {
        "codesign_score": "72",
        "codesign_band": "high",
        "codesign_reasons": ["a", "b"],
        "codesign_message": "says 72",
    }
    none = {"codesign_score": "0", "codesign_band": "none", "codesign_reasons": [], "codesign_message": "says 0"}
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {**EVENTS[0], "host": "WS-1", **read, **new, **none, "codesign_error": "no line"},
        {**EVENTS[1], **read, **new, **low, "codesign_error": ""},
        {**EVENTS[2], **read, **new, **high, "codesign_error": ""},
    ]


def test_standard_input(app: Path) -> None:
    done = lab("-", "--app", app, "--format", "jsonl", stdin=b'{"n": 61}\n')
    assert json.loads(done.stdout)["codesign_score"] == "61"


def test_csv_has_fixed_columns(app: Path, events: Path) -> None:
    done = lab(events, "--app", app, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert list(rows[0]) == list(CSV_COLUMNS)
    picked = ("datetime", "host", "user", "command_line", "codesign_score", "codesign_reasons")
    assert [[row[name] for name in picked] for row in rows] == [
        ["", "WS-1", "", "", "0", ""],
        ["", "", "CORP\\u", "x\ny", "20", "a"],
        ["2025-06-03T09:14:08.500+00:00", "WS-2", "", "ünï", "72", "a\nb"],
    ]
    assert {row["file"] for row in rows} == {str(events)}


def test_timesketch_gets_the_events_that_score_without_their_command_lines(app: Path, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    event = {"n": "72", "_time": "1748942048.5", "host": "WS-2", "CommandLine": "a -p hunter2!", "EventRecordID": "9"}
    path.write_text("".join(json.dumps(row) + "\n" for row in ({**event, "Channel": "Security"}, {"n": "0"})))
    done = lab(path, "--app", app, "--format", "timesketch")
    (row,) = csv.DictReader(io.StringIO(done.stdout.decode(), newline=""))
    assert list(row)[:3] == ["datetime", "timestamp_desc", "message"]
    assert [row[name] for name in ("datetime", "timestamp_desc", "message", "channel", "record_id", "file")] == [
        *("2025-06-03T09:14:08.500+00:00", "Event logged", "says 72", "Security", "9", str(path)),
    ]
    assert "hunter2" not in done.stdout.decode()


@pytest.mark.parametrize("form", ["table", "timeline", "html", "csv", "timesketch"])
def test_no_format_holds_a_command_line_where_none_is_wanted(make_app: MakeApp, tmp_path: Path, form: str) -> None:
    path = tmp_path / "events.jsonl"
    event = {"n": "72", "_time": "1748942048.5", "Image": r"C:\x\certutil.exe", "CommandLine": "certutil -v wanted.cer"}
    path.write_text(json.dumps(event | {"EventCode": "1", "Channel": "Microsoft-Windows-Sysmon/Operational"}) + "\n")
    app = make_app(
        SCORER.replace('"codesign_error"]', '"codesign_error", "codesign_event"]').replace(
            "*said])", '*said, "process"])'
        )
    )
    shown = lab(path, "--app", app, "--format", form, "--events").stdout.decode()
    assert ("wanted.cer" in shown) is (form not in ("timesketch", "timeline"))
    done = lab(path, "--app", app, "--format", form, "--events", "--no-command-lines")
    assert (done.returncode, "says 72" in done.stdout.decode()) == (0, True)
    assert "wanted.cer" not in done.stdout.decode()
    assert "command_line" not in done.stdout.decode()


@pytest.mark.parametrize("asked", [("--format", "jsonl"), ("--output", "shared.jsonl"), ("--output", "shared.json")])
def test_whole_events_cannot_be_without_their_command_lines(
    app: Path, events: Path, tmp_path: Path, asked: tuple[str, str]
) -> None:
    option, value = asked
    out = tmp_path / value
    done = lab(events, "--app", app, option, out if option == "--output" else value, "--no-command-lines")
    said = "lab: --no-command-lines: jsonl holds whole events, with their command lines: --format csv leaves them out\n"
    assert (done.returncode, done.stdout, done.stderr.decode(), out.exists()) == (2, b"", said, False)


@pytest.mark.parametrize("form", ["csv", "jsonl", "timesketch", "timeline"])
def test_a_limit_is_refused_where_it_would_leave_out_nothing(
    app: Path, events: Path, tmp_path: Path, form: str
) -> None:
    asked = (events, "--app", app, "--format", form, "--limit")
    done = lab(*asked, 1)
    said = f"lab: --limit is of table and html: {form} holds all, and --min-score leaves out what is low\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", said)
    assert lab(*asked, 0).returncode == 0
    assert lab(*asked, 1, "--report", tmp_path / "report.html").returncode == 0


def test_a_record_that_is_in_two_files_counts_once(app: Path, tmp_path: Path) -> None:
    event = {"n": "72", "_time": "1748942048.5", "Computer": "WS-2", "EventRecordID": "9", "Channel": "Security"}
    for name, more in (("a.jsonl", {}), ("b.jsonl", {"Level": "0"})):
        (tmp_path / name).write_text(json.dumps({**event, **more}) + "\n")
    done = lab(tmp_path / "a.jsonl", tmp_path / "b.jsonl", "--app", app)
    assert done.stdout.decode().splitlines()[-2:] == [
        "1 event  critical 0  high 1  medium 0  low 0  info 0  none 0",
        "1 came twice, in two files: counted once",
    ]


@pytest.mark.parametrize("form", ["table", "timeline", "jsonl", "csv", "timesketch"])
@pytest.mark.parametrize("least", [0, 60])
def test_what_the_allowlist_hides_is_told(make_app: MakeApp, events: Path, form: str, least: int) -> None:
    app = make_app(
        SCORER.replace('"codesign_error"]', '"codesign_error", "codesign_allowlisted"]').replace(
            "*said])", '*said, "known" if score == 20 else ""])'
        )
    )
    done = lab(events, "--app", app, "--format", form, "--min-score", least)
    told = "1 hidden by the allowlist (score 0): --no-allowlist"
    if form in ("table", "timeline"):
        assert told in done.stdout.decode().splitlines()
    else:
        assert done.stderr.decode().splitlines()[-1] == f"lab: {told}"
        assert told not in done.stdout.decode()


def test_the_columns_are_the_command_s_own() -> None:
    assert set(MULTIVALUE) < set(OUTPUT_FIELDS)
    assert set(OUTPUT_FIELDS) < set(CSV_COLUMNS)
    assert len(set(CSV_COLUMNS)) == len(CSV_COLUMNS)


def test_the_table_shows_cases_worst_first_and_counts_all(app: Path, events: Path) -> None:
    done = lab(events, "--app", app)
    assert [line.rstrip() for line in done.stdout.decode().splitlines()] == [
        "  1  72 high      WS-2  unknown user  2025-06-03 09:14:08  1 finding",
        "    says 72",
        "",
        "  2  20 low       unknown host  CORP\\u  unknown time  1 finding",
        "    says 20",
        "",
        "2 cases  critical 0  high 1  medium 0  low 1  info 0",
        "3 events  critical 0  high 1  medium 0  low 1  info 0  none 1",
        "1 not assessable (codesign_error says why)",
    ]


def test_the_table_s_limit_and_the_allowlist_s_option_reach_the_command(app: Path, events: Path) -> None:
    done = lab(events, "--app", app, "--limit", 1, "--min-score", 20, "--no-allowlist")
    lines = [line.rstrip() for line in done.stdout.decode().splitlines()]
    assert lines[0].startswith("  1  72 high")
    assert lines[-4:] == [
        "3 events  critical 0  high 1  medium 0  low 1  info 0  none 1",
        "1 more case not shown: raise --limit",
        "1 not assessable (codesign_error says why)",
        'WARN: options: {"allowlist": "false"}',
    ]


def test_the_command_s_messages_go_to_standard_error_beside_data(app: Path, events: Path) -> None:
    done = lab(events, "--app", app, "--format", "jsonl", "--no-allowlist")
    assert done.stdout.count(b"\n") == 3
    assert done.stderr.decode() == f'WARN: options: {{"allowlist": "false"}}\n{events}: {NOTE}\n'


@pytest.mark.parametrize("form", ["jsonl", "csv", "timesketch"])
@pytest.mark.parametrize(("least", "rows"), [(0, 3), (20, 2), (21, 1), (72, 1), (73, 0)])
def test_exports_leave_out_events_by_their_own_score(
    app: Path, tmp_path: Path, form: str, least: int, rows: int
) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("".join(json.dumps({"n": n, "_time": "1748942048"}) + "\n" for n in ("0", "20", "72")))
    done = lab(path, "--app", app, "--format", form, "--min-score", least)
    never = form == "timesketch" and least == 0  # it has what scores only
    text = io.StringIO(done.stdout.decode(), newline="")
    written = [json.loads(line) for line in text] if form == "jsonl" else list(csv.DictReader(text))
    assert len(written) == rows - never


def test_an_export_keeps_what_was_not_read_as_the_command_does(make_app: MakeApp, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"n": "25"}\n{"n": "24"}\n')
    app = make_app(SCORER.replace('"says %d" % score, "",', '"says %d" % score, "unread_commands" * (score == 25),'))
    done = lab(path, "--app", app, "--format", "jsonl", "--min-score", 60)
    assert [json.loads(line)["n"] for line in done.stdout.splitlines()] == ["25"]


SAMPLES = [ROOT / "lab" / "samples" / f"{name}.jsonl" for name in ("test2_trusted_publisher", "test3_user_store")]
"""Each holds a use that scores less than 80, which the drop before it raises to 97."""


@pytest.mark.skipif(not (BUILT_APP / "bin" / "codesignrisk.py").is_file(), reason="the app is not built")
@pytest.mark.parametrize("form", ["table", "timeline"])
@pytest.mark.parametrize(
    ("least", "shown", "said"),
    [
        (80, ["97", "97"], "left out by --min-score 80: 1 case, 6 steps of cases that are shown"),
        (97, ["97", "97"], "left out by --min-score 97: 1 case, 6 steps of cases that are shown"),
        (98, [], "no case reaches --min-score 98; the highest is 97: 3 cases left out"),
    ],
)
def test_cases_are_joined_before_the_lighter_ones_are_left_out(
    form: str, least: int, shown: list[str], said: str
) -> None:
    lines = lab(*SAMPLES, "--format", form, "--min-score", least).stdout.decode().splitlines()
    assert re.findall(r" (\d+) critical +WS-0142", "\n".join(lines)) == shown
    assert lines[-1] == said
    counts = ["3 cases  critical 2  high 0  medium 0  low 1  info 0"] if form == "table" else []
    assert [line for line in lines if re.match(r"\d+ cases ", line)] == counts


def test_an_unreadable_file_does_not_stop_the_others(app: Path, events: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.evtx"
    bad.write_text("no")
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"n": "5"}\n{')
    done = lab(bad, events, broken, "--app", app, "--format", "jsonl")
    assert done.returncode == 1
    assert done.stdout.count(b"\n") == 4
    assert done.stderr.decode().splitlines() == [
        f"{bad}: not of the kind that its name says (EVTX)",
        f"{broken}, line 2: not JSON: Expecting property name enclosed in double quotes at column 2",
        f"{events}: {NOTE}",
        f"{broken}: of 1 event: 1 of kinds that are not assessed (unknown shape with n: 1); 1 without a time; "
        "1 without a host; docs/exports.md says what is read, and how to export it",
    ]


def test_a_folder_is_walked_and_what_is_skipped_is_told(app: Path, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "b.jsonl").write_text('{"n": "70", "EventTime": "2025-06-03 12:00:00", "host": "b"}\n')
    (folder / "a.csv").write_text("n;_time;host\n71;2025-06-03 10:00:01;a\n")
    (folder / "readme.md").write_text("# these are logs\n")
    done = lab(folder, "--app", app, "--format", "timeline", "--timezone", "+02:00")
    assert done.stdout.decode().splitlines() == [
        "2025-06-03 08:00:01   71 high      a  unknown user  says 71",
        "2025-06-03 10:00:00   70 high      b  unknown user  says 70",
    ]
    skipped = f"{folder}/readme.md: skipped: not EVTX, XML, JSON, CSV, an audit log, syslog with Sysmon events"
    assert (done.returncode, skipped in done.stderr.decode()) == (0, True)


def test_evidence_in_a_form_that_is_not_read_is_a_problem_in_a_folder_too(app: Path, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "a.jsonl").write_text('{"n": "70"}\n')
    (folder / "picture.png").write_bytes(b"\x89PNG")
    assert lab(folder, "--app", app).returncode == 0
    (folder / "logs.zip").write_bytes(b"PK\x03\x04....")
    done = lab(folder, "--app", app)
    assert done.returncode == 1
    assert f"files with problems: {folder}/logs.zip" in done.stdout.decode()
    assert f"{folder}/logs.zip: this is a ZIP archive or an Excel file: unpack it" in done.stderr.decode()


def test_many_files_without_events_hide_no_note_of_those_with_events(app: Path, tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    for number in range(25):
        (folder / f"a{number:02}.png").write_bytes(b"\x89PNG")
        (folder / f"b{number:02}.csv").write_text("n;_time\n70;2025-06-03 10:00:01\n")
    told = lab(folder, "--app", app).stderr.decode().splitlines()
    of_events = [line for line in told if ".csv: " in line]
    assert len(of_events) == 25
    assert told[-21].endswith("a00.png: skipped: this is a picture")
    assert told[-1] == "5 more files skipped: of no kind that holds events"


NO_ALL_CLEAR = "no event was read, so nothing was looked at: this is no all-clear"


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (None, "No such file or directory"),
        ("", "holds no events"),
        ("some words\n", "line 1: not JSON"),
    ],
)
@pytest.mark.parametrize("form", ["table", "timeline", "csv", "jsonl", "timesketch", "html"])
def test_where_nothing_is_read_the_cause_comes_first_and_the_status_is_3(
    app: Path, tmp_path: Path, content: str | None, cause: str, form: str
) -> None:
    path = tmp_path / "events.jsonl"
    if content is not None:
        path.write_text(content)
    done = subprocess.run(
        [sys.executable, "-m", "lab", "scan", str(path), "--app", str(app), "--format", form],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
        check=False,
    )
    out = done.stdout.decode()
    assert done.returncode == 3
    assert cause in out.splitlines()[0] if form in ("table", "timeline", "html") else cause in out
    assert "o event was read, so nothing was looked at: this is no all-clear" in out
    assert "0 cases" not in out


def test_an_empty_folder_is_no_all_clear(app: Path, tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    done = lab(tmp_path / "logs", "--app", app)
    assert done.returncode == 3
    assert done.stderr.decode() == f"{tmp_path}/logs: skipped: a folder without files\n"
    assert done.stdout.decode() == f"{NO_ALL_CLEAR}\n"


def test_good_files_without_a_finding_end_in_0(app: Path, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"n": "0"}\n')
    assert lab(path, "--app", app).returncode == 0
    assert lab(path, "--app", app, "--min-score", 60).returncode == 0


@pytest.mark.parametrize("form", ["table", "timeline", "csv", "jsonl", "timesketch", "html"])
@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (("other", "other"), "vents of a kind that is assessed: 0 of 2, so this is no all-clear"),
        (("bare", "bare"), "vents that could be assessed in full: 0 of 2, so this is no all-clear"),
        (("bare", "other"), "vents that could be assessed in full: 0 of 2, so this is no all-clear"),
        (("process", "other"), ""),
        (("process", "bare"), ""),
        (("certutil", "bare"), ""),
    ],
)
def test_files_without_an_event_that_could_be_assessed_say_so_last(
    make_app: MakeApp, tmp_path: Path, form: str, kinds: tuple[str, str], said: str
) -> None:
    # `bare` is a start without its command line, `certutil` one that scores though not all of it could be read.
    scorer = SCORER.replace('"codesign_error"]', '"codesign_error", "codesign_event"]').replace(
        '"" if score else "no line"]',
        '"no line" if kind in ("bare", "certutil") else "", kind if kind == "other" else "process"]',
    )
    scorer = scorer.replace("score = int", 'kind = dict(zip(header, row))["CommandLine"]; score = int')
    path = tmp_path / "events.jsonl"
    rows = ({"n": "72" if kind == "certutil" else "0", "CommandLine": kind} for kind in kinds)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = lab(path, "--app", make_app(scorer), "--format", form)
    out = (done.stdout if form in ("table", "timeline", "html") else done.stderr).decode()
    last = out if form == "html" else out.splitlines()[-1]
    assert done.returncode == 0
    assert ("this is no all-clear" in out, said in last) == (bool(said), True)


def test_csv_holds_no_formula_and_steers_no_terminal(app: Path, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps({"n": "61", "CommandLine": "=cmd|'/c x'!A1\x1b[2J\u202e", "User": "@SUM(1)"}) + "\n")
    done = lab(path, "--app", app, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout.decode(), newline=""))
    assert (row["command_line"], row["user"]) == ("'=cmd|'/c x'!A1\\x1b[2J\\u202e", "'@SUM(1)")
    assert [char for char in done.stdout.decode() if not char.isprintable() and char != "\n"] == []


def test_output_goes_to_a_file(app: Path, events: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = lab(events, "--app", app, "--format", "jsonl", "--output", out)
    assert (done.returncode, done.stdout) == (0, b"")
    assert out.read_bytes().count(b"\n") == 3


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        ("out.html", [], "<!doctype html>"),
        ("out.HTM", [], "<!doctype html>"),
        ("out.csv", [], "datetime,host,"),
        ("out.jsonl", [], '{"n":"0"'),
        ("out.json", [], '{"n":"0"'),
        ("out.txt", [], "  1  72 high"),
        ("out", [], "  1  72 high"),
        ("out.csv", ["--format", "timesketch"], "datetime,timestamp_desc,"),
        ("out.html", ["--format", "table"], "  1  72 high"),
        ("out.2026-11-26", ["--format", "table"], "  1  72 high"),
    ],
)
def test_the_ending_of_the_output_says_its_format_where_no_option_does(
    app: Path, events: Path, tmp_path: Path, name: str, options: list[str], begins: str
) -> None:
    out = tmp_path / name
    lab(events, "--app", app, "--output", out, *options)
    assert out.read_text(encoding="utf-8").startswith(begins)


def test_a_report_beside_the_table_needs_one_run_and_tells_each_file_once(
    app: Path, events: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.html"
    done = lab(events, "--app", app, "--report", report)
    assert (done.returncode, done.stderr.decode()) == (0, f"{events}: {NOTE}\n")
    assert done.stdout == lab(events, "--app", app).stdout
    assert "says 72" in report.read_text(encoding="utf-8")
    same = tmp_path / "same.html"
    lab(events, "--app", app, "--format", "html", "--output", same)
    written = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC by")
    assert written.sub("", report.read_text(encoding="utf-8")) == written.sub("", same.read_text(encoding="utf-8"))


@pytest.mark.parametrize("option", ["--output", "--report"])
def test_output_never_overwrites_input(option: str, app: Path, events: Path) -> None:
    done = lab(events, "--app", app, option, events)
    assert (done.returncode, done.stderr.decode()) == (2, f"lab: {option} {events} is one of the files to read\n")
    assert events.read_bytes().count(b"\n") == 3


def test_what_a_scan_writes_into_a_folder_is_none_of_its_files(app: Path, events: Path) -> None:
    folder = events.parent / "logs"
    folder.mkdir()
    log, out = events.rename(folder / "a.jsonl"), folder / "out.jsonl"
    done = lab(folder, "--app", app, "--format", "jsonl", "--output", out, "--chunk-size", 1)
    assert (done.returncode, done.stderr.decode()) == (0, f"{log}: {NOTE}\n")
    assert out.read_bytes().count(b"\n") == 3
    done = lab(folder, "--app", app, "--output", out)
    assert (done.returncode, done.stderr.decode()) == (2, f"lab: --output {out} is one of the files to read\n")


def test_output_and_report_are_two_files(app: Path, events: Path, tmp_path: Path) -> None:
    path = tmp_path / "x"
    done = lab(events, "--app", app, "--output", path, "--report", path)
    assert (done.returncode, done.stderr.decode()) == (2, f"lab: --output and --report are one file, {path}\n")


ENDINGS = "table (.txt), html (.html .htm), csv (.csv), jsonl (.jsonl .json .ndjson)"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--min-score", "101"], "101 is not 0 to 100"),
        (["--min-score", "x"], "invalid number value: 'x'"),
        (["--chunk-size", "0"], "0 is not 1 or more"),
        (["--timezone", "Mars"], "Mars is no time zone: name one such as Europe/Berlin, +02:00 or UTC"),
        (["--encoding", "rot13"], "rot13 is no encoding that Python knows"),
        (["--output", "/no/such/dir/x"], "cannot write /no/such/dir/x: No such file or directory"),
        (["--report", "/no/such/dir/x"], "cannot write /no/such/dir/x: No such file or directory"),
        (["--output", "/no/a.pdf"], f"--output /no/a.pdf: no format has the ending .pdf: {ENDINGS}; or --format"),
        (["--output", "/no/a.csv.gz"], f"--output /no/a.csv.gz: no format has the ending .gz: {ENDINGS}; or --format"),
        (["--report", "/no/a.csv"], "--report /no/a.csv: a report is a page, .html"),
        (["--report", "/no/a.pdf"], "--report /no/a.pdf: a report is a page, .html"),
    ],
)
def test_usage_errors_end_in_2(app: Path, events: Path, args: list[str], words: str) -> None:
    done = lab(events, "--app", app, *args)
    assert done.returncode == 2
    assert words in done.stderr.decode()


def test_an_app_that_is_older_than_the_lab_ends_in_2(make_app: MakeApp, events: Path) -> None:
    app = make_app(SCORER)
    (app / "default").mkdir(exist_ok=True)
    (app / "default" / "macros.conf").write_text("[codesignrisk_old]\ndefinition = x\niseval = 0\n")
    done = lab(events, "--app", app)
    assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)
    assert f"is {app} of an older version? `make package` builds it anew" in done.stderr.decode()


def test_a_failing_command_ends_in_2(make_app: MakeApp, events: Path) -> None:
    done = lab(events, "--app", make_app("sys.exit('broken lookup')"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"standard error: broken lookup" in done.stderr


def test_an_app_that_is_not_built_ends_in_2(events: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", str(events), "--app", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "run `make package` first" in error


def test_a_reader_of_the_output_may_leave(app: Path, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text('{"n": "70", "pad": "%s"}\n' % ("x" * 100) * 20_000)
    command = f"'{sys.executable}' -m lab scan '{path}' --app '{app}' --format jsonl | head -n 1 | wc -l"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, timeout=120, check=True)
    assert (done.stdout.strip(), done.stderr) == (b"1", b"")


def test_the_timeline_has_what_scores_and_on_demand_all_without_command_lines(
    make_app: MakeApp, tmp_path: Path
) -> None:
    events = tmp_path / "events.jsonl"
    rows = [{"n": "0", "Image": "C:\\x\\a.exe", "CommandLine": "a.exe -p hunter2!"}, {"n": "62"}, {"n": "20"}]
    events.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    out, app = tmp_path / "out.txt", str(make_app(SCORER))

    def shown(*more: str) -> list[str]:
        assert main(["scan", "--format", "timeline", "--app", app, "--output", str(out), str(events), *more]) == 0
        assert "hunter2" not in out.read_text(encoding="utf-8")
        lines = out.read_text(encoding="utf-8").splitlines()
        return [line.split()[-1] for line in lines if not line.startswith("WARN")]

    assert shown() == ["62", "20", "why)"]  # the first could not be assessed
    assert shown("--min-score", "0") == ["C:\\x\\a.exe", "62", "20", "why)"]
