"""`python -m lab explain`: how one command line is read, and how its score adds up.

The command line is one argument in quotes, with options before or behind it, or the rest of the line as it is:
explain certutil -addstore root x.cer. Single quotes keep its backslashes and quotes from the shell.

A line with a pipe, a redirection or a second command outside quotes, which a shell would split, is read as `sh -c` or
`cmd /c` runs it; --image PATH reads it as the line of that one program.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from codesignrisk_core import output, scoring, settings
from codesignrisk_core.cmdline import normalise
from codesignrisk_core.events import process, script
from codesignrisk_core.model import Script
from codesignrisk_core.process import command_line
from codesignrisk_core.process.parents import Parent, Parents
from codesignrisk_core.records import actor, fields
from codesignrisk_core.rules import known_certificates
from rich.console import Console
from rich.text import Text

from lab.commands import pasted
from lab.commands.allowing import tell_rows
from lab.commands.arguments import add_lookups, tables, tell_tables
from lab.output.explanation import explanation
from lab.output.terminal import say, width
from lab.paths import ROOT
from lab.readers import text as decoding
from lab.splunkd import lookups

_APP = ROOT
_HEAD = 512
# How a statement begins: a cmdlet's verb and noun, a variable, a type.
_POWERSHELL = re.compile(r"[A-Za-z]+-[A-Za-z]+\b(?!\.exe)|\$\w|\[[\w.]+\]")
_SHIPPED = settings.SHIPPED
_WIDTH = 160
_USAGE = """python -m lab explain [OPTION ...] 'COMMAND LINE' [OPTION ...]
       python -m lab explain [OPTION ...] [--] WORD ..."""
_INTEGRITY = ("Low", "Medium", "High", "System")
# A drive with a name right behind it, C:tempx.cer: what bash leaves of C:\\temp\\x.cer.
_LOST = re.compile(r"(?<![\w/-])[A-Za-z]:\w")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `explain` to the lab's commands."""
    options = argparse.ArgumentParser(add_help=False, usage=_USAGE)
    _add_options(options)
    parser = commands.add_parser(
        "explain", help="explain the score of a command line", usage=_USAGE, description=__doc__, parents=[options]
    )
    parser.add_argument(
        "line",
        nargs=argparse.REMAINDER,
        action=_Line,
        options=options,
        metavar="COMMAND LINE",
        help="in single quotes, or the rest of the line",
    )
    parser.set_defaults(run=run)


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--script",
        action="store_true",
        help="it is PowerShell text, as in a script block (4104), or the path of a file of it",
    )
    parser.add_argument("--parent", default="", metavar="IMAGE", help="path or name of the parent process")
    parser.add_argument("--user", default="", metavar="U", help="who runs it, as DOMAIN\\name")
    parser.add_argument("--host", default="", metavar="H", help="the host, for rows of the allowlist that name one")
    parser.add_argument("--image", default="", metavar="PATH", help="path of the program (default: the first word)")
    parser.add_argument("--original-name", default="", metavar="N", help="OriginalFileName of its version resource")
    parser.add_argument(
        "--integrity",
        default="",
        type=str.capitalize,
        choices=_INTEGRITY,
        metavar="L",
        help=f"integrity level: {', '.join(_INTEGRITY[:-1])} or {_INTEGRITY[-1]}",
    )
    parser.add_argument("--cwd", default="", metavar="DIR", help="current directory, to which paths are relative")
    add_lookups(parser)


