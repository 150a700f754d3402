"""savedsearch: runs a search of savedsearches.conf (Search Reference, `savedsearch`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.macros import expand
from lab.spl.source import Span, without_comments
from lab.spl.times import moment

# Between the app's name and the search's own, in the names of default/savedsearches.conf.
_PREFIX_END = " - "
_ALIKE = 0.75


def parse(args: Args, context: Context) -> Step:
    """`savedsearch "name"`. Its dispatch times, of events and of the index, count when the run has none: one of all
    events (earliest 0) has them both."""
    token = args.token
    words = []
    while args.token.kind in ("word", "string"):
        words.append(args.next().text)
    args.end()
    name = " ".join(words)
    stanza = context.app.savedsearches.get(name, {})
    if "search" not in stanza:
        args.fail(f'unknown saved search "{name}"{_near(name, context.app.savedsearches)}', token)
    if name in context.savedsearches:
        args.fail(f'saved search "{name}" contains itself', token)
    text = expand(without_comments(stanza["search"]), context.app, context.now)
    inner = replace(context, search=text, savedsearches=(*context.savedsearches, name))
    for bound in ("earliest", "latest"):
        if (
            getattr(inner, bound) is None
            and context.earliest != 0
            and (modifier := stanza.get(f"dispatch.{bound}_time"))
        ):
            setattr(inner, bound, moment(modifier, context.now))
        if context.earliest is None and (modifier := stanza.get(f"dispatch.index_{bound}")):
            setattr(inner, f"index_{bound}", moment(modifier, context.now))
    steps = inner.compile(Span(text, 0, len(text)), inner, True, True)

    def run(table: Table) -> Table:
        for step in steps:
            table = step(table)
        context.earliest, context.latest = inner.earliest, inner.latest
        context.index_earliest, context.index_latest = inner.index_earliest, inner.index_latest
        context.own_times = inner.own_times
        return table

    return run


def _near(name: str, known: Iterable[str]) -> str:
    """The end of a message, ``; did you mean "Code Signing Risk - Certificate Drop"?``: the names that are near, with
    or without the app's before them; "" where none is.
    """
    own = {_own(whole): whole for whole in known}
    found = [f'"{own[near]}"' for near in get_close_matches(_own(name), own, n=2, cutoff=_ALIKE)]
    return f"; did you mean {' or '.join(found)}?" if found else ""


def _own(name: str) -> str:
    return name.rpartition(_PREFIX_END)[2].lower()
