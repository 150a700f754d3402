"""The real scores are those that were agreed on: a change of a weight shows what it does to them."""

from __future__ import annotations

import csv
from pathlib import Path

from scripts import golden_scores
from scripts.package import stage
from tests import frozen


def rows(text: str) -> dict[str, tuple[str, str]]:
    return {row["event"]: (row["score"], row["band"]) for row in csv.DictReader(text.splitlines())}


def test_the_scores_are_current() -> None:
    agreed = rows(golden_scores.SCORES.read_text(encoding="utf-8"))
    now = rows(golden_scores.render())
    changed = {name: (agreed.get(name), now.get(name)) for name in now | agreed if agreed.get(name) != now.get(name)}
    assert changed == {}, "tests/golden/scores.csv differs (agreed, now): if it should, run `make scores`"


def test_every_event_has_a_row_of_its_own() -> None:
    scores = golden_scores.SCORES.read_text(encoding="utf-8").splitlines()
    assert len(rows("\n".join(scores))) == len(scores) - 1 > 200


def test_a_weight_decides(tmp_path: Path) -> None:
    stage(tmp_path)
    (tmp_path / "lookups" / "codesignrisk_indicators_local.csv").write_text("indicator,weight\nadd_to_store_root,48\n")
    assert rows(golden_scores.render(tmp_path / "lookups"))["certutil -addstore root x.cer"] == ("48", "medium")


def test_frozen_weights_do_not_follow_the_shipped_ones(tmp_path: Path) -> None:
    lookup = tmp_path / frozen.INDICATORS
    columns = "indicator,kind,weight,technique,description,false_positives,source"
    lookup.write_text(f'{columns}\nadd_to_store_root,action,48,,"a, b",,\nyoung,action,7,,,,\n', encoding="utf-8")
    frozen.freeze(tmp_path)
    assert lookup.read_text(encoding="utf-8") == (
        f'{columns}\nadd_to_store_root,action,45,,"a, b",,\nyoung,action,7,,,,\n'
    )


def test_every_frozen_weight_is_of_an_indicator(tmp_path: Path) -> None:
    stage(tmp_path)
    with (tmp_path / "lookups" / frozen.INDICATORS).open(newline="", encoding="utf-8") as lines:
        assert set(frozen.weights()) <= {row["indicator"] for row in csv.DictReader(lines)}
