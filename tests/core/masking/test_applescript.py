"""Passwords in AppleScript."""

from __future__ import annotations

import time

import pytest
from codesignrisk_core.masking import applescript, of_text, of_words

SHELL = 'do shell script "spctl --master-disable"'
TEXTS = [
    (f'{SHELL} user name "bob" password "Zx81" with administrator privileges', ["Zx81"]),
    (f'{SHELL} password "Zx 81" user name "bob"', ["Zx 81"]),
    (f'{SHELL} PASSWORD   "Zx81"', ["Zx81"]),
    (f'{SHELL} password "Zx\\"81"', ['Zx\\"81']),  # a quote inside it
    ('do shell script c user name "bob" password "Zx81"', ["Zx81"]),
    ('mount volume "smb://srv/x" as user name "bob" with password "Zx81"', ["Zx81"]),
    (f'set pw to "Zx81"\n{SHELL} password pw', ["Zx81"]),
    (f'property adminPassword : "Zx81"\n{SHELL} password adminPassword', ["Zx81"]),
    # in quotes of a shell, of a text in those, and behind another -e
    (f'osascript -e "{SHELL} password "Zx81""'.replace('"', '\\"').replace('-e \\"', '-e "'), ["Zx81"]),
    ('sh -c "osascript -e \\"do shell script \\\\\\"x\\\\\\" password \\\\\\"Zx81\\\\\\"\\""', ["Zx81"]),
    (f"osascript -e 'set pw to \"Zx81\"' -e '{SHELL} password pw'", ["Zx81"]),
    # what is no password
    (f"{SHELL} with administrator privileges", []),
    (f'{SHELL} with prompt "type your password " default answer "x"', []),
    (f'display dialog "the password " & "x"; {SHELL}', []),
    (f'set name to "bob"; {SHELL}', []),
    ('the password "Zx81" in a text of another kind', []),
    (f'{SHELL} password "Zx81', []),  # it does not end
    ("", []),
]


@pytest.mark.parametrize(("text", "secrets"), TEXTS)
def test_text(text: str, secrets: list[str]) -> None:
    assert list(applescript.of_text(text)) == secrets


def test_line_and_word() -> None:
    script = f'{SHELL} user name "bob" password "Zx81" with administrator privileges'
    assert of_text(f"osascript -e '{script}'") == ["Zx81"]
    assert of_words(["osascript", "-e", script]) == ["Zx81"]


@pytest.mark.parametrize("unit", ['password "', '"', '\\"', 'set pw to "', "do shell script ", "do  ", '\\" "', "set "])
def test_time_grows_with_the_text(unit: str) -> None:
    text = "do shell script " + (unit * 65_536)[:65_536]
    start = time.process_time()
    list(applescript.of_text(text))
    assert time.process_time() - start < 1
