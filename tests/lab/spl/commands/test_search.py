"""The search command: which events a search expression finds."""

from __future__ import annotations

from typing import Any

import pytest

EVENTS: list[dict[str, Any]] = [
    {"id": "a", "host": "WEB1", "status": "200", "user": "ann", "path": r"C:\Windows\Temp\a.pfx"},
    {"id": "b", "host": "web2", "status": "404", "path": r"C:\Users\b.PFX", "tags": ["x", "yy"]},
    {
        "id": "c",
        "host": "db1",
        "status": "41",
        "user": "bob smith",
        "path": "c.txt",
        "_raw": "start 4688 done, x=EventID",
    },
    {"id": "d", "host": "db1", "status": "none", "user": "cy", "_raw": "<EventID>1</EventID> 14688 access denied"},
]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        # SR search: values are case-insensitive, names are not; a wildcard stands for any characters, none included.
        ("host=web1", "a"),
        ("HOST=web1", ""),
        ("host=WEB*", "ab"),
        ("host=*b1", "acd"),
        ("host=w*b*2", "b"),
        ('path="*\\\\Temp\\\\*"', "a"),
        ("path=*\\\\Temp\\\\*", "a"),
        ("path=*.pfx", "ab"),
        ('user="bob smith"', "c"),
        # SR search, "Comparison expression options": = and != need the field, NOT does not.
        ("user!=ann", "cd"),
        ("NOT user=ann", "bcd"),
        ("user=*", "acd"),
        ("NOT user=*", "b"),
        # Numbers are compared as numbers; what is no number, as text.
        ("status>100", "abd"),
        ("status<=200", "ac"),
        ("status>=404 status<500", "b"),
        # SR search: IN.
        ("host IN (db1, web2)", "bcd"),
        ('status IN ("20*", 404)', "ab"),
        ("NOT host IN (db1 web2)", "a"),
        # SM "Boolean expressions": OR before AND, NOT first, AND implied.
        ("host=db1 status=41 OR status=none user=cy", "d"),
        ("(host=db1 status=41) OR user=ann", "ac"),
        ("host=db1 AND NOT status=41", "d"),
        ("NOT (host=db1 OR user=ann)", "b"),
        # One value of several is enough.
        ("tags=yy", "b"),
        ("tags=y*", "b"),
        # SM "Event segmentation": a term is found between breakers, in any case.
        ("4688", "c"),
        ("46*", "c"),
        ("*4688", "cd"),
        ("eventid", "cd"),
        ('"<EventID>1</EventID>"', "d"),
        ('"access denied"', "d"),
        ('"access den"', ""),
        ("access DENIED", "d"),
        ("TERM(4688)", "c"),
        ("TERM(x=EventID)", "c"),
        ("TERM(EventID)", "d"),
        # Without _raw: the lines name=value, so that names are found as in the XML of an event.
        ("ann", "a"),
        ("status 404", "b"),
        ("*", "abcd"),
        ("index=*", "abcd"),
        ("index=main", "abcd"),
        ("index=other", ""),
        ("AND=1", ""),
    ],
)
def test_finds(spl: Any, search: str, found: str) -> None:
    assert "".join(row["id"] for row in spl(search, EVENTS)) == found


def test_what_stands_beside_the_text_is_no_term(spl: Any) -> None:
    event = {
        "id": "e",
        "_time": "1",
        "host": "db2",
        "source": "file.log",
        "sourcetype": "st",
        "_key": "k",
        "image": "x",
    }
    found = {word for word in ("source", "db2", "st", "time", "k", "image") if spl(word, [event])}
    assert found == {"image"}
    assert spl("host=db2 source=file.log", [event])


def test_a_later_search_filters(spl: Any) -> None:
    # Only the events of an index have the field index without showing it.
    assert spl("* | eval n=1 | search host=db1 n=1 | fields id", EVENTS) == [
        {"id": "c", "_raw": EVENTS[2]["_raw"]},
        {"id": "d", "_raw": EVENTS[3]["_raw"]},
    ]
    assert spl("* | search index=main", EVENTS) == []


