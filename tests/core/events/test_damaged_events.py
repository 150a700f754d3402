"""Events of every kind, damaged on their way: assessed without a fault, and what is of no kind we know says nothing."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.records import sources
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Settings
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.events.certificate_log import (
    test_app_packages,
    test_applocker,
    test_authority,
    test_capi2,
    test_code_integrity,
    test_lifecycle,
)
from tests.core.powershell.test_module_log import IMPORT, OPERATIONAL
from tests.core.records.sensors.test_traces import KINDS
from tests.core.sensor_events import CERTUTIL, SYSMON
from tests.core.test_scorer import check

LOGS = (test_app_packages, test_applocker, test_authority, test_capi2, test_code_integrity, test_lifecycle)
WHOLE: list[dict[str, Any]] = [
    {"EventCode": "1", "Channel": SYSMON, **CERTUTIL},
    {"EventCode": "4103", "Channel": OPERATIONAL, "Payload": IMPORT},
    {"EventCode": "6", "Channel": SYSMON, "ImageLoaded": "C:\\x.sys", "Signed": "false", "SignatureStatus": "Revoked"},
    {"EventCode": "4657", "ObjectName": "\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Control\\CI\\Config",
     "ObjectValueName": "VulnerableDriverBlocklistEnable", "OperationType": "%%1905", "NewValue": "0"},
    {"EventCode": "4663", "ObjectName": "D:\\pki\\a.pfx", "AccessMask": "0x2", "ObjectType": "File"},
    {"EventCode": "7045", "Channel": "System", "ImagePath": "C:\\Users\\Public\\a.sys", "ServiceType": "0x1"},
    *(record for records in KINDS.values() for record in records.values()),
    *(record for log in LOGS for record, _, _ in log.CASES.values()),
]  # fmt: skip
ERRORS = {
    "",
    "no script text",
    "no command line: turn on command-line auditing for process creation events",
    "a path alone in the field process: the command line may be missing",
}
ODD = st.sampled_from(
    ["", "-", "\x00", "\ud800", "\u202e", "²", "\uff10x", "%%1904", "'", '"', "\\\\", "<a b=", "&#0;", "\r\n", "1" * 30]
) | st.text(max_size=6)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """One of the events with fields lost, cut, doubled, turned into lists, moved, or written in an odd way."""
    record: dict[str, Any] = dict(draw(st.sampled_from(WHOLE)))
    for _ in range(draw(st.integers(1, 5))):
        if not record:
            break
        name = draw(st.sampled_from(sorted(record)))
        value = record[name]
        text = value if isinstance(value, str) else "".join(value)
        place = draw(st.integers(0, len(text)))
        how = draw(st.sampled_from(["lose", "cut", "list", "double", "move", "odd", "case"]))
        if how == "lose":
            del record[name]
        elif how == "cut":
            record[name] = text[:place]
        elif how == "list":
            record[name] = draw(st.sampled_from([[], [text], [text[:place], text[place:]]]))
        elif how == "double":
            record[name] = [text, draw(ODD)]
        elif how == "move":
            record[draw(st.sampled_from(sources.required(sources.NAMES)))] = value
        elif how == "odd":
            record[name] = text[:place] + draw(ODD) + text[place:]
        else:
            record[name] = text.swapcase()
    return record


@pytest.fixture(scope="module", params=[False, True], ids=["fields", "raw"])
def assess(request: pytest.FixtureRequest, shipped: Settings) -> Any:
    """Score with and without the fields of _raw."""
    return Scorer(shipped, use_raw=request.param).assess


def test_the_whole_events_are_of_every_kind(assess: Any) -> None:
    kinds = {assess(record)["codesign_event"] for record in WHOLE}
    assert kinds == {"process", "file", "registry", "script", "image", "driver", "service", "certificate_log"}


@pytest.mark.slow
@settings(max_examples=1_000)
@given(damaged())
def test_a_damaged_event_is_assessed(assess: Any, record: dict[str, Any]) -> None:
    verdict = assess(record)
    check(verdict)
    assert verdict["codesign_error"] in ERRORS
    if verdict["codesign_event"] == "other":
        assert {name for name, value in verdict.items() if value not in ("", 0, "none")} == {"codesign_event"}
