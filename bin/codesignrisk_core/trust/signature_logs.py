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
# A slash in a log's name stays in the registry and becomes a backslash in normalised keys.
_BY_KEY = {name.replace("/", "\\"): channel for name, channel in _BY_NAME.items()}

KEY = "\\currentversion\\winevt\\channels\\"
"""Where the registry keeps the settings of a log, in a key of its name; the value ``Enabled`` turns it on and off."""
WORDS = ("codeintegrity", "capi2", "applocker", "certificateservicesclient", "certificationauthority")
"""One of these stands in the name of each, as an index breaks words."""


def of_channel(name: str) -> str:
    """The log of this name as Windows spells it, or ""."""
    return _BY_NAME.get(name.strip("\"' ").lower(), "")


def turned_off(key: str, value: str, number: int) -> str:
    """The log, as Windows spells it, that setting a value of a normalised key turns off, or "". number: its data."""
    return _BY_KEY.get(key.partition(KEY)[2], "") if value.lower() == "enabled" and number == 0 else ""
