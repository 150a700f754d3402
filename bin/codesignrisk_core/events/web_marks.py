"""The mark of the web as a stream that is written, with what it says, or deleted (MITRE ATT&CK T1553.005).

Browsers and mail programs write it, Explorer, browsers and archivers delete it for their users: those say nothing.
Sysmon 15 shows the text of the stream (``Contents``): ``[ZoneTransfer] ZoneId=3 ReferrerUrl=... HostUrl=...``; 23 and
26 tell deletions. Windows asks for the signature of what is of zone 3 or 4; 0 to 2 are this computer, the intranet and
trusted sites. Sources: learn.microsoft.com, "Sysmon" (event 15), "Zone.Identifier Stream Name" (MS-FSCC), "About URL
Security Zones"; SigmaHQ, file_delete_win_zone_identifier_ads_uncommon.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events.file_writers import NOBODYS
from codesignrisk_core.events.kind import Site
from codesignrisk_core.model import Report
from codesignrisk_core.rules import mark_of_web
from codesignrisk_core.trust import hosts, places

STREAM = "zone.identifier"
CODE = frozenset("exe dll sys scr com cpl ps1 psm1 js jse vbs vbe wsf hta bat cmd msi jar py".split())
"""Endings of programs and scripts."""
WORDS = ("zone identifier",)
"""One of these stands in every event that is judged here."""

_MAX_TEXT = 4_096
# Sensors and forwarders make blanks of the line breaks, or leave them out; a name inside an address is none of these.
_ZONE = re.compile(r"(?:^|[\s\]])zoneid\s{0,8}=\s{0,8}([0-4])\b")
_HOST = re.compile(r"(?:^|[\s\]])hosturl\s{0,8}=\s{0,8}(\S{1,2048})")
# What browsers write for an address that they keep to themselves; it is of the internet, zone 3 (chromium,
# components/services/quarantine).
_NO_HOST = "about:internet"
_UNASKED = frozenset({"0", "1", "2"})
# Classes of programs that write what somebody else tells them. Browsers, mail and Office write what the address is, and
# so do programs that each user installs; but nothing that comes from the web is of this computer (zone 0), and what is
# of a trusted zone has an address. Nobody installs himself a program in a temporary place, which tells of another one.
_TOLD = frozenset({"shell", "interpreter", "fake_tool"})
_BROUGHT = "user_writable"


def judge(report: Report, who: str, path: str, text: str, image: str, site: Site) -> None:
    """Add what a written mark says. path: of the marked file, normalised; text: of the stream, or ""."""
    lower = text[:_MAX_TEXT].lower()
    kind = site.parents.classify(image).parent_class
    # rundll32 saves what its user asks for
    by_script = kind == "script_host" and paths.base(image) != "rundll32.exe"
    zone = _ZONE.search(lower)
    number = zone.group(1) if zone else ""
    host = _HOST.search(lower)
    forged = by_script or kind in _TOLD
    if kind == _BROUGHT:
        nowhere = host is None or host.group(1) == _NO_HOST
        forged = number == "0" or nowhere or (paths.extension(path) in CODE and _is_passing(paths.normal(image)))
    if number in _UNASKED and forged:
        sentence = f"{who} marks {paths.base(path)} as of zone {number}, of which Windows asks no signature"
    elif by_script:
        sentence = f"{who} writes where {paths.base(path)} came from, as no script has to"
    else:
        sentence = ""
    if sentence:
        if not report.action:  # of a drop
            report.action = "remove_quarantine"
        report.targets.append(path)
        report.add("mark_of_web_written", sentence)
    if host and report.shows("drop_from_web") and hosts.is_bare(host.group(1)):
        report.add("input_bare_address", f"the host that {paths.base(path)} came from is a bare address")


def _is_passing(image: str) -> bool:
    """Whether a program lies where nobody installs one."""
    return places.is_drop(image) or "\\temp\\" in image


def judge_deleted(report: Report, who: str, path: str, image: str, site: Site) -> None:
    """Add what it means that a program deletes the mark of a file. path: normalised, without the stream."""
    kind = site.parents.classify(image).parent_class
    if kind in NOBODYS and paths.extension(path) in CODE and places.is_exposed(path):
        mark_of_web.judge(report, who, [path])
        report.add("program_unmarked", f"{who} takes the mark of the web off a program, {paths.base(path)}")
