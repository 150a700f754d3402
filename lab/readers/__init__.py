"""Event files as Splunk would present their events: EVTX, XML, JSON, CSV and raw logs, each also gzipped.

A module for each format belongs here, with what they share, and in `shapes` what programs make of an event in JSON and
CSV; what is done with the events does not. docs/exports.md lists what is read.

Values are text or lists of text. JSON keeps the text of a number as it stands in the file, `true` and `false` become
those words, and `null`, `[]` and `{}` become an absent field.
"""

from __future__ import annotations

from lab.readers.files import read, read_all
from lab.readers.problem import NoEventsError, OnProblem, Problem, ReadError
from lab.readers.source import Listener, Settings
from lab.readers.walk import Found, find

__all__ = [
    "Found",
    "Listener",
    "NoEventsError",
    "OnProblem",
    "Problem",
    "ReadError",
    "Settings",
    "find",
    "read",
    "read_all",
]
