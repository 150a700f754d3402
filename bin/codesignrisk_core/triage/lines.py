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

from codesignrisk_core.triage import terms
from codesignrisk_core.triage.programs import EVERYDAY, PLAIN, POWERSHELL, READER, UNNAMED, WRAPPER

_SEPARATOR = b"\n"
_UPPER, _LOWER = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz"
_TO_LOWER = bytes.maketrans(_UPPER, _LOWER)
_ENTITY = re.compile(rb"&(?:quot|amp|lt|gt|apos|#)", re.IGNORECASE)
_DIGITS = b"0123456789"
# Characters of lines that are remembered.
_MAX_REMEMBERED = 8_000_000
# The longest lines that are looked at, by class; longer ones may reach bounds of reading, which the scorer tells.
LONGEST = {PLAIN: 65_000, UNNAMED: 65_000, READER: 65_000, WRAPPER: 500, POWERSHELL: 20_000, EVERYDAY: 500}
# As many wrappers inside one another as are unwrapped, less one (unwrap.MAX_DEPTH).
_DEEP = 7
_WORD = re.compile(rb"[a-z0-9.-]+")
# Base64 as long as PowerShell texts are looked through for (cmdlets).
_CODE = 60
_NOT_CODE = bytes(code if (chr(code).isalnum() and code < 128) or chr(code) in "+/\n" else 32 for code in range(256))
_ENCODED = re.compile(rb"[-/]e(?:c|n[a-z]*)?(?=[\s:]|$)", re.MULTILINE)
_FILE = re.compile(rb"[-/]f(?:i|il|ile)?(?=[\s:]|$)", re.MULTILINE)


def _has_digit(word: bytes) -> bool:
    return any(48 <= code <= 57 for code in word)


_WORDS = {
    PLAIN: terms.PLAIN,
    UNNAMED: terms.UNNAMED,
    READER: terms.READER,
    WRAPPER: (*terms.INSIDE, *terms.STARTERS),
    POWERSHELL: terms.SCRIPTS,
    EVERYDAY: (*terms.EVERYDAY, *terms.STARTERS),
}
_WRAPPERS = frozenset(word.translate(None, _DIGITS) for word in terms.WRAPPER_WORDS)
_PLAIN_WORDS = {kind: tuple(word for word in words if not _has_digit(word)) for kind, words in _WORDS.items()}
_DIGIT_WORDS = {kind: tuple(word for word in words if _has_digit(word)) for kind, words in _WORDS.items()}


class Search:
    """Searches lines, class by class. Lines that differ in digits only are searched once; memory is bounded."""

    def __init__(self) -> None:
        self._silent: dict[str, set[bytes]] = {}
        self._size = 0

    def telling(self, kind: str, texts: Sequence[bytes]) -> set[int]:
        """The places of lines that could show something, or of which that cannot be said. kind: a class of programs."""
        if not texts:
            return set()
        if kind == EVERYDAY:
            texts = list(map(_behind_name, texts))
        whole = _SEPARATOR.join(texts)
        if whole.count(_SEPARATOR) != len(texts) - 1 or not whole.isascii() or b"\0" in whole:
            odd = {place for place, text in enumerate(texts) if not text.isascii() or b"\n" in text or b"\0" in text}
            rest = [place for place in range(len(texts)) if place not in odd]
            texts = [texts[place] for place in rest]
            return odd | {rest[place] for place in self._telling(kind, texts, _SEPARATOR.join(texts))}
        return self._telling(kind, texts, whole)

    def _telling(self, kind: str, texts: Sequence[bytes], whole: bytes) -> set[int]:
        """The same for lines of ASCII without line breaks."""
        alike = whole.translate(_TO_LOWER, _DIGITS).split(_SEPARATOR)
        found = self._by_words(kind, alike)
        longest = LONGEST[kind]
        if max(map(len, texts), default=0) > longest:
            found |= {place for place, text in enumerate(texts) if len(text) > longest}
        lines = _Lines(whole)
        found |= lines.holding(_DIGIT_WORDS[kind])
        archived = lines.holding(terms.ARCHIVES)
        if archived:
            found |= archived & lines.holding(terms.READER)
        if kind in (WRAPPER, POWERSHELL, EVERYDAY):
            found |= lines.named(terms.SHORT_TOOLS if kind != EVERYDAY else (*terms.SHORT_TOOLS, *terms.SHORT_EVERYDAY))
        if kind == POWERSHELL:
            return found | lines.scripted() | lines.holding(terms.BLANKS)
        return found | lines.changing() if kind in (WRAPPER, EVERYDAY) else found

    def _by_words(self, kind: str, alike: Sequence[bytes]) -> set[int]:
        """The places of lines that words tell. alike: lines in lower case without digits."""
        silent = self._silent.setdefault(kind, set())
        new = list(set(alike) - silent)
        if not new:
            return set()
        told = {new[place] for place in _told_by_words(kind, new)}
        silent.update(line for line in new if line not in told)
        self._size += sum(map(len, new))
        if self._size > _MAX_REMEMBERED:
            self._silent.clear()
            self._size = 0
        return {place for place, line in enumerate(alike) if line in told} if told else set()


def _told_by_words(kind: str, texts: Sequence[bytes]) -> set[int]:
    lines = _Lines(_SEPARATOR.join(texts))
    found = lines.matching(_ENTITY, lines.whole) | lines.holding(_PLAIN_WORDS[kind]) | lines.shaped()
    if kind in (WRAPPER, EVERYDAY, POWERSHELL):
        found |= lines.deep(found)
    return found


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

    def scripted(self) -> set[int]:
        """The places of lines of PowerShell with Base64, or with a file to run and something that changes words."""
        text = self._without_quotes()
        found = self.matching(_ENCODED, text)
        words = text.translate(_NOT_CODE).split()
        if max(map(len, words), default=0) >= _CODE:
            found |= {
                place
                for place, line in enumerate(text.translate(_NOT_CODE).split(_SEPARATOR))
                if any(len(word) >= _CODE for word in line.split())
            }
        runs = self.matching(_FILE, text)
        return found | (runs & self.changing() if runs else runs)

    def _places(self, text: bytes, positions: Iterable[int]) -> set[int]:
        hits = list(positions)
        if not hits:
            return set()
        ends = self._ends.get(id(text))
        if ends is None:
            ends = self._ends[id(text)] = list(accumulate(len(line) + 1 for line in text.split(_SEPARATOR)))
        return {bisect_right(ends, at) for at in hits}


def _behind_name(line: bytes) -> bytes:
    """A line without its first word, the tool's own name."""
    name, blank, rest = line.partition(b" ")
    return rest if blank and b'"' not in name else line[1:].partition(b'"')[2] if line[:1] == b'"' else line


def _every(whole: bytes, word: bytes) -> Iterator[int]:
    """Where a word stands, once for each line."""
    at = whole.find(word)
    while at >= 0:
        yield at
        end = whole.find(_SEPARATOR, at)
        at = whole.find(word, end) if end >= 0 else -1


def _options(line: bytes) -> set[bytes]:
    return {word.lstrip(b"-").partition(b"=")[0] for word in line.split() if word[:1] == b"-"}
