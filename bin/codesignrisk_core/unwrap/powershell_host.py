"""PowerShell's launchers: which of their words is program text. The text itself is the business of another package.

Parameters and how far they may be shortened: github.com/PowerShell/PowerShell, CommandLineParameterParser.cs;
learn.microsoft.com, about_PowerShell_exe and about_Pwsh.
"""

from __future__ import annotations

import base64
import binascii
import re

from codesignrisk_core.cmdline import argv, paths
from codesignrisk_core.model import Command, Finding, Script, Token
from codesignrisk_core.unwrap.bounds import REFERENCE, TOO_MUCH_WORK, Bounds
from codesignrisk_core.unwrap.found import NOTHING, Found, Wrapper, child, rest

_COMMAND, _ENCODED, _FILE, _WITH_ARGS, _VALUE, _SWITCH = range(6)

# name, shortest form that PowerShell takes, what it is; the first match wins, as in PowerShell's own chain of tests
_PARAMETERS = (
    ("version", "v", _SWITCH),
    ("help", "h", _SWITCH),
    ("login", "l", _SWITCH),
    ("noexit", "noe", _SWITCH),
    ("noprofile", "nop", _SWITCH),
    ("nologo", "nol", _SWITCH),
    ("noninteractive", "noni", _SWITCH),
    ("socketservermode", "so", _SWITCH),
    ("servermode", "s", _SWITCH),
    ("namedpipeservermode", "nam", _SWITCH),
    ("sshservermode", "sshs", _SWITCH),
    ("interactive", "i", _SWITCH),
    ("importsystemmodules", "im", _SWITCH),
    ("configurationfile", "configurationfile", _VALUE),
    ("configurationname", "config", _VALUE),
    ("custompipename", "cus", _VALUE),
    ("commandwithargs", "commandwithargs", _WITH_ARGS),
    ("cwa", "cwa", _WITH_ARGS),
    ("command", "c", _COMMAND),
    ("windowstyle", "w", _VALUE),
    ("file", "f", _FILE),
    ("outputformat", "o", _VALUE),
    ("of", "of", _VALUE),
    ("inputformat", "inp", _VALUE),
    ("if", "if", _VALUE),
    ("executionpolicy", "ex", _VALUE),
    ("ep", "ep", _VALUE),
    ("encodedcommand", "e", _ENCODED),
    ("ec", "ec", _ENCODED),
    ("encodedarguments", "encodeda", _VALUE),
    ("ea", "ea", _VALUE),
    ("settingsfile", "settings", _VALUE),
    ("psconsolefile", "p", _VALUE),
    ("sta", "st", _SWITCH),
    ("mta", "mt", _SWITCH),
    ("workingdirectory", "wo", _VALUE),
    ("wd", "wd", _VALUE),
    ("removeworkingdirectorytrailingcharacter", "removew", _SWITCH),
)
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
# A backtick before a letter that it does not give a meaning to (`n is a new line, `o is just o).
_IDLE_BACKTICK = re.compile(r"[A-Za-z]`[A-Zc-dg-mo-qsw-z-]")


def read(command: Command, name: str, bounds: Bounds) -> Found:
    """The program text on a launcher's line, or the script file that it runs."""
    words = command.tokens
    index = 1
    while index < len(words):
        if not bounds.charge(2 * REFERENCE):
            bounds.stop(TOO_MUCH_WORK, rest(command, index))
            return NOTHING
        kind, value = _parameter(words[index])
        if kind is None:
            return _script(command, name, _text(command, index))
        following = index + (0 if value else 1)
        if kind == _SWITCH:
            index += 2 if _is_old_version(words, index) else 1
        elif kind == _VALUE:
            index = following + 1
        elif kind == _ENCODED:
            return _encoded(command, name, value or _word(words, following))
        elif kind == _FILE:
            line = "" if _word(words, following) == "-" else rest(command, following)
            return Found(child(command, name, line, bounds, posix=argv.is_posix(command.image)))
        elif kind == _WITH_ARGS:
            return _script(command, name, _word(words, following))
        else:
            return _script(command, name, value or _text(command, index + 1))
    return NOTHING


def _parameter(word: Token) -> tuple[int | None, str]:
    """What a word is as a parameter, and a value attached with a colon; None for the first word of program text."""
    text = word.text
    if text[:1] not in ("-", "/") or len(text) < 2:
        return None, ""
    short, _, value = text.lstrip("-/").partition(":")
    short = short.lower()
    if short == "?":
        return _SWITCH, ""
    for full, shortest, kind in _PARAMETERS:
        if short.startswith(shortest) and full.startswith(short):
            return kind, value
    return None, ""


def _is_old_version(words: tuple[Token, ...], index: int) -> bool:
    """Windows PowerShell's ``-Version 2`` takes a value, pwsh's does not."""
    following = _word(words, index + 1)
    return words[index].lower.lstrip("-/").startswith("v") and following.replace(".", "").isdigit()


def _word(words: tuple[Token, ...], index: int) -> str:
    return words[index].text if index < len(words) else ""


def _text(command: Command, index: int) -> str:
    """All words from one on, joined as PowerShell joins them; sensors of macOS and Linux have dropped the quotes."""
    words = command.tokens[index:]
    if argv.is_posix(command.image) and words and words[0].raw[0] not in "\"'":
        return rest(command, index)
    return " ".join(word.text for word in words)


def _script(command: Command, name: str, text: str, findings: tuple[Finding, ...] = ()) -> Found:
    text = text.strip()
    if text in ("", "-"):  # "-" reads the text from standard input
        return Found(findings=findings)
    if _IDLE_BACKTICK.search(text):
        findings = (*findings, Finding("obfuscated_escapes", "backticks stand inside words"))
    return Found((), (Script(text, "powershell", command.cwd, (*command.layers, name)),), findings)


def _encoded(command: Command, name: str, value: str) -> Found:
    if not value:
        return NOTHING
    finding = Finding("encoded_command", f"{paths.stem(name)} is given its commands in Base64")
    return _script(command, name, decode(value), (finding,))


def decode(value: str) -> str:
    """The text that ``-EncodedCommand`` stands for: Base64 of UTF-16LE (or UTF-8, as some tools write it), or "".

    Characters that are none of Base64's, missing padding and a cut end are forgiven.
    """
    digits = _NOT_BASE64.sub("", value)
    if len(digits) % 4 == 1:
        digits = digits[:-1]
    try:
        data = base64.b64decode(digits + "=" * (-len(digits) % 4))
    except (binascii.Error, ValueError):
        return ""
    if b"\x00" not in data:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    return data[: len(data) & ~1].decode("utf-16-le", "replace").lstrip("\ufeff").replace("\x00", "")


# sqlps and sqltoolsps, which come with SQL Server, take PowerShell's own parameters (LOLBAS).
WRAPPERS = (
    Wrapper(
        "powershell",
        read,
        ("powershell", "pwsh", "pwsh-preview", "sqlps", "sqltoolsps"),
        ("powershell", "pwsh", "sqlps", "sqltoolsps"),
    ),
)
