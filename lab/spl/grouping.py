"""The clause of stats and commands like it, `function(field) AS name, ... BY field, ...`, and grouping rows by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from lab.records import Record
from lab.spl.aggregates import AGGREGATES, Aggregate
from lab.spl.args import Args
from lab.spl.context import Context
from lab.spl.errors import RefusalError
from lab.spl.expressions import Compiled, compile_node, parse_prefix
from lab.spl.patterns import wildcard, wildcard_groups
from lab.spl.source import Span, Token
from lab.spl.values import field_values, put, to_number, values_of

PARTIAL_COUNT = "psrsvd_gc"
"""Field in which `tstats prestats=true` hands on a count that stats completes."""


@dataclass(frozen=True)
class Term:
    """One aggregation: function, the field or expression it is over (neither: rows), and the name of its column."""

    function: str
    field: str | None
    expression: Compiled | None
    name: str
    token: Token

    def make(self) -> Aggregate:
        """A fresh statistic."""
        return AGGREGATES[self.function]()

    def feed(self, aggregate: Aggregate, record: Record, args: Args) -> None:
        """Add a row. A condition counts where it is true; null adds nothing."""
        try:
            if PARTIAL_COUNT in record:
                values = self._partial(record)
            elif self.expression:
                got = self.expression.run(record)
                if isinstance(got, bool):
                    got = "1" if got else None
                values = values_of(got)
            elif self.field is None:
                values = ["1"]
            else:
                values = field_values(record.get(self.field))
            if values:
                aggregate.add(values)
        except RefusalError as refusal:
            args.fail(str(refusal), self.token)

    def _partial(self, record: Record) -> list[str]:
        if self.function != "count" or self.field or self.expression:
            raise RefusalError(f"{self.function}() of partial results (prestats=true) is not supported, count is")
        return ["1"] * int(str(record[PARTIAL_COUNT]))


def time_of(record: Record) -> int | float | None:
    """The time of a row."""
    got = record.get("_time")
    return to_number(got) if isinstance(got, str) else None


def parse_terms(args: Args, context: Context, stop: tuple[str, ...] = ("by",), wildcards: bool = True) -> list[Term]:
    """Take aggregations up to the end or a word of `stop`; at least one."""
    terms: list[Term] = []
    while not args.at_end() and not args.is_word(*stop):
        terms.append(_term(args, context, wildcards))
        args.take(",")
    if not terms:
        args.unexpected("a statistical function")
    names = [term.name for term in terms]
    if repeated := {name for name in names if names.count(name) > 1 and "*" not in name}:
        args.fail(f"the column {sorted(repeated)[0]} is there twice", terms[-1].token)
    return terms


def parse_by(args: Args) -> list[str]:
    """Take `BY field ...` if it is ahead."""
    return args.some_fields() if args.take_word("by") else []


def expand(terms: Sequence[Term], columns: Sequence[str]) -> list[Term]:
    """Replace terms over `*` patterns by one for each column that fits. Internal fields do not take part."""
    found: list[Term] = []
    for term in terms:
        if term.field is None or "*" not in term.field:
            found.append(term)
            continue
        fits, groups = wildcard(term.field, case_sensitive=True), wildcard_groups(term.field)
        for column in columns:
            if fits(column) and not column.startswith("_"):
                name = term.name
                match = groups.fullmatch(column)
                for part in match.groups() if match else ():
                    name = name.replace("*", part, 1)
                found.append(replace(term, field=column, name=name))
    return found


def keys_of(record: Record, by: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The groups that a row belongs to: none when a field is null, one for each value of a multivalue field."""
    if len(by) == 1:
        for value in field_values(record.get(by[0])):
            yield (value,)
        return
    yield from product(*(field_values(record.get(name)) for name in by))


def group(
    rows: Sequence[Record], terms: Sequence[Term], by: Sequence[str], args: Args
) -> dict[tuple[str, ...], list[Aggregate]]:
    """The statistics of each group, groups in order of first sight. Without `by` there is one group, even of no
    rows.
    """
    groups: dict[tuple[str, ...], list[Aggregate]] = {}
    if not by:
        groups[()] = [term.make() for term in terms]
    for record in rows:
        for key in keys_of(record, by) if by else [()]:
            aggregates = groups.get(key)
            if aggregates is None:
                aggregates = groups[key] = [term.make() for term in terms]
            for term, aggregate in zip(terms, aggregates, strict=True):
                term.feed(aggregate, record, args)
    return groups


def put_results(record: Record, terms: Sequence[Term], aggregates: Sequence[Aggregate]) -> None:
    """Write the statistics into a row."""
    for term, aggregate in zip(terms, aggregates, strict=True):
        put(record, term.name, aggregate.result())


def _term(args: Args, context: Context, wildcards: bool) -> Term:
    token = args.token
    if token.kind != "word" or token.text not in AGGREGATES:
        args.fail(f'unknown statistical function "{token.text}"')
    args.next()
    function, field, expression = token.text, None, None
    shown = function
    if args.take("("):
        if args.is_word("eval") and args.after.text == "(":
            args.next()
            node, position = parse_prefix(Span(args.span.search, args.token.end, args.span.end))
            expression = compile_node(node, context.scope)
            args.skip_to(position)
            args.expect(")")
            shown = ""
        elif not (args.token.text == ")" and function == "count"):
            field = args.field(wildcards)
            shown = f"{function}({field})"
            if field == "*" and function == "count":
                args.fail("count(*) counts each column: write count")
        args.expect(")")
    elif function != "count":
        args.fail(f"{function} takes a field in parentheses", token)
    if expression and expression.boolean and function != "count":
        args.fail(f"{function}(eval()) takes a value, this is a condition", token)
    name = args.field(wildcards) if args.take_word("as") else ""
    if not name and not shown:
        args.fail(f"name the column of {function}() with AS", token)
    name = name or shown
    if "*" in name and (field is None or name.count("*") != field.count("*")):
        args.fail("the wildcards in AS are as many as in the field", token)
    if field and "*" in field and "*" not in name:
        args.fail("a wildcard field needs a wildcard in AS", token)
    return Term(function, field, expression, name, token)
