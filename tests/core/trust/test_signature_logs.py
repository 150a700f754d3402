"""The logs that tell of certificates and signatures."""

from __future__ import annotations

import re

import pytest
from codesignrisk_core.trust import registry_keys, signature_logs


@pytest.mark.parametrize(
    ("name", "log"),
    [
        ("Microsoft-Windows-CAPI2/Operational", "Microsoft-Windows-CAPI2/Operational"),
        ('"microsoft-windows-codeintegrity/operational"', "Microsoft-Windows-CodeIntegrity/Operational"),
        ("Microsoft-Windows-AppLocker/EXE and DLL", "Microsoft-Windows-AppLocker/EXE and DLL"),
        ("Microsoft-Windows-CAPI2", ""),
        ("Security", ""),
        ("", ""),
    ],
)
def test_channels(name: str, log: str) -> None:
    assert signature_logs.of_channel(name) == log


def test_each_channel_holds_a_word_of_the_index() -> None:
    channels = [channel for channel in map(signature_logs.of_channel, signature_logs._BY_NAME) if channel]
    assert len(channels) == len(signature_logs._BY_NAME) > 5
    for channel in channels:
        assert not set(re.split(r"[^a-z0-9]+", channel.lower())).isdisjoint(signature_logs.WORDS), channel


@pytest.mark.parametrize(
    ("key", "log"),
    [
        ("Microsoft-Windows-CodeIntegrity/Operational", "Microsoft-Windows-CodeIntegrity/Operational"),
        ("Microsoft-Windows-AppLocker/EXE and DLL", "Microsoft-Windows-AppLocker/EXE and DLL"),
        ("Microsoft-Windows-Lab/Operational", ""),
        ("Microsoft-Windows-CodeIntegrity/Operational\\x", ""),
    ],
)
def test_the_keys_of_channels(key: str, log: str) -> None:
    path = registry_keys.normal(f"HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\{key}")
    assert signature_logs.turned_off(path, "Enabled", 0) == log
    assert signature_logs.turned_off(path, "Enabled", 1) == signature_logs.turned_off(path, "MaxSize", 0) == ""
