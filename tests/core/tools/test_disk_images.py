"""Disk images that archivers unpack and diskpart attaches."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows

DOWNLOAD = "C:\\Users\\ann\\Downloads\\a.iso"


@pytest.mark.parametrize(
    ("line", "unpacks"),
    [
        (f"tar -xf {DOWNLOAD} -C C:\\Users\\Public\\Music --include *.dll", True),
        (f"tar xvf {DOWNLOAD} -C C:\\Users\\Public\\x", True),
        (f"bsdtar --extract --file={DOWNLOAD} --directory=C:\\Users\\Public\\x", True),
        (f"7z x {DOWNLOAD} -oC:\\Windows\\Tasks -y", True),
        ("7z e C:\\Users\\ann\\AppData\\Local\\Temp\\a.vhdx -oC:\\Users\\Public\\x", True),
        # a folder of one's own, an image of one's own, a look, another kind of archive
        (f"7z x {DOWNLOAD} -oC:\\iso\\a", False),
        (f"tar -xf {DOWNLOAD} -C C:\\Users\\ann\\Desktop\\a", False),
        ("7z x D:\\images\\a.iso -oC:\\Users\\Public\\x", False),
        (f"tar -tf {DOWNLOAD}", False),
        (f"7z l {DOWNLOAD}", False),
        ("tar -xf C:\\Users\\ann\\Downloads\\a.zip -C C:\\Users\\Public\\x", False),
        ("tar", False),
        ("7z x", False),
    ],
)
def test_unpacked(line: str, unpacks: bool) -> None:
    report = judged_windows(line)
    assert (report.action, ids(report)) == (("install_untrusted", ["image_unpacked"]) if unpacks else ("", []))


@pytest.mark.parametrize(
    ("line", "brought"),
    [
        ("diskpart /s C:\\Users\\Public\\d.txt", True),
        ("diskpart.exe /t 5 /s %TEMP%\\d.txt", True),
        ("diskpart /s C:\\deploy\\d.txt", False),
        ("diskpart", False),
    ],
)
def test_scripts_of_diskpart(line: str, brought: bool) -> None:
    assert ids(judged_windows(line)) == ["disk_script_brought"] * brought
