"""A PowerShell script as it goes by: its text, its location on a drive, and what a judge of its statements is."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from codesignrisk_core.model import Report
from codesignrisk_core.powershell import parameters
from codesignrisk_core.powershell.values import Statement
from codesignrisk_core.trust import stores

NAME = "powershell"


_CERT_DRIVE = re.compile(
    r"^(?:(?:microsoft\.powershell\.security\\)?certificate::|cert:)[\\/:]*(localmachine|currentuser)(?:[\\/]+|$)"
)
# What makes a name mean something else: functions and aliases, variables by their drive, code from elsewhere.
_MAY_REPLACE = re.compile(
    r"\b(?:function|filter|(?:set|new)-alias|[sn]al|set-variable|sv|import-module|ipmo|invoke-expression|iex)\b"
    r"|\bvariable:|\bfunction:|\balias:",
    re.IGNORECASE,
)
_THUMBPRINT = re.compile(r"^[0-9a-f]{40}$")
_DRIVE = re.compile(r"^[\w.\\]+:")

_replaces = _MAY_REPLACE.search


class Session:
    """The script's text, its directory, and where it stands as its statements go by: ``Cert:\\...``, ``HKLM:\\...``."""

    def __init__(self, text: str, cwd: str) -> None:
        self.text = text
        self.cwd = cwd
        self.place = ""
        self._seen: dict[Callable[[str], object], bool] = {}
        self._judged: set[object] = set()

    def shows(self, look: Callable[[str], object]) -> bool:
        """Whether a look at the whole text finds something. Each is taken once, however many statements ask for it."""
        if look not in self._seen:
            self._seen[look] = bool(look(self.text))
        return self._seen[look]

    def first(self, what: object) -> bool:
        """Whether this is asked for the first time: what concerns the whole text is judged at one of its statements."""
        known = what in self._judged
        self._judged.add(what)
        return not known

    def may_replace(self) -> bool:
        """Whether the script gives a cmdlet or a variable another meaning than its name has."""
        return self.shows(_replaces)

    def resolve(self, path: str) -> str:
        """A path as seen from another drive than the file system's; other paths stay as they are."""
        text = path.strip()
        if self.place and text and not _DRIVE.match(text) and not text.startswith(("\\", "/", "$", "%")):
            return f"{self.place}\\{text}"
        return text

    def move(self, path: str) -> None:
        """Set-Location."""
        target = self.resolve(path)
        lower = target.lower()
        on_other_drive = certificate_path(target) is not None or lower.startswith(("cert:", "hk", "registry::"))
        self.place = target if on_other_drive else ""


Judge = Callable[[Report, Statement, Session], None]


class CertificatePath(NamedTuple):
    """A place on the Cert: drive. store: canonical, or ""; thumbprint: upper case, or ""."""

    location: str
    store: str
    thumbprint: str

    @property
    def label(self) -> str:
        """``LocalMachine\\root``"""
        return stores.label(self.location, self.store)


def certificate_path(text: str) -> CertificatePath | None:
    """Read ``Cert:\\LocalMachine\\Root\\<thumbprint>`` in any of the spellings that the provider takes.

    Source: learn.microsoft.com about_Certificate_Provider; provider paths: about_Path_Syntax.
    """
    lower = text.strip("\"' ").lower()
    found = _CERT_DRIVE.match(lower)
    if not found:
        return None
    location = stores.MACHINE if found.group(1) == "localmachine" else stores.USER
    parts: list[str] = []
    for part in re.split(r"[\\/]+", lower[found.end() :]):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    store = stores.canonical(parts[0]) if parts else ""
    last = parts[1] if len(parts) > 1 else ""
    return CertificatePath(location, store, last.upper() if _THUMBPRINT.match(last) else "")


def bind(statement: Statement) -> parameters.Bound | None:
    """The statement's parameters, or None when -WhatIf keeps it from doing anything, or -? asks for help."""
    if any(arg.text == "-?" and arg.made_by is None for arg in statement.args):
        return None
    bound = parameters.bind(statement)
    return None if bound.has("whatif") else bound
