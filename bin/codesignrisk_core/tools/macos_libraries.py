"""Tools that have a program of macOS load one library more, which costs it the signature of its maker.

Grammar: READMEs of tyilo/insert_dylib and alexzielenski/optool. insert_dylib takes the signature off with
--strip-codesig, and with --all-yes unless it is told not to; optool with ``strip``, and puts one back with --resign.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.model import POSIX, Command, Report, Tool
from codesignrisk_core.rules import targets
from codesignrisk_core.tools import macos_codesign

_INSERT = getopt.Grammar(
    long_flags=frozenset({"inplace", "weak", "overwrite", "strip-codesig", "no-strip-codesig", "all-yes"})
)
_OPTOOL = getopt.Grammar(
    valued="ctpbd",
    long_valued=frozenset({"command", "target", "payload", "backup", "output"}),
    long_flags=frozenset({"weak", "resign"}),
)
_OPTOOL_REMOVES = frozenset({"strip", "unrestrict"})


def _insert(command: Command) -> Report:
    """``insert_dylib [options] LIBRARY PROGRAM [NEW PROGRAM]``."""
    report = Report()
    words = getopt.parse(getopt.rejoin(command.args), _INSERT)
    if len(words.operands) < 2:
        return report
    report.tool = "insert_dylib"
    library, program = words.operands[:2]
    targets.add(report, *words.operands[1:3], cwd=command.cwd, posix=True)
    stripped = words.has("strip-codesig") or (words.has("all-yes") and not words.has("no-strip-codesig"))
    _added(report, library, program, "insert_dylib", stripped, words.has("inplace"))
    return report


def _optool(command: Command) -> Report:
    """``optool install -c load -p LIBRARY -t PROGRAM``, ``optool strip -t PROGRAM``."""
    report = Report()
    verb = command.args[0].text if command.args else ""
    words = getopt.parse(getopt.rejoin(command.args[1:]), _OPTOOL)
    program = words.value("t", "target")
    if not program or verb not in {"install", *_OPTOOL_REMOVES}:
        return report
    report.tool = "optool"
    targets.add(report, program, cwd=command.cwd, posix=True)
    if verb == "install":
        _added(report, words.value("p", "payload"), program, "optool", stripped=False, inplace=True)
    else:
        report.action = "remove_signature"
        report.add("codesign_remove_signature", f"optool takes off what protects {paths.base(program)}")
        _replaced(report, program)
        macos_codesign.judge_places(report)
    return report


def _added(report: Report, library: str, program: str, who: str, stripped: bool, inplace: bool) -> None:
    name = paths.base(program)
    report.action = "remove_signature"  # what is changed is no longer what was signed
    report.add("library_put_in", f"{who} has {name} load {paths.base(library)}")
    if stripped:
        report.add("codesign_remove_signature", f"{who} removes the signature of {name}")
    if inplace:
        _replaced(report, program)
    macos_codesign.judge_places(report)


def _replaced(report: Report, program: str) -> None:
    if macos_codesign.is_installed(report.targets[0]):
        report.add("codesign_replaced", f"{paths.base(program)} is installed, and loses the signature of its maker")


TOOLS = (
    Tool("insert_dylib", ("insert_dylib", "dlinsert"), (), _insert, POSIX),
    Tool("optool", ("optool",), (), _optool, POSIX),
)
