"""`python -m scripts.calibrate`: weights fitted to labelled events, within their kinds and order, and a proposal."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from scripts import calibrate, evaluate

# isort: split
from codesignrisk_core.model import Finding
from codesignrisk_core.settings import Indicator

from scripts.calibration import folds
from scripts.calibration.fit import Order, fit, loss, read_order
from scripts.calibration.rows import Row
from scripts.evaluation.samples import Sample

PRESENT = {
    "act": Indicator("act", "action", 40, "", "", ""),
    "weak": Indicator("weak", "action", 40, "", "", ""),
    "more": Indicator("more", "modifier", 10, "", "", ""),
    "less": Indicator("less", "benign", 10, "", "", ""),
    "unseen": Indicator("unseen", "action", 33, "", "", ""),
}
FREE = Order({}, {})


def row(label: str, *found: str, author: str = "a", kind: str = "process", program: str = "x.exe") -> Row:
    sample = Sample("n", label, {}, "", {}, kind=kind)
    return Row(sample, tuple(Finding(name, "") for name in found), False, author, program)


def weights(rows: list[Row], order: Order = FREE) -> dict[str, int]:
    return {name: indicator.weight for name, indicator in fit(rows, PRESENT, order).items()}


def test_what_is_malicious_grows_and_what_is_benign_shrinks() -> None:
    fitted = weights([row("malicious", "act")] * 9 + [row("benign", "weak")] * 9)
    assert fitted["act"] > 60
    assert fitted["weak"] < 25
    assert (fitted["more"], fitted["unseen"]) == (10, 33)


def test_few_events_move_little() -> None:
    one, many = (weights([row("malicious", "act")] * count)["act"] for count in (1, 30))
    assert 40 < one < 50 < many


def test_suspicious_events_stay_between() -> None:
    assert 30 < weights([row("suspicious", "act")] * 20)["act"] < 60


def test_benign_evidence_keeps_its_sign() -> None:
    fitted = weights([row("malicious", "act", "less")] * 40)
    assert fitted["less"] == 0
    assert weights([row("benign", "act", "less")] * 20)["less"] > 10


def test_pairs_keep_their_order() -> None:
    rows = [row("malicious", "weak")] * 9 + [row("benign", "act")] * 9
    free = weights(rows)
    assert free["weak"] > free["act"]
    bound = weights(rows, Order({"weak": ["act"]}, {"act": ["weak"]}))
    assert bound["weak"] <= bound["act"]


def test_order_names_indicators_that_are_there_and_holds_today() -> None:
    with (evaluate.LOOKUPS / calibrate.LOOKUP).open(newline="", encoding="utf-8") as lines:
        shipped = {line["indicator"]: (line["kind"], int(line["weight"])) for line in csv.DictReader(lines)}
    order = read_order()
    pairs = [(heavy, light) for heavy, lights in order.lighter.items() for light in lights]
    assert len(pairs) > 30
    for heavy, light in pairs:
        assert shipped[heavy][0] == shipped[light][0], (heavy, light)
        assert shipped[heavy][1] >= shipped[light][1], (heavy, light)


def test_what_a_label_costs() -> None:
    assert loss(row("malicious"), 90) < 0.1 < loss(row("malicious"), 50)
    assert loss(row("malicious", kind="file"), 50) < loss(row("malicious"), 50)
    assert loss(row("benign"), 5) < 0.1 < loss(row("benign"), 40)
    assert loss(row("suspicious"), 45) < loss(row("suspicious"), 5)
    assert loss(row("suspicious"), 45) < loss(row("suspicious"), 100)


def test_the_fit_is_the_same_every_time() -> None:
    rows = [row("malicious", "act", "more"), row("benign", "weak", "less"), row("suspicious", "act")] * 5
    assert fit(rows, PRESENT, FREE) == fit(rows, PRESENT, FREE)


def test_a_group_is_judged_by_weights_that_it_did_not_teach() -> None:
    rows = [row("malicious", "act", author="a")] * 9 + [row("benign", "act", author="b")] * 9
    scores = folds.held_out(rows, folds.by_author, PRESENT, FREE)
    assert scores[0] < 40 < scores[-1]


def test_of_a_single_author_nothing_is_left_out() -> None:
    rows = [row("malicious", "act", program=name) for name in ("x.exe", "y.exe", "z.exe")] + [row("benign", "weak")]
    found = folds.measure(rows, PRESENT)
    assert (found.by_author.auc, found.by_author.malicious_60.total) == (None, 0)
    assert found.by_program.malicious_60.total == 3


def test_figures_of_the_core_and_of_other_kinds() -> None:
    rows = [row("malicious", "act"), row("benign"), row("malicious", kind="file"), row("benign", kind="file")]
    found = folds.figures(rows, [60, 40, 40, 20])
    assert found.auc == 1.0
    assert tuple(map(tuple, found[1:])) == ((1, 1), (0, 1), (1, 1), (1, 1), (1, 1))


CERTUTIL = "C:\\Windows\\System32\\certutil.exe"


def case(name: str, label: str, line: str, **more: object) -> dict[str, Any]:
    return {"id": name, "label": label, "Image": CERTUTIL, "CommandLine": line, **more}


def test_writes_a_proposal_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [case(f"a1-m{number}", "malicious", "certutil -addstore root C:\\lab\\x.cer") for number in range(9)]
    rows += [case(f"b2-b{number}", "benign", "certutil -addstore my C:\\lab\\x.cer") for number in range(9)]
    rows += [case("c3-u1", "malicious", "certutil -store", decidable=False)]
    file = tmp_path / "set.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in rows))
    shipped = evaluate.LOOKUPS / calibrate.LOOKUP
    before = shipped.read_bytes()
    calibrate.main([str(file), "--output", str(tmp_path / "out")])
    assert shipped.read_bytes() == before

    report = (tmp_path / "out" / "comparison.md").read_text()
    assert report == capsys.readouterr().out
    assert "# Proposed weights, from 18 labelled events" in report
    assert "| present weights | 1.0000 | 0 of 9 (0.0%) |" in report
    assert "| add_to_store_root | 45 | " in report
    assert "| of a1: present; author left out | " in report
    with shipped.open(newline="") as old, (tmp_path / "out" / calibrate.LOOKUP).open(newline="") as new:
        table, proposal = list(csv.DictReader(old)), list(csv.DictReader(new))
    changed = {now["indicator"] for was, now in zip(table, proposal) if was != now}
    assert changed == {"add_to_store_root", "add_to_store_my"}
    assert [dict(line, weight="") for line in table] == [dict(line, weight="") for line in proposal]
