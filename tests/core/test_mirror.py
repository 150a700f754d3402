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
}


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


MODULES = [path.relative_to(CORE) for path in sorted(CORE.rglob("*.py")) if offers(path)]


def place_of(module: Path) -> Path:
    """Where the test of a module belongs; without ``.py`` it may be a folder too."""
    if module.name == "__init__.py":
        return TESTS / module.parent / f"test_{module.parent.name}.py"
    return TESTS / module.parent / f"test_{module.name}"


@pytest.mark.parametrize("module", [module for module in MODULES if str(module) not in ELSEWHERE], ids=str)
def test_a_module_has_its_test(module: Path) -> None:
    file, folder = place_of(module), TESTS / module.with_suffix("")
    assert file.is_file() or any(folder.glob("test_*.py")), f"write {file.relative_to(TESTS.parents[1])}"


def test_a_reason_is_given_for_modules_that_are_there_and_lack_a_test() -> None:
    assert [name for name in ELSEWHERE if Path(name) not in MODULES or place_of(Path(name)).exists()] == []
