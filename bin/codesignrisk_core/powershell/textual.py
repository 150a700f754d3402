"""Operators and .NET methods that only make text out of text, such as obfuscators put names together with.

Sources: learn.microsoft.com about_Operators, about_Comparison_Operators, about_Split, about_Join, and the pages of
System.String.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from codesignrisk_core.powershell import values
from codesignrisk_core.powershell.values import EMPTY, MAX_ITEMS, MAX_PATTERN, MAX_TEXT, Value

# [Environment]::GetFolderPath: learn.microsoft.com, Environment.SpecialFolder
_FOLDERS = {
    "desktop": "%USERPROFILE%\\Desktop",
    "applicationdata": "%APPDATA%",
    "localapplicationdata": "%LOCALAPPDATA%",
    "commonapplicationdata": "%PROGRAMDATA%",
}
_HOLE = re.compile(r"\{(\d{1,3})(?:[,:][^{}]{0,40})?\}|\{\{|\}\}")
# Steps of the budget: an operation, a hole of -f; and how many comparisons of characters one step covers.
_OPERATION = 20
_HOLE_STEPS = 8
_COMPARISONS = 32
# A regular expression that is a plain text once the backslashes in front of other signs are gone.
_PLAIN_PATTERN = re.compile(r"(?:[\w\s\-%#~@!,;:'\"<>=&/]|\\[^\w\s])+")
_ESCAPED = re.compile(r"\\(.)")
_BLANKS = re.compile(r"\s+")


def cost(name: str, operands: tuple[Value, ...]) -> int:
    """The steps of work that an operator or a method takes with these operands, but for what matches() counts."""
    steps = _OPERATION + sum(map(values.size, operands))
    if name == "..":
        steps += values.span_cost(*operands)
    elif name == "*":
        steps += len(operands[0].text) * min(abs(values.integer(operands[1]) or 0), MAX_TEXT) // _COMPARISONS
    elif operands and ("split" in name or "char" in name):
        steps += values.ITEM * min(len(operands[0].text), MAX_ITEMS)
    if _is_search(name, operands):
        steps += len(operands[0].text) * min(len(operands[1].each[0].text), MAX_PATTERN) // _COMPARISONS
    return steps


def matches(name: str, operands: tuple[Value, ...]) -> int:
    """The steps of work for what an operator or a method finds in a text: holes, or places to replace."""
    if name in ("-f", "format") and operands:
        return _HOLE_STEPS * (operands[0].text.count("{") + operands[0].text.count("}"))
    if _is_search(name, operands):
        old = operands[1].each[0].lower[:MAX_PATTERN]
        return operands[0].lower.count(old) if old else 0
    return 0


def _is_search(name: str, operands: tuple[Value, ...]) -> bool:
    return ("replace" in name or "split" in name) and len(operands) > 1


def apply(operator: str, left: Value, right: Value, raw: str) -> Value:
    """A binary operator; an unresolved value where it is none of those that are evaluated."""
    if operator == "+":
        return values.add(left, right, raw)
    if operator in ("-", "*", "/", "%"):
        return values.calculate(operator, left, right, raw)
    if operator == "-f":
        return form(left, right, raw)
    if operator == "-join":
        return values.join(left, right, raw)
    if operator == "..":
        return values.span(left, right, raw)
    if operator in ("-replace", "-ireplace", "-creplace"):
        old, new = (*right.each, Value(""))[:2]
        return substitute(left, old, new, raw, with_case=operator == "-creplace")
    if operator in ("-split", "-isplit", "-csplit"):
        return split(left, right, raw, with_case=operator == "-csplit")
    if operator == "-as":
        return values.cast(right.text.strip("[]"), left, raw)
    return values.unresolved(raw)


def form(template: Value, operand: Value, raw: str = "") -> Value:
    """``-f``: holes by number. Holes that touch one another take a word apart."""
    pieces: list[str] = []
    position = length = 0
    for hole in _HOLE.finditer(template.text):
        pieces.append(template.text[position : hole.start()])
        position = hole.end()
        if hole[1] is None:
            pieces.append(hole.group()[0])
        elif int(hole[1]) < len(operand.each):
            pieces.append(operand.each[int(hole[1])].text)
        length += len(pieces[-1])
        if length > MAX_TEXT:
            break
    pieces.append(template.text[position:])
    known = template.known and operand.known
    split = known and "}{" in template.text
    return values.bounded(Value("".join(pieces), raw, known, quoted=True, computed=True, split=split))


def replace(subject: Value, old: Value, new: Value, raw: str = "") -> Value:
    """``.Replace(old, new)``"""
    if not (subject.known and old.known and new.known and old.text):
        return values.unresolved(raw, subject)
    if len(old.text) > MAX_PATTERN:
        return values.too_large(raw, subject, lost=subject.text)
    if subject.text.count(old.text) * (len(new.text) - len(old.text)) > MAX_TEXT:
        return values.too_large(raw, subject)
    return _replaced(subject, subject.text.replace(old.text, new.text), raw)


def substitute(subject: Value, pattern: Value, new: Value, raw: str = "", *, with_case: bool = False) -> Value:
    """``-replace``, of each element of an array, where the pattern is plain text; ``-creplace`` minds the case."""
    plain = _plain(pattern)
    if not (subject.known and new.known) or not plain:
        return values.unresolved(raw, subject)
    if len(plain) > MAX_PATTERN:
        return values.too_large(raw, subject, lost=subject.text)
    finder = re.compile(re.escape(plain), 0 if with_case else re.IGNORECASE)
    results: list[Value] = []
    for item in subject.each:
        parts = finder.split(item.text)
        if len(parts) * len(new.text) + len(item.text) > 2 * MAX_TEXT:
            return values.too_large(raw, subject)
        results.append(_replaced(item, new.text.join(parts), raw))
    return values.array(results, raw)


def _replaced(subject: Value, text: str, raw: str) -> Value:
    split = subject.quoted and text != subject.text
    return values.bounded(Value(text, raw, quoted=True, computed=True, split=split))


def split(subject: Value, operand: Value, raw: str = "", *, with_case: bool = False) -> Value:
    """``-split``, of each element of an array, where the pattern is plain text: a pattern, and perhaps how many."""
    plain = _plain(operand.each[0])
    most = values.integer(operand.each[1]) if len(operand.items) > 1 else 0
    if not subject.known or not plain or most is None:
        return values.unresolved(raw, subject)
    if len(plain) > MAX_PATTERN:
        return values.too_large(raw, subject, lost=subject.text)
    finder = re.compile(re.escape(plain), 0 if with_case else re.IGNORECASE)
    limit = min(most - 1, MAX_ITEMS) if most > 0 else MAX_ITEMS
    if most == 1:
        return subject
    return _parts(subject, lambda text: finder.split(text, limit), raw)


def split_blanks(subject: Value, raw: str = "") -> Value:
    """The unary ``-split``: at white space."""
    if not subject.known:
        return values.unresolved(raw, subject)
    return _parts(subject, lambda text: _BLANKS.split(text.strip(), MAX_ITEMS), raw)


def _parts(subject: Value, split_one: Callable[[str], list[str]], raw: str) -> Value:
    """Each element of an array split; those that find no room are not taken apart any more."""
    parts: list[str] = []
    for item in subject.each:
        parts += split_one(item.text) if len(parts) <= MAX_ITEMS else (item.text,)
    return values.array([Value(part, quoted=True) for part in parts], raw)


def _plain(pattern: Value) -> str:
    """The text that a regular expression stands for, or "" where it is more than a text."""
    if not pattern.known or not _PLAIN_PATTERN.fullmatch(pattern.text):
        return ""
    return _ESCAPED.sub(r"\1", pattern.text)


def method(owner: Value, name: str, args: tuple[Value, ...], raw: str, *, static: bool) -> Value | None:
    """Methods that only make text out of text; None for any other."""
    if static:
        return _static(owner.text, name, args, raw)
    if name == "getstring" and len(args) == 1 and "encoding]::" in owner.text.lower():
        return _decoded(owner.text.rpartition("::")[2].lower(), args[0], raw)
    if not owner.known or owner.made_by is not None or owner.text.startswith("["):
        return None
    if name == "replace" and len(args) == 2:
        return replace(owner, args[0], args[1], raw)
    if name in _OF_TEXT and not args:
        return owner._replace(text=_OF_TEXT[name](owner.text), raw=raw, number=False)
    if name == "split" and args and args[0].known and args[0].text:
        characters = "".join(dict.fromkeys(args[0].text))
        if len(characters) > MAX_PATTERN:
            return values.too_large(raw, owner, lost=owner.text)
        separators = re.compile(f"[{re.escape(characters)}]")
        return _parts(owner, lambda text: separators.split(text, MAX_ITEMS), raw)
    if name == "tochararray":
        return values.cast("char[]", owner._replace(number=False), raw)
    return None


_OF_TEXT: dict[str, Callable[[str], str]] = {
    "trim": str.strip,
    "tostring": str,
    "tolower": str.lower,
    "tolowerinvariant": str.lower,
    "toupper": str.upper,
    "toupperinvariant": str.upper,
}


def _decoded(encoding: str, data: Value, raw: str) -> Value | None:
    """``[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('...'))``"""
    maker = data.made_by
    if maker is None or maker.name != "::frombase64string" or not maker.args or not maker.args[0].known:
        return None
    text = values.decode(maker.args[0].text, encoding)
    return Value(text, raw, quoted=True, computed=True, split=True) if text else None


def _static(owner: str, name: str, args: tuple[Value, ...], raw: str) -> Value | None:
    kind = owner.strip("[]").rpartition(".")[2]
    if kind == "string" and name == "join" and len(args) > 1:
        return values.join(values.array(args[1:]), args[0], raw)
    if kind == "string" and name == "concat":
        return values.join(values.array(args), Value(""), raw)
    if kind == "string" and name == "format" and args:
        return form(args[0], values.array(args[1:]) if len(args) > 1 else EMPTY, raw)
    if kind == "path" and name == "combine" and args:
        return path(args, raw)
    if kind == "path" and name == "gettemppath":
        return Value("%TEMP%\\", raw, known=False, quoted=True)
    if kind == "environment" and name == "getfolderpath" and args:
        folder = args[0].text.rpartition("::")[2].lower()
        place = _FOLDERS.get(folder)
        return Value(place, raw, known=False, quoted=True) if place else None
    return None


def path(parts: tuple[Value, ...], raw: str) -> Value:
    """Parts of a path, joined as Join-Path and Path.Combine do."""
    text = "\\".join(part.text.rstrip("\\/") for part in parts)
    return values.bounded(Value(text, raw, all(part.known for part in parts), quoted=True))
