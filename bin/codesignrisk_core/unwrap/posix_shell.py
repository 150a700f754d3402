"""POSIX shells: ``sh -c '...'`` and AppleScript's ``do shell script``. Rules: POSIX.1-2017 Shell Command Language."""

from __future__ import annotations

import re
from itertools import islice

from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command
from codesignrisk_core.unwrap.found import NOTHING, Found, Wrapper, inner, rest

_MAX_COMMANDS = 64
_MAX_SUBSTITUTIONS = 16
_STOP = re.compile(r"[\"'\\;&|\n()]")
_LEADING = re.compile(
    r"\s*(?:(?:then|do|else|elif|if|while|until|time|!|\{)(?=\s)|[A-Za-z_]\w*=(?:\"[^\"]*\"|'[^']*'|[^\s\"'])*)"
)
_REDIRECTION = re.compile(r"(?:\d?(?:>>?\|?|<)|&>)(?:&\d|-)?")
# Words that start no program, or only speak of one.
_SILENT = frozenset(
    "echo printf export set unset test [ [[ case esac for fi done in true false exit return : }".split()
)
_VALUED = frozenset({"--rcfile", "--init-file", "-O", "+O", "-o", "+o"})
_DO_SHELL_SCRIPT = re.compile(r"do\s+shell\s+script\s*(\\?\")", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\"\\$`])")


def read_shell(command: Command, name: str) -> Found:
    """The commands of ``-c``, or the script file that the shell is given."""
    words = command.tokens
    index, takes_text = 1, False
    while index < len(words) and words[index].text[:1] in ("-", "+"):
        word = words[index].text
        takes_text = takes_text or (word[0] == "-" and word[:2] != "--" and "c" in word)
        index += 2 if word in _VALUED else 1
    if index >= len(words):
        return NOTHING
    text = rest(command, index)
    if takes_text:
        return Found(commands(command, name, unquoted(text), command.cwd))
    return Found(inner(command, name, text, posix=True))


def read_osascript(command: Command, name: str) -> Found:
    """The shell texts in AppleScript that stands on the line (developer.apple.com, TN2065)."""
    if len(command.tokens) < 2 or "shell" not in command.line:
        return NOTHING
    found: list[Command] = []
    for start in islice(_DO_SHELL_SCRIPT.finditer(command.line), _MAX_COMMANDS):
        if start.group(1) == '"':
            end = _closing(command.line, '"', start.end())
        else:  # the AppleScript itself stands in double quotes
            end = command.line.find('\\"', start.end())
        text = command.line[start.end() : end if end >= 0 else len(command.line)]
        found += commands(command, name, _ESCAPE.sub(r"\1", text), command.cwd)
    return Found(tuple(found[:_MAX_COMMANDS]))


def unquoted(text: str) -> str:
    """The first word of a text without its quotes; all of it where a sensor dropped them, as those of macOS do."""
    if text.startswith("'"):
        return text[1:].partition("'")[0]
    if text.startswith('"'):
        return _ESCAPE.sub(r"\1", text[1 : _closing(text, '"', 1)])
    return text


def _closing(text: str, quote: str, position: int) -> int:
    """Where the quote stands that closes a literal, or the text's end; a backslash guards the next character."""
    while position < len(text) and text[position] != quote:
        position += 2 if text[position] == "\\" else 1
    return min(position, len(text))


def commands(outer: Command, name: str, text: str, cwd: str) -> tuple[Command, ...]:
    """The commands of a shell text, ``cd`` followed, redirections and assignments taken off."""
    found: list[Command] = []
    for statement in _all_statements(text):
        line = _without_leading(statement)
        words = [token.raw for token in argv.split_posix(line)]
        line = " ".join(_without_redirections(words))
        for command in inner(outer, name, line, cwd=cwd, posix=True):
            program = command.image
            if program == "cd":
                cwd = _join(cwd, command.tokens[1].text) if len(command.tokens) > 1 else cwd
            elif program not in _SILENT and not program.startswith("#"):
                found.append(command)
        if len(found) >= _MAX_COMMANDS:
            break
    return tuple(found)


def _all_statements(text: str) -> list[str]:
    """The statements of a text, and behind them those of its substitutions (``$(...)``)."""
    texts, statements = [text], list[str]()
    for inside in texts:  # grows as it is read
        found, substituted = _statements(inside)
        statements += found
        texts += substituted[: _MAX_SUBSTITUTIONS - len(texts)]
    return statements


def _statements(text: str) -> tuple[list[str], list[str]]:
    """A text cut at ``;``, ``&&``, ``||``, ``|``, ``&``, line ends and parentheses, all outside quotes.

    A substitution stays whole in the command that uses it; its text comes back as the second list.
    """
    statements: list[str] = []
    inside: list[str] = []
    start = position = 0
    opened = -1
    depth = 0
    while True:
        found = _STOP.search(text, position)
        if found is None:
            break
        char, position = found.group(), found.end()
        if char == "\\":
            position += 1
        elif char == "'":
            close = text.find("'", position)
            position = len(text) if close < 0 else close + 1
        elif char == '"':
            position = _closing(text, '"', position) + 1
        elif char == "(" and (depth or text[found.start() - 1 : found.start()] == "$"):
            opened = position if not depth else opened
            depth += 1
        elif char == ")" and depth:
            depth -= 1
            if not depth:
                inside.append(text[opened : found.start()])
        elif not depth and not (char == "&" and _redirects(text, found.start())):
            statements.append(text[start : found.start()])
            start = position
    statements.append(text[start:])
    return statements, inside


def _redirects(text: str, position: int) -> bool:
    """Whether an ampersand is part of ``2>&1`` or ``&>file``."""
    return text[max(position - 1, 0) : position] in (">", "<") or text.startswith(">", position + 1)


def _without_leading(statement: str) -> str:
    """A statement from its program's name on: keywords and ``NAME=value`` before it taken off."""
    position = 0
    while True:
        found = _LEADING.match(statement, position)
        if found is None or found.end() == position:
            return statement[position:].strip()
        position = found.end()


def _without_redirections(words: list[str]) -> list[str]:
    kept: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
            continue
        found = _REDIRECTION.match(word)
        if found is None:
            kept.append(word)
        else:
            skip = found.end() == len(word) and word[-1] in "<>|"
    return kept


def _join(cwd: str, place: str) -> str:
    if place.startswith(("/", "~", "$")) or place[1:2] == ":" or not cwd:
        return place
    return f"{cwd.rstrip('/')}/{place}"


WRAPPERS = (
    Wrapper("sh", read_shell, ("sh", "bash", "zsh", "dash", "ksh", "ash", "fish"), ("bash", "sh", "zsh")),
    Wrapper("osascript", read_osascript, ("osascript",)),
)
