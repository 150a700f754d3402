"""``| codesignrisk``: the options, the start-up and the SDK. What is scored, and how, is in codesignrisk_core."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

# First on the path, so that no other app's splunklib is taken. bin/lib goes to the indexers, an app's lib/ does not.
sys.path.insert(0, str(Path(__file__).resolve().parent / "lib"))

from codesignrisk_core import settings
from codesignrisk_core.records import fields
from codesignrisk_core.scorer import Scorer
from splunklib.searchcommands import Configuration, Option, StreamingCommand, dispatch, validators

_LOOKUPS = Path(__file__).resolve().parent.parent / "lookups"


@Configuration(distributed=True)
class CodeSignRisk(StreamingCommand):
    """Scores process starts for abuse of code signing.

    Syntax: codesignrisk [min_score=<0-100>] [allowlist=<bool>] [raw=<bool>]
    """

    min_score = Option(
        doc="Drop events that score lower than this, 0 to 100. 0 keeps every event.",
        default=0,
        require=False,
        validate=validators.Integer(0, 100),
    )
    allowlist = Option(
        doc="false scores as if the allowlist were empty, for audits.",
        default=True,
        require=False,
        validate=validators.Boolean(),
    )
    raw = Option(
        doc="Also read fields out of _raw where no add-on extracted them; costs speed.",
        default=False,
        require=False,
        validate=validators.Boolean(),
    )

    def prepare(self) -> None:
        """Read the lookups and tell splunkd which columns to send; all others stay with it and are merged back."""
        if self.fieldnames:
            words = " ".join(self.fieldnames)
            self.error_exit(ValueError(words), f"codesignrisk takes options only, such as min_score=60, not: {words}")
        tables = settings.load(_LOOKUPS)
        for warning in tables.warnings:
            self.write_warning(f"codesignrisk: {warning}")
        self._scorer = Scorer(tables, self.allowlist, self.raw)
        self.configuration.required_fields = [*fields.REQUIRED_FIELDS, *(["_raw"] if self.raw else [])]

    def stream(self, records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield each record with the output fields set, unless min_score leaves it out."""
        assess, least = self._scorer.assess, self.min_score
        for record in records:
            verdict = assess(record)
            if not least or verdict["codesign_score"] >= least:
                record.update(verdict)
                yield record

    def _execute_chunk_v2(self, process: Any, chunk: tuple[Any, str]) -> None:
        """Keep NUL from Python 3.9's csv reader, which refuses it and with it the whole chunk. The SDK's own name."""
        metadata, body = chunk
        if sys.version_info < (3, 11):
            body = body.replace("\x00", "")
        super()._execute_chunk_v2(process, (metadata, body))

    # The SDK formats message text even when there is nothing to put in, and a brace in it then raises.
    def write_debug(self, message: str, *args: Any) -> None:
        """Write a debug message whose braces are text."""
        super().write_debug("{}", _told(message, args))

    def write_error(self, message: str, *args: Any) -> None:
        """Write an error message whose braces are text."""
        super().write_error("{}", _told(message, args))

    def write_fatal(self, message: str, *args: Any) -> None:
        """Write a fatal message whose braces are text."""
        super().write_fatal("{}", _told(message, args))

    def write_info(self, message: str, *args: Any) -> None:
        """Write an info message whose braces are text."""
        super().write_info("{}", _told(message, args))

    def write_warning(self, message: str, *args: Any) -> None:
        """Write a warning whose braces are text."""
        super().write_warning("{}", _told(message, args))


def _told(message: str, args: tuple[Any, ...]) -> str:
    return message.format(*args) if args else message


if __name__ == "__main__":
    dispatch(CodeSignRisk, sys.argv, sys.stdin, sys.stdout, __name__)
