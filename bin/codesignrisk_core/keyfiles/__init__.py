"""The objects of code signing in anybody's hands: whatever process hunts for, copies, packs, sends, fetches, decodes or
prints certificate and key files.

Judged by what the operands say. Programs that are not in the tables (editors, viewers, web servers with their own
certificate, version control) do nothing here; the signing and key tools themselves are judged in tools.
"""

from __future__ import annotations

from codesignrisk_core import tools
from codesignrisk_core.keyfiles import archives, deletion, naming, network, search, transfer
from codesignrisk_core.keyfiles.line import TOO_MANY_WORDS, read
from codesignrisk_core.model import Command, Report

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
    if not any(marker in lowered for marker in naming.MARKERS):
        return None
    line = read(command)
    reader = READERS.get(line.name)
    if reader is None:
        if line.name in tools.BY_IMAGE or not archives.is_archiver(line):
            return None
        reader = archives.archive
    report = Report(tool=line.name)
    if line.cut:
        report.limit(TOO_MANY_WORDS)
    reader(report, line)
    return report if report.findings or report.limits else None


def sends(command: Command) -> bool:
    """Whether a command sends any file or its input to another host. Never raises."""
    return network.sends(read(command))
