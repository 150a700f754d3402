"""Writes triage/terms.py and triage/images.py, the words and the programs by which lines are told that could show
something, from the scorer's own tables (`make docs`). The command loads these two instead of all grammars, until a line
needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lab.paths import BIN, ROOT  # first, as it makes codesignrisk_core importable

# isort: split
from codesignrisk_core import cmdlets, keyfiles, tools, unwrap
from codesignrisk_core.cmdline import program_names
from codesignrisk_core.keyfiles import archives, naming
from codesignrisk_core.process import unmarked
from codesignrisk_core.tools import (
    crypto_api,
    disguised,
    electron_fuses,
    fake_signature,
    identity_attacks,
    inline_code,
    package_managers,
    polyglots,
    secure_boot,
    signature_shapes,
)
from codesignrisk_core.trust import browser_policies
from codesignrisk_core.unwrap import launchers

_TRIAGE = BIN / "codesignrisk_core" / "triage"
TERMS, IMAGES = _TRIAGE / "terms.py", _TRIAGE / "images.py"

# Beginnings and cores that stand for many words: a search for few is cheaper than one for many, and as good as long as
# ordinary lines rarely hold them.
STEMS = """cert crypt pfx sign keychain keystore privat mspki shadow export enterprise certsrv -add -del /add /del x509
    begin sig dsefix appx safer store key: dpapi whisker 2john""".split()
# What any program's line is looked at for, whatever the program is.
_ANY = {
    *identity_attacks.MARKERS,
    *secure_boot.OPTIONS,
    *inline_code.MARKS,
    *crypto_api.ANY_MARKS,
    *package_managers.MARKS,
    *electron_fuses.MARKS,
    *browser_policies.TEXT_MARKS,
    *launchers.MARKS,
    fake_signature.PORT,
    "::",  # mimikatz
}
# Shorter names of tools are looked for as words.
_SHORT = 6
# Interpreters and launchers whose scripts are judged by their names.
_INTERPRETERS = {*program_names.INTERPRETERS, *fake_signature.INTERPRETERS}
_POWERSHELL = "powershell"
# What makes one word of another, or of parts: escapes, variables, quotes of other shells, sums; and blanks that are
# more than one, of which wrappers make one.
_BLANKS = ("  ", "\t")
_CHANGES = ("^", "%", "!", "'", "`", "$", "+", '\\"', *_BLANKS)
# Wrappers that read their text as code, beside which nothing on the line can be trusted to stay as it is.
_STARTERS = (
    *("powershell", "pwsh", "sqlps", "sqltoolsps", "syncappvpublishingserver", "pester.bat"),
    *("mshta", "forfiles", "osascript", "script:", "about:", "base64"),
)
# Tools that are everywhere; their own words (model.Tool) say which of their lines can score.
_ARCHIVERS = ("tar", "bsdtar", "7z", "7za", "7zr", "7zz", "7zg")
_EVERYDAY = {tool for tool in tools.TOOLS if tool.name in ("reg", "rundll32", "sc", "net", "msiexec", *_ARCHIVERS)}
_SCRIPT_HOSTS = {tool for tool in tools.TOOLS if tool.name == "wscript"}
_NEVER = frozenset({"mshta", "forfiles", "osascript", "syncappvpublishingserver", "pester.bat"})
_SCRIPTS = (*cmdlets.MARKS, *cmdlets.DISGUISES, *cmdlets.PROGRAMS, "`", "+", "cmd")


def cover(words: Iterable[str]) -> list[str]:
    """The fewest of the words and stems of which one is in each word."""
    short = {next((stem for stem in STEMS if stem in word), word) for word in words}
    return sorted(word for word in short if not any(other != word and other in word for other in short))


def words() -> Mapping[str, tuple[str, Iterable[str]]]:
    """What is looked for on lines: name -> what it is, and its words."""
    names = {image for tool in tools.TOOLS for image in tool.images}
    plain = _ANY
    unnamed = {*plain, *disguised.MARKS}
    reader = {*unnamed, *naming.MARKERS}
    inside = {*reader, *unmarked.MARKS, *(name for name in names if len(name) >= _SHORT)}
    everyday_words = {max(word.rstrip("*").split(), key=len) for tool in _EVERYDAY for word in tool.words}
    everyday = {word for word in everyday_words if len(word) >= _SHORT}
    read = {word.rpartition(" ")[2] for tool in _SCRIPT_HOSTS for word in tool.words}
    read.update(word.rpartition(" ")[2] for word in polyglots.JAVA_WORDS)
    return {
        "PLAIN": ("stands in every line of any program that can score", cover(plain)),
        "UNNAMED": ("the same where the program has no original file name", cover(unnamed)),
        "READER": ("the same for a program that searches, copies or sends files", cover(reader)),
        "INSIDE": ("the same for a line that may hold others", cover(inside)),
        "ARCHIVES": (
            "names of archives, which count beside key files",
            [f".{extension}" for extension in archives.ARCHIVES],
        ),
        "EVERYDAY": ("stands in every line of an everyday tool that can score", cover({*everyday, *inside})),
        "SHORT_EVERYDAY": ("the same, as words", [word for word in everyday_words if len(word) < _SHORT]),
        "SHORT_HOSTED": ("what a script host is given to read that can score, as words", read),
        "SHAPE_MARKS": ("options of fake-signature tools", fake_signature.SHAPE_MARKS),
        "SHORT_TOOLS": ("short names of tools: the same, as words", [name for name in names if len(name) < _SHORT]),
        "CHANGES": ("makes other words of words", _CHANGES),
        "BLANKS": ("stands where wrappers leave one blank", _BLANKS),
        "STARTERS": ("runs text that is read otherwise", _STARTERS),
        "SCRIPTS": ("stands in every PowerShell text that is read", cover({*_SCRIPTS, *inside})),
        "WRAPPER_WORDS": (
            "names of wrappers",
            {image.partition(".")[0] for image in (*_started(), _POWERSHELL, "pwsh")},
        ),
    }


def programs() -> Mapping[str, tuple[str, Iterable[str]]]:
    """Names of programs, by what has to be looked for on their lines: name -> what it is, and the names."""
    wrappers = [wrapper for wrapper in unwrap.WRAPPERS if wrapper.name != _POWERSHELL]
    hosts = [wrapper for wrapper in unwrap.WRAPPERS if wrapper.name == _POWERSHELL]
    return {
        "SCRIPT_HOST_IMAGES": (
            "stems of script hosts",
            {*(image for tool in _SCRIPT_HOSTS for image in tool.images), *polyglots.JAVA},
        ),
        "EVERYDAY_IMAGES": ("stems of everyday tools", {image for tool in _EVERYDAY for image in tool.images}),
        "TOOL_IMAGES": ("stems of tools' files", {image for tool in tools.TOOLS for image in tool.images}),
        "TOOL_ORIGINALS": ("their original names", {name for tool in tools.TOOLS for name in tool.original_names}),
        "WRAPPER_IMAGES": ("stems of what starts others", _started() | _INTERPRETERS),
        "WRAPPER_ORIGINALS": ("their original names", {name for one in wrappers for name in one.original_names}),
        "POWERSHELL_IMAGES": ("stems of PowerShell's hosts", {image for one in hosts for image in one.images}),
        "POWERSHELL_ORIGINALS": ("their original names", {name for one in hosts for name in one.original_names}),
        "READER_IMAGES": ("stems of what searches, copies or sends files", keyfiles.READERS),
        "NEVER_LEFT_OUT": ("stems of what is always judged", _NEVER),
    }


def _started() -> set[str]:
    """Stems of what starts others, but for PowerShell."""
    return {image for wrapper in unwrap.WRAPPERS if wrapper.name != _POWERSHELL for image in wrapper.images}


_WIDTH = 120
_HEAD = '''"""%s out of the tables of the grammars. Made by `make docs`: change those, not these."""

# One word on a line is no easier to read.
# fmt: off
'''


def written() -> dict[Path, str]:
    """The files and their texts. Words are searched for in bytes; names of programs are text."""
    parts = [_HEAD % "Words of lines"]
    for name, (what, found) in words().items():
        is_set = name == "WRAPPER_WORDS"
        parts.append(_table(name, what, _wrapped("b" + repr(word) for word in sorted(found)), is_set))
    shapes = sorted({tuple(sorted(name.lower() for name in shape)) for shape in signature_shapes.REQUIRED})
    quoted = _wrapped("frozenset((" + ", ".join(f"b{name!r}" for name in shape) + ",))" for shape in shapes)
    parts.append(_table("SHAPES", "options that stand together on a line of such a tool", quoted))
    named = [_HEAD % "Names of programs"]
    for name, (what, found) in programs().items():
        named.append(_table(name, what, _wrapped(map(repr, sorted(found))), is_set=True))
    return {TERMS: "\n".join(parts), IMAGES: "\n".join(named)}


def _table(name: str, what: str, items: str, is_set: bool = False) -> str:
    begin, end = ("frozenset((", "))") if is_set else ("(", ")")
    return f'{name} = {begin}\n{items}\n{end}\n"""{what[0].upper()}{what[1:]}."""\n'


def _wrapped(items: Iterable[str]) -> str:
    """Elements of a tuple, as many on a line as fit."""
    lines, line = [], ""
    for item in items:
        if line and len(line) + len(item) + 2 > _WIDTH:
            lines.append(line)
            line = ""
        line += f" {item}," if line else f"    {item},"
    return "\n".join([*lines, line])


def main() -> None:
    """Write the files anew."""
    for path, text in written().items():
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
