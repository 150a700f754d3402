"""What an expression comes to as far as the text tells, and PowerShell's string operators on it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from typing import NamedTuple

from codesignrisk_core.model import Token

# Bounds on what is put together: an obfuscated command stays far below, a text that doubles itself does not.
MAX_TEXT = 65_536
MAX_ITEMS = 256


class Value(NamedTuple):
    """What one operand or argument is.

    text: its text; what cannot be resolved stands in it as written (``$x``). raw: as it stands in the source.
    known: nothing in it is unresolved. items: the elements of an array. fields: the pairs of a hashtable, keys in
    lower case. made_by: the statement whose output it is. quoted: it cannot be a parameter. computed: operators put
    it together. split: they put together what a reader would have left in one piece, or escaped its letters.
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
    attached: tuple[Value, ...] = ()  # -Name:value

    @property
    def each(self) -> tuple[Value, ...]:
        """The elements of an array, or the value itself."""
        return self.items or (self,)

    @property
    def lower(self) -> str:
        """The text for comparisons."""
        return self.text.lower()


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


def array(values: Iterable[Value], raw: str = "") -> Value:
    """Several values as one; a single one stays itself."""
    flat: list[Value] = []
    for value in values:
        flat.extend(value.items or (value,))
        if len(flat) >= MAX_ITEMS:
            break
    if len(flat) == 1:
        return flat[0]
    text = bounded(" ".join(item.text[: MAX_TEXT // MAX_ITEMS] for item in flat[:MAX_ITEMS]))
    return Value(
        text,
        raw,
        known=all(item.known for item in flat),
        items=tuple(flat[:MAX_ITEMS]),
        quoted=True,
        split=any(item.split for item in flat),
    )


def bounded(text: str) -> str:
    """The text, cut at the bound."""
    return text[:MAX_TEXT]


def _glue(pieces: Iterable[str], glue: str = "") -> str:
    parts: list[str] = []
    length = 0
    for piece in pieces:
        parts.append(piece)
        length += len(piece) + len(glue)
        if length > MAX_TEXT:
            break
    return bounded(glue.join(parts))


def add(left: Value, right: Value, raw: str = "") -> Value:
    """``+``: arrays grow, texts join. Two literals joined in the middle of a word were one word."""
    if left.items:
        return array((*left.items, *right.each), raw)
    cut = left.quoted and right.quoted and left.text[-1:].isalnum() and right.text[:1].isalnum()
    return Value(
        bounded(left.text + right.text),
        raw,
        known=left.known and right.known,
        quoted=True,
        computed=True,
        split=left.split or right.split or (cut and left.known and right.known),
    )


_HOLE = re.compile(r"\{(\d{1,3})(?:[,:][^{}]{0,40})?\}|\{\{|\}\}")


def form(template: Value, operand: Value, raw: str = "") -> Value:
    """``-f``: holes by number. Holes that touch one another take a word apart."""
    pieces: list[str] = []
    position = length = 0
    for hole in _HOLE.finditer(template.text):
        pieces.append(template.text[position : hole.start()])
        position = hole.end()
        number = hole.group(1)
        if number is None:
            pieces.append(hole.group()[0])
        elif int(number) < len(operand.each):
            pieces.append(operand.each[int(number)].text)
        length += len(pieces[-1])
        if length > MAX_TEXT:
            break
    pieces.append(template.text[position:])
    known = template.known and operand.known
    return Value(
        bounded("".join(pieces)), raw, known, quoted=True, computed=True, split=known and "}{" in template.text
    )


def join(parts: Value, glue: Value, raw: str = "") -> Value:
    """``-join``. A list of single letters is a word taken apart."""
    letters = len(parts.items) > 2 and all(len(item.text) <= 2 for item in parts.items)
    return Value(
        _glue((item.text for item in parts.each), glue.text),
        raw,
        parts.known and glue.known,
        quoted=True,
        computed=True,
        split=parts.split or (letters and parts.known),
    )


def replace(subject: Value, old: Value, new: Value, raw: str = "", *, pattern: bool = False) -> Value:
    """``.Replace`` and, where the pattern is plain text, ``-replace`` (which ignores case)."""
    if not (subject.known and old.known and new.known) or not old.text:
        return unresolved(raw, subject)
    growth = subject.text.count(old.text) * max(len(new.text) - len(old.text), 0) if not pattern else 0
    if growth > MAX_TEXT or (pattern and len(new.text) > len(old.text) * 4 + 64):
        return unresolved(raw, subject)
    if not pattern:
        text = subject.text.replace(old.text, new.text)
    else:
        plain = re.sub(r"\\([^\w\s])", r"\1", old.text)
        if re.escape(plain) != old.text and not re.fullmatch(r"[\w\s\-%#~@!,;:'\"<>=&/]*", old.text):
            return unresolved(raw, subject)
        text = re.sub(re.escape(plain), lambda _: new.text, subject.text, flags=re.IGNORECASE)
    return Value(bounded(text), raw, quoted=True, computed=True, split=subject.quoted and text != subject.text)


def index(subject: Value, position: Value, raw: str = "") -> Value:
    """``[0]``, ``[-1]``, ``[3,1,2]`` and ``[5..0]`` (the range is resolved before) on a text or an array."""
    numbers = [number for item in position.each if (number := _number(item)) is not None]
    if len(numbers) != len(position.each):
        return unresolved(raw, subject)
    elements: tuple[Value, ...] = subject.items
    if not elements:
        if not subject.known or subject.made_by is not None:
            return unresolved(raw, subject)
        chars = (subject.text[n] for n in numbers if -len(subject.text) <= n < len(subject.text))
        picked = [Value(char, quoted=True, computed=True) for char in chars]
    else:
        picked = [elements[n] for n in numbers if -len(elements) <= n < len(elements)]
    return array(picked, raw) if picked else EMPTY


def span(first: Value, last: Value, raw: str = "") -> Value:
    """``1..5``"""
    low, high = _number(first), _number(last)
    if low is None or high is None or abs(high - low) >= MAX_ITEMS:
        return unresolved(raw, first)
    step = 1 if high >= low else -1
    return array((Value(str(number)) for number in range(low, high + step, step)), raw)


def cast(kind: str, value: Value, raw: str = "") -> Value:
    """``[char]82``, ``[char[]](82,111)``, ``[string]`` ...; other types leave a value as it is."""
    if kind.startswith("char"):
        letters = [
            Value(letter, quoted=True, computed=True, split=True) for item in value.each if (letter := _letter(item))
        ]
        if letters and len(letters) == len(value.each):
            return array(letters, raw)
        if value.known and kind == "char[]" and not value.items:
            return array((Value(letter, quoted=True) for letter in value.text[:MAX_ITEMS]), raw)
    if kind == "string" and value.items:
        return join(value, Value(" "), raw)
    return value


def decode(encoded: str, encoding: str) -> str:
    """Base64 of a text in one of .NET's encodings; "" where it is neither."""
    try:
        data = base64.b64decode(encoded.strip(), validate=True)
        return bounded(data.decode("utf-16-le" if "unicode" in encoding else "utf-8"))
    except (ValueError, binascii.Error):
        return ""


def unresolved(raw: str, *based_on: Value) -> Value:
    """A value that cannot be told; it still comes from the statement that made what it is based on."""
    made_by = next((value.made_by for value in based_on if value.made_by is not None), None)
    return Value(raw, raw, known=False, made_by=made_by)


def _number(value: Value) -> int | None:
    text = value.text.strip().lower()
    if not value.known or len(text) > 12:
        return None
    try:
        return int(text, 16 if text.startswith("0x") else 10)
    except ValueError:
        return None


def _letter(value: Value) -> str:
    number = _number(value)
    return chr(number) if number is not None and 0 < number < 0xD800 else ""
