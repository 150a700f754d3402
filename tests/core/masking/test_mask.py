"""Taking secrets out of texts, whole sentences kept."""

from __future__ import annotations

import time

import pytest
from codesignrisk_core.masking import EVERYTHING, MASK, Mask, address
from hypothesis import given
from hypothesis import strategies as st

SENTENCE = "certutil adds a certificate to LocalMachine\\root"


@pytest.mark.parametrize(
    ("secret", "text", "shown"),
    [
        ("Winter22", "x winter22.exe WINTER22", "x ***.exe ***"),
        ("Winter22", "xWinter22x", "x***x"),
        ("ab1", "ab1 xab1 ab1x ab1.exe", "*** xab1 ab1x ***.exe"),  # a short one is masked as a word only
        ("p", "p.cer lies in a place", "***.cer lies in a place"),
        # words of the sentence itself: they were there without the secret
        ("a", SENTENCE, SENTENCE),
        ("certificate", SENTENCE, SENTENCE),
        ("Adds", SENTENCE, SENTENCE),
        ("root", SENTENCE, SENTENCE),
        ("certific", SENTENCE, SENTENCE),  # part of one of them
        # the name of an option, but no word of a sentence
        ("signal", "jsign signs signal.exe", "jsign signs ***.exe"),
        ("adds a certificate", SENTENCE, "certutil *** to LocalMachine\\root"),
        # taken for a path: with other slashes, in lower case, or only its last part
        ("Ab/cDefgh1", "c:\\work\\ab\\cdefgh1", "c:\\work\\***"),
        ("Ab/cDefgh1", "jsign signs cdefgh1", "jsign signs ***"),
        (' \'"Winter22" ', "x Winter22", "x ***"),
        ("", "x", "x"),
        ("Zq" * 128, "x " + "zq" * 600 + " y", "x *** y"),  # of a longer one its beginning is known
    ],
)
def test_a_secret_and_a_text(secret: str, text: str, shown: str) -> None:
    assert Mask([secret]).text(text, 600) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("c:\\work\\pw=zx81qp", "c:\\work\\pw=***"),
        ("--api-key=zx81qp", "--api-key=***"),
        ("a.pfx -p zx81qp", "a.pfx -p ***"),
        ("[safenet{{zx81qp}}]=c", "[safenet{{***}}]=c"),
        ("token:zx81qp", "token:***"),
        ("c:\\keys\\a.pfx", "c:\\keys\\a.pfx"),
        ("-p c:\\keys\\a.pfx", "-p c:\\keys\\a.pfx"),
        ("password=%PW%", "password=%PW%"),
    ],
)
def test_what_a_text_itself_calls_a_secret(text: str, shown: str) -> None:
    assert Mask().text(text, 600) == shown


def test_half_a_secret_at_the_end_of_what_is_looked_at_is_not_shown() -> None:
    """Where a long query goes, what stands at the end of the window comes into sight."""
    for more in range(2_000, 2_048):
        shown = Mask(["Winter22"]).text("https://h/?" + "x" * (more - 11) + " signs Winter22", 600)
        assert "Winter" not in shown


def test_an_operand_that_is_a_secret_is_masked_whatever_word_it_is() -> None:
    mask = Mask(["release"])
    assert mask.operand("Release", 600) == MASK
    assert mask.operand("c:\\release\\a.pfx", 600) == "c:\\release\\a.pfx"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://u:pw@h/k.pfx?sig=SECRET", "https://h/k.pfx"),
        ("https://h/a/b?x#y", "https://h/a/b"),
        ("https://h/k.pfx", "https://h/k.pfx"),
        ("k.pfx?SECRET", "k.pfx"),
        ("k.pfx#SECRET", "k.pfx"),
        ("upload?token=SECRET", "upload"),
        ("c:\\keys#1\\k?y.pfx", "c:\\keys#1\\k?y.pfx"),
    ],
)
def test_addresses(text: str, shown: str) -> None:
    assert address(text) == shown


def test_a_text_that_is_cut_shows_no_half_of_a_secret() -> None:
    secret = "Zq" * 40
    for place in range(1_990, 2_110):
        shown = Mask([secret, "x" * 200]).text(" ".join(["x" * 200] * 30)[:place] + secret, 600)
        assert "zq" not in shown.lower()


def test_a_text_of_secrets_says_nothing_else() -> None:
    secrets = [f"Q{number}z" for number in range(33)]
    assert Mask(secrets).text(" ".join(secrets), 600) == MASK
    assert Mask(secrets).text(" ".join(secrets[:3]), 600) == "*** *** ***"


@given(st.lists(st.text("abZ1/ .\\-", min_size=6, max_size=12)), st.text("abZ1/ .\\-:?=", max_size=60))
def test_no_secret_of_six_characters_is_in_a_text(secrets: list[str], text: str) -> None:
    shown = Mask(secrets).text(text, 600).lower()
    assert [secret for secret in secrets if len(secret.strip()) >= 6 and secret.strip().lower() in shown] == []


def test_of_a_line_with_more_secrets_than_anybody_types_no_text_is_shown() -> None:
    secrets = [f"Q{number}z" for number in range(129)]
    assert Mask(secrets).text("x", 600) == Mask(secrets).operand("x", 600) == MASK
    assert Mask(secrets).text("", 600) == ""
    assert Mask(secrets[1:]).text("x", 600) == "x"


def test_of_more_text_than_is_looked_through_nothing_is_shown() -> None:
    assert Mask(["secret", EVERYTHING]).text("any text", 100) == MASK
    assert Mask([EVERYTHING]).operand("any text", 100) == MASK
    assert Mask().text("--token=" * 200, 100) == MASK


def test_time_grows_with_text_and_secrets_only() -> None:
    """With one expression of all secrets over the whole text this took more than 12 seconds."""
    secrets, name = [f",{number}" for number in range(128)], "C:\\temp\\" + "," * 30_000 + ".pfx"
    start = time.process_time()
    mask = Mask(secrets)
    for _ in range(100):
        mask.text(name, 600)
    assert time.process_time() - start < 2
