"""Names of program files without what releases and people append to them, and scripts behind their interpreters."""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Command

# One part behind -, _ or a dot: a version, a platform, a kind of build.
_PART = re.compile(
    r"""v?\d[\da-z]{0,11} | x64 | x86 | amd64 | arm64 | aarch64 | i386 | i686 | win | win32 | win64 | windows | linux
    | darwin | macos | osx | musl | gnu | static | portable | signed | release | beta | alpha | rc\d* | all | cli
    | standalone | snapshot | final | net\d*""",
    re.VERBOSE,
)
_COPY = re.compile(r" ?(?:\(\d{1,3}\)| - copy| copy)$")
_MAX_PARTS = 8
_SCRIPTS = (".py", ".pyc", ".pyw", ".pl", ".rb", ".js", ".mjs", ".jar", ".bat", ".cmd", ".sh", ".dll", ".phar", ".php")

INTERPRETERS = frozenset("python pythonw py pypy perl ruby node nodejs php java javaw mono wine wine64 dotnet".split())
# Options behind which program text or a module stands, and those that take a value.
_NO_SCRIPT = frozenset({"-c", "-e", "-E", "-r", "--eval", "--print", "-p", "-pe", "-cp", "-classpath", "--class-path"})
# python -m, behind other switches too: -Im (az), -IBm (az.cmd).
_MODULE = re.compile(r"-[BEISsuvOq]{0,6}m")
_VALUED = {
    "python": frozenset({"-W", "-X"}),
    "perl": frozenset({"-I"}),
    "ruby": frozenset({"-I", "-r", "-C", "-E"}),
    "node": frozenset({"-r", "--require", "-C", "--conditions"}),
    "php": frozenset({"-d", "-c"}),
}


def plain(stem: str) -> str:
    """A stem (cmdline.paths) without what was appended: ``mkcert-v1.4.4-linux-amd64``, ``jsign-7.1.jar``, ``x (2)``."""
    name = next((stem[: -len(ending)] for ending in _SCRIPTS if stem.endswith(ending)), stem)
    name = _COPY.sub("", name)
    for _ in range(_MAX_PARTS):
        cut = max(map(name.rfind, "-_."))
        if cut <= 0 or not _PART.fullmatch(name[cut + 1 :]):
            break
        name = name[:cut]
    return name


def script(command: Command) -> Command | None:
    """The script that an interpreter is given, as a command: ``x.jar a`` of ``java -jar x.jar a``; or None."""
    interpreter = paths.stem(command.program).rstrip("0123456789.")
    if interpreter not in INTERPRETERS:
        return None
    called = command.tokens[0].text if command.tokens else ""
    if command.is_posix and paths.stem(called).rstrip("0123456789.") not in INTERPRETERS and called[:1] != "-":
        return command._replace(image=called)  # a script by its first line, which a sensor shows as it was called
    valued = _VALUED.get(interpreter, frozenset())
    words, index = command.tokens, 1
    while index < len(words):
        text = words[index].text
        if text == "-jar" and interpreter.startswith("java"):
            index += 1
            break
        if interpreter.startswith("py") and _MODULE.fullmatch(text):
            index += 1
            break
        if text in _NO_SCRIPT and text not in valued:
            return None
        if not text.startswith("-"):
            if interpreter.startswith("java"):
                return None  # a class
            break
        index += 2 if text in valued else 1
    if index >= len(words):
        return None
    return command._replace(image=words[index].text, tokens=words[index:])
