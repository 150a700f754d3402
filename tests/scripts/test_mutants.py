"""Mutation sampling: which faults are made, what is left alone, and that good tests notice what weak ones do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import ROOT, mutants
from scripts.mutation import modules
from scripts.mutation.modules import GROUPS, UnknownModule, find
from scripts.mutation.sample import draw
from scripts.mutation.trials import BrokenTests, Trial, run

ALL = 1000  # more than any source below has


def faults(source: str) -> set[str]:
    """All faults of a source, as ``operator: before -> after``."""
    return {f"{mutant.operator}: {mutant.before} -> {mutant.after}" for mutant in draw(source, 7, ALL)}


MADE = {
    "x < y": {"comparison: x < y -> x >= y", "comparison: x < y -> x <= y"},
    "x == y": {"comparison: x == y -> x != y"},
    "x in y": {"comparison: x in y -> x not in y"},
    "x is y": {"comparison: x is y -> x is not y"},
    "x < y < z": {
        "comparison: x < y < z -> x >= y < z",
        "comparison: x < y < z -> x <= y < z",
        "comparison: x < y < z -> x < y >= z",
        "comparison: x < y < z -> x < y <= z",
    },
    "x and y": {"boolean: x and y -> x or y"},
    "x or y": {"boolean: x or y -> x and y"},
    "not x": {"negation: not x -> x"},
    "x(7)": {"constant: 7 -> 8", "constant: 7 -> 6"},
    "x(True)": {"constant: True -> False"},
    "x('a')": {"constant: 'a' -> 'aXX'"},
    "x(b'a')": {"constant: b'a' -> b'aXX'"},
    "x(None)": set(),
    "if x: y": {"branch: if x: y -> if True: y", "branch: if x: y -> if False: y"},
    "x if y else z": {"branch: x if y else z -> x if True else z", "branch: x if y else z -> x if False else z"},
    "while x: y": {"branch: while x: y -> while False: y"},  # for ever would only cost time
    "[x for x in y if z]": {"branch: for x in y if z -> for x in y"},
    "x + y": {"arithmetic: x + y -> x - y"},
    "x | y": {"arithmetic: x | y -> x & y"},
    "x += y": {"arithmetic: x += y -> x -= y"},
    "x + 'a'": {"constant: 'a' -> 'aXX'"},  # texts cannot be subtracted
    "{x, x}": {"element: {x, x} -> {x}"},
    "[x, x]": {"element: [x, x] -> [x]"},
    "z = (x, x)": {"element: (x, x) -> (x,)"},
    "{x: y}": {"element: {x: y} -> {}"},
    "z = (x, y.a)": set(),  # a record, whose places are counted on
    "z = x[y, y]": set(),
    "x, y = z": set(),
    "def f():\n return x": {"result: return x -> return None"},
    "def f():\n return not x": {"result: return not x -> return not not x", "negation: not x -> x"},
    "def f():\n return x, x": {"result: return (x, x) -> return None"},
    "def f():\n return": set(),
    "def f():\n x()": {"statement: x() -> pass"},
    "def f():\n x.y = z": {"statement: x.y = z -> pass"},
    "def f(x):\n x = y": {"statement: x = y -> pass"},
    "def f():\n x = y": set(),  # the only assignment
    "x()": set(),  # a module without it cannot be imported
    "def f():\n for x in y: break": {"statement: break -> pass"},
    "def f():\n for x in y: continue": {"statement: continue -> pass"},
}


@pytest.mark.parametrize(("source", "expected"), MADE.items())
def test_faults(source: str, expected: set[str]) -> None:
    assert faults(source) == expected


def test_a_word_of_a_split_text_is_left_out() -> None:
    words = {mutant.after for mutant in draw("x = 'a b'.split()", 7, ALL) if mutant.operator == "element"}
    assert words <= {"'a'.split()", "'b'.split()"}
    assert len(words) == 1


@pytest.mark.parametrize(
    "source",
    [
        "'''A docstring of 7 words.'''",
        "def f(x: 'a') -> 'b':\n '''Says not x.'''\n pass",
        "x: 'a | b' = y",
        "import a",
        "from a import b, c",
        "__all__ = ['x', 'y']",
        "Table = dict[str, int | None]",
        "_Row = Union['Table', None]",
        "Row: TypeAlias = 'Table'",
        "if TYPE_CHECKING:\n import a",
        "@cache(maxsize=8)\ndef f(): pass",
        "x(f'{y:>5}')",
    ],
)
def test_what_only_declares_is_left_alone(source: str) -> None:
    assert faults(source) == set()


def test_operators_take_turns() -> None:
    drawn = draw("x = 1 < 2\ny = 3 < 4\nz = a and b", 7, 4)
    assert [mutant.operator for mutant in drawn] == ["comparison", "boolean", "constant", "comparison"]


def test_a_seed_draws_the_same_again_and_another_one_others() -> None:
    source = "x = [1, 2, 3, 4, 5, 6, 7, 8, 9]"
    assert draw(source, 7, 5) == draw(source, 7, 5) != draw(source, 8, 5)


def test_a_mutant_is_the_source_with_one_fault() -> None:
    [mutant] = draw("def f(x):\n    # why\n    return x\n", 7, ALL)
    assert mutant.source == "def f(x):\n    return None"
    assert mutant.line == 3


def test_a_long_node_is_shown_around_the_fault() -> None:
    [mutant] = [m for m in draw(f"{{{', '.join('x' * 90)}, y, {', '.join('x' * 90)}}} == z", 7, ALL) if m.line == 1][:1]
    assert mutant.before.endswith("} == z")
    assert mutant.after.endswith("} != z")
    assert max(len(mutant.before), len(mutant.after)) < 110


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one module, ``age``, that no test holds yet."""
    put(tmp_path, "pyproject.toml", "[tool.pytest.ini_options]\npythonpath = ['bin']\nmarkers = ['slow']\n")
    put(tmp_path, "bin/codesignrisk_core/age.py", "def adult(age):\n    return age >= 18\n")
    return tmp_path


