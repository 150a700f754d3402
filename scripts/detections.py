"""Writes the alerts in the form of Splunk's contentctl, for sites that keep their detections so (`make detections`).

build/detections is a whole contentctl project: detections, the analytic story, the macros that they call, schedules.
All of it is read from default/: savedsearches.conf, analyticstories.conf, macros.conf.
"""

from __future__ import annotations

import json
import re
import shutil
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from scripts import ROOT
from scripts.conf import Conf, read_conf

TARGET = ROOT / "build" / "detections"
PREFIX = "Code Signing Risk - "
STORY = "Code Signing Abuse"
AUTHOR = "codesignrisk contributors"
PRODUCTS = ["Splunk Enterprise", "Splunk Enterprise Security", "Splunk Cloud"]

# contentctl takes one score for a detection; where the results have one of their own, it is what an alert begins with.
_SCORES = {"TTP": 60, "Anomaly": 20}
_NAMESPACE = uuid.UUID("6f0f6a52-6a2e-4d39-9d0c-4f0a2f7f6c11")
_INSTALL = "Install the app codesignrisk, which brings the command and the macros."
# contentctl wants them all to be there
_FOLDERS = (
    *("app_template", "baselines", "dashboards", "data_sources"),
    *("investigations", "lookups", "playbooks", "removed"),
)
_KEY = "action.correlationsearch."


def detections(saved: Conf, stories: Conf) -> Iterator[dict[str, Any]]:
    """The alerts as contentctl's YAML has them, by name."""
    for name, stanza in saved.items():
        if f"{_KEY}metadata" in stanza:
            yield _detection(name.removeprefix(PREFIX), stanza, stories[f"savedsearch://{name}"])


def _detection(name: str, stanza: dict[str, str], told: dict[str, str]) -> dict[str, Any]:
    metadata = json.loads(stanza[f"{_KEY}metadata"])
    kind = "TTP" if "action.notable" in stanza else "Anomaly"
    param = "action.notable.param."
    said = stanza.get(f"{param}rule_description") or stanza["action.risk.param._risk_message"]
    return {
        "name": f"Codesignrisk {name}",
        "id": metadata["detection_id"],
        "version": int(metadata["detection_version"]),
        "date": datetime.fromtimestamp(metadata["publish_time"], UTC).date().isoformat(),
        "author": AUTHOR,
        # What contentctl calls production has test data in its own repository.
        "status": "experimental",
        "type": kind,
        "description": stanza["description"],
        "data_source": [],
        "search": _one_line(stanza["search"]),
        "how_to_implement": f"{_INSTALL} {told['how_to_implement']}",
        "known_false_positives": told["known_false_positives"],
        "references": [],
        "drilldown_searches": json.loads(stanza.get(f"{param}drilldown_searches", "[]")),
        "rba": {"message": said, **_objects(stanza, _SCORES[kind])},
        "tags": {
            "analytic_story": [STORY],
            "asset_type": told["asset_type"],
            "mitre_attack_id": json.loads(stanza[f"{_KEY}annotations"])["mitre_attack"],
            "product": PRODUCTS,
            "security_domain": stanza.get(f"{param}security_domain", "endpoint"),
        },
    }


def _objects(stanza: dict[str, str], score: int) -> dict[str, list[dict[str, Any]]]:
    """The risk and threat objects of a search."""
    listed = json.loads(stanza.get("action.risk.param._risk") or stanza["action.notable.param._entities"])
    return {
        "risk_objects": [
            {"field": one["risk_object_field"], "type": one["risk_object_type"], "score": score}
            for one in listed
            if "risk_object_field" in one
        ],
        "threat_objects": [
            {"field": one["threat_object_field"], "type": one["threat_object_type"]}
            for one in listed
            if "threat_object_field" in one
        ],
    }


