"""What `make setup` does beside environments: system libraries and the vendored SDK."""

import hashlib
from pathlib import Path

import pytest

from scripts import check_system, vendor

NEED = check_system.Need(("lab-nowhere", "lab-here"), "debian-package", "brew-formula", "this test")


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with nothing on its PATH, where apt is not to be had."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def put(folder, name):
    program = folder / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)


def test_what_is_missing_is_named_with_its_packages(machine):
    assert check_system.provide((NEED,)) == (
        "Please install what is missing:\n"
        "  debian-package on Debian and Ubuntu, brew-formula with Homebrew (needed by this test)"
    )


def test_one_of_several_names_is_enough(machine):
    put(machine, "lab-here")
    assert check_system.provide((NEED,)) == ""


def test_root_has_it_installed(machine, monkeypatch):
    put(machine, "apt-get")
    monkeypatch.setattr(check_system.os, "geteuid", lambda: 0)
    monkeypatch.setattr(check_system, "install", lambda needs: put(machine, "lab-here"))
    assert check_system.provide((NEED,)) == ""


def test_nothing_is_installed_when_nothing_is_missing(machine, monkeypatch):
    put(machine, "lab-here")
    put(machine, "apt-get")
    monkeypatch.setattr(check_system, "install", lambda needs: pytest.fail("installs"))
    check_system.provide((NEED,))


def test_inspect_ends_with_the_advice(monkeypatch):
    monkeypatch.setattr(check_system, "FOR_INSPECT", (NEED,))
    monkeypatch.setattr(check_system, "install", lambda needs: None)
    with pytest.raises(SystemExit, match="debian-package on Debian"):
        check_system.main()


@pytest.fixture
def pip(monkeypatch):
    calls = []

    def run(command, check):
        calls.append(command)
        target = Path(command[command.index("--target") + 1])
        (target / "splunk_sdk-2.1.1.dist-info").mkdir(parents=True)

    monkeypatch.setattr(vendor.subprocess, "run", run)
    return calls


def test_the_sdk_is_installed_once(pip, tmp_path):
    vendor.vendor(tmp_path)
    vendor.vendor(tmp_path)
    assert len(pip) == 1
    assert {path.name for path in tmp_path.iterdir()} == {"LICENSE-splunk-sdk.txt", "requirements.sha256"}


def test_other_requirements_replace_the_sdk(pip, tmp_path):
    (tmp_path / "requirements.sha256").write_text(hashlib.sha256(b"other").hexdigest())
    (tmp_path / "old.py").touch()
    vendor.vendor(tmp_path)
    assert len(pip) == 1
    assert not (tmp_path / "old.py").exists()
