"""Package managers of Linux that are told to check no signatures."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_posix

ADDRESS = "http://203.0.113.5/a.rpm"


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("dnf install --nogpgcheck ./a.rpm", ["package_unchecked"]),
        ("yum -y --nogpgcheck install agent", ["package_unchecked"]),
        ("yum -y --setopt=gpgcheck=0 install agent", ["package_unchecked"]),
        (f"rpm -Uvh --nosignature --nodigest {ADDRESS}", ["package_unchecked", "input_remote", "input_bare_address"]),
        ("rpm -i --nosignature /tmp/a.rpm", ["package_unchecked", "input_user_writable"]),
        ("apt-get install --allow-unauthenticated agent", ["package_unchecked"]),
        ("apt-get -o APT::Get::AllowUnauthenticated=true install agent", ["package_unchecked"]),
        ("zypper --no-gpg-checks install agent", ["package_unchecked"]),
        ("dpkg --force-bad-verify -i a.deb", ["package_unchecked"]),
        ("apk add --allow-untrusted ./a.apk", ["package_unchecked"]),
        ("apk add nginx", []),
        ("snap install --dangerous ./a.snap", ["package_unchecked"]),
        (
            "flatpak remote-add --no-gpg-verify lab http://203.0.113.5/repo",
            ["package_unchecked", "input_remote", "input_bare_address"],
        ),
        ("flatpak remote-add lab https://repo.example/lab.flatpakrepo", []),
        (
            "zypper addrepo --no-gpgcheck https://repo.example/a lab",
            ["package_unchecked", "input_remote"],
        ),
        ("podman image trust set -t accept default", ["package_checks_off"]),
        ("podman image trust set --type=reject default", []),
        ("podman image trust show", []),
        ("dnf install ./a.rpm", []),
        ("rpm -K a.rpm", []),
        ("yum -y --setopt=gpgcheck=1 install agent", []),
        # a key that is nobody's
        ("rpm --import https://packages.example/k.asc", []),
        ("rpm -q gpg-pubkey", []),
        # for good
        ("sed -i s/gpgcheck=1/gpgcheck=0/ /etc/yum.conf", ["package_checks_off"]),
        ("sed -i s/^gpgcheck=1/gpgcheck=0/ /etc/yum.conf /etc/yum.repos.d/a.repo", ["package_checks_off"]),
        ("sed -i s/gpgcheck=0/gpgcheck=1/ /etc/yum.conf", []),
        ("sed s/gpgcheck=1/gpgcheck=0/ /etc/yum.conf", []),
    ],
)
def test_packages(line: str, indicators: list[str]) -> None:
    report = judged_posix(line)
    assert (ids(report), report.action) == (indicators, "install_untrusted" if indicators else "")


def test_a_key_from_a_bare_address() -> None:
    report = judged_posix("rpm --import http://203.0.113.5/k.asc")
    assert (ids(report), report.action) == (["package_key_trusted", "input_bare_address"], "add_to_store")


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("pacman-key --add /tmp/k.asc", ["package_key_trusted"]),
        ("pacman-key -a /etc/keys/k.asc", []),
        ("pacman-key --init", []),
    ],
)
def test_keys_of_packages(line: str, indicators: list[str]) -> None:
    assert ids(judged_posix(line)) == indicators
