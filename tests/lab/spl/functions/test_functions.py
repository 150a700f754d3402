"""The eval functions, by the pages of the Search Reference that describe them."""

from __future__ import annotations

from typing import Any

import pytest

ROW = {"n": "10", "s": "abc", "mv": ["b", "a", "b"], "one": "1", "t": "1749999600.25", "csv": "x,,y"}

CONDITIONAL = [  # SR "Comparison and Conditional functions"
    ('case(n=1, "one", n=10, "ten")', "ten"),
    ('case(n=1, "one")', None),
    ('case(missing=1, "one", true(), "other")', "other"),
    ('if(missing="x", "yes", "no")', "no"),
    ('if(cidrmatch("10.0.0.0/8", "10.1.2.3"), 1, 0)', "1"),
    ('if(cidrmatch("10.0.0.0/8", "11.1.2.3"), 1, 0)', "0"),
    ("coalesce(missing, n)", "10"),
    ('if(in(s, "x", "abc"), 1, 0)', "1"),
    ('if(like(s, "a_c"), 1, 0)', "1"),
    ('if(like(s, "A%"), 1, 0)', "0"),
    ('nullif(s, "abc")', None),
    ('nullif(s, "x")', "abc"),
    ('validate(n=10, "not ten", s="x", "not x")', "not x"),
    ('validate(n=10, "not ten")', None),
    ('if(searchmatch("s=A* n=10"), 1, 0)', "1"),
    ("if(isnotnull(s) AND isnull(missing), 1, 0)", "1"),
]
TEXT = [  # SR "Text functions", "Cryptographic functions"
    ('lower("AbC")', "abc"),
    ("upper(s)", "ABC"),
    ("len(s)", "3"),
    ("len(missing)", None),
    ('replace("a1b22", "\\d+", "#")', "a#b#"),
    (r'replace("1/14/2023", "^(\d{1,2})/(\d{1,2})/", "\2/\1/")', "14/1/2023"),
    (r'replace("C:\\a\\b", "\\\\", "/")', "C:/a/b"),
    ('substr("string", 1, 3)', "str"),
    ('substr("string", -3)', "ing"),
    ('trim("  x\t")', "x"),
    ('ltrim("ZZZZabcZZ", "Z")', "abcZZ"),
    ('rtrim("ZZabcZZ", "Z")', "ZZabc"),
    ('urldecode("http%3A%2F%2Fx%2By")', "http://x+y"),
    ('md5("abc")', "900150983cd24fb0d6963f7d28e17f72"),
    ('sha1("abc")', "a9993e364706816aba3e25717850c26c9cd0d89d"),
    ('sha256("abc")', "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ('printf("%s-%05.1f-%x", s, n, 255)', "abc-010.0-ff"),
]
MULTIVALUE = [  # SR "Multivalue eval functions"
    ("mvcount(mv)", "3"),
    ("mvcount(s)", "1"),
    ("mvcount(missing)", None),
    ("mvindex(mv, 0)", "b"),
    ("mvindex(mv, -2, -1)", ["a", "b"]),
    ("mvindex(mv, 3)", None),
    ("mvindex(mv, 2, 1)", None),
    ('mvjoin(mv, "+")', "b+a+b"),
    ("mvdedup(mv)", ["b", "a"]),
    ("mvsort(mv)", ["a", "b", "b"]),
    ('mvsort(split("9,10,B,a", ","))', ["10", "9", "B", "a"]),
    ("mvappend(mv, missing, s)", ["b", "a", "b", "abc"]),
    ("mvappend(missing, s)", "abc"),
    ('mvfilter(match(mv, "b"))', ["b", "b"]),
    ('mvfilter(mv="z")', None),
    ('mvmap(mv, mv.":".s)', ["b:abc", "a:abc", "b:abc"]),
    ('mvmap(mv, if(mv="a", null(), upper(mv)))', ["B", "B"]),
    ('mvfind(mv, "^a$")', "1"),
    ('mvfind(mv, "z")', None),
    ("mvzip(mv, mv)", ["b,b", "a,a", "b,b"]),
    ('mvzip(mv, s, "|")', "b|abc"),
    ("mvrange(1, 8, 2)", ["1", "3", "5", "7"]),
    ('split(csv, ",")', ["x", "", "y"]),
    ('split(s, ",")', "abc"),
]
NUMBERS = [  # SR "Mathematical functions", "Statistical eval functions", "Conversion functions"
    ("abs(-3)", "3"),
    ("ceiling(1.2)", "2"),
    ("floor(-1.2)", "-2"),
    ("round(3.5)", "4"),
    ("round(2.555, 2)", "2.56"),
    ("round(s)", None),
    ("pow(2, 10)", "1024"),
    ("sqrt(9)", "3"),
    ("ln(1)", "0"),
    ("log(100)", "2"),
    ('max(1, 3, "foo", n)', "foo"),
    ("min(n, 3, missing)", "3"),
    ("max(mv)", "b"),
    ("max(missing)", None),
    ('tonumber("0A4", 16)', "164"),
    ("tonumber(s)", None),
    ("tostring(1=1)", "True"),
    ('tostring(15, "hex")', "0xF"),
    ('tostring(12345.6789, "commas")', "12,345.68"),
    ('tostring(615, "duration")', "00:10:15"),
    ('tostring(90000, "duration")', "1+01:00:00"),
    ("if(isnum(n) AND isint(n) AND NOT isnum(s) AND isstr(s), 1, 0)", "1"),
    ('json_object("a", 1, "b", s, "c", mv)', '{"a":1,"b":"abc","c":["b","a","b"]}'),
    ('typeof(1+1)."/".typeof("x")."/".typeof(null())."/".typeof(1=1)', "Number/String/Invalid/Boolean"),
]
TIMES = [  # SR "Date and Time functions", "Date and time format variables"
    ("now()", "1750000000"),
    ("time()", "1750000000"),
    ('strftime(t, "%Y-%m-%dT%H:%M:%S.%3N%z")', "2025-06-15T15:00:00.250+0000"),
    ('strftime(t, "%F %T %s %Q %%")', "2025-06-15 15:00:00 1749999600 250 %"),
    ('strptime("2025-06-15 15:00", "%Y-%m-%d %H:%M")', "1749999600"),
    ('strptime("2025-06-15T17:00:00+0200", "%Y-%m-%dT%H:%M:%S%z")', "1749999600"),
    ('strptime(s, "%Y")', None),
    ('relative_time(t, "-1d@d")', "1749859200"),
]


@pytest.mark.parametrize(("expression", "value"), [*CONDITIONAL, *TEXT, *MULTIVALUE, *NUMBERS, *TIMES])
def test_value(spl: Any, expression: str, value: Any) -> None:
    assert spl(f"| eval x={expression}", [ROW])[0].get("x") == value


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ('strftime(t, "%K")', 'the time format variable "%K" is not known'),
        ('relative_time(t, "tomorrow")', '"tomorrow" is not a relative time such as -24h@h'),
        ('replace(s, "(a)", "\\2")', "the replacement names group 2, the expression has 1"),
        ('printf("%q", s)', 'printf() cannot fill "%q"'),
        ("mvfilter(mv=s)", "mvfilter() takes a condition on exactly one field"),
        ('tostring(n, "binary")', 'the format of tostring() is "hex", "commas" or "duration"'),
        ('split(s, "")', "split() with an empty delimiter is not supported"),
    ],
)
def test_refuses(refuse: Any, expression: str, reason: str) -> None:
    assert refuse(f"* | eval x={expression}", [ROW]).startswith(reason)
