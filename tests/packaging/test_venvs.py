"""Finding interpreters: one that is there but does not run, as pyenv's shims often are, does not count."""

import sys

import pytest

from scripts import venvs

VERSION = "{}.{}".format(*sys.version_info)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with an empty PATH and no pyenv."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return tmp_path


def put(folder, text):
    folder.mkdir(parents=True)
    program = folder / f"python{VERSION}"
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)
    return str(program)


def test_nothing_there(machine):
    assert venvs.find_interpreter(VERSION) is None


def test_on_the_path(machine):
    program = put(machine / "bin", f'exec {sys.executable} "$@"')
    assert venvs.find_interpreter(VERSION) == program


def test_a_shim_that_fails_is_passed_over_for_the_real_one(machine):
    put(machine / "bin", "exit 127")
    real = put(machine / "pyenv" / "versions" / f"{VERSION}.1" / "bin", f'exec {sys.executable} "$@"')
    assert venvs.find_interpreter(VERSION) == real


def test_another_version_under_that_name_does_not_count(machine):
    put(machine / "bin", "echo 2.7")
    assert venvs.find_interpreter(VERSION) is None


def test_an_environment_without_an_interpreter_names_what_it_wants(machine):
    with pytest.raises(venvs.MissingInterpreter, match=r"no python3\.9 that runs"):
        venvs.ensure("3.9")


@pytest.fixture
def commands(tmp_path, monkeypatch):
    """What is run to make the environment `new`, whose requirements are a file beside it."""
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("a==1\n")
    environment = venvs.Environment(tmp_path / "environment", requirements, (VERSION,))
    (tmp_path / "environment" / "bin").mkdir(parents=True)
    environment.python.touch()
    monkeypatch.setitem(venvs.ENVIRONMENTS, "new", environment)
    monkeypatch.setattr(venvs, "find_interpreter", lambda version: "/usr/bin/python")
    run = []
    monkeypatch.setattr(venvs.subprocess, "run", lambda command, check: run.append(command))
    return run


def test_an_environment_is_made_of_what_its_file_locks_by_hash(commands, tmp_path):
    venvs.ensure("new")
    [make, install] = commands
    assert make == ["/usr/bin/python", "-m", "venv", "--clear", tmp_path / "environment"]
    assert install[-3:] == ["--require-hashes", "--requirement", str(tmp_path / "requirements.txt")]


def test_an_environment_is_made_again_only_when_its_requirements_change(commands, tmp_path):
    venvs.ensure("new")
    venvs.ensure("new")
    assert len(commands) == 2
    (tmp_path / "requirements.txt").write_text("a==2\n")
    venvs.ensure("new")
    assert len(commands) == 4
