"""The engine: errors that point, the packaged command, anything at all as a search."""

from __future__ import annotations

import json
import string
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lab.paths import BUILT_APP, ROOT
from lab.spl import SplError, check, post_process, run
from lab.spl.aggregates import AGGREGATES
from lab.spl.commands import COMMANDS, REFUSED
from lab.spl.functions import FUNCTIONS

EVENTS = [{"_time": "1", "host": "h", "mv": ["a", "b"], "n": "5"}, {"_time": "2", "host": "g"}]
SIGNS = (
    "| = ( ) , * [ ] < != - . + ` ``` ' \" 'n' 5 1h `x` span BY AS OUTPUT OR AND NOT IN host mv n _time count".split()
)
WORDS = sorted([*COMMANDS, *FUNCTIONS, *AGGREGATES, *REFUSED, *SIGNS])


@pytest.mark.parametrize(
    ("search", "rows"),
    [
        ("| stats count BY host", [{"host": "g", "count": "1"}, {"host": "h", "count": "1"}]),
        ("stats count", [{"count": "2"}]),
        ("search host=h | fields n", [{"_time": "1", "n": "5"}]),
        ('where n="5" | mvexpand mv | table mv', [{"mv": "a"}, {"mv": "b"}]),
        ("| timechart span=1d count", [{"_time": "0", "count": "2"}, {"_time": "86400", "count": "0"}]),
    ],
)
def test_results_are_searched_further(search: str, rows: list[dict[str, str]]) -> None:
    base = run("index=*", EVENTS, now=0, app=Path("none"))
    assert post_process(search, base, now=0, app=Path("none"), earliest=0, latest=172_800).rows == rows
    assert base.rows[0].get("mv", base.rows[1].get("mv")) == ["a", "b"]


@pytest.mark.parametrize("search", ["| makeresults", "host=h", "", "| nonsense"])
def test_results_are_not_searched_by_what_makes_rows_or_is_none(search: str) -> None:
    base = run("index=*", EVENTS, now=0, app=Path("none"))
    with pytest.raises(SplError):
        post_process(search, base, now=0, app=Path("none"))


def test_an_error_shows_the_place() -> None:
    with pytest.raises(SplError) as caught:
        run("index=* | eval x=foo(host)", EVENTS, now=0, app=Path("none"))
    assert str(caught.value) == 'unknown eval function "foo" (at 17: index=* | eval x=>>>foo(host))'
    assert caught.value.position == 17


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_words_run_or_are_refused(search: str) -> None:
    runs_or_is_refused(search)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=string.printable + "äß\u2028", max_size=40))
def test_any_text_runs_or_is_refused(search: str) -> None:
    runs_or_is_refused(search)
    runs_or_is_refused(f"* | eval x={search}")


@pytest.mark.parametrize(
    "search",
    [
        "(" * 5000 + "a",
        "* | eval x=" + "(" * 5000,
        "* | where " + "NOT " * 5000 + "a=1",
        "* | eval x=1" + "+1" * 5000,
        "* | append " + "[append " * 2000 + "]" * 2000,
    ],
)
def test_nesting_without_end_is_refused(search: str) -> None:
    runs_or_is_refused(search)


def runs_or_is_refused(search: str) -> None:
    try:
        run(search, EVENTS, now=1_750_000_000, app=Path("none"))
    except SplError as error:
        assert error.reason  # noqa: PT017 - either outcome is right


