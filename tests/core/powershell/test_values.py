"""Operators on values. Sources: learn.microsoft.com about_Operators, about_Arithmetic_Operators, about_Arrays,
about_Join, about_Type_Conversion."""

from __future__ import annotations

import pytest
from codesignrisk_core.powershell import values
from codesignrisk_core.powershell.values import EMPTY, MAX_ITEMS, MAX_TEXT, Statement, Value


def text(content: str) -> Value:
    return Value(content, quoted=True)


def texts(*contents: str) -> Value:
    return Value(" ".join(contents), items=tuple(map(text, contents)), quoted=True)


def number(whole: int) -> Value:
    return Value(str(whole), number=True)


def numbers(*wholes: int) -> Value:
    return Value(" ".join(map(str, wholes)), items=tuple(map(number, wholes)), quoted=True)


UNKNOWN = Value("$x", known=False, quoted=True)
MADE = Statement("get-item", "Get-Item", (), "Get-Item")
OUTPUT = Value("Get-Item", known=False, made_by=MADE, quoted=True)


def plain(value: Value) -> object:
    """A value as Python would write it: None when it is unresolved."""
    if value.items:
        return [plain(item) for item in value.items]
    return (int(value.text) if value.number else value.text) if value.known else None


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        # the type of the left operand decides (about_Arithmetic_Operators)
        (text("a"), text("b"), "ab"),
        (text("a"), number(1), "a1"),
        (text("1"), number(1), "11"),
        (number(1), number(2), 3),
        (number(1), text("2"), 3),
        (number(1), text("0x10"), 17),
        (number(1), text("a"), None),
        (texts("a", "b"), text("c"), ["a", "b", "c"]),
        (texts("a", "b"), texts("c", "d"), ["a", "b", "c", "d"]),
        (text("a"), UNKNOWN, None),
        (UNKNOWN, text("a"), None),
    ],
)
def test_add(left: Value, right: Value, expected: object) -> None:
    assert plain(values.add(left, right)) == expected


def test_what_is_not_known_stays_in_a_text_as_written() -> None:
    assert values.add(text("a"), UNKNOWN) == Value("a$x", known=False, quoted=True, computed=True)


@pytest.mark.parametrize(
    ("left", "right", "split"),
    [
        (text("Ro"), text("ot"), True),
        (text("Ro"), text(".ot"), False),
        (text("Ro."), text("ot"), False),
        (text("Ro"), Value("ot"), False),
        (Value("Ro"), text("ot"), False),
        (text("Ro"), UNKNOWN, False),
        (text("a")._replace(split=True), text("."), True),
        (text("."), text("a")._replace(split=True), True),
    ],
)
def test_two_literals_joined_in_the_middle_of_a_word_were_one(left: Value, right: Value, split: bool) -> None:
    joined = values.add(left, right, "raw")
    assert (joined.split, joined.computed, joined.quoted, joined.raw) == (split, True, True, "raw")


@pytest.mark.parametrize(
    ("operator", "left", "right", "expected"),
    [
        ("+", number(40), number(42), 82),
        ("-", number(40), number(42), -2),
        ("*", number(6), number(7), 42),
        ("/", number(84), number(2), 42),
        ("%", number(85), number(43), 42),
        ("-", text("83"), text("1"), 82),
        # results that are not whole, and what is no number
        ("/", number(7), number(2), None),
        ("/", number(7), number(0), None),
        ("%", number(7), number(0), None),
        ("%", number(-7), number(2), None),
        ("/", number(0), number(7), 0),
        ("-", text("a"), number(1), None),
        ("-", UNKNOWN, number(1), None),
        ("-", number(1), UNKNOWN, None),
        ("-", numbers(1, 2), number(1), None),
        # a text times a number
        ("*", text("ab"), number(2), "abab"),
        ("*", text("1"), number(3), "111"),
        ("*", text("ab"), number(0), ""),
        ("*", text("ab"), number(-1), None),
        ("*", text("ab"), text("x"), None),
        ("*", text("ab"), number(MAX_TEXT), None),
        ("*", UNKNOWN, number(2), None),
        ("*", numbers(1, 2), number(2), None),
    ],
)
def test_calculate(operator: str, left: Value, right: Value, expected: object) -> None:
    assert plain(values.calculate(operator, left, right)) == expected


def test_a_repeated_text_is_computed() -> None:
    assert values.calculate("*", text("a"), number(MAX_TEXT), "raw").text == "a" * MAX_TEXT
    assert values.calculate("*", text("a"), number(2), "raw") == Value("aa", "raw", quoted=True, computed=True)


