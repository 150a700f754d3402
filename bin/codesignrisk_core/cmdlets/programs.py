"""The programs that PowerShell text runs, as commands for the tools that judge them."""

from __future__ import annotations

import re

from codesignrisk_core.budget import Budget
from codesignrisk_core.cmdlets import arguments
from codesignrisk_core.cmdlets.session import NAME
from codesignrisk_core.cmdline import argv, joining
from codesignrisk_core.model import Command, Script
from codesignrisk_core.powershell import parameters, statements
from codesignrisk_core.powershell.lexer import TOO_MUCH_WORK
from codesignrisk_core.powershell.values import EMPTY, Statement, Value

TOO_MANY_PROGRAMS = "the PowerShell text runs too many programs, and not all were judged"

_CMDLET = re.compile(r"[a-z]+-[a-z][\w-]*")
_MAX_COMMANDS = 200
_WORD = 12  # steps of the budget, and one for each of its characters


def native_commands(script: Script, budget: Budget | None = None) -> list[Command]:
    """The statements that run programs, in order. Their words are resolved as far as the text tells.

    budget: of the event, or None for one of its own.
    """
    budget = Budget() if budget is None else budget
    found: list[Command] = []
    for statement in statements.parse(script.text, budget):
        if not budget.charge(_cost(statement), TOO_MUCH_WORK):
            break
        line = _line(statement)
        tokens = argv.split(line) if line else ()
        if tokens and len(found) >= _MAX_COMMANDS:
            budget.note(TOO_MANY_PROGRAMS)
            break
        if tokens:
            found.append(Command(tokens[0].text, tokens, line, script.cwd, (*script.layers, NAME)))
    return found


def _cost(statement: Statement) -> int:
    """The steps of work to make a line of a statement and split it again."""
    sizes = (_WORD + len(item.text) for arg in statement.args for item in arg.each)
    return _WORD + len(statement.head) + sum(sizes)


def is_program(statement: Statement) -> bool:
    """Whether the statement's command is a program, not a cmdlet, function or method."""
    name = statement.name
    if not name or (name[0] in ".:$([{@" and not name.startswith((".\\", "./", ".."))):
        return False
    has_path = any(mark in name for mark in "\\/") or name.endswith((".exe", ".com", ".cmd", ".bat"))
    return has_path or not _CMDLET.fullmatch(name)


def _line(statement: Statement) -> str:
    launcher = _LAUNCHERS.get(statement.name)
    if launcher is not None:
        return launcher(statement)
    return _joined(statement) if is_program(statement) else ""


def _joined(statement: Statement) -> str:
    """The line that the program is started with: words with blanks quoted, as PowerShell does."""
    words = [statement.head]
    for arg in statement.args:
        items = [item.raw if item.made_by else item.text for item in arg.each]
        words.extend([",".join(items)] if _is_list(arg) else items)
    return joining.windows(words)


def _is_list(arg: Value) -> bool:
    """Whether an array was written with commas on the line itself: for a program those are part of the word.

    learn.microsoft.com about_Parsing: ``CMD /CECHO A,B`` is given ``A,B``, and ``CMD /CECHO $AB`` two words.
    """
    return bool(arg.items) and arg.raw[:1] not in ("", "$", "@", "(")


def _with_arguments(program: Value, arguments: Value) -> str:
    """Start-Process and its kind join the arguments with blanks and quote nothing."""
    if not program.text or program.made_by is not None:
        return ""
    text = " ".join(item.text for item in arguments.each if item.made_by is None)
    name = f'"{program.text}"' if " " in program.text else program.text
    return f"{name} {text}".strip()


def _start_process(statement: Statement) -> str:
    bound = parameters.bind(statement)
    return _with_arguments(bound.value("filepath"), bound.value("argumentlist"))


def _invocation(statement: Statement) -> str:
    """Functions of Windows' troubleshooting scripts that start what they are given: ``SyncInvoke program words``."""
    words = [arg.text for arg in statement.args if arg.made_by is None]
    return " ".join(words)


def _task_action(statement: Statement) -> str:
    bound = parameters.bind(statement)
    return _with_arguments(bound.value("execute"), bound.value("argument"))


def _service(statement: Statement) -> str:
    return parameters.bind(statement).value("binarypathname").text


def _wmi(statement: Statement) -> str:
    """Win32_Process.Create(CommandLine, CurrentDirectory, ...)."""
    bound = parameters.bind(statement)
    target = bound.value("class", "classname", "path").lower
    if "win32_process" not in target or bound.value("name", "methodname").lower != "create":
        return ""
    given = bound.value("argumentlist", "arguments")
    if given.fields:
        return dict(given.fields).get("commandline", EMPTY).text
    return given.each[0].text


def _wmi_class(statement: Statement) -> str:
    """``([wmiclass]'Win32_Process').Create('...')``"""
    receiver = statement.receiver
    if receiver is None or not receiver.lower.endswith("win32_process") or not statement.args:
        return ""
    return statement.args[0].text


def _process_start(statement: Statement) -> str:
    """``[Diagnostics.Process]::Start(program, arguments)``"""
    if statement.receiver is None or arguments.short_type(statement.receiver.text) != "process" or not statement.args:
        return ""
    return _with_arguments(statement.args[0], statement.args[1] if len(statement.args) > 1 else EMPTY)


def _shell_run(statement: Statement) -> str:
    """WScript.Shell's Run and Exec take a line, Shell.Application's ShellExecute a program and its arguments."""
    maker = statement.receiver.made_by if statement.receiver is not None else None
    if maker is None or maker.name != "new-object" or not statement.args:
        return ""
    component = parameters.bind(maker).value("comobject").lower
    if component == "wscript.shell" and statement.name in (".run", ".exec"):
        return statement.args[0].text
    if component == "shell.application" and statement.name == ".shellexecute":
        return _with_arguments(statement.args[0], statement.args[1] if len(statement.args) > 1 else EMPTY)
    return ""


_LAUNCHERS = {
    "start-process": _start_process,
    # functions of the troubleshooting scripts of Windows, by LOLBAS
    "syncinvoke": _invocation,
    "runaftercancelprocess": _invocation,
    "new-scheduledtaskaction": _task_action,
    "new-service": _service,
    "invoke-wmimethod": _wmi,
    "invoke-cimmethod": _wmi,
    ".create": _wmi_class,
    "::start": _process_start,
    ".run": _shell_run,
    ".exec": _shell_run,
    ".shellexecute": _shell_run,
}
