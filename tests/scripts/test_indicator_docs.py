"""docs/indicators.md says what the lookup says."""

from __future__ import annotations

import csv

from scripts import indicator_docs


def row(indicator: str, kind: str, weight: int, technique: str = "", description: str = "", **more: str):
    cells = {"indicator": indicator, "kind": kind, "weight": str(weight), "technique": technique}
    return {**cells, "description": description, "false_positives": "", "source": "", **more}


def test_the_guide_is_current():
    assert indicator_docs.GUIDE.read_text(encoding="utf-8") == indicator_docs.render(indicator_docs.read()), (
        "docs/indicators.md is stale: run `make docs`"
    )


def test_groups_by_kind_and_puts_the_heaviest_first():
    guide = indicator_docs.render(
        [
            row("build", "benign", 25),
            row("light", "action", 8),
            row("parent", "context", 5),
            row("same_b", "action", 40),
            row("same_a", "action", 40),
            row("password", "modifier", 8),
        ]
    )
    order = [
        line.split("`")[1] if line[0] == "|" else line for line in guide.splitlines() if line[:3] in ("## ", "| `")
    ]
    assert order == [
        "## How weights combine",
        "## Your own weights",
        *("## Actions", "same_a", "same_b", "light"),
        *("## Modifiers", "password"),
        *("## Context", "parent"),
        *("## Benign evidence", "build"),
    ]


def test_actions_are_grouped_by_technique_behind_an_index():
    rows = [row("a", "action", 9, "T1553.004"), row("b", "action", 40, "T1036"), row("c", "action", 5)]
    lines = indicator_docs.render(rows).splitlines()
    start = lines.index("## Actions")
    told = [line for line in lines[start + 4 :] if line and not line.startswith(("|--", "| Indicator"))]
    assert [line.split(" | ")[0] for line in told] == [
        "By technique: [T1036](#t1036), [T1553.004](#t1553004), [no technique](#no-technique).",
        *("### T1036", "| `b`"),
        *("### T1553.004", "| `a`"),
        *("### no technique", "| `c`"),
    ]


def test_a_row_becomes_a_table_line():
    given = row(
        "add_root", "action", 45, "T1553.004", "Adds to a *root* store", false_positives="a|b", source="C:\\x <y>"
    )
    assert indicator_docs.render([given]).splitlines()[-1] == (
        "| `add_root` | Adds to a \\*root\\* store | 45 "
        "| [`T1553.004`](https://attack.mitre.org/techniques/T1553/004/) | a\\|b | C:\\\\x \\<y> |"
    )


def test_a_row_without_a_technique_has_an_empty_cell():
    assert indicator_docs.render([row("x", "context", 5)]).splitlines()[-1] == "| `x` |  | 5 |  |  |  |"


def test_preface_tells_the_formula_the_bands_and_the_local_table():
    preface = indicator_docs.render([])
    assert "    score = clamp(" in preface
    assert "Bands: none 0, info 1-19, low 20-39, medium 40-59, high 60-79, critical 80-100." in preface.splitlines()
    assert "Put rows into `lookups/codesignrisk_indicators_local.csv`." in preface
    assert "MITRE ATT&CK v19." in preface


def test_the_example_of_own_weights_names_shipped_indicators():
    preface = indicator_docs.render([])
    example = preface.partition("```\n")[2].partition("```")[0]
    shipped = {row["indicator"] for row in indicator_docs.read()}
    assert {line["indicator"] for line in csv.DictReader(example.splitlines())} <= shipped
