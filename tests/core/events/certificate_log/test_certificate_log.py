"""Windows' own logs on certificates: which events are theirs, and what comes out of the scorer."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.events import certificate_log
from codesignrisk_core.records.fields import Reader
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Settings
from hypothesis import given
from hypothesis import strategies as st

from tests.core import judging
from tests.core.certificate_events import (
    APPLOCKER,
    CAPI2,
    CODE_INTEGRITY,
    CODE_SIGNING,
    LIFECYCLE,
    PACKAGES,
    THUMBPRINT,
    event,
    lifecycle,
    listed,
)


def test_upkeep_comes_out_as_what_it_is(scorer: Scorer) -> None:
    for record, thumbprint in ((lifecycle(1005, CODE_SIGNING), THUMBPRINT), (listed(THUMBPRINT), "")):
        verdict = scorer.assess(record)
        assert {name: value for name, value in verdict.items() if value not in ("", 0, [])} == {
            "codesign_event": "certificate_log",
            "codesign_band": "none",
            **({"codesign_thumbprint": thumbprint} if thumbprint else {}),
        }


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (event(1007, LIFECYCLE), True),
        # the same number from software licensing
        (event(1007, "Application", SourceName="Microsoft-Windows-Security-SPP"), False),
        ({"EventCode": "1007", "source": f"XmlWinEventLog:{LIFECYCLE}"}, True),
        ({"EventCode": "4887", "source": "XmlWinEventLog:Security"}, True),
        ({"EventCode": "4887", "source": "WinEventLog:Security"}, True),
        ({"EventCode": "4887", "source": "WinEventLog:Application"}, False),
        (event(70, "System", SourceName="Service Control Manager"), False),
        (event(70, "ForwardedEvents", SourceName="Microsoft-Windows-CAPI2"), True),
        ({"EventCode": "81"}, False),
        (event(603, PACKAGES), True),
        (event(603, "ForwardedEvents", Provider_Name="Microsoft-Windows-AppXDeployment-Server"), True),
        (event(603, "Application"), False),
        (event(90, CAPI2), True),
        (event(90, "System"), False),
        (event(10, CAPI2), False),
        *((event(number, LIFECYCLE), True) for number in range(1001, 1009)),
        # software licensing and user profiles have these numbers too
        *((event(number, "Application"), False) for number in range(1001, 1009)),
    ],
)
def test_event_numbers_need_their_channel(record: dict[str, str], expected: bool) -> None:
    assert certificate_log.matches(Reader().view(record)) is expected


NUMBERS = st.sampled_from("11 30 70 81 90 1001 1004 1006 1007 1008 3033 3089 4887 4899 8004 603".split())
CHANNELS = st.sampled_from([CAPI2, LIFECYCLE, CODE_INTEGRITY, APPLOCKER, PACKAGES, "Security"])

FIELDS = st.sampled_from(
    [
        "UserData_Xml",
        "Status",
        "VerificationError",
        "FileNameBuffer",
        "Attributes",
        "NewTemplateContent",
        "value",
        "Path",
        "Flags",
    ]
)

TEXTS = st.text() | st.lists(st.text(max_size=5), max_size=3) | st.sampled_from(["<a value='", "<b oid='x'/>", "0x"])


@given(NUMBERS, CHANNELS, st.dictionaries(FIELDS, TEXTS))
def test_never_raises(number: str, channel: str, fields: dict[str, Any]) -> None:
    view = Reader().view({"EventCode": number, "Channel": channel, **fields})
    if certificate_log.matches(view):
        certificate_log.judge(view, judging.site(Settings()))


@pytest.mark.parametrize(
    ("text", "indicators"),
    [("<!-- --><filePath>C:\\a\\signtool.exe</filePath>", ["unread_commands"]), ("<!-- --><filePath>a</filePath>", "")],
)
def test_user_data_that_is_not_read_is_looked_through(scorer: Scorer, text: str, indicators: object) -> None:
    verdict = scorer.assess({**event(81, CAPI2), "UserData_Xml": text})
    assert verdict["codesign_indicators"] == indicators
    assert verdict["codesign_error"] == "UserData with a declaration (<!) was not read"
