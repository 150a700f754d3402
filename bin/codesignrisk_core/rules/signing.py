"""Signing that no honest build does: whom the signature claims to be, when it was made, and what surrounds it.

Sources: MITRE ATT&CK T1553.002; Cisco Talos, "Old certificate, new signature" (HookSignTool and
FuckCertVerifyTimeValidity sign drivers with expired certificates under a false clock, timestamped by a local server).
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.rules import subjects
from codesignrisk_core.trust import places

ACTIONS = frozenset({"sign", "graft_signature", "timestamp"})
"""Actions of a report that put a signature or its time on something."""

_LOOPBACK = re.compile(r"^(?:https?://)?(?:127(?:\.\d{1,3}){3}|localhost|\[::1\]|0\.0\.0\.0)(?=[:/]|$)", re.IGNORECASE)

# Findings each of which is enough: no build claims to be another vendor or lies about the time.
_ENOUGH = frozenset(
    """signature_impersonates target_vendor_named target_rootkit_named cloned_certificate clock_changed timestamp_local
    parent_fake_tool parent_exploit service_account renamed_tool""".split()
)
# Tool, key and target all where any user may write, downloads and desktops included.
_BROUGHT_ALONG = frozenset({"tool_user_writable", "input_user_writable", "target_user_writable"})
_STARTERS = ("parent_script_host", "parent_remote", "parent_scheduler", "parent_user_writable")
_BUILDS = ("build_ancestry", "build_path", "own_build_output", "parent_package_manager")


def judge_claims(report: Report, *texts: str) -> None:
    """Descriptions, addresses and signers' names that the signature will bear."""
    for vendor in filter(None, map(subjects.vendor_claimed, texts)):
        report.add("signature_impersonates", f"the signature claims to be of {vendor}")


def judge_timestamp(report: Report, *servers: str) -> None:
    """The timestamp servers on the line; none is worth a word."""
    if not servers:
        report.add("no_timestamp", "the signature gets no timestamp")
    elif any(_LOOPBACK.match(server.strip("\"' ")) for server in servers):
        report.add("timestamp_local", "the timestamp comes from a server on this host, which says what it is told")


def judge_surroundings(report: Report, image: str) -> None:
    """Once all else is found: a sign that is enough, or two of who starts it, what is signed, the key and the tool.

    image: path of the program that signs.
    """
    found = {finding.indicator for finding in report.findings}
    if report.action not in ACTIONS and "codesign_identity" not in found:
        return
    if found.isdisjoint(_ENOUGH) and not found >= _BROUGHT_ALONG:
        signs = (
            not found.isdisjoint(_STARTERS),
            any(_is_odd_place(path) for path in report.targets),
            "target_odd_extension" in found or any(places.is_hidden(path) for path in report.targets),
            any(_is_odd_place(path) for path in report.files),
            report.hidden or ("tool_user_writable" in found and places.is_staging(paths.normal(image))),
        )
        if sum(signs) < 2 or not found.isdisjoint(_BUILDS):
            return
    report.add("sign_out_of_place", "no build signs so: who starts it, where the files lie, whose name they bear")


def _is_odd_place(path: str) -> bool:
    """Where attackers gather and hand out files. Downloads and desktops are developers' places too."""
    return places.is_staging(path) or places.is_served(path) or paths.is_remote(path)
