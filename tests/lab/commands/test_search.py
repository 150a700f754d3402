"""`python -m lab search`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lab.__main__ import main
from lab.paths import ROOT

SAMPLE = str(ROOT / "lab" / "samples" / "test1_self_signed.jsonl")


@pytest.fixture
def events(tmp_path: Path) -> str:
    path = tmp_path / "events.jsonl"
    rows = [{"_time": "100", "host": "a", "n": "1"}, {"_time": "200", "host": "b\x1b", "m": ["x", "y"]}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def test_formats(events: str, capsys: pytest.CaptureFixture[str]) -> None:
    search = ["search", "* | table host m n _time", "--events", events, "--format"]
    assert main([*search, "jsonl"]) == 0
    assert capsys.readouterr().out == (
        '{"host":"b\\u001b","m":["x","y"],"_time":"200"}\n{"host":"a","n":"1","_time":"100"}\n'
    )
    assert main([*search, "csv"]) == 0
    assert capsys.readouterr().out == 'host,m,n,_time\nb\\x1b,"x\ny",,200\na,,1,100\n'
    assert main([*search, "table"]) == 0
    out = capsys.readouterr().out
    assert r"b\x1b" in out
    assert "1970-01-01 00:03:20" in out
    assert "2 rows" in out


def test_time_range(events: str, capsys: pytest.CaptureFixture[str]) -> None:
    search = ["search", "* | table host", "--events", events, "--format", "jsonl"]
    assert main([*search, "--now", "1970-01-01T00:03:30", "--earliest=-60s"]) == 0
    assert capsys.readouterr().out == '{"host":"b\\u001b"}\n'
    assert main([*search, "--latest", "150"]) == 0
    assert capsys.readouterr().out == '{"host":"a"}\n'


def test_a_log_and_an_export_of_it_count_once_and_it_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    samples = ROOT / "tests" / "lab" / "readers" / "samples"
    log, export = samples / "evtxecmd.csv", samples / "winlogbeat.ndjson"
    search = ["search", "* | stats count by host", "--format", "jsonl", "--now", "2025-06-04", "--earliest", "0"]
    counts = []
    for names in ([log], [log, export]):
        assert main([*search, "--events", *map(str, names)]) == 0
        counts.append(capsys.readouterr())
    assert counts[0].out == counts[1].out
    assert "4 records: came twice, in two files, and count once\n" in counts[1].err


def test_a_relative_time_may_stand_apart_from_its_option(events: str, capsys: pytest.CaptureFixture[str]) -> None:
    search = ["search", "* | table host", "--events", events, "--format", "jsonl", "--now", "210"]
    assert main([*search, "--earliest", "-60s"]) == 0
    assert capsys.readouterr().out == '{"host":"b\\u001b"}\n'


DROP_THEN_USE = '| savedsearch "Code Signing Risk - Certificate Drop Then Use"'
HIGH_SCORE = '| savedsearch "Code Signing Risk - High Score Process"'
RENAMED = '| savedsearch "Code Signing Risk - Hunt Renamed Tools"'
FIRST_SIGNING = '| savedsearch "Code Signing Risk - Hunt First Signing"'
BOTH = "of 2 events, from 1970-01-01, 2 lie"
BEFORE = f"{BOTH} before the search's range 1970-01-01 "
NOW = ": --now sets the time of the search"
NEWEST = f"{NOW}, --now end that of the newest event"
ALL = ", --earliest 0 takes all events"


@pytest.mark.parametrize(
    ("search", "options", "said"),
    [
        ("*", ["--earliest", "300"], f"{BEFORE}00:05:00 to the end{NOW}{ALL}"),
        ("*", ["--earliest=-1h", "--now", "7200"], f"{BEFORE}01:00:00 to the end{NOW}{ALL}"),
        # the end, as the user gave it
        (
            "*",
            ["--latest", "50"],
            f"{BOTH} after the search's range the beginning to 1970-01-01 00:00:50, by --latest 50",
        ),
        (
            "*",
            ["--earliest", "0", "--latest=-1h", "--now", "3650"],
            f"{BOTH} after the search's range 1970-01-01 00:00:00 to 1970-01-01 00:00:50, by --latest -1h{NEWEST}",
        ),
        # what the text of a search says goes before the options
        (
            "* earliest=-1h",
            ["--now", "7200", "--earliest", "0"],
            f"{BEFORE}01:00:00 to 1970-01-01 02:00:00, by earliest=-1h in its text{NEWEST}",
        ),
        (
            "* earliest=300 latest=400",
            [],
            f"{BEFORE}00:05:00 to 1970-01-01 00:06:40, by earliest=300 latest=400 in its text",
        ),
        # a schedule's times, of events and of the index
        (
            HIGH_SCORE,
            ["--now", "1970-01-05T00:00:00Z"],
            f"{BOTH} before the search's range 1970-01-04 23:40:00 to "
            f"1970-01-04 23:55:00, which its schedule takes{NOW}{ALL}",
        ),
        (
            RENAMED,
            ["--now", "7200"],
            f"{BOTH} after the search's range 1969-12-31 00:00:00 to 1970-01-01 00:00:00{NOW}{ALL}",
        ),
        # only what is new
        (
            DROP_THEN_USE,
            ["--now", "1970-01-01T12:00:00Z"],
            f"{BEFORE}10:45:00 to 1970-01-01 11:55:00, which it tells as new{NEWEST}",
        ),
        (
            DROP_THEN_USE,
            ["--now", "1970-01-01T12:00:00Z", "--earliest", "0"],
            f"{BEFORE}10:50:00 to the end, which it tells as new{NEWEST}",
        ),
        (
            FIRST_SIGNING,
            ["--now", "1970-01-03", "--earliest", "0"],
            f"{BOTH} before the search's range 1970-01-02 00:00:00 to the end, which it tells as new{NEWEST}",
        ),
        (
            FIRST_SIGNING,
            ["--now", "end"],
            f"{BOTH} after the search's range 1969-12-31 00:00:00 to 1970-01-01 00:00:00, which it tells as new{NOW}"
            ", --earliest 0 leaves its end open",
        ),
        # nothing is outside
        ("* earliest=0 | where n=0 | `codesignrisk_new(600)`", ["--now", "end"], ""),
        (DROP_THEN_USE, ["--now", "end"], ""),
        (FIRST_SIGNING, ["--now", "end", "--earliest", "0"], ""),
        (RENAMED, ["--now", "7200", "--earliest", "0"], ""),
        (HIGH_SCORE, ["--now", "0", "--earliest", "0"], ""),
        ("nothing", [], ""),
        ("nothing", ["--earliest", "0"], ""),
    ],
)
def test_a_search_beside_the_events_says_where_they_are(
    events: str, capsys: pytest.CaptureFixture[str], search: str, options: list[str], said: str
) -> None:
    # neither of the events is one that these searches ask for
    assert main(["search", search, "--events", events, *options]) == 0
    out, err = capsys.readouterr()
    assert out == "0 rows\n"
    assert [line for line in err.splitlines() if "docs/exports.md" not in line] == ([said] if said else [])


def test_what_lies_outside_is_told_beside_rows_too(events: str, capsys: pytest.CaptureFixture[str]) -> None:
    def told(*options: str) -> tuple[str, str]:
        assert main(["search", "* | table host", "--events", events, "--format", "jsonl", *options]) == 0
        out, err = capsys.readouterr()
        return out, err.splitlines()[-1]

    one = "of 2 events, from 1970-01-01, 1 lies"
    assert told("--earliest", "150") == (
        '{"host":"b\\u001b"}\n',
        f"{one} before the search's range 1970-01-01 00:02:30 to the end{NOW}{ALL}",
    )
    assert told("--latest", "200") == (
        '{"host":"a"}\n',
        f"{one} after the search's range the beginning to 1970-01-01 00:03:20, by --latest 200",
    )


def test_what_scores_and_has_no_time_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "defender.csv"
    path.write_text(
        "Timestamp,DeviceName,ActionType,FileName,ProcessCommandLine\n"
        "03/06/2025 10:00,ws-0,ProcessCreated,certutil.exe,certutil -addstore root x.cer\n"
    )
    assert main(["search", HIGH_SCORE, "--events", str(path), "--now", "end"]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == (
        "lab: 1 event without a time scores up to 45, and no page and no search over a time range shows it: see scan"
    )


def test_without_rows_it_is_told_what_the_allowlist_hides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = "rule_id,host,user,image,command_line,parent_image,cert_file,indicator,reason,owner,expires"
    (tmp_path / "codesignrisk_allowlist_local.csv").write_text(f"{header}\nall,,,,*signtool*,,,,known,PKI,\n")
    search = [
        "search",
        "Image=*signtool.exe | codesignrisk min_score=20",
        "--events",
        SAMPLE,
        "--lookups",
        str(tmp_path),
    ]
    assert main([*search, "--format", "csv"]) == 0
    said = "hidden by the allowlist (score 0): codesignrisk allowlist=f shows them"
    assert said in capsys.readouterr().err
    search[1] = "* | codesignrisk | head 1"
    assert main(search) == 0
    assert said not in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--now", "end"]])
def test_all_events_are_those_after_the_end_of_a_schedule_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """A hunt ends with yesterday, and `--earliest 0` opens that end as well, also for events ahead of the clock."""
    source = "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational"
    start = {
        "EventCode": "1",
        "source": source,
        "Image": "C:\\w\\certutil.exe",
        "CommandLine": "certutil -addstore root x.cer",
    }
    times = {"past": "2025-06-02T23:00:00Z", "ahead": "2099-06-03T09:00:00Z"}
    path = tmp_path / "events.jsonl"
    path.write_text("".join(json.dumps({**start, "host": host, "_time": time}) + "\n" for host, time in times.items()))
    hunt = '| savedsearch "Code Signing Risk - Hunt Trust Store Changes" | table dest'
    search = ["search", hunt, "--events", str(path), "--format", "jsonl", "--earliest", "0", *options]
    assert main(search) == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {"dest": ["ahead", "past"]}
    assert "range" not in err


def test_at_the_end_of_the_events_an_alert_tells_what_it_would_have_told_then(
    capsys: pytest.CaptureFixture[str],
) -> None:
    search = ["search", f"{DROP_THEN_USE} | table codesign_score", "--events", SAMPLE, "--format", "jsonl"]
    assert main(search) == 0
    assert capsys.readouterr().out == ""
    assert main([*search, "--now", "end"]) == 0
    assert capsys.readouterr().out == '{"codesign_score":"100"}\n'


def test_what_goes_wrong(events: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "* | foo", "--events", events]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"{events}: of 2 events: 2 of kinds that are not assessed (unknown shape with n: 1, unknown shape with m: 1); "
        "docs/exports.md says what is read, and how to export it",
        'lab: unknown command "foo" (at 4: * | >>>foo)',
    ]
    assert main(["search", "*", "--now", "soon"]) == 2
    assert "is not a relative time" in capsys.readouterr().err
    assert main(["search", "* | stats count", "--events", events, "no-such-file", "--format", "csv"]) == 1
    assert capsys.readouterr().out == "count\n2\n"


def test_where_nothing_is_read_a_count_of_0_is_no_all_clear(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "* | stats count", "--events", "no-such-file", "--format", "csv"]) == 3
    out, err = capsys.readouterr()
    assert (out, err) == (
        "count\n0\n",
        "no-such-file: No such file or directory\n"
        "lab: no event was read, so nothing was looked at: this is no all-clear\n",
    )


@pytest.mark.parametrize(
    ("search", "told"),
    [(DROP_THEN_USE, True), ("* | stats count", True), ("| makeresults", False)],
)
def test_a_search_of_events_without_any_says_so(capsys: pytest.CaptureFixture[str], search: str, told: bool) -> None:
    assert main(["search", search]) == 0
    said = "lab: no --events: the search looked at nothing, so this is no all-clear\n"
    assert capsys.readouterr().err == (said if told else "")


def test_messages_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "| inputlookup no_such.csv", "--format", "csv"]) == 0
    assert capsys.readouterr().err == "WARN: inputlookup: the lookup file no_such.csv does not exist\n"


def test_help_says_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["search", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    assert "is a test instrument, not a product" in text
    assert "claims no compatibility with Splunk" in text


@pytest.mark.parametrize(
    ("events", "index", "kept"),
    [
        (
            SAMPLE,
            "the macro codesignrisk_index is index=*; the events are in index=main",
            "Keep Findings runs on a schedule; 6 events are kept, the newest of 2025-06-03 09:14:15 UTC",
        ),
        (
            "",
            "the macro codesignrisk_index is index=*, and no events that the app reads were found in this time range",
            "Keep Findings runs on a schedule; no finding was kept in this time range",
        ),
    ],
)
def test_the_steps_of_the_setup_say_what_is_true_in_the_lab(
    capsys: pytest.CaptureFixture[str], events: str, index: str, kept: str
) -> None:
    search = ["search", "| `codesignrisk_steps`", "--format", "jsonl", "--earliest", "0"]
    assert main([*search, "--events", events] if events else search) == 0
    steps = {row["step"]: (row["state"], row["what"]) for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert steps["1 Name your indexes"] == ("to do", index)
    assert steps["5 Keep findings"] == ("done", kept)


def test_kept_findings_are_counted_without_hosts_as_all_come_from_the_search_head(
    capsys: pytest.CaptureFixture[str],
) -> None:
    search = "| `codesignrisk_sources` | where events>0 | table log events hosts"
    assert main(["search", search, "--events", SAMPLE, "--format", "jsonl", "--earliest", "0"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == '{"log":"Kept findings","events":"6"}'


@pytest.mark.parametrize(
    ("name", "near"),
    [
        (
            "Certificate Drop",
            '; did you mean "Code Signing Risk - Certificate Drop" or "Code Signing Risk - Certificate Drop Then Use"?',
        ),
        ("Code Signing Risk - High Score Proces", '; did you mean "Code Signing Risk - High Score Process"?'),
        ("nothing like it", ""),
    ],
)
def test_a_saved_search_that_is_not_there_is_told_with_those_near(
    capsys: pytest.CaptureFixture[str], name: str, near: str
) -> None:
    """The most usual slip is to leave the app's name out."""
    assert main(["search", f'| savedsearch "{name}"']) == 2
    assert capsys.readouterr().err.startswith(f'lab: savedsearch: unknown saved search "{name}"{near} (at ')
