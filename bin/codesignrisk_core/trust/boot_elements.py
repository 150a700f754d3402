"""Elements of a boot entry that decide which drivers Windows loads, by their numbers: in the registry's copy of the
boot store, and in calls of its WMI provider (root\\wmi, BcdObject), which needs no bcdedit.

Sources: learn.microsoft.com, "BcdLibraryElementTypes", "BcdOSLoaderElementTypes", "BcdObject class" (SetBooleanElement,
SetStringElement, SetIntegerElement); geoffchappell.com/notes/windows/boot/bcd/elements.htm.
"""

from __future__ import annotations

_SWITCHES = {0x16000048: "nointegritychecks", 0x16000049: "testsigning"}
_LOAD_OPTIONS = 0x12000030
_HYPERVISOR = 0x250000F0

METHODS = ("setbooleanelement", "setstringelement", "setintegerelement")
"""What sets an element, in lower case."""
WORDS = tuple(f"{number:x}" for number in (*_SWITCHES, _LOAD_OPTIONS))
"""One of these stands in the path of every such element in the registry."""


def switched(element: int, is_on: bool, text: str) -> str:
    """The option by which setting an element lets unsigned drivers load, or "". text: what is set, where it is text."""
    if element == _LOAD_OPTIONS:
        return "loadoptions" if "disable_integrity_checks" in text.lower() else ""
    return _SWITCHES.get(element, "") if is_on else ""


def is_hypervisor(element: int) -> bool:
    """Whether an element says how the hypervisor starts, on which memory integrity runs; 0 turns it off."""
    return element == _HYPERVISOR
