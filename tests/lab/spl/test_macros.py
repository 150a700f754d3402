"""Macros, comments and saved searches (macros.conf.spec; KM "Use search macros in searches")."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MACROS = """[web]
definition = host=web*

[both]
definition = (`web` OR \\
  `named(db1)`) ```a comment | with a pipe```

[named(1)]
args = name
definition = host=$name$

[two(2)]
args = field, value
definition = eval $field$="$value$"

[span(1)]
args = minutes
definition = "time_window=".($minutes$*60)."s"
iseval = 1

[number]
definition = 1+1
iseval = 1

[checked(1)]
args = n
definition = head $n$
validation = $n$ > 0
errormsg = n is a positive number

[checked_text(1)]
args = n
definition = head $n$
validation = case("$n$"="0", "zero is too few")

[loop]
definition = `loop`

[short(2)]
args = a
definition = x
"""
SAVED = """[My Search]
search = `web` | stats count BY host
dispatch.earliest_time = -60s
dispatch.latest_time = now

[Ring]
search = | savedsearch "Ring"
"""


@pytest.fixture
def app(make_splunk_app: Callable[..., Path]) -> Path:
    return make_splunk_app(macros=MACROS, savedsearches=SAVED)


@pytest.mark.parametrize(
    ("search", "expanded"),
    [
        ("`web`", "host=web*"),
        ("`both` | head", "(host=web* OR\n  host=db1)"),
        ("`named(x)`", "host=x"),
        ("`named(name=x)`", "host=x"),
        ("* | `two(value=1, field=a)`", '* | eval a="1"'),
        ('`named("a")`', "host=a"),
        ('`named("\\"a, b\\"")`', 'host="a, b"'),
        ('* | `two(a, "x$field$")`', '* | eval a="x$field$"'),
        ('"`web`"', '"`web`"'),
        ("* | streamstats `span(2)` count", "* | streamstats time_window=120s count"),
        ("* ```host=x | foo``` | head", "*                      | head"),
        ("* | `checked(2)`", "* | head 2"),
        ("* | `checked_text(2)`", "* | head 2"),
    ],
)
def test_expands(app: Path, search: str, expanded: str) -> None:
    from lab.spl import check

    assert check(search, app=app).removesuffix(" | head").rstrip() == expanded.removesuffix(" | head").rstrip()


@pytest.mark.parametrize(
    ("search", "reason"),
    [
        ("`none`", 'unknown macro "none" @ `none`'),
        ("`web(1)`", 'unknown macro "web(1)" @ `web(1)`'),
        ("`named`", 'unknown macro "named" @ `named`'),
        ("`short(1, 2)`", 'macro "short(2)": args names 1 arguments, 2 are given @ `short(1,'),
        ("* | `two(field=a, field=b)`", 'macro "two(2)": an argument is given twice @ `two(field=a,'),
        ("`number`", 'macro "number": an eval-based definition must give a string, not 2 @ `number`'),
        ("* | `checked(0)`", 'macro "checked(1)": n is a positive number @ `checked(0)`'),
        ("* | `checked_text(0)`", 'macro "checked_text(1)": zero is too few @ `checked_text(0)`'),
        ("`loop`", "macros that contain each other without end @ "),
        ("`web", "a backtick that is never closed @ `web"),
        ("`not a macro`", "not a call of a macro between the backticks @ `not"),
        ("* ```open", "a comment that is never closed @ ```open"),
        ("| savedsearch Nope", 'savedsearch: unknown saved search "Nope" @ Nope'),
        (
            "| savedsearch my serch",
            'savedsearch: unknown saved search "my serch"; did you mean "My Search"? @ my',
        ),
        ("| savedsearch Ring", 'savedsearch: saved search "Ring" contains itself @ "Ring"'),
    ],
)
def test_refuses(refuse: Any, app: Path, search: str, reason: str) -> None:
    assert refuse(search, app=app) == reason


def test_a_saved_search_brings_its_time_range(spl: Any, app: Path) -> None:
    rows = [{"_time": str(1_750_000_000 - age), "host": "web1"} for age in (10, 50, 70)]
    assert spl("| savedsearch My Search", rows=(), app=app) == []
    from lab.spl import run

    found = run('| savedsearch "My Search" | eval n=count', rows, now=1_750_000_000, app=app).rows
    assert found == [{"host": "web1", "count": "2", "n": "2"}]
    assert run("| savedsearch My Search", rows, now=1_750_000_000, earliest=0, app=app).rows == [
        {"host": "web1", "count": "3"}
    ]
