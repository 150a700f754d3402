"""`python -m lab dashboard`: what it says and writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lab.__main__ import main
from lab.dashboards import bundle, serving
from scripts import ROOT

SAMPLE = str(ROOT / "lab" / "samples" / "test4_macos_adhoc.jsonl")
SPAN = (1_748_946_903.0, 1_748_946_914.0)
"""From its first event to its last."""


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What would have been served; then no bundle can be made."""
    calls: list[Any] = []

    def serve(
        events: Any, now: float, app: Path, port: int, *, lookups: Path | None, times: Any, on_failure: Any
    ) -> Any:
        calls.append((len(events), now, app, port, lookups, times))
        raise bundle.BundleError("no Node.js")

    monkeypatch.setattr(serving, "serve", serve)
    return calls


def test_the_scenario_is_the_default_with_lookups_of_its_own(served: list[Any], capsys: Any) -> None:
    assert main(["dashboard"]) == 2
    [(events, now, app, *rest)] = served
    assert events > 100
    assert now == 1_749_038_400  # 2025-06-04 12:00 UTC
    assert rest == [8553, None, None]  # the pages open on the time range of their view
    assert app != ROOT
    assert capsys.readouterr().err == "lab: no Node.js\n"


def test_events_are_seen_from_the_minute_after_the_newest(served: list[Any]) -> None:
    main(["dashboard", "overview", "--events", SAMPLE, "--port", "9000"])
    assert served == [(5, 1_748_946_960, ROOT, 9000, None, SPAN)]  # 10:35:14 -> 10:36


def test_the_time_can_be_set(served: list[Any]) -> None:
    main(["dashboard", "--events", SAMPLE, "--now", "2025-06-03T12:00:00Z", "--screenshot", "x.png"])
    assert served == [(5, 1_748_952_000, ROOT, 0, None, SPAN)]


def test_lookups_of_the_site_go_to_the_pages(served: list[Any], tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "codesignrisk_parents_local.csv").write_text("image,class\n")
    main(["dashboard", "--events", SAMPLE, "--lookups", str(tmp_path)])
    assert served[0][4] == tmp_path
    assert f"lookups: as shipped, with codesignrisk_parents_local.csv of {tmp_path}\n" in capsys.readouterr().err


def test_without_any_event_nothing_is_shown(served: list[Any], tmp_path: Path, capsys: Any) -> None:
    missing = tmp_path / "none.jsonl"
    assert main(["dashboard", "--events", str(missing)]) == 3
    assert capsys.readouterr().err == (
        f"{missing}: No such file or directory\nlab: no event was read: there is nothing to show\n"
    )
    assert main(["dashboard", "--events", str(tmp_path)]) == 3  # an empty folder
    assert served == []


def test_a_time_that_is_none_is_told(served: list[Any], capsys: Any) -> None:
    assert main(["dashboard", "--events", SAMPLE, "--now", "soon"]) == 2
    assert capsys.readouterr().err == 'lab: "soon" is not a relative time such as -24h@h\n'
    assert served == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["overview", "--token", "host=a", "--token", "hots=x"],
            "no token hots in overview: there are from, global_time.earliest, global_time.latest, host, score, user",
        ),
        # without a view it is the first that opens
        (["--token", "certificate=x"], "no token certificate in overview: there are from, "),
        (["help", "--token", "host=a"], "no token host in help: it has none"),
    ],
)
def test_an_unknown_token_is_told_with_those_of_the_view(
    served: list[Any], capsys: Any, arguments: list[str], said: str
) -> None:
    assert main(["dashboard", *arguments, "--events", SAMPLE]) == 2
    assert said in capsys.readouterr().err
    assert served == []


def test_tokens_of_inputs_of_clicks_and_of_the_time_range_can_be_set(served: list[Any]) -> None:
    tokens = ["--token", "host=a", "--token", "certificate=x", "--token", "global_time.earliest=0"]
    main(["dashboard", "investigate", "--events", SAMPLE, *tokens])
    assert len(served) == 1


def test_an_unknown_view_is_told_with_those_there_are(served: list[Any], capsys: Any) -> None:
    assert main(["dashboard", "overveiw", "--events", SAMPLE]) == 2
    assert capsys.readouterr().err == "lab: no view overveiw: there are overview, investigate, tune, start, help\n"
    assert served == []


def test_a_file_that_cannot_be_read_is_told(served: list[Any], tmp_path: Path, capsys: Any) -> None:
    main(["dashboard", "--events", str(tmp_path / "none.jsonl"), SAMPLE])
    assert "none.jsonl: No such file or directory" in capsys.readouterr().err
    assert served[0][0] == 5


def test_a_search_that_fails_is_told_once_by_its_name(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    def serve(*args: Any, on_failure: Any, **options: Any) -> Any:
        for search in ("`codesignrisk_coverage_of_hosts` | `codesignrisk_line_gaps`", "index=* typed", "index=* typed"):
            on_failure(search, ValueError("it failed\nand why"))
        raise bundle.BundleError("no Node.js")

    monkeypatch.setattr(serving, "serve", serve)
    main(["dashboard", "start", "--events", SAMPLE])
    assert capsys.readouterr().err == (
        "lab: a search of the page failed: Start, Command lines: it failed\nand why\n"
        "lab: a search of the page failed: index=* typed: it failed\nand why\n"
        "lab: no Node.js\n"
    )


def test_a_token_has_a_name_and_a_value(capsys: Any) -> None:
    with pytest.raises(SystemExit):
        main(["dashboard", "--token", "host"])
    assert "host is not NAME=VALUE" in capsys.readouterr().err
