"""A container of keys that another host reads over an administrative share (Security 5145, where somebody audits it).

dploot, DonPAPI and SharpDPAPI take machine keys and DPAPI's master keys so, to decrypt them elsewhere. Fields and
access rights (ReadData 0x1): learn.microsoft.com, event-5145. MITRE ATT&CK T1552.004, T1021.002.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.records.fields import View
from codesignrisk_core.trust import key_places

EVENT_ID = "5145"
_READS = 0x1
_DRIVE = re.compile(r"^\\\\[^\\]{1,255}\\([a-z])\$$")
_WINDOWS = re.compile(r"^\\\\[^\\]{1,255}\\admin\$$")


def judge(view: View) -> Report:
    """What is read, if it is a file in a folder of keys; a look at a folder's names or at attributes says nothing."""
    report = Report()
    path = _path(view.get("share_name").lower(), view.get("share_file").strip("\\"))
    if not path or not key_places.is_key_folder(path) or not _reads(view.get("access_mask")):
        return report
    report.action = "read_key_file"
    report.files.append(path)
    report.add(
        "key_containers",
        f"{view.get('subject_user') or 'somebody'} reads what the system keeps keys in: {paths.base(path)}",
    )
    report.add("key_over_share", "another host reads it over an administrative share")
    return report


def _path(share: str, relative: str) -> str:
    """The file as the host itself has it, or "" where the share is no administrative one."""
    drive = _DRIVE.match(share)
    if drive is not None:
        return paths.normal(f"{drive.group(1)}:\\{relative}")
    return paths.normal(f"c:\\windows\\{relative}") if _WINDOWS.match(share) else ""


def _reads(mask: str) -> bool:
    try:
        return bool(int(mask[:20], 16) & _READS)
    except ValueError:
        return False
