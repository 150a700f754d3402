"""What the guides take from Splunk's documentation and could not see: each question, and what a server shows.

docs/live-splunk.md lists the questions from here. A question that this server cannot answer is "not shown", with why.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lab.paths import ROOT
from live.bench import Bench, Finding, Verdict
from live.checks.searches import CIM, DAY
from live.samples import INDEX
from live.server import RefusedError
from scripts.conf import read_conf

Answer = tuple[Verdict, str]
ALERT = "Code Signing Risk - High Score Process"
WRONG = "nosuchoption"
"""An option that the command refuses. The log of the server names it then, and that is no fault."""

_PEERS = "/services/search/distributed/peers"
# Seconds to wait for Splunk's own log to be indexed, and for two runs of the scheduler.
_PATIENCE, _LONG_PATIENCE = 120.0, 300.0


_SCHEDULE = ("schedule_window", "allow_skew", "cron_schedule", "dispatch.", "alert.suppress")
# Every minute over all samples, whenever they arrived.
_EACH_MINUTE = {
    "cron_schedule": "* * * * *",
    "dispatch.earliest_time": DAY,
    "dispatch.latest_time": "now",
    "dispatch.index_earliest": DAY,
    "dispatch.index_latest": "now",
    "schedule_window": "0",
    "allow_skew": "0",
    "disabled": "0",
    "is_scheduled": "1",
}
_LINES = "codesignrisk live: two lines"


def stanza() -> dict[str, str]:
    """The settings of the alert as they are shipped."""
    return read_conf(ROOT / "default" / "savedsearches.conf")[ALERT]


class Question(NamedTuple):
    """name: what is asked. stands: the guide that leaves it open. ask: how a server answers."""

    name: str
    stands: str
    ask: Callable[[Bench], Answer]


def _if(holds: bool, detail: str) -> Answer:
    return (Verdict.CONFIRMED if holds else Verdict.REFUTED), detail


def replication(bench: Bench) -> Answer:
    """Peers have the bundle, and the command is part of what they are sent."""
    peers = bench.server.get(_PEERS)["entry"]
    if not peers:
        return Verdict.NOT_SHOWN, "this server has no search peers"
    states = {peer["name"]: str(peer["content"].get("replicationStatus")) for peer in peers}
    job = bench.server.run(f"index={INDEX} | codesignrisk min_score=1 | stats count BY splunk_server", DAY, "now")
    remote = str(job.content.get("remoteSearch", ""))
    servers = {row["splunk_server"] for row in job.rows}
    holds = set(states.values()) == {"Successful"} and "codesignrisk" in remote and bool(servers) and not job.failed
    return _if(holds, f"peers {states}; rows of {sorted(servers)}; sent to peers: {remote[:200]}")


def columns(bench: Bench) -> Answer:
    """Which columns splunkd sends when a command names the fields that it wants: those of no event too."""
    job = bench.server.run(
        f"index={INDEX} | head 100 | codesignriskprobe | fields codesignriskprobe_columns", DAY, "now"
    )
    told = sorted({str(row["codesignriskprobe_columns"]) for row in job.rows})
    if job.failed or not told:
        return Verdict.NOT_SHOWN, "; ".join(text for _, text in job.messages) or "the probe gave no rows"
    names = set(told[0].split(","))
    return _if({"codesignriskprobe_absent", "__mv_CommandLine"} <= names, f"columns: {told[0]}")


def first_reply(bench: Bench) -> Answer:
    """The messages of a command that refuses its options reach whoever searches."""
    job = bench.server.run(f"index={INDEX} | codesignrisk {WRONG}=1", DAY, "now")
    said = "; ".join(text for _, text in job.messages)
    return _if(job.failed and WRONG in said, said or "no message")


def health(bench: Bench) -> Answer:
    """`| codesignriskhealth` gives a row for the search head and one for each indexer."""
    peers = bench.server.get(_PEERS)["entry"]
    job = bench.server.run("| codesignriskhealth | table role node version")
    roles = [str(row.get("role")) for row in job.rows]
    wanted = ["indexer"] * len(peers) + ["search head"]
    return _if(sorted(roles) == wanted and not job.failed, f"{sorted(roles)}; {[text for _, text in job.messages]}")


def disabled(bench: Bench) -> Answer:
    """A disabled saved search cannot be dispatched."""
    try:
        answer = bench.server.post(f"saved/searches/{ALERT}/dispatch")
    except RefusedError as error:
        return Verdict.CONFIRMED, str(error)[:200]
    return Verdict.REFUTED, f"it was dispatched: {answer}"


def schedule(bench: Bench) -> Answer:
    """splunkd keeps the settings of skew, windows and suppression as they stand in savedsearches.conf."""
    content = bench.server.get(f"saved/searches/{ALERT}")["entry"][0]["content"]
    wanted = {name: value for name, value in stanza().items() if name.startswith(_SCHEDULE)}
    kept = {name: str(content.get(name)) for name in wanted}
    return _if(kept == wanted, str(kept))


def suppression(bench: Bench) -> Answer:
    """Run by the scheduler each minute, an alert fires once for each thing that happened. Puts the settings back."""
    path = f"saved/searches/{ALERT}"
    content = bench.server.get(path)["entry"][0]["content"]
    before = {name: str(content.get(name, "")) for name in _EACH_MINUTE}
    fields = [name.strip() for name in stanza()["alert.suppress.fields"].split(",")]
    rows = bench.server.run(content["search"], DAY, "now").rows
    things = {tuple(str(row.get(name)) for name in fields) for row in rows}
    try:
        bench.server.post(path, **_EACH_MINUTE)
        runs = f'index=_internal sourcetype=scheduler savedsearch_name="{ALERT}" status=success | stats count'
        verdict, said = _polled(bench, runs, lambda count: count >= 2, "runs", _LONG_PATIENCE)
        fired = bench.server.get(f"/services/alerts/fired_alerts/{ALERT}", count=0)["entry"]
    finally:
        bench.server.post(path, **before)
    if verdict is not Verdict.CONFIRMED:
        return Verdict.NOT_SHOWN, f"the scheduler did not run it twice: {said}"
    # In digest mode the things of a run are one alert, and the second run has none left.
    wanted = len(things) if stanza()["alert.digest_mode"] == "0" else min(1, len(things))
    return _if(len(fired) == wanted, f"{said}; {len(fired)} alerts, {wanted} expected for {len(things)} things")


def arrival(bench: Bench) -> Answer:
    """A window of index time finds what has just arrived, whenever it happened."""
    job = bench.server.run(f"index={INDEX} _index_earliest=-2h _index_latest=now | stats count", DAY, "now")
    return _if(job.rows == [{"count": str(len(bench.events))}], f"{job.rows} of {len(bench.events)} events")


def several_lines(bench: Bench) -> Answer:
    """`| savedsearch` does not run a search of several lines. The search is made for this and deleted again."""
    bench.server.post("saved/searches", name=_LINES, search="| makeresults\n| eval codesign_line=2")
    try:
        job = bench.server.run(f'| savedsearch "{_LINES}"')
    finally:
        bench.server.delete(f"saved/searches/{_LINES}")
    said = "; ".join(text for _, text in job.messages)
    return _if(job.failed, said or f"it gave {job.rows}")


def enterprise_security(bench: Bench) -> Answer:
    """Settings of Enterprise Security harm nobody who does not have it (asked after `suppression`)."""
    if bench.has_app("SplunkEnterpriseSecuritySuite"):
        return Verdict.NOT_SHOWN, "Enterprise Security is installed"
    search = (
        f'index=_internal sourcetype=splunkd log_level IN (ERROR, WARN) "{ALERT}" '
        "(notable OR risk OR correlationsearch) | stats count"
    )
    [row] = bench.server.run(search, "-1h", "now").rows
    return _if(row["count"] == "0", f"{row['count']} errors and warnings")


def term_filter(bench: Bench) -> Answer:
    """The index terms keep events from being read."""
    narrow, wide = (
        bench.server.run(f"index={INDEX} `{macro}` | stats count", DAY, "now")
        for macro in ("codesignrisk_process_events", "codesignrisk_wide_process_events")
    )
    read, all_of_them = (int(job.content.get("scanCount", 0)) for job in (narrow, wide))
    return _if(0 < read < all_of_them, f"{read} events read by the terms, {all_of_them} without")


def source_in(bench: Bench) -> Answer:
    """tstats takes `source IN (...)`."""
    source = "XmlWinEventLog:Security"
    wanted = sum(event["source"] == source for event in bench.events)
    search = f'| tstats count WHERE index={INDEX} source IN ("{source}", "WinEventLog:Security")'
    job = bench.server.run(search, DAY, "now")
    found = sum(int(row["count"]) for row in job.rows)
    return _if(found == wanted and not job.failed, f"{found} events of {wanted}")


def missing_table(bench: Bench) -> Answer:
    """A table that is not there is a warning, and the rows of the others stay."""
    tables = "| inputlookup codesignrisk_parents | inputlookup append=t codesignrisk_nowhere_local.csv | stats count"
    job = bench.server.run(tables)
    alone = bench.server.run("| inputlookup codesignrisk_parents | stats count")
    said = "; ".join(f"{kind}: {text}" for kind, text in job.messages)
    return _if(not job.failed and job.rows == alone.rows, f"{said or 'no message'}; rows {job.rows}")


def streamstats(bench: Bench) -> Answer:
    """streamstats by a field remembers without a limit that these searches reach."""
    count = 25_000
    search = (
        f"| makeresults count={count} | streamstats count AS n | eval k=n%2 "
        "| streamstats current=f last(n) AS before BY k | stats count(before) AS seen max(n) AS last"
    )
    job = bench.server.run(search)
    wanted = [{"seen": str(count - 2), "last": str(count)}]
    return _if(job.rows == wanted and not job.failed, f"{job.rows} {[text for _, text in job.messages]}")


def post_processed(bench: Bench) -> Answer:
    """A chained search sees all rows of its base."""
    count = 60_000
    job = bench.server.run(f"| makeresults count={count} | streamstats count AS n | table n", rest="stats count")
    return _if(job.rows == [{"count": str(count)}], f"{job.rows} of {count}")


def two_models(bench: Bench) -> Answer:
    """Partial results of two data models in one tstats."""
    if not bench.has_app(CIM):
        return Verdict.NOT_SHOWN, f"{CIM} is not installed"
    job = bench.server.run("| `codesignrisk_dm_starts_and_files` | stats count", DAY, "now")
    return _if(not job.failed, "; ".join([str(job.rows), *(text for _, text in job.messages)]))


def help_text(bench: Bench) -> Answer:
    """splunkd knows the help of the command."""
    content = bench.server.get("configs/conf-searchbnf/codesignrisk-command")["entry"][0]["content"]
    lacking = [name for name in ("syntax", "shortdesc", "description", "example1", "usage") if not content.get(name)]
    return _if(not lacking, f"without {lacking}" if lacking else "syntax, descriptions, example, usage")


QUESTIONS = (
    Question("Is the bundle replicated, and does the command run on indexers?", "README.md", replication),
    Question("Does splunkd send each of required_fields, and a twin for several values?", "design.md", columns),
    Question("Are the messages of a refused first reply shown?", "reliability.md", first_reply),
    Question("Does | codesignriskhealth tell of each indexer and the search head?", "dashboards.md", health),
    Question("Is a disabled search refused?", "searches.md", disabled),
    Question("Are the settings of the scheduler kept as they stand?", "searches.md", schedule),
    Question("Does suppression keep overlapping runs from alerting twice?", "searches.md", suppression),
    Question("Does a window of index time find what has just arrived?", "searches.md", arrival),
    Question("Does | savedsearch refuse a search of several lines?", "searches.md", several_lines),
    Question("Are actions of Enterprise Security harmless without it?", "searches.md", enterprise_security),
    Question("Do the index terms keep events from being read?", "searches.md", term_filter),
    Question("Do partial results of two data models add up in one tstats?", "searches.md", two_models),
    Question("Does streamstats remember enough?", "searches.md", streamstats),
    Question("Does tstats take source IN (...)?", "dashboards.md", source_in),
    Question("Is a missing table a warning?", "dashboards.md", missing_table),
    Question("Does a chained search see all rows of its base?", "dashboards.md", post_processed),
    Question("Does splunkd know the help of the command?", "README.md", help_text),
)


def questions(bench: Bench) -> Iterator[Finding]:
    """Ask all, in order: some look at what an earlier one left in the logs."""
    for question in QUESTIONS:
        try:
            verdict, detail = question.ask(bench)
        except RefusedError as error:
            verdict, detail = Verdict.NOT_SHOWN, f"the server refuses to tell: {error}"
        yield Finding("question", question.name, verdict, detail)


def _polled(
    bench: Bench, search: str, enough: Callable[[int], bool], what: str, patience: float | None = None
) -> Answer:
    """Ask for a count of Splunk's own log until it is enough, as the log is indexed with a delay."""
    end = time.monotonic() + (_PATIENCE if patience is None else patience)
    while True:
        [row] = bench.server.run(search, "-1h", "now").rows
        count = int(row["count"])
        if enough(count) or time.monotonic() > end:
            return _if(enough(count), f"{count} {what}")
        time.sleep(PAUSE)


PAUSE = 5.0
"""Seconds between two looks into Splunk's own log."""
