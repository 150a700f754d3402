"""Tools that give programs a fake or stolen signature: by name, as scripts, and by the shape of their options.

Sources: the repositories of the tools named below (disitool: DidierStevens/DidierStevensSuite; sigtransplant: etke;
SignatureClone: myexistences). Some of the names are common words, so those count only with an option or verb of the
tool.
"""

from __future__ import annotations

import re
from typing import Callable

from codesignrisk_core.cmdline import argv, options, paths
from codesignrisk_core.model import Command, Report, Token, Tool
from codesignrisk_core.needles import holds
from codesignrisk_core.rules import inputs, passwords, targets
from codesignrisk_core.tools import certificate_theft, signature_shapes
from codesignrisk_core.trust import file_kinds, places

# Name in lower case -> name as its makers write it.
_NAMES = {
    "sigthief": "SigThief",
    "gosigthief": "GoSigThief",
    "sigthief-go": "GoSigThief",
    "metatwin": "MetaTwin",
    "lazysign": "LazySign",
    "carboncopy": "CarbonCopy",
    "limelighter": "Limelighter",
    "scarecrow": "ScareCrow",
    "trustmebro": "TrustMeBro",
    "sigstash": "SigStash",
    "sigstashloader": "SigStash",
    "dllclone": "Invoke-DllClone",
    "sigflip": "SigFlip",
    "siginject": "SigInject",
    "sigloader": "SigLoader",
    "sigpirate": "SigPirate",
    "sign-sacker": "Sign-Sacker",
    "digitalsignature-hijack": "DigitalSignature-Hijack",
    "hooksigntool": "HookSignTool",
    "fuckcertverifytimevalidity": "FuckCertVerifyTimeValidity",
    "mangle": "Mangle",
    "apostille": "Apostille",
    "disitool": "disitool",
    "sigtransplant": "sigtransplant",
    "signatureclone": "SignatureClone",
    "certificatecloner": "SignatureClone",
}
# Common words, and what also only looks at signatures: options and verbs of which one must be on the line.
_COMMON_WORDS = {
    "mangle": frozenset({"-c", "-m", "-s"}),
    "scarecrow": frozenset({"-i"}),
    "disitool": frozenset({"copy", "add", "inject", "extract"}),
}

INTERPRETERS = frozenset("python pythonw py pypy perl ruby go dotnet mono wine bash sh".split())
_POWERSHELL = frozenset({"powershell", "pwsh", "powershell_ise"})
_SCRIPT_FILES = (".py", ".pyc", ".pyw", ".ps1", ".psm1", ".psd1", ".go", ".exe", ".dll", ".bat", ".cmd", ".sh")
# Options of Python that take a value, which is not the script then.
_PYTHON_VALUED = frozenset({"-W", "-X"})

# In PowerShell: Invoke-<name>, or a script file of that name.
_ANY_NAME = "|".join(map(re.escape, _NAMES))
_CMDLET = re.compile(rf"(?<![\w-])(?:invoke-({_ANY_NAME})(?![\w-])|(?:invoke-)?({_ANY_NAME})\.ps[md]?1(?!\w))")
NAMES = tuple(_NAMES)
"""Names of the tools in lower case."""
_MARKS = (*_NAMES, *certificate_theft.NAMES)
SHAPE_MARKS = (" -i ", " -b ", " -s ", " --source", " --file")
PORT = " 443 "
"""One of these stands on every line of a shape, in lower case: an option, or CarbonCopy's port."""


def judge_any(command: Command) -> Report | None:
    """What any program's line may hold: commands of mimikatz, a known script behind its interpreter, or its shape.

    For programs that are none of the tools; None for nearly every line, after a few substring checks.
    """
    lower = command.line.lower()
    if "::" in lower and command.tokens:
        found = certificate_theft.judge_mimikatz(command)
        if found is not None:
            return found
    marked, shaped = holds(lower, _MARKS), _is_shaped(lower)
    if not (marked or shaped) or not command.tokens:
        return None
    stem = paths.stem(command.program)
    interpreter = _interpreter(stem)
    script = _script(interpreter, command.args) if interpreter in INTERPRETERS else -1
    if marked:
        if interpreter in _POWERSHELL:
            return _judge_powershell(command, lower)
        report = _judge_by_name(command, stem, script)
        if report is not None:
            return report
    return _judge_shape(command, script) if shaped else None


def _judge_by_name(command: Command, stem: str, script: int) -> Report | None:
    """A script by its name, or a program whose name begins with a tool's (``scarecrow_5.1_windows_amd64.exe``)."""
    if script >= 0:
        tool = _SCRIPTS.get(_script_stem(command.args[script].text))
        command = command._replace(tokens=command.args[script:])
    else:
        tool = _SCRIPTS.get(stem.partition("_")[0])
    report = tool.judge(command) if tool else None
    return report if report and report.findings else None


