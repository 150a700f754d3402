"""Which events make one case, and which of them one step; the same for a scan and for the pages."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lab.cases import rule
from lab.cases.cases import Case, group, heaviest
from lab.cases.events import EventReader, score_of
from lab.paths import ROOT
from lab.readers import Listener, ReadError, Settings, find, read_all
from lab.records import Record
from lab.spl import run
from lab.splunkd.scp import run as run_command
from scripts import package

Make = Callable[..., dict[str, object]]
# One record: its score, its time in seconds, and what differs.
Told = tuple[int, float, dict[str, object]]

DAY = 86400
SECURITY = {"Channel": "Security", "EventCode": "4688"}
REGISTRY = {"codesign_event": "registry", "EventCode": "13", "codesign_message": "the registry shows it"}
ROOT_STORE = {"codesign_store": "LocalMachine\\root", "codesign_message": "adds to root"}
SIGN = {"codesign_action": "sign", "codesign_message": "signs"}


def told(**fields: object) -> dict[str, object]:
    return {f"codesign_{name}": value for name, value in fields.items()}


def cases_of(records: Sequence[Record]) -> list[Case]:
    reader = EventReader()
    return group((reader.read(record, score_of(record)), rule.slim(record)) for record in records)


def grouped(make_record: Make, events: list[Told]) -> list[Case]:
    return cases_of([make_record(score, at, **fields) for score, at, fields in events])  # type: ignore[misc]


ONE = [
    ("the same file", told(files="c:\\t\\a.cer"), {**SIGN, **told(files="C:\\T\\A.cer")}, DAY),
    ("a file of that name", told(files="%temp%\\a.pfx"), {**SIGN, **told(files="c:\\users\\ada~1\\a.pfx")}, DAY),
    ("what was made is signed", told(files="c:\\t\\a.pfx"), {**SIGN, **told(target=["b", "c:\\t\\a.pfx"])}, DAY),
    ("the same thumbprint", told(thumbprint="AB12"), {**SIGN, **told(thumbprint="ab12")}, DAY),
    ("the same action and store", {**ROOT_STORE, **told(files="a")}, {**ROOT_STORE, **told(files="b")}, 600),
    ("whoever does it", {"User": "CORP\\bob"}, {}, 600),
    ("a host with and without its domain", {}, {"Computer": "ws-1.corp.example"}, 600),
    ("no time", told(files="c:\\t\\a.cer"), {**SIGN, "_time": "", **told(files="c:\\t\\a.cer")}, 0),
]
TWO = [
    ("a file after more than a day", told(files="c:\\t\\a.cer"), {**SIGN, **told(files="c:\\t\\a.cer")}, DAY + 1),
    ("another host", told(files="c:\\t\\a.cer"), {"Computer": "WS-2", **told(files="c:\\t\\a.cer")}, 0),
    ("an action after more than ten minutes", {}, {}, 601),
    ("another action", {}, SIGN, 0),
    ("another store", {}, ROOT_STORE, 0),
    ("hosts of one name in two domains", {"Computer": "ws-1.a.example"}, {"Computer": "ws-1.b.example"}, 0),
    ("addresses that begin alike", {"Computer": "10.0.0.5"}, {"Computer": "10.0.0.6"}, 0),
    ("a number and an address", {"Computer": "10"}, {"Computer": "10.0.0.6"}, 0),
]


@pytest.mark.parametrize(("first", "second", "after"), [row[1:] for row in ONE], ids=[row[0] for row in ONE])
def test_one_case(make_record: Make, first: dict[str, object], second: dict[str, object], after: float) -> None:
    for events in ([(60, 0, first), (21, after, second)], [(60, after, first), (21, 0, second)]):
        assert [len(case.events) for case in grouped(make_record, events)] == [2]


@pytest.mark.parametrize(("first", "second", "after"), [row[1:] for row in TWO], ids=[row[0] for row in TWO])
def test_two_cases(make_record: Make, first: dict[str, object], second: dict[str, object], after: float) -> None:
    assert [len(case.events) for case in grouped(make_record, [(60, 0, first), (21, after, second)])] == [1, 1]


def test_a_case_has_the_whole_name_of_its_host_as_an_event_writes_it(make_record: Make) -> None:
    (case,) = grouped(make_record, [(60, 0, {}), (21, 60, {"Computer": "ws-1.Corp.example"})])
    assert {step.worst.host for step in case.steps} == {"ws-1.Corp.example"}
    assert case.worst.host == "ws-1.Corp.example"


def test_a_short_name_of_two_domains_is_a_host_of_its_own(make_record: Make) -> None:
    hosts = ("ws-1", "ws-1.a.example", "ws-1.b.example")
    cases = grouped(make_record, [(60, at, {"Computer": host}) for at, host in enumerate(hosts)])
    assert sorted(case.worst.host for case in cases) == sorted(hosts)


def test_cases_are_joined_by_what_names_both(make_record: Make) -> None:
    first = told(action="a", message="a", files="c:\\one")
    second = told(action="b", message="b", files="c:\\two")
    both = told(action="c", message="c", files=["c:\\one", "c:\\two"])
    assert len(grouped(make_record, [(60, 0, first), (20, 1, second)])) == 2
    assert len(grouped(make_record, [(60, 0, first), (20, 1, second), (25, 2, both)])) == 1


def test_a_chain_of_ten_links_is_one_case(make_record: Make) -> None:
    chain = [told(action=f"a{at}", message=f"{at}", files=[f"c:\\{at}", f"c:\\{at + 1}"]) for at in range(6)]
    assert len(grouped(make_record, [(60, at, names) for at, names in enumerate(chain)])) == 1


def test_the_worst_case_is_first_and_of_equals_the_earlier(make_record: Make) -> None:
    events: list[Told] = [
        (30, 0, {"Computer": "A"}),
        (70, 9, {"Computer": "B"}),
        (70, 5, {"Computer": "C"}),
        (95, 90, {"Computer": "D"}),
    ]
    cases = grouped(make_record, events)
    assert [(case.number, case.worst.host) for case in cases] == [(1, "D"), (2, "C"), (3, "B"), (4, "A")]
    assert [step.case for case in cases for step in case.steps] == [1, 2, 3, 4]


STEPS: list[tuple[str, list[Told], list[tuple[int, list[str]]]]] = [
    ("Sysmon 1 and 4688 of one start", [(60, 0, {}), (60, 0.1, SECURITY)], [(2, ["process (1, 4688)"])]),
    (
        "the registry write behind it is another step",
        [(60, 0, {}), (70, 5, REGISTRY)],
        [(1, ["process (1)"]), (1, ["registry (13)"])],
    ),
    (
        "Sysmon 13 and 4657 of one write",
        [(70, 0, REGISTRY), (70, 0.1, {**REGISTRY, "EventCode": "4657", "Channel": "Security"})],
        [(2, ["registry (13, 4657)"])],
    ),
    (
        "another thing in the same log",
        [(60, 0, {}), (60, 1, told(message="something else"))],
        [(1, ["process (1)"]), (1, ["process (1)"])],
    ),
    (
        "two starts, each with its twin, interleaved",
        [
            (60, 0, told(message="a")),
            (60, 1, told(message="b")),
            (60, 1.1, {**SECURITY, **told(message="a")}),
            (60, 1.2, {**SECURITY, **told(message="b")}),
        ],
        [(2, ["process (1, 4688)"]), (2, ["process (1, 4688)"])],
    ),
    ("too late to be a twin", [(60, 0, {}), (60, 3, SECURITY)], [(1, ["process (1)"]), (1, ["process (4688)"])]),
    (
        "a twin that is no finding",
        [(60, 0, told(message="a")), (5, 0.5, {**SECURITY, **told(message="a")})],
        [(2, ["process (1, 4688)"])],
    ),
]


@pytest.mark.parametrize(("events", "steps"), [row[1:] for row in STEPS], ids=[row[0] for row in STEPS])
def test_a_step_is_one_thing_that_happened(
    make_record: Make, events: list[Told], steps: list[tuple[int, list[str]]]
) -> None:
    (case,) = grouped(make_record, events)
    assert [(len(step.events), step.seen_as) for step in case.steps] == steps


def test_a_use_of_a_dropped_file_has_the_raised_score(make_record: Make) -> None:
    drop = {"codesign_event": "file", "EventCode": "11", **told(action="certificate_drop", files="c:\\t\\a.pfx")}
    (case,) = grouped(make_record, [(20, 0, drop), (50, 60, {**SIGN, **told(files="c:\\t\\a.pfx")})])
    assert [(step.worst.score, step.worst.band) for step in case.steps] == [(20, "low"), (75, "high")]
    assert (case.worst.score, case.worst.reasons[-1]) == (
        75,
        "certutil.exe wrote a.pfx 60 s before: same path (+25)",
    )
    # The event itself keeps the score that it had.
    assert [event.score for event in case.events] == [20, 50]


def test_a_case_sums_up_its_events(make_record: Make) -> None:
    files = {**SIGN, **told(files=["c:\\t\\A.pfx", "c:\\t\\b.exe"], techniques=["T1553.002"])}
    events: list[Told] = [
        (35, 0, {"User": "S-1-5-21-1", **told(files="c:\\t\\a.pfx")}),
        (61, 90, files),
        (62, DAY, files),
    ]
    (case,) = grouped(make_record, events)
    assert case.worst.score == 62
    assert case.span == "2025-06-03 09:14:08 to 2025-06-04 09:14:08"
    assert case.users == ["CORP\\ada"]
    assert case.values("files") == ["c:\\t\\A.pfx", "c:\\t\\b.exe"]
    assert case.values("techniques") == ["T1553.002", "T1553.004"]


@pytest.mark.parametrize(
    ("times", "span"),
    [
        ((0,), "2025-06-03 09:14:08"),
        ((0, 7), "2025-06-03 09:14:08 to 09:14:15"),
    ],
)
def test_a_span_names_a_day_once(make_record: Make, times: tuple[float, ...], span: str) -> None:
    (case,) = grouped(make_record, [(60, at, {}) for at in times])
    assert case.span == span


def test_the_heaviest_steps_stay_in_order_of_time(make_record: Make) -> None:
    cases = grouped(make_record, [(score, at, {"Computer": str(at)}) for at, score in enumerate((50, 20, 70, 60))])
    steps = [step for case in cases for step in case.steps]
    assert [step.worst.score for step in heaviest(steps, 3)] == [50, 70, 60]


# -- one rule: what the pages count is what a scan counts

SAMPLES = sorted(path.stem for path in (ROOT / "lab" / "samples").glob("*.jsonl"))
RECORDED = ("relevant.jsonl.gz", "evtx")
PAGE = (
    "`codesignrisk_live_findings` | `codesignrisk_findings` "
    "| where codesign_score>=`codesignrisk_threshold_risk` | `codesignrisk_cases` "
    "| table host score band findings first last"
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    package.stage(folder := tmp_path_factory.mktemp("app") / "codesignrisk")
    return folder


def on_the_page(events: list[Record], app: Path) -> list[tuple[str, ...]]:
    """The cases of the overview, over all time."""
    rows = run(PAGE, events, app=app, now=1_900_000_000).rows
    return sorted(
        (*(str(row[name]) for name in ("host", "score", "band", "findings")), *map(_whole, (row["first"], row["last"])))
        for row in rows
    )


def in_a_scan(events: list[Record], app: Path) -> list[tuple[str, ...]]:
    """The cases of a scan that score enough for the pages, of the events that their search reads."""
    events = run("`codesignrisk_all_events`", events, app=app, now=1_900_000_000).rows
    python = os.path.realpath(sys.executable)
    scored = [
        record for record in run_command(events, ["sensors=all"], app=app, interpreter=python) if score_of(record)
    ]
    return sorted(
        (
            case.worst.host.lower(),
            str(case.worst.score),
            case.worst.band,
            str(len(case.findings)),
            *(_whole(edge(step.worst.time or 0 for step in case.findings)) for edge in (min, max)),
        )
        for case in cases_of(scored)
        if case.findings
    )


def _whole(time: object) -> str:
    return f"{float(str(time)):.0f}"


def read(names: Sequence[Path]) -> list[Record]:
    items = read_all(find(map(str, names)), Listener(), Settings())
    return [item for item in items if not isinstance(item, ReadError)]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_pages_and_a_scan_tell_the_same_cases_of_a_sample(name: str, app: Path) -> None:
    events = read([ROOT / "lab" / "samples" / f"{name}.jsonl"])
    assert in_a_scan(events, app) == on_the_page(events, app)


def test_the_pages_and_a_scan_tell_the_same_cases_of_recorded_attacks(recorded: Path, app: Path) -> None:
    events = read([recorded / name for name in RECORDED])
    cases = in_a_scan(events, app)
    assert len(cases) > 10
    assert cases == on_the_page(events, app)


def test_a_sample_is_one_story(app: Path) -> None:
    events = read([ROOT / "lab" / "samples" / "test1_self_signed.jsonl"])
    scored = run_command(events, ["sensors=all"], app=app, interpreter=os.path.realpath(sys.executable))
    (case,) = cases_of([record for record in scored if score_of(record)])
    assert [step.worst.action for step in case.steps] == ["export_key", "export_key", "certificate_drop", "sign"]
    assert json.dumps(case.worst.reasons[-1]).startswith('"powershell.exe wrote ridgeline-codesign.pfx')
