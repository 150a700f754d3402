"""Telling options, their values and operands apart, by a table of what takes a value."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from codesignrisk_core.cmdline import normalise, secret_names
from codesignrisk_core.model import Token


class Option(NamedTuple):
    """One option: its name in lower case without the dash, its value ("" if none was given), and its word."""

    name: str
    value: str
    token: Token


class Parsed(NamedTuple):
    """What a line's words are: options in order, and operands in order."""

    options: tuple[Option, ...]
    operands: tuple[Token, ...]

    def has(self, *names: str) -> bool:
        """Whether any of these options is there."""
        return any(option.name in names for option in self.options)

    def value(self, *names: str) -> str:
        """The value of the first of these options that has one, or ""."""
        return next((option.value for option in self.options if option.name in names and option.value), "")

    def values(self, *names: str) -> list[str]:
        """The values of all of these options that have one."""
        return [option.value for option in self.options if option.name in names and option.value]


def name(token: Token) -> str:
    """The option's name in lower case without its dash or slash, or "" when the word is not an option.

    A word that begins with ``/`` and goes on like a path (``/Users/x``, ``/a\\b``) is not an option.
    """
    text = token.text
    if len(text) < 2 or text[0] not in "-/":
        return ""
    if text[0] == "/" and ("/" in text[1:].partition(":")[0] or "\\" in text.partition(":")[0]):
        return ""
    return normalise.fold_option(text).lstrip("-/")


def parse(
    tokens: Iterable[Token], valued: Collection[str], *, flags: Collection[str] = (), attached: str = ":="
) -> Parsed:
    """Split words into options and operands.

    valued: names that take the next word as their value, unless it is attached (``/f:x.pfx``, ``--file=x``).
    flags: names that never take a value, even when something is attached to them.
    An option that the tables do not know takes a value too when its name says that it is a secret (``--api-key x``):
    what is no operand cannot pass for a file.
    attached: characters that may join an option and its value. ``/d: x`` (a trailing colon, as Microsoft's own
    examples have it) takes the next word.
    """
    options: list[Option] = []
    operands: list[Token] = []
    words = iter(tokens)
    for token in words:
        option = name(token)
        if not option:
            operands.append(token)
            continue
        value = ""
        if option not in valued and option not in flags:
            cut = min((place for place in map(option.find, attached) if place > 0), default=0)
            if cut:
                value = token.text.partition(option[cut])[2]
                option = option[:cut]
        if not value and (option in valued or (option not in flags and _is_secret(option))):
            following = next(words, None)
            value = following.text if following is not None else ""
        options.append(Option(option, value, token))
    return Parsed(tuple(options), tuple(operands))


def _is_secret(option: str) -> bool:
    return option not in secret_names.AMBIGUOUS and secret_names.is_secret(option)
