"""A key by which a package manager of Linux takes packages for genuine, and where it comes from.

Every vendor's guide has its own key fetched by name and trusted; a key from a host without a name, from a service where
anybody drops files, or out of a place for everybody is nobody's; so is a source of packages that are taken without any
key ([trusted=yes]). Sources: man pages rpm(8) --import, apt-key(8), apt-secure(8), sources.list(5) (trusted);
MITRE ATT&CK T1195.002, T1553.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.needles import holds
from codesignrisk_core.trust import hosts, places

MARKS = ("trusted=yes", "trusted.gpg", "/keyrings/", "rpm-gpg", "apt-key")
"""One of these stands, in lower case, on every line of a shell that puts such a key in its place."""
WORDS = ("trusted yes", "trusted gpg", "keyrings", "rpm gpg", "apt key")
# Where apt and rpm keep the keys that they take packages by (apt-secure(8), rpmkeys(8)).
_FOLDERS = ("/etc/apt/trusted.gpg.d/", "/etc/apt/keyrings/", "/usr/share/keyrings/", "/etc/pki/rpm-gpg/")
FILE_WORDS = ("trusted gpg", "keyrings", "rpm gpg")
"""One of these stands in every event about such a file."""
_SOURCE = re.compile(r"\bdeb(?:-src)? \[[^\]\n]{0,200}trusted=yes[^\]\n]{0,200}\] {1,8}([^\s'\"]{1,400})")
_ADDRESS = re.compile(r"\b(?:https?|ftp)://[^\s'\"|;&)]{1,400}")
_MAX_ADDRESSES = 16


def is_kept(path: str) -> bool:
    """Whether a normalised path is that of a key which packages are trusted by."""
    return path.startswith(_FOLDERS)


def judge(report: Report, who: str, *sources: str) -> None:
    """Add a key whose source is nobody's. sources: addresses and paths on the line."""
    for source in sources:
        path = paths.normal(source)
        if hosts.is_bare(source) or hosts.is_outside(source) or (path.startswith("/") and places.is_staging(path)):
            report.action = "add_to_store"
            report.add("package_key_trusted", f"{who} has packages trusted by the key {paths.base(source)}")
            if hosts.is_bare(source):
                report.add("input_bare_address", f"the host of {paths.base(source)} is a bare address")
            return


def judge_text(report: Report, who: str, lower: str) -> None:
    """The same of a shell's line: an address in it, where it names a place of such keys. lower: in lower case."""
    source = _SOURCE.search(lower) if MARKS[0] in lower else None
    if source and not source.group(1).startswith("file:"):
        report.action = "install_untrusted"
        report.add(
            "package_checks_off", f"{who} has packages of {paths.base(source.group(1))} taken without a signature"
        )
        if hosts.is_bare(source.group(1)):
            report.add("input_bare_address", "its host is a bare address")
    elif holds(lower, MARKS):
        found = [match.group(0) for _, match in zip(range(_MAX_ADDRESSES), _ADDRESS.finditer(lower))]
        judge(report, who, *found)
