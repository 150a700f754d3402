"""What it means that a browser is made to trust more than it does, whoever tells of it."""

from __future__ import annotations

from codesignrisk_core.model import Report
from codesignrisk_core.trust import browser_policies


def judge_unsigned(report: Report, who: str) -> None:
    """A browser takes extensions that nobody signed."""
    report.action = report.action or "install_untrusted"
    report.add("extensions_unsigned", f"{who} has Firefox take extensions that nobody signed")


def judge(report: Report, who: str, browser: str, change: str) -> None:
    """change: browser_policies.ROOT, a certificate of its own, or SYSTEM_ROOTS, those of the operating system."""
    if not change:
        return
    report.action = report.action or "add_to_store"
    report.store = report.store or f"{browser or 'browser'}\\root"
    shown = browser or "a browser"
    if change == browser_policies.ROOT:
        report.add("browser_add_root", f"{who} has {shown} trust a certificate by policy")
    else:
        report.add("browser_system_roots", f"{who} has {shown} trust the roots of the system")
