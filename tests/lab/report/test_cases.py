"""Which events make one case, and which of them one step."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lab.__main__ import main
from lab.paths import BUILT_APP, ROOT
from lab.report.cases import Case, group, heaviest
from lab.report.events import EventReader, score_of

Make = Callable[..., dict[str, object]]
# One record: its score, its time in seconds, and what differs.
Told = tuple[int, float, dict[str, object]]

DAY = 86400
SECURITY = {"Channel": "Security", "EventCode": "4688"}
REGISTRY = {"codesign_event": "registry", "EventCode": "13", "codesign_message": "the registry shows it"}
ROOT_STORE = {"codesign_store": "LocalMachine\\root"}
SIGN = {"codesign_action": "sign"}


def told(**fields: object) -> dict[str, object]:
    return {f"codesign_{name}": value for name, value in fields.items()}


def grouped(make_record: Make, events: list[Told]) -> list[Case]:
    reader = EventReader()
    return group(reader.read(make_record(score, at, **fields), score) for score, at, fields in events)


ONE = [
    ("the same file", told(files="c:\\t\\a.cer"), {**SIGN, **told(files="C:\\T\\A.cer")}, DAY),
    ("what was made is signed", told(files="c:\\t\\a.pfx"), {**SIGN, **told(target=["b", "c:\\t\\a.pfx"])}, DAY),
    ("the same thumbprint", told(thumbprint="AB12"), {**SIGN, **told(thumbprint="ab12")}, DAY),
    ("a variable", told(files="%temp%\\a.pfx"), {**SIGN, **told(files="c:\\users\\x\\temp\\a.pfx")}, DAY),
    ("a short form", told(files="c:\\users\\x\\temp\\a.pfx"), {**SIGN, **told(files="c:\\users\\ada~1\\a.pfx")}, DAY),
    ("no folder", told(files="a.pfx"), {**SIGN, **told(files="c:\\t\\a.pfx")}, DAY),
    ("the same action and store", {**ROOT_STORE, **told(files="a")}, {**ROOT_STORE, **told(files="b")}, 60),
    ("an unknown user", {"User": ""}, {}, 60),
    ("another domain's form of the user", {"User": "ADA"}, {}, 60),
    ("no time", told(files="c:\\t\\a.cer"), {**SIGN, "_time": "", **told(files="c:\\t\\a.cer")}, 0),
]
TWO = [
    ("a file after more than a day", told(files="c:\\t\\a.cer"), {**SIGN, **told(files="c:\\t\\a.cer")}, DAY + 1),
    ("another folder", told(files="c:\\t\\a.cer"), {**SIGN, **told(files="c:\\u\\a.cer")}, 0),
    ("another host", told(files="c:\\t\\a.cer"), {"Computer": "WS-2", **told(files="c:\\t\\a.cer")}, 0),
    ("an action after more than a minute", {}, {}, 61),
    ("another action", {}, SIGN, 0),
    ("another store", {}, ROOT_STORE, 0),
    ("another user", {}, {"User": "CORP\\bob"}, 0),
]


@pytest.mark.parametrize(("first", "second", "after"), [row[1:] for row in ONE], ids=[row[0] for row in ONE])
def test_one_case(make_record: Make, first: dict[str, object], second: dict[str, object], after: float) -> None:
    for events in ([(60, 0, first), (20, after, second)], [(60, after, first), (20, 0, second)]):
        assert [len(case.events) for case in grouped(make_record, events)] == [2]


@pytest.mark.parametrize(("first", "second", "after"), [row[1:] for row in TWO], ids=[row[0] for row in TWO])
def test_two_cases(make_record: Make, first: dict[str, object], second: dict[str, object], after: float) -> None:
    assert [len(case.events) for case in grouped(make_record, [(60, 0, first), (20, after, second)])] == [1, 1]


def test_cases_are_joined_by_what_names_both(make_record: Make) -> None:
    first, second = told(action="a", files="c:\\one"), told(action="b", files="c:\\two")
    both = told(action="c", files=["c:\\one", "c:\\two"])
    assert len(grouped(make_record, [(60, 0, first), (20, 1, second)])) == 2
    assert len(grouped(make_record, [(60, 0, first), (20, 1, second), (10, 2, both)])) == 1


def test_of_two_users_the_last_is_meant_by_an_event_that_names_none(make_record: Make) -> None:
    events: list[Told] = [(60, 0, {}), (50, 5, {"User": "bob"}), (40, 9, {"User": ""})]
    assert [(case.worst.score, len(case.events)) for case in grouped(make_record, events)] == [(60, 1), (50, 2)]


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
    ("the registry write behind it", [(60, 0, {}), (70, 5, REGISTRY)], [(2, ["process (1)", "registry (13)"])]),
    (
        "Sysmon 13 and 4657 of one write",
        [(70, 0, REGISTRY), (70, 0.1, {**REGISTRY, "EventCode": "4657", "Channel": "Security"})],
        [(2, ["registry (13, 4657)"])],
    ),
    ("the same once more", [(60, 0, {}), (60, 50, {}), (60, 100, {})], [(3, ["process (1)"])]),
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
    (
        "the same once more, after other things",
        [(60, at, told(message=str(at % 9))) for at in range(18)],
        [(2, ["process (1)"])] * 9,
    ),
    (
        "another certificate",
        [(70, 0, {**REGISTRY, **told(thumbprint="A1")}), (70, 1, {**REGISTRY, **told(thumbprint="B2")})],
        [(1, ["registry (13)"]), (1, ["registry (13)"])],
    ),
    ("too late to be a twin", [(60, 0, {}), (70, 6, REGISTRY)], [(1, ["process (1)"]), (1, ["registry (13)"])]),
]


@pytest.mark.parametrize(("events", "steps"), [row[1:] for row in STEPS], ids=[row[0] for row in STEPS])
def test_a_step_is_one_thing_that_happened(
    make_record: Make, events: list[Told], steps: list[tuple[int, list[str]]]
) -> None:
    (case,) = grouped(make_record, events)
    assert [(len(step.events), step.seen_as) for step in case.steps] == steps


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


def test_an_unknown_time_is_in_no_span(make_record: Make) -> None:
    (case,) = grouped(make_record, [(60, 0, {}), (60, 0, {"_time": ""})])
    assert case.span == "2025-06-03 09:14:08"


def test_the_heaviest_steps_stay_in_order_of_time(make_record: Make) -> None:
    cases = grouped(make_record, [(score, at, {"Computer": str(at)}) for at, score in enumerate((50, 20, 70, 60))])
    steps = [step for case in cases for step in case.steps]
    assert [step.worst.score for step in heaviest(steps, 3)] == [50, 70, 60]


def test_many_events_of_one_case_are_grouped_in_no_time(make_record: Make) -> None:
    events: list[Told] = [(60, at, told(message=str(at), files=["c:\\a", f"c:\\{at}"])) for at in range(20_000)]
    assert [len(case.events) for case in grouped(make_record, events)] == [20_000]


SAMPLES = [
    (
        "test1_self_signed",
        [
            (
                85,
                "powershell exports a certificate with its private key",
                ["process (1, 4688)", "script (4104)", "file (11)"],
                [("export_key", 3), ("certificate_drop", 1), ("sign", 2)],
            )
        ],
    ),
    (
        "test2_trusted_publisher",
        [
            (
                77,
                "certutil adds a certificate to LocalMachine\\trustedpublisher",
                ["script (4104)", "process (1, 4688)", "registry (13)", "file (11)"],
                [("add_to_store", 4), ("certificate_drop", 1)],
            )
        ],
    ),
    (
        "test3_user_store",
        [
            (
                70,
                "certutil adds a certificate to CurrentUser\\trustedpublisher",
                ["script (4104)", "file (11)", "process (1, 4688)", "registry (13)"],
                [("make_certificate", 1), ("certificate_drop", 1), ("add_to_store", 3)],
            ),
            (32, "powershell signs ridgeline-payload.ps1", ["script (4104)"], [("sign", 1)]),
        ],
    ),
    (
        "traces_signatures",
        [
            (
                95,
                "viewer adds a certificate to LocalMachine\\root",
                ["certificate log (1007)", "registry (4657)"],
                [("export_certificate", 1), ("add_to_store", 1)],
            ),
            (
                62,
                "version.dll bears the name of Microsoft Windows, but its signature does not verify",
                ["image (7)", "certificate log (81)"],
                [("load_image", 1), ("verify", 1)],
            ),
            (
                62,
                "the driver rdgmon.sys is loaded: the signer's certificate is revoked",
                ["driver (6)"],
                [("load_driver", 1)],
            ),
        ],
    ),
    (
        "build_server",
        [
            (
                6,
                "signtool signs harbor.exe and 1 more with a certificate from a store",
                ["process (1, 4688)"],
                [("sign", 2), ("sign", 2)],
            )
        ],
    ),
]


@pytest.mark.skipif(not (BUILT_APP / "bin" / "codesignrisk.py").is_file(), reason="the app is not built")
@pytest.mark.parametrize(("name", "expected"), SAMPLES, ids=[row[0] for row in SAMPLES])
def test_the_cases_of_the_samples(tmp_path: Path, name: str, expected: list[tuple[object, ...]]) -> None:
    out = tmp_path / "out.jsonl"
    sample = ROOT / "lab" / "samples" / f"{name}.jsonl"
    python = os.path.realpath(sys.executable)
    assert main(["scan", str(sample), "--format", "jsonl", "--output", str(out), "--python", python]) == 0
    reader = EventReader()
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    cases = group(reader.read(record, score_of(record)) for record in records if score_of(record))
    assert [
        (
            case.worst.score,
            case.worst.title,
            case.seen_as,
            [(step.worst.action, len(step.events)) for step in case.steps],
        )
        for case in cases
    ] == expected
