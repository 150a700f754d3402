"""The logs of Windows that tell of certificates and signatures.

Sources: learn.microsoft.com, "Understanding Application Control events", "Certificate lifecycle notifications"; the
channels that events/certificate_log reads.
"""

from __future__ import annotations

_CHANNELS = (
    "Microsoft-Windows-CodeIntegrity/Operational",
    "Microsoft-Windows-CodeIntegrity/Verbose",
    "Microsoft-Windows-CAPI2/Operational",
    "Microsoft-Windows-AppLocker/EXE and DLL",
    "Microsoft-Windows-AppLocker/MSI and Script",
    "Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational",
    "Microsoft-Windows-CertificateServicesClient-Lifecycle-User/Operational",
    "Microsoft-Windows-CertificationAuthority/Operational",
)
_BY_NAME = {channel.lower(): channel for channel in _CHANNELS}

KEY = "\\currentversion\\winevt\\channels\\"
"""Where the registry keeps the settings of a log, in a key of its name; the value ``Enabled`` turns it on and off."""
WORDS = ("codeintegrity", "capi2", "applocker", "certificateservicesclient", "certificationauthority")
"""One of these stands in the name of each, as an index breaks words."""


def of_channel(name: str) -> str:
    """The log of this name as Windows spells it, or ""."""
    return _BY_NAME.get(name.strip("\"' ").lower(), "")


def of_key(key: str) -> str:
    """The log whose settings a normalised key holds, as Windows spells it, or "". A slash in its name stays in the
    registry and becomes a backslash in normalised keys.
    """
    _, found, name = key.partition(KEY)
    return next((log for lower, log in _BY_NAME.items() if name == lower.replace("/", "\\")), "") if found else ""
