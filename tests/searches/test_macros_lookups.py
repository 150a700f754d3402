"""The macros that read the lookups, held against the command, which reads the same files."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest

from tests.searches.conftest import COLUMNS
from tests.searches.events import CERTUTIL, HOST, START, TEMP, start
from tests.searches.harness import Searches, table

LOCAL = "codesignrisk_allowlist_local.csv"
EVENTS = "`codesignrisk_live_findings` | `codesignrisk_tuning_events`"
PROBLEMS = "| inputlookup codesignrisk_indicators | `codesignrisk_lookup_problems`"
# The command compares dates with the clock.
NOW = time.time() - START

ALLOWLIST = f"""\
{COLUMNS}
# not read,,,,,,,,,,
good,h,,,,,,,why,me,2099-12-31
everything,*,,,** ,,,,why,me,
no-owner,h,,,,,,,why,,
no-reason,h,,,,,,, ,me,
not-a-date,h,,,,,,,why,me,soon
not-in-the-calendar,h,,,,,,,why,me,2099-02-30
american,h,,,,,,,why,me,12/31/2099
gone,h,,,,,,,why,me,2020-01-31
,h,,,,,,,why,me,
mended,h,,,,,,,why,,
mended,,,,,,,,,me,2099-12-31
worse,h,,,,,,,why,me,
WORSE,,,,,,,,,,never
typo,h,,,,,,add_to_stor_root,why,me,
stars,h,,,,,,ADD_to_*_root,why,me,
pasted,h,,,,,,,REVIEW: import_pfx,me,
short,a
thrice,h,,,,,,,why,me,
thrice,i
thrice,j
"""
INDICATORS = """\
indicator,kind,weight,technique,description,false_positives,source
# not read,x,y,,,,
export_key,,50,,,,
import_pfx,,-1,,,,
make_certificate,modifiers,10,,,,
convert_key,,101,,,,
repair_key,,a lot,,,,
parent_ours,context,9,,Our own,,
invented,action,9,,,,
half,,9,,,,
,action,9,,,,
"""
PARENTS = """\
image,class,description
patchpilot.exe,Management,Ours
winword.exe,desktop,
launcher.exe,ours,
cmd.exe,builds,
nothing.exe,,
,build,
*\\Agent.exe,build,
/opt/agent,,
"""


@pytest.fixture
def broken(own_app: Path) -> Path:
    """The app with tables in which much is wrong."""
    for name, text in (("allowlist", ALLOWLIST), ("indicators", INDICATORS), ("parents", PARENTS)):
        (own_app / "lookups" / f"codesignrisk_{name}_local.csv").write_text(text, encoding="utf-8")
    return own_app


def test_what_the_command_leaves_out_is_found_in_its_own_words(broken: Path):
    """The same tables through the packaged command and through the macro: the same files, rows and causes."""
    searches = Searches(broken)
    messages = [text for _, text in searches.run_text(EVENTS, [start(0, CERTUTIL, "x")], now=NOW).messages]
    # the command alone knows which names are near
    plain = [re.sub(r"; did you mean [^;]*\?", "", text) for text in messages]
    told = [text for text in plain if text.endswith(("; row left out", "; not applied"))]
    rows = searches.run_text(PROBLEMS, now=NOW).rows
    ending = {"left out": "; row left out", "not applied": "; not applied"}
    found = [
        f"codesignrisk: {row['file']} row {row['row']}: {row['cause']}{ending[row['effect']]}"
        for row in rows
        if row["effect"] in ending
    ]
    assert len(told) == 21
    assert [text for text in messages if "did you mean" in text] == [
        "codesignrisk: codesignrisk_parents_local.csv row 5: class 'builds' has no indicator parent_builds; "
        "did you mean build?; row left out",
        f"codesignrisk: {LOCAL} row 16: no indicator is called 'add_to_stor_root': it hides nothing; "
        "did you mean add_to_store_root or add_to_store_authroot?",
    ]
    assert sorted(found) == sorted(told)
    same_key = [text for text in plain if "has the same key" in text]
    assert same_key == [
        f"codesignrisk: {row['file']} row {row['row']}: {row['cause']}" for row in rows if row["effect"] == "in part"
    ]
    assert len(same_key) == 4


def test_rows_that_are_read_and_do_not_do_what_they_seem_to(broken: Path):
    rows = table(Searches(broken).run_text(PROBLEMS, now=NOW), "file row effect cause")
    again = "row {} has the same key: its cells stand over those of this one"
    assert [row for row in rows if row[2] in ("applied", "in part")] == [
        (LOCAL, 12, "in part", again.format(13)),
        (LOCAL, 14, "in part", again.format(15)),
        (LOCAL, 16, "applied", "no indicator is called 'add_to_stor_root': it hides nothing"),
        (LOCAL, 18, "applied", "its reason still says REVIEW"),
        (LOCAL, 20, "in part", again.format(22)),
        (LOCAL, 21, "in part", again.format(22)),
        ("codesignrisk_indicators_local.csv", 9, "applied", "no such indicator is shipped: nothing ever finds it"),
    ]


def test_the_shipped_tables_are_in_order(searches: Searches):
    result = searches.run_text(PROBLEMS, now=NOW)
    assert result.rows == []
    # three twins that are not there
    assert [severity for severity, _ in result.messages] == ["WARN"] * 3


def test_indicators_in_force_are_those_of_the_command(broken: Path):
    from codesignrisk_core import settings

    result = Searches(broken).run_text(f"{EVENTS} | `codesignrisk_indicators_in_force`", now=NOW)
    known = settings.load(broken / "lookups", shipped=broken / "lookups").indicators
    assert {row["indicator"]: (row["kind"], int(row["weight"])) for row in result.rows} == {
        name: (indicator.kind, indicator.weight) for name, indicator in known.items()
    }
    yours = [row for row in table(result, "indicator weight shipped whose") if row[3] == "yours"]
    assert sorted(yours) == [
        ("export_key", 50, 42, "yours"),
        ("invented", 9, None, "yours"),
        ("parent_ours", 9, None, "yours"),
    ]


def test_indicators_are_counted(searches: Searches):
    line = f"certutil -addstore root {TEMP}x.cer"
    events = [start(0, CERTUTIL, line), start(60, CERTUTIL, line, pid=2), start(90, CERTUTIL, line, host="ws-2")]
    result = searches.run_text(f"{EVENTS} | `codesignrisk_indicators_in_force`", events)
    found = [row for row in table(result, "indicator findings hosts weight kind whose") if row[1]]
    assert found == [
        ("add_to_store_root", 3, 2, 45, "action", "shipped"),
        ("input_user_writable", 3, 2, 12, "modifier", "shipped"),
        ("parent_shell", 3, 2, 5, "context", "shipped"),
    ]


def test_parents_in_force_are_those_of_the_command(broken: Path):
    from codesignrisk_core import settings

    result = Searches(broken).run_text(f"{EVENTS} | `codesignrisk_parents_in_force`", now=NOW)
    classes = settings.load(broken / "lookups").parents
    programs = {row["class"]: row["programs"].split(", ") for row in result.rows if "place" not in row["programs"]}
    found = {program: name for name, held in programs.items() for program in held if "*" not in program}
    assert found == classes
    yours = {name: (own, weight) for name, own, weight in table(result, "class yours weight") if own}
    assert yours == {"management": ("patchpilot.exe", 25), "desktop": ("winword.exe", 2), "ours": ("launcher.exe", 9)}


def test_parents_are_counted(searches: Searches):
    line = f"certutil -addstore root {TEMP}x.cer"
    result = searches.run_text(f"{EVENTS} | `codesignrisk_parents_in_force`", [start(0, CERTUTIL, line)])
    assert table(result, "class findings hosts weight kind")[:2] == [
        ("shell", 1, 1, 5, "context"),
        ("fake_tool", 0, 0, 45, "context"),
    ]
    assert [row["programs"] for row in result.rows if row["class"] == "user_writable"] == [
        "goes by the place of the program, not by its name"
    ]


# The allowlist


STATES = {
    "2025-06-02": ("expired", -1),
    "2025-06-03": ("expires soon", 0),
    "2025-07-03": ("expires soon", 30),
    "2025-07-04": ("in force", 31),
    "2025-06-31": ("not a date", None),
    "20250704": ("not a date", None),
    "": ("never expires", None),
}


@pytest.mark.parametrize(("expires", "state"), STATES.items())
def test_expiry(searches: Searches, expires: str, state: tuple[Any, ...]):
    result = searches.run_text(f'| makeresults | eval expires="{expires}" | `codesignrisk_expiry`')
    assert table(result, "state days") == [state]


def test_rows_are_told_with_what_they_hide(own_app: Path):
    rows = [
        f"unused,{HOST},,,,,,import_pfx,Imports,me,2099-12-31",
        f"broken,{HOST},,,,,,export_key,Exports,,2099-12-31",
        f"one,{HOST},,,,,,add_to_store_root,Roots,me,",
        "other,ws-9,,,,,,add_to_store_root,roots,me,2099-12-31",
        f"typo,{HOST},,,,,,add_to_stor_root,Root,me,2025-06-20",
        f"gone,{HOST},,,,,,add_to_stor_root,Former roots,me,2025-05-01",
        f"stars,{HOST},,,,,,Import_*,Stars,me,2099-12-31",
    ]
    (own_app / "lookups" / "codesignrisk_allowlist_local.csv").write_text(
        "\n".join([COLUMNS, *rows, ""]), encoding="utf-8"
    )
    events = [start(n, CERTUTIL, f"certutil -addstore root {TEMP}x.cer", pid=n) for n in (10, 70)]
    result = Searches(own_app).run_text(f"{EVENTS} | `codesignrisk_allowlist_use`", events)
    # rows with the same reason are counted together
    assert table(result, "rule_id state hidden last days row whose") == [
        ("typo", "hides nothing: no indicator is called 'add_to_stor_root'", 0, None, 17, 6, "yours"),
        ("broken", "left out: rule 'broken' has no reason or no owner", 0, None, None, 3, "yours"),
        ("gone", "expired", 0, None, -33, 7, "yours"),
        ("stars", "in force", 0, None, None, 8, "yours"),
        ("unused", "in force", 0, None, None, 2, "yours"),
        ("one", "never expires", 2, f"{START + 70}.000", None, 4, "yours"),
        ("other", "in force", 2, f"{START + 70}.000", None, 5, "yours"),
    ]


# What the nodes say


def test_what_nodes_say_alike_is_one_row(searches: Searches):
    told = "x.csv row 3: 'class' of 'x.exe' is empty; row left out"
    head = '| makeresults | eval role="indexer", version="0.1.0", python="3.9.18", sdk="2.1.1"'
    nodes = [
        f'{head}, node="idx-01", state="problem", problems="{told}", notes="old"',
        f'{head}, node="idx-02", state="problem", problems="{told}", version="0.0.9"',
        f'{head}, node="idx-03", state="in order"',
    ]
    text = nodes[0] + "".join(f" | append [{node}]" for node in nodes[1:])
    assert table(searches.run_text(f"{text} | `codesignrisk_nodes`"), "said nodes node version") == [
        (told, 2, ["idx-01", "idx-02"], ["0.0.9", "0.1.0"]),
        ("old", 1, "idx-01", "0.1.0"),
        ("in order", 1, "idx-03", "0.1.0"),
    ]
