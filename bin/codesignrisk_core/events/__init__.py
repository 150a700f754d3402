"""The kinds of events: how each is told from the others, how it reads, and which rules it calls.

One module or folder per kind, each a ``kind.Kind``; KINDS is the one list of them. What a fact means belongs to rules,
and what a command line does to tools.
"""

from __future__ import annotations

from codesignrisk_core.events import certificate_log, driver, file, image, process, registry, script, service
from codesignrisk_core.events.kind import Kind

KINDS: tuple[Kind, ...] = (process, script, file, registry, image, driver, service, certificate_log)
"""In order: the first that a record matches judges it."""
