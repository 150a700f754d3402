"""Every module has its test where one looks for it: trust/stores.py in trust/test_stores.py.

A package is tested in a file of its name inside of its folder (cmdlets/test_cmdlets.py). A module whose tests fill
several files has a folder of its name.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
CORE = TESTS.parents[1] / "bin" / "codesignrisk_core"

ELSEWHERE = {
    "events/__init__.py": "the list of the kinds: test_damaged_events.py has an event of each",
    "cmdline/secret_names.py": "a table, tested by the options that masking/learning.py knows",
    "powershell/cursor.py": "a place in a text, tested by what the lexer and the parser make of it",
    "powershell/operands.py": "the operands of expressions: test_expressions.py",
    "triage/images.py": "made by make docs and held to the tables by tests/scripts/test_triage_terms.py",
    "triage/terms.py": "made by make docs and held to the tables by tests/scripts/test_triage_terms.py",
    "unwrap/cmd/__init__.py": "the line behind /c, tested by what runs: cmd/test_run.py",
    "settings": "the tables, tested by what they load: test_settings.py",
}
"""A module or a folder, and where its tests are."""


def offers(path: Path) -> bool:
    """Whether a module defines a public function, class or table."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names = [node.name] if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else []
        if isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        if any(not name.startswith("_") for name in names):
            return True
    return False


def place_of(module: Path) -> Path:
    """Where the test of a module belongs."""
    name = f"{module.parent.name}.py" if module.name == "__init__.py" else module.name
    return TESTS / module.parent / f"test_{name}"


def has_test(module: Path) -> bool:
    """Whether the module's test is there, or a folder of its name with tests."""
    return place_of(module).is_file() or any((TESTS / module.with_suffix("")).glob("test_*.py"))


def names_of(module: Path) -> set[str]:
    """The module and the folders that it is in."""
    return {str(module), *map(str, module.parents)}


MODULES = [path.relative_to(CORE) for path in sorted(CORE.rglob("*.py")) if offers(path)]


@pytest.mark.parametrize("module", [name for name in MODULES if ELSEWHERE.keys().isdisjoint(names_of(name))], ids=str)
def test_a_module_has_its_test(module: Path) -> None:
    assert has_test(module), f"write {place_of(module).relative_to(TESTS.parents[1])}"


@pytest.mark.parametrize("name", ELSEWHERE)
def test_an_exception_is_needed(name: str) -> None:
    excepted = [module for module in MODULES if name in names_of(module)]
    assert not all(map(has_test, excepted)), f"{name} has its tests: take it out of ELSEWHERE"
