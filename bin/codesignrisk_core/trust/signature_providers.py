"""The libraries and functions that Windows and Office register for reading and checking signatures.

Setup, repair and regsvr32 write these values again; whoever replaces a provider writes others. Sources: Graeber,
"Subverting Trust in Windows" (appendix); Sigma registry_set_sip_persistence (WINTRUST.DLL, mso.dll); softpub.h,
wintrust.h (trust providers); the registry of Windows 10 and 11.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.trust import places

_LIBRARIES = frozenset(
    """wintrust.dll softpub.dll mssip32.dll initpki.dll crypt32.dll cryptdlg.dll cryptnet.dll msisip.dll wshext.dll
    pwrshsip.dll appxsip.dll esdsip.dll mso.dll msosip.dll msosipx.dll vbe7.dll urlmon.dll xapauthenticodesip.dll
    windowscodecsext.dll""".split()
)
# Of the trust providers (WinTrust, SoftPub, Office) and of the interface packages.
_FUNCTIONS = frozenset(
    """softpubinitialize softpubloadmessage softpubloadsignature softpubcheckcert softpubauthenticode softpubcleanup
    softpubdumpstructure softpubdefcertinit softpubloaddefusagecalldata softpubfreedefusagecalldata
    wintrustcertificatetrust httpscertificatetrust httpsfinalprov officeinitializepolicy officecleanuppolicy
    driverinitializepolicy driverfinalpolicy drivercleanuppolicy genericchaincertificatetrust genericchainfinalprov
    certtrustinit certtrustcertpolicy certtrustfinalpolicy certtrustcleanup
    cryptsipgetsigneddatamsg cryptsipputsigneddatamsg cryptsipcreateindirectdata cryptsipverifyindirectdata
    cryptsipremovesigneddatamsg cryptsipgetcaps cryptsipgetsealeddigest
    msisipismyfiletype msisipgetsigneddatamsg msisipputsigneddatamsg msisipcreateindirectdata
    msisipverifyindirectdata msisipremovesigneddatamsg
    putsigneddatamsg getsigneddatamsg createindirectdata verifyindirectdata removesigneddatamsg ismyfiletype
    pssputsigneddatamsg psgetsigneddatamsg psputsigneddatamsg pscreatehash psverifyhash psdelsignature psismyfiletype
    pscreateindirectdata psverifyindirectdata psremovesigneddatamsg""".split()
)
_PLACES = ("\\windows\\system32\\", "\\windows\\syswow64\\", "\\program files\\", "\\program files (x86)\\")


def is_shipped_library(data: str) -> bool:
    """Whether a value names a shipped library, by its bare name or where Windows and Office keep it."""
    path = paths.normal(data.replace("%SystemRoot%", "c:\\windows").replace("%systemroot%", "c:\\windows"))
    if paths.base(path) not in _LIBRARIES:
        return False
    return "\\" not in path or (path[2:].startswith(_PLACES) and not places.is_user_writable(path))


def is_shipped_function(data: str) -> bool:
    """Whether a value names a function of a shipped library."""
    return data.strip().lower() in _FUNCTIONS
