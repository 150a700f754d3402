"""What keeps a Linux kernel from running foreign code: arguments, keyrings, signatures of IMA."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_posix


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("grubby --update-kernel=ALL --args=module.sig_enforce=0", ["boot_arguments"]),
        ("kexec -l /boot/vmlinuz --append=ima_appraise=off", ["boot_arguments"]),
        ("rpm-ostree kargs --append=lockdown=none", ["boot_arguments"]),
        ("grubby --update-kernel=ALL --args=quiet", []),
        ("grubby --update-kernel=ALL --remove-args=ima_appraise=off", []),
        ("grubby --info=ALL", []),
        ("sed -i s/quiet/module.sig_enforce=0/ /etc/default/grub", ["boot_arguments"]),
        ("sed -i s/module.sig_enforce=0/quiet/ /etc/default/grub", []),
        ("setfattr -x security.ima /usr/bin/sshd", ["signature_remove"]),
        ("setfattr --remove=security.evm /usr/bin/sshd", ["signature_remove"]),
        ("setfattr -x user.note /srv/a", []),
        ("setfattr -n security.ima -v 0x03 /srv/a", []),
        ("keyctl padd asymmetric lab %:.ima", ["add_trust_anchor"]),
        ("keyctl padd user lab @u", []),
        ("keyctl show %:.ima", []),
        ("evmctl import /tmp/x509.der 0x1", ["add_trust_anchor", "input_user_writable"]),
        (
            "evmctl ima_sign --key /dev/shm/k.pem /usr/bin/sshd",
            ["input_hidden", "input_user_writable", "sign_kernel_module"],
        ),
        ("evmctl ima_sign --key /etc/keys/k.pem build/tool", []),
        ("evmctl ima_verify /usr/bin/sshd", []),
    ],
)
def test_lines(line: str, indicators: list[str]) -> None:
    assert sorted(ids(judged_posix(line))) == sorted(indicators)
