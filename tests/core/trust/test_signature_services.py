"""Services that hold programs back by their signers."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import registry_keys, signature_services


@pytest.mark.parametrize(
    ("name", "service"), [("AppIDSvc", "appidsvc"), ('"applockerfltr"', "applockerfltr"), ("cryptsvc", ""), ("", "")]
)
def test_names(name: str, service: str) -> None:
    assert signature_services.of_name(name) == service


def test_what_may_stop_for_a_while_but_has_to_start() -> None:
    assert [signature_services.of_name(name, disabled=True) for name in ("CryptSvc", "AppID", "spooler")] == [
        "cryptsvc",
        "appid",
        "",
    ]
    key = registry_keys.normal("HKLM\\SYSTEM\\ControlSet001\\Services\\CryptSvc")
    assert registry_keys.may_matter(key + "\\start")
    assert registry_keys.weakens(key, "Start", "4")


@pytest.mark.parametrize(("data", "weak"), [("4", True), ("0x4", True), ("2", False)])
def test_the_start_of_a_service(data: str, weak: bool) -> None:
    key = registry_keys.normal("HKLM\\SYSTEM\\CurrentControlSet\\Services\\AppIDSvc")
    assert registry_keys.may_matter(key + "\\start")
    assert registry_keys.weakens(key, "Start", data) is weak
