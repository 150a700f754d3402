"""Changes of the registry as Sysmon, Security 4657 and the data model tell them."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.events import registry
from codesignrisk_core.model import Report
from codesignrisk_core.records import fields
from codesignrisk_core.settings import Settings
from hypothesis import given
from hypothesis import strategies as st

from tests.core.judging import SYSMON, THUMB, judged, never_raises
from tests.core.registry_events import (
    BLOB,
    BOOT,
    CONTROL,
    KERNEL,
    SIP,
    STORES,
    USER_STORES,
    security,
    set_value,
    sysmon,
)


def judge(record: dict[str, Any], settings: Settings) -> Report:
    return judged(registry, record, settings)[0]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"EventCode": "13", "Channel": SYSMON}, True),
        ({"EventCode": "13", "source": f"XmlWinEventLog:{SYSMON}"}, True),
        ({"EventCode": "13", "source": "WinEventLog:ForwardedEvents"}, True),
        ({"EventCode": "13"}, True),
        ({"EventCode": "13", "Channel": "System"}, False),
        ({"EventCode": "4657", "source": "WinEventLog:Security"}, True),
        ({"EventCode": "4657", "Channel": "Application"}, False),
        ({"EventCode": "11", "Channel": SYSMON}, False),
        ({"registry_path": f"{STORES}ROOT"}, True),
        ({"Registry.registry_path": "\\REGISTRY\\MACHINE\\SOFTWARE"}, True),
        ({"ObjectName": "C:\\x.pfx"}, False),
        ({"process": "reg add"}, False),
        ({}, False),
    ],
)
def test_which_events_are_of_the_registry(record: dict[str, Any], expected: bool) -> None:
    assert registry.matches(fields.Reader().view(record)) is expected


@pytest.mark.parametrize(
    ("record", "indicators"),
    [
        # key and value in one path, apart, or the value twice
        (set_value(f"{SIP}\\Dll", details="x.dll"), ["trust_provider_hijack"]),
        ({"registry_path": SIP, "registry_value_name": "Dll", "registry_value_data": "x.dll"},
         ["trust_provider_hijack"]),
        ({"registry_path": f"{SIP}\\Dll", "registry_value_name": "dll", "registry_value_data": "x.dll"},
         ["trust_provider_hijack"]),
        # 4657 has the key alone, whatever its last part
        (security(f"{KERNEL}{SIP[5:]}\\Dll", "Dll", new="x.dll"), ["trust_provider_hijack"]),
        (security(f"{KERNEL}{SIP[5:]}", "Comment"), []),
        # user hives by the kernel's names
        (security("\\REGISTRY\\USER\\S-1-5-21-7\\Software\\Microsoft\\SystemCertificates\\Root\\ProtectedRoots",
                  "Certificates"), ["protected_roots_change"]),
        # data: a number of 32 bits, of 64, as text
        (set_value(f"{CONTROL}CI\\Policy\\UpgradedSystem", details="DWORD (0x00000001)"), ["weaken_code_integrity"]),
        (set_value(f"{CONTROL}CI\\Policy\\UpgradedSystem", details="QWORD (0x00000001-0x00000001)"), []),
        (set_value(f"{CONTROL}CI\\Policy\\UpgradedSystem", details="QWORD (0x00000001-0x00000000)"), []),
        (set_value(f"{CONTROL}CI\\Policy\\UpgradedSystem", details="DWORD (0x00000001"), []),
        (set_value(f"{CONTROL}CI\\Policy\\UpgradedSystem", details="1"), ["weaken_code_integrity"]),
        # operations, as each source names them
        *((sysmon("12", f"{STORES}ROOT\\Certificates\\{THUMB}", EventType=done), ["delete_from_trusted_store"])
          for done in ("DeleteKey", "DeleteValue", "deleted")),
        (security(KERNEL + f"SOFTWARE\\Microsoft\\SystemCertificates\\ROOT\\Certificates\\{THUMB}", "Blob", "%%1906"),
         ["delete_from_trusted_store"]),
        (security(KERNEL + f"SOFTWARE\\Microsoft\\SystemCertificates\\MY\\Certificates\\{THUMB}", "Blob", "%%1905"),
         ["certificate_in_profile"]),
        ({"registry_path": SIP, "action": "created"}, ["trust_provider_hijack"]),
        ({"registry_path": SIP, "action": "read"}, []),
        ({"registry_path": f"{STORES}MY\\Certificates\\{THUMB}", "registry_value_name": "Blob", "action": "created"},
         ["certificate_in_profile"]),
        (sysmon("14", "HKLM\\SOFTWARE\\X\\certificates\\", NewName=SIP), ["trust_provider_hijack"]),
        (sysmon("14", SIP, NewName="HKLM\\SOFTWARE\\X"), ["trust_provider_hijack"]),
        # creating the key of a certificate says nothing yet
        (sysmon("12", f"{STORES}MY\\Certificates\\{THUMB}", EventType="CreateKey"), []),
    ],
)  # fmt: skip
def test_how_each_source_tells_a_change(record: dict[str, Any], indicators: list[str], shipped: Settings) -> None:
    found = [finding.indicator for finding in judge(record, shipped).findings]
    assert [name for name in found if not name.startswith("writer_")] == indicators


PIECES = st.sampled_from(
    [STORES, USER_STORES, "ROOT", BLOB, THUMB, SIP, BOOT, "16000049\\Element", CONTROL, "CI\\Policy\\X",
     "\\", "(", "DWORD (0x", "é", "\x00", "-", "0x", "", "\\REGISTRY\\USER\\"]
)  # fmt: skip

TEXT = st.lists(PIECES | st.text(max_size=8), max_size=5).map("".join)


@given(
    event=st.sampled_from(["12", "13", "14", "4657", ""]),
    values=st.dictionaries(
        st.sampled_from(
            "TargetObject ObjectName registry_path ObjectValueName Details NewValue EventType NewName Image".split()
        ),
        TEXT,
    ),
)
def test_never_raises(event: str, values: dict[str, str], shipped: Settings) -> None:
    never_raises(registry, {"EventCode": event, **values}, shipped)
