"""Lines that ask for help."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv, questions


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("-?", True),
        ("/?", True),
        ("--help", True),
        ("-h", True),
        ("sign /?", True),
        ("-addstore -?", True),
        ("-f -enterprise -addstore -?", True),
        ("-addstore root -?", True),
        ("-importcert -help", True),
        ("add-trusted-cert -h", True),
        ("sign --help", True),
        ("code certificate-store --help", True),
        # what may run all the same
        ("--master-disable -h", False),
        ("-c --help", False),
        ("-c /tmp/x --help", False),
        ("-addstore root x.cer -?", False),
        ("sign /f C:\\x.pfx /?", False),
        ("one two three -?", False),
        # an option of that name, somewhere else
        ("-h sha256 -in x.exe", False),
        ("-h 1 -r", False),
        ("sign", False),
        ("", False),
    ],
)
def test_who_asks_for_help(line: str, asks: bool) -> None:
    assert questions.asks(argv.split(f"x.exe {line}")[1:]) is asks
