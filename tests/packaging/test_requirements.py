"""The requirements: all that is installed is pinned, with hashes, and comes of a list that a person keeps."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from scripts import ROOT, vendor, venvs

LOCKED = [environment.requirements for environment in venvs.ENVIRONMENTS.values()]
PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\]+))?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


class Requirement(NamedTuple):
    name: str
    hashes: int


def requirements(path: Path) -> list[Requirement]:
    """Read a locked file; whatever else stands in it is an error."""
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8")).replace("\\\n", " ")
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        pin, *hashes = re.split(r"\s+(?=--)", line)
        match = PIN.fullmatch(pin.strip())
        assert match, f"{path.name} holds more than pins and hashes: {line[:80]}"
        assert all(map(HASH.fullmatch, hashes))
        found.append(Requirement(normal(match["name"]), len(hashes)))
    return found


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("path", [*LOCKED, vendor.REQUIREMENTS], ids=lambda path: path.name)
def test_every_package_is_pinned_with_its_hashes(path: Path) -> None:
    found = requirements(path)
    assert found
    assert [name for name, hashes in found if not hashes] == []


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.name)
def test_what_is_asked_for_is_locked(path: Path) -> None:
    lines = path.with_suffix(".in").read_text(encoding="utf-8").splitlines()
    asked = {normal(line.split("#")[0].strip()) for line in lines} - {""}
    assert asked <= {name for name, _ in requirements(path)}, "make lock"


def test_every_environment_has_a_list() -> None:
    lists = {path.with_suffix(".txt") for path in ROOT.glob("requirements-*.in")}
    assert lists == set(LOCKED)
    assert {path.name for path in ROOT.glob("requirements-*.txt")} == {
        path.name for path in [*LOCKED, vendor.REQUIREMENTS]
    }
