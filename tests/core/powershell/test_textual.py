"""Operators and methods that make text out of text. Sources: learn.microsoft.com about_Operators (-f), about_Split,
about_Comparison_Operators (-replace), and the pages of System.String and System.IO.Path."""

from __future__ import annotations

import pytest
from codesignrisk_core.powershell import textual
from codesignrisk_core.powershell.values import MAX_ITEMS, MAX_TEXT, Statement, Value


def text(content: str) -> Value:
    return Value(content, quoted=True)


def texts(*contents: str) -> Value:
    return Value(" ".join(contents), items=tuple(map(text, contents)), quoted=True)


def number(whole: int) -> Value:
    return Value(str(whole), number=True)


UNKNOWN = Value("$x", known=False, quoted=True)


def plain(value: Value | None) -> object:
    """A value as Python would write it: None when it is unresolved."""
    if value is None:
        return "no text"
    if value.items:
        return [plain(item) for item in value.items]
    return value.text if value.known else None


OPERATORS = [
    (text("Ro"), "+", text("ot"), "Root"),
    (number(80), "-", number(2), "78"),
    (number(4), "*", number(2), "8"),
    (number(4), "/", number(2), "2"),
    (number(5), "%", number(3), "2"),
    (texts("a", "b"), "-join", text("-"), "a-b"),
    (number(1), "..", number(3), ["1", "2", "3"]),
    (text("82"), "-as", text("[int]"), "82"),
    (number(82), "-as", text("[char]"), "R"),
    # -f: holes by number, with width and format left out; doubled braces are plain
    (text("{0}{1}"), "-f", texts("Ro", "ot"), "Root"),
    (text("{1}-{0}-{1}"), "-f", texts("a", "b"), "b-a-b"),
    (text("a{0}"), "-f", text("b"), "ab"),
    (text("{0,10}{1:x2}"), "-f", texts("a", "b"), "ab"),
    (text("{{{0}}}"), "-f", text("a"), "{a}"),
    (text("{2}a"), "-f", texts("b", "c"), "a"),
    (text("{a}{"), "-f", text("b"), "{a}{"),
    (text("{0}"), "-f", UNKNOWN, None),
    (UNKNOWN, "-f", text("a"), None),
    # -replace ignores case and replaces everywhere; without a new text it deletes
    (text("RXXt"), "-replace", texts("x", "o"), "Root"),
    (text("RXxt"), "-creplace", texts("x", "o"), "RXot"),
    (text("Rxoot"), "-ireplace", text("X"), "Root"),
    (text("a.b"), "-replace", texts("\\.", "-"), "a-b"),
    (text("a\\b"), "-replace", texts("\\\\", "/"), "a/b"),
    (texts("ax", "bx"), "-replace", texts("x", "y"), ["ay", "by"]),
    (text("ab"), "-replace", texts("a.", "-"), None),
    (text("ab"), "-replace", texts("(a)", "-"), None),
    (text("ab"), "-replace", texts("a", "c")._replace(items=(text("a"), UNKNOWN)), None),
    (text("ab"), "-replace", UNKNOWN, None),
    (UNKNOWN, "-replace", texts("a", "b"), None),
    # -split: by a pattern that ignores case, at most so many parts
    (text("aXbxc"), "-split", text("x"), ["a", "b", "c"]),
    (text("aXbxc"), "-isplit", text("x"), ["a", "b", "c"]),
    (text("aXbxc"), "-csplit", text("x"), ["aXb", "c"]),
    (text("a.b"), "-split", text("\\."), ["a", "b"]),
    (text("a,b,c"), "-split", Value("", items=(text(","), number(2))), ["a", "b,c"]),
    (text("a,b,c"), "-split", Value("", items=(text(","), number(1))), "a,b,c"),
    (text("a,b,c"), "-split", Value("", items=(text(","), number(0))), ["a", "b", "c"]),
    (text("a,b"), "-split", texts(",", "x"), None),
    (texts("a-b", "c-d"), "-split", text("-"), ["a", "b", "c", "d"]),
    (text("ab"), "-split", text("-"), "ab"),
    (text("ab"), "-split", text("."), None),
    (text("ab"), "-split", text(""), None),
    (UNKNOWN, "-split", text(","), None),
    (text("ab"), "-split", UNKNOWN, None),
    # others are not evaluated
    (text("a"), "-eq", text("a"), None),
    (number(5), "-band", number(1), None),
]  # fmt: skip


@pytest.mark.parametrize(("left", "operator", "right", "expected"), OPERATORS)
def test_operators(left: Value, operator: str, right: Value, expected: object) -> None:
    assert plain(textual.apply(operator, left, right, "raw")) == expected


