"""cmd.exe's statements followed without running anything: variables, loops, blocks, down to the commands they start.

Conditions that the line does not settle are taken both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from codesignrisk_core.cmdline import argv, normalise, paths
from codesignrisk_core.model import Token
from codesignrisk_core.unwrap.bounds import (
    COPIED,
    MAX_COMMANDS,
    STATEMENT,
    TOO_MANY_COMMANDS,
    TOO_MUCH_WORK,
    WORD,
    Bounds,
)
from codesignrisk_core.unwrap.cmd import conditions, escapes, grammar, internal_commands, loops
from codesignrisk_core.unwrap.cmd.copies import Copies
from codesignrisk_core.unwrap.cmd.grammar import MAX_NESTING, TOO_NESTED, For, If, Simple, Statement
from codesignrisk_core.unwrap.cmd.variables import TOO_LONG, Variable, expand

MAX_ROUNDS = 1024
TOO_MANY_ROUNDS = f"more than {MAX_ROUNDS:,} rounds of a loop"

# Commands of cmd.exe itself that start nothing and whose words are only mentioned.
_SILENT = frozenset(
    "break chcp cls color endlocal exit goto pause prompt rem setlocal shift time title ver verify vol".split()
)
_BUILTIN = re.compile(r"([a-z]+)(?=[\s,;=./\\:(+\[\"]|$)", re.IGNORECASE)
# cmd ends a program's plain name at a slash or a separator: ipconfig/all, cmd,/c
_ATTACHED = re.compile(r"([A-Za-z][\w.-]*)(?:(/)|[,;=]+)")
_QUOTES_IN_NAME = re.compile(r"\w\"+\w")
# What shows a file, and so copies it where its output goes into another.
_SHOWS = re.compile(r"[\s@(]*(?:type|more|findstr)(?![\w.\\:])", re.IGNORECASE)
_NOWHERE = frozenset({"nul", "con", "prn"})
_MARK_OF_THE_WEB = (":zone.identifier", ':zone.identifier"')
_ESCAPED_SIGN = re.compile(r"\^([&|<>)])")


class Line(NamedTuple):
    """A command line that cmd.exe starts, and the directory it starts it in."""

    text: str
    cwd: str


class Run:
    """One pass over a line of cmd.exe. lines: what it starts; obfuscations: how the line hides what it is."""

    def __init__(self, cwd: str, bounds: Bounds) -> None:
        self.lines: list[Line] = []
        self.obfuscations: list[str] = []
        self.piped_to_powershell: list[str] = []
        self._bounds = bounds
        self._cwd = cwd
        self._places: list[str] = []
        self._variables: dict[str, Variable] = {}
        self._loops: dict[str, str] = {}
        self._copies = Copies()
        self._echoed = ""
        self._nesting = 0

    @property
    def renamed(self) -> list[str]:
        """The programs that the line copies and then runs under another name."""
        return self._copies.renamed

    def follow(self, line: str) -> None:
        """Take in the text behind ``/c``."""
        if self._nesting >= MAX_NESTING:
            self._bounds.stop(TOO_NESTED, line)
            return
        stopped = self._statements(grammar.parse(line, self._bounds))
        if stopped is not None:
            self._bounds.stop(self._spent(), self._plain(self._resolve(line[stopped:])))

    def _spent(self) -> str:
        """Which bound keeps it from going on, or ""."""
        if len(self.lines) >= MAX_COMMANDS:
            return TOO_MANY_COMMANDS
        return "" if self._bounds.charge(0) else TOO_MUCH_WORK

    def _statements(self, statements: Iterable[Statement]) -> int | None:
        """Follow statements. None when all of them were, else where in the line the first stands that was not."""
        self._nesting += 1
        stopped = None
        for statement in statements:
            self._bounds.charge(STATEMENT)
            if self._spent():
                stopped = statement.start
            elif isinstance(statement, Simple):
                self._simple(statement)
            else:
                stopped = self._if(statement) if isinstance(statement, If) else self._for(statement)
            if stopped is not None:
                break
        self._nesting -= 1
        return stopped

    def _if(self, statement: If) -> int | None:
        left, right = (self._resolve(side) for side in (statement.left, statement.right))
        holds = conditions.holds(left, statement.comparison, right, ignore_case=statement.ignore_case)
        if holds is not None:
            return self._statements(statement.then if holds != statement.negated else statement.other)
        stopped = self._statements(statement.then)
        return self._statements(statement.other) if stopped is None else stopped

    def _for(self, statement: For) -> int | None:
        if statement.kind == "r":  # a search in its own right
            self._emit(self._resolve(f"for /r {statement.options} %{statement.variable} in ({statement.items}) do"))
        outer, stopped = self._loops, None
        rounds = iter(self._rounds(statement))
        for variables in islice(rounds, MAX_ROUNDS):
            self._loops = {**outer, **variables}
            stopped = self._statements(statement.body)
            if stopped is not None or not statement.varies:
                break
        else:
            self._stop_loop(statement, rounds)
        self._loops = outer
        return stopped if stopped is None else statement.start  # the rounds that are left stay unread too

    def _stop_loop(self, statement: For, rounds: Iterator[Mapping[str, str]]) -> None:
        """Tell of the rounds that are left, if any; numbers alone name nothing."""
        first = next(rounds, None)
        if first is not None:
            left = chain((first,), rounds) if statement.kind != "l" else ()
            self._bounds.stop(TOO_MANY_ROUNDS, " ".join(chain.from_iterable(map(Mapping.values, left))))

    def _rounds(self, statement: For) -> Iterable[Mapping[str, str]]:
        """The loop's variables in each round; the variable stands for itself where only a run could tell."""
        variable, items = statement.variable, self._resolve(statement.items).strip()
        values: Iterable[str] | None = None
        if statement.kind == "f":
            text = self._text_of(items, usebackq="usebackq" in statement.options.lower())
            if text:
                return [loops.words_of_line(text, variable, loops.line_options(statement.options))]
        elif statement.kind == "l":
            values = loops.numbers(items)
        elif statement.kind == "r":
            values = [internal_commands.join(statement.options, item) for item in loops.items(items) if item != "."]
        elif not statement.kind:
            values = loops.items(items)
        return ({variable: value} for value in (values if values is not None else (f"%{variable}",)))

    def _text_of(self, items: str, *, usebackq: bool) -> str:
        """The line that ``for /f`` takes apart, or "" when it is not known."""
        command, string = ("`", "'") if usebackq else ("'", '"')
        if not items.startswith(command):
            return items.strip(string) if items.startswith(string) else ""
        self._echoed, before = "", len(self.lines)
        self.follow(_ESCAPED_SIGN.sub(r"\1", items.strip(command)))
        return self._echoed or internal_commands.listed(self._words(line.text) for line in self.lines[before:])

    def _resolve(self, text: str) -> str:
        """A text with loop variables and variables put in."""
        references = WORD * text.count("%") if self._loops else 0
        if not self._bounds.charge(len(text) // COPIED + references):
            return text
        text = loops.substitute(text, self._loops, normalise.MAX_LENGTH)
        for sign in "%!":
            text, assembled = expand(text, self._variables, sign, self._bounds)
            if assembled:
                self._obfuscated("words are put together from variables")
        if len(text) > normalise.MAX_LENGTH:
            self._bounds.stop(TOO_LONG, text[normalise.MAX_LENGTH :])
            text = text[: normalise.MAX_LENGTH]
        self._bounds.charge(len(text) // COPIED)
        return text

    def _plain(self, text: str) -> str:
        """A text without carets and redirections; what shows a file keeps the name of the one that it goes into."""
        if not self._bounds.charge(len(text) // COPIED + WORD * escapes.specials(text)):
            return text
        plain = escapes.plain(text)
        if plain.careted:
            self._obfuscated("carets stand inside words")
        if plain.into.lower().endswith(_MARK_OF_THE_WEB):
            return f"type nul > {plain.into}"
        copies = plain.into and plain.into.lower() not in _NOWHERE and _SHOWS.match(plain.text)
        return f"{plain.text.rstrip()} > {plain.into}" if copies else plain.text

    def _obfuscated(self, sentence: str) -> None:
        if sentence not in self.obfuscations:
            self.obfuscations.append(sentence)

    def _simple(self, statement: Simple) -> None:
        if internal_commands.is_set(statement.text):  # its own value may not be known yet
            self._set(self._plain(statement.text))
            return
        echoed, self._echoed = self._echoed, ""
        text = self._plain(self._resolve(statement.text))
        if statement.piped and echoed and self._pipe(echoed, text):
            return
        self._command(text)

    def _set(self, text: str) -> None:
        assignment = internal_commands.assignment(text)
        if assignment is None:
            return
        name = self._resolve(assignment.name).strip().lower()
        value = assignment.value
        grows = any(f"{sign}{name}{sign}" in value.lower() for sign in "%!")
        if name not in self._variables:
            self._variables[name] = Variable("")  # !x! of a variable that is not set is empty
        self._variables[name] = Variable(self._resolve(value), built=grows and bool(self._loops))

    def _pipe(self, echoed: str, text: str) -> bool:
        """``echo ... | cmd``: what is echoed is what runs."""
        words = self._words(text)
        program = paths.stem(words[0].text) if words else ""
        if program in ("cmd", "%comspec%") and not any(word.lower[:2] in ("/c", "/k", "/r") for word in words):
            self.follow(echoed)
            return True
        if program in ("powershell", "pwsh") and all(word.text[:1] in "-/" for word in words[1:]):
            self.piped_to_powershell.append(echoed)
            return True
        return False

    def _words(self, text: str) -> Sequence[Token]:
        if not self._bounds.charge(len(text)):
            return ()
        words = argv.split(text)
        self._bounds.charge(WORD * len(words))
        return words

    def _command(self, text: str) -> None:
        text = text.lstrip(internal_commands.BEFORE).rstrip()
        found = _BUILTIN.match(text)
        name = found.group(1).lower() if found is not None else ""
        tail = text[len(name) :]
        if name == "echo":
            self._echoed = tail[1:].strip()
        elif name == "call":
            if not tail.lstrip().startswith(":"):
                self._again(self._resolve(tail))
        elif name == "start":
            started = internal_commands.start(text)
            outer, self._cwd = self._cwd, internal_commands.join(self._cwd, started.directory)
            self._again(started.command)
            self._cwd = outer
        elif name in ("cd", "chdir", "pushd") and not tail.lower().startswith((".exe", ".com", ".bat", ".cmd")):
            self._places += [self._cwd] if name == "pushd" else []
            self._cwd = internal_commands.join(self._cwd, tail)
        elif name == "popd":
            self._cwd = self._places.pop() if self._places else self._cwd
        elif len(text) == 2 and text[1] == ":" and text[0].isalpha():
            self._cwd = text + "\\"
        elif text and (name not in _SILENT or tail.startswith(("\\", ":"))):
            self._emit(text)

    def _again(self, text: str) -> None:
        """The command behind ``call`` or ``start``."""
        if self._nesting >= MAX_NESTING:
            self._bounds.stop(TOO_NESTED, text)
            return
        self._nesting += 1
        self._bounds.charge(STATEMENT + len(text) // COPIED)
        self._command(text)
        self._nesting -= 1

    def _emit(self, text: str) -> None:
        """Note a command line that the line starts."""
        attached = _ATTACHED.match(text)
        if attached is not None:
            text = f"{attached.group(1)} {attached.group(2) or ''}{text[attached.end() :]}"
        if _QUOTES_IN_NAME.search(text[:260].partition(" ")[0]):
            self._obfuscated("quotes stand inside a program's name")
        if self._copies.concern(text):
            text = self._copies.original(text, self._words(text))
        self.lines.append(Line(text, self._cwd))
