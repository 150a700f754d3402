"""The bytes of a file as text: its encoding as it is declared or as it shows, and a word where it had to be guessed.

A byte order mark decides, then an XML declaration, then zero bytes (UTF-16 without mark); else it is UTF-8. What turns
out not to be UTF-8 is a code page: Windows' cmd writes the one of the console (OEM), many programs that of the system.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from lab.readers.limits import BLOCK

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""\s{0,100}<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._-]{1,40})["']""")
# Code pages of bytes that begin with ASCII. Python knows more codecs, and not all of them are encodings of text.
_CODE_PAGE = re.compile(r"(?:windows|cp|ibm|iso|koi8|mac|gb|big|shift|euc|ks)[\w.-]{1,20}", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")

# Western letters that names and paths hold, and signs that stand apart from them. A code page that makes others of the
# bytes, or sets signs between letters, is the wrong one.
_LETTERS = frozenset("äöüßÄÖÜéèêëàâáãåæçíìîïñóòôõøœúùûÉÈÊÀÂÁÃÅÆÇÍÎÑÓÔÕØŒÚÙÛ’")  # noqa: RUF001
_SIGNS = frozenset("®©°§µ²³«»–—“”„€£")  # noqa: RUF001
_HIGH = re.compile(r"(\w?)([^\0-\x7f])(\w?)")
_GUESSES = {"cp1252": "Windows' Western code page (windows-1252)", "cp850": "the console's Western code page (cp850)"}


def encoding_of(head: bytes, asked: str = "") -> tuple[str, int]:
    """The encoding that the first bytes show, and the length of the byte order mark; `asked` is the user's word."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, len(mark)
    if asked:
        return asked, 0
    if declared := _DECLARED.match(head):
        name = declared[1].decode("ascii").lower()
        if _CODE_PAGE.fullmatch(name) and is_known(name):
            return name, 0
    if name := _utf_16(head):
        return name, 0
    return "utf-8", 0


def is_known(name: str) -> bool:
    """Whether Python knows an encoding of text by that name."""
    try:
        return codecs.lookup(name).name not in ("idna", "punycode") and isinstance("a".encode(name), bytes)
    except (LookupError, ValueError):
        return False


def _utf_16(head: bytes) -> str:
    """UTF-16 without a mark shows by its zero bytes, as what is read here begins with ASCII."""
    head = head[: len(head) & ~1][:512]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if len(head) >= 4 and max(odd, even) * 4 >= len(head) and min(odd, even) == 0:
        return "utf-16-le" if odd else "utf-16-be"
    return ""


class Text:
    """Decodes a stream block by block. What the reader of the file should know goes to `note`."""

    def __init__(self, stream: BinaryIO, head: bytes, note: Callable[[str], None], asked: str = "") -> None:
        self._stream = stream
        self._note = note
        self._encoding, self._mark = encoding_of(head, asked)
        self._lost = 0
        if self._encoding.startswith("utf-16") and not self._mark and not asked:
            note(f"UTF-16 without byte order mark, read as {self._encoding}")

    def blocks(self) -> Iterator[str]:
        """The text. Bytes that fit no encoding survive as lone surrogates, so that they can be written as they were."""
        self._stream.read(self._mark)
        decode = self._decode_utf_8() if self._encoding == "utf-8" else self._decode_by(self._encoding)
        for block in decode:
            if block:
                yield block
        if self._lost:
            self._note(f"{self._lost:,} bytes are not text of its encoding ({self._encoding}); they are kept as bytes")

    def lines(self, longest: int) -> Iterator[str]:
        """Its lines with their LF. Raises ValueError at one that is longer."""
        held: list[str] = []
        size = 0
        for block in self.blocks():
            *whole, rest = block.split("\n")
            for line in whole:
                yield "".join((*held, line, "\n"))
                held, size = [], 0
            held.append(rest)
            size += len(rest)
            if size > longest:
                raise ValueError(f"a line of more than {longest:,} characters")
        if size:
            yield "".join(held)

    def _decode_utf_8(self) -> Iterator[str]:
        pending = b""
        while block := self._stream.read(BLOCK):
            data = pending + block
            try:
                text, pending = data.decode(), b""
            except UnicodeDecodeError as error:
                if error.reason != "unexpected end of data":
                    yield from self._decode_rest(data)
                    return
                text, pending = data[: error.start].decode(), data[error.start :]
            yield text
        yield self._counted(pending.decode("utf-8", "surrogateescape"))

    def _decode_rest(self, data: bytes) -> Iterator[str]:
        """The rest of a file that is not UTF-8 after all: in a code page, if the bytes look like one."""
        page = guess(data)
        if page:
            self._note(f"not UTF-8: read as {_GUESSES[page]}; --encoding names another")
            self._encoding = page
        elif not _has_utf_8(data):
            self._note("not UTF-8, and of no code page that shows: name it, such as --encoding cp866 or cp1251")
        yield from self._decode_by(self._encoding, data)

    def _decode_by(self, encoding: str, first: bytes = b"") -> Iterator[str]:
        errors = "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"
        decoder = codecs.getincrementaldecoder(encoding)(errors)
        try:
            yield self._counted(decoder.decode(first))
            while block := self._stream.read(BLOCK):
                yield self._counted(decoder.decode(block))
            yield self._counted(decoder.decode(b"", final=True))
        except UnicodeDecodeError:
            self._note(f"not {encoding} to its end: the rest is not read")

    def _counted(self, text: str) -> str:
        if not text.isascii():
            self._lost += len(_SURROGATE.findall(text)) if self._encoding[:6] != "utf-16" else 0
        return text


def guess(data: bytes) -> str:
    """The Western code page that makes words of the bytes that are not ASCII, or "" if none does."""
    if _has_utf_8(data):
        return ""
    best, name = max((_likely(data, name), -order, name) for order, name in enumerate(_GUESSES))[::2]
    high = len(_HIGH.findall(data.decode("latin-1")))
    return name if best * 2 > high else ""


def _likely(data: bytes, page: str) -> int:
    count = 0
    for before, char, after in _HIGH.findall(data.decode(page, "replace")):
        inside = before.isalpha() and after.isalpha()
        count += 1 if char in _LETTERS or (char in _SIGNS and not inside) else -1
    return count


def _has_utf_8(data: bytes) -> bool:
    """Whether as many characters are good UTF-8 as bytes are not: then it is UTF-8 with damage."""
    text = data.decode("utf-8", "surrogateescape")
    high = [char for char in text if char > "\x7f"]
    bad = sum(char >= "\udc80" and char <= "\udcff" for char in high)
    return len(high) - bad >= bad
