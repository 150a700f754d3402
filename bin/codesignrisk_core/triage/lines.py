"""Which of many command lines could show something, found by searching all of them at once.

Every grammar looks for words of its own before it reads a line; `terms` has them, made from those very tables. They are
searched for in the text without quotes and backslashes, which holds whatever a program makes of the line that way.
Lines of programs that start others can hold another program's line in disguise, so of these a line is left out only
when nothing on it can change a word: no escape, no variable, no sum of texts, no code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from codesignrisk_core.records.views import MISSING
from codesignrisk_core.triage import terms
from codesignrisk_core.triage.programs import EVERYDAY, PLAIN, POWERSHELL, READER, SCRIPT_HOST, UNNAMED, WRAPPER

_SEPARATOR = b"\n"
_UPPER, _LOWER = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz"
_TO_LOWER = bytes.maketrans(_UPPER, _LOWER)
_ENTITY = re.compile(rb"&(?:quot|amp|lt|gt|apos|#)", re.IGNORECASE)
_DIGITS = b"0123456789"
# Characters of lines that are remembered.
_MAX_REMEMBERED = 8_000_000
# The longest lines that are looked at, by class; longer ones may reach bounds of reading, which the scorer tells.
LONGEST = {
    **dict.fromkeys((PLAIN, UNNAMED, READER), 65_000),
    **dict.fromkeys((WRAPPER, EVERYDAY, SCRIPT_HOST), 500),
    POWERSHELL: 20_000,
}
# As many wrappers inside one another as are unwrapped, less one (unwrap.MAX_DEPTH).
_DEEP = 7
_WORD = re.compile(rb"[a-z0-9.-]+")
# Base64 as long as PowerShell texts are looked through for (cmdlets).
_CODE = 60
_FEWEST = 3
_MISSING = frozenset(text.lower().encode() for text in MISSING)
_NOT_CODE = bytes(code if (chr(code).isalnum() and code < 128) or chr(code) in "+/\n" else 32 for code in range(256))
_ENCODED = re.compile(rb"[-/]e(?:c|n[a-z]*)?(?=[\s:]|$)", re.MULTILINE)
_FILE = re.compile(rb"[-/]f(?:i|il|ile)?(?=[\s:]|$)", re.MULTILINE)


def _without_digits(word: bytes) -> bytes:
    return word.translate(None, _DIGITS)


_WORDS = {
    PLAIN: terms.PLAIN,
    UNNAMED: terms.UNNAMED,
    READER: terms.READER,
    WRAPPER: (*terms.INSIDE, *terms.STARTERS),
    POWERSHELL: terms.SCRIPTS,
    EVERYDAY: (*terms.EVERYDAY, *terms.STARTERS),
    SCRIPT_HOST: (*terms.INSIDE, *terms.STARTERS),
}
# Short names of tools, looked for as words, and beside them short words of the program's own.
_NAMES = {
    WRAPPER: terms.SHORT_TOOLS,
    POWERSHELL: terms.SHORT_TOOLS,
    EVERYDAY: (*terms.SHORT_TOOLS, *terms.SHORT_EVERYDAY),
    SCRIPT_HOST: (*terms.SHORT_TOOLS, *terms.SHORT_HOSTED),
}
_WRAPPERS = frozenset(_without_digits(word) for word in terms.WRAPPER_WORDS)
# Words that are nothing, or next to it, without their digits: looked for in every line as it stands.
_NUMBERS = {
    kind: tuple(
        word for word in words if word != _without_digits(word) and len(_without_digits(word).strip()) < _FEWEST
    )
    for kind, words in _WORDS.items()
}
# What a line without its digits holds where the line holds one of the words; names of archives count as such.
_ALIKE = {
    kind: tuple(
        dict.fromkeys(
            _without_digits(word)
            for word in (*words, *(() if kind == READER else terms.ARCHIVES))
            if word not in _NUMBERS[kind]
        )
    )
    for kind, words in _WORDS.items()
}
# Digits and the letters of hexadecimal numbers. Lines that differ in GUIDs and the like have a core in common, and what
# is in a line, short of these characters, is in its core. Only for PLAIN: other words become too short.
_CORELESS = b"abcdef"
_SHORTEST_CORE = max(map(len, MISSING)) + 1
_CORES = tuple({word.translate(None, _CORELESS) for word in (*_ALIKE[PLAIN], *terms.SHAPE_MARKS, b"&")})


class Search:
    """Searches lines, class by class. Lines that differ in digits only are searched once; memory is bounded.

    What is remembered of a line is its text in lower case without digits: whether all lines with this text are silent,
    whatever their digits, or have to be looked at one by one.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[set[bytes], set[bytes]]] = {kind: (set(), set()) for kind in LONGEST}
        self._silent_cores: set[bytes] = set()
        self._size = 0

    def telling(self, kind: str, texts: Sequence[bytes]) -> set[int]:
        """The places of lines that could show something, or of which that cannot be said. kind: a class of programs."""
        if not texts:
            return set()
        if kind in (EVERYDAY, SCRIPT_HOST):
            blank = {place for place, text in enumerate(texts) if text[:1] <= b" "}
            return blank | self._of_ascii(kind, list(map(_behind_name, texts)))
        return self._of_ascii(kind, texts)

    def _of_ascii(self, kind: str, texts: Sequence[bytes]) -> set[int]:
        whole = _SEPARATOR.join(texts)
        if whole.count(_SEPARATOR) != len(texts) - 1 or not whole.isascii() or b"\0" in whole:
            odd = {place for place, text in enumerate(texts) if not text.isascii() or b"\n" in text or b"\0" in text}
            rest = [place for place in range(len(texts)) if place not in odd]
            if not rest:
                return odd
            texts = [texts[place] for place in rest]
            return odd | {rest[place] for place in self._telling(kind, texts, _SEPARATOR.join(texts))}
        return self._telling(kind, texts, whole)

    def _telling(self, kind: str, texts: Sequence[bytes], whole: bytes) -> set[int]:
        """The same for lines of ASCII without line breaks."""
        silent, unsure = self._known[kind]
        alike = whole.translate(_TO_LOWER, _DIGITS).split(_SEPARATOR)
        new = set(alike) - silent
        looked_at = new & unsure
        if len(new) > len(looked_at):
            looked_at |= self._learn(kind, list(new - unsure))
        longest = LONGEST[kind]
        found: set[int] = set()
        if max(map(len, texts), default=0) > longest:
            found = {place for place, text in enumerate(texts) if len(text) > longest}
        lines = _Lines(whole)
        found |= lines.holding(_NUMBERS[kind])
        if kind == POWERSHELL:
            found |= lines.encoded()
        if looked_at:
            places = [place for place, line in enumerate(alike) if line in looked_at]
            told = _told(kind, _Lines(_SEPARATOR.join([texts[place] for place in places])))
            found.update(places[place] for place in told)
        return found

    def _learn(self, kind: str, alike: Sequence[bytes]) -> set[bytes]:
        """Lines in lower case without digits, remembered; those of them that are not silent whatever their digits."""
        if kind == PLAIN:
            cores = [line.translate(None, _CORELESS) for line in alike]
            known = self._silent_cores
            places = [place for place, core in enumerate(cores) if core not in known]
        else:
            cores, places = [], list(range(len(alike)))
        if not places:
            return set()
        if self._size > _MAX_REMEMBERED:
            self._silent_cores.clear()
            for texts in self._known.values():
                texts[0].clear()
                texts[1].clear()
            self._size = 0
        silent, unsure = self._known[kind]
        lines = [alike[place] for place in places]
        self._size += sum(map(len, lines))
        told = {lines[place] for place in _told(kind, _Lines(_SEPARATOR.join(lines)), digits=False)}
        unsure |= told
        if kind == PLAIN:
            cores = [cores[place] for place in places]
            joined = _Lines(_SEPARATOR.join(cores))
            telling = joined.holding(_CORES) | joined.blank()
            telling |= {place for place, core in enumerate(cores) if len(core) < _SHORTEST_CORE}
            self._silent_cores.update(core for place, core in enumerate(cores) if place not in telling)
            silent.update(line for place, line in enumerate(lines) if place in telling and line not in told)
        else:
            silent.update(line for line in lines if line not in told)
        return told


