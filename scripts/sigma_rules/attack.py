"""The tactics of the techniques that the rules are tagged with, in the form in which pySigma reads ATT&CK.

pySigma fetches all of ATT&CK from the network when it checks a tag. Builds here use no network, so this table stands in
for the part that the rules use. Source: attack.mitre.org, version 19, in which TA0005 is Stealth and TA0112 Defense
Impairment. Names of techniques come from lookups/codesignrisk_techniques.csv.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sigma.data import mitre_attack

from scripts import ROOT
from scripts.indicator_docs import ATTACK_VERSION

NAMES = ROOT / "lookups" / "codesignrisk_techniques.csv"

TACTICS: dict[str, tuple[str, ...]] = {
    "T1036.001": ("stealth",),
    "T1036.003": ("stealth",),
    "T1059.001": ("execution",),
    "T1112": ("defense-impairment", "persistence"),
    "T1552.004": ("credential-access",),
    "T1553.001": ("defense-impairment",),
    "T1553.002": ("defense-impairment",),
    "T1553.003": ("defense-impairment",),
    "T1553.004": ("defense-impairment",),
    "T1553.006": ("defense-impairment",),
    "T1587.002": ("resource-development",),
    "T1649": ("credential-access",),
}


def bundle() -> dict[str, Any]:
    """The table as a STIX bundle."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        names = {row["technique"]: row["name"] for row in csv.DictReader(file)}
    tactics = sorted({tactic for found in TACTICS.values() for tactic in found})
    return {
        "type": "bundle",
        "objects": [
            {"type": "x-mitre-collection", "x_mitre_version": ATTACK_VERSION.lstrip("v")},
            *(
                {"type": "x-mitre-tactic", "x_mitre_shortname": tactic, **_reference(f"TA{number:04}")}
                for number, tactic in enumerate(tactics)
            ),
            *(
                {
                    "type": "attack-pattern",
                    "name": names[technique],
                    "kill_chain_phases": [{"kill_chain_name": "mitre-attack", "phase_name": phase} for phase in phases],
                    **_reference(technique),
                }
                for technique, phases in TACTICS.items()
            ),
        ],
    }


def _reference(external_id: str) -> dict[str, Any]:
    return {"external_references": [{"source_name": "mitre-attack", "external_id": external_id}]}


@contextmanager
def in_place() -> Iterator[None]:
    """Have pySigma read this table instead of the network's, and leave the user's cache alone."""
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        file = Path(folder, "attack.json")
        file.write_text(json.dumps(bundle()), encoding="utf-8")
        mitre_attack.set_cache_dir(folder)
        mitre_attack.set_url(str(file))
        yield
