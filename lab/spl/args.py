"""A cursor over the tokens of a command's arguments. What is left over at the end is an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NoReturn

from lab.spl.errors import SplError
from lab.spl.source import Span, Token, tokens

_TRUE = frozenset({"t", "true", "1"})
_FALSE = frozenset({"f", "false", "0"})


class Args:
    """The arguments of one command, read from left to right."""

    def __init__(self, name: str, span: Span) -> None:
        self.name = name
        self.span = span
        self._tokens = tokens(span)
        self._place = 0

    @property
    def token(self) -> Token:
        """The token ahead."""
        return self._tokens[self._place]

    @property
    def after(self) -> Token:
        """The token after the one ahead."""
        return self._tokens[min(self._place + 1, len(self._tokens) - 1)]

    def ahead(self) -> list[Token]:
        """All tokens that are left, the end included."""
        return self._tokens[self._place :]

    def fail(self, reason: str, token: Token | None = None) -> NoReturn:
        """Raise the error that points at the token ahead."""
        raise SplError(f"{self.name}: {reason}", self.span.search, (token or self.token).start)

    def unexpected(self, wanted: str) -> NoReturn:
        """Raise the error that names what stands there."""
        found = "the end" if self.token.kind == "end" else f'"{self.token.text}"'
        self.fail(f"expected {wanted}, found {found}")

    def next(self) -> Token:
        """Take the token ahead."""
        token = self.token
        if token.kind != "end":
            self._place += 1
        return token

    def take(self, sign: str) -> bool:
        """Take this sign if it is ahead."""
        if self.token.kind == "sign" and self.token.text == sign:
            self._place += 1
            return True
        return False

    def expect(self, sign: str) -> Token:
        """Take this sign, or fail."""
        token = self.token
        if not self.take(sign):
            self.unexpected(f'"{sign}"')
        return token

    def is_word(self, *words: str) -> bool:
        """Whether one of these words is ahead, in any case."""
        return self.token.kind == "word" and self.token.text.lower() in words

    def take_word(self, *words: str) -> str | None:
        """Take one of these words if it is ahead; gives it in lower case."""
        if self.is_word(*words):
            return self.next().text.lower()
        return None

    def at_end(self) -> bool:
        """Whether nothing is left."""
        return self.token.kind == "end"

    def end(self) -> None:
        """Fail unless nothing is left."""
        if not self.at_end():
            self.fail(f'"{self.token.text}" is not understood here')

    def is_option(self) -> bool:
        """Whether `word=` is ahead."""
        return self.token.kind == "word" and self.after.kind == "sign" and self.after.text == "="

    def options(self, allowed: Iterable[str]) -> dict[str, Token]:
        """Take all `name=value` pairs ahead; names are those `allowed`, each once."""
        names, found = set(allowed), dict[str, Token]()
        while self.is_option():
            self.option_into(found, names)
        return found

    def option_into(self, found: dict[str, Token], names: Iterable[str]) -> None:
        """Take one `name=value` pair."""
        token = self.next()
        name = token.text.lower()
        if name not in names:
            self.fail(f'unknown option "{token.text}"', token)
        if name in found:
            self.fail(f'option "{name}" is given twice', token)
        self.expect("=")
        if self.token.kind not in ("word", "string"):
            self.unexpected(f"a value for {name}")
        found[name] = self.next()

    def flag(self, found: dict[str, Token], name: str, default: bool) -> bool:
        """A Boolean option."""
        if name not in found:
            return default
        text = found[name].text.lower()
        if text not in _TRUE | _FALSE:
            self.fail(f'{name} is true or false, not "{found[name].text}"', found[name])
        return text in _TRUE

    def count(self, found: dict[str, Token], name: str, default: int, least: int = 0) -> int:
        """A whole number option."""
        return self.whole(found[name], name, least) if name in found else default

    def whole(self, token: Token, name: str, least: int = 0) -> int:
        """The whole number that a token is."""
        if not (token.text.isascii() and token.text.isdigit() and len(token.text) < 12 and int(token.text) >= least):
            self.fail(f'{name} is a whole number from {least}, not "{token.text}"', token)
        return int(token.text)

    def field(self, wildcards: bool = False) -> str:
        """Take a field name."""
        token = self.token
        if token.kind not in ("word", "string") or not token.text:
            self.unexpected("a field name")
        return self.field_name(self.next(), wildcards)

    def field_name(self, token: Token, wildcards: bool = False) -> str:
        """Check that a token is a field name."""
        if token.kind == "word" and "'" in token.text:
            self.fail("single quotes around field names belong to eval and where; use double quotes here", token)
        if "*" in token.text and not wildcards:
            self.fail(f'no wildcard can stand here: "{token.text}"', token)
        return token.text

    def fields(self, wildcards: bool = False, stop: Callable[[], bool] = lambda: False) -> list[str]:
        """Take field names, separated by spaces or commas, up to the end, a sign, an option or `stop`."""
        names: list[str] = []
        while self.token.kind in ("word", "string") and not stop() and not self.is_option():
            names.append(self.field(wildcards))
            if self.take(",") and self.token.kind not in ("word", "string"):
                self.unexpected("a field name after the comma")
        return names

    def some_fields(self, wildcards: bool = False, stop: Callable[[], bool] = lambda: False) -> list[str]:
        """As `fields`, at least one."""
        return self.fields(wildcards, stop) or self.unexpected("a field name")

    def raw_parentheses(self) -> str:
        """Take what stands in the parentheses ahead, as it is written."""
        start = self.expect("(").end
        close = self.span.search.find(")", start, self.span.end)
        if close < 0:
            self.fail("a parenthesis that is never closed")
        self.skip_to(close + 1)
        return self.span.search[start:close].strip()

    def skip_to(self, position: int) -> None:
        """Go on at the first token that starts at this position or later."""
        while self.token.kind != "end" and self.token.start < position:
            self._place += 1
