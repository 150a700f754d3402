"""``| codesignriskhealth``: a row from each node that runs the command. What it tells: codesignrisk_core.health."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import BinaryIO

sys.path.insert(0, str(Path(__file__).resolve().parent / "lib"))

from codesignrisk_core import health
from codesignrisk_core.protocol import conversation
from codesignrisk_core.protocol.multivalue import TWIN, encode
from codesignrisk_core.protocol.wire import ProtocolError

_APP = Path(__file__).resolve().parent.parent
# splunkd names a search so where it runs on an indexer for a search head.
_REMOTE = "remote_"


def main(requests: BinaryIO, replies: BinaryIO) -> int:
    """Speak with splunkd until it closes the pipe. Returns the exit status."""
    try:
        request = conversation.first(requests)
    except ProtocolError as error:
        return conversation.fail(replies, [str(error)])
    searchinfo = request.metadata["searchinfo"]
    if searchinfo.get("args"):
        return conversation.fail(replies, ["codesignriskhealth takes no options"])
    on_indexer = str(searchinfo.get("sid", "")).startswith(_REMOTE)
    # Streaming, so that it runs on the search head and on each indexer, once.
    conversation.tell(replies, {"type": "streaming", "generating": True})
    rows = [table(health.report(_APP, on_indexer, _sdk()))]
    return conversation.go_on(requests, replies, lambda _: rows.pop().encode() if rows else b"", at_once=True)


def table(row: health.Row) -> str:
    """The header and one row as CSV."""
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\r\n").writerow
    write([*health.FIELDS, *(TWIN + name for name in health.SEVERAL)])
    cells = [row[name] for name in health.FIELDS]
    twins = (row[name] for name in health.SEVERAL)
    write(
        ["\n".join(cell) if isinstance(cell, list) else cell for cell in cells]
        + [encode(values) if isinstance(values, list) and len(values) > 1 else "" for values in twins]
    )
    return text.getvalue()


def _sdk() -> str:
    try:
        import splunklib

        return str(splunklib.__version__)
    except (ImportError, AttributeError):
        return health.UNKNOWN


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