METHODS = [
    (text("Rxxt"), "replace", (text("x"), text("o")), "Root"),
    (text("RXxt"), "replace", (text("x"), text("o")), "RXot"),
    (text("a.b"), "replace", (text("."), text("")), "ab"),
    (text("ab"), "replace", (text("b"), UNKNOWN), None),
    (text("ab"), "replace", (text(""), text("c")), None),
    (text("ab"), "replace", (text("a"),), "no text"),
    (text(" a "), "trim", (), "a"),
    (text("xax"), "trim", (text("x"),), "no text"),
    (text("aB"), "tolower", (), "ab"),
    (text("aB"), "toupper", (), "AB"),
    (text("aB"), "tolowerinvariant", (), "ab"),
    (text("aB"), "toupperinvariant", (), "AB"),
    (number(5), "tostring", (), "5"),
    (text("a,b;c"), "split", (text(",;"),), ["a", "b", "c"]),
    (text("a]b-c^d\\e"), "split", (text("]-^\\"),), ["a", "b", "c", "d", "e"]),
    (text("ab"), "split", (text(","),), "ab"),
    (text("ab"), "split", (), "no text"),
    (text("ab"), "split", (UNKNOWN,), "no text"),
    (text("Ro"), "tochararray", (), ["R", "o"]),
    (text("ab"), "contains", (text("a"),), "no text"),
    # of what is not known, nothing is made
    (UNKNOWN, "trim", (), "no text"),
    (text("[x509store]"), "trim", (), "no text"),
    (Value("a", made_by=Statement("a", "a", (), "a")), "trim", (), "no text"),
]  # fmt: skip


@pytest.mark.parametrize(("owner", "name", "args", "expected"), METHODS)
def test_methods(owner: Value, name: str, args: tuple[Value, ...], expected: object) -> None:
    assert plain(textual.method(owner, name, args, "raw", static=False)) == expected


STATIC = [
    ("[string]", "join", (text("-"), text("a"), text("b")), "a-b"),
    ("[string]", "join", (text("-"), texts("a", "b")), "a-b"),
    ("[string]", "join", (text("-"),), "no text"),
    ("[string]", "concat", (text("a"), text("b"), text("c")), "abc"),
    ("[string]", "format", (text("{1}{0}"), text("a"), text("b")), "ba"),
    ("[string]", "format", (text("a"),), None),
    ("[string]", "format", (), "no text"),
    ("[string]", "copy", (text("a"),), "no text"),
    ("[io.path]", "combine", (text("C:\\a\\"), text("b"), text("c.cer")), "C:\\a\\b\\c.cer"),
    ("[io.path]", "combine", (), "no text"),
    ("[io.path]", "getextension", (text("a.b"),), "no text"),
    ("[int]", "join", (text("-"), text("a")), "no text"),
]


@pytest.mark.parametrize(("owner", "name", "args", "expected"), STATIC)
def test_static_methods(owner: str, name: str, args: tuple[Value, ...], expected: object) -> None:
    assert plain(textual.method(text(owner), name, args, "raw", static=True)) == expected


@pytest.mark.parametrize(
    ("owner", "name", "args", "place"),
    [
        ("[io.path]", "gettemppath", (), "%TEMP%\\"),
        ("[environment]", "getfolderpath", (text("Desktop"),), "%USERPROFILE%\\Desktop"),
        ("[environment]", "getfolderpath", (text("[environment+specialfolder]::ApplicationData"),), "%APPDATA%"),
        ("[environment]", "getfolderpath", (text("LocalApplicationData"),), "%LOCALAPPDATA%"),
        ("[environment]", "getfolderpath", (text("CommonApplicationData"),), "%PROGRAMDATA%"),
        ("[environment]", "getfolderpath", (text("Fonts"),), None),
        ("[environment]", "getfolderpath", (), None),
    ],
)
def test_folders_that_each_machine_has_elsewhere(
    owner: str, name: str, args: tuple[Value, ...], place: str | None
) -> None:
    found = textual.method(text(owner), name, args, "raw", static=True)
    assert found == (None if place is None else Value(place, "raw", known=False, quoted=True))


def base64(content: str, method: str = "::frombase64string", *, known: bool = True) -> Value:
    made = Statement(method, "FromBase64String", (Value(content, known=known),), "")
    return Value("", known=False, made_by=made)


@pytest.mark.parametrize(
    ("encoding", "args", "expected"),
    [
        ("UTF8", (base64("Um9vdA=="),), "Root"),
        ("Unicode", (base64("UgBvAG8AdAA="),), "Root"),
        ("UTF8", (base64("?"),), "no text"),
        ("UTF8", (base64("Um9vdA==", "::readallbytes"),), "no text"),
        ("UTF8", (base64("Um9vdA==", known=False),), "no text"),
        ("UTF8", (text("Um9vdA=="),), "no text"),
        ("UTF8", (), "no text"),
    ],
)
def test_encoded_texts(encoding: str, args: tuple[Value, ...], expected: str) -> None:
    owner = Value(f"[text.encoding]::{encoding}")
    assert plain(textual.method(owner, "getstring", args, "raw", static=False)) == expected


def test_a_decoded_text_is_a_disguise() -> None:
    decoded = textual.method(Value("[text.encoding]::utf8"), "getstring", (base64("YQ=="),), "raw", static=False)
    assert decoded == Value("a", "raw", quoted=True, computed=True, split=True)


