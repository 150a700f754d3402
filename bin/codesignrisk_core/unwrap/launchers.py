"""Programs made for something else that start the program, or run the text, which stands in one of their options.

Sources: LOLBAS (Adplus, AppCert, Dxcap, Msdeploy, Msedge, Odbcconf, Pester, Remote, SyncAppvPublishingServer,
Teams, Tracker, Ttdinject, Update, Vsiisexelauncher, Vshadow, Wlrmdr); MITRE ATT&CK T1216.002 and T1218.015; Chromium's
content_switches.cc; READMEs of nettitude/SharpWSUS and AlsidOfficial/WSUSpendu.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from codesignrisk_core.cmdline import argv, options
from codesignrisk_core.model import Command, Script
from codesignrisk_core.unwrap import posix_shell
from codesignrisk_core.unwrap.bounds import Bounds
from codesignrisk_core.unwrap.cmd.run import Run
from codesignrisk_core.unwrap.found import NOTHING, Found, Wrapper, child, is_program, rest


class Launcher(NamedTuple):
    """program: options whose value is a program or a whole line; arguments: those whose value follows the program.

    rest: all words behind the program are its arguments. away: it runs elsewhere or later. shell: a shell reads it.
    """

    program: frozenset[str]
    arguments: frozenset[str] = frozenset()
    rest: bool = False
    away: bool = False
    shell: bool = False


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Switches by which Chromium, and every program made of it, starts its own parts through another program.
_CHROMIUM = "chromium"
MARKS = ("-launcher=", "cmd-prefix=")
"""One of these stands on every line of a program made of Chromium that starts another one, in lower case."""
_LAUNCHERS = {
    _CHROMIUM: Launcher(_set("gpu-launcher renderer-cmd-prefix utility-cmd-prefix ppapi-plugin-launcher"), shell=True),
    "adplus": Launcher(_set("sc")),
    "appcert": Launcher(_set("setuppath"), _set("setupcommandline")),
    "dxcap": Launcher(_set("c"), rest=True),
    "msdeploy": Launcher(_set("runcommand"), away=True),
    "remote": Launcher(_set("s")),
    "sharpwsus": Launcher(_set("payload"), _set("args"), away=True),
    "wsuspendu.ps1": Launcher(_set("payloadfile"), _set("payloadargs"), away=True),
    "tracker": Launcher(_set("c"), rest=True),
    "ttdinject": Launcher(_set("launch"), rest=True),
    "update squirrel": Launcher(_set("processstart processstartandwait"), _set("process-start-args a")),
    "vshadow": Launcher(_set("exec script")),
    "vsiisexelauncher": Launcher(_set("p"), _set("a")),
    "wlrmdr": Launcher(_set("u"), rest=True),
}
_BY_NAME = {image: launcher for images, launcher in _LAUNCHERS.items() for image in images.split()}
# Scripts and programs of Windows that put their words into PowerShell text, with the command in front of them.
_TEXT_HOSTS = {
    "syncappvpublishingserver": "Sync-AppvPublishingServer",
    "syncappvpublishingserver.vbs": "Sync-AppvPublishingServer",
    "pester.bat": "Invoke-Pester",
}


def read(command: Command, name: str, bounds: Bounds) -> Found:
    """The command that the value of an option is, with the arguments that another one gives it."""
    launcher = _BY_NAME[name]
    program, index = _value(command, launcher.program)
    if not program:
        return NOTHING
    arguments, _ = _value(command, launcher.arguments)
    if launcher.rest and index + 1 < len(command.tokens):
        arguments = rest(command, index + 1)
    line = f"{program} {arguments}" if arguments else program
    if launcher.shell:
        return Found(shell_commands(command, name, line, bounds))
    return Found(child(command, name, line, bounds, cwd="" if launcher.away else None))


def shell_commands(command: Command, name: str, line: str, bounds: Bounds) -> tuple[Command, ...]:
    """The commands that the platform's own shell starts for a line."""
    if argv.is_posix(command.image):
        return posix_shell.commands(command, name, line, command.cwd, bounds)
    run = Run(command.cwd, bounds)
    run.follow(line)
    return tuple(start for text, cwd in run.lines for start in child(command, name, text, bounds, cwd=cwd))


def read_odbcconf(command: Command, name: str, bounds: Bounds) -> Found:
    """``odbcconf /a {REGSVR library}`` calls what regsvr32 calls."""
    words = [word.text.strip("{} ") for word in command.args]
    for word, after in zip(words, (*words[1:], "")):
        if word.lower().startswith("regsvr"):
            library = word[len("regsvr") :].strip(' "') or after
            return Found(child(command, name, f'regsvr32 "{library}"', bounds)) if library else NOTHING
    return NOTHING


def read_text(command: Command, name: str, bounds: Bounds) -> Found:
    """PowerShell text that stands where a name is awaited: ``SyncAppvPublishingServer.vbs "n; ..."``."""
    words = [word.text for word in command.args]
    while words and words[0].lower() in ("/help", "-help", "/?", "-?"):
        words.pop(0)
    if not words:
        return NOTHING
    text = f"{_TEXT_HOSTS[name]} {' '.join(words)}"
    bounds.charge(len(text))
    return Found((), (Script(text, "powershell", command.cwd, (*command.layers, name, "powershell")),))


def _value(command: Command, names: frozenset[str]) -> tuple[str, int]:
    """The value of the first of these options (``/c x``, ``--c=x``, ``-dest:c=x``), and the word that it ends in."""
    for index, key, value in _options(command):
        if key not in names:
            continue
        if not value and index + 1 < len(command.tokens):
            index += 1
            value = command.tokens[index].text
        return (f'"{value}"' if " " in value and is_program(value) else value), index
    return "", 0


def _options(command: Command) -> Iterator[tuple[int, str, str]]:
    """The index, name and attached value of each option; of ``-dest:runCommand=x`` likewise."""
    for index, word in enumerate(command.tokens[1:], start=1):
        name = options.name(word)
        named = name.startswith(("dest:", "source:"))
        name = name.partition(":")[2] if named else name
        cut = min((place for place in (name.find(":"), name.find("=")) if place > 0), default=0)
        if not cut:
            if not named:
                yield index, name, ""
            continue
        key = name[:cut]
        at = word.lower.find(key) + len(key) + 1
        yield index, key, word.text[at:]


CHROMIUM = Wrapper(_CHROMIUM, read)
"""Any program with MARKS on its line."""
WRAPPERS = (
    *(Wrapper(image, read, (image,), (image,)) for image in _BY_NAME if image != _CHROMIUM),
    Wrapper("odbcconf", read_odbcconf, ("odbcconf",), ("odbcconf",)),
    *(Wrapper(image, read_text, (image,), (image,)) for image in _TEXT_HOSTS),
)
