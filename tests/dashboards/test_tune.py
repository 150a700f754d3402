"""The page for whoever keeps the app quiet and honest, over the scenario's day."""

from __future__ import annotations

import csv
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.dashboards.page import Dashboard

Visit = Look = Callable[..., Dashboard]

FIGURES = (
    "High and critical findings",
    "Low and medium findings",
    "Hidden findings",
    "Rows expiring",
    "Events not assessed",
    "No command lines",
)
LOCAL = "codesignrisk_allowlist_local.csv"


def figures(board: Dashboard) -> list[str]:
    return [board.panel(title).number() for title in FIGURES]


def test_figures(look: Look, a_day: str) -> None:
    assert figures(look(a_day, "tune")) == ["33", "34", "5", "2", "2", "1"]


def test_noisiest_combinations(look: Look, a_day: str) -> None:
    panel = look(a_day, "tune").panel("Noisiest combinations")
    assert panel.rows()[:3] == [
        (
            *("9", "33", "low", "signtool_sign_file", "signtool.exe", "cmd.exe", "bld-08.corp.example", "svc-nightly"),
            *("1", "2025-06-04 09:00:17 UTC"),
        ),
        (
            *("6", "33", "low", "import_pfx", "certutil.exe", "powershell.exe", "pki-01.corp.example", "p.danek"),
            *("1", "2025-06-04 03:24:00 UTC"),
        ),
        (
            *("3", "77", "high", "add_to_store_trustedpublisher", "certutil.exe\npowershell.exe", "unknown"),
            *("ws-0142.corp.example", "a.rivera", "5", "2025-06-04 10:02:05 UTC"),
        ),
    ]
    assert [panel.background(row, "band") for row in (0, 2)] == ["rgb(146, 197, 242)", "rgb(168, 45, 8)"]


def test_rows_to_copy_are_lines_of_the_table(look: Look, a_day: str) -> None:
    rows = look(a_day, "tune").panel("Allowlist rows to copy").rows()
    assert [row[:3] for row in rows[:2]] == [("18", "33", "low"), ("12", "33", "low")]
    assert list(csv.reader([rows[0][3]])) == [
        [
            *("review-d4a42642", "bld-08.corp.example", "CORP\\svc-nightly"),
            "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\10.0.22621.0\\x64\\signtool.exe",
            *("", "C:\\Windows\\System32\\cmd.exe", "", "signtool_sign_file"),
            "REVIEW: signtool_sign_file by svc-nightly on bld-08.corp.example",
            *("svc-nightly", "2025-09-02"),
        ]
    ]


def test_score_distribution(look: Look, a_day: str) -> None:
    panel = look(a_day, "tune").panel("Score distribution")
    assert panel.legend() == ["info", "low", "medium", "high", "critical"]
    # how many ranges of 5 points have findings of each band
    assert panel.columns_drawn() == {"#E9EEF2": 2, "#92C5F2": 2, "#E07B00": 4, "#A82D08": 3, "#5B0A37": 3}


TABLES: dict[str, list[tuple[str, ...]]] = {
    "What the allowlist hides": [
        (
            *("4", "7", "info", "Release builds sign with the token", "azuresigntool: sign\nsigntool: sign"),
            *("1", "2025-06-04 02:04:04 UTC"),
        ),
        (
            *("1", "19", "info", "Nightly backup of the issuing authority", "certutil: export key"),
            *("1", "2025-06-03 14:00:00 UTC"),
        ),
    ],
    "Allowlist rows": [
        ("driver-tests", "left out: rule 'driver-tests' has no reason or no owner", "0"),
        ("key-copies", "hides nothing: no indicator is called 'importpfx'", "0"),
        ("web-renewal", "expired", "0", "", "2025-05-01", "-34", "Renewal of web server certificates", "Web team"),
        ("root-rollout", "expires soon", "0", "", "2025-06-20", "16", "Roll-out of the new root", "PKI team"),
        ("former-build-server", "in force", "0"),
        ("release-signing", "never expires", "4", "2025-06-04 02:04:04 UTC", "", ""),
        ("ca-backup", "in force", "1", "2025-06-03 14:00:00 UTC", "2099-12-31", ""),
    ],
    "Rows to mend": [
        (LOCAL, "8", "left out", "rule 'driver-tests' has no reason or no owner"),
        (
            *("codesignrisk_indicators_local.csv", "3", "left out"),
            "weight 'none' of 'signtool_timestamp' is not a whole number from 0 to 100",
        ),
        ("codesignrisk_parents_local.csv", "3", "left out", "class 'pipeline' has no indicator parent_pipeline"),
        (LOCAL, "6", "not applied", "rule 'web-renewal' expired on 2025-05-01"),
        (LOCAL, "9", "applied", "no indicator is called 'importpfx': it hides nothing"),
    ],
    "Not assessed": [
        (
            *("2", "1", "process", "no command line: turn on command-line auditing for process creation events"),
            "srv-0044.corp.example",
        )
    ],
    "Coverage": [
        (
            "srv-0044.corp.example",
            "command lines in 4688 (1 of 1)\nSysmon 1\nSysmon 11\nSysmon 12, 13\nPowerShell 4104",
            *("0", "1", "0", "1", "0", "0", "0"),
        ),
    ],
}


