"""The command with its options, every saved search, and every data source of the dashboards: rows as in the lab."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lab.paths import ROOT  # first, as it makes codesignrisk_core importable

# isort: split
from codesignrisk_core.records.fields import OUTPUT_FIELDS

from lab.dashboards.sources import sources
from lab.dashboards.view import load_views
from lab.spl import check
from live.bench import Bench, Finding, Verdict, judged
from live.samples import INDEX
from live.server import RefusedError
from scripts.conf import read_conf

DAY = "-25h"
"""The samples are a day, and an hour's leave for a run that takes long."""

CIM = "Splunk_SA_CIM"
_WRITTEN = re.compile(r"\| outputlookup [^|]*?(\w+_local\.csv)")
_OPTIONS = ("", "min_score=20", "allowlist=false", "raw=true")


def command(bench: Bench) -> Iterator[Finding]:
    """Every output field of every event, with each option."""
    shown = ", ".join(("_time", "host", "source", *OUTPUT_FIELDS))
    for option in _OPTIONS:
        search = f"index={INDEX} | codesignrisk {option} | table {shown}"
        yield bench.compare("command", f"codesignrisk {option}".strip(), search, DAY, "now")


def compared(bench: Bench, topic: str, name: str, search: str, earliest: str, latest: str, rest: str = "") -> Finding:
    """Whether a search gives what it gives in the lab, as far as both can tell: without the Common Information Model
    there is no data model, and Splunk's own log differs on every server, so that it is only run.
    """
    expanded = check(search, app=ROOT)
    if "datamodel=" in expanded and not bench.has_app(CIM):
        return Finding(topic, name, Verdict.NOT_SHOWN, f"{CIM} is not installed")
    if "index=_internal" not in expanded:
        return bench.compare(topic, name, search, earliest, latest, rest)
    job = bench.server.run(search, "-1h", "now", rest)
    said = "; ".join([f"{len(job.rows)} rows of Splunk's own log", *(text for _, text in job.messages)])
    return Finding(topic, name, Verdict.REFUTED if job.failed else Verdict.CONFIRMED, said)


def saved_searches(bench: Bench) -> Iterator[Finding]:
    """Every saved search of savedsearches.conf over the whole day; those that write a table come last."""
    stanzas = read_conf(ROOT / "default" / "savedsearches.conf")
    writing = {name: found[1] for name, stanza in stanzas.items() if (found := _WRITTEN.search(stanza["search"]))}
    for name, stanza in stanzas.items():
        if name not in writing:
            yield compared(bench, "saved search", name, stanza["search"], DAY, "now")
    for name, table in writing.items():
        yield _written(bench, name, stanzas[name]["search"], table)


def _written(bench: Bench, name: str, search: str, table: str) -> Finding:
    """A search that makes a table of the site's own, which is taken away again."""
    with tempfile.TemporaryDirectory() as folder:
        here = bench.in_lab(search, DAY, "now", lookups=Path(folder))
    try:
        return judged("saved search", name, bench.server.run(search, DAY, "now"), here)
    finally:
        with suppress(RefusedError):  # a search that failed made none
            bench.server.delete(f"data/lookup-table-files/{table}")


def dashboards(bench: Bench) -> Iterator[Finding]:
    """Every data source of every view, with the tokens as they are when the view opens."""
    for view in load_views(ROOT).values():
        for source in sources(view.definition):
            name = f"{view.name}: {source.name}"
            yield compared(bench, "dashboard", name, source.search, source.earliest, source.latest, source.rest)
