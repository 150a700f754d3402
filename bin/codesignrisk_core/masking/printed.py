"""The words that a command of a shell prints: echo, printf, a text alone in PowerShell, cat of a here string; linear.

Sources: the manuals of POSIX' shell and bash (pipelines, here strings), about_Pipelines.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

# Ends a command, outside of quotes.
BREAK = re.compile(r"[|;&\r\n]")
# What is given by <<<WORD, or by the first line behind <<END.
HERE = re.compile(
    r"""<<<\s{0,64}(\\?"[^"]{0,4096}"|\\?'[^']{0,4096}'|[^\s"';|&<>()]{1,4096})"""
    r"""|<<-?\s{0,8}["'\\]{0,2}\w{1,64}["']?[^\r\n<]{0,256}\r?\n([^\r\n]{1,4096})""",
)
_PRINTS = re.compile(
    r"""(?:(?<![\w.\\-])|(?<=[/\\]))(?:echo|printf|print|write-output)(?:\.exe)?(?=[\s("'\\])""", re.IGNORECASE
)
_MAX_PRINTS = 8
_UP_TO_BREAK = re.compile(r"""(?:"[^"]*"|'[^']*'|\\.|[^|;&\r\n"'\\])*""", re.DOTALL)
_CAT_HERE = re.compile(r"""(?<![\w.-])cat\s{1,8}(?:-\s{1,8})?(?=<<)""")
_OWN_OPTION = re.compile(r"-[neE]{1,4}$|-(?:InputObject|NoEnumerate)$|--$", re.IGNORECASE)
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_WORD = re.compile(r"""\\?"([^"]*)"|\\?'([^']*)'|(\S+)""")
_LINE_END = re.compile(r"(?:\\+[nrt0c])+$")
_FORMAT = re.compile(r"(?:%[bs]|\\+[nrt]|\s)+")


def by_last(text: str) -> Iterator[str]:
    """What the last command of a text prints, where it prints its own words: the text before a pipe."""
    for prints in deque(_PRINTS.finditer(text), _MAX_PRINTS):
        printed = text[prints.end() :]
        if not BREAK.search(_QUOTED.sub("", printed)):
            yield from words(printed)
            return
    for cat in deque(_CAT_HERE.finditer(text), 1):
        here = HERE.match(text, cat.end())
        if here and not text[here.end() :].strip():
            yield from words(here[1] or here[2])
            return
    literal = text.rstrip()
    if literal[-1:] in ("'", '"'):  # PowerShell: a text alone is printed
        start = literal.rfind(literal[-1], 0, -1)
        if start >= 0 and (literal[:start].rstrip() or ";")[-1] in ";|&({\r\n\"'":
            yield from words(literal[start:])


def by_any(text: str) -> Iterator[str]:
    """What any command of a text prints, or gets as a here string: ``echo PW | tr -d x``, ``cat <<< PW``."""
    for prints in deque(_PRINTS.finditer(text), _MAX_PRINTS):
        end = _UP_TO_BREAK.match(text, prints.end())
        yield from words(text[prints.end() : end.end() if end else len(text)])
    for here in deque(HERE.finditer(text), _MAX_PRINTS):
        yield from words(here[1] or here[2])


def words(text: str) -> Iterator[str]:
    """Printed words, together and each: quotes, options of echo, formats of printf and ends of lines gone."""
    found = []
    for match in _WORD.finditer(text.strip(" \t()")):
        word = _LINE_END.sub("", "".join(filter(None, match.groups())).rstrip("\\^"))
        if word and not _OWN_OPTION.match(word) and not _FORMAT.fullmatch(word):
            found.append(word)
    if len(found) > 1:
        yield " ".join(found)
    for word in found:
        yield word
        if " " in word:
            yield from word.split()
