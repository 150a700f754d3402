"""Indicators to one score, and shares that add up to it."""

from __future__ import annotations

import pytest
from codesignrisk_core import scoring
from codesignrisk_core.model import Finding
from codesignrisk_core.settings import KINDS, Indicator
from hypothesis import given
from hypothesis import strategies as st

KIND_OF = {"a": "action", "m": "modifier", "c": "context", "b": "benign"}


def table(*names: str) -> dict[str, Indicator]:
    """Indicators by names that say what they are: ``a45`` is an action of weight 45, ``b25`` benign evidence of 25."""
    return {name: Indicator(name, KIND_OF[name[0]], int(name[1:].partition("_")[0]), "", "", "") for name in names}


def score(text: str, hidden: bool = False) -> tuple[int, dict[str, int]]:
    """The score of indicators and the share of each."""
    names = text.split()
    result = scoring.score([Finding(name, name) for name in names], table(*names), hidden)
    assert result.band == scoring.band(result.value)
    return result.value, {share.indicator.id: share.share for share in result.shares}


# score = clamp(max(A + k * (M + C) - B, 0.4 * heaviest, 1), 0, 100), k = min(1, A / 30)
EXACT = [
    ("a45", 45, {"a45": 45}),
    ("a45 c5", 50, {"a45": 45, "c5": 5}),
    ("c5 a45", 50, {"a45": 45, "c5": 5}),
    # the heaviest action and a quarter of the second; a third counts nothing
    ("a45 a28", 52, {"a45": 45, "a28": 7}),
    ("a45 a28 a20", 52, {"a45": 45, "a28": 7, "a20": 0}),
    ("a28 a45", 52, {"a45": 45, "a28": 7}),
    # below 30, an action lets only a part of its surroundings count: k = 15/30
    ("a15 m10 c20", 30, {"a15": 15, "c20": 10, "m10": 5}),
    ("a8 c25", 15, {"a8": 8, "c25": 7}),  # 8 + 25 * 8/30 = 14.67
    # modifiers count 30 at most
    ("a45 m20 m15", 75, {"a45": 45, "m20": 20, "m15": 10}),
    ("a45 m20 m15 m5", 75, {"a45": 45, "m20": 20, "m15": 10, "m5": 0}),
    # context has no cap but the ceiling
    ("a45 c45 c30", 100, {"a45": 45, "c45": 45, "c30": 10}),
    ("a90 a80 c30", 100, {"a90": 90, "a80": 10, "c30": 0}),
    # benign evidence: 50 at most
    ("a90 b25 b12", 53, {"a90": 90, "b25": -25, "b12": -12}),
    ("a90 b40 b30", 40, {"a90": 90, "b40": -40, "b30": -10}),
    # but never below 40 % of the heaviest action
    ("a45 b40", 18, {"a45": 45, "b40": -27}),
    # nor below 1: 0.4 of 1 would be none
    ("a1 b1", 1, {"a1": 1, "b1": 0}),
    ("a2 b40", 1, {"a2": 2, "b40": -1}),
    ("a28 m8 b25 b12", 11, {"a28": 28, "m8": 7, "b25": -24, "b12": 0}),  # 28 + 7.47 - 37 < 11.2
    # what lies above the ceiling is not there for benign evidence to take
    ("a90 c30 b10", 100, {"a90": 90, "c30": 20, "b10": -10}),
    # context and modifiers never accuse alone
    ("c45 m30", 0, {"c45": 0, "m30": 0}),
    ("b25", 0, {"b25": 0}),
    ("", 0, {}),
    # a weight of 0 switches an action off
    ("a0 c45", 0, {"a0": 0, "c45": 0}),
]


@pytest.mark.parametrize(("indicators", "value", "shares"), EXACT)
def test_score_and_shares(indicators: str, value: int, shares: dict[str, int]) -> None:
    assert score(indicators) == (value, shares)


@pytest.mark.parametrize(("indicators", "value", "_shares"), EXACT)
def test_a_disguise_voids_what_is_benign(indicators: str, value: int, _shares: dict[str, int]) -> None:
    without = " ".join(name for name in indicators.split() if not name.startswith("b"))
    hidden = score(indicators, hidden=True)
    assert hidden[0] == score(without)[0]
    assert {name for name in hidden[1] if name.startswith("b")} == set()


