"""How one node stands, with the tables of a folder."""

from __future__ import annotations

import hashlib
import platform
import shutil
from pathlib import Path

import pytest
from codesignrisk_core import health, settings


@pytest.fixture
def app(tmp_path: Path, lookups: Path) -> Path:
    """An app's folder as far as a report looks at it."""
    shutil.copytree(lookups, tmp_path / "lookups", ignore=shutil.ignore_patterns("*_local.csv"))
    (tmp_path / "default").mkdir()
    (tmp_path / "default" / "app.conf").write_text("[launcher]\nversion = 1.2.3\n", encoding="utf-8")
    return tmp_path


def test_a_node_in_order(app: Path) -> None:
    row = health.report(app, on_indexer=False, sdk="2.1.1")
    assert tuple(row) == health.FIELDS
    assert (row["state"], row["role"], row["version"], row["sdk"]) == ("in order", "search head", "1.2.3", "2.1.1")
    assert (row["node"], row["python"]) == (platform.node(), platform.python_version())
    assert (row["own_rows"], row["problems"], row["notes"]) == ("0", [], [])


def test_tables_are_told_with_rows_and_hash(app: Path) -> None:
    own = app / "lookups" / "codesignrisk_parents_local.csv"
    own.write_text("image,class\n# no,\nx.exe,shell\n", encoding="utf-8")
    row = health.report(app, on_indexer=True)
    assert (row["role"], row["own_rows"], row["sdk"]) == ("indexer", "1", "unknown")
    told = {text.partition(":")[0]: text.partition(": ")[2] for text in row["tables"]}
    assert list(told) == [
        "codesignrisk_indicators.csv",
        "codesignrisk_parents.csv",
        "codesignrisk_parents_local.csv",
        "codesignrisk_certificates.csv",
        "codesignrisk_allowlist.csv",
    ]
    assert told[own.name] == f"1 row, {hashlib.sha256(own.read_bytes()).hexdigest()[:12]}"
    shipped = settings.SHIPPED / "codesignrisk_indicators.csv"
    assert told[shipped.name].endswith(hashlib.sha256(shipped.read_bytes()).hexdigest()[:12])
    assert told["codesignrisk_allowlist.csv"].startswith("0 rows, ")


@pytest.mark.parametrize(
    ("file", "text", "state", "problems", "notes"),
    [
        (
            "codesignrisk_indicators_local.csv",
            "indicator,weight\nadd_to_store_root,much\n",
            "problem",
            ["row 2: weight 'much' of 'add_to_store_root' is not a whole number from 0 to 100; row left out"],
            [],
        ),
        (
            "codesignrisk_allowlist_local.csv",
            "rule_id,host,reason,owner,expires\nr,h,why,me,2020-01-31\n",
            "note",
            [],
            ["row 2: rule 'r' expired on 2020-01-31; not applied"],
        ),
        (
            "codesignrisk_allowlist_local.csv",
            "rule_id,host,reason,owner\nbuilds,a,why,me\nbuilds,b,why,me\n",
            "note",
            [],
            ["row 2: row 3 has the same key: its cells stand over those of this one"],
        ),
        (
            "codesignrisk_certificates_local.csv",
            "certificate,verdict\nOurs,expected\nours,known_bad\n",
            "note",
            [],
            ["row 2: row 3 has the same key: its cells stand over those of this one"],
        ),
        (
            "codesignrisk_parents.csv",
            "image,class\n",
            "note",
            [],
            ["not the table of this version, which the command goes by: an upgrade kept it, or it was edited"],
        ),
        ("codesignrisk_certificates_local.csv", "certificate,verdict\nx,maybe\n", "problem", None, []),
    ],
)
def test_what_is_wrong(
    app: Path, file: str, text: str, state: str, problems: list[str] | None, notes: list[str]
) -> None:
    (app / "lookups" / file).write_text(text, encoding="utf-8")
    row = health.report(app, on_indexer=False)
    assert row["state"] == state
    if problems is None:
        assert len(row["problems"]) == 1
    else:
        assert [told.replace(f"{file} ", "").replace(f"{file}: ", "") for told in row["problems"]] == problems
    assert [told.replace(f"{file} ", "").replace(f"{file}: ", "") for told in row["notes"]] == notes


def test_without_a_configuration_the_version_is_unknown(app: Path) -> None:
    (app / "default" / "app.conf").unlink()
    assert health.report(app, on_indexer=False)["version"] == "unknown"
