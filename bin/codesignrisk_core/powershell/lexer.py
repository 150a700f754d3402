"""Splitting PowerShell text into lexemes, brackets matched. Linear; any text gives some lexemes.

Rules: learn.microsoft.com about_Parsing, about_Quoting_Rules, about_Special_Characters, about_Variables. Command mode
and expression mode share the lexemes: a bareword of command mode is a run of lexemes that touch one another.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from codesignrisk_core.budget import Budget
from codesignrisk_core.powershell.strings import TOO_NESTED, VARIABLE_NAME, Parts, Strings

WORD = "word"
QUOTED = "quoted"  # '...': text is what it says
EXPAND = "expand"  # "...": parts are what is to be put together
VARIABLE = "variable"  # text is the name, without dollar and braces
SPLAT = "splat"  # @name
VERBATIM = "verbatim"  # what stands behind the stop-parsing token --%
OPEN = "open"  # ( { [ $( @( @{
CLOSE = "close"
END = "end"  # end of a statement: a line's end or a semicolon
PIPE = "pipe"
CHAIN = "chain"  # && and ||
AMPERSAND = "ampersand"
COMMA = "comma"
REDIRECT = "redirect"
EQUALS = "equals"  # = and +=
PLUS = "plus"
DOT = "dot"
STATIC = "static"  # ::

# Steps of the budget: a lexeme, a mark in a double-quoted string, and how many characters one step covers.
_LEXEME = 12
_MARK = 5
_CHARACTERS = 8
TOO_MUCH_WORK = "the PowerShell text takes too much work and was read in part"


class Lexeme(NamedTuple):
    """One lexeme. spaced: a blank stands before it. parts: of "...", what is to be put together."""

    kind: str
    text: str
    start: int
    end: int
    spaced: bool
    parts: Parts = ()


class Lexed(NamedTuple):
    """lexemes of a text, and for each opening bracket the index of its closing one (or the number of lexemes)."""

    text: str
    lexemes: tuple[Lexeme, ...]
    closing: dict[int, int]


# Quotes and dashes that PowerShell takes for the plain ones, one character for one so that places stay.
_LOOKALIKES = {ord(char): "'" for char in "\u2018\u2019\u201a\u201b"}
_LOOKALIKES.update((ord(char), '"') for char in "\u201c\u201d\u201e")
_LOOKALIKES.update((ord(char), "-") for char in "\u2013\u2014\u2015")

# Alternatives of one regular expression, the first that fits counts. These are no lexemes, or are read by a method.
_BLANK, _COMMENT, _SINGLE, _DOUBLE, _HERE = "blank", "comment", "single", "double", "here"

_TOKEN_START = (
    (_COMMENT, r"\#[^\n]*"),
    (_HERE, r"@(?P<quote>['\"])[^\S\r\n]*\r?\n"),
    (SPLAT, r"@(?P<splatted>\w+)"),
    (REDIRECT, r"[1-6*]?>>?(?:&[12])?"),
    (WORD, r"-`?[A-Za-z_](?:\w|`\w)*:(?!:)"),  # a parameter, and its value touches it
    # up to the line's end, or a pipe outside of quotes
    (VERBATIM, r"--%(?P<verbatim>(?=\s|\Z)(?:\"[^\"\r\n]*\"?|[^\r\n|\"])*)"),
)
# 82-1 is three lexemes of an expression; in an argument of a command they touch, and so are one word again.
_NUMBER = ((WORD, r"(?:0[xX][0-9A-Fa-f]+|\d+)(?=[-*/%]\d)"),)
_ARITHMETIC = ((WORD, r"[-*/%](?=\d)"),)
_ANYWHERE = (
    (_BLANK, r"(?:[^\S\r\n]|`\r?\n)+"),
    (END, r"[\r\n;]+"),
    (OPEN, r"[$@]\(|@\{|[({\[]"),
    (WORD, r"(?:[^\s;|&(){}\[\],\"'$=+.`<>:]|`[^\r\n]|:(?!:))+"),
    (CLOSE, r"[)}\]]"),
    (_SINGLE, r"'"),
    (_DOUBLE, r"\""),
    (VARIABLE, rf"\$(?:\{{(?P<braced>[^{{}}]*)\}}|(?P<plain>{VARIABLE_NAME}))"),
    (_COMMENT, r"<\#(?s:.*?)(?:\#>|\Z)"),
    (REDIRECT, r">>?(?:&[12])?|<"),
    (EQUALS, r"\+?="),
    (STATIC, r"::"),
    (CHAIN, r"&&|\|\|"),
    (PLUS, r"\+"),
    (DOT, r"\."),
    (COMMA, r","),
    (PIPE, r"\|"),
    (AMPERSAND, r"&"),
    (WORD, r"(?s:.)"),
)


class _Rules:
    """Tables of alternatives as one regular expression, and the kind of each of its groups."""

    def __init__(self, *tables: tuple[tuple[str, str], ...]) -> None:
        rows = [row for table in tables for row in table]
        self.match = re.compile("|".join(f"({pattern})" for _, pattern in rows)).match
        self.kinds: dict[int, str] = {}
        group = 1
        for kind, pattern in rows:
            self.kinds[group] = kind
            group += 1 + re.compile(pattern).groups


_AT_START = _Rules(_TOKEN_START, _NUMBER, _ANYWHERE)
_BEHIND_OPERATOR = _Rules(_NUMBER, _ANYWHERE)
_BEHIND_OPERAND = _Rules(_ARITHMETIC, _NUMBER, _ANYWHERE)
# What touches a lexeme of this kind; behind all others stands an operator.
_TOUCHING = {
    **dict.fromkeys((END, OPEN, PIPE, CHAIN, COMMA, AMPERSAND), _AT_START),
    **dict.fromkeys((WORD, QUOTED, EXPAND, VARIABLE), _BEHIND_OPERAND),
    CLOSE: _Rules(_ARITHMETIC, _TOKEN_START, _NUMBER, _ANYWHERE),
}
_TO_READ = frozenset({VARIABLE, SPLAT, VERBATIM, _SINGLE, _DOUBLE, _HERE})
_CLOSES = {"(": ")", "$(": ")", "@(": ")", "{": "}", "@{": "}", "[": "]"}


def lex(text: str, budget: Budget | None = None, keep: int = 0) -> Lexed:
    """The lexemes of a text, comments left out; as many as the budget pays for while ``keep`` stays in it."""
    budget = Budget() if budget is None else budget
    lexemes: tuple[Lexeme, ...] = ()
    if budget.afford(len(text) // _CHARACTERS, TOO_MUCH_WORK, keep):
        text = text.translate(_LOOKALIKES) if not text.isascii() else text
        most = (budget.left - keep) // _LEXEME
        lexer = _Lexer(text)
        lexemes = tuple(lexer.run(most))
        budget.charge(_LEXEME * len(lexemes) + _MARK * lexer.strings.marks, TOO_MUCH_WORK)
        if not lexer.is_done or lexer.strings.gave_up:
            budget.note(TOO_MUCH_WORK)
        if lexer.strings.too_nested:
            budget.note(TOO_NESTED)
    return Lexed(text, lexemes, _match(lexemes))


def unescape(word: str) -> str:
    """A bareword without its backticks. ``Impor`t`` stays the word a reader sees, though PowerShell makes it a tab."""
    return word.replace("`", "") if "`" in word else word


class _Lexer:
    def __init__(self, text: str) -> None:
        self._text = text
        self.strings = Strings(text)
        self.is_done = False

    def run(self, most: int) -> list[Lexeme]:
        """The lexemes from the start of the text, at most so many."""
        text, length, position = self._text, len(self._text), 0
        lexemes: list[Lexeme] = []
        spaced, touching = True, _AT_START
        while position < length and len(lexemes) < most:
            rules = _AT_START if spaced else touching
            found = rules.match(text, position)
            assert found is not None  # the last alternative is any character
            kind = rules.kinds[found.lastindex or 0]
            position = found.end()
            if kind is _BLANK:
                spaced = True
            elif kind is not _COMMENT:
                if kind in _TO_READ:
                    lexeme = self._read(kind, found, spaced)
                else:
                    lexeme = Lexeme(kind, found.group(), found.start(), position, spaced)
                lexemes.append(lexeme)
                position, spaced = lexeme.end, False
                touching = _TOUCHING.get(lexeme.kind, _BEHIND_OPERATOR)
        self.is_done = position >= length
        return lexemes

    def _read(self, kind: str, found: re.Match[str], spaced: bool) -> Lexeme:
        start, end = found.span()
        if kind is VARIABLE:
            return Lexeme(VARIABLE, found["braced"] or found["plain"] or "", start, end, spaced)
        if kind is _SINGLE:
            return self._single(start, spaced)
        if kind is _DOUBLE:
            return self._double(start, spaced)
        if kind is _HERE:
            return self._here(found, spaced)
        text = found["splatted"].lower() if kind is SPLAT else found["verbatim"]
        return Lexeme(kind, text, start, end, spaced)

    def _single(self, start: int, spaced: bool) -> Lexeme:
        text, position = self._text, start + 1
        while True:
            close = text.find("'", position)
            if close < 0:  # an apostrophe, or a cut text: the line is all it can reach
                end = self._line_end(start)
                return Lexeme(QUOTED, text[start + 1 : end], start, end, spaced)
            if not text.startswith("''", close):
                return Lexeme(QUOTED, text[start + 1 : close].replace("''", "'"), start, close + 1, spaced)
            position = close + 2

    def _double(self, start: int, spaced: bool) -> Lexeme:
        end, parts = self.strings.quoted(start + 1)
        if end:
            return Lexeme(EXPAND, "", start, end, spaced, parts)
        end = self._line_end(start)
        return Lexeme(EXPAND, "", start, end, spaced, (("text", self._text[start + 1 : end]),))

    def _here(self, begin: re.Match[str], spaced: bool) -> Lexeme:
        text, quote = self._text, begin["quote"]
        # the line's end in front of the closing mark may be the one that ended the opening line
        close = text.find(f"\n{quote}@", begin.end() - 1)
        end = len(text) if close < 0 else close + 3
        content = text[begin.end() : max(begin.end(), end if close < 0 else close)]
        content = content[:-1] if close >= 0 and content.endswith("\r") else content
        if quote == "'":
            return Lexeme(QUOTED, content, begin.start(), end, spaced)
        strings = Strings(content)
        parts = strings.whole()
        self.strings.include(strings)
        return Lexeme(EXPAND, "", begin.start(), end, spaced, parts)

    def _line_end(self, position: int) -> int:
        end = self._text.find("\n", position)
        return len(self._text) if end < 0 else end


def _match(lexemes: tuple[Lexeme, ...]) -> dict[int, int]:
    closing: dict[int, int] = {}
    opened: list[int] = []
    waiting = {")": 0, "}": 0, "]": 0}
    for index, lexeme in enumerate(lexemes):
        if lexeme.kind is OPEN:
            opened.append(index)
            waiting[_CLOSES[lexeme.text]] += 1
        elif lexeme.kind is CLOSE and waiting[lexeme.text]:
            while True:  # brackets that nothing closes end with the one around them
                inner = opened.pop()
                wanted = _CLOSES[lexemes[inner].text]
                waiting[wanted] -= 1
                closing[inner] = index
                if wanted == lexeme.text:
                    break
    closing.update((index, len(lexemes)) for index in opened)
    return closing