def put(folder: Path, name: str, text: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


WEAK = """
from codesignrisk_core.age import adult
def test_adult():
    assert adult(40)
"""
GOOD = """
import pytest
from codesignrisk_core.age import adult
@pytest.mark.parametrize(("age", "expected"), [(17, False), (18, True), (19, True)])
def test_adult(age, expected):
    assert adult(age) is expected
"""


def trials(project: Path, count: int = ALL) -> list[Trial]:
    return list(run(project, find(["age"], project / "bin"), seed=7, count=count, workers=1))


def test_a_weak_test_lets_faults_pass(project: Path) -> None:
    put(project, "tests/core/test_age.py", WEAK)
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*")}
    tried = trials(project)
    assert len(tried) == 5
    assert {f"{trial.mutant.before} -> {trial.mutant.after}" for trial in tried if not trial.killed} == {
        "age >= 18 -> age > 18",
        "18 -> 17",
        "18 -> 19",
    }
    assert {path: path.stat().st_mtime_ns for path in project.rglob("*")} == before, "the working tree is only read"


def test_a_good_test_notices_them_all(project: Path) -> None:
    put(project, "tests/core/test_age.py", GOOD)
    assert [trial.killed for trial in trials(project)] == [True] * 5


def test_a_survivor_of_its_own_tests_meets_all_others(project: Path) -> None:
    put(project, "tests/core/test_age.py", "def test_nothing(): pass")
    put(project, "tests/core/test_border.py", GOOD)
    assert [trial.killed for trial in trials(project, count=1)] == [True]


def test_slow_tests_are_not_asked(project: Path) -> None:
    put(project, "tests/core/test_age.py", "def test_nothing(): pass")
    put(project, "tests/core/test_slow.py", GOOD.replace("@pytest", "@pytest.mark.slow\n@pytest"))
    assert [trial.killed for trial in trials(project, count=1)] == [False]


def test_a_loop_without_end_is_noticed(project: Path) -> None:
    put(project, "bin/codesignrisk_core/age.py", "def rest(n):\n    while n:\n        n = n - n\n")
    put(project, "tests/core/test_age.py", "from codesignrisk_core.age import rest\ndef test_rest(): rest(3)\n")
    [never, loop] = trials(project, count=2)
    assert (never.mutant.after, never.killed) == ("while False: n = n - n", False)
    assert (loop.mutant.after, loop.killed) == ("n + n", True)


def test_tests_that_fail_already_measure_nothing(project: Path) -> None:
    put(project, "tests/core/test_age.py", WEAK.replace("40", "4"))
    with pytest.raises(BrokenTests, match="assert adult"):
        trials(project)


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch, project: Path) -> pytest.MonkeyPatch:
    """The command, on the project of this test."""
    monkeypatch.setattr(mutants, "ROOT", project)
    monkeypatch.setattr(mutants, "spare_the_machine", lambda: None)
    return monkeypatch