@pytest.mark.parametrize(
    ("search", "found"),
    [
        # SR "Time modifiers": earliest is included, latest is not; events come newest first.
        ("earliest=1749999940 latest=1750000000", ["1749999970", "1749999940"]),
        ("earliest=-1m", ["1749999970", "1749999940"]),
        ("earliest=-1m latest=+1m", ["1750000000", "1749999970", "1749999940"]),
        ("(earliest=-30s latest=now)", ["1749999970"]),
        ("earliest=06/15/2025:15:06:00", ["1749999970"]),
        ("*", ["1750000000", "1749999970", "1749999940", "1749990000"]),
    ],
)
def test_time_range(spl: Any, search: str, found: list[str]) -> None:
    events = [{"_time": time} for time in ("1749990000", "1749999940", "1749999970", "1750000000")]
    assert [row["_time"] for row in spl(search, events)] == found


def test_the_range_of_the_search_goes_before_that_of_the_run(spl: Any) -> None:
    events = [{"_time": "100"}, {"_time": "200"}]
    assert spl("*", events, earliest=150) == [{"_time": "200"}]
    assert spl("*", events, latest="150") == [{"_time": "100"}]
    assert len(spl("earliest=50", events, earliest=150)) == 2


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ('[| makeresults | eval search="id=a OR id=b" | table search]', "ab"),
        ('host=db1 [| makeresults | eval search="status=41 OR user=ann" | table search]', "c"),
        ('NOT [| makeresults | eval search="host=db1" | table search]', "ab"),
        ('[| makeresults | eval search="*" | table search] id=d', "d"),
    ],
)
def test_a_subsearch_stands_for_the_terms_that_it_gives(spl: Any, search: str, found: str) -> None:
    # Search Reference, format: the value of a field named search, in parentheses
    assert "".join(sorted(str(row["id"]) for row in spl(search, EVENTS))) == found


def test_a_subsearch_can_give_the_time_range(spl: Any) -> None:
    """It sees the range of the run, not the one that it gives."""
    events = [{"_time": str(time)} for time in (100, 150, 200, 250)]
    search = """[| makeresults | addinfo
        | eval search="earliest=".floor(info_min_time-50)." latest=".floor(info_max_time-50) | table search]"""
    assert [row["_time"] for row in spl(search, events, earliest=150, latest=250)] == ["150", "100"]


def test_the_range_in_a_search_is_not_that_of_its_subsearches(spl: Any) -> None:
    """Search Reference, time modifiers: "time ranges specified directly in the base search do not apply"."""
    search = "earliest=50 | stats count | append [| makeresults | addinfo | table info_min_time]"
    assert spl(search, [{"_time": "60"}], earliest=150, latest=200)[1] == {"info_min_time": "150.000"}


def test_empty_values_of_events_are_absent(spl: Any) -> None:
    # props.conf / transforms.conf.spec: KEEP_EMPTY_VALS = false.
    assert spl("*", [{"a": "", "b": ["x", ""], "c": ["", ""], "d": ["1", "2"]}]) == [{"b": "x", "d": ["1", "2"]}]


def test_the_events_given_are_not_changed(spl: Any) -> None:
    events = [{"a": "1"}]
    assert spl("* | eval a=2", events) == [{"a": "2"}]
    assert events == [{"a": "1"}]


@pytest.mark.parametrize(
    ("search", "reason"),
    [
        ("a=1 | search [search b]", "search: a subsearch stands in the first search alone @ [search"),
        ("a=1 [| stats count]", "stats cannot be the first command: it needs rows @ stats"),
        ("a=1 [| makeresults]", "search: a subsearch gives one row with the field search alone @ [|"),
        ("tag=x", "search: tag: tags are not part of this app @ tag=x"),
        ("a=", "search: expected a value for a, found the end @ "),
        ("a OR", "search: expected a search term, found the end @ "),
        ("(a", 'search: expected ")", found the end @ '),
        ("a)", 'search: expected a search term, found ")" @ )'),
        ('"open', 'a double quote that is never closed @ "open'),
        ("earliest=-1d OR x", "search: earliest and latest stand beside the terms, not in an OR @ "),
        ("NOT earliest=-1d", "search: NOT of a time modifier has no meaning @ "),
        ("earliest=-1x", 'search: "x" in "-1x" is not a unit of time @ -1x'),
        ("a>x*", 'search: no wildcard can stand behind ">" @ a>x*'),
        ("", "an empty search @ "),
    ],
)
def test_refuses(refuse: Any, search: str, reason: str) -> None:
    assert refuse(search) == reason


def test_comparisons_of_several_values_are_refused(refuse: Any) -> None:
    rows = [{"a": ["1", "2"]}]
    assert refuse("a!=1", rows).startswith('search: "!=" of several values in a is not documented: use NOT a=...')
    assert refuse("a<1", rows).startswith('search: "<" of several values in a is not documented')
