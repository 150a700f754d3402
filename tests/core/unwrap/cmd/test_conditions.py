"""Whether a comparison of cmd's ``if`` holds."""

from __future__ import annotations

import pytest
from codesignrisk_core.unwrap.cmd import conditions

# if /?: EQU, NEQ, LSS, LEQ, GTR, GEQ; /I ignores case; "if both string1 and string2 are both comprised of all numeric
# digits, then the strings are converted to numbers and a numeric comparison is performed" (not with ==).
COMPARISONS = [
    ("a", "==", "a", True),
    ("a", "==", "b", False),
    ("a", "==", "A", False),
    ("a", "equ", "a", True),
    ("a", "equ", "A", False),
    ("a", "neq", "a", False),
    ("a", "neq", "b", True),
    ('"a"', "==", "a", False),
    ("", "==", "", True),
    ("^a", "==", "a", True),
    # numbers
    ("2", "lss", "10", True),
    ("10", "lss", "2", False),
    ("2", "lss", "2", False),
    ("2", "leq", "2", True),
    ("3", "leq", "2", False),
    ("10", "gtr", "2", True),
    ("2", "gtr", "2", False),
    ("2", "geq", "2", True),
    ("1", "geq", "2", False),
    ("2", "equ", "0x2", True),
    ("010", "equ", "8", True),
    ("2", "neq", "0x2", False),
    ("-1", "lss", "1", True),
    ("0", "equ", "00", True),
    ("2", "==", "0x2", False),
    # texts that are no numbers
    ("08", "equ", "8", False),
    ("1a", "equ", "1a", True),
    ("1", "neq", "a", True),
    # in which order words come depends on the language
    ("a", "lss", "b", None),
    ("1", "gtr", "b", None),
    # what the line does not settle
    ("%x%", "==", "a", None),
    ("a", "==", "!x!", None),
    ("%x%", "neq", "%x%", None),
    ("", "", "", None),
]


@pytest.mark.parametrize(("left", "comparison", "right", "expected"), COMPARISONS)
def test_comparisons(left: str, comparison: str, right: str, expected: bool | None) -> None:
    assert conditions.holds(left, comparison, right, ignore_case=False) is expected


@pytest.mark.parametrize(("left", "right", "expected"), [("a", "A", True), ("Ab", "aB", True), ("a", "b", False)])
def test_case_may_be_ignored(left: str, right: str, expected: bool) -> None:
    assert conditions.holds(left, "==", right, ignore_case=True) is expected
    assert conditions.holds(left, "neq", right, ignore_case=True) is not expected