def test_a_custom_command_runs_over_pipes(make_app: Callable[[str], Path]) -> None:
    app = make_app(
        """
read(); write({"type": "streaming", "inspector": {"messages": [["WARN", "said once"]]}})
while True:
    meta, body = read()
    table_rows = rows(body)
    out = [row + (["args", "empty"] if not i else ["1", ""]) for i, row in enumerate(table_rows)]
    write({"finished": meta["finished"]}, table(out) if len(out) > 1 else "")
    if meta["finished"]:
        break
"""
    )
    (app / "default").mkdir()
    (app / "default" / "commands.conf").write_text("[codesignrisk]\nfilename = codesignrisk.py\nchunked = true\n")
    search = 'host=h | fields host | codesignrisk min_score=5 | eval x=if(isnull(empty), "null", "not")'
    result = run(search, EVENTS, now=0, app=app)
    # On the wire empty and missing look the same: an empty output field is null.
    assert result.rows == [{"_time": "1", "host": "h", "args": "1", "x": "null"}]
    assert result.messages == [("WARN", "said once")]


@pytest.mark.parametrize(
    ("words", "args", "raw"),
    [
        ("min_score=5  raw=t", ["min_score=5", "raw=t"], ["min_score=5", "raw=t"]),
        ('sensors="defender,ecs" raw="t"', ["sensors=defender,ecs", "raw=t"], ['sensors="defender,ecs"', 'raw="t"']),
        ('sensors="defender, ecs"', ["sensors=defender, ecs"], ['sensors="defender, ecs"']),
        (r'a="\"\\" "b c"', ['a="\\', "b c"], [r'a="\"\\"', '"b c"']),
    ],
)
def test_a_custom_command_gets_its_words_without_quotes_and_raw(
    make_app: Callable[[str], Path], words: str, args: list[str], raw: list[str]
) -> None:
    app = make_app(
        """
info = read()[0]["searchinfo"]; write({"type": "streaming"})
meta, body = read()
told = json.dumps([info["args"], info["raw_args"]])
write({"finished": True}, table([row + (["told"] if not i else [told]) for i, row in enumerate(rows(body))]))
"""
    )
    (app / "default").mkdir()
    (app / "default" / "commands.conf").write_text("[codesignrisk]\nfilename = codesignrisk.py\nchunked = true\n")
    [row] = run(f"host=h | fields host | codesignrisk {words} | table told", EVENTS, now=0, app=app).rows
    assert json.loads(str(row["told"])) == [args, raw]


@pytest.mark.skipif(not BUILT_APP.is_dir(), reason="the app is not built")
def test_the_packaged_command() -> None:
    event = {
        "_time": "1",
        "host": "h",
        "EventCode": "1",
        "source": "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational",
        "Image": r"C:\Windows\System32\certutil.exe",
        "CommandLine": r"certutil -addstore root C:\Temp\r.cer",
    }
    search = "index=* | codesignrisk min_score=20 | table host codesign_action TrustedStoreTarget"
    assert run(search, [event, EVENTS[0]], now=0).rows == [
        {"host": "h", "codesign_action": "add_to_store", "TrustedStoreTarget": "1"}
    ]
    asked = 'index=* | codesignrisk sensors="defender,ecs" min_score="20" | table host'
    assert run(asked, [event, EVENTS[0]], now=0).rows == [{"host": "h"}]
    with pytest.raises(SplError, match="min_score"):
        run("index=* | codesignrisk min_score=x", [event], now=0)


def test_a_broken_conf_is_an_error(make_splunk_app: Callable[..., Path]) -> None:
    with pytest.raises(SplError, match="neither a stanza, a setting nor a comment"):
        check("*", app=make_splunk_app(macros="what is this"))


def test_a_hundred_thousand_events_in_seconds() -> None:
    events = [{"_time": str(n), "host": f"h{n % 100}", "v": str(n)} for n in range(100_000)]
    started = time.monotonic()
    rows = run(
        'host=h* | eval k=lower(host)."x" | streamstats count AS n BY k | eventstats max(n) AS top BY k '
        "| sort 0 - v | stats count sum(v) AS s first(top) AS top BY k | sort 0 k | head 1",
        events,
        now=0,
        app=ROOT,
    ).rows
    assert rows == [{"k": "h0x", "count": "1000", "s": "49950000", "top": "1000"}]
    assert time.monotonic() - started < 60
