"""POSIX shells' grammar: a text into its statements. Source: POSIX.1-2017, Shell Command Language; bash(1)."""

from __future__ import annotations

import pytest
from codesignrisk_core.unwrap import posix_grammar
from codesignrisk_core.unwrap.bounds import TOO_MUCH_WORK
from hypothesis import given
from hypothesis import strategies as st

from tests.core.unwrapping import bounds


def parse(text: str) -> list[str]:
    return [statement.text.strip() for statement in posix_grammar.statements(text, bounds())]


# 2.9 Shell Commands: lists are parted by ; & && || and newline, pipelines by |
LISTS = [
    ("a", ["a"]),
    ("a 1; b 2", ["a 1", "b 2"]),
    ("a && b || c & d | e\nf", ["a", "b", "c", "d", "e", "f"]),
    ("a |& b", ["a", "b"]),
    (" ; ;; \n", []),
    ("", []),
    ("(a; b) && c", ["a", "b", "c"]),
    ("((a))", ["a"]),
    ("f() { a; }", ["f", "{ a", "}"]),
    ("case x in a) b;; c) d;; esac", ["case x in a", "b", "c", "d", "esac"]),
    ("a)b", ["a", "b"]),
    ("(a; (b", ["a", "b"]),
    # 2.7 Redirection: an ampersand next to < or > is none of them
    ("a 2>&1; b", ["a 2>&1", "b"]),
    ("a <&3; b", ["a <&3", "b"]),
    ("a &>f; b", ["a &>f", "b"]),
    ("a >f& b", ["a >f", "b"]),
]

# 2.2 Quoting
QUOTES = [
    ("a '1;2' b; c", ["a '1;2' b", "c"]),
    ('a "1;2" b; c', ['a "1;2" b', "c"]),
    ("a \\; b", ["a \\; b"]),
    ('a \\" ; b', ['a \\"', "b"]),
    ("a '\\'; b", ["a '\\'", "b"]),
    ('a "\\";" ; b', ['a "\\";"', "b"]),
    ('a "\'" ; b', ['a "\'"', "b"]),
    ("a '\"' ; b", ["a '\"'", "b"]),
    ("a 'never; b", ["a 'never; b"]),
    ('a "never; b', ['a "never; b']),
    ("a \\", ["a \\"]),
    ('a "(b)" c', ['a "(b)" c']),
]

# 2.3 Token Recognition: # begins a comment where it begins a word
COMMENTS = [
    ("a # b; c", ["a"]),
    ("# a\nb", ["b"]),
    ("a;# b\nc", ["a", "c"]),
    ("a#b; c", ["a#b", "c"]),
    ('a "# b" c', ['a "# b" c']),
    ("a '#' b; c", ["a '#' b", "c"]),
    ("a \\# b; c", ["a \\# b", "c"]),
]

# 2.6.3 Command Substitution: also in double quotes; bash(1): process substitution
SUBSTITUTIONS = [
    ("a $(b) c", ["a $(b) c", "b"]),
    ("a $(b; c) d; e", ["a $(b; c) d", "b", "c", "e"]),
    ("a $(b $(c)) d", ["a $(b $(c)) d", "b $(c)", "c"]),
    ("a $(b (c) d) e; f", ["a $(b (c) d) e", "b", "c", "d", "f"]),
    ('a "$(b; c)" d', ['a "$(b; c)" d', "b", "c"]),
    ('a "$(b "c;d")" e', ['a "$(b "c;d")" e', 'b "c;d"']),
    ("a '$(b)' c", ["a '$(b)' c"]),
    ("a `b; c` d", ["a `b; c` d", "b", "c"]),
    ('a "`b`" c', ['a "`b`" c', "b"]),
    ('a `b "c` d', ['a `b "c` d', 'b "c']),
    ("a `b $(c` d", ["a `b $(c` d", "b $(c", "c"]),
    ("a \\`b", ["a \\`b"]),
    ("a '`b`'", ["a '`b`'"]),
    ("a <(b) >(c) d", ["a <(b) >(c) d", "b", "c"]),
    ("x=$(a);b", ["x=$(a)", "a", "b"]),
    ("$(a)", ["$(a)", "a"]),
    ("a $(b; c", ["a $(b; c", "b", "c"]),
    ("a `b; c", ["a `b; c", "b", "c"]),
    ('a "$(b; c', ['a "$(b; c', "b", "c"]),
    ("a `b (c` d", ["a `b (c` d", "b", "c"]),
]


@pytest.mark.parametrize(("text", "expected"), [*LISTS, *QUOTES, *COMMENTS, *SUBSTITUTIONS])
def test_a_text_and_its_statements(text: str, expected: list[str]) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "starts"), [("a;b", [0, 2]), ("a $(b);c", [0, 4, 7]), ("(a) b", [1, 3]), ("# a\nb", [4])]
)
def test_statements_know_where_they_begin(text: str, starts: list[int]) -> None:
    assert [statement.start for statement in posix_grammar.statements(text, bounds())] == starts


@pytest.mark.parametrize(
    ("text", "position", "end"),
    [('a"b', 0, 1), ('a\\"b"', 0, 4), ('"', 0, 0), ("abc", 0, 3), ("a\\", 0, 2), ('a"b"', 2, 3), ("", 0, 0)],
)
def test_where_a_quote_closes(text: str, position: int, end: int) -> None:
    assert posix_grammar.closing(text, '"', position) == end


@pytest.mark.parametrize("opening", ["$(", '"$(', "("])
def test_nesting_is_bounded_and_says_so(opening: str) -> None:
    reached = bounds()
    levels = posix_grammar.MAX_NESTING // len(opening.replace("$", ""))
    posix_grammar.statements(f"a {opening}" * levels, reached)
    assert reached.reached == []
    found = posix_grammar.statements(f"a {opening}" * (levels + 1) + "tool", reached)
    assert reached.reached == [posix_grammar.TOO_NESTED]
    assert reached.unread[-1].endswith("tool")
    assert found[-1].text.endswith("tool")


def test_a_spent_budget_is_told() -> None:
    reached = bounds(steps=150)
    assert [found.text for found in posix_grammar.statements("a;b;c;d", reached)] == ["a", "b"]
    assert (reached.reached, reached.unread) == ([TOO_MUCH_WORK], ["c", "d"])
    reached = bounds(steps=5)
    assert posix_grammar.statements("a;b", reached) == []
    assert (reached.reached, reached.unread) == ([TOO_MUCH_WORK], ["a;b"])


@given(st.text(st.sampled_from("ab ()$`\"'\\;&|#<>\n") | st.characters(), max_size=80))
def test_every_statement_stands_in_the_text(text: str) -> None:
    for statement in posix_grammar.statements(text, bounds()):
        assert text.startswith(statement.text, statement.start)
        assert statement.text.strip()