def _told(kind: str, lines: _Lines, digits: bool = True) -> set[int]:
    """The places of lines that tell. digits: whether the lines have their digits; else, of which any digits could."""
    found = lines.matching(_ENTITY, lines.whole) | lines.blank()
    found |= lines.holding(_WORDS[kind] if digits else _ALIKE[kind]) | lines.shaped()
    if digits:
        archived = lines.holding(terms.ARCHIVES)
        if archived:
            found |= archived & lines.holding(terms.READER)
    if kind in _NAMES:
        found |= lines.deep(found)
        names = _NAMES[kind]
        found |= lines.named(names) if digits else lines.begun({_without_digits(name) for name in names})
    if kind == POWERSHELL:
        return found | lines.scripted() | lines.holding(terms.BLANKS)
    return found | lines.changing() if kind in _NAMES else found


class _Lines:
    """Lines as one text, and as one without quotes and backslashes, all in lower case."""

    def __init__(self, whole: bytes) -> None:
        self.whole = whole
        self._bare = self.whole.translate(_TO_LOWER, b'"\\')
        self._unquoted = b""
        self._ends: dict[int, list[int]] = {}

    def _without_quotes(self) -> bytes:
        if not self._unquoted:
            self._unquoted = self.whole.translate(_TO_LOWER, b'"')
        return self._unquoted

    def holding(self, words: Iterable[bytes]) -> set[int]:
        """The places of lines with one of the words."""
        found: set[int] = set()
        for word in words:
            text = self._without_quotes() if b"\\" in word else self._bare
            if word in text:
                found |= self._places(text, _every(text, word))
        return found

    def matching(self, pattern: re.Pattern[bytes], text: bytes) -> set[int]:
        """The places of lines where a pattern matches."""
        return self._places(text, (match.start() for match in pattern.finditer(text)))

    def named(self, words: Iterable[bytes]) -> set[int]:
        """The places of lines where a short name stands as a word, or right behind a shell's switch."""
        text = self._without_quotes()
        present = [word for word in words if word in text]
        if not present:
            return set()
        pattern = re.compile(rb"(?:(?<![a-z0-9])|(?<=/[ckr]))(?:" + b"|".join(present) + rb")(?![a-z])")
        return self.matching(pattern, text)

    def blank(self) -> set[int]:
        """The places of lines that stand for nothing, or begin with a blank."""
        lines = enumerate(self.whole.translate(_TO_LOWER).split(_SEPARATOR))
        return {place for place, line in lines if line[:1] <= b" " or line in _MISSING}

    def changing(self) -> set[int]:
        """The places of lines with something that makes other words of words."""
        found: set[int] = set()
        for mark in terms.CHANGES:
            if mark in self.whole:
                found |= self._places(self.whole, _every(self.whole, mark))
        return found

    def shaped(self) -> set[int]:
        """The places of lines with all options of a shape of fake-signature tools."""
        marked = self.holding(terms.SHAPE_MARKS)
        if not marked:
            return marked
        lines = self._bare.split(_SEPARATOR)
        return {place for place in marked if any(shape <= _options(lines[place]) for shape in terms.SHAPES)}

    def deep(self, known: set[int]) -> set[int]:
        """The places of lines that may hold as many wrappers as are unwrapped, and more."""
        return {
            place
            for place, line in enumerate(self._without_quotes().split(_SEPARATOR))
            if line.count(b" ") > _DEEP
            and place not in known
            and sum(word.partition(b".")[0] in _WRAPPERS for word in _WORD.findall(line)) > _DEEP
        }

    def begun(self, words: Iterable[bytes]) -> set[int]:
        """The places of lines without digits where a word begins like a short name. Digits may have ended it."""
        text = self._without_quotes()
        pattern = re.compile(rb"(?:(?<![a-z])|(?<=/[ckr]))(?:" + b"|".join(words) + rb")")
        return self.matching(pattern, text)

    def encoded(self) -> set[int]:
        """The places of lines with words as long as Base64."""
        text = self._without_quotes().translate(_NOT_CODE)
        if max(map(len, text.split()), default=0) < _CODE:
            return set()
        return {
            place
            for place, line in enumerate(text.split(_SEPARATOR))
            if any(len(word) >= _CODE for word in line.split())
        }

    def scripted(self) -> set[int]:
        """The places of lines of PowerShell with encoded text, or a file to run and something that changes words."""
        text = self._without_quotes()
        runs = self.matching(_FILE, text)
        return self.matching(_ENCODED, text) | (runs & self.changing() if runs else runs)

    def _places(self, text: bytes, positions: Iterable[int]) -> set[int]:
        hits = list(positions)
        if not hits:
            return set()
        ends = self._ends.get(id(text))
        if ends is None:
            ends = self._ends[id(text)] = list(accumulate(len(line) + 1 for line in text.split(_SEPARATOR)))
        return {bisect_right(ends, at) for at in hits}


def _behind_name(line: bytes) -> bytes:
    """A line without its first word, the tool's own name, and the blank behind it."""
    name, blank, rest = line.partition(b" ")
    if blank and b'"' not in name:
        return rest
    return line[1:].partition(b'"')[2].removeprefix(b" ") if line[:1] == b'"' else line


def _every(whole: bytes, word: bytes) -> Iterator[int]:
    """Where a word stands, once for each line."""
    at = whole.find(word)
    while at >= 0:
        yield at
        end = whole.find(_SEPARATOR, at)
        at = whole.find(word, end) if end >= 0 else -1


def _options(line: bytes) -> set[bytes]:
    return {word.lstrip(b"-").partition(b"=")[0] for word in line.split() if word[:1] == b"-"}
