"""The commands, one module each, and those that are refused with a reason."""

from __future__ import annotations

from lab.spl.commands import (
    addinfo,
    append,
    appendpipe,
    collect,
    convert,
    custom,
    dedup,
    eval,
    eventstats,
    fields,
    fillnull,
    head,
    inputlookup,
    lookup,
    makeresults,
    mvexpand,
    outputlookup,
    rename,
    rest,
    rex,
    savedsearch,
    search,
    sort,
    stats,
    streamstats,
    table,
    timechart,
    tstats,
    where,
)
from lab.spl.commands.step import Parser

COMMANDS: dict[str, Parser] = {
    "addinfo": addinfo,
    "append": append,
    "appendpipe": appendpipe,
    "collect": collect,
    "convert": convert,
    "dedup": dedup,
    "eval": eval,
    "eventstats": eventstats,
    "fields": fields,
    "fillnull": fillnull,
    "head": head,
    "inputlookup": inputlookup,
    "lookup": lookup,
    "makeresults": makeresults,
    "mvexpand": mvexpand,
    "outputlookup": outputlookup,
    "rename": rename,
    "rest": rest,
    "rex": rex,
    "savedsearch": savedsearch,
    "search": search,
    "sort": sort,
    "stats": stats,
    "streamstats": streamstats,
    "table": table,
    "timechart": timechart,
    "tstats": tstats,
    "where": where,
}

GENERATING = frozenset({"inputlookup", "makeresults", "rest", "savedsearch", "tstats"})
"""Commands that make rows and so stand first."""

APPENDING = frozenset({"inputlookup", "tstats"})
"""Those of them that may stand later with append=true."""

_SLOW = "it is limited and slow in production; use stats or streamstats over sorted events"
_EFFECT = "it acts outside the search"
REFUSED = {
    "appendcols": "it pairs rows by position only",
    "delete": _EFFECT,
    "foreach": "write the evals out",
    "join": _SLOW,
    "map": "it runs a search for each row",
    "multisearch": "use OR in one search",
    "return": "subsearches are not used",
    "script": _EFFECT,
    "selfjoin": _SLOW,
    "sendalert": _EFFECT,
    "sendemail": _EFFECT,
    "set": _SLOW,
    "transaction": _SLOW,
    "union": "use OR in one search",
}

__all__ = ["APPENDING", "COMMANDS", "GENERATING", "REFUSED", "custom", "search"]
