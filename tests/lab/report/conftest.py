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
from tests.lab.scored import record

NOW = datetime(2025, 6, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def make_page() -> Callable[..., str]:
    """Make the page of records; keywords: files, limit, min_score, read, messages, problems."""

    def make(
        records: list[dict[str, Any]],
        files: tuple[str, ...] = ("a.evtx",),
        limit: int = LIMIT,
        min_score: int = 0,
        **known: Any,
    ) -> str:
        out = io.BytesIO()
        scan = Scan(list(files), "0.1.0", NOW)
        sink, summary = HtmlSink(out, scan, limit, min_score=min_score), Summary(**known)
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
