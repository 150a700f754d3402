"""The objects of code signing in anybody's hands: whatever process hunts for, copies, packs, sends, fetches, decodes or
prints certificate and key files.

Judged by what the operands say. Programs that are not in the tables (editors, viewers, web servers with their own
certificate, version control) do nothing here; the signing and key tools themselves are judged in tools.
"""

from __future__ import annotations

from collections.abc import Callable

from codesignrisk_core import tools
from codesignrisk_core.keyfiles import archives, deletion, naming, network, search, transfer
from codesignrisk_core.keyfiles.line import TOO_MANY_WORDS, Line, read
from codesignrisk_core.model import Command, Report
from codesignrisk_core.needles import holds

READERS = {
    **dict.fromkeys(search.PROGRAMS, search.judge),
    **transfer.READERS,
    **archives.READERS,
    **network.READERS,
    **deletion.READERS,
}


def judge(command: Command) -> Report | None:
    """What a command does with key and certificate files, or None when there is nothing to say. Never raises."""
    lowered = command.line.lower()
    if not holds(lowered, naming.MARKERS):
        return None
    line = read(command)
    reader = READERS.get(line.name)
    if reader is None:
        reader = _by_grammar(line)
        if line.name in tools.BY_IMAGE or reader is None:
            return None
    report = Report(tool=line.name)
    if line.cut:
        report.limit(TOO_MANY_WORDS)
    reader(report, line)
    return report if report.findings or report.limits else None


def _by_grammar(line: Line) -> Callable[[Report, Line], None] | None:
    """What reads a program of any name that is used as a known one is."""
    if archives.is_archiver(line):
        return archives.archive
    return network.rclone if network.is_uploader(line) else None


def sends(command: Command) -> bool:
    """Whether a command sends any file or its input to another host. Never raises."""
    return network.sends(read(command))
