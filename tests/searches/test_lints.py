"""What a search may not be: half-named, half-written, always on, or about fields that it does not give."""

from __future__ import annotations

import csv
import json
import re

import pytest

from scripts import ROOT
from scripts.conf import read_conf
from tests.searches.harness import PREFIX, Searches, saved_searches

DEFAULT = ROOT / "default"
SAVED = saved_searches(ROOT)
MACROS = read_conf(DEFAULT / "macros.conf")
COMMANDS = set(read_conf(DEFAULT / "commands.conf"))
WORKFLOW = read_conf(DEFAULT / "workflow_actions.conf")

SETUP = [name for name in SAVED if name.startswith("Setup ")]
SCHEDULED = [name for name in SAVED if name not in SETUP]
BY_HAND = [name for name in SAVED if name.startswith(("Keep ", "Hunt ", "Upkeep ", "Setup "))]
ALERTS = [name for name, stanza in SAVED.items() if "alert.track" in stanza]
NOTABLES = [name for name, stanza in SAVED.items() if "action.notable" in stanza]
RISKS = [name for name, stanza in SAVED.items() if "action.risk" in stanza]
EMPTY_MODELS = {"Endpoint.Processes": (), "Endpoint.Filesystem": ()}

ATTACK_VERSION = "19"


def texts():
    """Everywhere a search may stand: where it is, and its text."""
    yield from ((f"macro {name}", macro["definition"]) for name, macro in MACROS.items())
    yield from ((f"search {name}", stanza["search"]) for name, stanza in SAVED.items())
    for name in NOTABLES:
        for drilldown in json.loads(SAVED[name]["action.notable.param.drilldown_searches"]):
            yield f"drill-down of {name}", drilldown["search"]
    for path in sorted((DEFAULT / "data" / "ui").rglob("*.xml")):
        yield path.name, path.read_text(encoding="utf-8")
    for name, stanza in read_conf(DEFAULT / "searchbnf.conf").items():
        yield from ((f"{name} {key}", text) for key, text in stanza.items() if key.startswith("example"))
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for number, block in enumerate(re.findall(r"```\w*\n(.+?)```", path.read_text(encoding="utf-8"), re.S)):
            yield f"{path.name} block {number}", block


TEXTS = list(texts())


