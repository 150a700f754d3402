"""Undoing what shippers and evasions do to a command line."""

from __future__ import annotations

import html

import pytest
from codesignrisk_core.cmdline import normalise
from hypothesis import given
from hypothesis import strategies as st

ANY_TEXT = st.text(st.one_of(st.characters(), st.sampled_from("&;#x\x00\ufeff\ud800\u2013\u1d43\uff02")))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # Splunk_TA_windows 8.1.2 does not resolve the entities of XML events
        ("&quot;C:\\x.exe&quot; a &amp;&amp; b &gt;&gt; c &lt; d", '"C:\\x.exe" a && b >> c < d'),
        ("it&#39;s &apos;x&apos; &#x27;y&#x27; &#34;z&#34;", "it's 'x' 'y' \"z\""),
        # an ampersand that is no entity of a shipper stays: web addresses, cmd's separator
        ("start http://x/?a=1&copy=2&b=3", "start http://x/?a=1&copy=2&b=3"),
        ("a & b && c", "a & b && c"),
        ("\ufeffcertutil\x00 -ping\x00", "certutil -ping"),
        ("certutil -ping", "certutil -ping"),
        ("", ""),
    ],
)
def test_clean(line: str, expected: str) -> None:
    assert normalise.clean(line) == expected


# HTML, 13.2.5.80: a number above 0x10FFFF becomes U+FFFD.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("&quot;&#65;&#x42;", '"AB'),
        ("&#0000000065;", "A"),
        ("&#0065", "A"),
        ("&#9999999;", "\ufffd"),
        ("&#10000000;x", "\ufffdx"),
        ("&#00000000;", "\ufffd"),
        # Python reads no number of more than 4,300 digits
        ("a&#" + "1" * 5000 + ";b", "a\ufffdb"),
        ("a&#" + "1" * 5000, "a\ufffd"),
        ("&#" + "0" * 5000 + "65;", "A"),
        ("&#x" + "f" * 5000 + ";", "\ufffd"),
        ("&#;&#x;&x", "&#;&#x;&x"),
    ],
)
def test_unescape(text: str, expected: str) -> None:
    assert normalise.unescape(text) == expected


def test_clean_takes_any_number() -> None:
    assert normalise.clean("a &amp;&#" + "1" * 5000) == "a &\ufffd"


@given(st.text(st.sampled_from("&#;x0123456789abcamp") | st.characters(), max_size=40))
def test_unescape_is_what_html_says(text: str) -> None:
    assert normalise.unescape(text) == html.unescape(text)


@pytest.mark.parametrize("dash", list(normalise.DASHES))
def test_every_dash_folds_to_the_hyphen(dash: str) -> None:
    """The dashes that certutil takes (U+2013, U+2014, U+2212), PowerShell takes (U+2015), or readers confuse."""
    assert normalise.fold(f"{dash}addstore") == "-addstore"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("-addstore", "-addstore"),
        ("-\u1d43dd\u02e2tor\u1d49", "-addstore"),  # modifier letters
        ("\uff0daddstore", "-addstore"),  # full-width hyphen
        ("\uff52\uff4f\uff4f\uff54", "root"),  # full-width letters
        ("C:\\Users\\M\u00fcller\\\u8bc1\u4e66.pfx", "C:\\Users\\M\u00fcller\\\u8bc1\u4e66.pfx"),
        ("Root", "Root"),
        ("e\u0301", "\u00e9"),
        ("x" * 511 + "\u00e9\uff52", "x" * 511 + "\u00e9r"),
        # two ligatures, a phrase each, stay; what stands beside them does not
        ("\uff52\ufdfa\ufdfb\uff54", "r\ufdfa\ufdfbt"),
    ],
)
def test_fold(word: str, expected: str) -> None:
    assert normalise.fold(word) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("-AddStore", "-addstore"),
        ("-add\u00adstore", "-addstore"),  # soft hyphen
        ("-add\u200bstore", "-addstore"),  # zero-width space
        ("-add\u202estore", "-addstore"),  # right-to-left override
        ("-\u1d43dd\u02e2tor\u1d49", "-addstore"),
        ("-a\u0301ddstore", "-addstore"),  # combining mark
        ("-\u00e1ddstore", "-addstore"),  # the same, composed
        ("\u2013addstore", "-addstore"),
    ],
)
def test_fold_option(word: str, expected: str) -> None:
    assert normalise.fold_option(word) == expected


@pytest.mark.parametrize("marks", ["\u0315\u0300", "\u0300\u0315", "\u0345\u0327\u0301", "\ufdfa"])
def test_twice_the_marks_are_twice_the_work(marks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python sorts a run of combining marks in the square of its length: none that it is given may be long."""
    lengths: list[int] = []

    def normalize(_form: str, text: str) -> str:
        lengths.append(len(text))
        return text

    monkeypatch.setattr(normalise.unicodedata, "normalize", normalize)
    for count in (10_000, 20_000):
        lengths.clear()
        normalise.fold("-a" + marks * count)
        assert max(lengths, default=0) <= 512
        assert sum(lengths) <= 2 + len(marks) * count


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("3b1e0a9c", "3b1e0a9c"),
        ("\u200e3b1e0a9c\u200b", "3b1e0a9c"),  # thumbprints copied from the certificate dialog begin so
        ("M\u00fcller \u8bc1\u4e66", "M\u00fcller \u8bc1\u4e66"),
    ],
)
def test_drop_invisible(word: str, expected: str) -> None:
    assert normalise.drop_invisible(word) == expected


@given(ANY_TEXT)
def test_never_raises_and_keeps_to_its_word(text: str) -> None:
    cleaned = normalise.clean(text)
    assert "\x00" not in cleaned or "&" in text
    assert len(cleaned) <= len(html.unescape(text)) or len(cleaned) <= len(text)
    normalise.fold(text)
    assert normalise.fold_option(text).isascii()
    assert normalise.drop_invisible(normalise.drop_invisible(text)) == normalise.drop_invisible(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_ascii_stays_as_it_is(text: str) -> None:
    assert normalise.fold(text) == text
    assert normalise.drop_invisible(text) == text
    assert normalise.fold_option(text) == text.lower()
