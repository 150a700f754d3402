"""Commands: a name and its arguments, what they put into variables, and text that they run as code."""

from __future__ import annotations

from abc import abstractmethod
from fnmatch import fnmatchcase

from codesignrisk_core.cmdline import normalise
from codesignrisk_core.powershell import aliases, lexer, parameters, values
from codesignrisk_core.powershell.cursor import MAX_DEPTH
from codesignrisk_core.powershell.expressions import Expressions, is_escaped
from codesignrisk_core.powershell.values import EMPTY, Statement, Value

_RUNS_TEXT = frozenset({"::create", ".invokescript", ".newscriptblock", ".addscript"})
# Text parsed again (iex, loops over literals) may add this much work to one script.
MAX_REPEATED = 2 * normalise.MAX_LENGTH
_MAX_STATEMENTS = 20_000
_MAX_PATTERN = 64
# Programs of System32 that act on certificates and signatures, or run what does; Get-Command finds them by pattern.
_PROGRAMS = ("certutil", "certreq", "certoc", "bcdedit", "rundll32", "reg", "cmd", "mshta", "wmic")


class State:
    """What the parsers of one script share: the script's own, and those of the strings that it runs."""

    def __init__(self) -> None:
        self.found: list[Statement] = []
        self.variables: dict[str, Value] = {}
        self.aliases: dict[str, str] = {}
        self.function = ""
        self.repeated = 0


