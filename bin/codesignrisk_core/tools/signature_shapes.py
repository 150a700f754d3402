"""The option shapes of fake-signature tools, for when their names are gone.

Each shape is the grammar that a tool's own help prints: secretsquirrel/SigThief, med0x2e/SigFlip, Tylous/Limelighter,
optiv/ScareCrow, optiv/Mangle, paranoidninja/CarbonCopy, Forger, chainreactors' malefic-mutant. Options are compared
with case, as those tools do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Token

_PROGRAM_FILES = frozenset("exe dll sys ocx scr cpl efi msi xll drv com".split())
# SigThief itself writes <program>_sig.
_SIGNATURE_ENDS = ("_sig", ".sig", ".bin", ".p7b", ".p7s", ".der")
_DOMAIN = re.compile(r"^(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}$", re.IGNORECASE)
_MAX_WORDS = 24


class _Shape(NamedTuple):
    """required: option -> kind of its value (program, signature, domain, text); optional: others that the tool has.

    verbs: the last words in front of the options, of a tool that does more than this.
    """

    like: str
    required: dict[str, str]
    optional: frozenset[str]
    verbs: tuple[str, ...] = ()


_SHAPES = (
    _Shape("SigThief", {"i": "program", "t": "program"}, frozenset({"o", "a", "add", "c"})),
    _Shape("SigThief", {"file": "program", "target": "program"}, frozenset({"output", "add"})),
    _Shape("SigThief", {"s": "signature", "t": "program"}, frozenset({"o", "a"})),
    _Shape("SigFlip", {"i": "program", "s": "text", "o": "program", "e": "text"}, frozenset()),
    _Shape("SigFlip", {"b": "program", "o": "program"}, frozenset()),
    _Shape("Limelighter", {"I": "program", "O": "program", "Domain": "domain"}, frozenset({"Password", "debug"})),
    _Shape("Limelighter", {"I": "program", "O": "program", "Real": "text"}, frozenset({"Password", "debug"})),
    _Shape(
        "ScareCrow",
        {"I": "text", "domain": "domain"},
        frozenset(
            """Loader O password console delivery encryptionmode injection noamsi noetw nosleep nounhook obfu outpath
            process sandbox sha256 url valid configfile clone export""".split()
        ),
    ),
    _Shape("Mangle", {"I": "program", "O": "program", "C": "program"}, frozenset({"M", "S"})),
    _Shape("TrustMeBro", {"source": "program", "target": "program"}, frozenset({"clone", "no-hijack"})),
    *(
        _Shape("malefic-mutant", {source: kind, target: "program"}, frozenset({"o", "output"}), ("sigforge", verb))
        for verb, long, kind in (("copy", "source", "program"), ("inject", "signature", "text"))
        for source, target in (("s", "t"), (long, "target"))
    ),
)
_MAX_VERBS = 4
REQUIRED = tuple(frozenset(shape.required) for shape in _SHAPES)
"""The options of each shape that stand on every line of it, but for CarbonCopy, which has none."""
# An s is in every SID: without it, what is left of a shape or the ending of the signature's file has to tell.
WORDS = (
    *(words for shape in _SHAPES if " " in (words := " ".join(name.lower() for name in shape.required if name != "s"))),
    *(f"{ending[1:]} t" for ending in _SIGNATURE_ENDS),
    *sorted({shape.verbs[0] for shape in _SHAPES if shape.verbs}),
    "443 exe",
)
"""One of these stands on every line of a shape, with CarbonCopy's usual port (model.Tool, words)."""

UNMISTAKABLE = frozenset({"Limelighter", "Mangle", "ScareCrow"})
"""Tools whose options no other program is known to have, wherever it lies."""
SECRETS = frozenset({"e", "Password", "password", "valid"})


class Match(NamedTuple):
    """like: the tool whose shape this is; programs: the executables on the line; secrets: values that are passwords."""

    like: str
    programs: list[str]
    secrets: list[str]


def match(words: Sequence[Token]) -> Match | None:
    """The shape that the words behind a program's name have, or None. Every option must be one of the shape's own."""
    if not 2 <= len(words) <= _MAX_WORDS:
        return None
    verbs = _verbs(words)
    given = _pairs(words[len(verbs) :])
    if given is not None:
        for shape in _SHAPES:
            if verbs[-len(shape.verbs) :] != shape.verbs if shape.verbs else verbs:
                continue
            known = shape.required.keys() | shape.optional
            if given.keys() <= known and all(_fits(given.get(name), kind) for name, kind in shape.required.items()):
                secrets = [value for name, value in given.items() if name in SECRETS and value]
                return Match(shape.like, [value for value in given.values() if _is_program(value)], secrets)
    texts = [word.text for word in words]
    if len(texts) == 4 and _DOMAIN.match(texts[0]) and texts[1].isdecimal() and all(map(_is_program, texts[2:])):
        return Match("CarbonCopy", texts[2:], [])
    return None


def _verbs(words: Sequence[Token]) -> tuple[str, ...]:
    """The words in front of the first option, if they are no more than the verbs that a tool has."""
    verbs = tuple(word.lower for word in takewhile(lambda word: word.text.isalpha(), words[: _MAX_VERBS + 1]))
    return verbs if len(verbs) <= _MAX_VERBS else ()


def _pairs(words: Sequence[Token]) -> dict[str, str] | None:
    """Options and values; None when there is an operand outside them, or an option twice."""
    given: dict[str, str] = {}
    last = ""
    for word in words:
        text = word.text
        if text.startswith("-") and len(text) > 1:
            name, joined, value = text.lstrip("-").partition("=")
            if name in given:
                return None
            given[name] = value
            last = "" if joined else name
        elif last:
            given[last] = text
            last = ""
        else:
            return None
    return given


def _fits(value: str | None, kind: str) -> bool:
    if not value:
        return False
    if kind == "program":
        return _is_program(value)
    if kind == "domain":
        return _DOMAIN.match(value) is not None
    if kind == "signature":
        return paths.base(value).endswith(_SIGNATURE_ENDS)
    return True


def _is_program(value: str) -> bool:
    return paths.extension(value) in _PROGRAM_FILES
