"""The program that acts: whether it hides which one it is, and whether it lies where such a program belongs."""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.process.identity import Identity
from codesignrisk_core.trust import places

# Places where the tools belong. Kits and package caches hold the SDK tools, System32 holds Windows' own.
_SYSTEM_PLACES = ("\\windows\\system32\\", "\\windows\\syswow64\\", "\\windows\\sysnative\\", "\\windows\\winsxs\\")
_SDK_PLACES = (
    "\\windows kits\\",
    "\\microsoft sdk",
    "\\microsoft platform sdk",
    "\\microsoft visual studio",
    "\\microsoft.net\\",
    "\\.nuget\\packages\\",
    "\\electron-builder\\cache\\",
    "\\wincodesign",
    "\\windows\\servicing\\",
    "\\winddk\\",
)
# Where tools are dropped rather than installed; for those that people also install below their own profile.
_DROP_PLACES = ("\\temp\\", "\\tmp\\", "\\users\\public\\", "\\perflogs\\", "\\windows\\tasks\\", "\\$recycle.bin\\")
_SYSTEM_TOOLS = frozenset({"certutil", "certreq", "certoc"})
_SDK_TOOLS = frozenset({"signtool", "makecert", "pvk2pfx", "cert2spc", "certmgr", "inf2cat"})
# Nobody installs these in a profile; programs that change a browser's trust bring them there.
_BROUGHT_TOOLS = frozenset({"nss_certutil"})


def judge(report: Report, image: str, identity: Identity) -> None:
    """Add to what a program does where it lies and what it pretends to be. image: its path, or a bare name."""
    _judge_place(report, image)
    _judge_identity(report, image, identity)


def _judge_place(report: Report, image: str) -> None:
    """Whether the tool that acts lies where such a tool belongs; a bare name says nothing."""
    path = paths.normal(image)
    if path.startswith("/"):
        if places.is_not_installed(path) or places.is_staging(path):
            report.add("tool_user_writable", f"{report.tool} runs from a user-writable path")
        return
    if "\\" not in path or places.is_build(path):
        return
    system = any(place in path for place in _SYSTEM_PLACES) and not places.is_user_writable(path)
    if report.tool in _SYSTEM_TOOLS:
        usual = system
    elif report.tool in _SDK_TOOLS:
        usual = system or any(place in path for place in _SDK_PLACES)
    elif report.tool in _BROUGHT_TOOLS:
        usual = not places.is_user_writable(path)
    else:
        usual = not any(place in path for place in _DROP_PLACES)
    if usual:
        return
    if places.is_user_writable(path):
        report.add("tool_user_writable", f"{report.tool} runs from a user-writable path")
    elif not path.split("\\", 1)[-1].startswith("program files"):
        report.add("tool_unusual_place", f"{report.tool} runs from an unusual place")


def _judge_identity(report: Report, image: str, identity: Identity) -> None:
    """Whether the process hides which tool it is. Either way nothing about it counts as benign."""
    if identity.renamed:
        report.hidden = True
        report.add("renamed_tool", f"{report.tool} runs under the name {paths.base(image)}")
    if identity.masquerade:
        report.hidden = True
        report.add("masquerade", f"{paths.base(image)} has the version resource of {identity.original_name}")
