"""Writes event logs of our own: as much of the EVTX form as one chunk of plain events needs.

Form: [MS-EVEN6] 2.2.12 (BinXml) and libyal's documentation of EVTX. Every name and value stands where it is used,
without templates.
"""

from __future__ import annotations

import struct
import zlib
from xml.etree.ElementTree import Element, fromstring

START, CHUNK = 4096, 65536
_RECORDS = 512


def log(events: list[str]) -> bytes:
    """A log of one chunk with these events in XML."""
    records = bytearray()
    for number, event in enumerate(events, 1):
        at = _RECORDS + len(records)
        body = b"\x0f\x01\x01\x00" + _Writer(at + 24 + 4).element(fromstring(event)) + b"\x00"
        size = 24 + len(body) + 4
        records += b"\x2a\x2a\0\0" + struct.pack("<IQQ", size, number, 0) + body + struct.pack("<I", size)
    free = _RECORDS + len(records)
    header = bytearray(_RECORDS)
    numbers = struct.pack("<QQQQIII", 1, len(events), 1, len(events), 128, _RECORDS, free)
    header[: 8 + len(numbers) + 4] = b"ElfChnk\0" + numbers + struct.pack("<I", zlib.crc32(records))
    header[124:128] = struct.pack("<I", zlib.crc32(bytes(header[:120]) + bytes(header[128:512])))
    chunk = (bytes(header) + bytes(records)).ljust(CHUNK, b"\0")
    head = bytearray(b"ElfFile\0" + struct.pack("<QQQIHHHH", 0, 0, len(events) + 1, 128, 1, 3, START, 1)).ljust(
        START, b"\0"
    )
    head[124:128] = struct.pack("<I", zlib.crc32(bytes(head[:120])))
    return bytes(head) + chunk


class _Writer:
    """Writes elements; `at` is where in the chunk the first one begins, as names are found by their place there."""

    def __init__(self, at: int) -> None:
        self._at = at

    def element(self, element: Element) -> bytes:
        """An element with its attributes, text and children."""
        tag = element.tag.rpartition("}")[2]
        attributes = list(element.attrib.items())
        head = 1 + 4 + 4  # token, size, place of the name
        begin = self._at
        self._at += head
        name = self._name(tag)
        listed = b""
        if attributes:
            self._at += 4
            for index, (key, value) in enumerate(attributes):
                token = 0x46 if index + 1 < len(attributes) else 0x06
                self._at += 5
                place = self._at
                listed += struct.pack("<BI", token, place) + self._name(key) + self._value(value)
            listed = struct.pack("<I", len(listed)) + listed
        content = b"\x02"
        self._at += 1
        if element.text and element.text.strip():
            content += self._value(element.text)
        for child in element:
            content += self.element(child)
        content += b"\x04"
        self._at += 1
        size = len(name) + len(listed) + len(content)
        opened = struct.pack("<BII", 0x41 if attributes else 0x01, size + 4, begin + head)
        return opened + name + listed + content

    def _name(self, text: str) -> bytes:
        written = struct.pack("<IHH", 0, 0, len(text)) + text.encode("utf-16-le") + b"\0\0"
        self._at += len(written)
        return written

    def _value(self, text: str) -> bytes:
        """A text: CR and LF are XML's to keep, so they stay as they are."""
        written = struct.pack("<BBH", 0x05, 0x01, len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")
        self._at += len(written)
        return written
