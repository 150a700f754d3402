"""A service is made (System 7045, Security 4697): drivers that are brought along, and commands that run as a service.

Remote runners start one command as a service (T1569.002), and a driver with known holes becomes one of the kernel
(T1543.003, T1068). Fields: the manifest of Service Control Manager, learn.microsoft.com "4697(S)".
"""

from __future__ import annotations

from codesignrisk_core.cmdline import normalise, paths
from codesignrisk_core.events import line
from codesignrisk_core.events.kind import Assessment, Site
from codesignrisk_core.model import Report
from codesignrisk_core.records.fields import View
from codesignrisk_core.rules import drivers

KIND = "service"

_SYSTEM, _SECURITY = "7045", "4697"
_LOGS = {_SYSTEM: ":system", _SECURITY: ":security"}
# Drivers are named from the folder of Windows on.
_BELOW_WINDOWS = ("systemroot\\", "system32\\", "syswow64\\")
_FORWARDED = "forwardedevents"
# SERVICE_KERNEL_DRIVER and SERVICE_FILE_SYSTEM_DRIVER as 7045 (in English) and 4697 write them.
_OF_KERNEL = frozenset({"kernel mode driver", "file system driver", "0x1", "0x2", "1", "2"})


def matches(view: View) -> bool:
    """Whether this tells of a new service. Other providers have an event 7045 as well, so the log's name decides."""
    log = _LOGS.get(view.get("event_id"))
    if log is None or not view.get("service_path"):
        return False
    channel = view.get("channel").lower()
    return not channel or f":{channel}".endswith(log) or _FORWARDED in channel


def judge(view: View, site: Site) -> Assessment:
    """What the service is: a driver, or a command. An empty report means nothing to say."""
    text = normalise.clean(view.get("service_path"))
    path = paths.normal(text.strip().strip('"'))
    if path.startswith(_BELOW_WINDOWS):
        path = "c:\\windows\\" + path.removeprefix("systemroot\\")
    if view.get("service_type").strip().lower() in _OF_KERNEL or drivers.is_driver(path):
        report = Report()
        drivers.judge_service(report, view.get("service_name")[:100] or "somebody", path)
        return Assessment(report)
    assessment = line.judge(text, site)
    if assessment.report.findings:
        assessment.report.add("run_as_service", "a service is made that runs it")
    return assessment
