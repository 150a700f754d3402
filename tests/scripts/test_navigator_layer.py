"""docs/attack-layer.json says what the lookup says, in the Navigator's layer format 4.5."""

from __future__ import annotations

from scripts import navigator_layer
from scripts.indicator_docs import read
from tests.scripts.test_indicator_docs import row


def test_the_layer_is_current() -> None:
    assert navigator_layer.LAYER.read_text(encoding="utf-8") == navigator_layer.render(read()), (
        "docs/attack-layer.json is stale: run `make docs`"
    )


def test_a_technique_has_the_weight_of_its_heaviest_indicator() -> None:
    layer = navigator_layer.layer(
        [
            row("light", "modifier", 8, "T1553.002", "Light"),
            row("heavy", "action", 40, "T1553.002", "Heavy"),
            row("root", "action", 45, "T1553.004", "Root"),
            row("parent", "context", 90, "T1553.002"),
            row("build", "benign", 25, "T1553.006"),
            row("bare", "action", 99),
        ]
    )
    assert [(entry["techniqueID"], entry.get("score"), entry.get("comment")) for entry in layer["techniques"]] == [
        ("T1553", None, None),
        ("T1553.002", 40, "heavy (40): Heavy\nlight (8): Light"),
        ("T1553.004", 45, "root (45): Root"),
    ]


def test_every_technique_that_an_action_names_is_in_the_layer() -> None:
    rows = read()
    named = {entry["techniqueID"] for entry in navigator_layer.layer(rows)["techniques"] if "score" in entry}
    assert {row["technique"] for row in rows if row["kind"] == "action" and row["technique"]} <= named


def test_what_the_format_asks_for() -> None:
    layer = navigator_layer.layer(read())
    assert layer["domain"] == "enterprise-attack"
    assert layer["versions"] == {"attack": "19", "navigator": "5.1.0", "layer": "4.5"}
    assert len({entry["techniqueID"] for entry in layer["techniques"]}) == len(layer["techniques"])
    assert all(0 <= entry.get("score", 0) <= layer["gradient"]["maxValue"] for entry in layer["techniques"])
    assert {entry["techniqueID"] for entry in layer["techniques"] if entry["showSubtechniques"]} >= {"T1553", "T1552"}
