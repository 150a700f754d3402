"""POSIX shells: ``sh -c '...'`` and AppleScript's ``do shell script``. Rules: POSIX.1-2017 Shell Command Language."""

from __future__ import annotations

import base64
import re

from codesignrisk_core.cmdline import argv, paths
from codesignrisk_core.model import Command
from codesignrisk_core.unwrap.bounds import MAX_COMMANDS, STATEMENT, TOO_MANY_COMMANDS, TOO_MUCH_WORK, WORD, Bounds
from codesignrisk_core.unwrap.found import NOTHING, Found, Wrapper, child, rest
from codesignrisk_core.unwrap.posix_grammar import closing, statements

_LEADING = re.compile(
    r"\s*(?:(?:then|do|else|elif|if|while|until|time|!|\{)(?=\s)|(?:command|builtin)(?=\s+[^\s-])"
    r"|[A-Za-z_]\w*=(?:\"[^\"]*\"|'[^']*'|`[^`]*`|\$\([^()]*\)|[^\s\"'`])*)"
)
_INTO_FILE = re.compile(r"(>>?|<)(.*)", re.DOTALL)
# Programs that say nothing of where their input comes from and their output goes to: the shell's redirections do.
_PASSES_ON = frozenset("cat base64 gbase64 nc ncat netcat socat telnet ssh gpg gpg2".split())
_REDIRECTION = re.compile(r"(?:\d?(?:>>?\|?|<)|&>)(?:&\d|-)?")
# Words that start no program, or only speak of one.
_SILENT = frozenset(
    "echo printf export set unset test [ [[ case esac for fi done in true false exit return : }".split()
)
_VALUED = frozenset({"--rcfile", "--init-file", "-O", "+O", "-o", "+o"})
_MAX_PATH = 4096  # PATH_MAX of Linux; macOS has 1,024
_DO_SHELL_SCRIPT = re.compile(r"do\s+shell\s+script\s*(\\?\")", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\"\\$`])")
_DECODES = re.compile(r"base64\s+(?:-[dDi]{1,2}\b|--decode)|openssl\s+(?:base64|enc)\b[^|;]{0,40}\s-d\b")
_TO_SHELL = re.compile(
    r"\|\s*(?:sudo\s+)?(?:/(?:usr/)?bin/)?(?:ba|z|da|k)?sh\b|\beval\b|\b(?:ba|z|da|k)?sh\s+-c\s+[\"']?\$\("
)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{12,}={0,2}")
_PLAIN = re.compile(r"[^\s\"']+")


def read_shell(command: Command, name: str, bounds: Bounds) -> Found:
    """The commands of ``-c``, or the script file that the shell is given."""
    words = command.tokens
    index, takes_text = 1, False
    while index < len(words) and words[index].text[:1] in ("-", "+"):
        word = words[index].text
        takes_text = takes_text or (word[0] == "-" and word[:2] != "--" and "c" in word)
        index += 2 if word in _VALUED else 1
    if index >= len(words):
        return NOTHING
    text = rest(command, index)
    if takes_text:
        return Found(commands(command, name, unquoted(text), command.cwd, bounds))
    return Found(child(command, name, text, bounds, posix=True))


def read_eval(command: Command, name: str, bounds: Bounds) -> Found:
    """``eval``: its words, joined with blanks, are a shell text."""
    text = " ".join(unquoted(word.raw) for word in command.args)
    return Found(commands(command, name, text, command.cwd, bounds))


def read_osascript(command: Command, name: str, bounds: Bounds) -> Found:
    """The shell texts in AppleScript that stands on the line (developer.apple.com, TN2065)."""
    if len(command.tokens) < 2 or "shell" not in command.line:
        return NOTHING
    found: list[Command] = []
    for start in _DO_SHELL_SCRIPT.finditer(command.line):
        if len(found) >= MAX_COMMANDS or not bounds.charge(STATEMENT):
            bounds.stop(TOO_MANY_COMMANDS if len(found) >= MAX_COMMANDS else TOO_MUCH_WORK, command.line[start.end() :])
            break
        if start.group(1) == '"':
            end = closing(command.line, '"', start.end())
        else:  # the AppleScript itself stands in double quotes
            end = command.line.find('\\"', start.end())
        text = command.line[start.end() : end if end >= 0 else len(command.line)]
        found += commands(command, name, _ESCAPE.sub(r"\1", text), command.cwd, bounds)
    return Found(tuple(found))


