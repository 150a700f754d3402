"""Programs whose options come first and whose last words are the command: remote runners, ``sudo``, ``conhost``.

One table row each. Options by: learn.microsoft.com (winrs, runas, at in windows-commands; Sysinternals PsExec),
microsoft/terminal ConsoleArguments.cpp, poweradmin.com PAExec, OpenSSH ssh(1), PuTTY plink, sudo(8), env(1), xargs(1),
faketime(1), gsudo, wsl and nssm help texts, nirsoft.net RunAsDate, microsoft/Detours (samples/withdll), LOLBAS (AppVLP,
Cdb, Devtoolslauncher, Mftrace, Mpiexec, Runexehelper, Scriptrunner, Ssh, Tttracer, Winfile, wt); ssh_config(5).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Token
from codesignrisk_core.unwrap import launchers, posix_shell
from codesignrisk_core.unwrap.bounds import Bounds
from codesignrisk_core.unwrap.found import Found, Wrapper, child, command_line, rest


class Prefix(NamedTuple):
    """How far the runner's own words go.

    valued: options that take the next word. signs: what options begin with. secret: options whose value is a password.
    numbered: options that take the next word when it is a number.
    operand: words of its own that are no options, wherever they stand. skips: how many other words come first.
    away: the command runs elsewhere, later or in another directory, so ours says nothing about its relative paths.
    shell: its words are joined again and read by a POSIX shell.
    local: an option and its value that has a shell of this host start what follows. only: it starts nothing else.
    """

    valued: frozenset[str] = frozenset()
    signs: str = "-/"
    secret: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    operand: re.Pattern[str] | None = None
    skips: int = 0
    away: bool = False
    shell: bool = False
    local: re.Pattern[str] | None = None
    only: bool = False


def _set(words: str = "") -> frozenset[str]:
    return frozenset(words.split())


_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_HANDLE = re.compile(r"0x[0-9a-f]+$", re.IGNORECASE)
_REMOTE = re.compile(r"\\\\[^\\]+$|@")
_REMOTE_OR_TIME = re.compile(r"\\\\[^\\]+$|\d{1,2}:\d{2}")
_RUNASDATE = re.compile(
    r"\d{1,4}[\\/.-]\d{1,2}[\\/.-]\d{1,4}$|\d{1,2}:\d{2}(?::\d{2})?$|(?:Attach|Returntime|Days):", re.IGNORECASE
)
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?$")
_PSEXEC = _set("u p n r w g a")
_SSH_LOCAL = re.compile(r"o (?:proxycommand|localcommand|knownhostscommand)[ =]+", re.IGNORECASE)

_TABLE = {
    "conhost openconsole": Prefix(
        _set("server signal width height vtmode feature textmeasurement"), "-", operand=_HANDLE
    ),
    "psexec psexec64": Prefix(_PSEXEC, secret=_set("p"), numbered=_set("i"), operand=_REMOTE, away=True),
    "paexec csexec remcom": Prefix(
        _PSEXEC | _set("to lo csrc clist p@ rlo share sharename"),
        secret=_set("p"),
        numbered=_set("i"),
        operand=_REMOTE,
        away=True,
    ),
    "winrs": Prefix(secret=_set("p password"), away=True),
    "ssh": Prefix(
        _set("B b c D E e F I i J L l m O o P p Q R S W w"), "-", skips=1, away=True, shell=True, local=_SSH_LOCAL
    ),
    "sftp scp": Prefix(_set("B b c D F i J l o P R S s X"), "-", local=_SSH_LOCAL, only=True),
    "plink klink": Prefix(
        _set("P l pw pwfile i hostkey m load proxycmd sercfg nc D L R sshlog sshrawlog sessionlog"),
        "-",
        secret=_set("pw"),
        skips=1,
        away=True,
        shell=True,
        local=re.compile(r"proxycmd "),
    ),
    "sshpass": Prefix(_set("p f d P"), "-", secret=_set("p")),
    "runas": Prefix(),
    "wsl": Prefix(_set("d distribution u user cd shell-type"), "-"),
    "gsudo": Prefix(_set("u user i integrity loglevel"), "-"),
    "sudo doas": Prefix(_set("C D g h p R r T t U u"), "-", operand=_ASSIGNMENT),
    "env": Prefix(_set("u C P"), "-", operand=_ASSIGNMENT),
    "xargs": Prefix(_set("I L n P d E s a R S"), "-"),
    # sensors lose the quotes around date and time
    "faketime": Prefix(_set("p"), "-", operand=_TIME, skips=1),
    "runasdate runasdate-x64": Prefix(operand=_RUNASDATE),
    "nice": Prefix(_set("n"), "-"),
    "stdbuf": Prefix(_set("i o e"), "-"),
    "arch": Prefix(_set("arch d e"), "-"),
    "nohup time setsid caffeinate exec": Prefix(signs="-"),
    "at": Prefix(operand=_REMOTE_OR_TIME, away=True),
    "withdll": Prefix(_set("d")),
    "nssm": Prefix(signs="-", skips=2, away=True),
    # learn.microsoft.com, "CDB command-line options": -c runs commands of the debugger, and .shell those of a shell
    "cdb ntsd kd": Prefix(
        _set("c cf cfr p pn y i z k v srcpath loga logo remote server"),
        local=re.compile(r"c .{0,200}?\.shell (?:-\S+ )*"),
    ),
    "mpiexec": Prefix(_set("n np host hosts machinefile wdir dir")),
    "devtoolslauncher": Prefix(skips=1),
    "wt": Prefix(
        _set("d startingdirectory p profile w window pos size title tabcolor s colorscheme"),
        operand=re.compile(r"(?:new-tab|nt|split-pane|sp)$", re.IGNORECASE),
    ),
    "explorer appvlp mftrace runexehelper scriptrunner tttracer winfile": Prefix(),
}
_BY_NAME = {image: prefix for images, prefix in _TABLE.items() for image in images.split()}
_RENAMED = {"psexec64": "psexec"}


def read(command: Command, name: str, bounds: Bounds) -> Found:
    """The command behind a runner's own words, and passwords among those."""
    prefix = _BY_NAME[name]
    words = command.tokens
    skips, index, secrets = prefix.skips, 1, []
    local: list[str] = []
    while index < len(words):
        word = words[index]
        option = _option(word, prefix)
        if option:
            key, attached = option
            value = attached
            if not attached and key in prefix.valued:
                index += 1
                value = words[index].text if index < len(words) else ""
            elif key in prefix.numbered and index + 1 < len(words) and words[index + 1].text.isdigit():
                index += 1
            if key in prefix.secret and value:
                secrets.append(value)
            here = prefix.local.match(f"{key} {value}") if prefix.local is not None else None
            if here is not None:
                local.append(f"{key} {value}"[here.end() :])
            if word.text == "--" and not skips:
                index += 1
                break
        elif prefix.operand is not None and prefix.operand.match(word.text):
            pass
        elif skips:
            skips -= 1
        else:
            break
        index += 1
    found = [start for line in local for start in launchers.shell_commands(command, name, line, bounds)]
    if not prefix.only:
        found += _commands(command, name, prefix, index, bounds)
    return Found(tuple(found), secrets=tuple(secrets))


