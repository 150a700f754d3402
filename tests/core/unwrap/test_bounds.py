"""What reading one command may cost, and what it tells of it."""

from __future__ import annotations

from codesignrisk_core.budget import Budget
from codesignrisk_core.unwrap.bounds import TOO_MUCH_WORK, Bounds


def test_work_is_paid_from_the_budget_of_the_event() -> None:
    budget = Budget(steps=10)
    bounds = Bounds(budget)
    assert bounds.charge(6)
    assert bounds.charge(4, "read")
    assert (budget.spent, budget.left, bounds.reached, bounds.unread) == (10, 0, [], [])
    assert not bounds.charge(1, "unread")
    assert not bounds.charge(0)
    assert (bounds.reached, bounds.unread, budget.reasons) == ([TOO_MUCH_WORK], ["unread"], [TOO_MUCH_WORK])


def test_each_bound_is_told_once_and_each_text_behind_it() -> None:
    budget = Budget()
    bounds = Bounds(budget)
    for bound, unread in (("deep", "a"), ("deep", "b"), ("deep", "b"), ("long", ""), ("long", "a")):
        bounds.stop(bound, unread)
    assert (bounds.reached, bounds.unread, budget.reasons) == (["deep", "long"], ["a", "b", "a"], ["deep", "long"])


def test_two_calls_share_a_budget_but_not_what_they_tell() -> None:
    budget = Budget()
    first, second = Bounds(budget), Bounds(budget)
    first.stop("deep", "a")
    assert (second.reached, second.unread, budget.reasons) == ([], [], ["deep"])