def unquoted(text):
    """The text without what stands in double quotes."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)


def expanded(text):
    """The text with its macros in it."""
    from lab.spl import check

    return check(text, app=ROOT)


def output_fields(searches: Searches, name):
    """The columns of a search, which its last table names; they are there even without rows."""
    return set(searches.run(name, datamodels=EMPTY_MODELS).fields)


def tokens(text):
    """The fields that a message or a drill-down is filled with."""
    return set(re.findall(r"\$(\w+)\$", text))


# Names


@pytest.mark.parametrize(("where", "text"), TEXTS, ids=[where for where, _ in TEXTS])
def test_macros_that_are_called_exist_with_as_many_arguments(where, text):
    for name, arguments in re.findall(r"`(codesignrisk_\w+)(?:\(([^`]*)\))?`", text):
        count = len(arguments.split(",")) if arguments else 0
        assert (f"{name}({count})" if count else name) in MACROS


def test_macros_name_as_many_arguments_as_they_have():
    for name, macro in MACROS.items():
        count = int((re.search(r"\((\d+)\)$", name) or ["", "0"])[1])
        names = [one.strip() for one in macro.get("args", "").split(",") if one.strip()]
        assert len(names) == count
        assert tokens(macro["definition"]) == set(names)


@pytest.mark.parametrize("name", SAVED)
def test_every_search_is_understood(name):
    expanded(SAVED[name]["search"])


@pytest.mark.parametrize("name", WORKFLOW)
def test_a_workflow_action_opens_a_view_with_inputs_that_it_has(name):
    """Keys as in workflow_actions.conf.spec. Splunk itself encodes what it puts into link.uri."""
    action = WORKFLOW[name]
    assert (action["type"], action["link.method"], action["link.target"]) == ("link", "get", "blank")
    assert not [key for key in action if key.startswith("search.")]
    view, _, query = action["link.uri"].removeprefix("/app/codesignrisk/").partition("?")
    text = (DEFAULT / "data" / "ui" / "views" / f"{view}.xml").read_text(encoding="utf-8")
    inputs = {item.removeprefix("form.") for item in re.findall(r"([\w.]+)=", query)}
    assert inputs == {"host", "global_time.earliest", "global_time.latest"}
    assert {name.partition(".")[0] for name in inputs} <= set(re.findall(r'"token": "(\w+)"', text))
    used = tokens(action["label"] + action["link.uri"])
    assert used
    assert used <= set(action["fields"].split(", "))


@pytest.mark.parametrize("name", SAVED)
def test_commands_options_and_functions_are_in_splunks_own_catalogue(name, catalogue):
    from lab.spl.source import Span, split_pipeline

    functions = {f["name"] for f in catalogue["eval"]["functions"]}
    # Search Reference, "Evaluation functions", "JSON functions", "outputlookup" and "search": not in the catalogue of
    # version 29.6.0
    missing = {"in", "json_extract", "json_object", "mvfind", "mvappend", "mvfilter", "mvjoin", "nullif"} - functions
    text = expanded(SAVED[name]["search"])
    for command in split_pipeline(Span(text, 0, len(text))):
        if command.name in COMMANDS:
            continue
        entry = catalogue[command.name]
        used = unquoted(command.args.text)
        called = set(re.findall(r"\b([a-z][a-z0-9_]*)\(", used))
        allowed = {f["name"] for f in entry["functions"]} | functions | missing | {"eval"}
        assert called <= allowed, command.name
        if command.name not in ("search", "where", "eval", "tstats"):
            options = set(re.findall(r"(?<![\w.'])([a-z_]+)=(?!=)", re.sub(r"eval\(.*?\)\)?", "", used)))
            assert options <= {arg["key"] for arg in entry["args"]}, command.name


@pytest.mark.parametrize(("where", "text"), TEXTS, ids=[where for where, _ in TEXTS])
def test_lookups_that_are_named_exist(where, text):
    tables = {path.stem for path in (ROOT / "lookups").glob("*.csv") if not path.name.endswith("_local.csv")}
    named = re.findall(r"\|\s*(?:input|output)?lookup\s+(?:\w+=\w+\s+)*([\w$]+)(\.csv)?", text)
    # what a macro is told to read stands where it is called
    named = [(name, suffix) for name, suffix in named if "$" not in name]
    named += [(name, "") for name in re.findall(r"`codesignrisk_site_rows\((\w+),", text)]
    for name, suffix in named:
        if ".md" in where and not name.startswith("codesignrisk_"):
            continue  # a table that the guide tells its reader to make
        assert name.removesuffix("_local") in tables
        assert bool(suffix) == name.endswith("_local"), "a twin has no lookup definition, a shipped table has"


# How they are written


@pytest.mark.parametrize(("where", "text"), TEXTS, ids=[where for where, _ in TEXTS])
def test_no_index_is_named_but_in_its_macro(where, text):
    # ... and the macro that asks what it says
    if where not in ("macro codesignrisk_index", "macro codesignrisk_summary_index", "macro codesignrisk_steps"):
        assert not re.search(r"\bindex\s*(=|IN\b|::)", unquoted(text))


@pytest.mark.parametrize("name", SAVED)
def test_nothing_is_joined_by_memory_or_subsearch(name):
    from lab.spl.source import Span, split_pipeline

    text = expanded(SAVED[name]["search"])
    commands = {command.name for command in split_pipeline(Span(text, 0, len(text)))}
    assert commands.isdisjoint(
        {"join", "transaction", "append", "appendcols", "selfjoin", "map", "multisearch", "union", "set"}
    )
    assert "[" not in unquoted(text)


@pytest.mark.parametrize("name", SAVED)
def test_every_search_asks_for_the_columns_of_the_sensors(name):
    """Those over a data model need none: tstats gives its own names."""
    text = SAVED[name]["search"]
    command = re.search(r"\| codesignrisk [^|]*", text)
    if command and "codesignrisk_dm_" not in text:
        assert "`codesignrisk_sensors`" in command[0]


@pytest.mark.parametrize("name", SAVED)
def test_sorting_keeps_all_rows(name):
    assert not re.search(r"\|\s*sort (?!0 )", expanded(SAVED[name]["search"]))


@pytest.mark.parametrize("name", SAVED)
def test_a_search_ends_in_a_filter_of_its_own(name):
    macro = "codesignrisk_" + re.sub(r"[^a-z]+", "_", name.lower()) + "_filter"
    # what is left out must not be kept
    end = "\n| `codesignrisk_keep`" if name == "Keep Findings" else ""
    assert SAVED[name]["search"].endswith(f"\n| `{macro}`{end}")
    assert MACROS[macro]["definition"] == "search *"


def test_every_filter_belongs_to_a_search():
    used = {name for stanza in SAVED.values() for name in re.findall(r"`(\w+_filter)`", stanza["search"])}
    assert {name for name in MACROS if name.endswith("_filter")} == used


def test_there_are_no_event_types():
    assert not (DEFAULT / "eventtypes.conf").exists()


# What no page of Splunk settles is written so that it is right under either reading.

SEARCHES = [(where, text) for where, text in TEXTS if ".md" not in where]


@pytest.mark.parametrize(("where", "text"), SEARCHES, ids=[where for where, _ in SEARCHES])
def test_streamstats_says_how_far_back_it_looks(where, text):
    """Search Reference 9.4: without window and time_window, 10,000 events; searchbnf.conf: 0, the default, is all."""
    assert not re.search(r"\|\s*streamstats (?!window=0 |time_window=)|^streamstats (?!window=0 )", text)


@pytest.mark.parametrize(("where", "text"), SEARCHES, ids=[where for where, _ in SEARCHES])
def test_dedup_loses_no_row_that_lacks_a_key(where, text):
    """Search Reference, `dedup`: events with a null value in any of the fields go, unless keepempty=true."""
    for told in re.findall(r"\|\s*dedup ([^|\n\\\]]+)", text):
        assert told.split()[-1] == "keepempty=true", told


@pytest.mark.parametrize(("where", "text"), SEARCHES, ids=[where for where, _ in SEARCHES])
def test_no_field_has_the_name_of_a_keyword(where, text):
    """Whether stats' parser takes BY for a field's name is said nowhere."""
    keywords = "by|as|over|output|outputnew|where|from"
    assert not re.search(rf"(?i)\bAS ({keywords})\b", unquoted(text))
    assert not re.search(r"(?i)[\s,(](by|as|over|where)=(?!=)", unquoted(text))


@pytest.mark.parametrize(("where", "text"), SEARCHES, ids=[where for where, _ in SEARCHES])
def test_no_backslash_is_put_in_by_replace(where, text):
    """A lone backslash at the end of a replacement: PCRE may take it for the beginning of a reference."""
    assert not re.search(r'replace\([^()]*, \\?"(?:\\\\)+\\?"\)', text)


@pytest.mark.parametrize(("where", "text"), SEARCHES, ids=[where for where, _ in SEARCHES])
def test_windows_do_not_go_by_when_a_search_happens_to_run(where, text):
    """now() is the time of the run; a late run of the scheduler would look at other events than it is for."""
    assert not re.search(r"_time\s*[<>]=?\s*relative_time\(now\(\)", text)


# How they run


def test_every_search_is_named_for_the_app_and_described():
    for name, stanza in read_conf(DEFAULT / "savedsearches.conf").items():
        assert name.startswith(PREFIX)
        assert len(stanza["description"]) > 40
        assert stanza["request.ui_dispatch_app"] == "codesignrisk"


def test_alerts_are_off_and_what_is_run_by_hand_can_be():
    """savedsearches.conf.spec, `disabled`: a disabled search cannot be run; `enableSched` turns its schedule on."""
    assert {name: (SAVED[name].get("disabled"), SAVED[name]["enableSched"]) for name in SAVED} == {
        **dict.fromkeys(ALERTS, ("1", "1")),
        **dict.fromkeys(BY_HAND, (None, "0")),
    }


def minutes(modifier):
    """Minutes before now, of `-35m@m`."""
    number, unit = re.match(r"-(\d+)([mhd])", modifier).groups()
    return int(number) * {"m": 1, "h": 60, "d": 1440}[unit]


def period(cron):
    """Minutes between two runs, of the cron forms in use."""
    minute, hour, *days = cron.split()
    assert len(days) == 3
    if minute.startswith("*/"):
        return int(minute[2:])
    if "," in minute:
        return 60 // len(minute.split(","))
    return int(hour[2:]) * 60 if hour.startswith("*/") else 60 if hour == "*" else 1440


@pytest.mark.parametrize("name", SCHEDULED)
def test_a_schedule_is_gentle(name):
    stanza = SAVED[name]
    assert re.fullmatch(r"[\d*/,]+ [\d*/]+ \* \* [\d*]", stanza["cron_schedule"])
    assert 60 / period(stanza["cron_schedule"]) <= 12
    assert stanza["schedule_window"] == "auto"
    assert stanza["allow_skew"] in ("5m", "10m", "30m")
    assert stanza["dispatch.earliest_time"].startswith("-")


@pytest.mark.parametrize("name", SETUP)
def test_what_is_done_once_has_no_schedule(name):
    assert "cron_schedule" not in SAVED[name]


BY_INDEX_TIME = [name for name in ALERTS if "dispatch.index_earliest" in SAVED[name]]
# What they look for is made of several events, so that they look further back than their last run.
SEQUENCES = {"Signing Kit In Sequence": 15}


@pytest.mark.parametrize("name", BY_INDEX_TIME)
def test_an_alert_sees_each_event_once_when_it_arrives(name):
    """Windows of index time join without a gap, within a day of events; a clock may be an hour ahead."""
    stanza = SAVED[name]
    assert (stanza["dispatch.earliest_time"], stanza["dispatch.latest_time"]) == ("-24h@m", "+1h@m")
    assert minutes(stanza["dispatch.index_latest"]) == 5
    window = minutes(stanza["dispatch.index_earliest"]) - 5
    assert window - SEQUENCES.get(name, 0) == period(stanza["cron_schedule"])


@pytest.mark.parametrize("name", [name for name in ALERTS if name not in BY_INDEX_TIME])
def test_an_alert_that_cannot_go_by_index_time_alone_lags_and_overlaps(name):
    """Data models know no index time; what joins events of a day leaves by index time what is new."""
    stanza = SAVED[name]
    assert name.endswith("Data Model") or "`codesignrisk_new(" in stanza["search"]
    assert minutes(stanza["dispatch.latest_time"]) == 5
    assert minutes(stanza["dispatch.earliest_time"]) - 5 > period(stanza["cron_schedule"])


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_is_told_once_and_in_one_go(searches: Searches, name):
    """One call of the actions for all rows, as Enterprise Security's own searches: with one for each row, splunkd stops
    at 500 of them (limits.conf.spec, max_per_result_alerts)."""
    stanza = SAVED[name]
    assert (stanza["alert.suppress"], stanza["alert.digest_mode"], stanza["realtime_schedule"]) == ("1", "1", "0")
    assert stanza["alert.track"] == ("0" if name in RISKS else "1")
    assert (stanza["counttype"], stanza["relation"], stanza["quantity"]) == ("number of events", "greater than", "0")
    fields = stanza["alert.suppress.fields"].split(",")
    assert fields == ["dest", "codesign_case"]
    assert set(fields) <= output_fields(searches, name)
    assert minutes("-" + stanza["alert.suppress.period"]) > period(stanza["cron_schedule"])


# What they tell


@pytest.mark.parametrize("name", NOTABLES)
def test_every_token_of_a_finding_is_a_field_of_the_search(searches: Searches, name):
    stanza = SAVED[name]
    fields = output_fields(searches, name)
    param = "action.notable.param."
    said = " ".join(stanza[param + key] for key in ("rule_title", "rule_description", "next_steps"))
    drilldowns = json.loads(stanza[param + "drilldown_searches"])
    said += " ".join(drilldown["name"] + drilldown["search"] for drilldown in drilldowns)
    assert tokens(said) <= fields
    assert set(stanza[param + "nes_fields"].split(",")) <= fields
    assert {entity["risk_object_field"] for entity in json.loads(stanza[param + "_entities"])} <= fields
    assert {drilldown["earliest_offset"] for drilldown in drilldowns} == {"$info_min_time$"}
    assert json.loads(stanza[param + "next_steps"])["data"].startswith("1. ")
    for drilldown in drilldowns:
        expanded(re.sub(r"\$\w+\$", "x", drilldown["search"]))


@pytest.mark.parametrize("name", RISKS)
def test_risk_and_threat_objects_are_fields_of_the_search(searches: Searches, name):
    fields = output_fields(searches, name)
    objects = json.loads(SAVED[name]["action.risk.param._risk"])
    assert {one.get("risk_object_field") or one["threat_object_field"] for one in objects} <= fields
    assert tokens(SAVED[name]["action.risk.param._risk_message"]) <= fields
    # a result's own risk_object would replace every one of these
    assert "risk_object" not in fields
    assert "risk_score" in fields


@pytest.mark.parametrize("name", ALERTS)
def test_attack_techniques_are_those_of_the_indicators(name):
    with (ROOT / "lookups" / "codesignrisk_indicators.csv").open(newline="", encoding="utf-8") as file:
        known = {row["technique"] for row in csv.DictReader(file)}
    # the setting of an alert, not of a single indicator
    known |= {"T1059.001", "T1204.002"}
    annotations = json.loads(SAVED[name]["action.correlationsearch.annotations"])
    assert annotations["mitre_attack_version"] == [ATTACK_VERSION]
    assert annotations["mitre_attack"]
    assert set(annotations["mitre_attack"]) <= known
    assert SAVED[name]["action.correlationsearch.label"] == PREFIX + name


def test_only_alerts_tell_enterprise_security_anything():
    assert set(NOTABLES) | set(RISKS) == set(ALERTS)


def test_the_guide_names_every_search_and_every_macro_that_is_a_site_s_to_set():
    guide = (ROOT / "docs" / "searches.md").read_text(encoding="utf-8")
    named = guide.replace("Setup Allowlist, Indicators, Parents", "Setup Allowlist Setup Indicators Setup Parents")
    assert [name for name in SAVED if not name.endswith("Data Model") and name not in named] == []
    theirs = ("index", "threshold_alert", "threshold_trace", "threshold_risk", "build_server", "summariesonly")
    assert [name for name in theirs if f"codesignrisk_{name}" not in guide] == []


@pytest.mark.parametrize(
    "example", [key for key in read_conf(DEFAULT / "searchbnf.conf")["codesignrisk-command"] if "example" in key]
)
def test_the_examples_of_the_search_assistant_are_understood(example):
    expanded(read_conf(DEFAULT / "searchbnf.conf")["codesignrisk-command"][example])


GUIDES = [
    (path.name, block)
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    for block in re.findall(r"```\n(.+?)```", path.read_text(encoding="utf-8"), re.S)
    if "| codesignrisk" in block and "codesignrisk [" not in block
]


@pytest.mark.parametrize(("guide", "block"), GUIDES, ids=[f"{guide} {block.split()[0]}" for guide, block in GUIDES])
def test_the_searches_of_the_guides_are_understood(guide, block):
    expanded(block)
