"""Published tools that load drivers past Driver Signature Enforcement, by the names that their projects build.

Sources: hfiref0x/KDU, DSEFix, TDL (Furutaka) and UPGDSED; Mattiwatti/EfiGuard (EfiDSEfix); TheCruZ/kdmapper;
not-wlan/drvmap; IDontCode (physmeme); wavestone-cdt/EDRSandblast.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths

NAMES = tuple(
    """kdu kdmapper dsefix tdl furutaka upgdsed efidsefix gdrvloader dse-patcher drvloader drvmap physmeme kdstinker
    edrsandblast stryker cheekyblinder""".split()
)
"""Names of the programs, without their ending, in lower case."""
# Projects publish a build under its name and configuration too: kdmapper_release.exe.
_BUILDS = ("_release", "_debug")


def is_loader(path: str) -> bool:
    """Whether a path is that of a program with the name of such a tool."""
    stem = paths.stem(path)
    return stem in NAMES or any(stem.removesuffix(build) in NAMES for build in _BUILDS)
