"""The trust anchors of Linux: the folders they lie in, and the programs that read those.

Sources: man pages update-ca-certificates(8), update-ca-trust(8), trust(1); Red Hat, "Using shared system certificates".
"""

from __future__ import annotations

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import inputs, store_changes

_MAX_FILES = 50

LOCATION = "linux"
STORE = "root"

_ANCHORS = (
    "/usr/local/share/ca-certificates",
    "/usr/share/ca-certificates",
    "/usr/share/ca-certificates/trust-source/anchors",
    "/etc/pki/ca-trust/source/anchors",
    "/usr/share/pki/ca-trust-source/anchors",
    "/etc/ca-certificates/trust-source/anchors",
    "/etc/pki/trust/anchors",
    "/usr/share/pki/trust/anchors",
)


def is_anchor(path: str) -> bool:
    """Whether a normalised path is a folder of trust anchors, or lies in one."""
    return any(path == folder or path.startswith(folder + "/") for folder in _ANCHORS)


def _update(command: Command) -> Report:
    """update-ca-certificates and update-ca-trust take new anchors into use; packages run them at every update."""
    if not getopt.is_posix(command):
        return Report()
    report = Report(tool=getopt.name(command))
    if not any(token.lower in ("-h", "--help", "check") for token in command.args):
        report.action = "refresh_trust"
        report.add("refresh_trust", f"{report.tool} takes new trust anchors into use")
    return report


def _trust(command: Command) -> Report:
    """trust anchor [--store] FILE, trust anchor --remove FILE-OR-URI. list, extract and dump only read."""
    if not getopt.is_posix(command):
        return Report()
    report = Report(tool="trust")
    words = getopt.parse(
        getopt.rejoin(command.args), getopt.Grammar(long_flags=frozenset({"store", "remove", "verbose"}))
    )
    if words.operands[:1] != ("anchor",):
        return report
    files = inputs.add_files(report, *words.operands[1:_MAX_FILES], cwd=command.cwd)
    if words.has("remove"):
        report.action = "delete_from_store"
        report.store = f"{LOCATION}\\{STORE}"
        report.add("delete_from_trusted_store", f"trust removes an anchor from {report.store}")
    elif files:
        report.action = "add_to_store"
        store_changes.judge_add(report, "trust", LOCATION, STORE)
        for path in files:
            inputs.judge_input(report, path, paths.CERTIFICATE_FILES)
    return report


TOOLS = (
    Tool("update-ca-trust", ("update-ca-certificates", "update-ca-trust"), (), _update),
    Tool("trust", ("trust",), (), _trust),
)
