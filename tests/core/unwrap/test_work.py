"""Twice the line is at most twice the work, for lines that were written to be much work."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from codesignrisk_core.budget import STEPS, Budget
from codesignrisk_core.unwrap import unwrap

from tests.core.unwrapping import command

ENDLESS = 1_000_000_000
LENGTH = 2_000

# Lines of about n characters in which a part of n characters is looked at again for each of n references or rounds.
# A budget ends them; what counts is that it is charged for all of it.
GREEDY: dict[str, Callable[[int], str]] = {
    "references that leave nothing": lambda n: f"cmd /c set x={'a' * (n // 2)}&echo {'%x:a=%' * (n // 12)}",
    "references that cut": lambda n: f"cmd /c set x={'a' * (n // 2)}&echo {'%x:~0,1%' * (n // 16)}",
    "references that almost match": lambda n: f"cmd /c set x={'a' * (n // 2)}&echo %x:{'a' * (n // 4)}b=%",
    "values that grow": lambda n: f"cmd /c {'set a=%a%b&' * (n // 11)}",
    "set without a name": lambda n: f"cmd /c for /l %i in (1,1,50) do set =^{'^a' * (n // 2)}%i",
    "sums": lambda n: f"cmd /c for /l %i in (1,1,50) do set /a={'<a ' * (n // 3)}%i",
    "quotes in a loop": lambda n: f"cmd /c for /l %i in (1,1,50) do set x={chr(34) * n}%i",
}

WRAPPERS = {
    "cmd": "cmd /c {}",
    "cmd in cmd": "cmd /c cmd /c cmd /c {}",
    "variables": "cmd /v /c set a=x&{}",
    "sh": "/bin/sh -c '{}",
    "sh in sh": "/usr/bin/env bash -c exec sh -c {}",
    "osascript": "/usr/bin/osascript -e 'do shell script \"{}",
    "python": "python -c \"os.system('{}",
    "perl": 'perl -e "{}',
    "mshta": "mshta vbscript:{}",
    "javascript": "mshta javascript:{}",
    "forfiles": 'forfiles /c "cmd /c {}',
    "psexec": "psexec \\\\h cmd /c {}",
    "wmic": 'wmic process call create "cmd /c {}',
    "ssh": "ssh h {}",
    "powershell": "powershell -f {}",
    "powershell's options": "powershell {}",
    "conhost": "conhost conhost {}",
}

PIECES = [
    *(
        "a ",
        "a&",
        "&",
        "a|",
        "a;",
        "a\n",
        "(",
        "(a)",
        ")",
        '"',
        "'",
        "`",
        "^",
        "^a",
        "\\",
        '\\"',
        "%",
        "!",
        "> a ",
        "2>&1 ",
    ),
    *("if a==a ", "if a==b (a) else (b)&", "if not exist a ", "for %a in (b) do ", "for %a in (", "for   ", "for %a "),
    *("call ", "call a&", "start ", 'start "t" /d x ', "rem &", "echo a|cmd&", "cd a&", "pushd a&", "copy a b&"),
    *("set a=!a!!a!&", "%a:~0,1%", "%a:x=y%", "%a%", "set x=^", "a # ", "a=b ", "cd a;"),
    *(
        "$(",
        "$(a) ",
        '"$(',
        "`a` ",
        "exec ",
        "eval ",
        "cmd /c ",
        "sh -c ",
        "then ",
        "\u0315\u0300",
        "\ufdfa",
        "\u2013a ",
    ),
    *('.Run("a") ', ".Run(Chr(65)&", "system('a') ", "system(['a','b']) ", "'a'+", "call('", 'do shell script "a" '),
    *("-sta ", "-ep a ", "commandline= ", "0x22", "-p a "),
]


def spent(line: str, steps: int = ENDLESS) -> int:
    budget = Budget(steps)
    image = line.split()[0] if line.startswith("/") else ""
    unwrap(command(line, image), budget=budget)
    return budget.spent


@pytest.mark.parametrize("name", GREEDY)
def test_greedy_lines_are_charged_for_all_that_they_look_at(name: str) -> None:
    """Their work grows faster than they do: that is why there is a budget, and it has to see it."""
    once, twice = (spent(GREEDY[name](n)) for n in (LENGTH, 2 * LENGTH))
    assert twice > 1.9 * once
    assert spent(GREEDY[name](LENGTH), STEPS) <= STEPS + 40 * LENGTH  # one statement may be begun


@pytest.mark.parametrize(("wrapper", "piece"), list(product(WRAPPERS, PIECES)))
def test_twice_the_line_is_twice_the_work(wrapper: str, piece: str) -> None:
    once, twice = (spent(WRAPPERS[wrapper].format(piece * (n // len(piece)))) for n in (LENGTH, 2 * LENGTH))
    assert min(twice, STEPS) <= 2.3 * once


@pytest.mark.parametrize(
    "loop",
    [
        "for /l %i in (1,1,99999) do ",
        "for /l %i in (1,1,999) do for /l %j in (1,1,999) do ",
        "for %i in (1 2 3 4 5 6 7 8 9) do ",
        "for /f %i in ('echo a') do ",
    ],
)
@pytest.mark.parametrize("body", ["a %i&", "set r=!r!%i&", "call a %i&", "cd %i&", "echo %x:a=%i%&", "if %i==1 a&"])
def test_loops_end_with_the_budget(loop: str, body: str) -> None:
    line = f"cmd /v /c set x={'a' * 500}&{loop}{body * (LENGTH // len(body))}"
    assert spent(line, steps=200_000) <= 200_000 + 40 * len(line)
