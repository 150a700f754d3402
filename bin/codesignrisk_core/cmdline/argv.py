"""Splitting a command line into words, as Windows and POSIX programs receive them. Linear in the line's length."""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import normalise
from codesignrisk_core.model import Token

_BLANKS = " \t"
_WORD = re.compile(r'[^ \t"\\]+')
# An argument that is taken as it stands: without quotes, or all of it in one pair and no backslash before the second.
_PLAIN = re.compile(r'([^ \t"]+)(?![^ \t])|"([^"]*)(?<!\\)"(?![^ \t])')
_POSIX_WORD = re.compile(r"[^\s\"']+")


def split(line: str) -> tuple[Token, ...]:
    """Words of a Windows command line, the program first.

    Rules of CommandLineToArgvW (learn.microsoft.com, shellapi): the program's name knows no backslash escapes and ends
    at its closing quote; behind it, 2n backslashes before a quote are n backslashes and a quote that opens or closes,
    2n+1 are n backslashes and a literal quote. Two quotes inside a quoted part are one literal quote, and the part goes
    on, as in the C runtime that the tools are built with (learn.microsoft.com, Parsing C command-line arguments).
    """
    tokens: list[Token] = []
    position = _skip_blanks(line, 0)
    if position < len(line):
        token, position = _program(line, position)
        tokens.append(token)
    while True:
        position = _skip_blanks(line, position)
        if position >= len(line):
            return tuple(tokens)
        token, position = _argument(line, position)
        tokens.append(token)


def split_posix(line: str) -> tuple[Token, ...]:
    """Words of a line from macOS or Linux: blanks split, both quotes group, a backslash is taken as it stands.

    Sensors there join argv with blanks and keep no quotes, so there is nothing to unescape; quotes matter only in
    lines that people or scripts wrote, such as ``sh -c '...'``.
    """
    tokens: list[Token] = []
    position, length = 0, len(line)
    while True:
        while position < length and line[position].isspace():
            position += 1
        if position >= length:
            return tuple(tokens)
        start, parts = position, []
        while position < length and not line[position].isspace():
            char = line[position]
            if char in "\"'":
                close = line.find(char, position + 1)
                end = length if close < 0 else close
                parts.append(line[position + 1 : end])
                position = end + 1
            else:
                plain = _POSIX_WORD.match(line, position)
                assert plain is not None  # neither blank nor quote stands here
                parts.append(plain.group())
                position = plain.end()
        tokens.append(_token("".join(parts), line[start:position]))


def is_posix(image: str) -> bool:
    """Whether a program path is one of macOS or Linux."""
    return image.startswith("/")


def _token(text: str, raw: str) -> Token:
    return Token(normalise.fold(text), raw)


def _skip_blanks(line: str, position: int) -> int:
    while position < len(line) and line[position] in _BLANKS:
        position += 1
    return position


def _program(line: str, start: int) -> tuple[Token, int]:
    if line[start] == '"':
        close = line.find('"', start + 1)
        end = len(line) if close < 0 else close
        return _token(line[start + 1 : end], line[start : end + 1]), end + 1
    end = start
    while end < len(line) and line[end] not in _BLANKS:
        end += 1
    return _token(line[start:end].replace('"', ""), line[start:end]), end


def _argument(line: str, start: int) -> tuple[Token, int]:
    plain = _PLAIN.match(line, start)
    if plain is not None:
        return _token(plain[1] or plain[2], plain[0]), plain.end()
    parts: list[str] = []
    position, length, quoted = start, len(line), False
    while position < length:
        char = line[position]
        if char == "\\":
            run = position
            while position < length and line[position] == "\\":
                position += 1
            count = position - run
            if position < length and line[position] == '"':
                parts.append("\\" * (count // 2))
                if count % 2:
                    parts.append('"')
                    position += 1
            else:
                parts.append("\\" * count)
        elif char == '"':
            if quoted and line.startswith('""', position):
                parts.append('"')
                position += 2
            else:
                quoted = not quoted
                position += 1
        elif char in _BLANKS:
            if not quoted:
                break
            parts.append(char)
            position += 1
        else:
            match = _WORD.match(line, position)
            assert match is not None  # neither blank, quote nor backslash stands here
            parts.append(match.group())
            position = match.end()
    return _token("".join(parts), line[start:position]), position
