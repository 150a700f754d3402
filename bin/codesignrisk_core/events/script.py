"""PowerShell text that Windows logged: 4104 script blocks, and 4103 or classic 800 where they carry text.

Classic 400, the start of an engine, tells the command line of the host, as a process start would.

A long block comes in several events that share ScriptBlockId; each part is judged as it comes, and a search joins them.
"""

from __future__ import annotations

import hashlib

from codesignrisk_core.cmdline import normalise, paths
from codesignrisk_core.events import line
from codesignrisk_core.events.kind import Assessment, Site
from codesignrisk_core.model import Report, Script
from codesignrisk_core.powershell import module_log
from codesignrisk_core.process import command_line, starters
from codesignrisk_core.process.parents import Parent
from codesignrisk_core.records import fields, raw
from codesignrisk_core.trust import places, provisioning

KIND = "script"

NO_TEXT = "no script text"
TOO_LONG = f"the script was cut at {normalise.MAX_LENGTH} characters"

_HOST = Parent("powershell.exe", "shell", False)
_BLOCK = "4104"
_START = "400"
_EVENT_IDS = frozenset({_BLOCK, "4103", "800", _START})
# Folders of Configuration Manager itself, beside those of provisioning.is_managed.
_MANAGED = ("\\windows\\ccm\\",)
# What Pester takes for tests: pester.dev, "File placement and naming".
_TEST = ".tests.ps1"


def matches(view: fields.View) -> bool:
    """Whether this is logged PowerShell text. The event ids are also other providers', so the log's name decides."""
    if view.get("event_id") not in _EVENT_IDS:
        return False
    channel = view.get("channel").lower()
    return "powershell" in channel if channel else bool(view.get("script"))


def judge(view: fields.View, site: Site) -> Assessment:
    """What logged text does. One that is known to have nothing to say is not read again: hosts log the same all day."""
    if view.get("event_id") == _START:
        return _judge_start(view, site)
    block = view.get("event_id") == _BLOCK
    text = normalise.clean(view.get("script") or ("" if block else module_log.of_classic(_values(view))))
    if not text:
        return Assessment(Report(), NO_TEXT if block else "")
    if not block:
        text = module_log.script(text)
    key = (KIND, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    known = site.silent.get(key)
    if known is not None:
        return Assessment(known)
    error = TOO_LONG if len(text) > normalise.MAX_LENGTH else ""
    whole = command_line.CommandLine()
    whole.judge_script(Script(text[: normalise.MAX_LENGTH]))
    if error:
        whole.unread.append(text[normalise.MAX_LENGTH :])
    report = whole.report(site.indicators)
    _judge_place(report, paths.normal(view.get("script_path")))
    if report.findings:
        host = "" if block else module_log.host_of(view.get("context_info")) or module_log.host_of_start(_values(view))
        starters.judge_text(report, text)
        starters.judge(report, host.lower(), _HOST)
    elif not (report.limits or error):
        site.silent.add(key, report)
    return Assessment(report, error)


def _values(view: fields.View) -> list[str]:
    """The values of an event of Windows PowerShell's log, which have no names."""
    return raw.unnamed(view.values("pipeline"))


def _judge_place(report: Report, path: str) -> None:
    """Where the script lies that holds the text. A bare name in a log is no place."""
    if report.findings and (path[2:].startswith(_MANAGED) or provisioning.is_managed(path)):
        report.add("managed_place", "the script is in a folder of device management")
    elif report.findings and places.is_build(path):
        report.add("build_path", "the script is in a folder of a build agent")
    elif report.findings and path.endswith(_TEST):
        report.add("build_path", "the script is a test (Pester)")
    elif report.findings and (places.is_drop(path) or places.is_hidden(path)):
        report.add("parent_script_place", f"the script {paths.base(path)} is in a place that is everybody's")


def _judge_start(view: fields.View, site: Site) -> Assessment:
    """The host's line in the text of an engine's start."""
    return line.judge(normalise.clean(module_log.host_of_start(_values(view))), site)