def test_shares_come_heaviest_first() -> None:
    names = "b10 c5 a45 m8".split()
    result = scoring.score([Finding(name, name) for name in names], table(*names))
    assert [share.indicator.id for share in result.shares] == ["a45", "m8", "c5", "b10"]


def test_a_row_that_the_site_removed_counts_nothing() -> None:
    assert scoring.score([Finding("gone", "x"), Finding("a45", "y")], table("a45")).value == 45
    assert scoring.score([Finding("gone", "x")], {}) == scoring.Score(0, "none", (), scoring.Terms(0, 0, 0, 0, 0, 0))


def test_bands() -> None:
    starts = {
        value: scoring.band(value)
        for value in range(101)
        if value == 0 or scoring.band(value) != scoring.band(value - 1)
    }
    assert starts == {0: "none", 1: "info", 20: "low", 40: "medium", 60: "high", 80: "critical"}
    assert scoring.BANDS == ("none", "info", "low", "medium", "high", "critical")


INDICATOR_SETS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 100)), max_size=12)


@given(INDICATOR_SETS, st.booleans())
def test_shares_always_add_up_to_the_score(rows: list[tuple[str, int]], hidden: bool) -> None:
    known = {str(rank): Indicator(str(rank), kind, weight, "", "", "") for rank, (kind, weight) in enumerate(rows)}
    result = scoring.score([Finding(name, name) for name in known], known, hidden)
    assert sum(share.share for share in result.shares) == result.value
    assert 0 <= result.value <= scoring.MAX_SCORE
    actions = [weight for kind, weight in rows if kind == "action"]
    assert bool(result.value) == bool(actions and max(actions))
    assert not actions or result.value >= int(0.4 * max(actions))
    for share in result.shares:
        benign = share.indicator.kind == "benign"
        assert share.share <= 0 if benign else share.share >= 0
        assert abs(share.share) <= share.indicator.weight + 1  # parts of a point are rounded where they add up


def test_the_terms_of_a_score() -> None:
    names = "a16 a8 m20 m15 c5 b40 b30".split()
    result = scoring.score([Finding(name, name) for name in names], table(*names))
    assert result.terms == scoring.Terms(
        actions=18, modifiers=30, context=5, factor=0.6, benign=50, floor=pytest.approx(6.4)
    )
    assert (result.terms.sum, result.value) == (18 + 0.6 * 35 - 50, 6)


@given(INDICATOR_SETS, st.booleans())
def test_a_score_is_what_the_formula_says(rows: list[tuple[str, int]], hidden: bool) -> None:
    known = {str(rank): Indicator(str(rank), kind, weight, "", "", "") for rank, (kind, weight) in enumerate(rows)}
    result = scoring.score([Finding(name, name) for name in known], known, hidden)
    weights = {kind: sorted((weight for of, weight in rows if of == kind), reverse=True) for kind in KINDS}
    heaviest, second = [*weights["action"], 0, 0][:2]
    a, m, c = heaviest + second / 4, min(sum(weights["modifier"]), 30), sum(weights["context"])
    k, b = min(1, a / 30), 0 if hidden else min(sum(weights["benign"]), 50)
    floor = max(0.4 * heaviest, 1) if heaviest else 0
    expected = min(max(a + k * (m + c) - b, floor), 100) if heaviest else 0
    assert result.terms == pytest.approx((a, m, c, k, b, floor))
    assert abs(result.value - expected) <= 0.5 + 1e-9


@given(INDICATOR_SETS, st.integers(0, 100))
def test_more_evidence_never_lowers_a_score(rows: list[tuple[str, int]], weight: int) -> None:
    def value(pairs: list[tuple[str, int]]) -> int:
        known = {str(rank): Indicator(str(rank), kind, points, "", "", "") for rank, (kind, points) in enumerate(pairs)}
        return scoring.score([Finding(name, name) for name in known], known).value

    for kind in ("modifier", "context"):
        assert value([*rows, (kind, weight)]) >= value(rows)
    assert value([*rows, ("benign", weight)]) <= value(rows)
