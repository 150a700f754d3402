"""Writes triage/terms.py, the words by which lines are told that could show something, from the scorer's own tables
(`make docs`). The command loads this one file instead of all grammars, until a line needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lab.paths import BIN, ROOT  # first, as it makes codesignrisk_core importable

# isort: split
from codesignrisk_core import cmdlets, keyfiles, tools, unwrap
from codesignrisk_core.cmdline import program_names
from codesignrisk_core.keyfiles import archives, naming
from codesignrisk_core.tools import (
    crypto_api,
    disguised,
    electron_fuses,
    fake_signature,
    identity_attacks,
    inline_code,
    package_managers,
    secure_boot,
    signature_shapes,
)
from codesignrisk_core.trust import browser_policies

TERMS = BIN / "codesignrisk_core" / "triage" / "terms.py"

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
_STARTERS = ("powershell", "pwsh", "mshta", "forfiles", "osascript", "script:", "about:", "base64")
# Tools that are everywhere; their own words (model.Tool) say which of their lines can score.
_EVERYDAY = {tool for tool in tools.TOOLS if tool.name in ("reg", "rundll32", "sc", "net", "msiexec")}
_SCRIPT_HOSTS = {tool for tool in tools.TOOLS if tool.name == "wscript"}
_NEVER = frozenset({"mshta", "forfiles", "osascript"})
_SCRIPTS = (*cmdlets.MARKS, *cmdlets.DISGUISES, *cmdlets.PROGRAMS, "`", "+", "cmd")


def cover(words: Iterable[str]) -> list[str]:
    """The fewest of the words and stems of which one is in each word."""
    short = {next((stem for stem in STEMS if stem in word), word) for word in words}
    return sorted(word for word in short if not any(other != word and other in word for other in short))


def tables() -> Mapping[str, tuple[str, Iterable[str]]]:
    """Name -> what it is, and its words."""
    names = {image for tool in tools.TOOLS for image in tool.images}
    plain = _ANY
    unnamed = {*plain, *disguised.MARKS}
    reader = {*unnamed, *naming.MARKERS}
    inside = {*reader, *(name for name in names if len(name) >= _SHORT)}
    everyday_words = {max(word.rstrip("*").split(), key=len) for tool in _EVERYDAY for word in tool.words}
    everyday = {word for word in everyday_words if len(word) >= _SHORT}
    read = {word.rpartition(" ")[2] for tool in _SCRIPT_HOSTS for word in tool.words}
    wrappers = [wrapper for wrapper in unwrap.WRAPPERS if wrapper.name != _POWERSHELL]
    hosts = [wrapper for wrapper in unwrap.WRAPPERS if wrapper.name == _POWERSHELL]
    images = {image for wrapper in wrappers for image in wrapper.images}
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
        "SCRIPT_HOST_IMAGES": ("stems of script hosts", {image for tool in _SCRIPT_HOSTS for image in tool.images}),
        "EVERYDAY_IMAGES": ("stems of everyday tools", {image for tool in _EVERYDAY for image in tool.images}),
        "SHAPE_MARKS": ("options of fake-signature tools", fake_signature.SHAPE_MARKS),
        "SHORT_TOOLS": ("short names of tools: the same, as words", [name for name in names if len(name) < _SHORT]),
        "CHANGES": ("makes other words of words", _CHANGES),
        "BLANKS": ("stands where wrappers leave one blank", _BLANKS),
        "STARTERS": ("runs text that is read otherwise", _STARTERS),
        "SCRIPTS": ("stands in every PowerShell text that is read", cover({*_SCRIPTS, *inside})),
        "WRAPPER_WORDS": ("names of wrappers", {image.partition(".")[0] for image in (*images, _POWERSHELL, "pwsh")}),
        "TOOL_IMAGES": ("stems of tools' files", names),
        "TOOL_ORIGINALS": ("their original names", {name for tool in tools.TOOLS for name in tool.original_names}),
        "WRAPPER_IMAGES": ("stems of what starts others", images | _INTERPRETERS),
        "WRAPPER_ORIGINALS": ("their original names", {name for one in wrappers for name in one.original_names}),
        "POWERSHELL_IMAGES": ("stems of PowerShell's hosts", {image for one in hosts for image in one.images}),
        "POWERSHELL_ORIGINALS": ("their original names", {name for one in hosts for name in one.original_names}),
        "READER_IMAGES": ("stems of what searches, copies or sends files", keyfiles.READERS),
        "NEVER_LEFT_OUT": ("stems of what is always judged", _NEVER),
    }


_WIDTH = 120
_HEAD = '''"""Words and names out of the tables of the grammars. Made by `make docs`: change those, not these."""

# One word on a line is no easier to read.
# fmt: off
'''
# Tables of names of programs, as text; all others are searched for in bytes.
_NAMES = ("_IMAGES", "_ORIGINALS", "NEVER_LEFT_OUT")


def written() -> str:
    """The text of the file."""
    parts = [_HEAD]
    for name, (what, words) in tables().items():
        prefix = "" if name.endswith(_NAMES) else "b"
        quoted = _wrapped(prefix + repr(word) for word in sorted(words))
        is_set = name.endswith(_NAMES) or name == "WRAPPER_WORDS"
        parts.append(f"{name} = frozenset((\n{quoted}\n))" if is_set else f"{name} = (\n{quoted}\n)")
        parts.append(f'"""{what[0].upper()}{what[1:]}."""\n')
    shapes = sorted({tuple(sorted(name.lower() for name in shape)) for shape in signature_shapes.REQUIRED})
    quoted = _wrapped("frozenset((" + ", ".join(f"b{name!r}" for name in shape) + ",))" for shape in shapes)
    parts.append(f'SHAPES = (\n{quoted}\n)\n"""Options that stand together on a line of such a tool."""\n')
    return "\n".join(parts)


def _wrapped(items: Iterable[str]) -> str:
    """Elements of a tuple, as many on a line as fit."""
    lines, line = [], ""
    for item in items:
        if line and len(line) + len(item) + 2 > _WIDTH:
            lines.append(line)
            line = ""
        line += f" {item}," if line else f"    {item},"
    return "\n".join([*lines, line])


def main(path: Path = TERMS) -> None:
    """Write the file anew."""
    path.write_text(written(), encoding="utf-8")
    print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