class Commands(Expressions):
    """Reads commands; statements.Parser adds what blocks and pipelines are."""

    def __init__(self, lexed: lexer.Lexed, state: State, depth: int) -> None:
        super().__init__(lexed, depth)
        self.state = state
        self._variables = state.variables

    def run(self) -> Value:
        """Read the whole text; its value is what its last statements put out."""
        inside = self._block(len(self._lexemes))
        return values.array(inside) if inside else EMPTY

    @abstractmethod
    def _each(self, name: str, items: Value, end: int) -> Value: ...

    def _emit(self, statement: Statement) -> None:
        if len(self.state.found) >= _MAX_STATEMENTS or statement.name == self.state.function:
            return  # a function named after a command is a wrapper of it, and calls it
        self.state.found.append(statement._replace(function=self.state.function))
        if statement.name in _RUNS_TEXT and statement.args:
            self._run_text(statement.args[-1])

    def _nested(self, text: str) -> Value:
        """Code inside a string that a double-quoted string or a command runs."""
        self.state.repeated += len(text)
        if self._depth >= MAX_DEPTH or self.state.repeated > MAX_REPEATED:
            return EMPTY
        return type(self)(lexer.lex(text), self.state, self._depth + 2).run()

    def _run_text(self, code: Value) -> None:
        if code.made_by is None and code.text and not code.fields:
            before = len(self.state.found)
            self._nested(code.text)
            if code.split:
                later = self.state.found[before:]
                self.state.found[before:] = [statement._replace(split=True) for statement in later]

    def _command(self, first: int, end: int, piped: Value | None, *, called: bool = False) -> Value:
        name = self._argument(end)
        # scripts put the path of a program together, but hardly the name of a command
        split = called and name.computed and name.known and not any(char in name.text for char in "\\/:")
        if name.made_by is not None:
            name = name._replace(text=_looked_up(name.made_by))
        plain = aliases.resolve(name.text, self.state.aliases)
        if plain in ("foreach-object", "where-object") and self._kind(end) == lexer.OPEN:
            output = self._each("_", piped if piped is not None else EMPTY, end)
            statement = self._said(plain, name, (output, *self._args(end)), first, piped)
            return output if plain == "foreach-object" and output.known else _output(statement)
        args = self._args(end)
        statement = self._said(plain, name, args, first, piped, split=split)
        operands = [arg for arg in args if arg.quoted or not arg.text.startswith("-")]
        if plain == "write-output" and args:
            return values.array(args)
        if plain == "join-path" and len(operands) > 1:
            text = "\\".join(part.text.rstrip("\\/") for part in operands[:4])
            return Value(values.bounded(text), statement.text, all(part.known for part in operands), quoted=True)
        if plain == "invoke-expression" and (operands or piped is not None):
            self._run_text(operands[0] if operands else piped or EMPTY)
        elif plain in ("set-alias", "new-alias") and len(operands) > 1:
            self.state.aliases[operands[0].lower] = aliases.resolve(operands[1].text, self.state.aliases)
        elif plain == "set-variable" and len(operands) > 1:
            self._variables[operands[0].lower] = operands[1]
        return _output(statement)

    def _said(
        self, plain: str, name: Value, args: tuple[Value, ...], first: int, piped: Value | None, *, split: bool = False
    ) -> Statement:
        raw = self._source(first)
        split = split or name.split
        statement = Statement(plain, name.text, args, raw, piped, function=self.state.function, split=split)
        self._emit(statement)
        return statement

    def _args(self, end: int) -> tuple[Value, ...]:
        args: list[Value] = []
        while self._at < end:
            kind = self._kind(end)
            if kind in (lexer.END, lexer.PIPE, lexer.CHAIN, lexer.CLOSE, lexer.AMPERSAND):
                break
            first = self._at
            if kind == lexer.REDIRECT:
                self._at += 1
                self._argument(end)
                continue
            value = self._argument(end)
            if self._kind(end) == lexer.COMMA:
                value = self._arguments_in_list(value, end)
            if self._lexemes[first].kind == lexer.SPLAT:
                args.extend(_splatted(value))
            elif value is not EMPTY:
                args.append(value)
            if self._at == first:
                self._at += 1
        return tuple(args[: values.MAX_ITEMS])

    def _arguments_in_list(self, value: Value, end: int) -> Value:
        items = [value]
        while self._kind(end) == lexer.COMMA:
            self._at += 1
            self._skip_lines(end)
            items.append(self._argument(end))
        parameter = value.attached and value.text
        if parameter:  # -Name:a,b
            rest = values.array((*value.attached, *items[1:]))
            return value._replace(attached=(rest,))
        return values.array(items)

    def _argument(self, end: int) -> Value:
        """One argument of command mode: an expression, or everything up to the next blank, quotes resolved."""
        first = self._at
        if first >= end:
            return EMPTY
        lexeme = self._lexemes[first]
        pieces: list[Value] = []
        if lexeme.kind in (lexer.QUOTED, lexer.EXPAND, lexer.VARIABLE, lexer.SPLAT) or (
            lexeme.kind == lexer.OPEN and lexeme.text != "["
        ):
            pieces.append(self._primary(end))
        while self._at < end:
            lexeme = self._lexemes[self._at]
            if self._at > first and lexeme.spaced:
                break
            if lexeme.kind in (lexer.QUOTED, lexer.EXPAND, lexer.VARIABLE):
                self._at += 1
                pieces.append(self._literal(lexeme))
            elif lexeme.kind == lexer.OPEN and lexeme.text == "$(":
                pieces.append(self._group(end))
            elif lexeme.kind == lexer.OPEN and lexeme.text == "[":
                self._at += 1
                pieces.append(Value("["))
            elif lexeme.kind == lexer.CLOSE and lexeme.text == "]" and self._at > first:
                self._at += 1
                pieces.append(Value("]"))
            elif lexeme.kind in (lexer.WORD, lexer.DOT, lexer.PLUS, lexer.EQUALS, lexer.STATIC):
                self._at += 1
                pieces.append(Value(lexer.unescape(lexeme.text), lexeme.text, split=is_escaped(lexeme.text)))
                if lexeme.text.endswith(":") and lexeme.text[0] == "-" and len(pieces) == 1 and self._touches(end):
                    value = self._argument(end)
                    return Value(lexeme.text + value.text, self._source(first), attached=(value,))
            else:
                break
        if len(pieces) == 1:
            return pieces[0]
        raw = self._source(first) if self._at > first else ""
        text = values.bounded("".join(piece.raw if piece.made_by else piece.text for piece in pieces))
        quoted = bool(pieces) and pieces[0].quoted
        inside = any(piece.quoted and piece.raw[:1] in "'\"" for piece in pieces[1:]) and text[:1].isalpha()
        split = any(piece.split for piece in pieces) or (inside and text.isalnum())
        return Value(text, raw, all(piece.known for piece in pieces), quoted=quoted, split=split)


def _looked_up(statement: Statement) -> str:
    """The command that ``& (Get-Command name)`` runs; a wildcard stands for the first known one that it fits."""
    if statement.name != "get-command" or not statement.args:
        return ""
    pattern = statement.args[-1].lower
    if "*" not in pattern and "?" not in pattern:
        return statement.args[-1].text
    pattern = pattern[:_MAX_PATTERN].removesuffix(".exe")
    fitting = (name for name in (*parameters.CMDLETS, *_PROGRAMS) if fnmatchcase(name, pattern))
    return next(fitting, "")


def _output(statement: Statement) -> Value:
    return Value(statement.text, statement.text, known=False, made_by=statement, quoted=True)


def _splatted(value: Value) -> list[Value]:
    """``@{Name = value}`` as the parameters that it stands for; an array as operands."""
    if not value.fields:
        return list(value.items)
    return [Value(f"-{name}:{field.text}", attached=(field,)) for name, field in value.fields]
