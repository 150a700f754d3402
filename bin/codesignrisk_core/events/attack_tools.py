"""Files that have the published name of a tool that fakes signatures, steals keys or loads unsigned drivers: a download
of it, a checkout, a copy (MITRE ATT&CK T1588.002).

A repository is packed under its name and branch (SigThief-master.zip), a release under name, version and platform.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.tools import certificate_theft, fake_signature
from codesignrisk_core.trust import driver_loaders, places

# Names that others have too (Certify The Web renews certificates of web servers), and a tool of analysts.
_COMMON = frozenset(
    """mangle scarecrow certify certify2 certipy whisker dpapi nxc netexec crackmapexec cme tdl stryker drvloader
    disitool""".split()
)
NAMES = tuple(sorted({*fake_signature.NAMES, *certificate_theft.NAMES, *driver_loaders.NAMES} - _COMMON))
"""The names in lower case, as files of the tools begin."""
_FILE = re.compile(
    rf"(?:{'|'.join(map(re.escape, NAMES))})(?![a-z])[^\\/:]{{0,80}}\.(?:zip|7z|rar|gz|exe|dll|py|ps1|psm1|go|jar|iso)$"
)


def is_one(path: str) -> bool:
    """Whether a path in lower case is a program, script or archive that has the name of such a tool."""
    return _FILE.match(paths.base(path)) is not None


def judge(report: Report, who: str, path: str) -> None:
    """A file of such a name appears. path: normalised."""
    report.action = "bring_tool"
    report.targets.append(path)
    report.add("attack_tool_appears", f"{who} writes {paths.base(path)}, which has the name of an attack tool")
    if places.is_exposed(path):
        report.add("signed_file_user_writable", f"{paths.base(path)} lies in a user-writable place")
