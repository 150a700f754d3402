"""Files in which operating systems keep whom they trust, and the programs that keep them.

macOS: the trust settings of users and of the machine, Gatekeeper's own data (syspolicyd). Windows: the catalogs that
CryptSvc registers (CatRoot). Java: the store of its roots. Sources: security(1), trustd(8), syspolicyd(8);
learn.microsoft.com, "Catalog files and digital signatures"; docs.oracle.com keytool ("cacerts").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from codesignrisk_core.cmdline import paths


class TrustFile(NamedTuple):
    """action and indicator: of a write by somebody else; what: the words for the file."""

    action: str
    indicator: str
    what: str


class _Kind(NamedTuple):
    pattern: re.Pattern[str]
    keepers: frozenset[str]
    found: TrustFile


# What sets up Windows and its drivers.
_SETS_UP = frozenset(
    """svchost.exe trustedinstaller.exe tiworker.exe poqexec.exe drvinst.exe dism.exe dismhost.exe setuphost.exe
    msiexec.exe wusa.exe system ccmexec.exe spoolsv.exe""".split()
)
_KINDS = (
    _Kind(
        re.compile(r"/library/security/trust settings/[^/]+\.plist$"),
        frozenset({"trustd", "security", "securityd", "mdmclient", "profiles", "securityuploadd"}),
        TrustFile("add_to_store", "trust_settings_file", "the file of trust settings"),
    ),
    _Kind(
        re.compile(r"/var/db/systempolicy(?:configuration/[^/]+|-prefs\.plist)?$"),
        frozenset({"syspolicyd", "spctl", "mdmclient"}),
        TrustFile("change_gatekeeper", "gatekeeper_change_rule", "Gatekeeper's own data"),
    ),
    _Kind(
        re.compile(r"(?:^|[\\/])efi[\\/](?:microsoft[\\/])?boot[\\/][^\\/]+\.efi$"),
        _SETS_UP
        | frozenset(
            """bcdboot.exe bootsect.exe bfsvc.exe grub-install grub2-install shim-install bootctl sbctl sbsign dpkg rpm
            fwupd fwupdtool refind-install mokutil kernel-install cp install""".split()
        ),
        TrustFile("bring_tool", "boot_file_planted", "a program that the firmware starts"),
    ),
    _Kind(
        re.compile(r"^[a-z]:\\windows\\system32\\catroot\\\{[0-9a-f-]{36}\}\\[^\\]+\.cat$"),
        _SETS_UP,
        TrustFile("add_catalog", "catalog_planted", "a catalog of signatures, past the service that registers them,"),
    ),
)
EXTENSIONS = frozenset({"cat", "efi", "plist"})
"""What the names of such files end in."""
WORDS = ("catroot", "efi", "trust settings", "systempolicy*")
"""One of these stands in every event about such a file."""


def kind_of(path: str, image: str) -> TrustFile | None:
    """What a normalised path is, unless the program that writes it is there to keep it."""
    for kind in _KINDS:
        if kind.pattern.search(path):
            return None if paths.base(paths.normal(image)) in kind.keepers else kind.found
    return None
