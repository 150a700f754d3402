"""What the judges of PowerShell text share: where the script stands, and how to read values as files and objects."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from codesignrisk_core.cmdline import paths
from codesignrisk_core.keyfiles import table
from codesignrisk_core.model import Report
from codesignrisk_core.powershell import parameters
from codesignrisk_core.powershell.values import Statement, Value
from codesignrisk_core.rules import inputs, outputs
from codesignrisk_core.trust import stores

NAME = "powershell"

CERTIFICATE_NAMES = paths.PFX_FILES | paths.CERTIFICATE_FILES | frozenset({"cert", "crl", "stl"})

_CERT_DRIVE = re.compile(
    r"^(?:(?:microsoft\.powershell\.security\\)?certificate::|cert:)[\\/:]*(localmachine|currentuser)(?:[\\/]+|$)"
)
_THUMBPRINT = re.compile(r"^[0-9a-f]{40}$")
_DRIVE = re.compile(r"^[\w.\\]+:")
_ONLY_VARIABLE = re.compile(r"^\$[\w:{}]+$|^%[^%\\]+%$|^\$\(|^\(")
# Cmdlets that pass on what is piped into them.
_PASSING = frozenset({"where-object", "select-object", "sort-object", "foreach-object", "tee-object", "get-unique"})
_MAX_STEPS = 12
_MAX_FILTER = 4096
_EXTENSION = re.compile(r"\.\w+")


class Scene:
    """The script's text, its directory, and where it stands as its statements go by: ``Cert:\\...``, ``HKLM:\\...``."""

    def __init__(self, text: str, cwd: str) -> None:
        self.text = text
        self.cwd = cwd
        self.place = ""

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


Judge = Callable[[Report, Statement, Scene], None]


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
    """The statement's parameters, or None when -WhatIf keeps it from doing anything."""
    bound = parameters.bind(statement)
    return None if bound.has("whatif") else bound


def origin(value: Value | None) -> Statement | None:
    """The statement that a value comes from, cmdlets that only filter passed over."""
    statement = value.made_by if value is not None else None
    for _ in range(_MAX_STEPS):
        if statement is None or statement.name not in _PASSING:
            break
        statement = statement.input.made_by if statement.input is not None else None
    return statement


def certificate_origin(value: Value | None, scene: Scene) -> CertificatePath | None:
    """The place on the Cert: drive that a value names, or from where it was read."""
    if value is None:
        return None
    named = certificate_path(scene.resolve(value.text)) if value.made_by is None else None
    source = origin(value)
    if named is None and source is not None and source.name in ("get-childitem", "get-item"):
        bound = parameters.bind(source)
        return certificate_path(scene.resolve(bound.value("path", "literalpath").text))
    return named


def made(value: Value | None) -> tuple[str, tuple[Value, ...]]:
    """The class, without its namespace and in lower case, and the arguments of an object; "" for other values."""
    statement = value.made_by if value is not None else None
    if statement is None:
        return "", ()
    if statement.name == "::new" and statement.receiver is not None:
        return short_type(statement.receiver.text), statement.args
    if statement.name == "new-object":
        bound = parameters.bind(statement)
        listed = bound.value("argumentlist")
        args = listed.each if listed.text or listed.items else ()
        return short_type(bound.value("typename").text), (*args, *bound.rest)
    return "", ()


def short_type(name: str) -> str:
    """``[System.Security.Cryptography.X509Certificates.X509Store]`` is ``x509store``."""
    return name.strip("[] ").lower().rpartition(".")[2]


def member(value: Value) -> str:
    """The last part of an enumeration's member or a plain string: ``[StoreName]::Root`` is ``root``."""
    return value.text.rpartition("::")[2].strip("'\" ").lower()


def files_of(value: Value | None, scene: Scene) -> list[str]:
    """The normalised files that a value names; those of Get-Item and Get-ChildItem by their path. Objects name none."""
    if value is None or (value.made_by is None and not value.text):
        return []
    found: list[str] = []
    for item in value.each:
        source = origin(item)
        if source is None and item.made_by is None:
            found.append(item.text)
        elif source is not None and source.name in _NAMING:
            bound = parameters.bind(source)
            named = bound.value("path", "literalpath")
            folder = named.text.rstrip("\\/") if not named.items else ""
            patterns = [part.text for name in ("filter", "include") for part in bound.value(name).each if part.text]
            patterns = patterns or _wanted(item)
            if patterns:
                found.extend(f"{folder}\\{pattern}" if folder else pattern for pattern in patterns)
            else:
                found.extend(part.text for part in named.each)
    return [
        paths.normal(text, scene.cwd)
        for text in found
        if text.strip() and certificate_path(text) is None and not _ONLY_VARIABLE.match(text.strip())
    ]


def _wanted(value: Value) -> list[str]:
    """The key files that Where-Object lets through on the way from a listing, as wildcards."""
    statement = value.made_by
    for _ in range(_MAX_STEPS):
        if statement is None or statement.name not in _PASSING:
            break
        if statement.name == "where-object":
            return wildcards(statement)
        statement = statement.input.made_by if statement.input is not None else None
    return []


def wildcards(statement: Statement) -> list[str]:
    """The extensions of key and certificate files that a statement's text names, as wildcards."""
    found = _EXTENSION.findall(statement.text[:_MAX_FILTER].lower())
    return [f"*{ending}" for ending in found if table.kinds(ending)]


def contents(value: Value, scene: Scene) -> list[str]:
    """The files whose content a value is: ``ReadAllBytes(x)``, ``Get-Content x``, Base64 of them and back."""
    current: Value | None = value
    for _ in range(_MAX_STEPS):
        maker = current.made_by if current is not None else None
        if maker is None:
            break
        if maker.name in ("::readallbytes", "::readalltext", "::openread"):
            return [paths.normal(arg.text, scene.cwd) for arg in maker.args[:1]]
        if maker.name in ("get-content", "get-item"):
            return files_of(current, scene)
        current = maker.args[0] if maker.name in _BASE64 and maker.args else maker.receiver
    return []


_BASE64 = frozenset({"::tobase64string", "::frombase64string"})
_NAMING = frozenset({"get-childitem", "get-item", "resolve-path", "get-content"})


def add_inputs(report: Report, files: list[str]) -> None:
    """Certificate and key files that are read: on the report, with what their places and names say."""
    for path in inputs.add_files(report, *files):
        inputs.judge_pfx(report, path)
        inputs.judge_input(report, path, CERTIFICATE_NAMES)


def add_outputs(report: Report, files: list[str]) -> None:
    """Certificate and key files that are written."""
    for path in inputs.add_files(report, *files):
        inputs.judge_pfx(report, path)
        outputs.judge_output(report, path)


def shown(files: list[str], otherwise: str) -> str:
    """The first file's name and how many more there are."""
    if not files:
        return otherwise
    first = paths.base(files[0]) or files[0]
    return first if len(files) == 1 else f"{first} and {len(files) - 1} more"


def is_literal(value: Value) -> bool:
    """Whether a value is text that stands in the script, so that as a password it is no longer a secret."""
    return value.made_by is None and value.known and not value.fields and bool(value.text)
