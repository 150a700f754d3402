"""How the arguments of a PowerShell statement read: as files, as places on the Cert: drive, as objects of .NET."""

from __future__ import annotations

import re

from codesignrisk_core.cmdlets.session import CertificatePath, Session, certificate_path
from codesignrisk_core.cmdline import paths
from codesignrisk_core.keyfiles import naming
from codesignrisk_core.model import Report
from codesignrisk_core.powershell import parameters
from codesignrisk_core.powershell.values import Statement, Value
from codesignrisk_core.rules import inputs, outputs
from codesignrisk_core.trust import file_kinds

_ONLY_VARIABLE = re.compile(r"^\$[\w:{}]+$|^%[^%\\]+%$|^\$\(|^\(")
# Cmdlets that pass on what is piped into them.
_PASSING = frozenset({"where-object", "select-object", "sort-object", "foreach-object", "tee-object", "get-unique"})
_MAX_STEPS = 256
_EXTENSION = re.compile(r"\.\w+")
CERTIFICATE_NAMES = file_kinds.CERTIFICATE_OPERANDS | file_kinds.LISTS | {"cert"}


def origin(value: Value | None) -> Statement | None:
    """The statement that a value comes from, cmdlets that only filter passed over."""
    statement = value.made_by if value is not None else None
    for _ in range(_MAX_STEPS):
        if statement is None or statement.name not in _PASSING:
            break
        statement = statement.input.made_by if statement.input is not None else None
    return statement


def certificate_origin(value: Value | None, session: Session) -> CertificatePath | None:
    """The place on the Cert: drive that a value names, or from where it was read."""
    if value is None:
        return None
    named = certificate_path(session.resolve(value.text)) if value.made_by is None else None
    source = origin(value)
    if named is None and source is not None and source.name in ("get-childitem", "get-item"):
        bound = parameters.bind(source)
        return certificate_path(session.resolve(bound.value("path", "literalpath").text))
    return named


def proven_certificate(value: Value | None, session: Session) -> str:
    """The thumbprint of the one certificate that a value is, or "" where the script may have put another there."""
    if value is None or len(value.each) > 1 or session.may_replace():
        return ""
    statement = value.made_by
    if statement is not None and statement.name not in ("get-item", "get-childitem"):
        return ""
    found = certificate_origin(value, session)
    return found.thumbprint if found is not None else ""


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


def files_of(value: Value | None, session: Session) -> list[str]:
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
        paths.normal(text, session.cwd)
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
    found = dict.fromkeys(_EXTENSION.findall(statement.text.lower()))
    return [f"*{ending}" for ending in found if naming.kinds(ending)]


def contents(value: Value, session: Session) -> list[str]:
    """The files whose content a value is: ``ReadAllBytes(x)``, ``Get-Content x``, Base64 of them and back."""
    current: Value | None = value
    for _ in range(_MAX_STEPS):
        maker = current.made_by if current is not None else None
        if maker is None:
            break
        if maker.name in ("::readallbytes", "::readalltext", "::openread"):
            return [paths.normal(arg.text, session.cwd) for arg in maker.args[:1]]
        if maker.name in ("get-content", "get-item"):
            return files_of(current, session)
        if maker.name in (".downloaddata", ".downloadstring", ".getbytearrayasync") and maker.args:
            return [maker.args[0].text]
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
    outputs.judge(report, *files)


def is_literal(value: Value) -> bool:
    """Whether a value is text that stands in the script, so that as a password it is no longer a secret."""
    return value.made_by is None and value.known and not value.fields and bool(value.text)
