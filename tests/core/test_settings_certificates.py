"""The table of known certificates: read when an event names one, and told about then."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from codesignrisk_core import settings
from codesignrisk_core.settings import Certificate, Certificates

HEADER = "certificate,sha256,name,verdict,source,expires\n"
SHA1, OTHER = "A1" * 20, "B2" * 20
SHA256 = "C3" * 32
ROOT = f"{SHA1},{SHA256},A root,known_public,the list,\n"
TODAY = datetime.date(2027, 1, 31)


def table(folder: Path, own: str = "", shipped: str = ROOT) -> Certificates:
    (folder / "codesignrisk_certificates.csv").write_text(HEADER + shipped)
    if own:
        (folder / "codesignrisk_certificates_local.csv").write_text(own)
    return settings.load(folder, TODAY, shipped=folder).certificates


def texts(known: Certificates) -> list[str]:
    return [notice.text for notice in known.take_notices()]


def test_the_shipped_table_has_public_roots_and_bad_certificates(lookups: Path) -> None:
    known = settings.load(lookups).certificates
    assert known.of_hash("DF3C24F9BFD666761B268073FE06D1CC8D4F82A4") == Certificate(
        "DigiCert Global Root G2", "known_public", "Microsoft's trusted root list"
    )
    superfish = known.of_hash("C864484869D41D2B0D32319C5A62F9315AAF2CBD")
    assert superfish is not None
    assert (superfish.name, superfish.verdict) == ("Superfish, Inc.", "known_bad")
    assert known.of_subject("edellroot") is not None
    assert texts(known) == []


def test_a_certificate_is_known_by_either_hash(tmp_path: Path) -> None:
    known = table(tmp_path)
    root = Certificate("A root", "known_public", "the list")
    assert known.of_hash(SHA1) == known.of_hash("", SHA256) == known.of_hash(OTHER, SHA256) == root
    assert known.of_hash(OTHER) is known.of_hash() is known.of_hash("") is None


def test_a_site_adds_its_own_and_overrides(tmp_path: Path) -> None:
    own = f"certificate,name,verdict\n{OTHER.lower()},Our root,expected\n{SHA1},,known_bad\nEvil Ltd,,known_bad\n"
    known = table(tmp_path, own)
    assert known.of_hash(OTHER) == Certificate("Our root", "expected", "")
    assert known.of_hash(SHA1) == known.of_hash(SHA256) == Certificate("A root", "known_bad", "the list")
    assert known.of_subject("EVIL ltd ") == Certificate("Evil Ltd", "known_bad", "")
    assert known.of_subject("Evil") is known.of_subject("") is known.of_subject(SHA1) is None


@pytest.mark.parametrize("written", ["a1:" * 19 + "a1", "a1 " * 19 + "a1", SHA1.lower()])
def test_a_thumbprint_is_read_as_others_write_it(tmp_path: Path, written: str) -> None:
    assert table(tmp_path, shipped=f"{written},,x,expected,,\n").of_hash(SHA1) is not None


# What is wrong with a row, and the words that the search shows.
BROKEN = [
    (f"{OTHER},,x,good,,", f"verdict 'good' of '{OTHER}' is none of known_public, known_bad, expected; row left out"),
    (f"{OTHER[1:]},,x,expected,,", f"'{OTHER[1:]}' has 39 digits: a thumbprint has 40 or 64; row left out"),
    (f"{OTHER},{OTHER},x,expected,,", f"sha256 '{OTHER}' of '{OTHER}' does not have 64 digits; row left out"),
    (f"{OTHER},,x,expected,,soon", f"expires 'soon' of '{OTHER}' is not a date like 2027-01-31; row left out"),
    (f"{OTHER},,x,expected,,2027-01-30", f"'{OTHER}' expired on 2027-01-30; not applied"),
    (",,x,expected,,", "'certificate' is empty; row left out"),
]


@pytest.mark.parametrize(("row", "told"), BROKEN)
def test_a_broken_row_is_told_and_the_others_apply(tmp_path: Path, row: str, told: str) -> None:
    known = table(tmp_path, HEADER + row + "\nEvil Ltd,,,known_bad,,2027-01-31\n")
    assert known.of_hash(OTHER) is None
    assert known.of_hash(SHA1) is not None
    assert known.of_subject("Evil Ltd") is not None
    assert texts(known) == [f"codesignrisk_certificates_local.csv row 2: {told}"]
    assert texts(known) == []


def test_the_table_is_not_read_before_it_is_asked(tmp_path: Path) -> None:
    known = table(tmp_path, "certificate,verdict\nx,y\n")
    known.of_hash("")
    known.of_subject("")
    assert texts(known) == []
    (tmp_path / "codesignrisk_certificates_local.csv").unlink()
    (tmp_path / "codesignrisk_certificates.csv").unlink()
    assert known.of_hash(SHA1) is None
    assert texts(known) == ["codesignrisk_certificates.csv: the table is missing from the app or the knowledge bundle"]


def test_without_a_folder_nothing_is_known() -> None:
    known = settings.Settings().certificates
    assert known.of_hash(SHA1) is known.of_subject("Evil Ltd") is None
    assert known.take_notices() == []
