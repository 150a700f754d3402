"""Splitting PowerShell text into lexemes, brackets matched. Linear; any text gives some lexemes.

Rules: learn.microsoft.com about_Parsing, about_Quoting_Rules, about_Special_Characters, about_Variables. Command mode
and expression mode share the lexemes: a bareword of command mode is a run of lexemes that touch one another.
"""

from __future__ import annotations

import re
from typing import NamedTuple

WORD = "word"
QUOTED = "quoted"  # '...': text is what it says
EXPAND = "expand"  # "...": parts are what is to be put together
VARIABLE = "variable"  # text is the name, without dollar and braces
SPLAT = "splat"  # @name
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


class Lexeme(NamedTuple):
    """One lexeme. spaced: a blank stands before it. parts: of "...", pairs of "text", "variable" or "code" and text."""

    kind: str
    text: str
    start: int
    end: int
    spaced: bool
    parts: tuple[tuple[str, str], ...] = ()


class Lexed(NamedTuple):
    """lexemes of a text, and for each opening bracket the index of its closing one (or the number of lexemes)."""

    text: str
    lexemes: tuple[Lexeme, ...]
    closing: dict[int, int]


# Quotes and dashes that PowerShell takes for the plain ones, one character for one so that places stay.
_LOOKALIKES = {ord(char): "'" for char in "\u2018\u2019\u201a\u201b"}
_LOOKALIKES.update((ord(char), '"') for char in "\u201c\u201d\u201e")
_LOOKALIKES.update((ord(char), "-") for char in "\u2013\u2014\u2015")

_BLANKS = re.compile(r"(?:[^\S\r\n]|`\r?\n)+")
_LINE_END = re.compile(r"[\r\n;]+")
_WORD = re.compile(r"(?:[^\s;|&(){}\[\],\"'$=+.`<>:]|`[^\r\n]|:(?!:))+")
_VARIABLE = re.compile(r"\$(?:\{([^}]{0,200})\}|((?:\w+:(?!:))?\w+|[?^$]))")
_SPLAT = re.compile(r"@(\w+)")
_HERE_STRING = re.compile(r"@(['\"])[^\S\r\n]*\r?\n")
_REDIRECT = re.compile(r"[1-6*]?>>?(?:&[12])?|<")
_OPERATOR = re.compile(r"\+=|::|&&|\|\||[=+.,|&]")
_OPERATORS = {
    "+=": EQUALS,
    "=": EQUALS,
    "+": PLUS,
    "::": STATIC,
    ".": DOT,
    ",": COMMA,
    "|": PIPE,
    "||": CHAIN,
    "&&": CHAIN,
    "&": AMPERSAND,
}
_OPENING = re.compile(r"[$@]\(|@\{|[({\[]")
_CLOSES = {"(": ")", "$(": ")", "@(": ")", "{": "}", "@{": "}", "[": "]"}
_NESTED = re.compile(r"[()'\"`]")
_IN_STRING = re.compile(r"`.|\"\"?|\$\(", re.DOTALL)
_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_MAX_NESTING = 6
_MAX_FAILURES = 8


def lex(text: str) -> Lexed:
    """The lexemes of a text; comments are left out."""
    text = text.translate(_LOOKALIKES) if not text.isascii() else text
    lexemes = tuple(_Lexer(text).run())
    return Lexed(text, lexemes, _match(lexemes))


def unescape(word: str) -> str:
    """A bareword without its backticks. ``Impor`t`` stays the word a reader sees, though PowerShell makes it a tab."""
    return word.replace("`", "") if "`" in word else word


