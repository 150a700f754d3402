"""JSON text -> its objects one by one: lines, arrays of any depth, objects in a row, with commas or without.

Holds one object. What is broken is told with its line, and reading goes on with the next line that begins an object as
far from the margin. An object that is too large to hold, and carries events in an array, is read through.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from lab.readers.limits import LONGEST_EVENT, MOST_SKIPPED, MOST_WASTED

decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
"""Numbers keep the text that they have in the file."""

_BLANK = re.compile(r"[ \t\r\n,\x1e\ufeff]*")
_DEEP = 1 << 18  # characters that the decoder may have read before it gave up on a nesting
_NEAR = 4096
_CUT = 16  # an error so close to the end of what is read may be mended by more: a number, a word, an escape
_TAIL = 200

Path = tuple[str, ...]
Report = Callable[[int, str], None]


class TooMuchError(Exception):
    """So much is broken that it is not worth reading on."""


class JsonText:
    """The objects of a text, with the lines where they begin.

    `carriers` are the places where an object carries events, as paths of names; `report` is told line and cause of what
    cannot be read.
    """

    def __init__(self, blocks: Iterator[str], carriers: frozenset[Path], report: Report) -> None:
        self._blocks = blocks
        self._carriers = carriers
        self._report = report
        self._text = ""
        self._at = 0
        self._line = 1
        self._counted = 0  # the position up to which lines are counted
        self._base = 0  # the column in which the held text begins
        self._wasted = self._skipped = 0
        self._ended = False
        self._depth = 0

    def objects(self) -> Iterator[tuple[int, Any]]:
        """Every value outside of an object, mostly objects themselves."""
        try:
            while self._seek():
                line = self._here()
                try:
                    value = self._value()
                except OverflowError:
                    yield from self._through(line)
                    continue
                except (ValueError, RecursionError) as error:
                    self._give_up(line, error)
                    continue
                yield line, value
        except TooMuchError as error:
            self._report(self._here(), f"{error}; the rest of the file is not read")
        else:
            if self._depth > 0:
                self._report(self._here(), "the array has no end: the file is cut short")

    def _seek(self) -> bool:
        """Go to the next value. An array's own brackets are only counted."""
        while self._skip_blank():
            char = self._text[self._at]
            if char not in "[]":
                return True
            self._depth = max(0, self._depth + (1 if char == "[" else -1))
            self._at += 1
        return False

    def _skip_blank(self) -> bool:
        """Go to the next character that is none between values; False at the end."""
        while True:
            self._at = _BLANK.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return True
            if not self._more():
                return False

    def _value(self) -> Any:
        """Decode the value at this place. Raises ValueError, RecursionError, and OverflowError for one too large."""
        while True:
            try:
                value, self._at = decoder.raw_decode(self._text, self._at)
                return value
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated string") or error.pos >= len(self._text) - _CUT
                if cut and len(self._text) - self._at > LONGEST_EVENT and not self._ended:
                    raise OverflowError from None
                if not cut or not self._more():
                    raise

    def _more(self) -> bool:
        """Read on, as much as is held already, so that a large value costs no more than its length."""
        held = len(self._text) - self._at
        parts, size = [self._text[self._at :]], 0
        while size < max(held, 1) and not self._ended:
            block = next(self._blocks, "")
            self._ended = not block
            parts.append(block)
            size += len(block)
        if not size:
            return False
        self._here()
        self._base = self._column()
        self._text, self._counted, self._at = "".join(parts), 0, 0
        return True

    def _here(self) -> int:
        """The line of this place."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _column(self) -> int:
        """How far from the start of its line this place is."""
        start = self._text.rfind("\n", 0, self._at) + 1
        return self._at - start if start else self._base + self._at

    def _give_up(self, line: int, error: Exception) -> None:
        """Tell what is wrong with the value at this place, and go to the next that may be whole."""
        margin = self._column()
        end = self._text.find("\n", self._at)
        own = (end if end >= 0 else len(self._text)) - self._at  # this line is left behind in any case
        if not isinstance(error, json.JSONDecodeError):
            self._waste(_DEEP - own if isinstance(error, RecursionError) else 0)
            self._report(line, "not JSON: nested too deeply" if isinstance(error, RecursionError) else str(error))
            self._next_line(margin)
            return
        wrong = error.pos - self._at
        at = line + self._text.count("\n", self._at, error.pos)
        place = f"column {margin + wrong + 1}" if at == line else f"line {at}, column {error.colno}"
        what = error.msg.removesuffix(" at")  # some of its messages end so
        self._waste(wrong - own)
        if self._at > _NEAR:  # the decoder counts lines from the start of what it is given
            self._here()
            self._base = margin
            self._text, self._at, self._counted = self._text[self._at :], 0, 0
        # A line that begins another object, before anything is wrong: this one just ends.
        cut = _beginning(margin).search(self._text, self._at, self._at + wrong)
        self._report(line, "not JSON: an object without its end" if cut else f"not JSON: {what} at {place}")
        self._next_line(margin)

    def _waste(self, characters: int) -> None:
        """Count what was looked at in vain, and will be looked at again."""
        self._wasted += max(0, characters)
        if self._wasted > MOST_WASTED:
            raise TooMuchError("too much of it is broken")

    def _next_line(self, margin: int) -> None:
        """Go to the next line that begins an object, `margin` characters from its start or at once."""
        begins = _beginning(margin)
        while not (match := begins.search(self._text, self._at)):
            self._skipped += len(self._text) - self._at
            if self._skipped > MOST_SKIPPED:
                raise TooMuchError(f"no event in {MOST_SKIPPED:,} characters")
            self._at = max(self._at, len(self._text) - _TAIL)
            if not self._more():
                self._at = len(self._text)
                return
        self._at = match.end()

    def _through(self, line: int) -> Iterator[tuple[int, Any]]:
        """Read through an object that is too large to hold, for the events that it carries."""
        found = False
        try:
            for value in self._members(()):
                found = True
                yield value
        except OverflowError:
            found = True
            self._report(self._here(), f"an event of more than {LONGEST_EVENT:,} characters is not read")
            self._next_line(0)
        except (ValueError, RecursionError) as error:
            self._give_up(self._here(), error)
            return
        if not found:
            self._report(line, "a large object that carries no events")

    def _members(self, path: Path) -> Iterator[tuple[int, Any]]:
        """The events below the members of the object at this place."""
        self._expect("{")
        while self._skip_blank() and self._text[self._at] != "}":
            name = self._value()
            if not isinstance(name, str):
                raise ValueError("not JSON: a name is expected")
            self._expect(":")
            self._skip_blank()
            below = (*path, name)
            if self._text[self._at : self._at + 1] == "[" and below in self._carriers:
                yield from self._items()
            elif any(carrier[: len(below)] == below for carrier in self._carriers):
                yield from self._members(below)
            else:
                self._value()
        self._at += 1

    def _items(self) -> Iterator[tuple[int, Any]]:
        self._expect("[")
        while self._skip_blank() and self._text[self._at] != "]":
            line = self._here()
            yield line, self._value()
        self._at += 1

    def _expect(self, char: str) -> None:
        if not self._skip_blank() or self._text[self._at] != char:
            raise ValueError(f"not JSON: {char} is expected")
        self._at += 1


def _beginning(margin: int) -> re.Pattern[str]:
    """The start of a line that begins an object, `margin` characters from its start or at once."""
    indent = f"[ \t]{{{margin}}}" if 0 < margin <= _TAIL // 2 else ""
    return re.compile(rf"\n(?:{indent})?(?=[{{\[])")
