"""The programs that take Linux's trust anchors into use. Sources: trust.anchors; update-ca-certificates of Debian
(--localcertsdir and its like)."""

from __future__ import annotations

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.model import POSIX, Command, Report, Tool
from codesignrisk_core.rules import anchor_changes, inputs, store_changes
from codesignrisk_core.trust import anchors, file_kinds

_UPDATE = getopt.Grammar(
    long_valued=frozenset({"certsconf", "certsdir", "localcertsdir", "etccertsdir", "hooksdir"}),
    long_flags=frozenset({"verbose", "fresh", "default", "help"}),
)


def _update(command: Command) -> Report:
    """update-ca-certificates and update-ca-trust take new anchors into use; packages run them at every update."""
    report = Report(tool=paths.stem(command.program))
    if any(token.lower in ("-h", "--help", "check") for token in command.args):
        return report
    anchor_changes.judge_refresh(report, report.tool)
    words = getopt.parse([token.text for token in command.args], _UPDATE)
    for folder in words.values("localcertsdir", "certsdir"):
        path = paths.normal(folder, command.cwd)
        if not anchors.is_trusted(path):
            report.action = "add_to_store"
            inputs.judge_input(report, path, frozenset())
            store_changes.judge_add(report, report.tool, anchors.LOCATION, anchors.STORE, f"what is in {folder}")
    return report


def _rehash(command: Command) -> Report:
    """c_rehash [-old] [-h] [-n] [-v] [FOLDER ...]: Perl's twin of openssl rehash."""
    report = Report(tool="c_rehash")
    words = getopt.parse([token.text for token in command.args], getopt.Grammar())
    if not words.has("h", "help"):
        anchor_changes.judge_rehash(report, report.tool, words.operands, command.cwd)
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
    Tool("c_rehash", ("c_rehash",), (), _rehash, POSIX),
    Tool("trust", ("trust",), (), _trust, POSIX),
)
