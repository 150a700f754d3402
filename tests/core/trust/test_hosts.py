"""Hosts of addresses, shares and copy targets: a company's own, or strangers."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import hosts
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    "address",
    [
        "https://198.51.100.7/x",
        "http://user@198.51.100.7:8080/",
        "ftp://198.51.100.7",
        "\\\\198.51.100.7\\share\\a.pfx",
        "\\\\198.51.100.7@8080\\DavWWWRoot\\a.pfx",
        "root@198.51.100.7:/tmp/",
        "198.51.100.7:/tmp",
        "https://transfer.sh/a",
        "https://API.Telegram.org/bot1/sendDocument",
        "https://a.b.ngrok.io/",
    ],
)
def test_outside(address: str) -> None:
    assert hosts.is_outside(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://10.0.0.7/x",
        "\\\\192.168.0.7\\share",
        "\\\\fs1\\share",
        "root@172.16.0.7:/tmp/",
        "https://127.0.0.1/",
        "https://artifacts.corp.example/a",
        "https://transfer.sh.corp.example/a",
        "https://nottransfer.sh/a",
        "C:\\x\\a.pfx",
        "/tmp/a.pfx",
    ],
)
def test_inside_or_unknown(address: str) -> None:
    assert not hosts.is_outside(address)


@given(st.text(max_size=200))
def test_any_text(address: str) -> None:
    hosts.is_outside(address)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("\\\\10.4.0.9\\x\\a.cer", True),
        ("\\\\files.example@ssl\\x\\a.cer", True),
        ("https://203.0.113.9:8443/a.cer", True),
        ("\\\\fs01\\x\\a.cer", False),
        ("https://pki.corp.example/a.cer", False),
        ("https://ann@pki.corp.example/a.cer", False),
        ("c:\\x\\a.cer", False),
        ("", False),
    ],
)
def test_bare(address: str, expected: bool) -> None:
    assert hosts.is_bare(address) is expected
