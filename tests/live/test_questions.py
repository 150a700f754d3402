"""The questions to a live Splunk: what each takes for a yes, for a no, and for no answer."""

from __future__ import annotations

from typing import Any

import pytest

from live.bench import Bench, Verdict
from live.checks import logs, questions
from live.server import Address
from scripts import ROOT
from tests.live.splunkd import Splunkd, entry

YES, NO, OPEN = Verdict.CONFIRMED, Verdict.REFUTED, Verdict.NOT_SHOWN
SAVED = f"saved/searches/{questions.ALERT}"
SHIPPED = questions.stanza()
FIELDS = [name.strip() for name in SHIPPED["alert.suppress.fields"].split(",")]
KEPT = {**SHIPPED, "search": "| alert", "is_scheduled": "1"}
WANTED = {"0": 2, "1": 1}[SHIPPED["alert.digest_mode"]]


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: Any) -> None:
    monkeypatch.setattr(questions, "PAUSE", 0.0)
    monkeypatch.setattr(questions, "_PATIENCE", 0.0)
    monkeypatch.setattr(questions, "_LONG_PATIENCE", 0.0)


def test_the_bundle(bench: Bench, fake: tuple[Splunkd, Address]) -> None:
    fake[0].answers[questions._PEERS] = {"entry": []}
    assert questions.replication(bench) == (OPEN, "this server has no search peers")
    fake[0].answers[questions._PEERS] = entry({"replicationStatus": "Failed"}, name="idx1")
    verdict, said = questions.replication(bench)
    assert (verdict, "'idx1': 'Failed'" in said) == (NO, True)


@pytest.mark.parametrize(
    ("sent", "verdict"),
    [
        ("_chunked_idx,CommandLine,__mv_CommandLine,EventCode,codesignriskprobe_absent", YES),
        ("_chunked_idx,CommandLine,EventCode,codesignriskprobe_absent", NO),
        ("_chunked_idx,CommandLine,__mv_CommandLine,EventCode", NO),
    ],
)
def test_required_fields(bench: Bench, fake: tuple[Splunkd, Address], sent: str, verdict: Verdict) -> None:
    fake[0].canned.append(("codesignriskprobe", lambda: [{"codesignriskprobe_columns": sent}]))
    assert questions.columns(bench) == (verdict, f"columns: {sent}")


def test_required_fields_without_the_probe(bench: Bench) -> None:
    assert questions.columns(bench)[0] is OPEN


def test_a_refused_option_is_told(bench: Bench) -> None:
    verdict, said = questions.first_reply(bench)
    assert (verdict, questions.WRONG in said) == (YES, True)


def test_an_option_that_nobody_refuses(bench: Bench, fake: tuple[Splunkd, Address]) -> None:
    fake[0].canned.append((questions.WRONG, list))
    assert questions.first_reply(bench) == (NO, "no message")


@pytest.mark.parametrize(
    ("roles", "verdict"),
    [
        (["search head", "indexer"], YES),
        (["search head"], NO),
        (["indexer"], NO),
        (["search head", "indexer", "indexer"], NO),
    ],
)
def test_the_health_of_each_node(
    bench: Bench, fake: tuple[Splunkd, Address], roles: list[str], verdict: Verdict
) -> None:
    fake[0].answers[questions._PEERS] = entry({}, name="idx1")
    fake[0].canned.append(("codesignriskhealth", lambda: [{"role": role} for role in roles]))
    assert questions.health(bench)[0] is verdict


def test_the_health_of_a_single_server_is_what_the_command_says(bench: Bench, fake: tuple[Splunkd, Address]) -> None:
    fake[0].answers[questions._PEERS] = {"entry": []}
    assert questions.health(bench)[0] is YES


def test_a_disabled_search(bench: Bench) -> None:
    assert questions.disabled(bench)[0] is YES


@pytest.mark.parametrize(("skew", "verdict"), [("5m", YES), ("0", NO)])
def test_the_scheduler_s_settings(bench: Bench, fake: tuple[Splunkd, Address], skew: str, verdict: Verdict) -> None:
    fake[0].answers[SAVED] = entry({**KEPT, "allow_skew": skew})
    assert questions.schedule(bench)[0] is verdict


@pytest.mark.parametrize(("fired", "verdict"), [(WANTED, YES), (2 * WANTED, NO), (0, NO)])
def test_suppression(bench: Bench, fake: tuple[Splunkd, Address], fired: int, verdict: Verdict) -> None:
    state = fake[0]
    state.answers[SAVED] = entry(KEPT)
    # three rows of two things
    rows = [dict.fromkeys(FIELDS, "a"), dict.fromkeys(FIELDS, "a"), dict.fromkeys(FIELDS, "b")]
    state.canned.append(("| alert", lambda: rows))
    state.answers[f"/services/alerts/fired_alerts/{questions.ALERT}"] = entry(*[{}] * fired)
    state.canned.append(("sourcetype=scheduler", lambda: [{"count": "2"}]))
    assert questions.suppression(bench) == (verdict, f"2 runs; {fired} alerts, {WANTED} expected for 2 things")
    assert [(path, form["disabled"], form["cron_schedule"]) for path, form in state.posted] == [
        (SAVED, "0", "* * * * *"),
        (SAVED, "1", SHIPPED["cron_schedule"]),
    ]
    assert {**state.posted[0][1], **state.posted[1][1]}.items() >= {
        name: SHIPPED[name] for name in questions._EACH_MINUTE if name in SHIPPED
    }.items()


