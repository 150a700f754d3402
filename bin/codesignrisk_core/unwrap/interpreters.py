"""Program text on an interpreter's line (``python -c``, ``perl -e``, ``node -e``): the commands that it starts.

Rules: docs.python.org (using/cmdline, os.system, subprocess), perldoc (perlrun, system, exec), ruby(1) and
Kernel#system, nodejs.org/api (cli, child_process), php.net (features.commandline, ref.exec).
"""

from __future__ import annotations

import re
from itertools import islice

from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command
from codesignrisk_core.unwrap import posix_shell
from codesignrisk_core.unwrap.cmd.run import Run
from codesignrisk_core.unwrap.found import NOTHING, Found, Wrapper, inner

# Options behind which the program text stands; letters may be clumped (-Sc, -we).
_TEXT = {
    "python": re.compile(r"-[A-Za-z]*c"),
    "perl": re.compile(r"-[A-Za-z]*[eE]"),
    "ruby": re.compile(r"-[A-Za-z]*e"),
    "node": re.compile(r"-(?:e|p|pe|-eval|-print)"),
    "php": re.compile(r"-r|--run"),
}
_VALUED = frozenset({"-W", "-X", "-I", "-r", "--require", "-d"})
_STARTS = re.compile(
    r"""(?<![A-Za-z])(?:system|popen|startfile|call|run|getoutput|getstatusoutput|check_(?:call|output)
        |exec[a-z]{0,5}|exec(?:file)?sync|spawn(?:sync)?|shell_exec|passthru|proc_open)\s*(?:\(|(?=['"]))""",
    re.IGNORECASE | re.VERBOSE,
)
# One literal of a call or a list; group 3 is what joins it to the next one.
_LITERAL = re.compile(r"""[\s\[(]*[rbfu]?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*([,+.]?)""", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\'\"])")
_MAX_COMMANDS = 64
_MAX_WORDS = 64


def read(command: Command, name: str) -> Found:
    """The commands that the program text hands to the system as literals: one line, or a list of words."""
    text = _text(command, name)
    found: list[Command] = []
    for call in islice(_STARTS.finditer(text), _MAX_COMMANDS):
        words = _words(text, call.end())
        if len(words) > 1:
            found += inner(command, name, " ".join(f'"{word}"' if " " in word else word for word in words))
        elif words and argv.is_posix(command.image):
            found += posix_shell.commands(command, name, words[0], command.cwd)
        elif words:
            run = Run(command.cwd)
            run.follow(words[0])
            found += (start for line, cwd in run.lines for start in inner(command, name, line, cwd=cwd))
    return Found(tuple(found[:_MAX_COMMANDS])) if found else NOTHING


def _text(command: Command, name: str) -> str:
    """The program text, or "" where a script file or nothing stands on the line."""
    index = 1
    while index + 1 < len(command.tokens):
        word = command.tokens[index].text
        if _TEXT[name].fullmatch(word):
            return command.tokens[index + 1].text
        if not word.startswith("-"):
            break
        index += 2 if word in _VALUED else 1
    return ""


def _words(text: str, position: int) -> list[str]:
    """The literals of a call up to the first argument that is none, sums added up."""
    words: list[str] = []
    adds = False
    while len(words) < _MAX_WORDS:
        literal = _LITERAL.match(text, position)
        if literal is None:
            break
        value = _ESCAPE.sub(r"\1", literal.group(1) or literal.group(2) or "")
        if adds:
            words[-1] += value
        else:
            words.append(value)
        adds = literal.group(3) in ("+", ".")
        if not literal.group(3):
            break
        position = literal.end()
    return words


WRAPPERS = (
    Wrapper("python", read, ("python", "pythonw", "python3", "py", "pypy", "pypy3"), ("python", "pythonw")),
    Wrapper("perl", read, ("perl",), ("perl",)),
    Wrapper("ruby", read, ("ruby", "rubyw"), ("ruby",)),
    Wrapper("node", read, ("node", "nodejs"), ("node",)),
    Wrapper("php", read, ("php",), ("php",)),
)
