"""Kernel modules and boot programs that are signed on Linux."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import BY_IMAGE


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("insmod /tmp/.x/net.ko", ["kernel_module_brought"]),
        ("insmod /dev/shm/net.ko debug=1", ["kernel_module_brought"]),
        ("insmod /root/reptile.ko", ["kernel_module_brought", "target_rootkit_named"]),
        ("insmod ./net.ko", []),
        ("insmod /lib/modules/6.1.0/extra/net.ko", []),
        ("insmod", []),
    ],
)
def test_modules_that_are_loaded(line: str, indicators: list[str]) -> None:
    assert [found.indicator for found in judge(line).findings] == indicators


def judge(line: str) -> Report:
    name = line.split()[0]
    return BY_IMAGE[name].judge(Command(f"/usr/bin/{name}", argv.split_posix(line), line, "/work"))


@pytest.mark.parametrize(
    ("line", "indicators", "targets", "files"),
    [
        ("sign-file sha256 k.priv k.der m.ko", "sign_kernel_module", ["/work/m.ko"], ["/work/k.priv", "/work/k.der"]),
        ("kmodsign sha512 k.priv k.der m.ko", "sign_kernel_module", ["/work/m.ko"], ["/work/k.priv", "/work/k.der"]),
        ("sign-file -s m.sig sha256 k.der m.ko", "sign_kernel_module", ["/work/m.ko"], ["/work/k.der"]),
        (
            "sign-file sha256 /tmp/k.priv /tmp/k.der m.ko",
            "sign_kernel_module input_user_writable",
            ["/work/m.ko"],
            ["/tmp/k.priv", "/tmp/k.der"],
        ),
        # by hand among the kernel's own, under the name of a rootkit
        (
            "sign-file sha256 k.priv k.der /lib/modules/6.1.0/kernel/fs/reptile.ko",
            "sign_kernel_module target_rootkit_named target_kernel_tree",
            ["/lib/modules/6.1.0/kernel/fs/reptile.ko"],
            ["/work/k.priv", "/work/k.der"],
        ),
        # DKMS and what it installs
        (
            "sign-file sha512 /var/lib/dkms/mok.key /var/lib/dkms/mok.pub /var/lib/dkms/zfs/2.1/build/zfs.ko",
            "sign_kernel_module own_build_output",
            ["/var/lib/dkms/zfs/2.1/build/zfs.ko"],
            ["/var/lib/dkms/mok.key", "/var/lib/dkms/mok.pub"],
        ),
        (
            "sign-file sha512 k.key k.pub /lib/modules/6.1.0/updates/dkms/zfs.ko",
            "sign_kernel_module own_build_output",
            ["/lib/modules/6.1.0/updates/dkms/zfs.ko"],
            ["/work/k.key", "/work/k.pub"],
        ),
        (
            "sbsign --key k.key --cert k.crt a.efi",
            "sign_kernel_module",
            ["/work/a.efi"],
            ["/work/k.key", "/work/k.crt"],
        ),
        ("pesign -s -c Me -i a.efi -o b.efi", "sign_kernel_module", ["/work/a.efi", "/work/b.efi"], []),
        # those that sign nothing
        ("pesign -S -i a.efi", "", [], []),
        ("sign-file", "", [], []),
        ("sbsign --help", "", [], []),
    ],
)
def test_lines(line: str, indicators: str, targets: list[str], files: list[str]) -> None:
    report = judge(line)
    assert " ".join(found.indicator for found in report.findings) == indicators
    assert (report.targets, report.files) == (targets, files)
