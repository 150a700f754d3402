"""What the parts of one line or script are together: fetched, cleared and started; fetched and signed; put beside the
roots and taken into use.

Each part alone is daily work, and all of them in one pasted line are how malware is delivered to Macs ("ClickFix").
Source: SigmaHQ/sigma#6205.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from codesignrisk_core import keyfiles
from codesignrisk_core.cmdline import paths
from codesignrisk_core.keyfiles import search
from codesignrisk_core.model import Command, Report, Script
from codesignrisk_core.process import unmarked
from codesignrisk_core.rules import anchor_changes, mark_of_web
from codesignrisk_core.trust import places

_CLEARS = frozenset({"remove_quarantine", "disable_gatekeeper"})
_AD_HOC = "codesign_ad_hoc"
_FETCHES = frozenset({"curl", "wget", "scp", "ftp"})
# Statements of PowerShell that fetch a file.
_FETCHING = re.compile(
    r"(?<![\w-])(?:invoke-webrequest|iwr|invoke-restmethod|irm|start-bitstransfer|curl|wget)(?![\w-])|downloadfile\s*\(",
    re.IGNORECASE,
)
_STATEMENT = re.compile(r"[;\n|]")
_STARTS = frozenset({"open", "nohup", "launchctl"})
_LISTS = frozenset({"dir", "tree", "find", "ls", "where", "du"})
_LISTS_DEEP = frozenset({"find", "tree", "du"})
_DEEP = frozenset({"/s", "-s", "/r", "-r", "-lr", "-alr", "-lar"})
# Sources: the man pages of openssl-enc, gpg, age and ccrypt.
_ENCRYPTS = {
    "openssl": ("enc", "smime", "cms"),
    "gpg": ("-c", "--symmetric", "-e", "--encrypt"),
    "gpg2": ("-c", "--symmetric", "-e", "--encrypt"),
    "age": ("-p", "-r", "--passphrase", "--recipient"),
    "ccrypt": ("-e", "-k"),
}
_ENVIRONMENT = frozenset({"env", "printenv"})
_SECURITY_MAKERS = frozenset(
    """eset kaspersky mcafee sophos avast avg avira crowdstrike sentinelone bitdefender malwarebytes trellix symantec
    panda f-secure withsecure webroot cylance carbonblack trendmicro drweb emsisoft norton defender comodo fortinet
    cybereason elastic huntress""".split()
)


def judge(whole: Report, parts: Iterable[tuple[Command | Script, Report]]) -> None:
    """Add to the merged report what its parts do to each other's files. parts: each command with its own report."""
    parts = list(parts)
    commands = [part for part, _ in parts if isinstance(part, Command)]
    cleared = {
        target for _, report in parts if report.action in _CLEARS or report.shows(_AD_HOC) for target in report.targets
    }
    if cleared:
        _judge_cleared(whole, commands, cleared)
    if whole.action == "sign" and whole.targets:
        names = {name for name in map(paths.base, whole.targets) if len(name) > 1 and "*" not in name}
        signed = _fetched(names, parts)
        if signed:
            whole.add("fetched_and_signed", f"what is signed, {signed}, was fetched right before")
    unmarked.judge(whole, parts)
    anchor_changes.judge_taken(whole)
    if whole.shows("list_key_files") and any(map(_lists_all, commands)):
        whole.add("hunt_key_files", "the names are picked out of a list of the whole machine")
    if whole.action == "archive_key":
        for command in filter(_encrypts, commands):
            whole.add("archive_password", "the same line encrypts the archive")
            _judge_encrypted(whole, command)
    if any(map(_shows_environment, commands)) and _sends_secret(commands):
        whole.tool, whole.action = whole.tool or "env", "upload_key"
        whole.add("signing_secrets_sent", "what builds sign with is picked out of the environment and sent away")
    if whole.shows("add_to_store_disallowed"):
        for path in whole.files:
            name = paths.base(path)
            if any(maker in name for maker in _SECURITY_MAKERS):
                whole.add("security_maker_distrusted", f"{name} is named after the maker of a security product")


def _shows_environment(command: Command) -> bool:
    """``env`` and ``printenv``, without a command to start or a variable to set."""
    if paths.stem(command.program) not in _ENVIRONMENT:
        return False
    return all(word.text.startswith("-") or word.text.isupper() for word in command.args)


def _sends_secret(commands: Sequence[Command]) -> bool:
    """Whether one of the commands names what builds sign with, and one sends something."""
    return any(search.names_signing_secret(command.line) for command in commands) and any(map(keyfiles.sends, commands))


def _lists_all(command: Command) -> bool:
    """Whether a command lists all files of a drive or of all homes: ``dir C:\\ /s``, ``find /``, ``ls -R /``."""
    if paths.stem(command.program) not in _LISTS:
        return False
    words = [token.lower for token in command.args]
    deep = paths.stem(command.program) in _LISTS_DEEP or any(word in _DEEP or "/s" in word for word in words)
    return deep and any(places.is_broad(paths.normal(word, command.cwd) or word) for word in words if word not in _DEEP)


def _encrypts(command: Command) -> bool:
    """Whether a command encrypts what comes in: ``openssl enc``, ``gpg -c``, ``age -p``, ``ccrypt``."""
    return not {token.lower for token in command.args}.isdisjoint(_ENCRYPTS.get(paths.stem(command.program), ()))


def _judge_encrypted(whole: Report, command: Command) -> None:
    """Where the encrypted archive goes."""
    named = (_place(token.text, command) for token in command.args)
    target = next((path for path in named if _is_whole(path) and places.is_staging(path)), "")
    if target:
        whole.add("output_user_writable", f"{paths.base(target)} is a user-writable path")


def _is_whole(path: str) -> bool:
    """Whether a normalised path begins at a root or drive: other words of a command are no paths."""
    return path.startswith("/") or path[1:3] == ":\\"


def _fetched(names: set[str], parts: Iterable[tuple[Command | Script, Report]]) -> str:
    """The first of these file names that a part fetches from another host, or ""."""
    for part, _ in parts:
        if isinstance(part, Command):
            if paths.stem(part.program) in _FETCHES and any("://" in token.text for token in part.args):
                found = names.intersection(paths.base(token.text) for token in part.args)
                if found:
                    return min(found)
            continue
        for statement in _STATEMENT.split(part.text.lower()):
            if "://" in statement and _FETCHING.search(statement):
                found = {name for name in names if name in statement}
                if found:
                    return min(found)
    return ""


def _judge_cleared(whole: Report, commands: list[Command], cleared: set[str]) -> None:
    fetched = started = False
    patterns = [path.partition("*")[::2] for path in cleared if "*" in path]
    for command in commands:
        name = paths.stem(command.program)
        program = _place(command.program, command)
        named = any(_place(token.text, command) in cleared for token in command.args)
        of_many = any(program.startswith(before) and program.endswith(after) for before, after in patterns)
        started |= program in cleared or of_many or (name in _STARTS and named)
        fetched |= name in _FETCHES and named
    if started and whole.shows("mark_of_web_removed"):
        mark_of_web.judge_started(whole, "the same line")
    elif fetched and started:
        whole.add("fetched_and_started", "the same line fetches the file and starts it")
    elif fetched:
        whole.add("cleared_file_fetched", "the same line fetches the file")
    elif started:
        whole.add("cleared_file_started", "the same line starts the file")


def _place(word: str, command: Command) -> str:
    """A word as a path, as the targets of the program's platform are written."""
    return (paths.normal_posix if command.is_posix else paths.normal)(word, command.cwd)
