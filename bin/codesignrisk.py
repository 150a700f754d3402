"""``| codesignrisk``: the start-up and the SDK. What is scored, and how, is in codesignrisk_core."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

# First on the path, so that no other app's splunklib is taken. bin/lib goes to the indexers, an app's lib/ does not.
sys.path.insert(0, str(Path(__file__).resolve().parent / "lib"))

from codesignrisk_core import (
    no_rest,  # noqa: F401  before the SDK
    settings,
)
from codesignrisk_core.protocol import conversation, options
from codesignrisk_core.protocol.wire import ProtocolError
from codesignrisk_core.records import sources
from splunklib.searchcommands import Configuration, StreamingCommand, dispatch

# splunkd starts the command several times a search only to ask what it is: the scorer is loaded for rows alone.
if TYPE_CHECKING:
    from codesignrisk_core.protocol.table import Record, Verdict

_LOOKUPS = Path(__file__).resolve().parent.parent / "lookups"
# splunkd names a search so where it runs on an indexer for a search head.
_REMOTE = "remote_"


@Configuration(distributed=True)
class CodeSignRisk(StreamingCommand):
    """Scores process starts for abuse of code signing.

    Syntax: codesignrisk [min_score=<0-100>] [allowlist=<bool>] [raw=<bool>] [who=<bool>] [sensors=<names>]

    The SDK answers the first request. What the user wrote, and all that comes later, is read here: its own options are
    open to every searcher, and its loop takes half a chunk for a whole one.
    """

    _answerer: Any = None

    def process(
        self,
        argv: Sequence[str] = (),
        ifile: TextIO = sys.stdin,
        ofile: TextIO = sys.stdout,
        allow_empty_input: bool = True,
    ) -> None:
        """Speak with splunkd until it closes the pipe."""
        if len(argv) > 1:
            # Arguments select the SDK's older protocol, and with it its options; this is how that tells an error.
            ofile.write("error_message=codesignrisk needs chunked = true in commands.conf\r\n\r\n")
            sys.exit(1)
        self._requests, self._replies = ifile.buffer, ofile.buffer
        try:
            request = conversation.first(self._requests)
            self._asked = options.read(request.metadata["searchinfo"].get("args", []))
        except options.OptionsError as error:
            sys.exit(conversation.fail(self._replies, error.messages))
        except ProtocolError as error:
            sys.exit(conversation.fail(self._replies, [str(error)]))
        self._on_indexer = str(request.metadata["searchinfo"].get("sid", "")).startswith(_REMOTE)
        super().process(list(argv), io.BytesIO(conversation.without_arguments(request)), ofile, allow_empty_input)

    def prepare(self) -> None:
        """Read the lookups and tell splunkd which columns to send; all others stay with it and are merged back."""
        try:
            self._tables = settings.load(_LOOKUPS)
        except Exception as error:
            self.error_exit(error, f"the start failed, please report it: {type(error).__name__}")
        for severity, text in self._messages(self._tables.notices):
            tell = self.write_info if severity == "INFO" else self.write_warning
            tell(text)
        required = sources.required(self._asked.sensors)
        self.configuration.required_fields = [*required, *(["_raw"] if self._asked.raw else [])]

    def _messages(self, notices: Iterable[settings.Notice]) -> list[conversation.Message]:
        """Notices about the tables as messages; an indexer tells only what the search head cannot know."""
        return [(notice.severity, notice.message) for notice in notices if notice.everywhere or not self._on_indexer]

    def _news(self) -> list[conversation.Message]:
        return self._messages(self._scorer.notices()) if self._answerer else []

    def stream(self, records: Iterable[Record]) -> Iterator[Any]:
        """Judge records one by one. The SDK asks for this; `_execute` takes a chunk as text instead."""
        return ({**record, **verdict} for record in records if (verdict := self._judge(record)) is not None)

    def _answer(self, body: bytes) -> Sequence[bytes]:
        if self._answerer is None:
            try:
                self._load()
            except Exception as error:
                raise ProtocolError(f"the start failed, please report it: {type(error).__name__}") from error
        reply: Sequence[bytes] = self._answerer.parts(body)
        return reply

    def _load(self) -> None:
        from codesignrisk_core import output
        from codesignrisk_core.protocol.chunk import Answerer
        from codesignrisk_core.records import fields
        from codesignrisk_core.scorer import Scorer

        asked = self._asked
        self._is_kept = output.is_kept
        self._scorer = Scorer(self._tables, asked.allowlist, asked.raw, asked.who, (*sources.ALWAYS, *asked.sensors))
        # what is named on every row, and what only _raw holds, no row can be spared
        silent = None if asked.who or asked.raw else self._silent
        self._answerer = Answerer(self._judge, output.failed, fields.OUTPUT_FIELDS, output.MULTIVALUE, silent)

    def _judge(self, record: Record) -> Verdict | None:
        verdict = self._scorer.assess(record)
        return verdict if self._is_kept(verdict, self._asked.min_score) else None

    def _silent(self, parent: str) -> Verdict | None:
        return self._scorer.silent(parent) if self._asked.min_score == 0 else None

    def _execute(self, ifile: Any, process: Any) -> None:
        """Answer chunks until splunkd closes the pipe. The SDK's own name, the same in its versions 2 and 3."""
        status = conversation.go_on(self._requests, self._replies, self._answer, self._news)
        if status:
            sys.exit(status)

    # The SDK formats message text even when there is nothing to put in, and a brace in it then raises.
    def write_error(self, message: str, *args: Any) -> None:
        """Write an error message whose braces are text."""
        super().write_error("{}", message.format(*args) if args else message)

    def write_info(self, message: str, *args: Any) -> None:
        """Write an info message whose braces are text."""
        super().write_info("{}", message.format(*args) if args else message)

    def write_warning(self, message: str, *args: Any) -> None:
        """Write a warning whose braces are text."""
        super().write_warning("{}", message.format(*args) if args else message)


if __name__ == "__main__":
    dispatch(CodeSignRisk, sys.argv, sys.stdin, sys.stdout, __name__)
