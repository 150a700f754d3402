"""Commands: a name and its arguments, what they put into variables, and text that they run as code."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

from codesignrisk_core.budget import Budget
from codesignrisk_core.cmdline import argv
from codesignrisk_core.powershell import aliases, lexer, strings, textual, values, variables
from codesignrisk_core.powershell.cursor import MAX_SOURCE, OutOfBudget
from codesignrisk_core.powershell.expressions import Expressions
from codesignrisk_core.powershell.values import EMPTY, Statement, Value

_RUNS_TEXT = frozenset({"::create", ".invokescript", ".newscriptblock", ".addscript"})
# They run a block for each object that is piped in.
_RUNS_BLOCK = frozenset({"foreach-object", "where-object"})
# An argument that begins with one of these is an expression (about_Parsing, argument mode).
_BEGINS_EXPRESSION = frozenset({lexer.QUOTED, lexer.EXPAND, lexer.VARIABLE, lexer.SPLAT})
_ENDS_COMMAND = frozenset({lexer.END, lexer.PIPE, lexer.CHAIN, lexer.CLOSE, lexer.AMPERSAND})
_BAREWORD = frozenset({lexer.WORD, lexer.DOT, lexer.PLUS, lexer.EQUALS, lexer.STATIC})
_LOOKUP = 256  # steps of the budget, when a pattern is compared with all names


class State:
    """What the parsers of one script share: the script's own, and those of the strings that it runs."""

    def __init__(self) -> None:
        self.found: list[Statement] = []
        self.variables: dict[str, Value] = {}
        self.aliases: dict[str, str] = {}
        self.function = ""


