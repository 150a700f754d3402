"""Driver packages that are installed or catalogued out of a place that is nobody's."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows

BROUGHT = ["driver_package_brought", "target_user_writable"]


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("pnputil /add-driver C:\\Users\\Public\\d\\x.inf /install", BROUGHT),
        ("pnputil.exe -i -a C:\\ProgramData\\d\\x.inf", BROUGHT),
        ("devcon install C:\\Users\\Public\\x.inf root\\x", BROUGHT),
        ("drvload C:\\Windows\\Temp\\x.inf", BROUGHT),
        ("pnputil /add-driver C:\\Drivers\\net\\*.inf /subdirs /install", []),
        ("pnputil /add-driver C:\\Windows\\ccmcache\\1a\\x.inf /install", []),
        ("pnputil /add-driver C:\\Users\\ann\\AppData\\Local\\Temp\\nsa1B2C.tmp\\x.inf /install", []),
        ("pnputil /delete-driver oem1.inf", []),
        ("pnputil /enum-drivers", []),
        ("devcon hwids *", []),
        ("drvload", []),
        ("dism /image:C:\\mount /add-driver /driver:D:\\d\\x.inf /forceunsigned", ["driver_package_unsigned"]),
        (
            "Dism.exe /Online /Add-Driver /Driver:C:\\Users\\Public\\x.inf /ForceUnsigned",
            ["driver_package_unsigned", "signed_file_user_writable"],
        ),
        ("dism /image:C:\\mount /add-driver /driver:D:\\d /recurse", []),
        ("dism /online /get-drivers", []),
        ("inf2cat /driver:C:\\Users\\Public\\d /os:10_X64", ["driver_catalog_made", "target_user_writable"]),
        ("C:\\Users\\Public\\inf2cat.exe /driver:C:\\d /os:10_X64", ["driver_catalog_made"]),
        ("inf2cat /driver:C:\\src\\driver\\pkg /os:10_X64", []),
        ("inf2cat /?", []),
    ],
)
def test_packages(line: str, indicators: list[str]) -> None:
    assert ids(judged_windows(line)) == indicators
