"""Programs that are given a command as a value, to run it for others, later or elsewhere: forfiles, schtasks, wmic,
sc, find -exec.

Sources: learn.microsoft.com windows-commands (forfiles, schtasks, sc create, reg add, bitsadmin setnotifycmdline) and
wmisdk (wmic); LOLBAS (Pcalua, Forfiles, Bitsadmin); Sigma registry_set_asep_reg_keys_modification_*.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command
from codesignrisk_core.unwrap.bounds import MAX_COMMANDS, TOO_MANY_COMMANDS, Bounds
from codesignrisk_core.unwrap.found import NOTHING, Found, Wrapper, child, rest

_HEX = re.compile(r"0x([0-9a-f]{2})", re.IGNORECASE)
_SCHTASKS = frozenset("s u p ru rp sc mo d m i tn tr st ri et du xml ec sd ed delay".split())
_REG = frozenset("v t d s".split())
_SC_COMMAND = ("binpath=", "command=")
_FIND_EXEC = frozenset({"-exec", "-execdir", "-ok", "-okdir"})
_FIND_ENDS = frozenset({";", "\\;", "+"})
_WINRM_COMMAND = re.compile(r"commandline\s*=\s*(?=[\"'])", re.IGNORECASE)
_WMI_COMMAND = ("commandline=", "commandlinetemplate=", "pathname=")

# Registry values that Windows runs: keys by a part of their lower-case path, with the value names that count there
# (none: all).
_RUN_KEYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("\\currentversion\\run", ()),
    ("\\policies\\explorer\\run", ()),
    ("\\shell\\open\\command", ()),
    ("\\shell\\runas\\command", ()),
    ("\\windows nt\\currentversion\\winlogon", ("shell", "userinit", "vmapplet", "taskman")),
    ("\\image file execution options\\", ("debugger", "monitorprocess")),
    ("\\silentprocessexit\\", ("monitorprocess",)),
    ("\\command processor", ("autorun",)),
    ("\\active setup\\installed components\\", ("stubpath",)),
    ("\\environment", ("userinitmprlogonscript",)),
    ("\\services\\", ("imagepath", "failurecommand")),
    ("\\control panel\\desktop", ("scrnsave.exe",)),
)


def read_forfiles(command: Command, name: str, bounds: Bounds) -> Found:
    """``forfiles /c "command"``; ``0x22`` in it is the character with that number."""
    line = options.parse(command.args, "p m d c".split()).value("c")
    line = _HEX.sub(lambda found: chr(int(found.group(1), 16)), line)
    return Found(child(command, name, line, bounds))


def read_pcalua(command: Command, name: str, bounds: Bounds) -> Found:
    """``pcalua -a program [-c arguments]``; everything behind -c are the arguments."""
    program, arguments = "", ""
    for index, word in enumerate(command.tokens[1:], start=1):
        option = options.name(word)
        if option == "a" and index + 1 < len(command.tokens):
            program = command.tokens[index + 1].raw
        elif option == "c":
            arguments = _one_or_rest(command, index + 1)
            break
    return Found(child(command, name, f"{program} {arguments}" if program else "", bounds))


def read_schtasks(command: Command, name: str, bounds: Bounds) -> Found:
    """``schtasks /create /tr "command"``, also ``/change``; single quotes in it stand for double ones."""
    parsed = options.parse(command.args, _SCHTASKS)
    line = parsed.value("tr")
    if line.startswith("'"):
        line = line.replace("'", '"')
    return Found(child(command, name, line, bounds, cwd=""), secrets=tuple(parsed.values("p", "rp")))


def read_wmic(command: Command, name: str, bounds: Bounds) -> Found:
    """``wmic process call create "command"``, and consumers that WMI is told to run a command for."""
    words = command.tokens
    lower = [word.lower for word in words]
    globals_ = options.parse(command.args, ())
    secrets = tuple(globals_.values("password"))
    away = "" if globals_.has("node") else None
    if "call" in lower and "create" in lower[lower.index("call") :]:
        call = lower.index("call")
        index = lower.index("create", call) + 1
        if index < len(words) and any("process" in word for word in lower[:call]):
            line = _wmi_argument(rest(command, index))
            return Found(child(command, name, line, bounds, cwd=away), secrets=secrets)
    for index, word in enumerate(lower):
        key = next((key for key in _WMI_COMMAND if word.startswith(key)), "")
        if key:
            line = words[index].text[len(key) :].rstrip(",") or _wmi_argument(rest(command, index + 1))
            return Found(child(command, name, line.strip("'\""), bounds, cwd=""), secrets=secrets)
    return Found(secrets=secrets)


def read_winrm(command: Command, name: str, bounds: Bounds) -> Found:
    """``winrm invoke Create wmicimv2/Win32_Process @{CommandLine="command"}``."""
    start = _WINRM_COMMAND.search(command.line)
    if start is None:
        return NOTHING
    return Found(child(command, name, _wmi_argument(command.line[start.end() :]), bounds, cwd=""))


def read_sc(command: Command, name: str, bounds: Bounds) -> Found:
    """``sc create|config x binPath= "command"``, ``sc failure x command= "command"``."""
    words = command.args
    line, secrets = "", []
    for index, word in enumerate(words):
        following = words[index + 1].text if index + 1 < len(words) else ""
        key = next((key for key in _SC_COMMAND if word.lower.startswith(key)), "")
        if key:
            line = line or word.text[len(key) :] or following
        elif word.lower.startswith("password="):
            secrets.append(word.text[len("password=") :] or following)
    return Found(child(command, name, line, bounds, cwd=""), secrets=tuple(filter(None, secrets)))


def read_reg(command: Command, name: str, bounds: Bounds) -> Found:
    """``reg add <key that Windows runs> /v x /d "command"``."""
    if len(command.args) < 2 or command.args[0].lower != "add":
        return NOTHING
    key = command.args[1].lower + "\\"
    parsed = options.parse(command.args[2:], _REG)
    value = parsed.value("v").lower()
    runs = any(part in key and (not values or value in values) for part, values in _RUN_KEYS)
    return Found(child(command, name, parsed.value("d"), bounds, cwd="")) if runs else NOTHING


def read_bitsadmin(command: Command, name: str, bounds: Bounds) -> Found:
    """``bitsadmin /SetNotifyCmdLine job program arguments``; the arguments begin with the program's name again."""
    words = command.tokens
    at = next((index for index, word in enumerate(words) if options.name(word) == "setnotifycmdline"), 0)
    if not at or at + 2 >= len(words):
        return NOTHING
    program = words[at + 2]
    arguments = _one_or_rest(command, at + 3)
    if arguments.lower() in ("", "null"):
        return Found(child(command, name, program.raw, bounds, cwd=""))
    again = paths.stem(arguments.split(None, 1)[0]) == paths.stem(program.text)
    line = arguments if again else f"{program.raw} {arguments}"
    return Found(child(command, name, line, bounds, cwd=""))


