"""AppInstaller.exe, which installs packages from the web: ``ms-appinstaller:?source=ADDRESS``.

Grammar: learn.microsoft.com, "Installing Windows apps from a web page"; LOLBAS, AppInstaller.
"""

from __future__ import annotations

import re

from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import app_sources

NAME = "appinstaller"

_SOURCE = re.compile(r"ms-appinstaller:\W{0,4}\?source=([^&\s\"']{1,2048})", re.IGNORECASE)


def judge(command: Command) -> Report:
    """Read one line; a package from a named host leaves an empty report."""
    report = Report()
    found = _SOURCE.search(command.line)
    if found:
        app_sources.judge(report, NAME, found.group(1))
        report.tool = NAME if report.findings else ""
    return report


TOOLS = (Tool(NAME, (NAME,), ("appinstaller.exe",), judge, words=("ms appinstaller",)),)
