"""What the kinds of events share: the memory of those with nothing to say."""

from __future__ import annotations

from codesignrisk_core.events import KINDS, kind
from codesignrisk_core.events.kind import Assessment, Silent
from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import UNKNOWN
from codesignrisk_core.records.fields import Reader


def test_an_event_that_shows_nothing() -> None:
    assert Assessment(Report()) == (Report(), "", UNKNOWN)


def test_what_was_said_of_an_event_is_remembered_by_its_fields() -> None:
    silent, report = Silent(), Report(tool="certutil")
    silent.add(("1", "certutil -ping"), report)
    assert silent.get(("1", "certutil -ping")) is report
    assert silent.get(("1", "certutil -ver")) is None


def test_an_over_long_key_is_not_remembered() -> None:
    silent = Silent()
    silent.add(("x" * kind._MAX_KEY,), Report())
    silent.add(("x" * kind._MAX_KEY, "y"), Report())
    assert silent.get(("x" * kind._MAX_KEY,)) is not None
    assert silent.get(("x" * kind._MAX_KEY, "y")) is None


def test_a_full_memory_starts_anew() -> None:
    silent = Silent()
    keys = [(f"{number:08}" * 500,) for number in range(2_001)]  # 4,000 characters each
    for key in keys[:2_000]:
        silent.add(key, Report())
    assert silent.get(keys[0]) is not None
    silent.add(keys[2_000], Report())
    assert [silent.get(key) is not None for key in (keys[0], keys[1_999], keys[2_000])] == [False, False, True]
    for key in keys[:1_999]:  # and has room for as many again
        silent.add(key, Report())
    assert silent.get(keys[2_000]) is not None


def test_a_memory_of_many_short_lines_starts_anew() -> None:
    silent = Silent()
    for number in range(kind._MAX_REPORTS):
        silent.add((str(number),), Report())
    assert silent.get(("0",)) is not None
    silent.add(("one more",), Report())
    assert (silent.get(("0",)), silent.get(("one more",))) == (None, Report())


def test_every_kind_has_a_name_and_leaves_what_is_of_none() -> None:
    kinds = "process script file registry image driver service certificate_log"
    assert [module.KIND for module in KINDS] == kinds.split()
    assert not any(module.matches(Reader().view({"EventCode": "4624", "Channel": "Security"})) for module in KINDS)
