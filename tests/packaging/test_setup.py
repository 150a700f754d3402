"""What `make setup` does beside environments: system libraries and the vendored SDK."""

import hashlib
from pathlib import Path

import pytest

from scripts import check_system, vendor


def test_a_missing_library_is_named_with_its_package(monkeypatch):
    monkeypatch.setattr(check_system, "missing", lambda: ["magic"])
    monkeypatch.setattr(check_system, "install", lambda names: None)
    with pytest.raises(SystemExit, match="libmagic: libmagic1 on Debian"):
        check_system.main()


def test_nothing_is_installed_when_nothing_is_missing(monkeypatch):
    monkeypatch.setattr(check_system, "missing", list)
    monkeypatch.setattr(check_system, "install", lambda names: pytest.fail("installs"))
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
