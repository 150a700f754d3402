"""The programs that take Linux's trust anchors into use. Sources: trust.anchors."""

from __future__ import annotations

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.model import POSIX, Command, Report, Tool
from codesignrisk_core.rules import inputs, store_changes
from codesignrisk_core.trust import anchors, file_kinds


def _update(command: Command) -> Report:
    """update-ca-certificates and update-ca-trust take new anchors into use; packages run them at every update."""
    report = Report(tool=paths.stem(command.program))
    if not any(token.lower in ("-h", "--help", "check") for token in command.args):
        report.action = "refresh_trust"
        report.add("refresh_trust", f"{report.tool} takes new trust anchors into use")
    return report


def _trust(command: Command) -> Report:
    """trust anchor [--store] FILE, trust anchor --remove FILE-OR-URI. list, extract and dump only read."""
    report = Report(tool="trust")
    words = getopt.parse(
        getopt.rejoin(command.args), getopt.Grammar(long_flags=frozenset({"store", "remove", "verbose"}))
    )
    if words.operands[:1] != ("anchor",):
        return report
    files = inputs.add_files(report, *words.operands[1:], cwd=command.cwd)
    if words.has("remove"):
        report.action = "delete_from_store"
        report.store = f"{anchors.LOCATION}\\{anchors.STORE}"
        report.add("delete_from_trusted_store", f"trust removes an anchor from {report.store}")
    elif files:
        report.action = "add_to_store"
        store_changes.judge_add(report, "trust", anchors.LOCATION, anchors.STORE)
        for path in files:
            inputs.judge_input(report, path, file_kinds.CERTIFICATE_FILES)
    return report


TOOLS = (
    Tool("update-ca-trust", ("update-ca-certificates", "update-ca-trust"), (), _update, POSIX),
    Tool("trust", ("trust",), (), _trust, POSIX),
)
