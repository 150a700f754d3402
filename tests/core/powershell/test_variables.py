"""Names of variables. Source: learn.microsoft.com about_Scopes."""

from __future__ import annotations

import pytest
from codesignrisk_core.powershell import variables


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Path", "path"),
        ("global:Path", "path"),
        ("Script:Path", "path"),
        ("local:path", "path"),
        ("private:path", "path"),
        ("using:path", "path"),
        ("variable:path", "path"),
        ("env:Path", "env:path"),
        ("function:path", "function:path"),
        ("global:env:path", "env:path"),
        ("", ""),
    ],
)
def test_keys(name: str, key: str) -> None:
    assert variables.key(name) == key


def test_what_every_session_has() -> None:
    """The letters that obfuscators pick: $PSHome[4]+$PSHome[30]+'x' is iex, and so is $env:ComSpec[4,24,25]-join''."""
    assert variables.SESSION["pshome"][21] + variables.SESSION["pshome"][30] + "x" == "iex"
    assert "".join(variables.SESSION["env:comspec"][place] for place in (4, 24, 25)) == "iex"
