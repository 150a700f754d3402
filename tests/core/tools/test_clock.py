"""Commands that change the clock."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Script
from codesignrisk_core.tools import clock


@pytest.mark.parametrize(
    ("line", "changes"),
    [
        ("date 2013-05-06", True),
        ("date 06.05.2013", True),
        ("date -s 2013-05-06", True),
        ("date --set=2013-05-06", True),
        ("date 0506120013", True),
        ("w32tm /unregister", True),
        ("net stop w32time", True),
        ('net1 stop "Windows Time"', True),
        ("sc stop w32time", True),
        ("timedatectl set-time 2013-05-06", True),
        ("timedatectl set-ntp false", True),
        ("hwclock --set --date 2013-05-06", True),
        ("systemsetup -setdate 05:06:13", True),
        ("Set-Date 2013-05-06", True),
        ("faketime 2013-05-06 make", True),
        ("RunAsDate.exe 06\\05\\2013 a.exe", True),
        ("bash -c 'FAKETIME=2013-05-06 osslsigncode sign a'", True),
        ("sh -c LD_PRELOAD=/usr/lib/faketime/libfaketime.so.1", True),
        ("grep libfaketime.so a.txt", False),
        ("bash -c 'osslsigncode sign a'", False),
        # those that only ask, or keep it right
        ("date /t", False),
        ("date +%s", False),
        ("w32tm /resync", False),
        ("net start w32time", False),
        ("net stop spooler", False),
        ("timedatectl status", False),
        ("hwclock --show", False),
        ("notepad set-date.txt", False),
    ],
)
def test_commands(line: str, changes: bool) -> None:
    tokens = argv.split(line)
    assert clock.changes(Command(tokens[0].text, tokens, line)) is changes


@pytest.mark.parametrize(
    ("text", "changes"), [("Set-Date -Date 2013-05-06", True), ("$x = Get-Date", False), ("Reset-Date", False)]
)
def test_scripts(text: str, changes: bool) -> None:
    assert clock.changes(Script(text)) is changes
