"""A built app that is older than its sources is told: explain judges by these, and scan by what was built."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.commands.built import tell_stale

SOURCE = Path("bin", "codesignrisk_core", "rules", "a.py")
TABLE = Path("lookups", "codesignrisk_indicators.csv")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for folder in (tmp_path, tmp_path / "build"):
        for file in (SOURCE, TABLE):
            (folder / file).parent.mkdir(parents=True)
            (folder / file).write_text("x")
    return tmp_path


@pytest.mark.parametrize("changed", [SOURCE, TABLE, SOURCE.with_name("new.py")])
def test_a_changed_source_is_told(repository: Path, changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built = repository / "build"
    (repository / changed).write_text("y")
    for app in (repository, built):
        tell_stale(app, repository, built)
        assert capsys.readouterr().err == (
            f"lab: {built} was made of other files than bin/ and lookups/ hold now: run `make package`\n"
        )
    tell_stale(repository / "other", repository, built)
    assert capsys.readouterr().err == ""


def test_a_table_of_the_site_and_equal_files_are_not(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "lookups" / "codesignrisk_indicators_local.csv").write_text("y")
    tell_stale(repository, repository, repository / "build")
    assert capsys.readouterr().err == ""
