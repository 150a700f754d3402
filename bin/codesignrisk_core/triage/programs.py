"""What a program can do that matters, by its name alone: which words have to be looked for on its command line.

The names come from the tables of tools, wrappers and readers of files (`images`), the reading of a path from cmdline.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths, program_names
from codesignrisk_core.triage import images

JUDGED, PLAIN, UNNAMED, READER = "judged", "plain", "unnamed", "reader"
WRAPPER, POWERSHELL, EVERYDAY, SCRIPT_HOST = "wrapper", "powershell", "everyday", "script host"
"""Classes of programs.

JUDGED: a tool, or what cannot be told: the event goes to the scorer. PLAIN: only what any program's line can show
counts; UNNAMED: the same where no original file name is known. READER: it searches, copies or sends files. WRAPPER: it
starts others, or runs scripts. POWERSHELL: it runs PowerShell text. EVERYDAY: a tool that is started all day long.
SCRIPT_HOST: the same of wscript, cscript and Java, where the kind of the file counts that it reads.
"""

_MAX_NAME = 260  # as unwrap


def classify(image: str, original_name: str, first_word: str) -> str:
    """The class of a program.

    original_name: of the version resource, or "". first_word: of the command line, asked for without an original name.
    """
    if not image or image.startswith("/"):
        return JUDGED
    stem, original = paths.stem(image), original_name.lower()
    names = {stem, stem.partition("_")[0]}
    if not original:
        names |= {program_names.plain(stem), paths.stem(first_word[-_MAX_NAME:])}
    everyday = EVERYDAY if stem in images.EVERYDAY_IMAGES else SCRIPT_HOST if stem in images.SCRIPT_HOST_IMAGES else ""
    if everyday and original in ("", f"{stem}.exe") and names <= {stem, paths.stem(first_word)}:
        return everyday if original or paths.stem(first_word) in (stem, "") else JUDGED
    if original in images.TOOL_ORIGINALS or not names.isdisjoint(images.TOOL_IMAGES):
        return JUDGED
    names.add(paths.stem(image[-_MAX_NAME:]))
    resource = original[:_MAX_NAME].partition(".")[0]
    hosts = (resource in images.POWERSHELL_ORIGINALS, not names.isdisjoint(images.POWERSHELL_IMAGES))
    starters = resource in images.WRAPPER_ORIGINALS or not names.isdisjoint(images.WRAPPER_IMAGES)
    if any(hosts):
        return JUDGED if starters else POWERSHELL  # it is said to be two programs
    if not names.isdisjoint(images.NEVER_LEFT_OUT):
        return JUDGED
    names.add(stem.rstrip("0123456789."))  # python3.11
    if resource in images.WRAPPER_ORIGINALS or not names.isdisjoint(images.WRAPPER_IMAGES):
        return WRAPPER
    if not names.isdisjoint(images.READER_IMAGES):
        return READER
    return PLAIN if original else UNNAMED
