"""What another host reads and writes over a share that Windows makes itself (Security 5145, where somebody audits it):
containers of keys, and files that decide what is trusted.

dploot, DonPAPI and SharpDPAPI take machine keys and DPAPI's master keys so, to decrypt them elsewhere. Krueger puts a
policy of code integrity in place over ADMIN$ (beierle.win, "Weaponizing WDAC"). Fields and access rights (ReadData 0x1,
WriteData 0x2, AppendData 0x4): learn.microsoft.com, event-5145. MITRE ATT&CK T1552.004, T1021.002.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events import file_writers, policy_files
from codesignrisk_core.model import Report
from codesignrisk_core.records.fields import View
from codesignrisk_core.trust import key_places, trust_files

EVENT_ID = "5145"
_READS, _WRITES = 0x1, 0x2 | 0x4
_DRIVE = re.compile(r"^\\\\[^\\]{1,255}\\([a-z])\$$")
_WINDOWS = re.compile(r"^\\\\[^\\]{1,255}\\admin\$$")
# Domain controllers hand out what lies there to all hosts of a domain.
_DOMAIN = re.compile(r"^\\\\[^\\]{1,255}\\(?:sysvol|netlogon)$")
# In the share of a domain p7b is a bundle of certificates as well.
_POLICY, _POLICIES = "sipolicy.p7b", "cip"


def judge(view: View) -> Report:
    """What is read or written; a look at a folder's names or at attributes says nothing."""
    report = Report()
    share, relative = view.get("share_name").lower(), view.get("share_file").strip("\\")
    who = view.get("subject_user") or "somebody"
    path = _path(share, relative)
    if _may(view, _WRITES):
        _judge_written(report, who, path, "" if path else _handed_out(share, relative))
    if path and not report.findings and key_places.is_key_folder(path) and _may(view, _READS):
        report.action = "read_key_file"
        report.files.append(path)
        report.add("key_containers", f"{who} reads what the system keeps keys in: {paths.base(path)}")
        report.add("key_over_share", "another host reads it over an administrative share")
    return report


def _judge_written(report: Report, who: str, path: str, handed_out: str) -> None:
    # the kernel may write them for its own host, which is another event
    kept = trust_files.kind_of(path, "")
    if kept is not None:
        report.action = kept.action
        report.targets.append(path)
        report.add(kept.indicator, f"{who} writes {kept.what} itself")
    elif handed_out or policy_files.is_one(path):
        policy_files.judge(report, who, handed_out or path, file_writers.KERNEL)
    if report.findings:
        report.add("writer_remote", "written over a share that Windows makes itself")


def _path(share: str, relative: str) -> str:
    """The file as the host itself has it, or "" where the share is no administrative one."""
    drive = _DRIVE.match(share)
    if drive is not None:
        return paths.normal(f"{drive.group(1)}:\\{relative}")
    return paths.normal(f"c:\\windows\\{relative}") if _WINDOWS.match(share) else ""


def _handed_out(share: str, relative: str) -> str:
    """A policy of code integrity for all hosts of a domain, below the share, or ""."""
    path = paths.normal(relative)
    is_policy = paths.base(path) == _POLICY or paths.extension(path) == _POLICIES
    return path if is_policy and _DOMAIN.match(share) else ""


def _may(view: View, rights: int) -> bool:
    try:
        return bool(int(view.get("access_mask")[:20], 16) & rights)
    except ValueError:
        return False
