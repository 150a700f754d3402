"""reg.exe, regedit.exe and regini.exe where they change what Windows trusts.

Grammar: learn.microsoft.com/windows-server/administration/windows-commands/reg (add, copy, delete, import, restore);
regedit: "Regedit.exe /s file.reg"; regini: windows-commands/regini. What a change means: rules.registry_changes.
Everything else that these tools do leaves an empty report.
"""

from __future__ import annotations

from typing import Callable

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import inputs, registry_changes
from codesignrisk_core.trust import registry_keys

REG, REGEDIT, REGINI = "reg", "regedit", "regini"

_VALUED = {"add": frozenset({"v", "t", "d", "s"}), "delete": frozenset({"v"})}


def judge_reg(command: Command) -> Report:
    """Read one reg.exe line: the verb is the first word."""
    report = Report()
    verb = command.args[0].lower if command.args else ""
    handler = _HANDLERS.get(verb)
    if handler is None:
        return report
    parsed = options.parse(command.args[1:], _VALUED.get(verb, frozenset()))
    handler(report, parsed, command.cwd)
    if report.findings:
        report.tool = REG
    return report


def _operand(parsed: options.Parsed, position: int) -> str:
    return parsed.operands[position].text if len(parsed.operands) > position else ""


def _add(report: Report, parsed: options.Parsed, cwd: str) -> None:
    """Without /v and /ve only the key is made."""
    key, value = _operand(parsed, 0), parsed.value("v")
    if value or parsed.has("ve"):
        told = registry_changes.change(registry_changes.SET, key, value, parsed.value("d"))
    else:
        told = registry_changes.change(registry_changes.CREATE, key)
    registry_changes.judge(report, REG, told, cwd=cwd)


def _copy(report: Report, parsed: options.Parsed, _cwd: str) -> None:
    registry_changes.judge(report, REG, registry_changes.change(registry_changes.REPLACE, _operand(parsed, 1)))


def _restore(report: Report, parsed: options.Parsed, cwd: str) -> None:
    registry_changes.judge(report, REG, registry_changes.change(registry_changes.REPLACE, _operand(parsed, 0)))
    if report.findings:
        _judge_file(report, _operand(parsed, 1), cwd)


def _delete(report: Report, parsed: options.Parsed, _cwd: str) -> None:
    told = registry_changes.change(registry_changes.DELETE, _operand(parsed, 0), parsed.value("v"))
    registry_changes.judge(report, REG, told)


def _import(report: Report, parsed: options.Parsed, cwd: str) -> None:
    _import_file(report, REG, _operand(parsed, 0), cwd)


def judge_regedit(command: Command) -> Report:
    """A .reg file is imported without a question (/s); what is in it, only registry events tell."""
    parsed = options.parse(command.args, frozenset({"l", "r", "e", "ea"}))
    report = Report()
    if parsed.has("s") and not parsed.has("e", "ea"):
        _import_file(report, REGEDIT, _operand(parsed, 0), command.cwd)
    return report


def judge_regini(command: Command) -> Report:
    """regini takes its changes from a script file."""
    parsed = options.parse(command.args, frozenset({"m", "h", "i", "o"}))
    report = Report()
    _import_file(report, REGINI, _operand(parsed, 0), command.cwd)
    return report


def _import_file(report: Report, tool: str, name: str, cwd: str) -> None:
    if not name:
        return
    report.tool = tool
    report.action = "import_registry_file"
    report.add("import_registry_file", f"{tool} imports {paths.base(name)} without a question")
    _judge_file(report, name, cwd)


def _judge_file(report: Report, name: str, cwd: str) -> None:
    for path in inputs.add_files(report, name, cwd=cwd):
        inputs.judge_input(report, path, frozenset())


_HANDLERS: dict[str, Callable[[Report, options.Parsed, str], None]] = {
    "add": _add,
    "copy": _copy,
    "restore": _restore,
    "delete": _delete,
    "import": _import,
}

TOOLS = (
    Tool(REG, ("reg",), ("reg.exe",), judge_reg, words=(*registry_keys.WORDS, "reg import")),
    Tool(REGEDIT, ("regedit", "regedt32"), ("regedit.exe", "regedt32.exe"), judge_regedit),
    Tool(REGINI, ("regini",), ("regini.exe",), judge_regini),
)