def story(stories: Conf) -> dict[str, Any]:
    """The analytic story."""
    told = stories[f"analytic_story://{STORY}"]
    return {
        "name": STORY,
        "id": _id(STORY),
        "version": int(told["version"]),
        "date": told["last_updated"],
        "author": AUTHOR,
        "status": "production",
        "description": told["description"],
        "narrative": told["narrative"],
        "references": json.loads(told["references"]),
        "tags": {"category": [told["category"]], "product": PRODUCTS, "usecase": "Advanced Threat Detection"},
    }


def macros(conf: Conf) -> Iterator[dict[str, Any]]:
    """Every macro; contentctl adds the number of arguments to a name, and makes the filters itself."""
    for name, stanza in conf.items():
        if not name.endswith("_filter"):
            yield {
                "name": name.partition("(")[0],
                "id": _id(name),
                "version": 1,
                "date": "2026-11-26",
                "author": AUTHOR,
                "description": stanza["description"],
                "definition": _one_line(stanza["definition"]),
                **({"arguments": [one.strip() for one in stanza["args"].split(",")]} if "args" in stanza else {}),
            }


def schedules(saved: Conf) -> Iterator[dict[str, Any]]:
    """One for each type: contentctl schedules by it. That of the first search of the type."""
    for kind, key in (("TTP", "action.notable"), ("Anomaly", "action.risk")):
        stanza = next(stanza for stanza in saved.values() if key in stanza)
        action: dict[str, Any] = {"rba": {"enabled": "true"}}
        if kind == "TTP":
            action["notable"] = {
                "rule_title": "%name%",
                "rule_description": "%description%",
                "nes_fields": stanza["action.notable.param.nes_fields"].split(","),
            }
        yield {
            "name": f"ESCU Default Configuration {kind}",  # the name by which contentctl looks for it
            "id": _id(kind),
            "version": 1,
            "date": "2026-11-26",
            "author": AUTHOR,
            "type": kind,
            "description": f"How detections of the type {kind} run",
            "scheduling": {
                "cron_schedule": stanza["cron_schedule"],
                "earliest_time": stanza["dispatch.earliest_time"],
                "latest_time": stanza["dispatch.latest_time"],
                "schedule_window": stanza["schedule_window"],
            },
            "alert_action": action,
        }


def write(folder: Path, root: Path = ROOT) -> int:
    """Write the project into a folder, anew, and return the number of detections."""
    saved, stories, known = (
        read_conf(root / "default" / f"{name}.conf") for name in ("savedsearches", "analyticstories", "macros")
    )
    app = read_conf(root / "default" / "app.conf")
    shutil.rmtree(folder, ignore_errors=True)
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True)
    project = {
        "path": ".",
        "app": {
            "uid": 2,
            "title": app["ui"]["label"],
            "appid": "codesignrisk_detections",
            "version": app["launcher"]["version"],
            "description": app["launcher"]["description"],
            "prefix": "CSR",
            "label": "CSR",
            "author_name": AUTHOR,
            "author_email": "none@example.com",
            "author_company": AUTHOR,
        },
        "enrichments": False,
    }
    _put(folder / "contentctl.yml", project)
    _put(folder / "stories" / f"{_file(STORY)}.yml", story(stories))
    for macro in macros(known):
        _put(folder / "macros" / f"{_file(macro['name'])}.yml", macro)
    for schedule in schedules(saved):
        _put(folder / "deployments" / f"{_file(schedule['name'])}.yml", schedule)
    count = 0
    for detection in detections(saved, stories):
        _put(folder / "detections" / "endpoint" / f"{_file(detection['name'])}.yml", detection)
        count += 1
    return count


def _id(name: str) -> str:
    """An id that a name always has."""
    made = uuid.uuid5(_NAMESPACE, name)
    return str(uuid.UUID(bytes=made.bytes, version=4))


def _file(name: str) -> str:
    """The file of a name, as contentctl wants it."""
    return re.sub(r"[ \-./]", "_", name.lower())


def _one_line(search: str) -> str:
    return re.sub(r"\s*\n\s*", " ", search)


def _put(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120), encoding="utf-8")


if __name__ == "__main__":
    print(f"{TARGET.relative_to(ROOT)}: {write(TARGET)} detections")
