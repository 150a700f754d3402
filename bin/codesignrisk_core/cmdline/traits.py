"""Signs that somebody disguised a command line. Judged on options and verbs only: paths and names are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from codesignrisk_core.cmdline import normalise, options
from codesignrisk_core.model import Finding, Token

_QUOTE_IN_WORD = re.compile(r"\w\"+\w|\w''\w")
_PLAIN_WORD = re.compile(r"[-/]?[A-Za-z0-9]+")
_JOINED = re.compile("[:=]")
_MANY_TRANSITIONS = 5
# Disguises that nobody produces by accident, unlike dashes that a word processor put in.
DELIBERATE = frozenset({"obfuscated_letters", "obfuscated_quotes", "obfuscated_escapes", "renamed_tool"})


def disguises(line: str, words: Iterable[Token]) -> list[Finding]:
    """Findings for the words behind a tool's name.

    Sources: Sigma proc_creation_win_susp_cli_obfuscation_unicode, Elastic
    defense_evasion_obf_args_unicode_modified_letters, wietze/windows-command-line-obfuscation.
    """
    found: dict[str, str] = {}
    for token in words:
        bare, option = token.raw.strip('"'), options.name(token)
        if not option and not _PLAIN_WORD.fullmatch(normalise.fold_option(token.text)):
            continue
        if bare[:1] in normalise.DASHES and bare:
            found["obfuscated_dash"] = "an option begins with a dash that is not the hyphen"
            bare = bare[1:]
        if option and not bare.partition(":")[0].isascii():
            found["obfuscated_letters"] = "an option holds characters that only look like its letters"
        if token.raw != token.text and _PLAIN_WORD.fullmatch(token.text) and _QUOTE_IN_WORD.search(token.raw):
            found["obfuscated_quotes"] = "quotes stand inside a word"
        if option and _transitions(_JOINED.split(token.text, maxsplit=1)[0]) >= _MANY_TRANSITIONS:
            found["obfuscated_case"] = "an option is written in random case"
    if "\t" in line.strip():
        found["obfuscated_blanks"] = "tabs part the words"
    return [Finding(indicator, sentence) for indicator, sentence in found.items()]


def _transitions(text: str) -> int:
    if text.islower():
        return 0
    letters = [char.isupper() for char in text if char.isalpha()]
    return sum(first != second for first, second in zip(letters, letters[1:]))
