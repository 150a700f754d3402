"""Shared by the report's tests: scored records, and the page that is made of them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from lab.output.summary import Summary
from lab.report.page import Scan
from lab.report.sink import LIMIT, HtmlSink

NOW = datetime(2025, 6, 4, 12, 0, tzinfo=UTC)
BANDS = ((80, "critical"), (60, "high"), (40, "medium"), (20, "low"), (1, "info"), (0, "none"))


def record(score: int, seconds: float = 0, **fields: object) -> dict[str, object]:
    """A record as it comes out of the command: what a test does not name is like in every one."""
    return {
        "_time": f"{1748942048 + seconds}",
        "Computer": "WS-1",
        "User": "CORP\\ada",
        "EventCode": "1",
        "Channel": "Microsoft-Windows-Sysmon/Operational",
        "Image": "C:\\Windows\\System32\\certutil.exe",
        "ParentImage": "C:\\Windows\\System32\\cmd.exe",
        "codesign_score": str(score),
        "codesign_band": next(band for floor, band in BANDS if score >= floor),
        "codesign_event": "process",
        "codesign_action": "add_to_store",
        "codesign_message": "certutil adds a certificate; user CORP\\ada",
        "codesign_reasons": ["certutil adds a certificate (+45)", "the parent is cmd.exe (shell) (+5)"],
        "codesign_techniques": ["T1553.004"],
        **fields,
    }


@pytest.fixture
def make_page() -> Callable[..., str]:
    """Make the page of records; keywords: files, limit, read, messages, problems."""

    def make(
        records: list[dict[str, Any]], files: tuple[str, ...] = ("a.evtx",), limit: int = LIMIT, **known: Any
    ) -> str:
        out = io.BytesIO()
        scan = Scan(list(files), "0.1.0", NOW)
        sink, summary = HtmlSink(out, scan, limit), Summary(**known)
        for item in records:
            summary.count(item)
            sink.add(item)
        summary.read = summary.read or len(records)
        sink.close(summary)
        return out.getvalue().decode()

    return make


@pytest.fixture
def make_record() -> Callable[..., dict[str, object]]:
    """Make a scored record: score, seconds from the start, and whatever fields differ."""
    return record
