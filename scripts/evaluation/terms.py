"""Which events the index terms of the searches let through to the command."""

from __future__ import annotations

from lab.paths import ROOT
from lab.spl import check
from lab.spl.args import Args
from lab.spl.predicate import Predicate, parse_search
from lab.spl.source import Span


def of_process_starts() -> Predicate:
    """Whether a record holds one of the terms that default/macros.conf has for process starts."""
    text = check("`codesignrisk_process_terms`", app=ROOT)
    return parse_search(Args("search", Span(text, 0, len(text)))).test
