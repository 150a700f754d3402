"""AppInstaller.exe, which installs packages from the web: ``ms-appinstaller:?source=ADDRESS``; VSTOInstaller.exe, which
does so with add-ins of Office: ``/i ADDRESS [/s]``.

Grammar: learn.microsoft.com, "Installing Windows apps from a web page", "Deploy an Office solution by using ClickOnce";
LOLBAS, AppInstaller; MITRE ATT&CK T1137.006.
"""

from __future__ import annotations

import re

from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import app_sources

NAME, VSTO = "appinstaller", "vstoinstaller"

_SOURCE = re.compile(r"ms-appinstaller:\W{0,4}\?source=([^&\s\"']{1,2048})", re.IGNORECASE)


def judge(command: Command) -> Report:
    """Read one line; a package from a named host leaves an empty report."""
    report = Report()
    found = _SOURCE.search(command.line)
    if found:
        app_sources.judge(report, NAME, found.group(1))
        report.tool = NAME if report.findings else ""
    return report


def _add_in(command: Command) -> Report:
    """``/i ADDRESS`` installs an add-in, ``/s`` without a question; from a named host it leaves an empty report."""
    report = Report()
    for word, after in zip(command.args, command.args[1:]):
        if word.lower in ("/i", "/install", "-i", "-install"):
            app_sources.judge(report, VSTO, after.text)
    report.tool = VSTO if report.findings else ""
    return report


TOOLS = (
    Tool(NAME, (NAME,), ("appinstaller.exe",), judge, words=("ms appinstaller",)),
    Tool(VSTO, (VSTO,), ("vstoinstaller.exe",), _add_in),
)
