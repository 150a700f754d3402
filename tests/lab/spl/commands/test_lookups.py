"""lookup, inputlookup and outputlookup (SR; KM "Add field matching rules to your lookup configuration")."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TRANSFORMS = """[exact]
filename = hosts.csv

[folded]
filename = hosts.csv
case_sensitive_match = false

[wild]
filename = wild.csv
match_type = WILDCARD(image)
case_sensitive_match = false
max_matches = 1

[all]
filename = wild.csv
match_type = WILDCARD(image)

[default]
filename = hosts.csv
min_matches = 1
default_match = unknown

[cidr]
filename = hosts.csv
match_type = CIDR(host)

[gone]
filename = gone.csv
"""


@pytest.fixture
def app(make_splunk_app: Callable[..., Path]) -> Path:
    return make_splunk_app(
        transforms=TRANSFORMS,
        hosts_csv="host,owner,site\nWEB1,ann,\nweb1,bob,rome\ndb1,cy,oslo\n",
        wild_csv="image,class\n*\\cmd.exe,shell\n*.exe,program\ncmd.exe,bare\n",
    )


@pytest.mark.parametrize(
    ("clause", "row", "result"),
    [
        ("exact host OUTPUT owner", {"host": "web1"}, {"host": "web1", "owner": "bob"}),
        ("exact host AS h OUTPUT owner AS o", {"h": "db1"}, {"h": "db1", "o": "cy"}),
        ("hosts.csv host", {"host": "db1"}, {"host": "db1", "owner": "cy", "site": "oslo"}),
        # An empty cell is null.
        ("exact host", {"host": "WEB1"}, {"host": "WEB1", "owner": "ann"}),
        # Several matches make several values, in file order.
        ("folded host OUTPUT owner", {"host": "WEB1"}, {"host": "WEB1", "owner": ["ann", "bob"]}),
        # OUTPUT clears what does not match, OUTPUTNEW leaves what is there.
        ("exact host OUTPUT owner", {"host": "x", "owner": "old"}, {"host": "x"}),
        ("exact host OUTPUT owner", {"owner": "old"}, {}),
        ("exact host OUTPUTNEW owner", {"host": "db1", "owner": "old"}, {"host": "db1", "owner": "old"}),
        (
            "exact host OUTPUTNEW owner site",
            {"host": "db1", "owner": "old"},
            {"host": "db1", "owner": "old", "site": "oslo"},
        ),
        (
            "exact host owner OUTPUT site",
            {"host": "db1", "owner": "cy"},
            {"host": "db1", "owner": "cy", "site": "oslo"},
        ),
        ("exact host owner OUTPUT site", {"host": "db1", "owner": "ann"}, {"host": "db1", "owner": "ann"}),
        # Wildcards stand in the table.
        ("wild image OUTPUT class", {"image": r"C:\CMD.exe"}, {"image": r"C:\CMD.exe", "class": "shell"}),
        ("all image OUTPUT class", {"image": r"C:\cmd.exe"}, {"image": r"C:\cmd.exe", "class": ["shell", "program"]}),
        ("all image OUTPUT class", {"image": "cmd.exe"}, {"image": "cmd.exe", "class": ["program", "bare"]}),
        ("default host OUTPUT owner", {"host": "x"}, {"host": "x", "owner": "unknown"}),
        # A key of several values is looked up value by value.
        ("exact host OUTPUT owner", {"host": ["db1", "web1"]}, {"host": ["db1", "web1"], "owner": ["cy", "bob"]}),
    ],
)
def test_lookup(spl: Any, app: Path, clause: str, row: dict[str, Any], result: dict[str, Any]) -> None:
    assert spl(f"| lookup {clause}", [row], app=app) == [result]


def test_inputlookup(spl: Any, app: Path) -> None:
    rows = spl("| inputlookup exact", app=app)
    assert rows == [
        {"host": "WEB1", "owner": "ann"},
        {"host": "web1", "owner": "bob", "site": "rome"},
        {"host": "db1", "owner": "cy", "site": "oslo"},
    ]
    assert spl("| inputlookup hosts.csv where owner=c* OR site=rome", app=app) == rows[1:]
    assert spl("| inputlookup start=1 max=1 exact", app=app) == rows[1:2]
    assert spl("| inputlookup append=t exact | stats count", [{"a": "1"}], app=app) == [{"count": "4"}]


def test_a_missing_file_is_a_warning(app: Path) -> None:
    from lab.spl import run

    result = run("| inputlookup gone", (), now=0, app=app)
    assert result.rows == []
    assert result.messages == [("WARN", "inputlookup: the lookup file gone.csv does not exist")]


def test_outputlookup_writes_into_the_directory_of_the_run(spl: Any, app: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    options: dict[str, Any] = {"app": app, "lookups": out}
    spl("| table host owner | outputlookup exact", [{"host": "new", "owner": 'a"b', "x": "1"}], **options)
    assert (out / "hosts.csv").read_text() == 'host,owner\nnew,"a""b"\n'
    assert (app / "lookups" / "hosts.csv").read_text().startswith("host,owner,site\nWEB1")
    # What was written is read first; append keeps the table's columns.
    assert spl("| inputlookup exact", **options) == [{"host": "new", "owner": 'a"b'}]
    spl("| table host z | outputlookup append=t exact", [{"host": "two", "z": "1"}], **options)
    assert (out / "hosts.csv").read_text() == 'host,owner\nnew,"a""b"\ntwo,\n'
    spl("| where 1=2 | outputlookup override_if_empty=f exact", [{"host": "x"}], **options)
    assert len(spl("| inputlookup exact", **options)) == 2
    spl("| where 1=2 | table host owner | outputlookup exact", [{"host": "x"}], **options)
    assert (out / "hosts.csv").read_text() == "host,owner\n"
    spl("| where 1=2 | outputlookup fresh.csv", [{"host": "x"}], **options)
    assert not (out / "fresh.csv").exists()
    spl("| where 1=2 | table a b | outputlookup create_empty=t fresh.csv", [{"host": "x"}], **options)
    assert (out / "fresh.csv").read_text() == "a,b\n"


@pytest.mark.parametrize(
    ("search", "reason"),
    [
        (
            "* | lookup none host",
            'lookup: unknown lookup "none": neither a stanza of transforms.conf nor a .csv file @ none',
        ),
        ("* | lookup exact nope", 'lookup: the lookup exact has no column "nope" @ exact'),
        ("* | lookup gone host", "lookup: the lookup file gone.csv does not exist @ gone"),
        ("* | lookup cidr host", 'lookup: lookup "cidr": match_type CIDR is not supported @ cidr'),
        ("* | lookup exact host OUTPUT", "lookup: expected a field name, found the end @ "),
        (
            "* | lookup ../hosts.csv host",
            'lookup: unknown lookup "../hosts.csv": neither a stanza of transforms.conf nor a .csv file @ ../hosts.csv',
        ),
        ("| inputlookup strict=t gone", "inputlookup: the lookup file gone.csv does not exist @ gone"),
        ("* | outputlookup exact", "outputlookup: there is no directory to write lookups to @ "),
    ],
)
def test_refuses(refuse: Any, app: Path, search: str, reason: str) -> None:
    assert refuse(search, [{"host": "x"}], app=app) == reason


def test_what_a_table_cannot_hold_is_refused(refuse: Any, app: Path, tmp_path: Path) -> None:
    options: dict[str, Any] = {"app": app, "lookups": tmp_path / "out"}
    assert "whether _time is written is not documented" in refuse("| makeresults | outputlookup exact", **options)
    assert "use mvjoin() before" in refuse("* | outputlookup exact", [{"host": ["a", "b"]}], **options)


def test_a_short_row_lacks_its_last_cells(spl: Any, make_splunk_app: Callable[..., Path]) -> None:
    app = make_splunk_app(short_csv="a,b,c\n1\n2,x,y\n")
    assert spl("| inputlookup short.csv", app=app) == [{"a": "1"}, {"a": "2", "b": "x", "c": "y"}]
    assert spl("| lookup short.csv a OUTPUT b", [{"a": "1"}, {"a": "2"}], app=app) == [{"a": "1"}, {"a": "2", "b": "x"}]


def test_a_row_with_more_cells_than_columns_is_refused(refuse: Any, make_splunk_app: Callable[..., Path]) -> None:
    app = make_splunk_app(bad_csv="a,b\n1,2,3\n")
    assert refuse("| inputlookup bad.csv", app=app).startswith("inputlookup: bad.csv: row 2 has 3 cells, the header 2")
