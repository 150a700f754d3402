"""The app's own macros over scored events: which of them are one thing that happened, and which things are one case.

Sources: default/macros.conf, `codesignrisk_found` and what it is made of. Nothing of the rule is written again here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.paths import ROOT
from lab.records import Record, Value, valid_text
from lab.spl import Result, post_process

# splunkd's own address of an event, which the macros keep.
_ID = "_cd"
# Long texts that no macro asks for: script blocks are the larger part of their events.
_LEFT_OUT = frozenset({"_raw", "ScriptBlockText", "Message", "Payload"})
_FIELDS = "| `codesignrisk_fields` | `codesignrisk_whole_names`"
_TWINS = f"{_FIELDS} | `codesignrisk_twins` | table {_ID} codesign_twin codesign_occasion"
_COLUMNS = (
    f"| table {_ID} dest codesign_case_number codesign_score codesign_band codesign_reasons dropper drop_path drop_age"
)
_FOUND = f"| `codesignrisk_found` {_COLUMNS}"
# What is no finding and names no file cannot be a part of a case of findings: it is grouped by itself.
_REST = f"{_FIELDS} | `codesignrisk_dedupe_twins` | `codesignrisk_case_numbers` {_COLUMNS}"


@dataclass(frozen=True)
class Found:
    """One thing that happened: the events that tell of it by their places, the best first; its case; what is raised.

    case: the same for all things of one case. host: in lower case, with its domain where the events know it.
    raised: score, band and reasons where a drop before raised the score.
    """

    events: tuple[int, ...]
    case: tuple[str, str]
    host: str
    raised: tuple[int, str, tuple[str, ...]] | None = None


def slim(record: Record) -> Record:
    """A scored record without the texts that no macro asks for."""
    return {name: _valid(value) for name, value in record.items() if name not in _LEFT_OUT}


def apply(records: Sequence[Record], app: Path = ROOT) -> list[Found]:
    """What happened, out of scored records in the order of their time. Raises SplError."""
    rows = [{**record, _ID: str(place)} for place, record in enumerate(records)]
    table = Result(rows, list(dict.fromkeys(name for row in rows for name in row)))
    twins: dict[tuple[str, str], list[int]] = {}
    group_of: dict[int, tuple[str, str]] = {}
    for row in _run(_TWINS, table, app):
        twin = row.get("codesign_twin")
        key = (str(twin), str(row.get("codesign_occasion"))) if twin else ("", str(row[_ID]))
        group_of[place := int(str(row[_ID]))] = key
        twins.setdefault(key, []).append(place)
    made: list[Found] = []
    told: set[int] = set()
    for kind, search in (("found", _FOUND), ("rest", _REST)):
        left = [row for row in rows if int(str(row[_ID])) not in told]
        if not left:
            break
        for row in _run(search, Result(left, table.fields), app):
            place = int(str(row[_ID]))
            alike = twins[group_of[place]]
            events = (place, *(other for other in alike if other != place and other not in told))
            told.update(events)
            case = (kind, str(row.get("codesign_case_number")))
            made.append(Found(events, case, str(row.get("dest") or ""), _raised(row)))
    return made


def _valid(value: Value) -> Value:
    return valid_text(value) if isinstance(value, str) else [valid_text(one) for one in value]


def _run(search: str, table: Result, app: Path) -> list[Record]:
    return post_process(search, table, app=app, now=0).rows


def _raised(row: Record) -> tuple[int, str, tuple[str, ...]] | None:
    if not row.get("drop_path"):
        return None
    reasons = row.get("codesign_reasons") or []
    told = (reasons,) if isinstance(reasons, str) else tuple(reasons)
    return int(float(str(row["codesign_score"]))), str(row["codesign_band"]), told
