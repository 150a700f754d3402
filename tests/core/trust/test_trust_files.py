"""Files in which systems keep whom they trust."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import trust_files

GUID = "{f750e6c3-38ee-11d1-85e5-00c04fc295ee}"
SETTINGS = "/library/security/trust settings/admin.plist"
CATALOG = f"c:\\windows\\system32\\catroot\\{GUID}\\lab.cat"


@pytest.mark.parametrize(
    ("path", "image", "indicator"),
    [
        (SETTINGS, "/private/tmp/.x/run", "trust_settings_file"),
        (SETTINGS, "/usr/libexec/trustd", ""),
        (SETTINGS, "/usr/bin/security", ""),
        ("/users/mia/library/security/trust settings/admin.plist", "/bin/cp", "trust_settings_file"),
        ("/library/security/trust settings/admin.txt", "/bin/cp", ""),
        ("/var/db/systempolicy", "/usr/bin/sqlite3", "gatekeeper_change_rule"),
        ("/private/var/db/systempolicyconfiguration/execpolicy", "/tmp/x", "gatekeeper_change_rule"),
        ("/var/db/systempolicy", "/usr/libexec/syspolicyd", ""),
        (CATALOG, "C:\\Windows\\System32\\cmd.exe", "catalog_planted"),
        (CATALOG, "C:\\Windows\\System32\\svchost.exe", ""),
        ("d:\\drivers\\lab.cat", "C:\\Windows\\System32\\cmd.exe", ""),
        ("s:\\efi\\microsoft\\boot\\lab.efi", "C:\\ProgramData\\x\\setup64.exe", "boot_file_planted"),
        ("/boot/efi/efi/boot/bootx64.efi", "/tmp/.x/run", "boot_file_planted"),
        ("s:\\efi\\microsoft\\boot\\bootmgfw.efi", "C:\\Windows\\System32\\bcdboot.exe", ""),
        ("/boot/efi/efi/boot/bootx64.efi", "/usr/sbin/grub-install", ""),
        ("d:\\images\\lab.efi", "C:\\ProgramData\\x\\setup64.exe", ""),
        ("", "", ""),
    ],
)
def test_whose_file_it_is(path: str, image: str, indicator: str) -> None:
    kind = trust_files.kind_of(path, image)
    assert (kind.indicator if kind else "") == indicator