def read_find(command: Command, name: str, bounds: Bounds) -> Found:
    """``find root -exec command {} ;``, also ``-execdir``, ``-ok``: what is found stands for the root it is in."""
    if not command.is_posix:
        return NOTHING  # find of Windows looks for text
    words = command.tokens
    root = next((word.text for word in words[1:] if not word.text.startswith("-")), "")
    found: list[Command] = []
    index = 1
    while index < len(words):
        if words[index].text not in _FIND_EXEC:
            index += 1
            continue
        end = index + 1
        while end < len(words) and words[end].text not in _FIND_ENDS:
            end += 1
        if len(found) >= MAX_COMMANDS:
            bounds.stop(TOO_MANY_COMMANDS, command.line)
            break
        line = " ".join(root if word.text == "{}" else word.raw for word in words[index + 1 : end])
        found += child(command, name, line, bounds, posix=True)
        index = end + 1
    return Found(tuple(found))


def _one_or_rest(command: Command, index: int) -> str:
    """The words from one on: a single quoted one without its quotes."""
    words = command.tokens[index:]
    return words[0].text if len(words) == 1 else rest(command, index)


def _wmi_argument(text: str) -> str:
    """The first argument of a WMI method, its quotes resolved: ``"cmd /c \\"x\\"", "C:\\dir"`` -> ``cmd /c "x"``."""
    if text[:1] not in ('"', "'"):
        return text
    quote, position = text[0], 1
    while position < len(text) and text[position] != quote:
        position += 2 if text.startswith("\\" + quote, position) else 1
    return text[1:position].replace("\\" + quote, quote)


WRAPPERS = (
    Wrapper("forfiles", read_forfiles, ("forfiles",), ("forfiles",)),
    Wrapper("pcalua", read_pcalua, ("pcalua",), ("pcalua",)),
    Wrapper("schtasks", read_schtasks, ("schtasks",), ("schtasks", "sctasks")),
    Wrapper("wmic", read_wmic, ("wmic",), ("wmic",)),
    Wrapper("winrm", read_winrm, ("winrm", "winrm.cmd", "winrm.vbs")),
    Wrapper("sc", read_sc, ("sc",), ("sc",)),
    Wrapper("reg", read_reg, ("reg",), ("reg",)),
    Wrapper("find", read_find, ("find", "gfind")),
    Wrapper("bitsadmin", read_bitsadmin, ("bitsadmin",), ("bitsadmin",)),
)
