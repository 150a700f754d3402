"""Where an application comes from that Windows installs from the web (ClickOnce, App Installer), or a module of
PowerShell.

Both start what the publisher of a package signed; malware comes this way since a package's own certificate is all that
is asked for. What a named host hands out is daily work. Sources: learn.microsoft.com, "Installing Windows apps from a
web page" (ms-appinstaller) and "ClickOnce security and deployment"; MITRE ATT&CK T1127.002, T1553.002; Microsoft Threat
Intelligence on App Installer (December 2023).
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.trust import hosts, places


def judge_modules(report: Report, who: str, source: str) -> None:
    """A source of PowerShell modules is trusted, so that nothing asks before they are installed."""
    address = source.strip("\"' ")
    if not is_nobodys(address):
        return
    report.action = "install_untrusted"
    report.targets.append(paths.normal(address))
    report.add("module_source_trusted", f"{who} trusts a source of modules that is nobody's")
    if hosts.is_bare(address):
        report.add("input_bare_address", "its host is a bare address")


def is_nobodys(source: str) -> bool:
    """Whether an address, share or path is a bare address, a service for anybody's files, or a place to gather them."""
    address = source.strip("\"' ")
    if hosts.is_bare(address) or hosts.is_outside(address):
        return True
    return places.is_staging(paths.normal(address.removeprefix("file:///")))


def judge(report: Report, who: str, source: str) -> None:
    """Add what the source of an application says. who: what starts it; source: an address, a share or a path."""
    address = source.strip("\"' ")
    path = paths.normal(address.removeprefix("file:///"))
    if not is_nobodys(address):
        return
    report.action = "install_untrusted"
    report.targets.append(path)
    report.add("application_from_nobody", f"{who} starts {paths.base(path)} from a place that is nobody's")
    if hosts.is_bare(address):
        report.add("input_bare_address", f"the host of {paths.base(path)} is a bare address")