class Commands(Expressions):
    """Reads commands; statements.Parser adds what blocks and pipelines are."""

    def __init__(self, lexed: lexer.Lexed, state: State, depth: int, budget: Budget, keep: int) -> None:
        super().__init__(lexed, depth, budget, keep)
        self.state = state
        self._variables = state.variables

    def run(self) -> Value:
        """Read the whole text; its value is what its statements put out."""
        inside = self._block(len(self._lexemes))
        return values.array(inside) if inside else EMPTY

    @abstractmethod
    def _each(self, name: str, items: Value, end: int) -> list[Value]: ...

    def _emit(self, statement: Statement) -> None:
        if statement.name in ("", self.state.function):
            return  # a function named after a command is a wrapper of it, and calls it
        self._step()
        self.state.found.append(statement._replace(function=self.state.function))
        if statement.name in _RUNS_TEXT and statement.args:
            self._run_text(statement.args[-1])

    # Code in strings

    def _nested(self, text: str) -> Value:
        """Code inside a string that a double-quoted string or a command runs."""
        if not self._descend():
            return EMPTY
        function = self.state.function
        try:
            keep = self._reserve()
            lexed = lexer.lex(text, self._budget, keep)
            return type(self)(lexed, self.state, self._depth + 1, self._budget, keep).run()
        except OutOfBudget:
            self.state.function = function
            return EMPTY
        finally:
            self._depth -= 1

    def _run_text(self, code: Value) -> None:
        if code.made_by is None and code.text and not code.fields:
            before = len(self.state.found)
            self._nested(code.text)
            if code.split:
                later = self.state.found[before:]
                self.state.found[before:] = [statement._replace(split=True) for statement in later]

    # Commands

    def _command(self, end: int, piped: Value | None, *, called: bool = False) -> Value:
        """A command and its arguments. Its value is what it puts out, as far as the text tells.

        piped: what the pipeline puts into it. called: it stands behind the call operator.
        """
        first = self._at
        name = self._command_name(end)
        plain = aliases.resolve(name.text, self.state.aliases)
        block, output = self._block_for_each(plain, piped, end)
        args = (*block, *self._args(end))
        split = name.split or (called and _is_assembled(name))
        statement = Statement(plain, name.text, args, self._whole_source(first), piped, split=split)
        self._emit(statement)
        if plain in _EFFECTS:
            output = _EFFECTS[plain](self, statement)
        return _output(statement) if output is None else self._told(output)

    def _command_name(self, end: int) -> Value:
        """The name, or what Get-Command finds."""
        name = self._argument(end)
        if name.made_by is not None:
            found = self._found_command(name.made_by) if self._affords(_LOOKUP) else ""
            name = name._replace(text=found, split=name.split or (bool(found) and _is_pattern(name.made_by)))
        return name if self._affords(values.size(name)) else Value(name.raw, name.raw)

    def _found_command(self, statement: Statement) -> str:
        """The command that ``& (Get-Command name)`` runs."""
        if statement.name != "get-command" or not statement.args:
            return ""
        found = aliases.find(statement.args[-1].text)
        if found is None:
            self._budget.note(aliases.TOO_LONG)
        return found or ""

    def _block_for_each(self, plain: str, piped: Value | None, end: int) -> tuple[tuple[Value, ...], Value | None]:
        """``| ForEach-Object { }``: the block as an argument, and what it puts out when all of that is known."""
        if plain not in _RUNS_BLOCK or self._kind(end) != lexer.OPEN:
            return (), None
        first = self._at
        output = values.array(self._each("_", piped if piped is not None else EMPTY, end))
        raw = self._source(first)
        is_known = plain == "foreach-object" and output.known and output.text
        return (Value(raw, raw, known=False, quoted=True),), output if is_known else None

    # What a command does to the parser; the value that it puts out, None where that is not known.

    def _write(self, statement: Statement) -> Value | None:
        """``Write-Output``"""
        return values.array(statement.args) if statement.args else None

    def _join_path(self, statement: Statement) -> Value | None:
        """``Join-Path``"""
        operands = _operands(statement)
        if len(operands) < 2 or not self._affords(sum(map(values.size, operands))):
            return None
        return textual.path(operands, statement.text)

    def _run_expression(self, statement: Statement) -> None:
        """``Invoke-Expression``"""
        operands = _operands(statement)
        if operands or statement.input is not None:
            self._run_text(operands[0] if operands else statement.input or EMPTY)

    def _set_alias(self, statement: Statement) -> None:
        """``Set-Alias``, ``New-Alias``"""
        operands = _operands(statement)
        if len(operands) > 1 and self._affords(values.size(operands[0]) + values.size(operands[1])):
            self.state.aliases[operands[0].lower] = aliases.resolve(operands[1].text, self.state.aliases)

    def _set_variable(self, statement: Statement) -> None:
        """``Set-Variable``, ``New-Variable``"""
        operands = _operands(statement)
        if len(operands) > 1 and self._affords(values.size(operands[0])):
            self._variables[variables.key(operands[0].text)] = operands[1]

    # Arguments

    def _args(self, end: int) -> tuple[Value, ...]:
        """The arguments up to the end of the command; redirections are left out."""
        args: list[Value] = []
        while self._at < end:
            kind, first = self._kind(end), self._at
            if kind in _ENDS_COMMAND:
                break
            if kind == lexer.REDIRECT:
                self._redirection(end)
                continue
            if kind == lexer.VERBATIM:
                args.extend(self._verbatim())
                continue
            value = self._argument(end)
            if self._kind(end) == lexer.COMMA:
                value = self._arguments_in_list(value, first, end)
            if kind == lexer.SPLAT:
                args.extend(_splatted(value) if self._affords(values.size(value)) else (value,))
            elif value is not EMPTY:
                args.append(value)
            if self._at == first:
                self._at += 1
        return self._few(args)

    def _redirection(self, end: int) -> None:
        """``> file``, or ``2>&1``, which takes no file."""
        merges = "&" in self._lexemes[self._at].text
        self._at += 1
        if not merges:
            self._argument(end)

    def _verbatim(self) -> list[Value]:
        """The words behind ``--%``, which the program splits by itself (about_Parsing, the stop-parsing token)."""
        lexeme = self._lexemes[self._at]
        self._at += 1
        return [Value(token.text, token.raw) for token in argv.split(f"{lexer.VERBATIM} {lexeme.text}")[1:]]

    def _arguments_in_list(self, value: Value, first: int, end: int) -> Value:
        """``a,b`` and ``-Name:a,b``"""
        items = [value]
        while self._kind(end) == lexer.COMMA:
            self._at += 1
            self._skip_lines(end)
            items.append(self._argument(end))
        items = [item for item in items if item is not EMPTY]
        raw = self._source(first)
        if not items or not self._affords(sum(map(values.size, items))):
            return values.unresolved(raw) if items else EMPTY
        if value.attached:
            listed = self._told(values.array((*value.attached, *items[1:])))
            text = ",".join(item.text for item in items)
            return self._told(values.bounded(value._replace(text=text, raw=raw, attached=(listed,))))
        return self._told(values.array(items, raw))

    def _argument(self, end: int, *, attachable: bool = True) -> Value:
        """One argument of command mode: an expression, or everything up to the next blank, quotes resolved.

        attachable: ``-Name:`` takes what touches it as its value. EMPTY where no argument stands.
        """
        self._step()
        first = self._at
        pieces: list[Value] = []
        if self._kind(end) in _BEGINS_EXPRESSION or (self._kind(end) == lexer.OPEN and not self._opens(end, "[")):
            pieces.append(self._primary(end))
        while self._at < end and (self._at == first or self._touches(end)):
            piece = self._piece(end, is_first=self._at == first)
            if piece is None:
                break
            pieces.append(piece)
            if attachable and len(pieces) == 1 and _awaits_value(piece) and self._touches(end):
                value = self._argument(end, attachable=False)
                raw, split = self._source(first), piece.split or value.split
                return self._told(values.bounded(Value(piece.text + value.text, raw, attached=(value,), split=split)))
        if len(pieces) < 2:
            return pieces[0] if pieces else EMPTY
        raw = self._source(first)
        is_paid = self._affords(sum(map(values.size, pieces)))
        return self._told(_glued(pieces, raw)) if is_paid else values.unresolved(raw)

    def _piece(self, end: int, *, is_first: bool) -> Value | None:
        """A lexeme, or a sub-expression, that is part of an argument; None where the argument ends."""
        lexeme = self._lexemes[self._at]
        if self._opens(end, "$("):
            return self._group(end)
        if self._opens(end, "[") or (lexeme.kind == lexer.CLOSE and lexeme.text == "]" and not is_first):
            self._at += 1
            return Value(lexeme.text)
        if lexeme.kind in (lexer.QUOTED, lexer.EXPAND, lexer.VARIABLE):
            self._at += 1
            return self._literal(lexeme)
        if lexeme.kind in _BAREWORD:
            self._at += 1
            return Value(lexer.unescape(lexeme.text), lexeme.text, split=strings.is_escaped(lexeme.text))
        return None


