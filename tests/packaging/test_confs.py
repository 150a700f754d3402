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

# What Splunk's own spec files know (scripts/conf_keys.py). A misspelt key does nothing and says nothing.
with (ROOT / "tests" / "packaging" / "splunk_settings.csv").open(encoding="utf-8", newline="") as table:
    SPECS = list(csv.DictReader(table))
OLDEST, NEWEST = list(SPECS[0])[2:]
# An older Splunk notes at its start that it does not know them: README says so.
YOUNGER = {"python.required"}
# What Enterprise Security reads, as Splunk's contentctl writes it; the spec knows only action.<name>.<parameter>.
ENTERPRISE_SECURITY = {
    *(f"action.correlationsearch.{key}" for key in ("enabled", "label", "annotations", "detection_type", "metadata")),
    "action.notable",
    *(f"action.notable.param.{key}" for key in ("rule_title", "rule_description", "security_domain", "severity")),
    *(f"action.notable.param.{key}" for key in ("nes_fields", "_entities", "drilldown_searches", "next_steps")),
    "action.risk",
    *(f"action.risk.param.{key}" for key in ("_risk", "_risk_message", "verbose")),
}
STORIES = {
    *("category", "last_updated", "version", "references", "maintainers", "spec_version", "searches", "description"),
    *("narrative", "type", "asset_type", "confidence", "explanation", "how_to_implement", "annotations"),
    *("known_false_positives", "providing_technologies"),
}


def known(conf, version):
    """The settings of a conf in a version, as a pattern: `example<number>` takes example1."""
    names = [row["setting"] for row in SPECS if (row["conf"], row[version]) == (conf, "yes")]
    parts = [
        "".join(".+" if part[0] == "<" else re.escape(part) for part in re.findall(r"<.+?>|[^<]+", name))
        for name in names
    ]
    return re.compile("|".join(parts))


def used(path):
    return {key for stanza in read_conf(path).values() for key in stanza}


def test_the_table_of_settings_has_the_versions_that_the_guides_name():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    oldest = re.search(r"Splunk Enterprise ([\d.]+) to", readme)[1]
    assert OLDEST.startswith(f"{oldest}.")
    assert {row["conf"] for row in SPECS} == {path.stem for path in CONFS} - {"analyticstories"}


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
@pytest.mark.parametrize("path", [path for path in CONFS if path.stem != "analyticstories"], ids=lambda path: path.name)
def test_settings_are_those_of_splunk(path, version):
    unknown = {key for key in used(path) if not known(path.stem, version).fullmatch(key)}
    assert unknown == (YOUNGER & used(path) if version == OLDEST else set())


def test_what_is_misspelt_is_unknown():
    assert known("savedsearches", NEWEST).fullmatch("alert.suppress.period")
    assert not known("savedsearches", NEWEST).fullmatch("alert.supress.period")
    assert not known("commands", NEWEST).fullmatch("chunk")
    assert known("searchbnf", NEWEST).fullmatch("example12")


def test_settings_of_enterprise_security_are_those_that_contentctl_writes():
    actions = {key for key in used(DEFAULT / "savedsearches.conf") if key.startswith("action.")}
    assert actions <= ENTERPRISE_SECURITY
    assert used(DEFAULT / "analyticstories.conf") <= STORIES


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
