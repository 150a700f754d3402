"""Which columns splunkd is asked for: those of Windows and of the data model always, those of other sources on request.

splunkd sends every column that is asked for, whether any event has it or not, and a twin of each for several values
(captures of Splunk 8.2.1: NDietrich/Splunk-CustomSearchProtocol-v2, example_messages). So each name costs time on every
row. Of sources that were not asked for only the marks are: a few columns that tell their events.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from codesignrisk_core.records import names, sensors

MARKS: dict[str, tuple[str, ...]] = {
    "data_model": ("Processes.process", "All_Processes.process", "Filesystem.file_path", "Registry.registry_path"),
    "event_data": (
        *("EventData.Image", "EventData.NewProcessName", "EventData.ScriptBlockText"),
        *("event_data.Image", "event_data.NewProcessName", "event_data.ScriptBlockText"),
    ),
}
"""Ways to present events of Windows -> names of which their events have one: tstats output as it stands, and JSON whose
event data is an object."""

BLOCKS: dict[str, tuple[str, ...]] = {"event_data_xml": names.BLOCKS["pipeline"]}
"""Columns that hold an event once more as XML, so that they double what splunkd sends: of events without any other."""

NAMES: tuple[str, ...] = (*sensors.MARKS, *MARKS)
"""What the option sensors takes, and means by "all"; it takes the names of BLOCKS too, each by itself."""

ALWAYS: tuple[str, ...] = ("osquery",)
"""Asked for without a word: the app's own macros send their events."""


def required(asked: Collection[str] = ()) -> tuple[str, ...]:
    """The columns to ask for, each once, those first that most events have. asked: of NAMES."""
    wanted = {*ALWAYS, *asked}
    tables = [names.ALIASES]
    tables += [names.DATA_MODEL] if "data_model" in wanted else []
    tables += [names.EVENT_DATA] if "event_data" in wanted else []
    groups = [table[name] for name in _DECISIVE for table in tables]
    groups += [marks for source in (sensors.MARKS, MARKS) for marks in source.values()]
    groups += [names.ALIASES[name] for name in _LINES]
    groups += [aliases for table in tables for aliases in table.values()]
    groups += [tuple(sensors.load(name).required()) for name in sensors.MARKS if name in wanted]
    groups += [columns for name, columns in BLOCKS.items() if name in wanted]
    return tuple(dict.fromkeys(chain.from_iterable(groups)))


# What tells a program stands first on each row, then columns that are empty on process starts of Windows, then the
# line; what is empty on most rows comes last (triage.heads).
_DECISIVE = ("event_id", "channel", "image", "original_name", "parent_image")
_LINES = ("command_line", "parent_command_line")
