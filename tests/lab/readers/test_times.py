"""Time stamps of event sources."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.readers.times import epoch, instant, stamp, zone_of


@pytest.mark.parametrize(
    ("value", "time"),
    [
        # ISO 8601: Sysmon, Windows, Splunk's export, fluent-bit, Falcon
        ("2025-06-03 09:14:08.211", "1748942048.211000"),
        ("2025-06-03T09:14:08.2110000Z", "1748942048.211000"),
        ("2025-06-03T11:14:08.211+02:00", "1748942048.211000"),
        ("2025-06-03T11:14:08.211+0200", "1748942048.211000"),
        ("2025-06-03 11:14:08 +0200", "1748942048.000000"),
        ("2025-06-03 09:14:08Z", "1748942048.000000"),
        ("2025-06-03T09:14:08.211123456-00:00", "1748942048.211123"),
        # epoch seconds, and their thousandths, millionths, billionths
        ("1748942048", "1748942048.000000"),
        ("1748942048.5", "1748942048.500000"),
        ("1748942048211", "1748942048.211000"),
        ("1748942048211123", "1748942048.211123"),
        ("1748942048211123456", "1748942048.211123"),
        ("1.748942048211e+09", "1748942048.211000"),
        # Windows' FILETIME, .NET, osquery, Linux audit
        ("133934156482110000", "1748942048.211000"),
        ("/Date(1748942048211)/", "1748942048.211000"),
        ("/Date(1748942048211+0200)/", "1748942048.211000"),
        ("Tue Jun  3 09:14:08 2025 UTC", "1748942048.000000"),
        ("1748942048.211:481", "1748942048.211000"),
        ("audit(1748942048.211:481):", "1748942048.211000"),
        # forms of a country: the Azure portal, Windows, Splunk's classic text, German Windows
        ("6/3/2025, 9:14:08.211 AM", "1748942048.211000"),
        ("6/3/2025 9:14:08 PM", "1748985248.000000"),
        ("06/03/2025 12:14:08 AM", "1748909648.000000"),
        ("03.06.2025 09:14:08", "1748942048.000000"),
        ("6/3/2025 9:14 AM", "1748942040.000000"),
        ("6/3/2025, 9:14:08\u202fAM", "1748942048.000000"),  # as browsers put it since ICU 72
        ("6/3/2025 9:14:08 pm", "1748985248.000000"),
        # the year first
        ("2025/06/03 09:14:08", "1748942048.000000"),
        ("2025/6/3 9:14:08.211", "1748942048.211000"),
        ("2025/06/03 11:14:08 +02:00", "1748942048.000000"),
        ("2025/06/03 09:14", "1748942040.000000"),
        # ISO 8601 without signs
        ("20250603T091408Z", "1748942048.000000"),
        ("20250603T091408", "1748942048.000000"),
        ("20250603T111408.211+0200", "1748942048.211000"),
        # months by name: Kibana, asctime and date(1), mail and HTTP
        ("Jun 3, 2025 @ 09:14:08.211", "1748942048.211000"),
        ("Jun 13, 2025 @ 09:14:08", "1749806048.000000"),
        ("Jun 3, 2025 9:14:08 AM", "1748942048.000000"),
        ("Jun 3, 2025, 9:14:08\u202fPM", "1748985248.000000"),
        ("Jun 03, 2025 09:14:08.211", "1748942048.211000"),
        ("Tue Jun  3 09:14:08 2025", "1748942048.000000"),
        ("Tue Jun  3 09:14:08 UTC 2025", "1748942048.000000"),
        ("Tue Jun  3 09:14:08 GMT 2025", "1748942048.000000"),
        ("Tue, 03 Jun 2025 09:14:08 GMT", "1748942048.000000"),
        ("Tue, 3 Jun 2025 11:14:08 +0200", "1748942048.000000"),
        ("03 Jun 2025 09:14:08", "1748942048.000000"),
        # a zone's name that is UTC: Go, Carbon Black Cloud
        ("2025-06-03 09:14:08 +0000 UTC", "1748942048.000000"),
        ("2025-06-03 09:14:08.211 UTC", "1748942048.211000"),
        # Excel's day numbers: a whole second where the decimals allow it
        ("45811.3848148148", "1748942048.000000"),
        ("45811.384815", "1748942048.000000"),
        ("45811,3848148148", "1748942048.000000"),
        ("45811.38481725694", "1748942048.211000"),
        ("45811.5", "1748952000.000000"),
        # none
        ("45811", ""),  # a count, a process id
        ("9416.5", ""),
        ("80000.25", ""),
        ("Jun 31, 2025 @ 09:14:08", ""),
        ("Jun 3, 2025 @ 25:14:08", ""),
        ("Jun 3, 2025 13:14:08 PM", ""),
        ("Tue Jun  3 09:14:08 CEST 2025", ""),  # of which zone? IST has three
        ("2025-06-03 11:14:08 +0200 UTC", ""),
        ("Jun  3 09:14:08", ""),  # of which year?
        ("13/06/2025 09:14:08 AM", ""),
        ("2025/31/12 09:14:08", ""),
        ("6/3/2025 13:14:08 AM", ""),
        ("6/3/2025 0:14:08 AM", ""),
        ("03/06/2025 09:14:08", ""),  # of which country?
        ("1601-01-01T00:00:00Z", ""),
        ("-", ""),
        ("9416", ""),
        ("123456789", ""),
        ("20250603", ""),
        ("6/31/2025 9:14:08 PM", ""),
        ("9999999999:1", ""),
        ("2025-06-03T09:14:08" + "0" * 60, ""),
        (["2025-06-03"], ""),
        (None, ""),
    ],
)
def test_times(value: str | list[str] | None, time: str) -> None:
    assert epoch(value) == time


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("03/06/2025 09:14:08", "1748942048", "1741252448"),
        ("3/6/2025, 9:14:08 am", "1748942048", "1741252448"),
        ("13/06/2025 09:14:08", "1749806048", ""),
        ("2025-06-03 09:14:08", "1748942048", "1748942048"),
    ],
)
def test_the_order_of_a_date_with_slashes(text: str, day_first: str, month_first: str) -> None:
    assert [stamp(instant(text, order)).removesuffix(".000000") for order in (True, False)] == [day_first, month_first]


def test_a_time_without_zone_is_of_the_zone_that_is_given() -> None:
    assert epoch("2025-06-03 11:14:08", timezone(timedelta(hours=2))) == "1748942048.000000"
    assert epoch("2025-06-03 11:14:08", zone_of("Europe/Berlin")) == "1748942048.000000"
    assert epoch("2025-01-03 10:14:08", zone_of("Europe/Berlin")) == "1735895648.000000"
    assert epoch("2025-06-03 11:14:08Z", zone_of("Europe/Berlin")) == "1748949248.000000"


@pytest.mark.parametrize(
    ("text", "hours"), [("+02:00", 2), ("-0930", -9.5), ("UTC", 0), ("utc", 0), ("Z", 0), ("+00:00", 0)]
)
def test_zones(text: str, hours: float) -> None:
    assert zone_of(text).utcoffset(None) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["Mars/Olympus", "+2", "+99:00", "../etc/passwd", "", "/"])
def test_what_is_no_zone(text: str) -> None:
    with pytest.raises(ValueError, match=r"no time zone|strictly between"):
        zone_of(text)


@given(st.text(max_size=70) | st.from_regex(r"[0-9./: ,+AMPZT-]{1,40}", fullmatch=True))
def test_no_text_raises(text: str) -> None:
    instant(text)
