"""reg.exe, regedit.exe and regini.exe where they change what Windows trusts.

Grammar: learn.microsoft.com/windows-server/administration/windows-commands/reg (add, copy, delete, import, restore);
regedit: "Regedit.exe /s file.reg"; regini: windows-commands/regini. Keys: tools.registry_keys.
Everything else that these tools do leaves an empty report.
"""

from __future__ import annotations

from typing import Callable

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import inputs, store_changes
from codesignrisk_core.trust import places, registry_keys, stores

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
    key = registry_keys.normal(_operand(parsed, 0))
    value, data = parsed.value("v"), parsed.value("d")
    found = registry_keys.store_of(key)
    if found and found.entry and value.lower() == "blob":
        _store_write(report, found, "writes a certificate")
    elif registry_keys.is_trust_provider(key, value or "-"):
        _hijack(report, "registers what judges signatures")
        path = paths.normal(data, cwd)
        if value.lower() in ("dll", "$dll") and places.is_user_writable(path):
            report.add("input_user_writable", f"{paths.base(path)} lies in a user-writable place")
    elif registry_keys.weakens(key, value, data):
        _weaken(report, f"reg sets {value} to {data}, which weakens the checking of code")
    elif registry_keys.is_check_flags(key, value):
        report.action = "change_chain_policy"
        report.add("change_chain_policy", "reg changes how Authenticode signatures are checked")


def _copy(report: Report, parsed: options.Parsed, _cwd: str) -> None:
    _replace(report, _operand(parsed, 1), "copies keys")


def _restore(report: Report, parsed: options.Parsed, cwd: str) -> None:
    _replace(report, _operand(parsed, 0), "restores keys")
    if report.findings:
        _judge_file(report, _operand(parsed, 1), cwd)


def _replace(report: Report, target: str, what: str) -> None:
    key = registry_keys.normal(target)
    found = registry_keys.store_of(key)
    if found:
        _store_write(report, found, what)
    elif registry_keys.is_trust_provider(key + "\\"):
        _hijack(report, f"{what} over what judges signatures")


def _delete(report: Report, parsed: options.Parsed, _cwd: str) -> None:
    key = registry_keys.normal(_operand(parsed, 0))
    found = registry_keys.store_of(key)
    if found:
        trusted = stores.is_trusted(found.store)
        report.action = "delete_from_store"
        report.store = stores.label(found.location, found.store)
        report.thumbprint = stores.thumbprint(found.entry)
        indicator = "delete_from_trusted_store" if trusted else "delete_from_store"
        report.add(indicator, f"reg deletes from the certificate store {report.store}")
    elif registry_keys.is_trust_provider(key):
        _hijack(report, "deletes what judges signatures")
    elif registry_keys.unprotects(key, parsed.value("v")):
        _weaken(report, "reg deletes a setting that hardens the checking of code")


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


def _store_write(report: Report, found: registry_keys.StoreKey, what: str) -> None:
    report.action = "add_to_store"
    report.thumbprint = stores.thumbprint(found.entry)
    store_changes.judge_add(report, REG, found.location, found.store)
    if stores.is_trusted(found.store):
        report.findings.clear()  # the detour through the registry says more than the store alone
        report.add("registry_store_write", f"reg {what} straight into the registry of {report.store}")


def _hijack(report: Report, what: str) -> None:
    report.action = "hijack_trust_provider"
    report.add("trust_provider_hijack", f"reg {what} (subject interface package or trust provider)")


def _weaken(report: Report, sentence: str) -> None:
    report.action = "weaken_code_integrity"
    report.add("weaken_code_integrity", sentence)


_HANDLERS: dict[str, Callable[[Report, options.Parsed, str], None]] = {
    "add": _add,
    "copy": _copy,
    "restore": _restore,
    "delete": _delete,
    "import": _import,
}

TOOLS = (
    Tool(REG, ("reg",), ("reg.exe",), judge_reg),
    Tool(REGEDIT, ("regedit", "regedt32"), ("regedit.exe", "regedt32.exe"), judge_regedit),
    Tool(REGINI, ("regini",), ("regini.exe",), judge_regini),
)
