"""The findings as a page of Markdown, to read and to send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from live.bench import Finding, Verdict


def render(findings: Sequence[Finding], server: str) -> str:
    """What was run where, the counts, everything that is not as it should be, and the questions in full."""
    counts = Counter((finding.topic, finding.verdict) for finding in findings)
    topics = list(dict.fromkeys(finding.topic for finding in findings))
    rows = [[topic, *(str(counts[topic, verdict]) for verdict in Verdict)] for topic in topics]
    open_points = [finding for finding in findings if finding.verdict is not Verdict.CONFIRMED]
    parts = [
        f"# Code Signing Risk on a live Splunk\n\n{server}\n",
        _table(["topic", *Verdict], rows),
        "## Not as in the lab, or not shown\n",
        _table(["topic", "what", "verdict", "detail"], map(_row, open_points)) if open_points else "Nothing.\n",
        "## Questions\n",
        _table(["topic", "what", "verdict", "detail"], (_row(one) for one in findings if one.topic == "question")),
    ]
    return "\n".join(parts)


def _row(finding: Finding) -> list[str]:
    return [finding.topic, finding.name, finding.verdict, finding.detail]


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [_line(head), "|---" * len(list(head)) + "|", *map(_line, rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(str(cell).split()).replace("|", "\\|") for cell in cells) + " |"
