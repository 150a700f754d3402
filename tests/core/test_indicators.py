"""The indicator lookup and the code name the same indicators, and every row of it is fit to be shown.

What the code names is read from its syntax trees: the first argument of Report.add and Finding, and whatever is passed
as, or assigned to, something called ``indicator``.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from codesignrisk_core.settings import KINDS

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "bin" / "codesignrisk_core"
FIELD = "indicator"


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "lookups" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = table("codesignrisk_indicators.csv")
IDS = {row["indicator"] for row in ROWS}
# Classes of the parents table, and the one that parents.py finds by the parent's place.
CLASSES = {row["class"] for row in table("codesignrisk_parents.csv")} | {"user_writable"}


class Named(NamedTuple):
    """An indicator in the code. A text that ends in ``*`` stands for all that begin so (an f-string)."""

    text: str
    where: str


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(CORE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def texts(value: ast.AST | None, names: dict[str, list[ast.AST]]) -> Iterator[str]:
    """The texts that an expression may stand for, as far as the syntax tells."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        yield f"{value.values[0].value}*"
    elif isinstance(value, ast.IfExp):
        yield from texts(value.body, names)
        yield from texts(value.orelse, names)
    elif isinstance(value, ast.BoolOp):
        for part in value.values:
            yield from texts(part, names)
    elif isinstance(value, ast.Name):
        for assigned in names.get(value.id, []):
            yield from texts(assigned, {})


def assignments(tree: ast.AST) -> dict[str, list[ast.AST]]:
    """Names and what is assigned to them anywhere in a module."""
    found: dict[str, list[ast.AST]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


def takers() -> dict[str, int]:
    """Functions and classes that take an ``indicator``, and in which place."""
    places = {"Finding": 0}
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                parameters = [argument.arg for argument in node.args.args]
            elif isinstance(node, ast.ClassDef):
                fields = [line.target for line in node.body if isinstance(line, ast.AnnAssign)]
                parameters = [field.id for field in fields if isinstance(field, ast.Name)]
            else:
                continue
            if FIELD in parameters and node.name != "add":
                places[node.name] = parameters.index(FIELD)
    return places


def is_table(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id.endswith("INDICATORS")


def named() -> Iterator[Named]:
    places = takers()
    for path, tree in trees():
        names = assignments(tree)
        for node in ast.walk(tree):
            values: list[ast.AST | None] = []
            if isinstance(node, ast.Call):
                function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                place = 0 if function == "add" and len(node.args) == 2 else places.get(function)
                if place is not None and len(node.args) > place:
                    values.append(node.args[place])
                if function in places:
                    values += [keyword.value for keyword in node.keywords if keyword.arg == FIELD]
            elif isinstance(node, ast.FunctionDef):
                arguments = node.args.args[len(node.args.args) - len(node.args.defaults) :]
                values += [default for name, default in zip(arguments, node.args.defaults) if name.arg == FIELD]
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and is_table(node.targets[0]):
                values += node.value.values
            for value in values:
                for text in texts(value, names):
                    yield Named(text, f"{path.relative_to(CORE)} line {node.lineno}")


def constants() -> set[str]:
    """All texts of the code, f-strings as in Named."""
    found: set[str] = set()
    for _, tree in trees():
        for node in ast.walk(tree):
            found.update(texts(node, {}))
    return found


NAMED = sorted(set(named()))


def test_the_scan_finds_what_the_code_names() -> None:
    assert {"signtool_sign_file", "token_pin", "clear_password", "backup_ca_database", "parent_*"} <= {
        name.text for name in NAMED
    }


def test_every_indicator_that_the_code_names_has_its_row() -> None:
    missing = [
        name
        for name in NAMED
        if not (any(known.startswith(name.text[:-1]) for known in IDS) if "*" in name.text else name.text in IDS)
    ]
    assert missing == []


def test_every_row_is_used() -> None:
    used = constants()
    beginnings = tuple(text[:-1] for text in used if text.endswith("_*") and text != "parent_*")
    parents = {f"parent_{name}" for name in CLASSES}
    # a build parent earns build_ancestry, or nothing; its row makes the class known to the table of parents
    unused = {name for name in IDS - used - parents if not name.startswith(beginnings)}
    assert unused == set()


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_every_class_of_parents_has_its_row(name: str) -> None:
    [row] = [row for row in ROWS if row["indicator"] == f"parent_{name}"]
    assert row["kind"] in ("context", "benign")


def test_every_technique_has_a_name() -> None:
    """The overview shows it beside the id."""
    named = {row["technique"] for row in table("codesignrisk_techniques.csv")}
    assert {row["technique"] for row in ROWS if row["technique"]} - named == set()


def test_ids_are_unique() -> None:
    names = [row["indicator"] for row in ROWS]
    assert sorted(names) == sorted(IDS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["indicator"])
def test_a_row_is_complete(row: dict[str, str]) -> None:
    assert list(row) == ["indicator", "kind", "weight", "technique", "description", "false_positives", "source"]
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", row["indicator"])
    assert row["kind"] in KINDS
    assert row["weight"] == str(int(row["weight"]))
    assert 0 <= int(row["weight"]) <= 100
    assert re.fullmatch(r"(T\d{4}(\.\d{3})?)?", row["technique"])
    assert row["description"] == row["description"].strip() != ""
    assert not row["description"].endswith(".")
    assert row["source"] == row["source"].strip() != ""
    assert "catalogue" not in row["source"]  # one that readers do not have
    # what raises a score says when it is wrong; what lowers one cannot be a false alarm
    assert bool(row["false_positives"]) or row["kind"] == "benign" or row["weight"] == "0"
    for cell in row.values():
        assert cell.isprintable()