@pytest.mark.parametrize("title", TABLES)
def test_tables(look: Look, a_day: str, title: str) -> None:
    rows = look(a_day, "tune").panel(title).rows()
    wanted = TABLES[title]
    assert [row[: len(cells)] for row, cells in zip(rows, wanted)] == wanted
    assert len(rows) == len(wanted)


def test_indicators_and_parents_are_paged(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("tune")
    indicators, parents = board.panel("Indicators").rows(), board.panel("Parents").rows()
    assert (len(indicators), len(parents)) == (12, 9)
    assert indicators[0] == (
        *("parent_shell", "34", "11", "5", "5", "shipped", "context", "", "The parent is a shell"),
    )
    assert parents[0][:6] == ("shell", "36", "12", "5", "context", "-")
    assert [row[:6] for row in parents if row[5] != "-"] == [("management", "0", "0", "25", "benign", "patchpilot.exe")]


def test_the_host_filter(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("tune").fill("Host", "pki-*")
    board.panel("No gaps found in coverage").item.get_by_text(EMPTY["No gaps found in coverage"]).first.wait_for()
    board.settle()
    assert figures(board) == ["0", "6", "1", "2", "0", "0"]
    assert board.panel("Noisiest combinations").rows("host", "findings") == [("pki-01.corp.example", "6")]
    assert board.panel("Allowlist rows").rows("rule_id", "hidden")[-1] == ("ca-backup", "1")
    assert not {"Coverage", "Not assessed"} & set(board.titles())
    assert board.panel("No unassessed events").note() == "Each event that can score was assessed: 14"


def test_the_lowest_score_narrows_what_is_noisy(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("tune").choose("Minimum score", "High and above (60+)")
    assert board.panel("Noisiest combinations").rows("findings", "score", "indicator")[0] == (
        *("3", "77", "add_to_store_trustedpublisher"),
    )
    assert min(int(score) for (score,) in board.panel("Allowlist rows to copy").rows("score")) >= 60
    # the figures stay
    assert figures(board)[:2] == ["33", "34"]


def test_the_time_range(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("tune", {"global_time.earliest": "-4h@h", "global_time.latest": "now"})
    assert board.panel("Noisiest combinations").rows("host", "findings")[-1] != ("pki-01.corp.example", "6")
    assert figures(board)[2:5] == ["0", "2", "0"]
    assert board.panel("Nothing hidden").note() == "The allowlist hides nothing in this time range"


def test_a_click_on_a_noisy_combination_opens_its_host(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("tune")
    address = urlsplit(board.follow(lambda: board.panel("Noisiest combinations").click(1, "indicator")))
    assert address.path == "/app/codesignrisk/investigate"
    query = parse_qs(address.query)
    assert query["form.host"] == ["pki-01.corp.example"]
    assert (query["form.global_time.earliest"], query["form.global_time.latest"]) == (["-24h@h"], ["now"])


def test_a_row_can_be_marked_and_copied(visit: Visit, a_day: str) -> None:
    board = visit(a_day).open("tune")
    panel = board.panel("Allowlist rows to copy")
    [row] = panel.rows("row")[0]
    panel.item.locator('[data-test="body"] [data-test="row"]').first.get_by_text("review-").click(click_count=3)
    assert board.page.evaluate("getSelection().toString()").strip() == row
    assert urlsplit(board.page.url).path.endswith("/tune")


EMPTY = {
    "Nothing noisy": "Nothing scores that much here. A longer time range or a lower score shows more",
    "Nothing hidden": "The allowlist hides nothing in this time range",
    "No unassessed events": "No event that can score arrived in this time range from the host chosen above: Log "
    "sources, on Overview, tell what does",
    "No gaps found in coverage": "No process start arrived in the last hour from the host chosen above: Log sources, "
    "on Overview, tell what does",
}


def test_without_events(visit: Visit, nothing: str) -> None:
    board = visit(nothing).open("tune")
    # the tables of the site are there, whatever happens
    assert figures(board) == ["0", "0", "0", "2", "0", "0"]
    assert {title: board.panel(title).note() for title in EMPTY} == EMPTY
    assert board.titles() == [*FIGURES, *EMPTY, "Allowlist rows", "Rows to mend", "Nodes", "Indicators", "Parents"]
    assert {hidden for (hidden,) in board.panel("Allowlist rows").rows("hidden")} == {"0"}
    assert {count for (count,) in board.panel("Indicators").rows("findings")} == {"0"}
