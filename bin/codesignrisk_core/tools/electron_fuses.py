"""Fuses of Electron programs: switches in the signed host program that say whose code it runs.

``electron-fuses write --app PROGRAM NAME=on|off``, under any name of its script. Without the checks of its archive a
signed program runs whatever lies beside it; with RunAsNode it runs any script. Builds set them for their own output.
Source: electronjs.org, "Electron Fuses"; electron/fuses (README, src/config.ts).
"""

from __future__ import annotations

from codesignrisk_core.model import Command, Report
from codesignrisk_core.needles import holds
from codesignrisk_core.rules import targets
from codesignrisk_core.trust import places

MARKS = (
    "enableembeddedasarintegrityvalidation=off",
    "onlyloadappfromasar=off",
    "runasnode=on",
    "enablenodeoptionsenvironmentvariable=on",
    "enablenodecliinspectarguments=on",
)
"""One of these stands on every line that is judged here, in lower case."""
WORDS = tuple(mark.partition("=")[0] for mark in MARKS)


def judge_any(command: Command) -> Report | None:
    """A line that sets a fuse the weak way; None for nearly every line, after a few substring checks."""
    lower = command.line.lower()
    if not holds(lower, MARKS):
        return None
    words = command.args
    set_weak = [word.text for word in words if word.lower in MARKS]
    if not set_weak or "write" not in [word.lower for word in words]:
        return None
    report = Report(tool="electron-fuses", action="fake_signature")
    report.add(
        "fuses_weakened", f"{set_weak[0].partition('=')[0]} of a signed program is set so that it runs others' code"
    )
    for word, after in zip(words, words[1:]):
        if word.lower == "--app":
            targets.add(report, after.text, cwd=command.cwd)
    if report.targets and all(map(places.is_build, report.targets)):
        report.add("build_path", "the paths are those of a build agent")
    return report
