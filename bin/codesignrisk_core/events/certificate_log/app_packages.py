"""AppXDeploymentServer/Operational 603: the deployment of an app package starts, with the options asked for.

One of them is that no signature is needed (``Add-AppxPackage -AllowUnsigned``). Visual Studio deploys its builds so.
Sources: learn.microsoft.com, "Create an unsigned MSIX package", "Package a desktop or UWP app in Visual Studio" (the
folder AppPackages); SigmaHQ win_appxpackaging_server_unsigned_package_installation (Flags 8388608).
"""

from __future__ import annotations

from urllib.parse import unquote

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import Parents
from codesignrisk_core.records.fields import View
from codesignrisk_core.trust import places

EVENT_IDS = ("603",)

_ALLOW_UNSIGNED = 0x800000
# Names only, so that they earn capped credit at most.
_DEVELOPS = frozenset({"deployapprecipe", "devenv", "msbuild"})
_OF_BUILDS = "\\apppackages\\"
_FILE = "file:///"


def judge(view: View, parents: Parents) -> Report:
    """Whether the package may be without a signature, and where it lies."""
    report = Report()
    if not _flags(view.get("package_options")) & _ALLOW_UNSIGNED:
        return report
    path = _path(view.get("package_source"))
    # a bare name, and the service in it: "svchost.exe,AppXSvc"
    who = paths.stem(view.get("package_caller").partition(",")[0]) or "a program"
    report.action = "install_untrusted"
    report.targets.append(path)
    report.add("package_untrusted", f"{who} has {paths.base(path) or 'a package'} installed without a signature")
    if places.is_exposed(path):
        report.add("target_user_writable", f"{paths.base(path)} is in a user-writable path")
    elif who in _DEVELOPS or _OF_BUILDS in path or places.is_build(path):
        report.add("build_path", f"{who} deploys what a build has made")
    return report


def _path(source: str) -> str:
    """The file of an address (``file:///C:/a%20b.msix``, ``file://host/share/a.msix``), normalised."""
    lower = source[:8].lower()
    if lower == _FILE:
        return paths.normal(unquote(source[8:]))
    return paths.normal(unquote("//" + source[7:]) if lower.startswith("file://") else source)


def _flags(text: str) -> int:
    try:
        return int(text[:20], 16 if text[:2].lower() == "0x" else 10)
    except ValueError:
        return 0
