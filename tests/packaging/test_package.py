"""The package: exactly what belongs into it, the same bytes every time, and a command that starts."""

import io
import subprocess
import sys
import tarfile
from collections import Counter
from pathlib import PurePosixPath

import pytest

from scripts import package

# The folders that an app may have, and the kinds of file in each.
BELONGS = {
    ("", ""),
    ("", ".manifest"),
    ("", ".md"),
    ("bin", ".py"),
    ("bin/codesignrisk_core/tables", ".csv"),
    ("bin/lib", ".txt"),
    ("default", ".conf"),
    ("default/data/ui/nav", ".xml"),
    ("default/data/ui/views", ".xml"),
    ("lookups", ".csv"),
    ("metadata", ".meta"),
    ("static", ".png"),
}
ROOT_FILES = {"LICENSE", "README.md", "app.manifest"}
IN_BIN = {"codesignrisk.py", "codesignriskhealth.py", "codesignrisk_core", "lib"}
ICONS = {f"app{kind}{scale}.png" for kind in ("Icon", "IconAlt", "Logo") for scale in ("", "_2x")}


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stage") / "codesignrisk"
    package.stage(folder)
    return folder


@pytest.fixture(scope="module")
def entries(staged):
    with tarfile.open(fileobj=io.BytesIO(package.archive(staged))) as tar:
        return tar.getmembers()


@pytest.fixture(scope="module")
def files(entries):
    return [PurePosixPath(entry.name).relative_to("codesignrisk") for entry in entries if entry.isfile()]


def test_two_builds_are_byte_identical(staged, tmp_path):
    again = tmp_path / "elsewhere"
    package.stage(again)
    (again / "README.md").touch()
    (again / "LICENSE").chmod(0o600)
    assert package.archive(again) == package.archive(staged)


def test_everything_lies_in_one_folder_in_order(entries):
    names = [entry.name for entry in entries]
    assert names[0] == "codesignrisk"
    assert all(name.startswith("codesignrisk/") for name in names[1:])
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_owners_times_and_modes_tell_nothing_of_the_machine(entries):
    assert {(e.uid, e.gid, e.uname, e.gname, e.mtime) for e in entries} == {(0, 0, "", "", package.MTIME)}
    assert {(e.isdir(), e.isfile(), e.mode) for e in entries} == {(True, False, 0o755), (False, True, 0o644)}


def test_only_what_belongs_is_there(files):
    def place(file):
        top = str(file.parent).replace(".", "")
        if top.startswith("bin"):
            top = {".txt": "bin/lib", ".csv": str(file.parent)}.get(file.suffix, "bin")
        return top, file.suffix

    assert {place(file) for file in files} == BELONGS
    assert {file.name for file in files if len(file.parts) == 1} == ROOT_FILES
    assert {file.parts[1] for file in files if file.parts[0] == "bin"} == IN_BIN
    assert {file.name for file in files if file.parts[0] == "static"} == ICONS


def test_nothing_hidden_compiled_local_or_for_tests_is_there(files):
    for file in files:
        assert not any(part.startswith(".") for part in file.parts), file
        assert not {"__pycache__", "local", "tests", "lab", "scripts"} & set(file.parts), file
        assert not file.name.endswith((".pyc", "_local.csv", "local.meta")), file
        assert not any(part.endswith(".dist-info") for part in file.parts), file


def test_every_module_of_the_scorer_is_there(files):
    core = package.ROOT / "bin" / "codesignrisk_core"
    modules = {str(path.relative_to(package.ROOT)) for path in [*core.rglob("*.py"), *core.glob("tables/*.csv")]}
    assert modules == {str(file) for file in files if file.parts[:2] == ("bin", "codesignrisk_core")}


def test_a_site_s_own_rows_stay_where_they_are(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "CONTENT", ("lookups/codesignrisk_*.csv",))
    lookups = tmp_path / "lookups"
    lookups.mkdir()
    for name in ("codesignrisk_parents.csv", "codesignrisk_parents_local.csv"):
        (lookups / name).touch()
    assert [file.name for file in package.content(tmp_path)] == ["codesignrisk_parents.csv"]


def test_a_missing_file_stops_the_build(tmp_path):
    with pytest.raises(FileNotFoundError, match="the package needs LICENSE"):
        package.content(tmp_path)


def test_the_sdk_keeps_its_licence_and_its_version(staged):
    notice = (staged / "bin" / "lib" / "LICENSE-splunk-sdk.txt").read_text(encoding="utf-8")
    assert "Copyright (c) 2011-2024 Splunk, Inc." in notice
    assert "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION" in notice
    assert "(2, 1, 1)" in (staged / "bin" / "lib" / "splunklib" / "__init__.py").read_text(encoding="utf-8")


def test_the_packaged_command_imports_nothing_from_outside(staged):
    code = "import sys; sys.path.insert(0, sys.argv[1]); import codesignrisk"
    # -I leaves out the environment's variables and the current folder, -S what is installed.
    run = subprocess.run([sys.executable, "-ISB", "-c", code, staged / "bin"], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
