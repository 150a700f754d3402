"""App Control's and Gatekeeper's policies as files: whoever deletes or replaces one decides which code may run.

Places: learn.microsoft.com, "Deploy App Control policies with script" (SiPolicy.p7b, CiPolicies\\Active\\{id}.cip);
spctl(8) (/var/db/SystemPolicy).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.needles import holds
from codesignrisk_core.trust import file_kinds, places

# On the system's drive and on the partition of the firmware, in normalised paths.
_FOLDERS = ("\\codeintegrity\\", "\\efi\\microsoft\\boot\\")
_WHOLE = re.compile(r"\\(?:codeintegrity|boot)\\cipolicies\\active(?:\\\*)?$|/db/\.?systempolicy[^/]*$")


def _is_policy(path: str) -> bool:
    """Whether a normalised path is a policy, Gatekeeper's data base, or all of App Control's policies."""
    if paths.extension(path) in file_kinds.POLICIES and ":" not in path[2:] and holds(path, _FOLDERS):
        return True
    return _WHOLE.search(path) is not None


def is_place(path: str) -> bool:
    """Whether a normalised path is in a folder of policies: Windows' own, or the boot loader's on the EFI partition."""
    return holds(path + "\\", _FOLDERS)


def put_in_force(report: Report, name: str) -> None:
    """A policy that is made the one in force, from whatever file."""
    report.action = "change_code_integrity_policy"
    report.add("code_integrity_policy", f"{name} puts a code-integrity policy in force")


def judge_source(report: Report, who: str, source: str) -> None:
    """App Control is told to take its policy from a file."""
    put_in_force(report, who)
    path = paths.normal(source)
    report.files.append(path)
    if places.is_exposed(path):
        report.add("input_user_writable", f"{paths.base(path)} is in a user-writable path")


def judge(report: Report, name: str, operands: Iterable[str], cwd: str, verb: str = "deletes") -> None:
    """Policies among the operands of a program that deletes or writes them."""
    for path in (paths.normal(word, cwd) for word in operands):
        if _is_policy(path):
            report.action = "change_code_integrity_policy"
            report.add("code_integrity_policy", f"{name} {verb} the code-integrity policy {paths.base(path)}")
            if verb == "deletes" and (_WHOLE.search(path) or "*" in paths.base(path)):
                report.add("weaken_code_integrity", f"{name} deletes all policies at once")
            if paths.is_remote(path):
                report.add("policy_of_other_host", "it is that of another host")
