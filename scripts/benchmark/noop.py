"""The command to compare with: the SDK's StreamingCommand that only yields what it gets.

Run as a script, beside a copy of the SDK in the folder lib, and never packaged.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent / "lib"))

from splunklib.searchcommands import Configuration, StreamingCommand, dispatch


@Configuration(distributed=True)
class NoOp(StreamingCommand):  # type: ignore[misc]
    """Yields each record as it came."""

    def prepare(self) -> None:
        """Ask for as few columns as such a command would."""
        self.configuration.required_fields = (
            "EventCode Computer Image OriginalFileName CommandLine ParentImage ParentCommandLine User".split()
        )

    def stream(self, records: Iterable[Any]) -> Iterator[Any]:
        """Pass everything on."""
        yield from records


dispatch(NoOp, sys.argv, sys.stdin, sys.stdout, __name__)
