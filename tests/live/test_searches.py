"""The comparison of searches, against a splunkd that agrees and one that does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lab.dashboards.sources import sources
from lab.dashboards.view import load_views
from lab.paths import ROOT
from live.bench import Bench, Finding, Verdict
from live.checks import macros, searches
from live.server import Address
from scripts.conf import read_conf
from tests.live.splunkd import Splunkd, entry

SAVED = read_conf(ROOT / "default" / "savedsearches.conf")
MACROS = read_conf(ROOT / "default" / "macros.conf")


def only(monkeypatch: Any, module: Any, conf: dict[str, Any], *names: str) -> None:
    """Have a check see these stanzas of a conf file only; the searches take seconds each."""
    monkeypatch.setattr(module, "read_conf", lambda path: {name: conf[name] for name in names})


def found(findings: Any) -> list[tuple[str, Verdict]]:
    return [(finding.name, finding.verdict) for finding in findings]


def test_the_command_agrees(bench: Bench, monkeypatch: Any) -> None:
    monkeypatch.setattr(searches, "_OPTIONS", ("min_score=20",))
    [finding] = searches.command(bench)
    assert (finding.name, finding.verdict) == ("codesignrisk min_score=20", Verdict.CONFIRMED)
    assert int(finding.detail.split()[0]) > 30


def test_one_row_that_differs_is_told(bench: Bench, fake: tuple[Splunkd, Address], monkeypatch: Any) -> None:
    monkeypatch.setattr(searches, "_OPTIONS", ("min_score=60",))
    fake[0].spoil = lambda rows: [{**rows[0], "codesign_score": "1"}, *rows[1:]]
    [finding] = searches.command(bench)
    assert finding.verdict is Verdict.REFUTED
    assert "the server has codesign_score=1, the lab codesign_score=" in finding.detail


def test_a_saved_search_agrees_and_data_models_need_their_add_on(bench: Bench, monkeypatch: Any) -> None:
    names = ("Code Signing Risk - Upkeep Allowlist Expiry", "Code Signing Risk - High Score Process Data Model")
    only(monkeypatch, searches, SAVED, *names)
    assert found(searches.saved_searches(bench)) == [(names[0], Verdict.CONFIRMED), (names[1], Verdict.NOT_SHOWN)]


def test_a_search_that_makes_a_table_leaves_none(
    bench: Bench, fake: tuple[Splunkd, Address], monkeypatch: Any, tmp_path: Path
) -> None:
    fake[0].lookups = tmp_path
    only(monkeypatch, searches, SAVED, "Code Signing Risk - Setup Parents")
    assert found(searches.saved_searches(bench)) == [("Code Signing Risk - Setup Parents", Verdict.CONFIRMED)]
    assert fake[0].deleted == ["data/lookup-table-files/codesignrisk_parents_local.csv"]


def test_every_search_that_writes_is_known_as_such() -> None:
    writing = {name for name, stanza in SAVED.items() if "outputlookup" in stanza["search"]}
    assert writing
    assert {name for name in writing if searches._WRITTEN.search(SAVED[name]["search"])} == writing


def test_a_chained_data_source_agrees(bench: Bench) -> None:
    view = load_views(ROOT)["tune"]
    source = next(one for one in sources(view.definition) if one.rest and "codesignrisk " not in one.search)
    finding = searches.compared(bench, "dashboard", "x", source.search, source.earliest, source.latest, source.rest)
    assert finding.verdict is Verdict.CONFIRMED


def test_splunk_s_own_log_is_searched_and_not_compared(bench: Bench, fake: tuple[Splunkd, Address]) -> None:
    fake[0].canned.append(("index=_internal", lambda: [{"a": "1"}]))
    finding = searches.compared(bench, "dashboard", "x", "index=_internal | table a", "-1h", "now")
    assert finding == Finding("dashboard", "x", Verdict.CONFIRMED, "1 rows of Splunk's own log")


def test_an_app_is_there_or_not(bench: Bench, fake: tuple[Splunkd, Address]) -> None:
    fake[0].answers["/services/apps/local/Splunk_SA_CIM"] = entry({})
    assert (bench.has_app("Splunk_SA_CIM"), bench.has_app("none")) == (True, False)


@pytest.mark.parametrize("name", MACROS)
def test_every_macro_has_a_form_in_which_it_is_run(name: str) -> None:
    form, search = macros.form_of(macros.called(name, MACROS[name].get("args", "")))
    assert form in macros.FORMS
    assert f"`{name.partition('(')[0]}" in search


FORMS = [
    ("codesignrisk_threshold_alert", "a value"),
    ("codesignrisk_process_events", "a search"),
    ("codesignrisk_build_server", "a condition"),
    ("codesignrisk_fields", "a command"),
    ("codesignrisk_cert_drops", "a whole search"),
    ("codesignrisk_dm_process_starts", "a start"),
    ("codesignrisk_summariesonly", "options of tstats"),
    ("codesignrisk_correlate_drops(24h)", "a command"),
]


@pytest.mark.parametrize(("call", "form"), FORMS)
def test_the_form_of_a_macro(call: str, form: str) -> None:
    assert macros.form_of(call)[0] == form


def test_what_is_no_macro_has_no_form() -> None:
    assert macros.form_of("codesignrisk_none") == ("", "")


def test_a_macro_agrees(bench: Bench, monkeypatch: Any) -> None:
    only(monkeypatch, macros, MACROS, "codesignrisk_sysmon", "codesignrisk_dm_process_starts")
    assert found(macros.macros(bench)) == [
        ("codesignrisk_sysmon, a search", Verdict.CONFIRMED),
        ("codesignrisk_dm_process_starts, a start", Verdict.NOT_SHOWN),
    ]
