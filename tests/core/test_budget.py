"""The work that one event may cost."""

from __future__ import annotations

from codesignrisk_core.budget import STEPS, Budget


def test_work_is_paid_while_there_are_steps() -> None:
    budget = Budget(10)
    assert budget.charge(4, "too long")
    assert budget.charge(6, "too long")
    assert (budget.left, budget.spent, budget.steps, budget.reasons) == (0, 10, 10, [])
    assert not budget.charge(1, "too long")
    assert (budget.left, budget.spent, budget.steps) == (-1, 11, 10)


def test_each_reason_is_told_once_and_in_order() -> None:
    budget = Budget(1)
    for reason in ("too long", "too deep", "too long"):
        budget.charge(1, reason)
    assert budget.reasons == ["too deep", "too long"]
    budget.note("too deep")
    budget.note("too wide")
    assert (budget.reasons, budget.noted) == (["too deep", "too long", "too wide"], 4)


def test_work_that_may_be_left_undone_leaves_what_is_to_be_kept() -> None:
    budget = Budget(10)
    assert budget.afford(4, "too long", keep=6)
    assert not budget.afford(1, "too long", keep=6)
    assert (budget.left, budget.spent, budget.reasons) == (6, 4, ["too long"])
    assert budget.afford(1, "too long", keep=5)


def test_a_part_of_the_work_is_included() -> None:
    part, whole = Budget(5), Budget(20)
    part.charge(7, "too long")
    for budget in (part, whole, whole):
        budget.note("too deep")
    whole.include(part)
    assert (whole.left, whole.spent, whole.reasons, whole.noted) == (13, 7, ["too deep", "too long"], 4)


def test_what_is_cut_off_is_told_without_a_text_that_was_read_in_part() -> None:
    part, whole = Budget(), Budget()
    for text in ("a", "b", "a"):
        part.lose("too large", text)
    whole.lose("too large", "b")
    whole.include(part)
    assert (whole.reasons, whole.lost, whole.noted) == (["too large"], ["b", "a"], 0)


def test_an_event_has_a_million_steps() -> None:
    assert Budget().left == STEPS == 1_000_000
