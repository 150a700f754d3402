"""Subsearches among the terms of a search: each stands for the terms that its one row has in the field `search`.

Sources: Search Manual, "About subsearches"; Search Reference, `format`: of a field named search or query the value
stands in the place of the subsearch, in parentheses, without the name. All else that `format` does is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.source import Span, Token

_FIELD = "search"
_ANYTHING = "*"


@dataclass
class Filled:
    """The arguments of a search that has subsearches, and the steps of each of these."""

    args: Args
    found: list[Token]
    inner: list[list[Step]]

    def unknown(self) -> Args:
        """With anything in place of the subsearches, to parse before a run."""
        return self._with([_ANYTHING] * len(self.found))

    def known(self) -> Args:
        """With what the subsearches find, over the time range that the search has without its own modifiers."""
        return self._with([self._terms(*each) for each in zip(self.found, self.inner, strict=True)])

    def _terms(self, token: Token, steps: list[Step]) -> str:
        table = Table([])
        for step in steps:
            table = step(table)
        if len(table.rows) != 1 or table.columns != [_FIELD] or not isinstance(value := table.rows[0][_FIELD], str):
            self.args.fail(f"a subsearch gives one row with the field {_FIELD} alone", token)
        return f"({value})"

    def _with(self, texts: list[str]) -> Args:
        span, place, pieces = self.args.span, self.args.span.start, []
        for token, text in zip(self.found, texts, strict=True):
            pieces += [span.search[place : token.start], text]
            place = token.end
        text = "".join([*pieces, span.search[place : span.end]])
        return Args(self.args.name, Span(text, 0, len(text)))


def parse(args: Args, context: Context) -> Filled | None:
    """The subsearches of a search, parsed. None when it has none."""
    found = [token for token in args.ahead() if token.kind == "sub"]
    if not found:
        return None
    spans = [Span(args.span.search, token.start + 1, token.end - 1) for token in found]
    return Filled(args, found, [context.compile(span, context, True, False) for span in spans])
