"""gpg: secret keys exported."""

from __future__ import annotations

import pytest
from codesignrisk_core.tools import gpg

from tests.core.lines import ids, judged_posix, posix


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("gpg --export-secret-keys -o keys.gpg release@x.example", ["export_gpg_key"]),
        ("gpg --armor --export-secret-subkeys 0xAB", ["export_gpg_key"]),
        ("gpg --export-secret-key -a -o /tmp/k.asc", ["export_gpg_key", "output_user_writable"]),
        ("gpg --batch --passphrase Sesame --export-secret-keys", ["export_gpg_key", "clear_password"]),
        ("gpg --export -a release@x.example", []),
        ("gpg --list-secret-keys", []),
        ("gpg --detach-sign pkg.tar.gz", []),
    ],
)
def test_gpg(line: str, indicators: list[str]) -> None:
    assert ids(gpg.judge(posix(line))) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("gpg --keyring /etc/apt/trusted.gpg.d/x.gpg --import /tmp/x.asc", ["package_key_trusted"]),
        ("gpg --no-default-keyring --keyring /usr/share/keyrings/x.gpg --import /dev/shm/x", ["package_key_trusted"]),
        ("gpg --keyring /etc/apt/trusted.gpg.d/x.gpg --import /srv/vendor.asc", []),
        ("gpg --import /tmp/friend.asc", []),
    ],
)
def test_keys_of_packages(line: str, indicators: list[str]) -> None:
    report = judged_posix(line)
    assert [finding.indicator for finding in report.findings] == indicators
