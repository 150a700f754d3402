"""Values: what an expression evaluates to as far as the text tells, and the operators on numbers and arrays."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from codesignrisk_core.model import Token

# Bounds of one value: an obfuscated command stays far below, a text that doubles itself does not.
MAX_TEXT = 65_536
MAX_ITEMS = 1_024
# A longer text is not looked for in another: that may take its length times the other's.
MAX_PATTERN = 128
TOO_LARGE = (
    f"a PowerShell value has more than {MAX_ITEMS:,} elements or {MAX_TEXT:,} characters, "
    f"or is searched for more than {MAX_PATTERN}"
)

# Steps of the budget for an element of an array, and how many characters one step covers.
ITEM = 8
_CHARACTERS = 8


class Value(NamedTuple):
    """What one operand or argument is.

    text: its text; what cannot be resolved stands in it as written (``$x``). raw: as it stands in the source.
    known: nothing in it is unresolved. items: the elements of an array. fields: the pairs of a hashtable, keys in
    lower case. made_by: the statement whose output it is. quoted: it cannot be a parameter. computed: operators put
    it together. split: they put together what a reader would have left in one piece, or escaped its letters.
    attached: of ``-Name:value``, the value. number: an integer, not a text of digits. lost: what was cut off at the
    bounds above, "" where nobody knows what; None of a whole value.
    """

    text: str
    raw: str = ""
    known: bool = True
    items: tuple[Value, ...] = ()
    fields: tuple[tuple[str, Value], ...] = ()
    made_by: Statement | None = None
    quoted: bool = False
    computed: bool = False
    split: bool = False
    attached: tuple[Value, ...] = ()
    number: bool = False
    lost: str | None = None

    @property
    def each(self) -> tuple[Value, ...]:
        """The elements of an array, or the value itself."""
        return self.items or (self,)

    @property
    def lower(self) -> str:
        """The text for comparisons."""
        return self.text.lower()

    @property
    def is_parameter(self) -> bool:
        """Whether it names a parameter, ``-Path`` or ``-Path:x``."""
        return not self.quoted and self.text[:1] == "-" and self.text[1:2].isalpha()


class Statement(NamedTuple):
    """A command, or the call of a method.

    name: in lower case; of a command with quotes, backticks, module prefix and alias resolved; of a method ``.add`` or
    ``::setvalue``. head: the name as the source has it after resolving strings. args: operands and parameters in order.
    input: what is piped into it. receiver: the object or type whose method it is. function: the function in whose
    definition it stands, or "". split: the name was written in pieces to disguise it.
    """

    name: str
    head: str
    args: tuple[Value, ...]
    text: str
    input: Value | None = None
    receiver: Value | None = None
    function: str = ""
    split: bool = False

    @property
    def words(self) -> tuple[Token, ...]:
        """The name and the arguments as words of a command line."""
        return (Token(self.head, self.head), *(Token(arg.text, arg.raw) for arg in self.args))

    @property
    def piped(self) -> bool:
        """Whether something is piped into it."""
        return self.input is not None

    @property
    def disguised(self) -> bool:
        """Whether its name or an argument was written in pieces or with escapes that serve nothing."""
        return self.split or any(arg.split for arg in self.args)


EMPTY = Value("", known=False)


def size(value: Value) -> int:
    """The steps of work that it takes to look at a value and its elements."""
    characters = len(value.text) + sum(len(item.text) for item in value.items)
    return characters // _CHARACTERS + ITEM * (len(value.items) + len(value.fields))


def array(values: Iterable[Value], raw: str = "") -> Value:
    """Several values as one, arrays among them flattened; a single one stays itself."""
    flat: list[Value] = []
    left = iter(values)
    for value in left:
        flat.extend(value.each)
        if len(flat) >= MAX_ITEMS:
            break
    if len(flat) == 1:
        return flat[0]
    kept, behind = flat[:MAX_ITEMS], chain(flat[MAX_ITEMS:], left)
    whole = bounded(
        Value(
            _joined((item.text for item in kept), " "),
            raw,
            known=all(item.known for item in kept),
            items=tuple(kept),
            quoted=True,
            split=any(item.split for item in kept),
        )
    )
    first = next(behind, None)
    if first is None:
        return whole
    return whole._replace(lost=_joined((value.text for value in chain((first,), behind)), " ")[:MAX_TEXT])


def bounded(value: Value) -> Value:
    """The value, its text cut at the bound."""
    return value if len(value.text) <= MAX_TEXT else value._replace(text=value.text[:MAX_TEXT], lost="")


def _joined(texts: Iterable[str], glue: str) -> str:
    """Texts joined; where they are longer than the bound, so is what comes out, but not by more than one of them."""
    pieces: list[str] = []
    length = -len(glue)
    for text in texts:
        pieces.append(text)
        length += len(glue) + len(text)
        if length > MAX_TEXT:
            break
    return glue.join(pieces)


def unresolved(raw: str, *based_on: Value) -> Value:
    """A value that the text does not tell; it still comes from the statement that made what it is based on."""
    made_by = next((value.made_by for value in based_on if value.made_by is not None), None)
    return Value(raw, raw, known=False, made_by=made_by)


def too_large(raw: str, *based_on: Value, lost: str = "") -> Value:
    """An unresolved value in the place of one that is larger than the bounds. lost: what it would have been of."""
    return unresolved(raw, *based_on)._replace(lost=lost)


def add(left: Value, right: Value, raw: str = "") -> Value:
    """``+``: arrays grow, numbers add up, texts join. Two literals joined in the middle of a word were one word."""
    if left.items:
        return array((*left.items, *right.each), raw)
    if left.number:
        return calculate("+", left, right, raw)
    cut = left.quoted and right.quoted and left.text[-1:].isalnum() and right.text[:1].isalnum()
    return bounded(
        Value(
            left.text + right.text,
            raw,
            known=left.known and right.known,
            quoted=True,
            computed=True,
            split=left.split or right.split or (cut and left.known and right.known),
        )
    )


def calculate(operator: str, left: Value, right: Value, raw: str = "") -> Value:
    """``+ - * / %`` of whole numbers without remainder; ``'ab' * 2`` is ``'abab'``."""
    first, second = integer(left), integer(right)
    if operator == "*" and second is not None and not left.number and not left.items and left.known:
        if 0 <= second * len(left.text) <= MAX_TEXT:
            return Value(left.text * second, raw, quoted=True, computed=True, split=left.split)
        return too_large(raw, left) if second > 0 else unresolved(raw, left)
    if first is None or second is None or (operator in "/%" and (second <= 0 or first < 0)):
        return unresolved(raw, left, right)
    if operator == "/" and first % second:
        return unresolved(raw, left, right)
    results = {"+": first + second, "-": first - second, "*": first * second}
    return number(results[operator] if operator in results else first // second if operator == "/" else first % second)


def join(parts: Value, glue: Value, raw: str = "") -> Value:
    """``-join``. A list of single letters is a word taken apart."""
    letters = len(parts.items) > 2 and all(len(item.text) <= 2 for item in parts.items)
    return bounded(
        Value(
            _joined((item.text for item in parts.each), glue.text),
            raw,
            parts.known and glue.known,
            quoted=True,
            computed=True,
            split=parts.split or (letters and parts.known),
        )
    )


def index(subject: Value, position: Value, raw: str = "") -> Value:
    """``[0]``, ``[-1]``, ``[3,1,2]`` and ``[5..0]`` (the range is resolved before) on a text or an array."""
    numbers = [place for item in position.each if (place := integer(item)) is not None]
    if len(numbers) != len(position.each):
        return unresolved(raw, subject)
    if subject.items:
        picked = [subject.items[n] for n in numbers if -len(subject.items) <= n < len(subject.items)]
    elif subject.known and subject.made_by is None:
        letters = (subject.text[n] for n in numbers if -len(subject.text) <= n < len(subject.text))
        picked = [Value(letter, quoted=True, computed=True) for letter in letters]
    else:
        return unresolved(raw, subject)
    return array(picked, raw) if picked else EMPTY


def span(first: Value, last: Value, raw: str = "") -> Value:
    """``1..5``"""
    low, high = integer(first), integer(last)
    if low is None or high is None:
        return unresolved(raw, first)
    if abs(high - low) >= MAX_ITEMS:  # numbers alone are lost
        return unresolved(raw, first)._replace(lost=f"{low}..{high}")
    step = 1 if high >= low else -1
    return array(map(number, range(low, high + step, step)), raw)


def span_cost(first: Value, last: Value) -> int:
    """The steps of work that a range takes."""
    low, high = integer(first), integer(last)
    return 0 if low is None or high is None else ITEM * min(abs(high - low), MAX_ITEMS)


_WHOLE_NUMBERS = frozenset("byte sbyte int16 uint16 short ushort int int32 uint32 uint int64 uint64 long ulong".split())


def cast(kind: str, value: Value, raw: str = "") -> Value:
    """``[char]82``, ``[char[]](82,111)``, ``[int]'82'``, ``[string]`` ...; other types leave a value as it is."""
    if kind in ("char", "char[]"):
        letters = [
            Value(letter, quoted=True, computed=True, split=True) for item in value.each if (letter := _letter(item))
        ]
        if letters and len(letters) == len(value.each):
            return array(letters, raw)
        if value.known and kind == "char[]" and not value.items:
            letters = [Value(letter, quoted=True) for letter in value.text[:MAX_ITEMS]]
            return array(letters, raw)._replace(lost=value.text[MAX_ITEMS:] or None)
    if kind == "string" and value.items:
        return join(value, Value(" "), raw)
    if kind in _WHOLE_NUMBERS and (whole := integer(value)) is not None:
        return number(whole)
    return value


def negative(value: Value, raw: str = "") -> Value:
    """``-`` in front of a number."""
    whole = integer(value)
    return unresolved(raw, value) if whole is None else number(-whole)


def decode(encoded: str, encoding: str) -> str:
    """Base64 of a text in one of .NET's encodings; "" where it is neither."""
    try:
        data = base64.b64decode(encoded.strip(), validate=True)
        return data.decode("utf-16-le" if "unicode" in encoding else "utf-8")
    except (ValueError, binascii.Error):
        return ""


_INTEGER = re.compile(r"[+-]?(?:0[xX][0-9A-Fa-f]{1,15}|[0-9]{1,15})")


def integer(value: Value) -> int | None:
    """The whole number that a value is or can be made into."""
    text = value.text.strip()
    if not value.known or value.items or not _INTEGER.fullmatch(text):
        return None
    return int(text, 16 if "x" in text.lower() else 10)


def number(whole: int) -> Value:
    """A whole number as a value."""
    return Value(str(whole), number=True)


def _letter(value: Value) -> str:
    code = integer(value)
    return chr(code) if code is not None and 0 < code < 0xD800 else ""
