"""cmd's variables: %x%, !x!, slices and replacements. Sources: set /?; learn.microsoft.com, set (windows-commands)."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import normalise
from codesignrisk_core.unwrap.bounds import TOO_MUCH_WORK
from codesignrisk_core.unwrap.cmd import variables
from codesignrisk_core.unwrap.cmd.variables import TOO_LONG, Variable
from hypothesis import given
from hypothesis import strategies as st

from tests.core.unwrapping import bounds

KNOWN = {"x": Variable("abcdef"), "e": Variable(""), "u": Variable("AbAb"), "i": Variable("\u0130a")}

REFERENCES = [
    ("%x%", "abcdef"),
    ("%X%", "abcdef"),
    ("[%x%]", "[abcdef]"),
    ("%x% %x%", "abcdef abcdef"),
    ("%e%", ""),
    # what nobody set stays, and its last sign may begin the next
    ("%y%", "%y%"),
    ("%y%%x%", "%y%abcdef"),
    ("50% of %x%", "50% of abcdef"),
    ("%y%x%", "%yabcdef"),
    ("%%x%%", "%abcdef%"),
    ("%x", "%x"),
    ("%", "%"),
    ("%%", "%%"),
    ("!x!", "!x!"),
    # variables of Windows are resolved in parts only
    ("%SystemRoot%", "%SystemRoot%"),
    ("%SystemRoot:~0,1%", "C"),
    ("%ComSpec:~-7,3%", "cmd"),
    ("%PATHEXT:.COM;=%", ".EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC"),
]

# "%PATH:~10,5% would expand the PATH environment variable, and then use only the 5 characters that begin at the 11th
# character of the expanded result. If the length is not specified, then it defaults to the remainder of the variable
# value. If either number (offset or length) is negative, then the number used is the length of the environment variable
# value added to the offset or length specified."
SLICES = [
    ("%x:~0%", "abcdef"),
    ("%x:~2%", "cdef"),
    ("%x:~1,2%", "bc"),
    ("%x:~-2%", "ef"),
    ("%x:~-3,1%", "d"),
    ("%x:~0,-4%", "ab"),
    ("%x:~1,-1%", "bcde"),
    ("%x:~-4,-2%", "cd"),
    ("%x:~,2%", "ab"),
    ("%x:~ 1 , 2 %", "bc"),
    ("%x:~9%", ""),
    ("%x:~-9%", "abcdef"),
    ("%x:~-9,2%", "ab"),
    ("%x:~0,0%", ""),
    ("%x:~0,9%", "abcdef"),
    ("%x:~a%", "%x:~a%"),
    ("%x:~1,2,3%", "%x:~1,2,3%"),
    ("%y:~1%", "%y:~1%"),
    ("%e:~1%", ""),
]

# "%PATH:str1=str2% would expand the PATH environment variable, substituting each occurrence of "str1" in the expanded
# result with "str2". "str2" can be the empty string ... "str1" can begin with an asterisk".
REPLACEMENTS = [
    ("%x:c=-%", "ab-def"),
    ("%x:CD=-%", "ab-ef"),
    ("%x:cd=%", "abef"),
    ("%x:z=-%", "abcdef"),
    ("%x:abcdef=y%", "y"),
    ("%u:a=c%", "cbcb"),
    ("%u:B=%", "AA"),
    ("%x:c==%", "ab=def"),
    ("%x:*c=%", "def"),
    ("%x:*c=-%", "-def"),
    ("%x:*z=-%", "abcdef"),
    ("%u:*B=-%", "-Ab"),
    ("%x:.=-%", "abcdef"),  # no pattern
    ("%i:a=b%", "\u0130b"),  # a letter that two letters are in lower case
    ("%x:c%", "%x:c%"),
    ("%x:=c%", "%x:=c%"),
    ("%x:*=c%", "%x:*=c%"),
    ("%y:a=b%", "%y:a=b%"),
]


@pytest.mark.parametrize(("text", "expected"), [*REFERENCES, *SLICES, *REPLACEMENTS])
def test_references(text: str, expected: str) -> None:
    assert variables.expand(text, KNOWN, "%", bounds()).text == expected
    if "%%" not in text and "!" not in text:
        delayed = variables.expand(text.replace("%", "!"), KNOWN, "!", bounds()).text
        assert delayed == expected.replace("%", "!")


@pytest.mark.parametrize(
    ("text", "assembled"),
    [
        ("%w%", False),
        ("%w% -x", False),
        ("C:\\%w%\\x", False),
        ('"%w%"', False),
        ("%w%.exe", False),
        ("t%w%", True),
        ("%w%t", True),
        ("%w%%w%", True),
        ("%p%t", False),  # a path that words follow
        ("t%e%", False),
        ("%b%", True),
        ("%w:~0,1%", True),
        ("%w:o=i%", True),
        ("t %y%", False),
        ("none", False),
    ],
)
def test_words_put_together_from_pieces_are_told(text: str, assembled: bool) -> None:
    known = {"w": Variable("tool"), "p": Variable("C:\\d"), "e": Variable(""), "b": Variable("x", built=True)}
    assert variables.expand(text, known, "%", bounds()).assembled is assembled


def test_names_may_be_long() -> None:
    known = {"n" * 64: Variable("a"), "n" * 999: Variable("b")}
    assert variables.expand(f"%{'n' * 64}% %{'n' * 999}%", known, "%", bounds()).text == "a b"


@pytest.mark.parametrize(
    ("text", "value"),
    [("%x%" * 9, "a" * 20_000), ("%x:a=bbbb%", "a" * 20_000), ("%x:a=bb%", "a" * 32_769)],
)
def test_a_text_that_grows_too_long_is_told(text: str, value: str) -> None:
    reached = bounds()
    expanded = variables.expand(text, {"x": Variable(value)}, "%", reached).text
    assert len(expanded) <= normalise.MAX_LENGTH + len(value) + len(text)
    assert reached.reached == [TOO_LONG]


def test_a_text_of_just_that_length_is_not() -> None:
    reached = bounds()
    assert len(variables.expand("%x:a=bb%", {"x": Variable("a" * 32_766)}, "%", reached).text) == 65_532
    assert reached.reached == []


def test_a_replacement_costs_what_it_looks_at() -> None:
    """A budget that pays for the result alone would look at a long value for nothing, over and over."""
    reached = bounds(steps=50_000)
    text = variables.expand("%x:a=%" * 9, {"x": Variable("a" * 10_000)}, "%", reached).text
    assert text == "%x:a=%" * 7
    assert (reached.reached, reached.unread) == ([TOO_MUCH_WORK], [])


@given(st.text(st.sampled_from("%!x:~=*,-019 ") | st.characters(), max_size=40), st.text(max_size=20))
def test_never_raises(text: str, value: str) -> None:
    for sign in "%!":
        variables.expand(text, {"x": Variable(value)}, sign, bounds())
