"""Script text on the line of a script host: ``mshta vbscript:...``, ``rundll32 javascript:...``, and what it runs.

Rules: LOLBAS (Mshta, Rundll32, Wscript, Cscript); WshShell.Run and Exec, Shell.ShellExecute, Win32_Process.Create
(learn.microsoft.com).
"""

from __future__ import annotations

import re

from codesignrisk_core.model import Command, Script
from codesignrisk_core.unwrap.bounds import MAX_COMMANDS, STATEMENT, TOO_MANY_COMMANDS, TOO_MUCH_WORK, Bounds
from codesignrisk_core.unwrap.found import NOTHING, Found, Wrapper, child, rest

_LANGUAGE = re.compile(r"[\"']?\s*(vbscript|javascript|jscript|about)\s*:", re.IGNORECASE)
_PERCENT = re.compile(r"%([2-7][0-9a-f])", re.IGNORECASE)  # of an address, not of %APPDATA%
_STARTS = re.compile(r"\.\s*(run|exec|shellexecute|create)(?=[\s(\"'])[\s(]*", re.IGNORECASE)
_CHARACTER = re.compile(r"chrw?\s*\(\s*(\d{1,5}|&h[0-9a-f]{1,4})\s*\)", re.IGNORECASE)
_SURROGATES = range(0xD800, 0xE000)  # no characters by themselves, and no text that can be written out
_JOINED = re.compile(r"\s*[&+]\s*")
_JSCRIPT_ESCAPE = re.compile(r"\\(.)", re.DOTALL)

# Functions that rundll32 calls with a command line, in lower case without A or W (LOLBAS: Shell32, Url, Ieframe,
# Advpack, Zipfldr, Pcwutl).
_RUNS_ITS_ARGUMENT = frozenset(
    "shellexec_rundll registerocx routethecall launchapplication fileprotocolhandler openurl".split()
)


def read_mshta(command: Command, name: str, bounds: Bounds) -> Found:
    """Inline script; a file or an address that mshta opens is no text to read."""
    return _read(command, name, rest(command, 1), bounds)


def read_rundll32(command: Command, name: str, bounds: Bounds) -> Found:
    """Inline script (``javascript:"\\..\\mshtml,RunHTMLApplication "``), or a function that starts its argument."""
    text = rest(command, 1)
    if _LANGUAGE.match(text):
        return _read(command, name, text, bounds)
    library, _, function = command.tokens[1].text.partition(",") if len(command.tokens) > 1 else ("", "", "")
    index = 2
    if library and not function and len(command.tokens) > 2:  # a blank behind or instead of the comma
        function, index = command.tokens[2].text.lstrip(","), 3
    if function.lower() not in _RUNS_ITS_ARGUMENT and function.lower()[:-1] not in _RUNS_ITS_ARGUMENT:
        return NOTHING
    words = command.tokens[index:]
    line = words[0].text if len(words) == 1 and words[0].raw.startswith('"') else rest(command, index)
    return Found(child(command, name, line, bounds))


def read_script_host(command: Command, name: str, bounds: Bounds) -> Found:
    """wscript and cscript: the script file and its words, behind the host's own options (``//B``, ``/E:vbs``)."""
    for index, word in enumerate(command.tokens[1:], start=1):
        if word.text[:1] not in ("/", "-"):
            return Found(child(command, name, rest(command, index), bounds))
    return NOTHING


def _read(command: Command, name: str, text: str, bounds: Bounds) -> Found:
    language = _LANGUAGE.match(text)
    if language is None:
        return NOTHING
    if text.startswith('"'):
        text = text[1:].rstrip().removesuffix('"').replace('\\"', '"')
    text = _PERCENT.sub(lambda found: chr(int(found.group(1), 16)), text)
    is_basic = language.group(1).lower() == "vbscript" or "vbscript" in text.lower()
    script = Script(text, "vbscript" if is_basic else "jscript", command.cwd, (*command.layers, name))
    lines = started(text, bounds, is_basic=is_basic)
    return Found(tuple(found for line in lines for found in child(command, name, line, bounds)), (script,))


def started(text: str, bounds: Bounds, *, is_basic: bool) -> list[str]:
    """The command lines that a script hands to Run, Exec, ShellExecute or Create as literals."""
    bounds.charge(len(text))
    if is_basic and "execute" in text.lower():
        text = text.replace('""', '"')  # the script is itself a literal, its quotes are doubled
    elif not is_basic and "eval" in text.lower():
        text = text.replace('\\"', '"').replace("\\'", "'")
    lines: list[str] = []
    position = 0
    while True:
        call = _STARTS.search(text, position)
        if call is None:
            break
        if len(lines) >= MAX_COMMANDS or not bounds.charge(STATEMENT):
            bounds.stop(TOO_MANY_COMMANDS if len(lines) >= MAX_COMMANDS else TOO_MUCH_WORK, text[call.start() :])
            break
        line, position = _expression(text, call.end(), is_basic)
        if call.group(1).lower() == "shellexecute":
            comma = re.compile(r"\s*,\s*").match(text, position)
            if comma is not None:
                words, position = _expression(text, comma.end(), is_basic)
                line = f"{line} {words}"
        if line.strip():
            lines.append(line.strip())
    return lines


def _expression(text: str, position: int, is_basic: bool) -> tuple[str, int]:
    """Literals and Chr() joined by ``&`` or ``+``, and where they end. Other parts of the sum are left out."""
    parts: list[str] = []
    while position < len(text):
        character = _CHARACTER.match(text, position)
        if character is not None:
            digits = character.group(1).lower()
            number = int(digits[2:], 16) if digits.startswith("&h") else int(digits)
            parts.append("\ufffd" if number in _SURROGATES else chr(number))
            position = character.end()
        elif text[position] in "\"'" and (text[position] == '"' or not is_basic):
            part, position = _literal(text, position, is_basic)
            parts.append(part)
        else:
            break
        joined = _JOINED.match(text, position)
        if joined is None:
            break
        position = joined.end()
    return "".join(parts), position


def _literal(text: str, start: int, is_basic: bool) -> tuple[str, int]:
    """A string literal: VBScript doubles a quote inside, JScript puts a backslash before it."""
    quote = text[start]
    position = start + 1
    while position < len(text):
        if text.startswith(quote * 2 if is_basic else "\\", position):
            position += 2
        elif text[position] == quote:
            break
        else:
            position += 1
    raw = text[start + 1 : position]
    value = raw.replace(quote * 2, quote) if is_basic else _JSCRIPT_ESCAPE.sub(r"\1", raw)
    return value, min(position + 1, len(text))


WRAPPERS = (
    Wrapper("mshta", read_mshta, ("mshta",), ("mshta",)),
    Wrapper("rundll32", read_rundll32, ("rundll32",), ("rundll32",)),
    Wrapper("wscript", read_script_host, ("wscript",), ("wscript",)),
    Wrapper("cscript", read_script_host, ("cscript",), ("cscript",)),
)
