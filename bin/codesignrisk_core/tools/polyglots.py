"""Content behind a signature: copy, which appends it, and the script hosts and Java, which run it out of a signed file.

Windows checks no byte that stands behind the certificates of a program, as long as EnableCertPaddingCheck is not set
(Microsoft security advisory 2915720), and none behind the end of a package's or catalog's own structure. Script hosts
skip what is no script, and Java reads an archive from its end. Sources: Check Point on ZLoader (mshta and a signed
library with a script behind it, CVE-2013-3900); VirusTotal, "Distribution of malicious JAR appended to MSI files signed
by third parties". Grammar: learn.microsoft.com windows-commands copy (``copy /b a+b c``), wscript, cscript (``//e:``).
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths, program_names
from codesignrisk_core.model import Command, Report, Token, Tool
from codesignrisk_core.rules import inputs, targets

_SIGNED = frozenset("exe dll msi msp msu sys ocx cpl cab cat scr msix appx".split())
_SCRIPTS = frozenset("jar js jse vbs vbe wsf hta ps1 bat cmd py sct html htm".split())
# What programs that unpack or run themselves are made with: 7-Zip and WinRAR modules, LOVE, NW.js, PHP, Python zipapps.
_ARCHIVES = frozenset("7z zip rar love nw phar pyz pak asar gz xz tar txt ini cfg".split())
# What a host is given to read. The name of a program stands on many lines of wscript and cscript as an argument.
_READ_BY_MSHTA, _READ_BY_WSCRIPT = _SIGNED, _SIGNED - {"exe", "scr"}
# Launch4j and others make programs out of archives of Java, so a program is what people give to java -jar.
_READ_BY_JAVA = _READ_BY_WSCRIPT

JAVA = ("java", "javaw")
"""Stems of Java's launchers; which of their lines can score: JAVA_WORDS, as an index breaks words (model.Tool)."""
JAVA_WORDS = tuple(f"jar {extension}" for extension in sorted(_READ_BY_JAVA))


def _copy(command: Command) -> Report:
    """``copy /b a+b c``: one file out of several."""
    report = Report()
    switches, sources, destination = _files(command.args)
    if "b" not in switches or len(sources) < 2 or paths.extension(sources[0]) not in _SIGNED:
        return report
    kinds = {paths.extension(source) for source in sources[1:]}
    if kinds <= _ARCHIVES:
        return report
    report.tool = "copy"
    report.action = "fake_signature"
    name, added = paths.base(sources[0]), paths.base(sources[1])
    if kinds & _SCRIPTS:
        report.add("script_appended", f"copy appends the script {added} to {name}, whose signature can stay valid")
        for source in sources[1:]:
            inputs.judge_input(report, paths.normal(source, command.cwd), frozenset())
    else:
        report.add("content_appended", f"copy appends {added} to {name}, whose signature can stay valid")
    targets.add(report, destination or sources[0], cwd=command.cwd)
    targets.judge(report)
    return report


def _files(words: tuple[Token, ...]) -> tuple[set[str], list[str], str]:
    """Switches, the files that are joined by plus signs, and the destination, or "". ``a.exe/b`` is a file in bytes."""
    switches: set[str] = set()
    sources: list[str] = []
    destination, joined = "", False
    for word in words:
        if word.text.startswith("/"):
            switches.update(part for part in word.lower.split("/") if part)
            continue
        for number, piece in enumerate(word.text.split("+")):
            joined = joined or number > 0
            name, slash, mode = piece.rpartition("/")
            if slash and mode.lower() in ("a", "b"):
                switches.add(mode.lower())
                piece = name
            if not piece:
                continue
            if joined or not sources:
                sources.append(piece)
            else:
                destination = destination or piece
            joined = False
    return switches, sources, destination


def _host(command: Command) -> Report:
    """A script host whose file is a program, library, package or catalog."""
    report = Report()
    name = paths.stem(command.program)
    file = next((word.text for word in command.args if not word.text.startswith(("/", "-"))), "")
    if paths.extension(file) not in (_READ_BY_MSHTA if name == "mshta" else _READ_BY_WSCRIPT):
        return report
    report.tool = name
    report.action = "load_library"
    report.add("script_behind_signature", f"{name} runs {paths.base(file)}, which is no script but may hold one")
    targets.add(report, file, cwd=command.cwd)
    targets.judge(report)
    return report


def judge_java(command: Command) -> Report | None:
    """``java -jar`` of a package, library or catalog, or None for anything else (CVE-2020-1464)."""
    if "-jar" not in command.line or paths.stem(command.program) not in JAVA:
        return None
    script = program_names.script(command)
    if script is None or paths.extension(script.image) not in _READ_BY_JAVA:
        return None
    report = Report(tool=paths.stem(command.program), action="load_library")
    archive = paths.base(script.image)
    report.add("script_behind_signature", f"{report.tool} runs {archive}, which is no archive but may end in one")
    targets.add(report, script.image, cwd=command.cwd)
    targets.judge(report)
    return report


TOOLS = (
    Tool("copy", ("copy",), (), _copy, words=("copy b",)),
    Tool("mshta", ("mshta",), ("mshta.exe",), _host),
    Tool(
        "wscript",
        ("wscript", "cscript"),
        ("wscript.exe", "cscript.exe"),
        _host,
        words=tuple(f"{host} {extension}" for host in ("wscript", "cscript") for extension in sorted(_READ_BY_WSCRIPT)),
    ),
)
