"""rest: what a REST endpoint of splunkd tells (Search Reference, `rest`). Here two: the app's searches and its tables.

As after an installation, but for the searches of `context.scheduled`: what a site has changed in its
local/savedsearches.conf is not there. Tables are those of the app and of the directory of this run.
"""

from __future__ import annotations

from collections.abc import Callable

from lab.records import Record
from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table
from lab.spl.tables import folders

_APP = "/servicesNS/-/codesignrisk"


def parse(args: Args, context: Context) -> Step:
    """`rest PATH [splunk_server=local] [count=0]`."""
    token = args.next()
    path = token.text
    while not args.at_end() and not args.is_option():
        path += args.next().text
    found = args.options(("splunk_server", "count"))
    if found.get("splunk_server") is None or found["splunk_server"].text != "local":
        args.fail("splunk_server=local is wanted: indexers have no objects of the app", token)
    args.end()
    if path not in _ENDPOINTS:
        args.fail(f"only {' and '.join(_ENDPOINTS)} are known here", token)
    return lambda _: Table(_ENDPOINTS[path](context))


def _searches(context: Context) -> list[Record]:
    return [
        {
            "title": name,
            "disabled": "0" if name in context.scheduled else stanza.get("disabled", "0"),
            "is_scheduled": "1" if name in context.scheduled else stanza.get("enableSched", "0"),
        }
        for name, stanza in context.app.savedsearches.items()
    ]


def _tables(context: Context) -> list[Record]:
    names = {path.name for folder in folders(context) for path in folder.glob("*.csv")}
    return [{"title": name} for name in sorted(names)]


_ENDPOINTS: dict[str, Callable[[Context], list[Record]]] = {
    f"{_APP}/saved/searches": _searches,
    f"{_APP}/data/lookup-table-files": _tables,
}