@pytest.mark.parametrize(
    ("parts", "glue", "expected", "split"),
    [
        (texts("a", "b", "c"), text(""), "abc", True),
        (texts("a", "b", "c"), text("-"), "a-b-c", True),
        (texts("a", "b"), text(""), "ab", False),
        (texts("Root", "b", "c"), text(""), "Rootbc", False),
        (texts("ab", "cd", "ef"), text(""), "abcdef", True),
        (text("abc"), text("-"), "abc", False),
        (texts("a", "b", "c"), UNKNOWN, None, True),
        (Value("", known=False, items=(text("a"), text("b"), UNKNOWN)), text(""), None, False),
    ],
)
def test_join(parts: Value, glue: Value, expected: object, split: bool) -> None:
    joined = values.join(parts, glue, "raw")
    assert (plain(joined), joined.split) == (expected, split)
    assert (joined.raw, joined.quoted, joined.computed) == ("raw", True, True)


def test_a_joined_text_is_bounded() -> None:
    long = text("a" * 60_000)
    assert values.join(Value("", items=(long, long, long)), text("b")).text == "a" * 60_000 + "b" + "a" * 5_535
    assert len(values.add(long, long).text) == MAX_TEXT


@pytest.mark.parametrize(
    ("subject", "position", "expected"),
    [
        (text("Root"), number(0), "R"),
        (text("Root"), number(3), "t"),
        (text("Root"), number(-1), "t"),
        (text("Root"), number(-4), "R"),
        (text("tooR"), numbers(3, 2, 1, 0), ["R", "o", "o", "t"]),
        (texts("a", "b"), number(1), "b"),
        (texts("a", "b"), number(-2), "a"),
        (texts("a", "b", "c"), numbers(2, 0), ["c", "a"]),
        # places that are not there give nothing
        (text("Root"), number(4), None),
        (text("Root"), number(-5), None),
        (texts("a", "b"), number(2), None),
        (texts("a", "b"), number(-3), None),
        (texts("a", "b"), numbers(0, 2), "a"),
        # neither does what is no number, or not known
        (text("Root"), text("Length"), None),
        (text("Root"), UNKNOWN, None),
        (UNKNOWN, number(0), None),
        (OUTPUT._replace(known=True), number(0), None),
    ],
)
def test_index(subject: Value, position: Value, expected: object) -> None:
    assert plain(values.index(subject, position, "raw")) == expected


def test_what_is_picked_out_of_the_output_of_a_command_comes_from_it() -> None:
    assert values.index(OUTPUT, number(0), "x[0]") == Value("x[0]", "x[0]", known=False, made_by=MADE)
    assert values.index(text("ab"), number(0)) == Value("a", quoted=True, computed=True)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (number(1), number(3), [1, 2, 3]),
        (number(3), number(1), [3, 2, 1]),
        (number(-1), number(-2), [-1, -2]),
        (number(2), number(2), 2),
        (number(0), number(MAX_ITEMS), None),
        (number(MAX_ITEMS), number(0), None),
        (UNKNOWN, number(1), None),
        (number(1), UNKNOWN, None),
    ],
)
def test_span(first: Value, last: Value, expected: object) -> None:
    assert plain(values.span(first, last)) == expected


def test_the_longest_span() -> None:
    assert plain(values.span(number(0), number(MAX_ITEMS - 1))) == list(range(MAX_ITEMS))


@pytest.mark.parametrize(
    ("first", "last", "steps"),
    [
        (number(1), number(3), 16),
        (number(3), number(1), 16),
        (number(0), number(9_999), 8 * 1_024),
        (UNKNOWN, number(1), 0),
        (number(1), UNKNOWN, 0),
    ],
)
def test_what_a_span_costs(first: Value, last: Value, steps: int) -> None:
    assert values.span_cost(first, last) == steps


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("char", number(82), "R"),
        ("char", text("0x52"), "R"),
        ("char", text("R"), "R"),
        ("char", number(0), 0),
        ("char", number(1), "\x01"),
        ("char", number(0xD7FF), "\ud7ff"),
        ("char", number(0xD800), 0xD800),
        ("char[]", numbers(82, 111), ["R", "o"]),
        ("char[]", text("Ro"), ["R", "o"]),
        ("char[]", texts("R", "82"), ["R", "82"]),
        ("char[]", UNKNOWN, None),
        ("char", text("Ro"), "Ro"),
        ("string", texts("a", "b"), "a b"),
        ("string", text("a"), "a"),
        ("string", number(1), 1),
        ("int", text("82"), 82),
        ("int", text("a"), "a"),
        ("byte", text("0x52"), 82),
        ("long", text(" 5 "), 5),
        ("byte[]", text("5"), "5"),
        ("securestring", text("5"), "5"),
    ],
)
def test_cast(kind: str, value: Value, expected: object) -> None:
    assert plain(values.cast(kind, value, "raw")) == expected


