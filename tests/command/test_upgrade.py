"""New code beside the lookups of an older version, which a search-head cluster and Splunk Cloud keep at an upgrade."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command.protocol import Record, run

TABLES = Path(__file__).with_name("tables_of_0_1_0")
KEPT = (
    "not the table of this version, which the command goes by: an upgrade kept it, or it was edited",
    ("codesignrisk_indicators.csv", "codesignrisk_parents.csv"),
)

# What 0.1.0 had no row for, or another weight.
LINES = {
    "a tool of 0.1.0": "certutil -addstore TrustedPublisher C:\\Users\\Public\\x.cer",
    "an action that is younger": "signtool sign /f C:\\Users\\Public\\x.pfx C:\\Windows\\System32\\evil.dll",
    "a tool that is younger": "zsign -k key.p12 -p secret app.ipa",
}


def start(line: str) -> Record:
    return {"EventCode": "1", "CommandLine": line, "ParentImage": "C:\\Windows\\explorer.exe"}


@pytest.fixture
def upgraded(own_app: Path) -> Path:
    """This version with the lookups of 0.1.0."""
    for table in TABLES.glob("*.csv"):
        shutil.copyfile(table, own_app / "lookups" / table.name)
    return own_app


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_scores_are_those_of_a_fresh_installation(app: Path, upgraded: Path, line: str) -> None:
    [fresh] = run(app, [start(line)]).records
    [kept] = run(upgraded, [start(line)]).records
    assert fresh == kept
    assert int(str(kept["codesign_score"])) > 0


def test_lookups_that_show_old_tables_are_told(upgraded: Path) -> None:
    cause, files = KEPT
    assert run(upgraded).messages == [("INFO", f"codesignrisk: {file}: {cause}") for file in files]


def test_an_indexer_does_not_tell_it_again(upgraded: Path) -> None:
    assert run(upgraded, sid="remote_sh01_1700000000.1").messages == []


def test_rows_of_the_site_s_own_stand_over_the_new_tables(upgraded: Path) -> None:
    (upgraded / "lookups" / "codesignrisk_indicators_local.csv").write_text("indicator,weight\nadd_to_store_root,60\n")
    [row] = run(upgraded, [start("certutil -addstore root x.cer")]).records
    assert "(+60)" in str(row["codesign_reasons"])


def test_what_is_in_no_table_is_told_once_and_in_its_event(own_app: Path) -> None:
    """A table that lost a row: none may, but nothing that was found may look harmless for it."""
    table = own_app / "bin" / "codesignrisk_core" / "tables" / "codesignrisk_indicators.csv"
    rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(row for row in rows if not row.startswith("add_to_store_root,")), encoding="utf-8")
    event = start("certutil -addstore root x.cer")
    conversation = run(own_app, [event, event], [event])
    said = [text for severity, text in conversation.messages if severity == "WARN"]
    assert said == ["codesignrisk: indicator add_to_store_root was found and is in no table, so it counts nothing"]
    errors = [row["codesign_error"] for row in conversation.records]
    assert errors == ["no weight for add_to_store_root"] * 3
