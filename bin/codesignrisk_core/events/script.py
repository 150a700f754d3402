"""PowerShell text that Windows logged: 4104 script blocks, and 4103 or classic 800 where they carry text.

A long block comes in several events that share ScriptBlockId; each part is judged as it comes, and a search joins them.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import normalise
from codesignrisk_core.events.kind import Assessment, Site
from codesignrisk_core.model import Report, Script
from codesignrisk_core.powershell import module_log
from codesignrisk_core.process import command_line
from codesignrisk_core.records import fields

KIND = "script"

NO_TEXT = "no script text"
TOO_LONG = f"the script was cut at {normalise.MAX_LENGTH} characters"

_BLOCK = "4104"
_EVENT_IDS = frozenset({_BLOCK, "4103", "800"})


def matches(view: fields.View) -> bool:
    """Whether this is logged PowerShell text. The event ids are also other providers', so the log's name decides."""
    if view.get("event_id") not in _EVENT_IDS:
        return False
    channel = view.get("channel").lower()
    return "powershell" in channel if channel else bool(view.get("script"))


def judge(view: fields.View, site: Site) -> Assessment:
    """What logged text does."""
    block = view.get("event_id") == _BLOCK
    text = normalise.clean(view.get("script") or ("" if block else module_log.of_classic(view.values("pipeline"))))
    if not text:
        return Assessment(Report(), NO_TEXT if block else "")
    if not block:
        text = module_log.script(text)
    error = TOO_LONG if len(text) > normalise.MAX_LENGTH else ""
    whole = command_line.CommandLine()
    whole.judge_script(Script(text[: normalise.MAX_LENGTH]))
    if error:
        whole.unread.append(text[normalise.MAX_LENGTH :])
    return Assessment(whole.report(site.indicators), error)