def test_report(report: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    module = Path("bin/codesignrisk_core/age.py")
    drawn = draw("def adult(age):\n    return age >= 18\n", 7, 2)
    tried = [Trial(module, drawn[0], killed=False), Trial(module, drawn[1], killed=True)]
    report.setattr(mutants, "run", lambda *_: iter(tried))
    assert mutants.main(["age"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "survives: bin/codesignrisk_core/age.py:2 comparison: age >= 18 -> age > 18",
        "| module | mutants | survived |",
        "|---|---|---|",
        "| bin/codesignrisk_core/age.py | 2 | 1 |",
        "| all | 2 | 1 (50%) |",
    ]


@pytest.mark.usefixtures("report")
def test_an_unknown_module_ends_with_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert mutants.main(["age,nowhere"]) == 2
    assert capsys.readouterr().err == "no module of codesignrisk_core is named nowhere\n"


MODULES = (
    "scoring.py",
    "records/fields.py",
    "events/registry.py",
    "tools/registry.py",
    "unwrap/cmd/run.py",
    "a/b_c.py",
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("scoring", ["scoring.py"]),
        ("codesignrisk_core/scoring", ["scoring.py"]),
        ("bin/codesignrisk_core/scoring.py", ["scoring.py"]),
        ("fields", ["records/fields.py"]),  # moved into a folder
        ("unwrap/cmd_run", ["unwrap/cmd/run.py"]),
        ("unwrap/cmd/run", ["unwrap/cmd/run.py"]),
        ("a/b/c", ["a/b_c.py"]),  # moved out of one
        ("events/registry", ["events/registry.py"]),
        ("registry", ["events/registry.py", "tools/registry.py"]),
        ("unwrap/*", ["unwrap/cmd/run.py"]),
    ],
)
def test_names_of_modules(tmp_path: Path, name: str, expected: list[str]) -> None:
    package = tmp_path / "codesignrisk_core"
    for module in MODULES:
        put(package, module)
    assert [path.relative_to(package).as_posix() for path in find([name], tmp_path)] == expected


def test_part_of_a_name_is_no_name(tmp_path: Path) -> None:
    put(tmp_path, "codesignrisk_core/rescoring.py")
    with pytest.raises(UnknownModule):
        find(["scoring"], tmp_path)


@pytest.mark.parametrize(("group", "size"), [("twelve", 12), ("parsers", 13)])
def test_each_name_of_a_group_is_one_module(group: str, size: int) -> None:
    assert len(GROUPS[group]) == len(find([group], ROOT / "bin")) == size


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        ("tools/signtool.py", ["tools/test_signtool.py", "tools/test_signtool_verify.py"]),
        ("tools/certutil.py", ["test_tools_certutil.py"]),  # flat
        ("model.py", ["test_scorer.py", "tools/test_signtool.py"]),  # has no tests of its own: who imports it
        ("lonely.py", []),
    ],
)
def test_tests_of_a_module(tmp_path: Path, module: str, expected: list[str]) -> None:
    for name in ("tools/test_signtool_verify.py", "test_tools_certutil.py", "tools/test_signtools.py"):
        put(tmp_path / "tests/core", name)
    put(tmp_path / "tests/core", "tools/test_signtool.py", "from codesignrisk_core import model")
    put(tmp_path / "tests/core", "test_scorer.py", "from codesignrisk_core.model import Finding")
    path = put(tmp_path / "bin/codesignrisk_core", module)
    found = [test.relative_to(tmp_path / "tests/core").as_posix() for test in modules.tests_of(path, tmp_path)]
    assert found == expected
