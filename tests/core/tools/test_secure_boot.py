"""mokutil, and loaders of unsigned drivers."""

from __future__ import annotations

import pytest
from codesignrisk_core import tools
from codesignrisk_core.tools import secure_boot

from tests.core.lines import ids, judged_posix, windows


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("mokutil --import key.der", ["enroll_boot_key"]),
        ("mokutil --import /tmp/key.der", ["enroll_boot_key", "input_user_writable"]),
        ("mokutil --root-pw --import /tmp/key.der", ["enroll_boot_key", "input_user_writable"]),
        ("mokutil -P -i /tmp/key.der", ["enroll_boot_key", "input_user_writable"]),
        ("mokutil --hash-file /tmp/h --import key.der", ["enroll_boot_key"]),
        ("mokutil --root-pw --reset", []),
        ("mokutil --test-key /tmp/key.der", []),
        ("mokutil --disable-validation", ["boot_arguments"]),
        ("mokutil --sb-state", []),
        # what the distribution makes for its own modules
        ("mokutil --import /var/lib/shim-signed/mok/MOK.der", ["enroll_boot_key", "distribution_key"]),
        ("mokutil --import /var/lib/dkms/mok.pub", ["enroll_boot_key", "distribution_key"]),
        ("mokutil --import /var/lib/shim-signed/mok/MOK.der /tmp/key.der", ["enroll_boot_key", "input_user_writable"]),
        ("mokutil --list-enrolled", []),
        ("mokutil", []),
    ],
)
def test_mokutil(line: str, indicators: list[str]) -> None:
    assert ids(judged_posix(line)) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("efi-updatevar -f /srv/db.auth db", ["enroll_boot_key"]),
        ("efi-updatevar -a -f /tmp/x.esl KEK", ["enroll_boot_key", "input_user_writable"]),
        ("efi-updatevar --help", []),
        ("sbctl enroll-keys --microsoft", ["enroll_boot_key"]),
        ("sbctl status", []),
    ],
)
def test_keys_of_the_firmware(line: str, indicators: list[str]) -> None:
    assert ids(judged_posix(line)) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("kdu.exe -dse 0", ["driver_loader"]),
        ("furutaka.exe C:\\d\\x.sys", ["driver_loader"]),
        ("kdstinker.exe C:\\d\\x.sys", ["driver_loader"]),
        ("kdmapper.exe a.sys", ["driver_loader"]),
        ("kdu.exe -list", []),
        ("kdu.exe", []),
        ("dsefix.exe", ["driver_loader"]),
        ("dsefix.exe -e", ["driver_loader"]),
        ("dsefix.exe -?", []),
        ("efidsefix.exe", []),
        # brings a policy of App Control to another host
        ("krueger.exe --host dc1.lab.example", ["driver_loader"]),
        ("krueger.exe --help", []),
    ],
)
def test_loaders(line: str, indicators: list[str]) -> None:
    command = windows(line)
    assert ids(tools.BY_IMAGE[command.image[:-4]].judge(command)) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("C:\\ProgramData\\x\\tool64.exe -dse off -load C:\\ProgramData\\x\\a.sys", ["driver_loader"]),
        ("tool.exe --disable-dse", ["driver_loader"]),
        ("tool.exe /dse:6", ["driver_loader"]),
        ("C:\\lab\\map.exe --free --PassAllocationPtr C:\\lab\\a.sys", ["driver_loader"]),
        ("C:\\lab\\map.exe --indPages a.sys", ["driver_loader"]),
        ("C:\\lab\\map.exe --indPages a.txt", []),
        ("tool.exe dse off", []),
        ("tool.exe --adsense", []),
        ("git commit -m -dsewords", []),
    ],
)
def test_a_loader_under_any_name(line: str, indicators: list[str]) -> None:
    assert ids(secure_boot.judge_any(windows(line))) == indicators
