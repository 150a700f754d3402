"""Writes docs/attack-layer.json, the ATT&CK techniques of the indicators as a Navigator layer (`make docs`).

Layer format 4.5: github mitre-attack/attack-navigator, layers/spec/v4.5/layerformat.md. Open it in
https://mitre-attack.github.io/attack-navigator/ with *Open Existing Layer*.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from scripts import ROOT
from scripts.indicator_docs import ATTACK_VERSION, read

LAYER = ROOT / "docs" / "attack-layer.json"

FORMAT_VERSION, NAVIGATOR_VERSION = "4.5", "5.1.0"
# Light to dark: the shades tell the weights apart in grey-scale too.
COLORS = ["#fde0c5ff", "#eb4a40ff", "#5b1a4aff"]
MAX_WEIGHT = 100


def layer(rows: Iterable[dict[str, str]]) -> dict[str, Any]:
    """The layer for rows of the indicator lookup: each technique with the weight of its heaviest action or modifier.

    Context and benign evidence find nothing by themselves, so that they make no coverage.
    """
    by_technique: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        if row["technique"] and row["kind"] in ("action", "modifier"):
            by_technique.setdefault(row["technique"], []).append(row)
    # A sub-technique is seen only when its parent is unfolded.
    parents = {key.partition(".")[0] for key in by_technique}
    return {
        "name": "Code Signing Risk",
        "versions": {"attack": ATTACK_VERSION.lstrip("v"), "navigator": NAVIGATOR_VERSION, "layer": FORMAT_VERSION},
        "domain": "enterprise-attack",
        "description": "What | codesignrisk finds, by the weight of the heaviest indicator of each technique",
        "sorting": 3,  # by descending score
        "techniques": [_technique(key, by_technique.get(key, [])) for key in sorted({*by_technique, *parents})],
        "gradient": {"colors": COLORS, "minValue": 0, "maxValue": MAX_WEIGHT},
    }


def _technique(technique: str, rows: list[dict[str, str]]) -> dict[str, Any]:
    ordered = sorted(rows, key=lambda row: (-int(row["weight"]), row["indicator"]))
    entry: dict[str, Any] = {"techniqueID": technique, "enabled": True, "showSubtechniques": "." not in technique}
    if ordered:
        entry["score"] = int(ordered[0]["weight"])
        entry["comment"] = "\n".join(f"{row['indicator']} ({row['weight']}): {row['description']}" for row in ordered)
    return entry


def render(rows: Iterable[dict[str, str]]) -> str:
    """The layer as the text of its file."""
    return json.dumps(layer(rows), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the layer."""
    text = render(read())
    LAYER.write_text(text, encoding="utf-8")
    print(f"{LAYER.relative_to(ROOT)}: {len(json.loads(text)['techniques'])} techniques")


if __name__ == "__main__":
    main()