@pytest.mark.parametrize(
    ("value", "split"),
    [
        (textual.form(text("{0}{1}"), texts("a", "b")), True),
        (textual.form(text("{0} {1}"), texts("a", "b")), False),
        (textual.form(text("{0}{1}"), UNKNOWN), False),
        (textual.replace(text("ab"), text("b"), text("c")), True),
        (textual.replace(text("ab"), text("x"), text("c")), False),
        (textual.replace(Value("ab"), text("b"), text("c")), False),
        (textual.substitute(text("ab"), text("b"), text("c")), True),
        (textual.split(text("a-b"), text("-")), False),
    ],
)
def test_which_texts_were_taken_apart(value: Value, split: bool) -> None:
    assert value.split is split


def test_results_are_computed_texts() -> None:
    made = Value("ab", "raw", quoted=True, computed=True)
    assert textual.form(text("a{0}"), text("b"), "raw") == made
    assert textual.replace(Value("xb"), text("x"), text("a"), "raw") == made
    assert textual.substitute(Value("Xb"), text("x"), text("a"), "raw") == made


@pytest.mark.parametrize(
    ("value", "expected"),
    [(text(" a  b\tc "), ["a", "b", "c"]), (text("a"), "a"), (texts("a b", "c"), ["a", "b", "c"]), (UNKNOWN, None)],
)
def test_the_unary_split(value: Value, expected: object) -> None:
    assert plain(textual.split_blanks(value)) == expected


def test_results_are_bounded() -> None:
    long = text("a" * 60_000)
    assert textual.form(text("{0}" * 9), long).text == "a" * MAX_TEXT
    assert textual.form(text("{0}" + "b" * 9_000), long).text == "a" * 60_000 + "b" * (MAX_TEXT - 60_000)
    assert textual.replace(long, text("a"), text("bb")).text == "b" * MAX_TEXT
    assert not textual.replace(long, text("a"), text("bbb")).known
    assert textual.substitute(long, text("a"), text("b")).text == "b" * 60_000
    assert not textual.substitute(long, text("a"), text("bbb")).known
    assert len(textual.split(long, text("a")).items) == MAX_ITEMS
    assert len(textual.split_blanks(text("a " * 2 * MAX_ITEMS)).items) == MAX_ITEMS
    parts = textual.method(long, "split", (text("a"),), "", static=False)
    assert parts is not None
    assert len(parts.items) == MAX_ITEMS


def test_long_patterns_are_not_looked_for() -> None:
    for size, known in ((128, True), (129, False)):
        pattern = text("b" * size)
        assert textual.replace(text("a"), pattern, text("")).known is known
        assert textual.substitute(text("a"), pattern, text("")).known is known
        assert textual.split(text("a"), pattern).known is known


@pytest.mark.parametrize(
    ("name", "operands", "steps"),
    [
        ("-f", (text("{0}" * 100), text("a")), 20 + 37),
        ("+", (text("a" * 80), text("b" * 160)), 20 + 10 + 20),
        ("+", (texts("a", "b"), text("c")), 20 + 16),
        ("..", (number(1), number(11)), 20 + 80),
        ("*", (text("a" * 64), number(10)), 20 + 8 + 20),
        ("*", (text("a" * 64), number(-10)), 20 + 8 + 20),
        ("*", (text("a" * 32), UNKNOWN), 20 + 4),
        ("-replace", (text("a" * 64), texts("bb", "c")), 20 + 8 + 16 + 4),
        ("replace", (text("a" * 64), text("bb"), text("c")), 20 + 8 + 4),
        ("-split", (text("a" * 64), text("bb")), 20 + 8 + 4 + 8 * 64),
        ("split", (text("a" * 64),), 20 + 8 + 8 * 64),
        ("[char[]]", (text("a" * 800),), 20 + 100 + 8 * 800),
        ("split", (), 20),
        ("trim", (), 20),
    ],
)
def test_what_an_operation_costs(name: str, operands: tuple[Value, ...], steps: int) -> None:
    assert textual.cost(name, operands) == steps


@pytest.mark.parametrize(
    ("name", "operands", "steps"),
    [
        ("-f", (text("{0}{{a"), text("")), 4 * 8),
        ("format", (text("{0}"), text("")), 2 * 8),
        ("format", (), 0),
        ("-replace", (text("aAb"), texts("A", "c")), 2),
        ("replace", (text("aab"), text("a"), text("c")), 2),
        ("replace", (text("aab"), text(""), text("c")), 0),
        ("-split", (text("aab"), text("b")), 1),
        ("split", (), 0),
        ("+", (text("{}"), text("{}")), 0),
    ],
)
def test_what_an_operation_finds(name: str, operands: tuple[Value, ...], steps: int) -> None:
    assert textual.matches(name, operands) == steps


def test_a_path_has_one_backslash_between_its_parts() -> None:
    assert textual.path((text("a\\/"), text("b")), "raw") == Value("a\\b", "raw", quoted=True)
    assert not textual.path((text("a"), UNKNOWN), "raw").known
    assert len(textual.path((text("a" * MAX_TEXT), text("b")), "raw").text) == MAX_TEXT
