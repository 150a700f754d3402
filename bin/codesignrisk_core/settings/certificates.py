"""codesignrisk_certificates.csv: certificates that are known, by their hash or by the name of their subject.

The largest of the tables, and most searches meet no certificate by name: it is read when the first event names one.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

from codesignrisk_core.settings import dates
from codesignrisk_core.settings.table import BrokenRow, Files, Notice, Notices, Row, compare, load

PUBLIC, BAD, EXPECTED = "known_public", "known_bad", "expected"
VERDICTS = (PUBLIC, BAD, EXPECTED)

_HEX = frozenset("0123456789ABCDEF")
_SHA1, _SHA256 = 40, 64
# Hexadecimal digits without a word among them: a hash that lost some, not a name.
_LIKE_A_HASH = 20


class Certificate(NamedTuple):
    """One row: its name, the verdict (one of VERDICTS), and who says so."""

    name: str
    verdict: str
    source: str


class Certificates:
    """The table, read when it is first asked. Without files it is empty."""

    def __init__(self, files: Files | None = None, today: datetime.date = datetime.date.min) -> None:
        self._files = files
        self._today = today
        self._by_hash: dict[str, Certificate] | None = None if files else {}
        self._by_subject: dict[str, Certificate] = {}
        self._notices: list[Notice] = []

    def of_hash(self, *hashes: str) -> Certificate | None:
        """A certificate by its SHA-1 and SHA-256 thumbprints, in upper case without blanks; "" is none."""
        named = [digits for digits in hashes if digits]
        known = self._read() if named else {}
        return next((known[digits] for digits in named if digits in known), None)

    def of_subject(self, name: str) -> Certificate | None:
        """A certificate by the common name of its subject, where an event has only that."""
        if not name:
            return None
        self._read()
        return self._by_subject.get(name.strip().lower())

    def take_notices(self) -> list[Notice]:
        """What is to be told about the table since the last time, in order. Nothing before it was read."""
        notices, self._notices = self._notices, []
        return notices

    def _read(self) -> dict[str, Certificate]:
        if self._by_hash is None and self._files is not None:
            self._by_hash = {}
            notices = Notices()
            for keys, certificate in load(self._files, "certificate", self._row, notices):
                for key in keys:
                    known = self._by_hash if is_hash(key) else self._by_subject
                    known[key if is_hash(key) else key.lower()] = certificate
            compare(self._files, notices)
            self._notices = notices.all()
        return self._by_hash or {}

    def _row(self, row: Row) -> tuple[tuple[str, ...], Certificate]:
        """The names of a certificate and what is known of it. Raises BrokenRow or ExpiredRow."""
        shown = f"'{row.shown('certificate')}'"
        verdict = row.cell("verdict").lower()
        if verdict not in VERDICTS:
            raise BrokenRow(f"verdict '{row.shown('verdict').lower()}' of {shown} is none of {', '.join(VERDICTS)}")
        key, longer = bare(row.cell("certificate")), bare(row.cell("sha256"))
        if not is_hash(key):
            if len(key) >= _LIKE_A_HASH and _HEX.issuperset(key):
                raise BrokenRow(f"{shown} has {len(key)} digits: a thumbprint has {_SHA1} or {_SHA256}")
            key = row.cell("certificate")
        if longer and (len(longer) != _SHA256 or not is_hash(longer)):
            raise BrokenRow(f"sha256 '{row.shown('sha256')}' of {shown} does not have {_SHA256} digits")
        dates.check(row, shown, self._today)
        certificate = Certificate(row.cell("name") or row.cell("certificate"), verdict, row.cell("source"))
        return tuple(filter(None, (key, longer))), certificate


def bare(text: str) -> str:
    """A hash as Windows and others write it (blanks or colons between its bytes) in upper case without them."""
    return text.replace(" ", "").replace(":", "").upper()


def is_hash(text: str) -> bool:
    """Whether a text is the SHA-1 or SHA-256 hash of something, in upper case."""
    return len(text) in (_SHA1, _SHA256) and _HEX.issuperset(text)
