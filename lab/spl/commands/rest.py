"""rest: what a REST endpoint of splunkd tells (Search Reference, `rest`). Here one: the saved searches of the app.

As after an installation: what a site has changed in its local/savedsearches.conf is not there.
"""

from __future__ import annotations

from lab.spl.args import Args
from lab.spl.commands.step import Step
from lab.spl.context import Context, Table

_SEARCHES = "/servicesNS/-/codesignrisk/saved/searches"


def parse(args: Args, context: Context) -> Step:
    """`rest PATH [splunk_server=local] [count=0]`."""
    token = args.next()
    path = token.text
    while not args.at_end() and not args.is_option():
        path += args.next().text
    found = args.options(("splunk_server", "count"))
    if found.get("splunk_server") is None or found["splunk_server"].text != "local":
        args.fail("splunk_server=local is wanted: indexers have no saved searches", token)
    args.end()
    if path != _SEARCHES:
        args.fail(f"only {_SEARCHES} is known here", token)

    def run(table: Table) -> Table:
        return Table(
            [
                {
                    "title": name,
                    "disabled": stanza.get("disabled", "0"),
                    "is_scheduled": stanza.get("enableSched", "0"),
                }
                for name, stanza in context.app.savedsearches.items()
            ]
        )

    return run
