"""One line is the version's home, and `make version` writes it everywhere else."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from scripts import ROOT, version

TODAY = datetime.date(2031, 2, 3)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The files that name the version."""
    for name in [version.HOME, version.CHANGELOG, *version.PLACES]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def set_home(project: Path, number: str) -> None:
    home = project / version.HOME
    line = f'version = "{version.read(project)}"\n'
    text = home.read_text(encoding="utf-8")
    assert text.count(line) == 1
    home.write_text(text.replace(line, f'version = "{number}"\n'), encoding="utf-8")


def test_every_place_names_the_version_of_its_home() -> None:
    assert version.elsewhere() == {place: {version.read()} for place in version.PLACES}, "run `make version`"


def test_nothing_is_written_when_nothing_changed(project: Path) -> None:
    assert version.write(TODAY, project) == []


def test_one_line_changes_them_all(project: Path) -> None:
    changelog = project / version.CHANGELOG
    changelog.write_text(f"# Changelog\n\n{version.UNRELEASED}\nNews.\n\n## 0.1.0 - 2026-11-25\n", encoding="utf-8")
    set_home(project, "9.8.7")
    assert set(version.write(TODAY, project)) == {*version.PLACES, version.CHANGELOG}
    assert version.elsewhere(project) == {place: {"9.8.7"} for place in version.PLACES}
    assert changelog.read_text(encoding="utf-8") == (
        "# Changelog\n\n## 9.8.7 - 2031-02-03\n\nNews.\n\n## 0.1.0 - 2026-11-25\n"
    )


def test_a_version_that_has_its_section_keeps_its_date_and_the_next_its_name(project: Path) -> None:
    text = f"# Changelog\n\n{version.UNRELEASED}\nNext.\n\n## {version.read(project)} - 2026-11-25\n"
    (project / version.CHANGELOG).write_text(text, encoding="utf-8")
    assert version.write(TODAY, project) == []
    assert (project / version.CHANGELOG).read_text(encoding="utf-8") == text
