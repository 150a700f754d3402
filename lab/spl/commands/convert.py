"""convert: times and numbers in other forms (Search Reference, `convert`)."""

from __future__ import annotations

from collections.abc import Callable

from lab.spl import times
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.errors import RefusalError
from lab.spl.values import Value, field_values, from_values, put, to_number, to_text

_DEFAULT_FORM = "%m/%d/%Y %H:%M:%S"


def parse(args: Args, context: Context) -> Step:
    """`convert [timeformat=FORM] ctime(field) [AS name] ...`; also mktime, num (null when no number) and none."""
    found = args.options(("timeformat",))
    form = found["timeformat"].text if "timeformat" in found else _DEFAULT_FORM
    functions: dict[str, Callable[[str], Value]] = {
        "ctime": lambda text: None if (time := to_number(text)) is None else times.strftime(time, form),
        "mktime": lambda text: times.strptime(text, form),
        "num": to_number,
        "none": lambda text: text,
    }
    work: list[tuple[Callable[[str], Value], str, str]] = []
    while not args.at_end():
        token = args.next()
        if token.text not in functions:
            args.fail(f'unknown function "{token.text}"', token)
        args.expect("(")
        name = args.field()
        args.expect(")")
        work.append((functions[token.text], name, args.field() if args.take_word("as") else name))
        args.take(",")
    if not work:
        args.unexpected("a function such as ctime(field)")

    def run(table: Table) -> Table:
        columns = table.columns
        for row in table.rows:
            for function, name, target in work:
                try:
                    results = [function(text) for text in field_values(row.get(name))]
                except RefusalError as refusal:
                    args.fail(str(refusal))
                if name in row:
                    put(row, target, from_values(to_text(one) for one in results if isinstance(one, (str, int, float))))
        order = None if table.order is None else list(dict.fromkeys([*columns, *(target for _, _, target in work)]))
        return Table(table.rows, order)

    return run
