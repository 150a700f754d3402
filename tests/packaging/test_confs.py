"""The configuration: files well-formed, keys real, references met. AppInspect sees little of that."""

import csv
import json
import re
from xml.etree import ElementTree

import pytest

from scripts import ROOT
from scripts.conf import read_conf
from scripts.package import APP, version

DEFAULT = ROOT / "default"
MANIFEST = json.loads((ROOT / "app.manifest").read_text(encoding="utf-8"))
CONFS = sorted(DEFAULT.glob("*.conf"))
LOOKUPS = sorted(path for path in (ROOT / "lookups").glob("*.csv") if not path.name.endswith("_local.csv"))

# The keys in use, per file, as Splunk's own specification spells them. A misspelt key does nothing and says nothing.
# savedsearches and workflow_actions: the spec files of Splunk 9.2. The parameters of correlationsearch, notable and
# risk are Enterprise Security's: the stanzas that Splunk's contentctl writes.
KEYS = {
    "app": {
        *("is_configured", "state_change_requires_restart", "build", "is_visible", "label", "author", "description"),
        *("version", "id", "name", "check_for_updates", "reload.analyticstories"),
    },
    # as contentctl writes it
    "analyticstories": {
        *(
            "category",
            "last_updated",
            "version",
            "references",
            "maintainers",
            "spec_version",
            "searches",
            "description",
        ),
        *("narrative", "type", "asset_type", "confidence", "explanation", "how_to_implement", "annotations"),
        *("known_false_positives", "providing_technologies"),
    },
    "server": {"conf_replication_include.analyticstories"},
    "commands": {"filename", "chunked", "generating", "python.version", "python.required"},
    "macros": {"args", "definition", "description", "errormsg", "iseval", "validation"},
    "searchbnf": {
        *("syntax", "simplesyntax", "shortdesc", "description", "usage", "tags", "related"),
        *(f"{kind}{number}" for kind in ("example", "comment") for number in range(1, 10)),
    },
    "savedsearches": {
        *("description", "disabled", "search", "enableSched", "cron_schedule", "schedule_window", "allow_skew"),
        *("realtime_schedule", "dispatch.earliest_time", "dispatch.latest_time"),
        *("dispatch.index_earliest", "dispatch.index_latest"),
        *("request.ui_dispatch_app", "request.ui_dispatch_view", "counttype", "relation", "quantity"),
        *("alert.digest_mode", "alert.track", "alert.severity"),
        *("alert.suppress", "alert.suppress.fields", "alert.suppress.period"),
        *(
            f"action.correlationsearch.{key}"
            for key in ("enabled", "label", "annotations", "detection_type", "metadata")
        ),
        "action.notable",
        *(f"action.notable.param.{key}" for key in ("rule_title", "rule_description", "security_domain", "severity")),
        *(f"action.notable.param.{key}" for key in ("nes_fields", "_entities", "drilldown_searches", "next_steps")),
        "action.risk",
        *(f"action.risk.param.{key}" for key in ("_risk", "_risk_message", "verbose")),
    },
    "transforms": {"filename", "case_sensitive_match", "match_type", "max_matches"},
    "workflow_actions": {
        *("type", "label", "fields", "display_location"),
        *("link.uri", "link.method", "link.target"),
    },
}


@pytest.mark.parametrize("path", CONFS, ids=lambda path: path.name)
def test_conf_uses_known_keys_only(path):
    used = {key for stanza in read_conf(path).values() for key in stanza}
    assert used <= KEYS[path.stem]


def test_metadata_names_readers_and_writers():
    assert read_conf(ROOT / "metadata" / "default.meta") == {
        "": {"access": "read : [ * ], write : [ admin, sc_admin ]", "export": "system"},
        "views": {"export": "none"},
        "nav": {"export": "none"},
    }


def test_app_conf_twins_are_equal():
    assert (ROOT / "app.conf").read_bytes() == (DEFAULT / "app.conf").read_bytes()


def test_app_id_is_the_same_everywhere():
    app = read_conf(DEFAULT / "app.conf")
    assert app["package"]["id"] == app["id"]["name"] == MANIFEST["info"]["id"]["name"] == APP


def test_version_is_the_same_everywhere():
    app = read_conf(DEFAULT / "app.conf")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    places = {
        "app.conf [id]": app["id"]["version"],
        "app.conf [launcher]": app["launcher"]["version"],
        "app.manifest": MANIFEST["info"]["id"]["version"],
        "pyproject.toml": re.search(r'^version = "(.+)"$', project, re.M)[1],
        "CHANGELOG.md": re.search(r"^## \[?v?(\d+\.\d+\.\d+)", changelog, re.M)[1],
    }
    assert places == dict.fromkeys(places, version())


def test_command_runs_a_script_that_is_there():
    for name, command in read_conf(DEFAULT / "commands.conf").items():
        assert command["filename"] == f"{name}.py"
        assert (ROOT / "bin" / command["filename"]).is_file()
        assert command["chunked"] == "true"
        assert command["python.required"] == "3.9,3.13"


def test_each_shipped_lookup_has_a_definition_and_each_definition_a_file():
    defined = {name: stanza["filename"] for name, stanza in read_conf(DEFAULT / "transforms.conf").items()}
    assert defined == {path.stem: path.name for path in LOOKUPS}


def test_lookup_definitions_match_on_columns_that_are_there():
    for stanza in read_conf(DEFAULT / "transforms.conf").values():
        with (ROOT / "lookups" / stanza["filename"]).open(newline="", encoding="utf-8") as file:
            columns = next(csv.reader(file))
        assert set(re.findall(r"WILDCARD\((\w+)\)", stanza.get("match_type", ""))) <= set(columns)


@pytest.mark.parametrize("path", LOOKUPS, ids=lambda path: path.name)
def test_lookup_is_not_ragged(path):
    with path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file, strict=True)
    assert len(set(header)) == len(header)
    assert all(column == column.strip() and column for column in header)
    assert [row for row in rows if len(row) != len(header)] == []


def test_macros_are_described():
    assert [name for name, macro in read_conf(DEFAULT / "macros.conf").items() if not macro["description"]] == []


# Views of the app search, which every Splunk has.
SPLUNKS_OWN = ["reports", "alerts", "search"]


def test_navigation_names_views_that_are_there():
    ui = DEFAULT / "data" / "ui"
    views = [view.get("name") for view in ElementTree.parse(ui / "nav" / "default.xml").getroot().iter("view")]
    assert views[-3:] == SPLUNKS_OWN
    assert sorted(views[:-3]) == sorted(path.stem for path in ui.glob("views/*.xml"))
