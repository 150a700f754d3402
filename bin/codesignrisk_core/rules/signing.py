"""Signing that is suspicious: whom the signature claims to be, when it was made, and what surrounds it.

Sources: MITRE ATT&CK T1553.002; Cisco Talos, "Old certificate, new signature" (HookSignTool and
FuckCertVerifyTimeValidity sign drivers with expired certificates under a false clock, timestamped by a local server).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.rules import subjects
from codesignrisk_core.trust import places

ACTIONS = frozenset({"sign", "graft_signature", "timestamp"})
"""Actions of a report that put a signature or its time on something."""

# A time in the address of a timestamp server, which that server is to testify (JemmyLoveJenny's, HookSignTool).
_DATED = re.compile(r"/(?:19|20)\d\d-?[01]\d-?[0-3]\d(?=[T/]|%20|$)")
_LOOPBACK = re.compile(r"^(?:https?://)?(?:127(?:\.\d{1,3}){3}|localhost|\[::1\]|0\.0\.0\.0)(?=[:/]|$)", re.IGNORECASE)

# Findings that say what is signed, by what and with what: one stands on every report with one of ACTIONS.
_SIGNS = frozenset(
    """signtool_sign_file signtool_sign_store signtool_sign_provider signtool_timestamp osslsigncode_sign
    signature_graft sign_other_tool sign_other_file sign_kernel_module powershell_sign codesign_identity
    codesign_ad_hoc""".split()
)
# Findings each of which is enough: no build claims to be another vendor or lies about the time.
_ENOUGH = frozenset(
    """signature_impersonates target_vendor_named target_rootkit_named cloned_certificate clock_changed timestamp_local
    signer_hooked parent_fake_tool parent_exploit service_account renamed_tool""".split()
)
# Tool, key and target all where any user may write, downloads and desktops included.
_BROUGHT_ALONG = ("tool_user_writable", "input_user_writable", "target_user_writable")
_STARTERS = (
    "parent_script_host",
    "parent_remote",
    "parent_scheduler",
    "parent_user_writable",
    "parent_script_fetched",
    "parent_hidden_encoded",
    "parent_script_place",
)
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
    elif any(_DATED.search(server) for server in servers):
        report.add("timestamp_local", "the timestamp server is told in its address which time to testify")


def judge_surroundings(report: Report, image: str) -> None:
    """Once all else is found: whether what is signed is signed in suspicious circumstances, and which ones those are.

    image: path of the program that signs.
    """
    told = {finding.indicator: finding.sentence for finding in report.findings}
    if report.action not in ACTIONS and "codesign_identity" not in told:
        return
    grounds = _grounds(report, told, image)
    if grounds:
        act = next((told[indicator] for indicator in told if indicator in _SIGNS), "something is signed")
        shown = ", ".join(dict.fromkeys(grounds))
        report.add("sign_out_of_place", f"{act} in suspicious circumstances: {shown}")


def _grounds(report: Report, told: Mapping[str, str], image: str) -> list[str]:
    """What speaks against an honest build, as parts of a sentence: one of _ENOUGH, or what comes together.

    told: the sentences found so far, by their indicators.
    """
    enough = [sentence for indicator, sentence in told.items() if indicator in _ENOUGH]
    if enough or told.keys() >= set(_BROUGHT_ALONG):
        return enough or [told[indicator] for indicator in _BROUGHT_ALONG]
    circumstances = [
        next((told[starter] for starter in _STARTERS if starter in told), ""),
        next(filter(None, map(_odd_place, report.targets)), ""),
        told.get("target_odd_extension", "") or next(filter(None, map(_hidden_place, report.targets)), ""),
        next(filter(None, map(_odd_place, report.files)), ""),
        _odd_tool(report, told, image),
    ]
    grounds = list(filter(None, circumstances))
    return grounds if len(grounds) > 1 and told.keys().isdisjoint(_BUILDS) else []


def _odd_place(path: str) -> str:
    """Where attackers gather and hand out files, or "". Downloads and desktops are developers' places too."""
    name = paths.base(path)
    if places.is_staging(path):
        return f"{name} is in a user-writable path"
    if places.is_served(path):
        return f"{name} is in a folder of a web server"
    return f"{name} is on a share" if paths.is_remote(path) else ""


def _hidden_place(path: str) -> str:
    return f"{paths.base(path)} is in a hidden folder" if places.is_hidden(path) else ""


def _odd_tool(report: Report, told: Mapping[str, str], image: str) -> str:
    if report.hidden:
        return "the command is disguised"
    return told.get("tool_user_writable", "") if places.is_staging(paths.normal(image)) else ""
