r"""rex: fields from the named groups of a regular expression, or a text replaced by mode=sed (Search Reference,
`rex`).
"""

from __future__ import annotations

import re

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.errors import RefusalError
from lab.spl.functions.text import substitute
from lab.spl.patterns import Pattern, find_all, regex
from lab.spl.source import Token
from lab.spl.values import field_values, from_values, put

_SED = re.compile(r"s(.)((?:\\.|(?!\1).)*)\1((?:\\.|(?!\1).)*)\1(g?)", re.DOTALL)


def parse(args: Args, context: Context) -> Step:
    """`rex [field=NAME] [max_match=N] "REGEX"` or `rex [field=NAME] mode=sed "s/REGEX/TEXT/[g]"`. The field is `_raw`
    by default; 0 is no limit on matches, of which the default takes one."""
    found = args.options(("field", "max_match", "mode", "offset_field"))
    token = args.token
    if "offset_field" in found:
        args.fail("offset_field is not supported", found["offset_field"])
    name = found["field"].text if "field" in found else "_raw"
    sed = "mode" in found
    if sed and found["mode"].text != "sed":
        args.fail(f'the only mode is sed, not "{found["mode"].text}"', found["mode"])
    most = args.count(found, "max_match", 1)
    if sed:
        return _sed_step(args, name)
    pattern = _pattern(args)
    while args.is_option():
        args.option_into(found, ("field", "max_match"))
    args.end()
    name = found["field"].text if "field" in found else name
    most = args.count(found, "max_match", 1)
    if not pattern.groupindex:
        args.fail("the regular expression has no named group", token)

    def run(table: Table) -> Table:
        columns = table.columns
        for row in table.rows:
            _extract(row, name, pattern, most, args, token)
        order = None if table.order is None else list(dict.fromkeys([*columns, *pattern.groupindex]))
        return Table(table.rows, order)

    return run


def _pattern(args: Args) -> Pattern:
    r"""Take a regular expression in double quotes. Of backslashes, `\\` is one and `\"` a quote before PCRE sees the
    text (Search Manual, "SPL and regular expressions")."""
    token = args.token
    if token.kind != "string":
        args.unexpected("a regular expression in double quotes")
    written = args.span.search[token.start : token.end]
    if re.search(r"(?<!\\)(?:\\\\)*\\\|", written):
        args.fail(r"\| reaches the command as | or as \|, depending on the version: write [|]")
    args.next()
    try:
        return regex(token.text)
    except RefusalError as refusal:
        args.fail(str(refusal), token)


def _extract(row: Record, name: str, pattern: Pattern, most: int, args: Args, token: Token) -> None:
    """A row that does not match keeps its fields. A group that took no part gives no value."""
    found: dict[str, list[str]] = {}
    matches = 0
    try:
        for text in field_values(row.get(name)):
            for match in find_all(pattern, text):
                matches += 1
                for group, value in match.groupdict().items():
                    if value:
                        found.setdefault(group, []).append(value)
                if most and matches >= most:
                    break
            if most and matches >= most:
                break
    except RefusalError as refusal:
        args.fail(str(refusal), token)
    for group, values in found.items():
        put(row, group, from_values(values))


def _sed_step(args: Args, name: str) -> Step:
    token = args.next()
    match = _SED.fullmatch(token.text) if token.kind == "string" else None
    if not match:
        args.fail("mode=sed takes s/REGEX/TEXT/ with g or nothing behind it", token)
    try:
        pattern = regex(match[2])
    except RefusalError as refusal:
        args.fail(str(refusal), token)
    args.end()

    def run(table: Table) -> Table:
        for row in table.rows:
            if name in row:
                replaced = [substitute(pattern, match[3], text, once=not match[4]) for text in field_values(row[name])]
                put(row, name, from_values(replaced))
        return table

    return run
