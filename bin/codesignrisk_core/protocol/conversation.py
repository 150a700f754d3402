"""What splunkd asks and is answered, from the first request to the end. Every failure is told in a reply.

splunkd shows the messages of a reply in the job inspector; what stands on standard error only search.log has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, BinaryIO, Union

from codesignrisk_core.protocol import wire
from codesignrisk_core.protocol.wire import Chunk, ProtocolError


def first(stream: BinaryIO) -> Chunk:
    """The request that begins a conversation, with the facts of the search. Raises ProtocolError."""
    chunk = wire.read(stream)
    if chunk is None:
        raise ProtocolError("splunkd sent no request")
    if chunk.action != "getinfo":
        raise ProtocolError(f"splunkd's first request is {_named(chunk)}, not getinfo")
    if chunk.body:
        raise ProtocolError("splunkd's first request brings rows")
    if not isinstance(chunk.metadata.get("searchinfo"), dict):
        raise ProtocolError("splunkd's first request says nothing of the search")
    return chunk


def without_arguments(chunk: Chunk) -> bytes:
    """The first request as bytes, and no word of the search in it."""
    searchinfo = {**chunk.metadata["searchinfo"], "args": [], "raw_args": []}
    return wire.reply({**chunk.metadata, "searchinfo": searchinfo})


Body = Union[bytes, Sequence[bytes]]
"""CSV in UTF-8, whole or in parts: a large one is not put together to be written."""

Message = tuple[str, str]
"""A severity as splunkd names it (INFO, WARN, ERROR), and a text for the user."""


def go_on(
    stream: BinaryIO,
    out: BinaryIO,
    answer: Callable[[bytes], Body],
    news: Callable[[], Sequence[Message]] = tuple,
    at_once: bool = False,
) -> int:
    """Answer chunk after chunk until splunkd closes the pipe. Returns the exit status.

    answer: a body to a body, which may be in parts. news: what there is to tell since it was asked last. at_once: of a
    command that makes its rows itself, all of them at the first request; splunkd goes on asking until a reply says that
    it is finished.
    """
    try:
        while True:
            chunk = wire.read(stream)
            if chunk is None:
                return 0
            if chunk.action != "execute":
                raise ProtocolError(f"splunkd's request is {_named(chunk)}, not execute")
            metadata: dict[str, Any] = {"finished": at_once or chunk.metadata.get("finished") is True}
            body = answer(chunk.body)
            messages = news()
            if messages:
                metadata["inspector"] = {"messages": list(messages)}
            tell(out, metadata, body)
    except ProtocolError as error:
        return fail(out, [str(error)])
    except (MemoryError, RecursionError, ValueError, TypeError) as error:
        return fail(out, [f"internal error, please report it: {type(error).__name__}"])


def fail(out: BinaryIO, messages: Iterable[str]) -> int:
    """Tell the user what is wrong, and that nothing more comes. Returns the exit status."""
    told = [("ERROR", message) for message in messages]
    tell(out, {"type": "streaming", "finished": True, "inspector": {"messages": told}})
    return 1


def tell(out: BinaryIO, metadata: dict[str, Any], body: Body = b"") -> None:
    """Write one reply."""
    parts = [body] if isinstance(body, bytes) else body
    out.write(wire.head(metadata, sum(map(len, parts))))
    out.writelines(parts)
    out.flush()


def _named(chunk: Chunk) -> str:
    return repr(chunk.action)[:60]