def judge_tool(command: Command, name: str) -> Report:
    """One line of a tool of the table. name: its key there."""
    report = Report()
    needed = _COMMON_WORDS.get(name)
    if needed and needed.isdisjoint(word.lower for word in command.args):
        return report
    report.tool = name
    report.action = "fake_signature"
    report.add("fake_signature_tool", f"{_NAMES[name]} puts a fake or stolen signature on a program")
    _judge_operands(report, command.args, command.cwd)
    return report


def _judge_operands(report: Report, words: tuple[Token, ...], cwd: str) -> None:
    """Programs, key files and passwords, by their kind: every tool has its own option names."""
    parsed = options.parse(words, frozenset({"password", "p", "e", "pass", "valid", "real"}))
    for secret in parsed.values("password", "pass", "p", "e"):
        passwords.judge_secret(report, secret, "a password")
    for word in words:
        extension = paths.extension(word.text)
        if extension in file_kinds.PFX:
            inputs.note(report, word.text, cwd=cwd)
        elif extension in ("exe", "dll", "sys", "efi", "msi"):
            targets.add(report, word.text, cwd=cwd)


def _judge_powershell(command: Command, lower: str) -> Report | None:
    found = _CMDLET.search(lower)
    if not found:
        return None
    name = found.group(1) or found.group(2)
    report = Report(tool=name, action="fake_signature")
    report.add("fake_signature_tool", f"{_NAMES[name]} puts a fake or stolen signature on a program")
    words = [word for token in command.args for word in argv.split("x " + token.text)[1:]]
    _judge_operands(report, tuple(Token(word.text.rstrip(";"), word.raw) for word in words), command.cwd)
    return report


def _judge_shape(command: Command, script: int) -> Report | None:
    """The shape behind an unknown program in a user-writable path, or behind an interpreter's script."""
    image = paths.normal(command.program, command.cwd)
    if script >= 0:
        words, name = command.args[script + 1 :], paths.base(command.args[script].text)
    else:
        words, name = command.args, paths.base(image)
    shape = signature_shapes.match(words)
    if shape is None or not (script >= 0 or shape.like in signature_shapes.UNMISTAKABLE or places.is_exposed(image)):
        return None
    report = Report(tool=name, action="fake_signature")
    report.add("fake_signature_shape", f"{name} is called with the options of {shape.like}")
    if script >= 0 and places.is_exposed(paths.normal(command.args[script].text, command.cwd)):
        report.add("tool_user_writable", f"{name} lies in a user-writable place")
    if shape.like in signature_shapes.UNMISTAKABLE:
        report.hidden = True
        report.add("renamed_tool", f"{shape.like} runs under the name {name}")
    targets.add(report, *shape.programs, cwd=command.cwd)
    for secret in shape.secrets:
        passwords.judge_secret(report, secret, "a password")
    targets.judge(report)
    return report


def _is_shaped(lower: str) -> bool:
    """Whether an option of a shape is there at all; CarbonCopy has none, but a port and two programs."""
    return holds(lower, SHAPE_MARKS) or (PORT in lower and lower.count(".exe") > 1)


def _interpreter(stem: str) -> str:
    """``python3.11`` -> ``python``: versions are part of the name."""
    return stem.rstrip("0123456789.") or stem


def _script(interpreter: str, words: tuple[Token, ...]) -> int:
    """Position of the script operand: behind options; behind ``run`` for go, behind ``-m`` for python; -1 if none."""
    position = 0
    while position < len(words):
        text = words[position].text
        if interpreter == "go" and text == "run":
            position += 1
        elif text == "-m" and interpreter.startswith("py"):
            return position + 1 if position + 1 < len(words) else -1
        elif text == "-c":
            return -1
        elif text.startswith("-"):
            position += 2 if text in _PYTHON_VALUED else 1
        else:
            return position
    return -1


def _script_stem(name: str) -> str:
    base = paths.base(name)
    ending = next((ending for ending in _SCRIPT_FILES if base.endswith(ending)), "")
    return base[: len(base) - len(ending)]


def _judge_named(name: str) -> Callable[[Command], Report]:
    return lambda command: judge_tool(command, name)


TOOLS = tuple(Tool(name, (name,), (f"{name}.exe",), _judge_named(name)) for name in _NAMES)
_SCRIPTS = {image: tool for tool in (*TOOLS, *certificate_theft.TOOLS) for image in tool.images}
