"""cmd.exe's statements followed without running anything: variables, loops, blocks, down to the commands they start.

Conditions that the line does not settle are taken both ways. Every step costs something from a fixed allowance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from codesignrisk_core.cmdline import argv, normalise, paths
from codesignrisk_core.unwrap.cmd import fragments, grammar
from codesignrisk_core.unwrap.cmd.copies import Copies
from codesignrisk_core.unwrap.cmd.grammar import For, If, Simple, Statement
from codesignrisk_core.unwrap.cmd.variables import Variable, expand

_MAX_STEPS = 2048
_MAX_TEXT = 4 * normalise.MAX_LENGTH
_MAX_ROUNDS = 1024
_MAX_LINES = 64
_MAX_NESTING = 16

# Commands of cmd.exe itself that start nothing and whose words are only mentioned.
_SILENT = frozenset(
    "break chcp cls color date endlocal exit goto pause prompt rem setlocal shift time title ver verify vol".split()
)
_BUILTIN = re.compile(r"([a-z]+)(?=[\s,;=./\\:(+\[\"]|$)", re.IGNORECASE)
# cmd ends a program's plain name at a slash or a separator: ipconfig/all, cmd,/c
_ATTACHED = re.compile(r"([A-Za-z][\w.-]*)(?:(/)|[,;=]+)")
_SPECIAL = re.compile(r'["^<>]')
_TARGET = re.compile(r'\s*(?:&\s*\d?|(?:"[^"]*"|[^\s"&|<>()])*)')
_ESCAPED_LETTER = re.compile(r"[\w.\-/\\]")
_QUOTES_IN_NAME = re.compile(r"\w\"+\w")
_ITEM = re.compile(r'(?:"[^"]*"|[^\s,;="])+')
_ESCAPED_SIGN = re.compile(r"\^([&|<>)])")
_WORD = re.compile(r'\s*((?:"[^"]*"?|[^\s"])+)')
_START_VALUED = frozenset({"/d", "/node", "/affinity", "/machine"})
_NUMBERS = re.compile(r"\s*(-?\d{1,9})[\s,;]+(-?\d{1,9})[\s,;]+(-?\d{1,9})\s*$")


class Line(NamedTuple):
    """A command line that cmd.exe starts, and the directory it starts it in."""

    text: str
    cwd: str


class Run:
    """One pass over a line of cmd.exe. lines: what it starts; disguises: how the line hides what it is."""

    def __init__(self, cwd: str) -> None:
        self.lines: list[Line] = []
        self.disguises: list[str] = []
        self.piped_to_powershell: list[str] = []
        self._cwd = cwd
        self._places: list[str] = []
        self._variables: dict[str, Variable] = {}
        self._loops: dict[str, str] = {}
        self._copies = Copies()
        self._echoed = ""
        self._nesting = 0
        self._steps = _MAX_STEPS
        self._text = _MAX_TEXT

    @property
    def renamed(self) -> list[str]:
        """The programs that the line copies and then runs under another name."""
        return self._copies.renamed

    def follow(self, line: str) -> None:
        """Take in the text behind ``/c``."""
        if self._nesting < _MAX_NESTING:
            self._nesting += 1
            self._statements(grammar.parse(line))
            self._nesting -= 1

    def _statements(self, statements: Iterable[Statement]) -> None:
        for statement in statements:
            self._steps -= 1
            if self._steps < 0 or self._text < 0 or len(self.lines) >= _MAX_LINES:
                return
            if isinstance(statement, Simple):
                self._simple(statement)
            elif isinstance(statement, If):
                self._if(statement)
            else:
                self._for(statement)

    def _if(self, statement: If) -> None:
        holds = None
        if statement.comparison in ("==", "equ", "neq"):
            left, right = (self._resolve(side).lower() for side in (statement.left, statement.right))
            if not any(sign in left + right for sign in "%!"):
                holds = ((left == right) != (statement.comparison == "neq")) != statement.negated
        if holds is not False:
            self._statements(statement.then)
        if holds is not True:
            self._statements(statement.other)

    def _for(self, statement: For) -> None:
        if statement.kind == "r":  # a search in its own right
            self._emit(self._resolve(f"for /r {statement.options} %{statement.variable} in ({statement.items}) do"))
        outer = self._loops.get(statement.variable)
        for number, item in enumerate(self._items(statement)):
            if number >= _MAX_ROUNDS or self._steps < 0 or self._text < 0:
                break
            self._steps -= 1
            self._loops[statement.variable] = item
            self._statements(statement.body)
        self._loops.pop(statement.variable, None)
        if outer is not None:
            self._loops[statement.variable] = outer

    def _items(self, statement: For) -> Iterator[str]:
        """The values of the loop's variable; the variable itself where only a run could tell."""
        unknown = f"%{statement.variable}"
        items = self._resolve(statement.items).strip()
        if statement.kind == "l":
            numbers = _NUMBERS.match(items)
            first, step, last = (int(number) for number in numbers.groups()) if numbers else (0, 0, 0)
            yield from map(str, range(first, last + (1 if step > 0 else -1), step)) if step else (unknown,)
        elif statement.kind == "f":
            words = statement.options.lower()
            whole = "tokens=*" in words or "delims=" in words
            command, text_sign = ("`", "'") if "usebackq" in words else ("'", '"')
            if items.startswith(command):
                self._echoed, before = "", len(self.lines)
                self.follow(_ESCAPED_SIGN.sub(r"\1", items.strip(command)))
                text = self._echoed or fragments.listed(line.text for line in self.lines[before:])
            else:
                text = items.strip(text_sign) if items.startswith(text_sign) else ""
            yield (text if whole else text.partition(" ")[0]) or unknown
        elif statement.kind == "r":
            patterns = [found.group() for found in _ITEM.finditer(items)]
            yield from (fragments.join(statement.options, pattern) for pattern in patterns if pattern != ".")
        elif statement.kind == "d":
            yield unknown
        else:
            yield from (found.group() for found in _ITEM.finditer(items))

    def _resolve(self, text: str) -> str:
        """A text with loop variables and variables put in."""
        for name, value in self._loops.items():
            count = text.count(f"%{name}") + text.count("%~")
            if count and count * len(value) <= normalise.MAX_LENGTH:
                bare = value.strip('"').replace("\\", r"\\")
                text = re.sub(rf"%%?~[fdpnxsatz]{{0,8}}{re.escape(name)}", bare, text)
                text = re.sub(rf"%%?{re.escape(name)}", value.replace("\\", r"\\"), text)
        for sign in "%!":
            text, assembled = expand(text[: normalise.MAX_LENGTH], self._variables, sign)
            if assembled:
                self._disguise("words are put together from variables")
        self._text -= len(text)
        return text

    def _disguise(self, sentence: str) -> None:
        if sentence not in self.disguises:
            self.disguises.append(sentence)

    def _simple(self, statement: Simple) -> None:
        if fragments.is_set(statement.text):  # its own value may not be known yet
            self._set(statement.text)
            return
        echoed, self._echoed = self._echoed, ""
        text = self._plain(self._resolve(statement.text))
        if statement.piped and echoed and self._pipe(echoed, text):
            return
        self._command(text)

    def _pipe(self, echoed: str, text: str) -> bool:
        """``echo ... | cmd``: what is echoed is what runs."""
        words = argv.split(text)
        program = paths.stem(words[0].text) if words else ""
        if program in ("cmd", "%comspec%") and not any(word.lower[:2] in ("/c", "/k", "/r") for word in words):
            self.follow(echoed)
            return True
        if program in ("powershell", "pwsh") and all(word.text[:1] in "-/" for word in words[1:]):
            self.piped_to_powershell.append(echoed)
            return True
        return False

    def _plain(self, text: str) -> str:
        """Carets taken out and redirections cut off, outside quotes."""
        parts: list[str] = []
        position, quoted = 0, False
        while True:
            found = _SPECIAL.search(text, position)
            if found is None:
                parts.append(text[position:])
                return "".join(parts)
            char, start = found.group(), found.start()
            if char == '"':
                quoted = not quoted
            if char == '"' or quoted:
                parts.append(text[position : start + 1])
                position = start + 1
            elif char == "^":
                following = text[start + 1 : start + 2]
                if _ESCAPED_LETTER.match(following):
                    self._disguise("carets stand inside words")
                parts += (text[position:start], following.strip("\n"))
                position = start + 2
            else:
                parts.append(fragments.without_handle(text[position:start]))
                target = _TARGET.match(text, start + (2 if text.startswith(">>", start) else 1))
                position = target.end() if target is not None else start + 1

    def _command(self, text: str) -> None:
        text = text.lstrip(fragments.BEFORE).rstrip()
        found = _BUILTIN.match(text)
        name = found.group(1).lower() if found is not None else ""
        tail = text[len(name) :]
        if name == "echo":
            self._echoed = tail[1:].strip()
        elif name == "call":
            if not tail.lstrip().startswith(":"):
                self._again(self._resolve(tail))
        elif name == "start":
            self._start(text)
        elif name in ("cd", "chdir", "pushd") and not tail.lower().startswith((".exe", ".com", ".bat", ".cmd")):
            self._places += [self._cwd] if name == "pushd" else []
            self._cwd = fragments.join(self._cwd, tail)
        elif name == "popd":
            self._cwd = self._places.pop() if self._places else self._cwd
        elif len(text) == 2 and text[1] == ":" and text[0].isalpha():
            self._cwd = text + "\\"
        elif text and (name not in _SILENT or tail.startswith(("\\", ":"))):
            self._emit(text)

    def _emit(self, text: str) -> None:
        attached = _ATTACHED.match(text)
        if attached is not None:
            text = f"{attached.group(1)} {attached.group(2) or ''}{text[attached.end() :]}"
        if _QUOTES_IN_NAME.search(text[:260].partition(" ")[0]):
            self._disguise("quotes stand inside a program's name")
        text = self._copies.original(text, self._cwd)
        if len(self.lines) < _MAX_LINES:
            self.lines.append(Line(text, self._cwd))

    def _set(self, text: str) -> None:
        """``set x=y``, ``set "x=y"``. ``set /a`` and ``set /p`` take values that are not in the line."""
        text = self._plain(text).lstrip(fragments.BEFORE).rstrip()[3:].lstrip()
        if text.startswith('"'):
            text = text[1:].rpartition('"')[0] or text[1:]
        name, equals, value = text.partition("=")
        name = self._resolve(name).strip().lower()
        if not equals or not name or name[:2] in ("/a", "/p"):
            return
        grows = any(f"{sign}{name}{sign}" in value.lower() for sign in "%!")
        if name not in self._variables:
            self._variables[name] = Variable("")  # !x! of a variable that is not set is empty
        value = self._resolve(value)
        self._variables[name] = Variable(value, built=grows and bool(self._loops))

    def _start(self, text: str) -> None:
        """``start ["title"] [/d directory] [/b ...] program``; learn.microsoft.com, start (windows-commands)."""
        cwd, titled = self._cwd, False
        word = _WORD.match(text, len("start"))
        while word is not None:
            following = _WORD.match(text, word.end())
            raw = word.group(1)
            if raw.startswith('"') and not titled and following is not None:  # the first quoted word
                titled = True
            elif not raw.startswith("/"):
                break
            elif raw.lower() in _START_VALUED and following is not None:
                cwd = fragments.join(cwd, following.group(1)) if raw.lower() == "/d" else cwd
                following = _WORD.match(text, following.end())
            elif raw.lower().startswith("/d"):
                cwd = fragments.join(cwd, raw[2:])
            word = following
        outer, self._cwd = self._cwd, cwd
        self._again(text[word.start(1) :] if word is not None else "")
        self._cwd = outer

    def _again(self, text: str) -> None:
        """The command behind ``call`` or ``start``."""
        self._text -= len(text)
        if self._nesting < _MAX_NESTING and self._text >= 0:
            self._nesting += 1
            self._command(text)
            self._nesting -= 1
