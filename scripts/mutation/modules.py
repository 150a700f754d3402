"""Which modules a name stands for, and which test files belong to a module.

Modules and tests are compared by their path with ``_`` for ``/``: ``unwrap/cmd/run.py`` and ``unwrap/cmd_run.py`` are
both ``unwrap_cmd_run``. So a name still fits after a file has moved into a folder or out of it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

PACKAGE = "codesignrisk_core"
TESTS = "tests/core"

GROUPS = {
    # the middle of the way that an event takes
    "twelve": (
        *("scoring", "context", "allowlist", "settings/table", "fields", "process/identity", "output"),
        *("tools/signtool", "tools/certutil", "events/registry", "unwrap/cmd/run", "powershell/expressions"),
    ),
    # what reads the languages of command lines
    "parsers": (
        *("unwrap/cmd/grammar", "unwrap/cmd/run", "unwrap/cmd/variables", "unwrap/posix_shell"),
        *("powershell/lexer", "powershell/values", "powershell/expressions", "powershell/statements"),
        *("powershell/commands", "powershell/parameters", "cmdline/options", "cmdline/argv", "getopt"),
    ),
}


class UnknownModule(Exception):  # noqa: N818 - a mistake of the user's
    """No module has this name."""


def find(names: Iterable[str], bin_folder: Path) -> list[Path]:
    """Return the modules that names stand for, in this order and each once.

    A name is a group, a path from ``codesignrisk_core`` on (``tools/signtool``, with or without ``.py``), its last
    parts alone (``signtool``), or a pattern (``powershell/*``).
    """
    package = bin_folder / PACKAGE
    modules = {_key(path.relative_to(package)): path for path in sorted(package.rglob("*.py"))}
    found: dict[Path, None] = {}
    for name in names:
        for pattern in GROUPS.get(name, (name,)):
            found.update(dict.fromkeys(_matching(pattern, modules)))
    return list(found)


def _matching(name: str, modules: dict[str, Path]) -> list[Path]:
    wanted = _key(Path(name.removeprefix("bin/").removeprefix(f"{PACKAGE}/")))
    if wanted in modules:
        return [modules[wanted]]
    if matching := [path for key, path in modules.items() if fnmatchcase(f"_{key}", f"*_{wanted}")]:
        return matching
    raise UnknownModule(f"no module of {PACKAGE} is named {name}")


def _key(path: Path) -> str:
    return "_".join(path.with_suffix("").parts) if path.suffix == ".py" else "_".join(path.parts)


def tests_of(module: Path, root: Path) -> list[Path]:
    """Return the test files named after a module, or else those that import it; both may be none.

    ``root`` holds ``bin`` and ``tests``. A file may say more after the module's name: ``test_run_conditions.py``.
    """
    parts = module.relative_to(root / "bin").with_suffix("").parts
    key = "_".join(parts[1:])
    files = sorted((root / TESTS).rglob("test_*.py"))
    named = [path for path in files if f"{_test_key(path.relative_to(root / TESTS))}_".startswith(f"{key}_")]
    return named or [path for path in files if ".".join(parts) in _imports(path)]


def _test_key(path: Path) -> str:
    return _key(path.with_name(path.name.removeprefix("test_")))


def _imports(path: Path) -> set[str]:
    """Every dotted name that a file imports, also the names taken out of a module, which may be modules."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names
