"""Events of the files outside the time range of a search: its own, its schedule's, or of what it tells as new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lab.output.terminal import say, when
from lab.readers.problem import counted
from lab.records import Record, span, time_of
from lab.spl import Result
from lab.spl.times import moment

_SET_NOW = "--now sets the time of the search"
_LATER = 100_000_000  # seconds, far enough to move any relative time
_FIRST, _LAST = float("-inf"), float("inf")


class Options(NamedTuple):
    """What the user gave: the time of the search, as text and in epoch seconds, and the end of its range."""

    now: str | None
    at: float
    latest: str | None


def tell_outside(events: Sequence[Record], result: Result, options: Options, told: int | None) -> None:
    """Say how many events a search left out by their time, and what takes them in; nothing where it left out none.

    told: of a search that tells only what is new, the seconds before its end. A file tells no time of indexing, so an
    event's own time stands for it.
    """
    low, high = _bounds(result.earliest, result.latest)
    came_low, came_high = _bounds(result.index_earliest, result.index_latest)
    if told is not None:
        came_low = max(came_low, (options.at if result.latest is None else result.latest) - told)
    before = after = 0
    for event in events:
        if (time := time_of(event)) is None:
            continue
        came = time_of({"_time": event.get("_indextime", "")}) or time
        if time < low or came < came_low:
            before += 1
        elif time >= high or came >= came_high:
            after += 1
    if not before and not after:
        return
    if before and after:
        outside = f"{before:,} {'lies' if before == 1 else 'lie'} before and {after:,} after"
    else:
        outside = f"{before or after:,} {'lies' if before + after == 1 else 'lie'} {'before' if before else 'after'}"
    limits = f"{_when(max(low, came_low), 'the beginning')} to {_when(min(high, came_high), 'the end')}"
    if told is not None:
        limits += ", which it tells as new"
    elif came_high < _LAST:
        limits += ", which its schedule takes"
    hint = _hint(result.own_times, options, told, after)
    say(f"of {counted(len(events), 'event')}, from {span(events)}, {outside} the search's range {limits}{hint}")


def _hint(own: dict[str, str], options: Options, told: int | None, after: int) -> str:
    """What moves or opens the range. That in the text of a search goes before the options of the command."""
    set_now = f": {_SET_NOW}" + ("" if options.now == "end" else ", --now end that of the newest event")
    if own:
        written = " ".join(f"{name}={text}" for name, text in own.items())
        # with earliest alone the range ends now
        moves = "latest" not in own or any(_moves(text, options.at) for text in own.values())
        return f", by {written} in its text" + (set_now if moves else "")
    if told is not None:
        return set_now + (", --earliest 0 leaves its end open" if after else "")
    if after and options.latest is not None:
        return f", by --latest {options.latest}" + (set_now if _moves(options.latest, options.at) else "")
    return f": {_SET_NOW}, --earliest 0 takes all events"


def _moves(text: str, now: float) -> bool:
    """Whether a modifier counts from the time of the search."""
    return moment(text, now) != moment(text, now + _LATER)


def _bounds(low: float | None, high: float | None) -> tuple[float, float]:
    return _FIRST if low is None else low, _LAST if high is None else high


def _when(time: float, otherwise: str) -> str:
    return otherwise if time in (_FIRST, _LAST) else when(str(time))
