"""Event files as Splunk would present their events: EVTX, XML, JSON lines, CSV, each also gzipped.

A module for each format belongs here, with what they share; what is done with the events does not.

Values are text or lists of text. JSON keeps the text of a number as it stands in the file, `true` and `false` become
those words, and `null`, `[]` and `{}` become an absent field (see `json_file`).
"""

from __future__ import annotations

from lab.readers.files import read, read_files
from lab.readers.problem import OnProblem, Problem, ReadError

__all__ = ["OnProblem", "Problem", "ReadError", "read", "read_files"]