def _option(word: Token, prefix: Prefix) -> tuple[str, str] | None:
    """An option's name and the value attached to it (``-p:secret``, ``-p2222``), or None."""
    text = word.text
    if len(text) < 2 or text[0] not in prefix.signs:
        return None
    name, _, value = text.lstrip("-/").partition(":")
    if "=" in name:
        name, _, value = text.lstrip("-/").partition("=")
    if prefix.signs == "-" and name not in prefix.valued and text[:2] != "--" and name[:1] in prefix.valued:
        return name[0], text[2:]
    return (name if prefix.signs == "-" else name.lower()), value


def _commands(command: Command, name: str, prefix: Prefix, index: int, bounds: Bounds) -> tuple[Command, ...]:
    """The command that begins at a word; of a shell, all that it starts."""
    if index >= len(command.tokens):
        return ()
    cwd = "" if prefix.away else command.cwd
    if prefix.shell:
        line = rest(command, index)
        if len(command.tokens) == index + 1:
            line = command.tokens[index].text
        elif line.startswith("'") and line.endswith("'") and line.count("'") == 2:  # no quotes to Windows
            line = line[1:-1]
        return posix_shell.commands(command, name, line, cwd, bounds)
    line = command_line(command, index)
    return child(command, name, line, bounds, cwd=cwd, posix=argv.is_posix(command.image))


WRAPPERS = tuple(Wrapper(_RENAMED.get(image, image), read, (image,), (image,)) for image in _BY_NAME)