class _Lexer:
    def __init__(self, text: str) -> None:
        self._text = text
        self._failures = 0  # searches for an end that is not there; few are allowed, so that all stays linear

    def run(self) -> list[Lexeme]:
        text, length, position = self._text, len(self._text), 0
        lexemes: list[Lexeme] = []
        while position < length:
            blank = _BLANKS.match(text, position)
            if blank:
                position = blank.end()
                if position >= length:
                    break
            spaced = blank is not None or position == 0
            loose = spaced or not lexemes or lexemes[-1].kind in (END, OPEN, CLOSE, PIPE, CHAIN, COMMA, AMPERSAND)
            comment = self._comment(position, loose)
            if comment:
                position = comment
                continue
            lexeme = self._next(position, spaced, loose)
            lexemes.append(lexeme)
            position = lexeme.end
        return lexemes

    def _comment(self, position: int, loose: bool) -> int:
        """The end of a comment that begins here, or 0."""
        text = self._text
        if text.startswith("<#", position):
            end = text.find("#>", position + 2)
            return len(text) if end < 0 else end + 2
        if loose and text[position] == "#":
            return self._line_end(position)
        return 0

    def _line_end(self, position: int) -> int:
        end = self._text.find("\n", position)
        return len(self._text) if end < 0 else end

    def _next(self, position: int, spaced: bool, loose: bool) -> Lexeme:
        text = self._text
        char = text[position]
        if char in "\r\n;":
            end = _LINE_END.match(text, position)
            assert end is not None  # one of its characters stands here
            return Lexeme(END, ";", position, end.end(), spaced)
        if char == "'":
            return self._single(position, spaced)
        if char == '"':
            return self._double(position, spaced)
        if char == "@" and loose:
            here = _HERE_STRING.match(text, position)
            if here:
                return self._here(here, spaced)
            splat = _SPLAT.match(text, position)
            if splat:
                return Lexeme(SPLAT, splat.group(1).lower(), position, splat.end(), spaced)
        if char in "$@({[" and (opening := _OPENING.match(text, position)):
            return Lexeme(OPEN, opening.group(), position, opening.end(), spaced)
        if char in ")}]":
            return Lexeme(CLOSE, char, position, position + 1, spaced)
        if char == "$" and (variable := _VARIABLE.match(text, position)):
            name = variable.group(1) or variable.group(2) or ""
            return Lexeme(VARIABLE, name, position, variable.end(), spaced)
        redirect = _REDIRECT.match(text, position) if loose or char in "<>" else None
        if redirect:
            return Lexeme(REDIRECT, redirect.group(), position, redirect.end(), spaced)
        operator = _OPERATOR.match(text, position)
        if operator:
            return Lexeme(_OPERATORS[operator.group()], operator.group(), position, operator.end(), spaced)
        word = _WORD.match(text, position)
        end_of_word = word.end() if word else position + 1
        return Lexeme(WORD, text[position:end_of_word], position, end_of_word, spaced)

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
        if self._failures < _MAX_FAILURES:
            end, parts = self._string(start + 1, len(self._text), 0)
            if end:
                return Lexeme(EXPAND, "", start, end, spaced, tuple(parts))
            self._failures += 1
        stop = self._line_end(start)
        return Lexeme(EXPAND, "", start, stop, spaced, (("text", self._text[start + 1 : stop]),))

    def _here(self, begin: re.Match[str], spaced: bool) -> Lexeme:
        text, quote = self._text, begin.group(1)
        # the line's end in front of the closing mark may be the one that ended the opening line
        close = text.find(f"\n{quote}@", begin.end() - 1)
        end = len(text) if close < 0 else close + 3
        content = text[begin.end() : max(begin.end(), end if close < 0 else close)]
        if quote == "'":
            return Lexeme(QUOTED, content, begin.start(), end, spaced)
        return Lexeme(EXPAND, "", begin.start(), end, spaced, tuple(_Lexer(content).here_parts()))

    def here_parts(self) -> list[tuple[str, str]]:
        """The parts of a text in which double quotes are plain characters."""
        return self._string(0, len(self._text), 0, here=True)[1]

    def _string(self, position: int, stop: int, nesting: int, here: bool = False) -> tuple[int, list[tuple[str, str]]]:
        """The end of a double-quoted string whose content begins here (0: it has none), and its parts."""
        text = self._text
        parts: list[tuple[str, str]] = []
        plain = position
        while True:
            found = _IN_STRING.search(text, position, stop)
            if not found:
                parts += _with_variables(text[plain:stop])
                return (stop if here else 0), parts
            position = found.end()
            mark = found.group()
            if mark == '"' and not here:
                parts += _with_variables(text[plain : found.start()])
                return position, parts
            if mark.startswith("`"):
                parts += _with_variables(text[plain : found.start()])
                parts.append(("text", _ESCAPES.get(mark[1], mark[1])))
                plain = position
            elif mark == '""' and not here:
                parts += _with_variables(text[plain : found.start() + 1])
                plain = position
            elif mark == "$(" and nesting < _MAX_NESTING and self._failures < _MAX_FAILURES:
                close = self._code(position, stop, nesting + 1)
                if close:
                    parts += _with_variables(text[plain : found.start()])
                    parts.append(("code", text[position : close - 1]))
                    plain = position = close
                else:
                    self._failures += 1

    def _code(self, position: int, stop: int, nesting: int) -> int:
        """The place behind the parenthesis that closes a sub-expression of a string, or 0."""
        text, depth = self._text, 1
        while True:
            found = _NESTED.search(text, position, stop)
            if not found:
                return 0
            char, position = found.group(), found.end()
            if char == "`":
                position += 1
            elif char == "(":
                depth += 1
            elif char == ")":
                depth -= 1
                if not depth:
                    return position
            elif char == "'":
                position = text.find("'", position, stop) + 1
            elif nesting <= _MAX_NESTING:
                position = self._string(position, stop, nesting)[0]
            if not position:
                return 0


def _with_variables(text: str) -> list[tuple[str, str]]:
    if "$" not in text:
        return [("text", text)] if text else []
    parts: list[tuple[str, str]] = []
    position = 0
    for found in _VARIABLE.finditer(text):
        if found.start() > position:
            parts.append(("text", text[position : found.start()]))
        parts.append(("variable", found.group(1) or found.group(2) or ""))
        position = found.end()
    if position < len(text):
        parts.append(("text", text[position:]))
    return parts


def _match(lexemes: tuple[Lexeme, ...]) -> dict[int, int]:
    closing: dict[int, int] = {}
    opened: list[int] = []
    waiting = {")": 0, "}": 0, "]": 0}
    for index, lexeme in enumerate(lexemes):
        if lexeme.kind == OPEN:
            opened.append(index)
            waiting[_CLOSES[lexeme.text]] += 1
        elif lexeme.kind == CLOSE and waiting[lexeme.text]:
            while True:  # brackets that nothing closes end with the one around them
                inner = opened.pop()
                wanted = _CLOSES[lexemes[inner].text]
                waiting[wanted] -= 1
                closing[inner] = index
                if wanted == lexeme.text:
                    break
    closing.update((index, len(lexemes)) for index in opened)
    return closing