def test_letters_of_numbers_are_a_disguise_and_letters_of_a_text_are_not() -> None:
    assert values.cast("char", number(82)) == Value("R", quoted=True, computed=True, split=True)
    assert values.cast("char[]", text("Ro")).items == (text("R"), text("o"))
    assert len(values.cast("char[]", text("R" * 2 * MAX_ITEMS)).items) == MAX_ITEMS


@pytest.mark.parametrize(("value", "expected"), [(number(5), -5), (text("-5"), 5), (text("a"), None), (UNKNOWN, None)])
def test_negative(value: Value, expected: object) -> None:
    assert plain(values.negative(value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (number(5), 5),
        (text(" -5 "), -5),
        (text("+5"), 5),
        (text("0X1f"), 31),
        (text("9" * 15), 10**15 - 1),
        (text("9" * 16), None),
        (text("1_0"), None),
        (text("\u0665"), None),
        (text("1.0"), None),
        (text(""), None),
        (text("0x"), None),
        (Value("5", known=False), None),
        (numbers(5, 6), None),
    ],
)
def test_integer(value: Value, expected: int | None) -> None:
    assert values.integer(value) == expected


@pytest.mark.parametrize(
    ("encoded", "encoding", "expected"),
    [
        ("Um9vdA==", "utf8", "Root"),
        (" Um9vdA== \n", "ascii", "Root"),
        ("UgBvAG8AdAA=", "unicode", "Root"),
        ("Um9vdA=", "utf8", ""),
        ("Um9v!dA==", "utf8", ""),
        ("/w==", "utf8", ""),
        ("Um9v", "unicode", ""),
    ],
)
def test_decode(encoded: str, encoding: str, expected: str) -> None:
    assert values.decode(encoded, encoding) == expected


def test_arrays_are_flat_and_a_single_value_stays_itself() -> None:
    assert values.array([text("a")], "raw") == text("a")
    assert plain(values.array([texts("a", "b"), text("c")])) == ["a", "b", "c"]
    both = values.array([text("a"), UNKNOWN._replace(split=True)], "raw")
    assert (both.text, both.raw, both.known, both.quoted, both.split) == ("a $x", "raw", False, True, True)


def test_arrays_are_bounded() -> None:
    long = values.array([texts(*"ab" * 300), texts(*"cd" * 300)])
    assert (len(long.items), long.items[-1].text) == (MAX_ITEMS, "d")
    assert values.array([text("a" * 1_000), text("b")]).text == "a" * 1_000 + " b"
    assert len(values.array([text("a" * 40_000), text("b" * 40_000)]).text) == MAX_TEXT


def test_an_unresolved_value_comes_from_the_statement_of_the_first_that_has_one() -> None:
    assert values.unresolved("$x") == Value("$x", "$x", known=False)
    assert values.unresolved("$x", text("a"), OUTPUT).made_by is MADE


@pytest.mark.parametrize(
    ("value", "steps"),
    [
        (text(""), 0),
        (text("a" * 16), 2),
        (texts("a" * 8, "b" * 7), 4 + 16 - 1),  # 16 characters as a text, 15 as items, two items
        (Value("", fields=(("a", text("b")),)), 8),
    ],
)
def test_the_size_of_a_value(value: Value, steps: int) -> None:
    assert values.size(value) == steps


@pytest.mark.parametrize(
    ("value", "is_parameter"),
    [
        (Value("-Path"), True),
        (Value("-p:x"), True),
        (Value("-1"), False),
        (Value("-"), False),
        (Value("--"), False),
        (Value("Path"), False),
        (text("-Path"), False),
    ],
)
def test_parameters(value: Value, is_parameter: bool) -> None:
    assert value.is_parameter is is_parameter


def test_a_statement_is_disguised_by_its_name_or_an_argument() -> None:
    assert not MADE.disguised
    assert MADE._replace(split=True).disguised
    assert MADE._replace(args=(text("a"), text("b")._replace(split=True))).disguised


def test_values_for_comparisons() -> None:
    assert (text("Root").lower, text("Root").each, EMPTY.known) == ("root", (text("Root"),), False)
