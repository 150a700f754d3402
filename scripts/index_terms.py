"""Writes the index terms of default/macros.conf from the scorer's own tables (`make docs`).

A term is a word as Splunk's index has it: segmenters.conf breaks ``x.pfx`` at the dot and ``crypto::cng`` at the
colons. "a b" asks for both words, "ab*" for whatever begins so; none begins with a wildcard, for those are slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from lab.paths import ROOT  # first, as it makes codesignrisk_core importable

# isort: split
from codesignrisk_core import cmdlets, tools
from codesignrisk_core.events import attack_tools, file, file_names, web_marks
from codesignrisk_core.keyfiles import naming
from codesignrisk_core.model import POSIX, Tool
from codesignrisk_core.process import unmarked
from codesignrisk_core.rules import package_keys
from codesignrisk_core.tools import (
    certificate_theft,
    disguised,
    electron_fuses,
    identity_attacks,
    inline_code,
    package_managers,
    polyglots,
    signature_shapes,
)
from codesignrisk_core.trust import file_kinds, key_export_names, registry_keys, trust_files

MACROS = ROOT / "default" / "macros.conf"
_WIDTH = 120
_BREAKERS = re.compile(r"[^a-z0-9]+")

# Beginnings that stand for many words. An indexer reads a list of words from its lexicon, so few are better than many.
STEMS = """authenticode cert cryptdll cryptsipdll exportpkcs8 gosigthief keychain keystore pkcs regedit
    selfsigned sharpdpapi sigstash sigthief sign x509""".split()
# PowerShell's -EncodedCommand in any length, and Base64 in .NET and Python: what they hide is found by decoding only.
_ENCODED = (
    *(f"{image}* {option}" for image in ("powershell", "pwsh") for option in ("e", "ec", "en", "enc*")),
    "frombase64string",
    "b64decode",
)
# Tools that are everywhere, but whose lines the data model cannot search by words.
_BY_OPERAND = frozenset({"reg", "rundll32"})
# mimikatz exports keys as .binary, which is also what many other programs write.
_GENERIC_FILES = frozenset({"binary"})
_SHORT = 3


def process_words() -> set[str]:
    """The words of which one stands in every process start that can score, but for those that hide their words."""
    words = {word for tool in tools.TOOLS if tool.platform != POSIX for word in tool.words or _names(tool)}
    words.update(certificate_theft.WORDS, disguised.WORDS, identity_attacks.WORDS, inline_code.WORDS)
    words.update(signature_shapes.WORDS, package_managers.WORDS, electron_fuses.WORDS)
    words.update(naming.WORDS, registry_keys.WORDS, cmdlets.WORDS, polyglots.JAVA_WORDS, unmarked.WORDS, _ENCODED)
    return words


def posix_words() -> set[str]:
    """What else stands in a process start of macOS or Linux that can score: the tools there."""
    own = [tool for tool in tools.TOOLS if tool.platform == POSIX]
    names = {name for tool in own if not tool.words for name in tool.images}
    known = set(terms(process_words()))
    # update-ca-trust is found by trust
    new = {name for name in names if known.isdisjoint(map(_term, filter(None, _BREAKERS.split(name))))}
    return {*new, *(word for tool in own for word in tool.words)}


def script_words() -> set[str]:
    """The same for PowerShell text, where nobody hides words from the index without an encoding of some kind."""
    words = {word for tool in tools.TOOLS if tool.platform != POSIX for word in tool.words or _names(tool)}
    words.update(certificate_theft.WORDS, identity_attacks.WORDS, inline_code.WORDS, package_managers.WORDS)
    words.update(electron_fuses.WORDS)
    words.update(naming.WORDS, registry_keys.WORDS, cmdlets.WORDS, polyglots.JAVA_WORDS)
    return {*words, "mimikatz", "frombase64string"}


def file_words() -> set[str]:
    """The same for file events."""
    names = {" ".join(_BREAKERS.split(name.removesuffix(".exe"))) for name in file_names.NAMES}
    kept = {name.replace(".", " ") for name in key_export_names.KEPT_BY_FEDERATION} | {*package_keys.FILE_WORDS}
    places = {"microsoft crypto", "microsoft protect", "systemcertificates", "codeintegrity", "anchors", "p11", "sys"}
    own = {*places, *trust_files.WORDS, *web_marks.WORDS, *file_names.WORDS}
    own.update(name.replace(".", " ") for name in file_names.PREFERENCES if name.endswith(".cfg"))
    return {*file.EXTENSIONS, *own, *names, *kept, *_tool_words()}


def _tool_words() -> set[str]:
    """The longest word of each attack tool's name, which others may follow: SigThief_v2."""
    return {f"{max(_BREAKERS.split(name), key=len)}*" for name in attack_tools.NAMES}


