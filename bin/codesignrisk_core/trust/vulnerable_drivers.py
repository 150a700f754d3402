"""Signed drivers with known holes that attackers bring along (T1068), and libraries of Windows that others imitate.

Names only: the file may be a mended version, and in its product's own folder it is the product's. Sources:
loldrivers.io; learn.microsoft.com, "Microsoft recommended driver block rules"; hijacklibs.net (libraries).
"""

from __future__ import annotations

_DRIVERS = frozenset(
    """rtcore64 rtcore32 gdrv gdrv2 gdrv3 dbutil_2_3 dbutildrv2 mhyprot mhyprot2 mhyprot3 capcom winring0 winring0x64
    asio asio2 asio3 asupio ene eneio64 glckio2 inpout32 inpoutx64 physmem speedfan vboxdrv rwdrv rw-everything
    procexp152 procexp aswarpot aswsp truesight rentdrv2 zam64 zamguard64 zemana viragt64 terminator kprocesshacker
    echo_driver echo-driver gmer64 iqvw64e nal nvflash nvflsh64 atillk64 amifldrv64 amigendrv64 afd-exploit bs_def64
    bs_hwmio64 bsmi cpuz141 cpuz_x64 cpuz elrawdsk elbycdio fiddrv64 hwinfo64a hwrwdrv hw64 lha libnicm lgdcatcher
    msio64 msio32 mtcbsv64 netfilter2 nicm nscm nstr ntiolib ntiolib_x64 panio panmonflt phymemx64 piddrv64 pchunter
    proxy64 rzpnk sandra sfdrvx64 stdcdrvws64 superbmc trufos tmcomm vproeventmonitor wantd wfshbr64 winio winio64
    winiodrv wnbios poortry ktgn netfilter64 segwindrvx64 semav6msr64 throttlestop k7rkscan wsftprm bdapiutil64
    ksapi64 nsecsoft nseckrnl amsdk hlpdrv rwdrvx64 tfsysmon""".split()
)
_USUAL_PLACES = ("\\windows\\system32\\", "\\windows\\winsxs\\", "\\program files\\", "\\program files (x86)\\")
# Libraries that programs of Windows load by name from their own folder.
_LIBRARIES = frozenset(
    """version winhttp wininet winmm dbghelp dbgcore userenv wtsapi32 cryptbase cryptsp cryptui dwmapi uxtheme msimg32
    propsys profapi secur32 sspicli netapi32 mpr iphlpapi dnsapi wlanapi ntmarta edgegdi apphelp bcrypt ncrypt
    credui devobj msasn1 rasapi32 samcli srvcli textshaping twinapi urlmon uiautomationcore wbemcomn winsta
    wldp xmllite""".split()
)


def is_vulnerable(name: str) -> bool:
    """Whether a base name in lower case (``rtcore64.sys``) is that of a driver with a known hole."""
    return name.endswith(".sys") and name[:-4] in _DRIVERS


def is_usual_place(path: str) -> bool:
    """Whether a normalised path is one where Windows and products keep their drivers."""
    return path[2:].startswith(_USUAL_PLACES)


def is_system_library(name: str) -> bool:
    """Whether a base name in lower case (``version.dll``) is that of a library of Windows that others imitate."""
    return name.endswith(".dll") and name[:-4] in _LIBRARIES