class _Line(argparse.Action):
    """Takes the command line out of what stands behind the options: one quoted argument, which options may follow, or
    the rest of the line.
    """

    def __init__(self, *args: Any, options: argparse.ArgumentParser, **more: Any) -> None:
        super().__init__(*args, **more)
        self._options = options

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Set the line. Ends with a usage error where there is none, or what follows a quoted one is no option."""
        words = [str(word) for word in values or ()]
        if not words or words == ["--"]:
            parser.error("a command line is wanted: in single quotes, or as the rest of the line")
        first, *rest = words
        if first == "--":
            words, rest = rest, []
        elif rest and (self._is_option(rest[0]) or (" " in first and rest[0].startswith("--"))):
            words = [first]
            self._options.parse_args(rest, namespace)
        namespace.line = words[0] if len(words) == 1 else subprocess.list2cmdline(words)
        if len(words) > 1 and _LOST.search(namespace.line):
            say("the shell took the backslashes of a path: put the command line in single quotes")

    def _is_option(self, word: str) -> bool:
        name = word.partition("=")[0]
        return name in {option for action in self._options._actions for option in action.option_strings}


def run(args: argparse.Namespace) -> int:
    """Explain one line. Returns 0."""
    if args.script:
        args.line = _text_of(args.line)
    record = {
        "Image": args.image,
        "OriginalFileName": args.original_name,
        "CommandLine": args.line,
        "CurrentDirectory": args.cwd,
        "ParentImage": args.parent,
        "User": args.user,
        "host": args.host,
        "IntegrityLevel": args.integrity,
    }
    with lookups.applied(_APP, tables(args, _APP)) as app:
        loaded = settings.load(app / lookups.FOLDER, shipped=_SHIPPED)
    tell_tables(args, _APP)
    _tell(loaded.notices)
    read = _read(args, record, loaded)
    kind, examined = read.kind, read.examined
    known_certificates.judge(examined.report, loaded.certificates)
    _tell(loaded.certificates.take_notices())
    score = scoring.score(examined.report.findings, loaded.indicators, examined.report.hidden)
    who = actor.of(fields.Reader().view(read.record), kind)
    verdict = output.Verdict(kind, examined.report, score, read.parent, who, error=examined.error)
    console = Console(width=width(sys.stdout.isatty(), _WIDTH), highlight=False)
    for part in explanation(examined, score, str(output.fill(verdict)["codesign_message"])):
        console.print(part, soft_wrap=isinstance(part, Text))
    # As the event that it would be: rows compare host, user, programs and the line.
    event_of_kind = {"EventCode": "4104", "ScriptBlockText": args.line, **record, "CommandLine": ""}
    tell_rows(loaded, event_of_kind if kind == script.KIND else read.record)
    return 0


def _text_of(script_or_path: str) -> str:
    """PowerShell text as it is, or out of the file that it names: no statement is the path of a file that exists."""
    path = Path(script_or_path)
    is_file = False
    with suppress(OSError, ValueError):  # a text may be too long for a path, or hold what none can
        is_file = path.is_file()
    return _read_file(path) if is_file else script_or_path


def _read_file(path: Path) -> str:
    with path.open("rb") as file:
        text = decoding.Text(file, file.peek(_HEAD)[:_HEAD], lambda note: say(f"{path}: {note}"))
        read = "".join(text.blocks())
    say(f"read out of the file {path}")
    return read


class _Reading(NamedTuple):
    """A line as one kind of event, and what was found in it."""

    kind: str
    record: dict[str, str]
    parent: Parent
    examined: process.Examination


def _read(args: argparse.Namespace, record: dict[str, str], loaded: settings.Settings) -> _Reading:
    """The line as it was asked for, else as what it looks like: one program's, PowerShell text, or a shell's."""
    started = _start(record, loaded)
    as_script = started._replace(kind=script.KIND, examined=_script(args.line, loaded))
    if args.script:
        return as_script
    if _is_cmdlet(started.examined, args.line) and as_script.examined.report.findings:
        say("read as PowerShell, since it begins as a cmdlet, variable or type does: --script reads any text so")
        return as_script
    shell = None if args.image or args.original_name else pasted.as_run(args.line)
    if shell is None:
        return started
    by_shell = _start({**record, "Image": shell.image, "CommandLine": shell.line}, loaded)
    if by_shell.examined.report.findings or not started.examined.report.findings:
        say(
            f"read as a shell would run it, as {' '.join(shell.line.split()[:2])}: no process start holds a pipe, "
            "redirection or second command outside quotes; --image PATH reads it as one program's line"
        )
        return by_shell
    return started


def _start(record: dict[str, str], loaded: settings.Settings) -> _Reading:
    """A process start."""
    event = fields.event(fields.Reader().view(record))
    parent = Parents(loaded).classify(event.parent_image)
    return _Reading(process.KIND, record, parent, process.examine(event, parent, loaded.indicators))


def _tell(notices: Iterable[settings.Notice]) -> None:
    """Say what is to be told of the tables, as the command does in a scan."""
    for notice in notices:
        say(f"{notice.severity}: {notice.message}")


def _script(text: str, loaded: settings.Settings) -> process.Examination:
    """PowerShell text, read as a logged script block is."""
    whole = command_line.CommandLine()
    whole.judge_script(Script(text[: normalise.MAX_LENGTH]))
    error = script.TOO_LONG if len(text) > normalise.MAX_LENGTH else ""
    return process.Examination(whole.parts, whole.report(loaded.indicators), error)


def _is_cmdlet(examined: process.Examination, line: str) -> bool:
    """Whether no program is known in a line that begins as a cmdlet, a variable or a type does."""
    return not (examined.report.tool or examined.report.findings) and _POWERSHELL.match(line.strip()) is not None
