"""AppLocker/EXE and DLL: 8003 (would have been blocked) and 8004 (blocked), as far as they speak of signatures.

The events name the rule, not a failed check. Only Fqbn, the signed publisher, tells something: "-" is no signature.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events.certificate_log import user_data
from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import Parents
from codesignrisk_core.records.fields import View
from codesignrisk_core.trust import driver_loaders

EVENT_IDS = ("8003", "8004")


def judge(view: View, parents: Parents) -> Report:
    """Whether a file without a signature was held back."""
    report = Report()
    values = user_data.read(view)
    path = paths.normal(user_data.first(values, "FilePath"))
    if path and user_data.first(values, "Fqbn") == "-":
        report.action = "load_image"
        report.targets.append(path)
        report.add("unsigned_file_denied", f"AppLocker holds {paths.base(path)} back, which has no signature")
        if driver_loaders.is_loader(path):
            report.add("driver_loader", f"{paths.base(path)} has the name of a tool that loads unsigned drivers")
    return report
