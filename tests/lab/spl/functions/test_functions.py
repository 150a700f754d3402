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
    ("coalesce(missing, n)", "10"),
    ('if(in(s, "x", "abc"), 1, 0)', "1"),
    ('nullif(s, "abc")', None),
    ('nullif(s, "x")', "abc"),
    ("if(isnotnull(s) AND isnull(missing), 1, 0)", "1"),
]
TEXT = [  # SR "Text functions", "Cryptographic functions"
    ('lower("AbC")', "abc"),
    ("upper(s)", "ABC"),
    ('replace("a1b22", "\\d+", "#")', "a#b#"),
    (r'replace("1/14/2023", "^(\d{1,2})/(\d{1,2})/", "\2/\1/")', "14/1/2023"),
    (r'replace("C:\\a\\b", "\\\\", "/")', "C:/a/b"),
    ('substr("string", 1, 3)', "str"),
    ('substr("string", -3)', "ing"),
    ('trim("  x\t")', "x"),
    ('if(like("ws-0142.corp", "ws-0142.%"), 1, 0)', "1"),
    ('if(like("ws-0142", "WS-%"), 1, 0)', "0"),
    ('if(like("ab", "a_") AND like("a%", "a%"), 1, 0)', "1"),
    ('if(like("abc", "a_"), 1, 0)', "0"),
    ('urldecode("http%3A%2F%2Fx%2By")', "http://x+y"),
    ('md5("abc")', "900150983cd24fb0d6963f7d28e17f72"),
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
    ("mvappend(mv, missing, s)", ["b", "a", "b", "abc"]),
    ("mvappend(missing, s)", "abc"),
    ('mvfilter(match(mv, "b"))', ["b", "b"]),
    ('mvfilter(mv="z")', None),
    ('mvmap(mv, mv.":".s)', ["b:abc", "a:abc", "b:abc"]),
    ('mvmap(mv, if(mv="a", null(), upper(mv)))', ["B", "B"]),
    ('mvfind(mv, "^a$")', "1"),
    ('mvfind(mv, "z")', None),
    ("mvrange(1, 8, 2)", ["1", "3", "5", "7"]),
    ('split(csv, ",")', ["x", "", "y"]),
    ('split(s, ",")', "abc"),
]
NUMBERS = [  # SR "Mathematical functions", "Statistical eval functions", "Conversion functions"
    ("ceiling(1.2)", "2"),
    ("floor(-1.2)", "-2"),
    ("round(3.5)", "4"),
    ("round(2.555, 2)", "2.56"),
    ("round(s)", None),
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
]
TIMES = [  # SR "Date and Time functions", "Date and time format variables"
    ("now()", "1750000000"),
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
        ("mvfilter(mv=s)", "mvfilter() takes a condition on exactly one field"),
        ('tostring(n, "binary")', 'the format of tostring() is "hex", "commas" or "duration"'),
        ('split(s, "")', "split() with an empty delimiter is not supported"),
    ],
)
def test_refuses(refuse: Any, expression: str, reason: str) -> None:
    assert refuse(f"* | eval x={expression}", [ROW]).startswith(reason)
