r"""The language of `search`: terms, phrases, comparisons, IN, NOT, AND, OR.

Sources: Search Reference, `search`; Search Manual, "Boolean expressions with logical operators" (OR binds tighter
than AND; NOT takes the one term behind it), "Wildcards", "Event segmentation and searching".
- Field names are case-sensitive, values and terms are not; `*` in a value stands for any characters.
- `field!=value` wants the field to be there, `NOT field=value` does not. `field=*` says that it is there.
- `<` and the like compare as numbers when both sides are numbers, else as texts.
- A term or phrase is looked for in `_raw`, between breakers: `4688` is not found in `14688`. TERM() wants major
  breakers.
- An event without `_raw` (the samples) is searched as lines of `name=value`, as an extracted event would have been.
  What stands beside the text of an event, its host and source, is no part of it, nor are fields such as `_time`.
- Several values: `=` is true when one of them matches. What `!=` and `<` do then is not documented: an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lab.records import SOURCE_FILE, Record
from lab.spl.args import Args
from lab.spl.patterns import wildcard
from lab.spl.source import Token, unescape
from lab.spl.values import compare, field_values, to_number

Predicate = Callable[[Record], bool]

_COMPARISONS = frozenset({"=", "==", "!=", "<", "<=", ">", ">="})
_TIMES = ("earliest", "latest")
_REFUSED = {
    "eventtype": "event types are not part of this app",
    "tag": "tags are not part of this app",
    "savedsearch": "use | savedsearch",
}
# limits of a token, segmenters.conf: what is neither is part of a term
_MAJOR = "\\s\\[\\]<>(){}|!;,'\"*&?+"
_ANY_BREAKER = _MAJOR + "/:=@.\\-$#%\\\\_"
_DEFAULT_INDEX = "main"
# Sysmon writes every field of an event, empty ones too; an export leaves those out, and may leave out any.
_ALWAYS_THERE = {"1": ("ParentCommandLine",)}
_BESIDE_THE_TEXT = frozenset({"host", "source", "sourcetype", "index", "splunk_server", SOURCE_FILE})


@dataclass
class Search:
    """A parsed search: the test, and the time modifiers that stood in it."""

    test: Predicate
    times: dict[str, Token] = field(default_factory=dict)


def parse_search(args: Args, base: bool = False, stop: tuple[str, ...] = ()) -> Search:
    """Parse the arguments of `search`, up to their end or one of the words of `stop`.

    `base`: time modifiers are understood, and an event without the field `index` is in the index main.
    """
    parser = _Parser(args, base, stop)
    if parser.ended():
        return Search(lambda record: True)
    test = parser.conjunction()
    if not parser.ended():
        args.unexpected("a search term")
    return Search(test, parser.times)


class _Parser:
    def __init__(self, args: Args, base: bool, stop: tuple[str, ...]) -> None:
        self._args = args
        self._base = base
        self._stop = stop
        self._depth = 0
        self._raw = _Raw()
        self.times: dict[str, Token] = {}

    def ended(self) -> bool:
        return self._args.at_end() or bool(self._stop and self._args.is_word(*self._stop))

    def conjunction(self) -> Predicate:
        """Terms in a row, with or without AND between them."""
        tests = [self._disjunction()]
        while not (self.ended() or (self._depth and self._closes())):
            self._keyword("AND")
            tests.append(self._disjunction())
        return tests[0] if len(tests) == 1 else lambda record: all(test(record) for test in tests)

    def _disjunction(self) -> Predicate:
        before = len(self.times)
        tests = [self._negation()]
        while self._keyword("OR"):
            tests.append(self._negation())
        if len(tests) > 1 and len(self.times) > before:
            self._args.fail("earliest and latest stand beside the terms, not in an OR")
        return tests[0] if len(tests) == 1 else lambda record: any(test(record) for test in tests)

    def _negation(self) -> Predicate:
        if self._keyword("NOT"):
            before = len(self.times)
            test = self._negation()
            if len(self.times) > before:
                self._args.fail("NOT of a time modifier has no meaning")
            return lambda record: not test(record)
        return self._term()

    def _term(self) -> Predicate:
        args = self._args
        token = args.token
        if args.take("("):
            self._depth += 1
            test = self.conjunction()
            self._depth -= 1
            args.expect(")")
            return test
        if token.kind == "sub":
            args.fail("a subsearch stands in the first search alone")
        if token.kind not in ("word", "string") or self._reserved():
            args.unexpected("a search term")
        args.next()
        ahead = args.token
        if ahead.kind == "sign" and ahead.text in _COMPARISONS:
            return self._comparison(token, args.next().text)
        if token.kind == "word" and ahead.kind == "word" and ahead.text == "IN":
            args.next()
            return self._in(token)
        if token.kind == "word" and token.text == "TERM" and ahead.text == "(":
            return self._term_in_raw(args.raw_parentheses(), major=True)
        if token.kind == "word" and token.text == "CASE" and ahead.text == "(":
            args.fail("CASE() is not supported", token)
        return self._term_in_raw(_text(token), major=False)

    def _comparison(self, name: Token, sign: str) -> Predicate:
        args = self._args
        value = args.token
        if value.kind not in ("word", "string"):
            args.unexpected(f"a value for {name.text}")
        args.next()
        key = args.field_name(name)
        if key in _REFUSED:
            args.fail(f"{key}: {_REFUSED[key]}", name)
        if self._base and key in _TIMES:
            return self._time(name, sign, value)
        text = _text(value)
        if sign in ("=", "=="):
            return self._equals(key, [text])
        if sign == "!=":
            return self._differs(key, text, name)
        return self._ordered(key, sign, text, name)

    def _in(self, name: Token) -> Predicate:
        args = self._args
        args.expect("(")
        values = []
        while True:
            if args.token.kind not in ("word", "string"):
                args.unexpected("a value in the list")
            values.append(_text(args.next()))
            if args.take(")"):
                return self._equals(args.field_name(name), values)
            args.take(",")

    def _equals(self, key: str, values: list[str]) -> Predicate:
        default = _DEFAULT_INDEX if self._base and key == "index" else None
        if len(values) > 5 and not any("*" in value for value in values):
            wanted = {value.lower() for value in values}
            return lambda record: any(v.lower() in wanted for v in field_values(record.get(key, default)))
        tests = [wildcard(value) for value in values]

        def test(record: Record) -> bool:
            got = record.get(key, default)
            if got is None:
                return False
            return any(test(one) for one in field_values(got) for test in tests)

        return test

    def _differs(self, key: str, text: str, name: Token) -> Predicate:
        same = wildcard(text)
        args = self._args
        default = _DEFAULT_INDEX if self._base and key == "index" else None

        def test(record: Record) -> bool:
            got = record.get(key, default)
            if isinstance(got, list):
                args.fail(f'"!=" of several values in {key} is not documented: use NOT {key}=...', name)
            return got is not None and not same(got)

        return test

    def _ordered(self, key: str, sign: str, text: str, name: Token) -> Predicate:
        if "*" in text:
            self._args.fail(f'no wildcard can stand behind "{sign}"', name)
        bound = to_number(text)
        args = self._args

        def test(record: Record) -> bool:
            got = record.get(key)
            if isinstance(got, list):
                args.fail(f'"{sign}" of several values in {key} is not documented: use where and mvfilter()', name)
            return compare(sign, got, text if bound is None else bound) is True

        return test

    def _time(self, name: Token, sign: str, value: Token) -> Predicate:
        if sign not in ("=", "=="):
            self._args.fail(f"{name.text} takes =", name)
        if self._depth > 1:
            self._args.fail(f"{name.text} stands beside the terms, not in nested parentheses", name)
        if name.text in self.times:
            self._args.fail(f"{name.text} is given twice", name)
        self.times[name.text] = value
        return lambda record: True

    def _term_in_raw(self, text: str, major: bool) -> Predicate:
        raw = self._raw
        if not text.strip("*"):
            return lambda record: True
        literal = text.strip("*").lower()
        pattern = _bounded(text, _MAJOR if major else _ANY_BREAKER)
        plain = "*" not in literal

        def test(record: Record) -> bool:
            content = raw.of(record)
            # A substring test first: it is far quicker than the regular expression, and rarely wrong.
            return (not plain or literal in content) and pattern.search(content) is not None

        return test

    def _keyword(self, word: str) -> bool:
        token = self._args.token
        if token.kind == "word" and token.text == word and self._args.after.text not in ("=", "!="):
            self._args.next()
            return True
        return False

    def _reserved(self) -> bool:
        token = self._args.token
        return token.kind == "word" and token.text in ("AND", "OR", "NOT") and self._args.after.text not in ("=", "!=")

    def _closes(self) -> bool:
        return self._args.token.kind == "sign" and self._args.token.text == ")"


class _Raw:
    """The text that terms are looked for in, in lower case; the last one is kept, as several terms ask for the same."""

    def __init__(self) -> None:
        self._record: Record | None = None
        self._text = ""

    def of(self, record: Record) -> str:
        if self._record is not record:
            raw = record.get("_raw")
            self._text = ("\n".join(field_values(raw)) if raw is not None else _lines(record)).lower()
            self._record = record
        return self._text


def _lines(record: Record) -> str:
    """The text of an event that came without it: its fields, and the names that each event of its kind holds."""
    told = (item for item in record.items() if item[0] not in _BESIDE_THE_TEXT and not item[0].startswith("_"))
    lines = [f"{name}={value}" for name, got in told for value in field_values(got)]
    return "\n".join([*lines, *_ALWAYS_THERE.get(str(record.get("EventCode")), ())])


def _text(token: Token) -> str:
    return token.text if token.kind == "string" else unescape(token.text)


def _bounded(text: str, breakers: str) -> re.Pattern[str]:
    """A term with its limits: where it begins or ends with a character that is no breaker, a breaker or the edge
    stands.
    """
    text = text.lower()
    inner = ".*?".join(map(re.escape, re.split(r"\*+", text)))
    one = re.compile(f"[{breakers}]")
    head = "" if text[0] == "*" or one.match(text[0]) else f"(?:(?<=[{breakers}])|\\A)"
    tail = "" if text[-1] == "*" or one.match(text[-1]) else f"(?=[{breakers}]|\\Z)"
    return re.compile(head + inner + tail, re.DOTALL)
