"""Who wrote a file or a registry value: the process behind an event that is no process start."""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import Parents, class_label

# Classes of codesignrisk_parents.csv that tell something about a writer, and the indicator for each.
_INDICATORS = {
    "fake_tool": "writer_fake_tool",
    "exploit": "writer_exploit",
    "script_host": "writer_script_host",
    "user_writable": "writer_user_writable",
    "remote": "writer_remote",
    "shell": "writer_shell",
    "interpreter": "writer_interpreter",
    "archiver": "writer_archiver",
    "mail": "writer_mail",
    "browser": "writer_browser",
    "management": "writer_management",
    "installer": "writer_installer",
    "build": "writer_build",
    "sync_client": "writer_sync_client",
}


def judge(report: Report, image: str, parents: Parents) -> str:
    """Add what kind of program wrote; its class comes back, or "" when it is unknown."""
    writer = parents.classify(image)
    indicator = _INDICATORS.get(writer.parent_class)
    if indicator is not None:
        report.add(indicator, f"written by {paths.base(image)} ({class_label(writer.parent_class)})")
    return writer.parent_class