def test_settings_are_put_back_when_the_server_fails(bench: Bench, fake: tuple[Splunkd, Address]) -> None:
    fake[0].answers[SAVED] = entry(KEPT)
    fake[0].canned.append(("| alert", list))
    fake[0].canned.append(("sourcetype=scheduler", lambda: [{"count": "9"}]))
    findings = {one.name: one for one in questions.questions(bench)}
    name = next(one.name for one in questions.QUESTIONS if one.ask is questions.suppression)
    assert findings[name].verdict is OPEN
    assert "fired_alerts" in findings[name].detail
    assert [form["disabled"] for path, form in fake[0].posted if path == SAVED] == ["0", "1"]
    assert set(findings) == {question.name for question in questions.QUESTIONS}


@pytest.mark.parametrize(("count", "verdict"), [("0", YES), ("3", NO)])
def test_actions_without_enterprise_security(
    bench: Bench, fake: tuple[Splunkd, Address], count: str, verdict: Verdict
) -> None:
    fake[0].canned.append(("correlationsearch", lambda: [{"count": count}]))
    assert questions.enterprise_security(bench)[0] is verdict
    fake[0].answers["/services/apps/local/SplunkEnterpriseSecuritySuite"] = entry({})
    assert questions.enterprise_security(bench)[0] is OPEN


def test_a_source_in_a_list(bench: Bench, fake: tuple[Splunkd, Address]) -> None:
    count = str(sum(event["source"] == "XmlWinEventLog:Security" for event in bench.events))
    for found, verdict in ((count, YES), ("1", NO)):
        fake[0].canned = [("tstats", lambda found=found: [{"count": found}])]  # type: ignore[misc]
        assert questions.source_in(bench)[0] is verdict


def test_what_the_lab_itself_can_answer(bench: Bench) -> None:
    assert questions.streamstats(bench)[0] is YES
    assert questions.post_processed(bench)[0] is YES


def test_a_limit_of_streamstats_is_seen(bench: Bench, fake: tuple[Splunkd, Address]) -> None:
    fake[0].spoil = lambda rows: [{**rows[0], "seen": "10000"}]
    assert questions.streamstats(bench)[0] is NO


def test_a_limit_of_chained_searches_is_seen(bench: Bench, fake: tuple[Splunkd, Address]) -> None:
    fake[0].spoil = lambda rows: [{"count": "50000"}]
    assert questions.post_processed(bench) == (NO, "[{'count': '50000'}] of 60000")


@pytest.mark.parametrize(("count", "verdict"), [(0, NO), (None, YES)])
def test_a_window_of_index_time(
    bench: Bench, fake: tuple[Splunkd, Address], count: int | None, verdict: Verdict
) -> None:
    found = str(len(bench.events) if count is None else count)
    fake[0].canned.append(("_index_earliest", lambda: [{"count": found}]))
    assert questions.arrival(bench)[0] is verdict


def test_a_saved_search_of_several_lines(bench: Bench, fake: tuple[Splunkd, Address]) -> None:
    # the lab does not know the search, as if it were refused
    assert questions.several_lines(bench)[0] is YES
    fake[0].canned.append(("| savedsearch", lambda: [{"codesign_line": "2"}]))
    assert questions.several_lines(bench) == (NO, "it gave [{'codesign_line': '2'}]")
    assert [(path, form["name"]) for path, form in fake[0].posted] == [("saved/searches", questions._LINES)] * 2
    assert fake[0].deleted == [f"saved/searches/{questions._LINES}"] * 2


def test_the_help(bench: Bench, fake: tuple[Splunkd, Address]) -> None:
    path = "configs/conf-searchbnf/codesignrisk-command"
    fake[0].answers[path] = entry(dict.fromkeys(("syntax", "shortdesc", "description", "example1", "usage"), "x"))
    assert questions.help_text(bench)[0] is YES
    fake[0].answers[path] = entry({"syntax": "x"})
    assert questions.help_text(bench)[0] is NO


def test_the_keys_of_the_help_are_those_of_the_file() -> None:
    text = (ROOT / "default" / "searchbnf.conf").read_text(encoding="utf-8")
    assert all(f"\n{key} = " in text for key in ("syntax", "shortdesc", "description", "example1", "usage"))


def test_an_error_of_the_app_in_the_logs_is_told(bench: Bench, fake: tuple[Splunkd, Address]) -> None:
    state = fake[0]
    lines: list[dict[str, str]] = []
    state.canned.append(("log_level IN", lambda: lines))
    assert [finding.verdict for finding in logs.logs(bench)] == [YES, YES]
    lines.append({"_raw": "ERROR ScriptRunner codesignrisk"})
    state.log = "INFO x\nERROR ChunkedExternProcessor [1 phase_0] - stderr: Traceback\nINFO y\n"
    [daemon, search] = logs.logs(bench)
    assert (daemon.verdict, daemon.detail) == (NO, "ERROR ScriptRunner codesignrisk")
    assert (search.verdict, search.detail.startswith("ERROR ChunkedExternProcessor")) == (NO, True)


def test_the_guide_lists_every_question_and_where_it_stands_open() -> None:
    guide = (ROOT / "docs" / "live-splunk.md").read_text(encoding="utf-8")
    for question in questions.QUESTIONS:
        place = question.stands if question.stands == "README.md" else f"docs/{question.stands}"
        assert f"| {question.name.replace('|', chr(92) + '|')} |" in guide
        said = (ROOT / place).read_text(encoding="utf-8")
        assert "could not be checked without a Splunk server" in said or "captures of Splunk" in said
