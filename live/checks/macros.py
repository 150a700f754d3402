"""Every macro, in the form in which it stands in a search, with as many events behind it as in the lab."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lab.paths import ROOT
from lab.spl import SplError, check
from live.bench import Bench, Finding, Verdict
from live.checks.searches import DAY, compared
from live.samples import INDEX
from scripts.conf import read_conf

# What each named argument is given. A new one stops the run by name.
ARGUMENTS = {
    "object": "file",
    "window": "24h",
    "path": "process_path",
    "host": '"ws-0142.corp.example"',
    "field": "dest",
    "text": '"x"',
    "from": "user",
    "seconds": "60",
    "table": "codesignrisk_parents",
    "key": "image",
}
_EVENTS = f"index={INDEX} | codesignrisk | `codesignrisk_fields`"
# The forms in which a macro may stand, in the order in which the lab is asked which one it is.
FORMS = {
    "a command": _EVENTS + " | `{macro}` | stats count",
    "a start": "| `{macro}` | stats count",
    "options of tstats": f"| tstats `{{macro}}` count WHERE index={INDEX}",
    "a value": _EVENTS + " | eval found=`{macro}` | stats count(found) AS count",
    "a search": f"index={INDEX} (`{{macro}}`) | stats count",
    "a condition": _EVENTS + " | where `{macro}` | stats count",
    "a whole search": "`{macro}` | stats count",
}


def macros(bench: Bench) -> Iterator[Finding]:
    """Every macro of macros.conf."""
    for name, stanza in read_conf(ROOT / "default" / "macros.conf").items():
        form, search = form_of(called(name, stanza.get("args", "")))
        if not form:
            yield Finding("macro", name, Verdict.NOT_SHOWN, "a part that stands in other macros only")
        else:
            yield compared(bench, "macro", f"{name}, {form}", search, DAY, "now")


def called(name: str, args: str) -> str:
    """A macro as it is called, without the backticks: name(file, "x"). Raises KeyError for an argument unknown here."""
    values = [ARGUMENTS[arg.strip()] for arg in args.split(",") if arg.strip()]
    bare = re.sub(r"\(\d+\)$", "", name)
    return f"{bare}({', '.join(values)})" if values else bare


def form_of(call: str) -> tuple[str, str]:
    """The form in which the lab understands a macro, and the search for it; empty texts where it stands in none."""
    for form, text in FORMS.items():
        search = text.format(macro=call)
        try:
            check(search, app=ROOT)
        except SplError:
            continue
        return form, search
    return "", ""
