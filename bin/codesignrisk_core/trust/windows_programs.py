"""Programs that come with Windows, by their names, and the folders that they lie in: elsewhere the name is borrowed
(MITRE ATT&CK T1036.005). Paths are normalised.

Source: SigmaHQ proc_creation_win_susp_system_exe_anomaly (names of Windows' programs and their folders); SANS, "Hunt
Evil" (which of them lie in System32).
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.trust import places

_IN_SYSTEM32 = frozenset(
    f"{name}.exe"
    for name in """audiodg cmd conhost cscript csrss ctfmon dllhost drvinst dwm fontdrvhost forfiles gpscript lsaiso
    lsass lsm mshta msiexec omadmclient openwith pcalua powershell provtool regsvr32 rundll32 runtimebroker scrcons
    searchindexer services sihost smss spoolsv svchost taskeng taskhost taskhostw userinit windeploy wininit winlogon
    winrshost wmiprvse wscript wsmprovhost""".split()
)
# These two lie in the folder of Windows itself.
_IN_WINDOWS = frozenset({"explorer.exe", "hh.exe"})
# Any folder of System32 and its twins; Windows of another volume, of a container, or of before an upgrade.
_DRIVE = r"(?:[a-z]:|device\\[^\\]+|%systemdrive%)\\(?:windows\.old\\)?"
_WINDOWS = rf"^(?:{_DRIVE}(?:windows|winnt)|%(?:systemroot|windir)%|systemroot)\\"
_FOLDER = re.compile(rf"{_WINDOWS}(?:system32|syswow64|sysnative|sysarm32|winsxs|servicing|\$patchcache\$)\\")
_OWN = re.compile(rf"{_WINDOWS}(?:explorer|hh)\.exe$")


def is_borrowed(path: str) -> bool:
    """Whether a whole path has the name of a program of Windows and lies in none of its folders. A bare name tells
    nothing.
    """
    name = paths.base(path)
    if "\\" not in path or not (name in _IN_SYSTEM32 or name in _IN_WINDOWS):
        return False
    in_place = _FOLDER.match(path) is not None and not places.is_user_writable(path)
    return not in_place and _OWN.match(path) is None


def is_imitated(path: str) -> bool:
    """The same, but for programs that an administrator has put below Program Files: makers call theirs services.exe."""
    return is_borrowed(path) and not places.is_installed(path)