def registry_words() -> set[str]:
    """The same for changes of the registry."""
    return set(registry_keys.WORDS)


def _names(tool: Tool) -> set[str]:
    """The longest word of each name that the tool's program may have."""
    stems = (*tool.images, *(name.rpartition(".")[0] for name in tool.original_names))
    return {max(_BREAKERS.split(stem.lower()), key=len) for stem in stems if stem}


def terms(words: Iterable[str]) -> list[str]:
    """The search's terms for words: what a stem stands for goes, groups of words get their parentheses."""
    return sorted({_term(word) for word in words})


def _term(word: str) -> str:
    if " " in word:
        return f"({word})"
    longest = max(_BREAKERS.split(word), key=len)
    stem = next((stem for stem in STEMS if longest.startswith(stem)), "")
    return f"{stem}*" if stem else longest + word[len(word.rstrip("*")) :]


def any_of(words: Iterable[str]) -> str:
    """A search for events that hold one of the words."""
    return "(" + _wrapped(terms(words), " OR ") + ")"


def among(field: str, patterns: Iterable[str]) -> str:
    """A condition for tstats: a field is like one of the patterns."""
    return f"{field} IN (" + _wrapped([f'"{pattern}"' for pattern in sorted(patterns)], ", ") + ")"


def _wrapped(items: Iterable[str], joint: str) -> str:
    """Items on as many lines of a conf file as they take. A continued value keeps its line breaks."""
    lines, line = [], ""
    for item in items:
        if len(line) + len(item) > _WIDTH:
            lines.append(line.rstrip())
            line = ""
        line += item + joint
    return " \\\n    ".join([*lines, line.removesuffix(joint)])


def model_processes() -> str:
    """Endpoint.Processes has no raw text: the names of tools and wrappers, and what stands in a line."""
    known = [tool for tool in tools.TOOLS if tool.platform != POSIX and (not tool.words or tool.name in _BY_OPERAND)]
    names = {name for tool in known for name in tool.images} | {"powershell", "pwsh"}
    originals = {name.rpartition(".")[0] for tool in known for name in tool.original_names} | {"powershell", "pwsh"}
    files = (f"*.{extension}*" for extension in file_kinds.KEY_OPERANDS - file_kinds.AMBIGUOUS_KEYS)
    modules = (f"*{word}::*" for word in certificate_theft.WORDS)
    conditions = [
        among("Processes.process_name", _beginnings(names)),
        among("Processes.original_file_name", _beginnings(originals)),
        among("Processes.process", {*files, *modules, "*certutil*", "*signtool*", "*cert:*"}),
    ]
    return "(" + " \\\n  OR ".join(conditions) + ")"


def model_files() -> str:
    """Endpoint.Filesystem by the names of files."""
    endings = {f"*.{extension}" for extension in file.EXTENSIONS - _GENERIC_FILES}
    names = {*file_names.NAMES, *file_names.PREFERENCES, *(f"{name}*" for name in attack_tools.NAMES)}
    return among("Filesystem.file_name", {*endings, *names})


def _beginnings(names: Iterable[str]) -> set[str]:
    """Patterns for names: what a stem stands for goes; of a short one the file is asked for, not what begins so."""
    found = set()
    for name in filter(None, names):
        stem = next((stem for stem in STEMS if name.startswith(stem)), "")
        found.add(f"{stem or name}*" if len(stem or name) > _SHORT else f"{name}.exe")
    return found


GENERATED: dict[str, Callable[[], str]] = {
    "codesignrisk_process_terms": lambda: any_of(process_words()),
    "codesignrisk_posix_terms": lambda: any_of(posix_words()),
    "codesignrisk_script_terms": lambda: any_of(script_words()),
    "codesignrisk_file_terms": lambda: any_of(file_words()),
    "codesignrisk_registry_terms": lambda: any_of(registry_words()),
    "codesignrisk_dm_processes": model_processes,
    "codesignrisk_dm_files": model_files,
}
"""Macro -> its definition."""


def written(text: str) -> str:
    """The text of macros.conf with the definitions of the generated macros made anew."""
    for macro, make in GENERATED.items():
        pattern = re.compile(rf"(^\[{macro}\]\n(?:(?!definition|\[).*\n)*definition = )(?:.*\\\n)*.*\n", re.MULTILINE)
        found = pattern.findall(text)
        if len(found) != 1:
            raise ValueError(f"{MACROS.name}: the macro {macro} stands there {len(found)} times")
        text = pattern.sub(lambda match: match.group(1), text).replace(found[0], f"{found[0]}{make()}\n")
    return text


def main(path: Path = MACROS) -> None:
    """Write the file anew."""
    path.write_text(written(path.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
