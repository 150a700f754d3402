"""The score's formula with the figures of one event put in."""

from __future__ import annotations

from collections.abc import Iterator

from codesignrisk_core import scoring


def lines(terms: scoring.Terms) -> Iterator[str]:
    """Each term with its meaning, then the sum."""
    for letter, value, meaning in (
        ("A", terms.actions, "the heaviest action and a quarter of the second"),
        ("M", terms.modifiers, f"modifiers, {scoring.MODIFIER_CAP} at most"),
        ("C", terms.context, "context"),
        ("k", terms.factor, f"min(1, A / {scoring.FULL_CONTEXT_AT})"),
        ("B", terms.benign, f"benign evidence, {scoring.BENIGN_CAP} at most, none of a disguised line"),
    ):
        yield f"{letter} {_figure(value):>6}  {meaning}"
    if not terms.actions:
        yield "no action: 0"
        return
    a, m, c, k, b = map(_figure, (terms.actions, terms.modifiers, terms.context, terms.factor, terms.benign))
    yield f"A + k * (M + C) - B = {a} + {k} * ({m} + {c}) - {b} = {_figure(terms.sum)}"
    if terms.sum < terms.floor == scoring.LEAST:
        yield f"no less than {scoring.LEAST}"
    elif terms.sum < terms.floor:
        yield f"no less than {scoring.FLOOR:g} * the heaviest action = {_figure(terms.floor)}"
    elif terms.sum > scoring.MAX_SCORE:
        yield f"no more than {scoring.MAX_SCORE}"


def _figure(value: float) -> str:
    return f"{round(value, 2):g}"
