"""The app's own chunked commands, over pipes, as splunkd runs them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.source import unescape
from lab.spl.values import put
from lab.splunkd import lookups
from lab.splunkd.scp import ChunkedCommand

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_WORD = re.compile(r'(?:[^\s"]|"(?:[^"\\]|\\.)*")+', re.DOTALL)


def generates(stanza: Mapping[str, str]) -> bool:
    """Whether a command of the app makes rows itself."""
    return stanza.get("generating", "false").lower() in ("1", "true")


def parse(args: Args, context: Context) -> Step:
    """The words behind the name go to the command, as `args` without the quotes around values and as `raw_args` as they
    stand. On the wire empty and missing look the same, and so a field that comes back empty is absent in the row."""
    stanza = context.app.commands[args.name]
    if stanza.get("chunked", "false").lower() not in ("1", "true"):
        args.fail("only chunked commands run here")
    name = PurePath(stanza.get("filename", f"{args.name}.py")).stem
    raw = _WORD.findall(args.span.text)
    words = [_QUOTED.sub(lambda quoted: unescape(quoted[1]), word) for word in raw]

    # It reads the tables that the search reads.
    folders = [context.app.path / lookups.FOLDER, *([context.lookups] if context.lookups else [])]

    def run(table: Table) -> Table:
        columns = table.columns
        with (
            lookups.applied(context.app.command_path, folders) as app,
            ChunkedCommand(app, name=name) as command,
        ):
            command.start(words, raw)
            rows = list(command.make() if generates(stanza) else command.stream(table.rows))
        order = (
            None
            if table.order is None
            else list(dict.fromkeys([*columns, *(name for row in rows[:1] for name in row)]))
        )
        for row in rows:
            for field, value in list(row.items()):
                put(row, field, value or None)
        for message in dict.fromkeys(command.messages):
            if message not in context.messages:
                context.messages.append(message)
        return Table(rows, order)

    return run