def unquoted(text: str) -> str:
    """The first word of a text without its quotes; all of it where a sensor dropped them, as those of macOS do."""
    if text[:1] not in ("'", '"'):
        return text
    parts: list[str] = []
    position = 0
    while position < len(text):
        plain = _PLAIN.match(text, position)
        if plain is not None:
            parts.append(plain.group())
            position = plain.end()
            continue
        quote = text[position]
        if quote not in ("'", '"'):  # a blank
            break
        end = text.find("'", position + 1) if quote == "'" else closing(text, '"', position + 1)
        end = len(text) if end < 0 else end
        inside = text[position + 1 : end]
        parts.append(inside if quote == "'" else _ESCAPE.sub(r"\1", inside))
        position = end + 1
    return "".join(parts)


def commands(outer: Command, name: str, text: str, cwd: str, bounds: Bounds) -> tuple[Command, ...]:
    """The commands of a shell text, ``cd`` followed, redirections and assignments taken off."""
    found: list[Command] = []
    for inner in _decoded(text):
        if bounds.charge(len(inner), inner):
            found += commands(outer, name, inner, cwd, bounds)
    for statement in statements(text, bounds):
        if len(found) >= MAX_COMMANDS:
            bounds.stop(TOO_MANY_COMMANDS, text[statement.start :])
            break
        line = _without_leading(statement.text)
        if not bounds.charge(len(line), line):
            continue
        words = [token.raw for token in argv.split_posix(line)]
        bounds.charge(WORD * len(words))
        kept = _without_redirections(words)
        if kept and paths.base(kept[0].strip("'\"")) in _PASSES_ON:
            kept += _files(words)
        line = " ".join(kept)
        for command in child(outer, name, line, bounds, cwd=cwd, posix=True):
            program = command.image
            if program == "cd":
                cwd = _join(cwd, command.tokens[1].text) if len(command.tokens) > 1 else cwd
            elif program not in _SILENT:
                found.append(command)
    return tuple(found)


def _decoded(text: str) -> list[str]:
    """Shell texts in Base64 that a line decodes and hands to a shell: ``echo ... | base64 -d | sh``."""
    if "base64" not in text or not _DECODES.search(text) or not _TO_SHELL.search(text):
        return []
    found = []
    for coded in _BASE64.finditer(text):
        try:
            inner = base64.b64decode(coded.group() + "=" * (-len(coded.group()) % 4), validate=True).decode("utf-8")
        except (ValueError, UnicodeDecodeError):
            continue
        if inner.isprintable() or "\n" in inner:
            found.append(inner)
    return found


def _without_leading(statement: str) -> str:
    """A statement from its program's name on: keywords and ``NAME=value`` before it taken off."""
    position = 0
    while True:
        found = _LEADING.match(statement, position)
        if found is None or found.end() == position:
            return statement[position:].strip()
        position = found.end()


def _without_redirections(words: list[str]) -> list[str]:
    kept: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
            continue
        found = _REDIRECTION.match(word)
        if found is None:
            kept.append(word)
        else:
            skip = found.end() == len(word) and word[-1] in "<>|"
    return kept


def _files(words: list[str]) -> list[str]:
    """The files that input comes from and output goes to, as ``> file``; numbers of handles tell nothing."""
    found: list[str] = []
    for word, after in zip(words, [*words[1:], ""]):
        redirected = _INTO_FILE.fullmatch(word)
        if redirected is not None and not redirected[2].startswith("&"):
            found += [redirected[1], redirected[2] or after]
    return found


def _join(cwd: str, place: str) -> str:
    if place.startswith(("/", "~", "$")) or place[1:2] == ":" or not cwd:
        joined = place
    else:
        joined = f"{cwd.rstrip('/')}/{place}"
    return joined if len(joined) <= _MAX_PATH else cwd


WRAPPERS = (
    Wrapper("sh", read_shell, ("sh", "bash", "zsh", "dash", "ksh", "ash", "fish"), ("bash", "sh", "zsh")),
    Wrapper("eval", read_eval, ("eval",)),
    Wrapper("osascript", read_osascript, ("osascript",)),
)
