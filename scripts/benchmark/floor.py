"""What no command in Python that answers row by row can undercut: chunks read, rows cut, a constant behind each.

It decides nothing, loads no SDK, and asks for the columns named as its arguments. Run as a script.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Optional

_COLUMNS = 36
"""Output cells of the constant: as many as the command writes behind a row."""

_CELLS = b",0" + b"," * (_COLUMNS - 1)
_NEWLINE = b"\n"


def _read() -> Optional[tuple[dict[str, Any], bytes]]:
    line = sys.stdin.buffer.readline()
    if not line:
        return None
    _, metadata, body = map(int, line.replace(b"chunked 1.0", b"0").split(b","))
    return json.loads(sys.stdin.buffer.read(metadata)), sys.stdin.buffer.read(body)


def _tell(metadata: dict[str, Any], parts: Iterable[bytes] = ()) -> None:
    parts = list(parts)
    text = json.dumps(metadata).encode("ascii")
    sys.stdout.buffer.write(b"chunked 1.0,%d,%d\n" % (len(text), sum(map(len, parts))) + text)
    sys.stdout.buffer.writelines(parts)
    sys.stdout.buffer.flush()


def _answered(body: bytes, columns: Sequence[str]) -> Iterable[bytes]:
    """The rows of a chunk with the constant in place of their empty twins."""
    header, newline, rows = body.partition(_NEWLINE)
    own = [b"cell%d" % number for number in range(_COLUMNS)]
    yield b",".join([*header.split(b",")[: len(columns) + 1], *own]) + newline
    yield (_CELLS + _NEWLINE).join(rows.split(b"," * (len(columns) + 1) + _NEWLINE))


def main() -> None:
    """Speak with splunkd until it closes the pipe."""
    request = _read()
    assert request is not None
    columns = request[0]["searchinfo"]["args"]
    _tell({"type": "streaming", "required_fields": columns})
    while request := _read():
        _tell({"finished": False}, _answered(request[1], columns))


if __name__ == "__main__":
    main()
