"""savedsearch: runs a search of savedsearches.conf (Search Reference, `savedsearch`)."""

from __future__ import annotations

from dataclasses import replace

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.macros import expand
from lab.spl.source import Span, without_comments
from lab.spl.times import moment


def parse(args: Args, context: Context) -> Step:
    """`savedsearch "name"`. Its dispatch times, of events and of the index, count when the run has none."""
    token = args.token
    words = []
    while args.token.kind in ("word", "string"):
        words.append(args.next().text)
    args.end()
    name = " ".join(words)
    stanza = context.app.savedsearches.get(name, {})
    if "search" not in stanza:
        args.fail(f'unknown saved search "{name}"', token)
    if name in context.savedsearches:
        args.fail(f'saved search "{name}" contains itself', token)
    text = expand(without_comments(stanza["search"]), context.app, context.now)
    inner = replace(context, search=text, savedsearches=(*context.savedsearches, name))
    for bound in ("earliest", "latest"):
        if getattr(inner, bound) is None and (modifier := stanza.get(f"dispatch.{bound}_time")):
            setattr(inner, bound, moment(modifier, context.now))
        if context.earliest is None and (modifier := stanza.get(f"dispatch.index_{bound}")):
            setattr(inner, f"index_{bound}", moment(modifier, context.now))
    steps = inner.compile(Span(text, 0, len(text)), inner, True, True)

    def run(table: Table) -> Table:
        for step in steps:
            table = step(table)
        context.earliest, context.latest = inner.earliest, inner.latest
        context.index_earliest, context.index_latest = inner.index_earliest, inner.index_latest
        return table

    return run