_EFFECTS: dict[str, Callable[[Commands, Statement], Value | None]] = {
    "invoke-expression": Commands._run_expression,
    "join-path": Commands._join_path,
    "new-alias": Commands._set_alias,
    "new-variable": Commands._set_variable,
    "set-alias": Commands._set_alias,
    "set-variable": Commands._set_variable,
    "write-output": Commands._write,
}


def _awaits_value(piece: Value) -> bool:
    """Whether a bareword is a parameter whose value may follow: ``-Name:``."""
    return not piece.quoted and piece.raw[:1] == "-" and piece.raw[-1:] == ":"


def _glued(pieces: list[Value], raw: str) -> Value:
    """Pieces that touch one another as one argument. Quotes in the middle of a plain word take it apart."""
    text = "".join(piece.raw if piece.made_by else piece.text for piece in pieces)
    inside = any(piece.quoted and piece.raw[:1] in "'\"" for piece in pieces[1:])
    split = any(piece.split for piece in pieces) or (inside and text[:1].isalpha() and text.isalnum())
    known = all(piece.known for piece in pieces)
    return values.bounded(Value(text, raw, known, quoted=pieces[0].quoted, split=split))


def _is_pattern(statement: Statement) -> bool:
    """Whether Get-Command is asked for a name by a wildcard: what runs is then written nowhere."""
    return bool(statement.args) and not {"*", "?"}.isdisjoint(statement.args[-1].text)


def _is_assembled(name: Value) -> bool:
    """Whether operators put a command's name together; scripts do so with paths of programs, but not with names."""
    return name.computed and name.known and not any(char in name.text for char in "\\/:")


def _operands(statement: Statement) -> tuple[Value, ...]:
    """The arguments that name no parameter."""
    return tuple(arg for arg in statement.args if arg.quoted or not arg.text.startswith("-"))


def _output(statement: Statement) -> Value:
    """What a command puts out, which the text does not tell."""
    shown = statement.text[:MAX_SOURCE]
    return Value(shown, shown, known=False, made_by=statement, quoted=True)


def _splatted(value: Value) -> tuple[Value, ...]:
    """``@{Name = value}`` as the parameters that it stands for; an array as operands (about_Splatting)."""
    if not value.fields:
        return value.items
    return tuple(Value(f"-{name}:{field.text}", attached=(field,)) for name, field in value.fields)
