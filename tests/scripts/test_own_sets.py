"""The team's own labelled sets: they say why and whence, they are nobody else's, and what was learned stays learned."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scripts import evaluate

FILES = sorted(evaluate.OWN.glob("*.jsonl"))
ROWS = [json.loads(line) for path in FILES for line in path.read_text(encoding="utf-8").splitlines()]


def said(row: dict[str, Any], name: str) -> Any:
    return row.get(f"_{name}" if "_label" in row else name)


def same(row: dict[str, Any]) -> tuple[Any, ...]:
    """What makes two process starts the same; well-known lines alone are everybody's."""
    return tuple(row.get(name) for name in ("CommandLine", "ParentImage", "ParentCommandLine", "User"))


def test_every_event_says_why_and_whence() -> None:
    assert len(ROWS) > 300
    bare = [said(row, "id") for row in ROWS if not (said(row, "why") and said(row, "source"))]
    assert bare == []


def test_every_id_is_used_once() -> None:
    ids = [said(row, "id") for row in ROWS]
    assert len(ids) == len(set(ids))


def test_no_event_is_other_peoples() -> None:
    if not evaluate.DATA.is_dir():
        pytest.skip("other people's cases are not here")
    others = {
        same(row)
        for name in ("cases.jsonl", "cases-2.jsonl")
        for row in map(json.loads, (evaluate.DATA / name).read_text(encoding="utf-8").splitlines())
    }
    assert [said(row, "id") for row in ROWS if same(row) in others] == []


def test_the_bars_hold(capsys: pytest.CaptureFixture[str]) -> None:
    status = evaluate.main(["--cases", *map(str, FILES), "--check"])
    failed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  FAIL")]
    assert (status, failed) == (0, [])
