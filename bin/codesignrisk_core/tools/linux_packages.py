"""Package managers of Linux that are told not to check signatures, once or for good, or to trust another key.

Grammar: man pages rpm(8), dnf(8), yum(8), zypper(8), apt-get(8), apt-secure(8), dpkg(1), apk(8), flatpak-remote-add(1),
pacman-key(8), podman-image-trust(1), sed(1), dnf.conf(5); snapcraft.io "Install modes" (--dangerous).
A single package without a check is an administrator's habit; where it comes from tells more.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import POSIX, Command, Report, Tool
from codesignrisk_core.rules import inputs, kernel_arguments, package_keys, targets

_UNCHECKED = frozenset(
    """--nogpgcheck --no-gpg-checks --nosignature --nodigest --allow-unauthenticated --allow-unsigned-rpm
    --force-bad-verify --allow-insecure-repositories --allow-untrusted --no-gpg-verify --no-gpgcheck
    --dangerous""".split()
)
_SETTINGS = re.compile(
    r"(?:gpgcheck|repo_gpgcheck|localpkg_gpgcheck)=(?:0|no|false)\b|allow-?unauthenticated=(?:1|true|yes)"
    r"|allowinsecurerepositories=(?:1|true|yes)|siglevel ?= ?never",
    re.IGNORECASE,
)
_WORDS = (
    "nogpgcheck",
    "gpg checks",
    "nosignature",
    "nodigest",
    "unauthenticated",
    "allowunauthenticated",
    "unsigned rpm",
    "bad verify",
    "insecure repositories",
    "allowinsecurerepositories",
    "gpgcheck",
    "siglevel",
    "untrusted",
    "gpg verify",
    "dangerous",
    "rpm import",
)
_PACKAGES = (".rpm", ".deb", ".pkg.tar.zst", ".pkg.tar.xz", ".apk")
_NAMES = "rpm dnf yum tdnf microdnf zypper apt apt-get dpkg apk flatpak snap".split()


def _install(command: Command) -> Report:
    report = Report(tool=paths.stem(command.program))
    words = [token.text for token in command.args]
    if report.tool == "rpm" and "--import" in words:
        package_keys.judge(report, "rpm", *words[words.index("--import") + 1 :])
        return report
    if _UNCHECKED.isdisjoint(word.lower() for word in words) and not any(map(_SETTINGS.search, words)):
        return report
    report.action = "install_untrusted"
    report.add("package_unchecked", f"{report.tool} takes packages without checking their signatures")
    packages = [word for word in words if word.endswith(_PACKAGES) or "://" in word]
    targets.add(report, *packages, cwd=command.cwd, posix=True)
    for path in report.targets:
        inputs.judge_input(report, path, frozenset())
    return report


def _trust_key(command: Command) -> Report:
    """``pacman-key --add FILE``: packages are taken for genuine by another key."""
    report = Report(tool="pacman-key")
    words = [token.text for token in command.args]
    if not {"-a", "--add"}.isdisjoint(words):
        package_keys.judge(report, "pacman-key", *(word for word in words if word[:1] != "-"))
    return report


def _trust_images(command: Command) -> Report:
    """``podman image trust set -t accept REGISTRY``: images are taken without a signature."""
    report = Report(tool="podman")
    words = [token.lower for token in command.args]
    given = dict(zip(words, words[1:]))
    accepts = "accept" in (given.get("-t"), given.get("--type")) or "--type=accept" in words
    if words[:3] == ["image", "trust", "set"] and accepts:
        report.action = "install_untrusted"
        report.add("package_checks_off", f"podman takes images of {words[-1]} without a signature from now on")
    return report


def _edit(command: Command) -> Report:
    """``sed -i s/gpgcheck=1/gpgcheck=0/ /etc/yum.conf``: for good, and for all packages."""
    report = Report(tool="sed")
    words = [token.text for token in command.args]
    in_place = any(word.startswith(("-i", "--in-place")) for word in words)
    if in_place:
        kernel_arguments.judge(report, "sed", " ".join(word.rstrip("/g").rpartition("/")[2] for word in words))
    if in_place and any(_SETTINGS.search(word.rstrip("/g").rpartition("/")[2]) for word in words):
        report.action = "install_untrusted"
        report.add("package_checks_off", "sed has the package manager check no signatures from now on")
    return report


TOOLS = (
    *(Tool(name, (name,), (), _install, POSIX, words=_WORDS) for name in _NAMES),
    Tool("pacman-key", ("pacman-key",), (), _trust_key, POSIX, words=("pacman key",)),
    Tool("podman", ("podman",), (), _trust_images, POSIX, words=("image trust",)),
    Tool("sed", ("sed",), (), _edit, POSIX, words=("gpgcheck", *kernel_arguments.WORDS)),
)
