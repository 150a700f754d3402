"""CrowdStrike Falcon, sensor events as the Falcon Data Replicator delivers them (crowdstrike:events:sensor).

Names: Splunk's security content, data_sources/crowdstrike_processrollup2.yml (Splunk Add-on for CrowdStrike FDR, whose
fields begin in ``aid_``), and the public samples of elastic/integrations, packages/crowdstrike. The parent has no
folder. SyntheticProcessRollup2 is a process that ran before the sensor did. Other events name a process by number only;
a detection (ExternalApiType) tells once more of a start that has an event of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from codesignrisk_core.records.sensors import MARKS, sensor
from codesignrisk_core.records.views import View

_STARTS = frozenset({"ProcessRollup2", "SyntheticProcessRollup2"})
# Paths begin at the volume. The event does not tell its letter; nearly always it is the one that Windows is on.
_VOLUME = re.compile(r"\\Device\\HarddiskVolume\d+(?=\\)", re.IGNORECASE)


def _translate(view: View) -> Mapping[str, str]:
    if view.get("event") not in _STARTS:
        return sensor.NOTHING
    event = sensor.copied(view, ("host", "original_name", "command_line", "parent_image", "user", "integrity", "pid"))
    event["event_id"] = sensor.PROCESS_START
    event["image"] = _VOLUME.sub("C:", view.get("image"), count=1)
    return event


SENSOR = sensor.Sensor(
    marks=MARKS["falcon"],
    names={
        "event": ("event_simpleName",),
        "host": ("ComputerName", "aid_computer_name", "dest", "host"),
        "image": ("ImageFileName",),
        "original_name": ("original_file_name",),
        "command_line": ("CommandLine",),
        "parent_image": ("ParentBaseFileName",),
        "user": ("UserName", "user", "UserSid"),
        "integrity": ("IntegrityLevel",),
        # the system's number; TargetProcessId is the sensor's own
        "pid": ("RawProcessId",),
    },
    translate=_translate,
)
