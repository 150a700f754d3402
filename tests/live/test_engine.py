"""The containers of `make test-splunk`, with a Docker that only writes down what it is told."""

from __future__ import annotations

import stat
import tarfile
from pathlib import Path
from typing import Any

import pytest

from live import engine
from live.server import NoServerError

DOCKER = """#!/bin/sh
echo "$@ $SPLUNK_PASSWORD" >> {log}
case "$*" in {failing}) exit 1;; esac
"""
UP, DOWN = "compose up --detach --wait --wait-timeout 900", "compose down --volumes"


@pytest.fixture
def docker(tmp_path: Path, monkeypatch: Any) -> Any:
    """Put a Docker on the PATH whose calls of a kind fail, and return how to read what it was told."""
    log = tmp_path / "log"
    monkeypatch.setattr(engine, "BUILD", tmp_path / "live")
    monkeypatch.setattr(
        engine, "PACKAGES", {name: tmp_path / "live" / path.name for name, path in engine.PACKAGES.items()}
    )

    def install(failing: str = "none") -> Any:
        program = tmp_path / "bin" / "docker"
        program.parent.mkdir()
        program.write_text(DOCKER.format(log=log, failing=failing), encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(program.parent))
        return lambda: [line.rsplit(" ", 1) for line in log.read_text(encoding="utf-8").splitlines()]

    return install


def test_it_is_started_and_taken_away_again(docker: Any) -> None:
    calls = docker()
    with engine.running() as address:
        assert (address.url, address.hec_url) == ("https://127.0.0.1:8089", "https://127.0.0.1:8088")
        assert address.password.isalnum()
    told = [words for words, _ in calls()]
    assert told == ["compose version", "info", UP, DOWN]
    assert {password for words, password in calls() if words in (UP, DOWN)} == {address.password}


def test_it_is_kept_when_asked_for_and_the_password_shown(docker: Any, capsys: Any) -> None:
    calls = docker()
    with engine.running(keep=True) as address:
        pass
    assert calls()[-1][0] == UP
    assert capsys.readouterr().out == f"Splunk Web: http://127.0.0.1:8000, admin, {address.password}\n"


def test_what_does_not_start_is_taken_away_and_no_server(docker: Any) -> None:
    calls = docker("*up*")
    with pytest.raises(NoServerError, match="docker compose did not start it"), engine.running():
        pass
    assert [words for words, _ in calls()][-3:] == [UP, "compose logs --tail 50", DOWN]


@pytest.mark.parametrize("failing", ["info", "*version*"])
def test_a_docker_without_engine_or_compose_is_no_server(docker: Any, failing: str) -> None:
    calls = docker(failing)
    with pytest.raises(NoServerError, match="no Docker engine with Compose answers"), engine.running():
        pass
    assert UP not in [words for words, _ in calls()]


def test_a_failure_in_between_takes_it_away_too(docker: Any) -> None:
    calls = docker()
    with pytest.raises(ZeroDivisionError), engine.running():
        _ = 1 / 0
    assert calls()[-1][0] == DOWN


def test_the_packages_are_built_under_the_names_that_compose_mounts(docker: Any) -> None:
    engine.build()
    for name, path in engine.PACKAGES.items():
        with tarfile.open(path) as tar:
            assert {member.name.split("/")[0] for member in tar} == {name}
            assert f"{name}/default/app.conf" in tar.getnames()
