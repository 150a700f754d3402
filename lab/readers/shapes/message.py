"""The message of a Windows event, in English: names and values as the add-ons name those of classic text.

What Event Viewer saves as text and Get-WinEvent exports as CSV has the event data nowhere else.
"""

from __future__ import annotations

from codesignrisk_core.records import raw

from lab.records import Record

_SCRIPT = "Creating Scriptblock text ("


def read(text: str, event_id: str) -> Record:
    """The values that a message names; {} for a text without any."""
    text = text.replace("\r\n", "\n")
    if text.startswith(_SCRIPT):
        return _script(text)
    found = raw.read(f"EventCode={event_id}\n{text}")
    return {
        name: values[0] if len(values) == 1 else values for name, values in found.items() if name not in ("EventCode",)
    }


def _script(text: str) -> Record:
    """4104: `Creating Scriptblock text (1 of 2):`, the text, `ScriptBlock ID: ...`, `Path: ...`."""
    head, _, rest = text.partition("\n")
    number, _, total = head.removeprefix(_SCRIPT).partition(")")[0].partition(" of ")
    script, _, tail = rest.rpartition("\nScriptBlock ID: ")
    block_id, _, path = tail.partition("\nPath:")
    return {
        "MessageNumber": number,
        "MessageTotal": total,
        "ScriptBlockText": script.rstrip("\n"),
        "ScriptBlockId": block_id.strip(),
        "Path": path.strip(),
    }
