"""Program text on an interpreter's line (``python -c``, ``perl -e``, ``node -e``): the commands that it starts.

Rules: docs.python.org (using/cmdline, os.system, subprocess), perldoc (perlrun, system, exec), ruby(1) and
Kernel#system, nodejs.org/api (cli, child_process), php.net (features.commandline, ref.exec).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command
from codesignrisk_core.unwrap import posix_shell
from codesignrisk_core.unwrap.bounds import MAX_COMMANDS, STATEMENT, TOO_MANY_COMMANDS, TOO_MUCH_WORK, WORD, Bounds
from codesignrisk_core.unwrap.cmd.run import Run
from codesignrisk_core.unwrap.found import Found, Wrapper, child


class Options(NamedTuple):
    """An interpreter's options. text: behind these the program text stands; letters may be clumped (-Sc, -we).

    valued: those that take the next word.
    """

    text: re.Pattern[str]
    valued: frozenset[str] = frozenset()


_OPTIONS = {
    "python": Options(re.compile(r"-[A-Za-z]*c"), frozenset({"-W", "-X"})),
    "perl": Options(re.compile(r"-[A-Za-z]*[eE]"), frozenset({"-I"})),
    "ruby": Options(re.compile(r"-[A-Za-z]*e"), frozenset({"-I", "-r", "-C", "-E"})),
    "node": Options(re.compile(r"-(?:e|p|pe|-eval|-print)"), frozenset({"-r", "--require", "-C", "--conditions"})),
    "php": Options(re.compile(r"-r|--run"), frozenset({"-d", "--define", "-c", "--php-ini"})),
}
_STARTS = re.compile(
    r"""(?<![A-Za-z])(?:system|popen|startfile|call|run|getoutput|getstatusoutput|check_(?:call|output)
        |exec[a-z]{0,5}|exec(?:file)?sync|spawn(?:sync)?|shell_exec|passthru|proc_open)\s*(?:\(|(?=['"]))""",
    re.IGNORECASE | re.VERBOSE,
)
# One literal of a call or a list; group 3 is what joins it to the next one.
_LITERAL = re.compile(r"""[\s\[(]*[rbfu]?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*([,+.]?)""", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\'\"])")


def read(command: Command, name: str, bounds: Bounds) -> Found:
    """The commands that the program text hands to the system as literals: one line, or a list of words."""
    text = _text(command, name)
    bounds.charge(len(text))
    found: list[Command] = []
    for call in _STARTS.finditer(text):
        if len(found) >= MAX_COMMANDS or not bounds.charge(STATEMENT):
            bounds.stop(TOO_MANY_COMMANDS if len(found) >= MAX_COMMANDS else TOO_MUCH_WORK, text[call.start() :])
            break
        words = literals(text, call.end(), bounds)
        if len(words) > 1:
            line = " ".join(f'"{word}"' if " " in word else word for word in words)
            found += child(command, name, line, bounds)
        elif words and argv.is_posix(command.image):
            found += posix_shell.commands(command, name, words[0], command.cwd, bounds)
        elif words:
            run = Run(command.cwd, bounds)
            run.follow(words[0])
            found += (start for line, cwd in run.lines for start in child(command, name, line, bounds, cwd=cwd))
    return Found(tuple(found))


def _text(command: Command, name: str) -> str:
    """The program text, or "" where a script file or nothing stands on the line."""
    options, index = _OPTIONS[name], 1
    while index + 1 < len(command.tokens):
        word = command.tokens[index].text
        if options.text.fullmatch(word):
            return command.tokens[index + 1].text
        if not word.startswith("-"):
            break
        index += 2 if word in options.valued else 1
    return ""


def literals(text: str, position: int, bounds: Bounds) -> list[str]:
    """The literals of a call up to the first argument that is none, sums added up."""
    words: list[list[str]] = []
    adds = False
    while True:
        literal = _LITERAL.match(text, position)
        if literal is None:
            break
        if not bounds.charge(WORD + len(literal.group())):
            bounds.stop(TOO_MUCH_WORK, text[position:])
            break
        value = _ESCAPE.sub(r"\1", literal.group(1) or literal.group(2) or "")
        if adds:
            words[-1].append(value)
        else:
            words.append([value])
        adds = literal.group(3) in ("+", ".")
        if not literal.group(3):
            break
        position = literal.end()
    return ["".join(parts) for parts in words]


WRAPPERS = (
    Wrapper("python", read, ("python", "pythonw", "python3", "py", "pypy", "pypy3"), ("python", "pythonw")),
    Wrapper("perl", read, ("perl",), ("perl",)),
    Wrapper("ruby", read, ("ruby", "rubyw"), ("ruby",)),
    Wrapper("node", read, ("node", "nodejs"), ("node",)),
    Wrapper("php", read, ("php",), ("php",)),
)
