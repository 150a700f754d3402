"""A policy of code integrity as a file in the folders that Windows takes it from.

Sources: learn.microsoft.com, "Deploy App Control policies with script" (SiPolicy.p7b, CiPolicies\\Active, the EFI
system partition); Sigma file_event_win_susp_wdac_policy_creation.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events import file_writers
from codesignrisk_core.model import Report
from codesignrisk_core.trust import file_kinds, store_keepers

_PLACES = ("\\windows\\system32\\codeintegrity\\", "\\efi\\microsoft\\boot\\")


def is_one(path: str) -> bool:
    """Whether a normalised path is a policy in a folder of policies."""
    return paths.extension(path) in file_kinds.POLICIES and any(place in path for place in _PLACES)


def judge(report: Report, who: str, path: str, image: str, *, deleted: bool = False) -> None:
    """Add that a policy is written or deleted, unless by what deploys them. path: normalised; image: who does it."""
    if store_keepers.keeps_policies(image):
        return
    report.action = "change_code_integrity_policy"
    report.files.append(path)
    does = "deletes" if deleted else "writes"
    report.add("code_integrity_policy", f"{who} {does} the code-integrity policy {paths.base(path)}")
    if file_writers.is_kernel(image):
        report.add("policy_of_other_host", "it comes from another host, for which the System process writes")
