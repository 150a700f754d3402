"""certmgr.exe of the Windows SDK (not the console certmgr.msc). Grammar: MicrosoftDocs/win32, certmgr.md.

``certmgr [-add|-del|-put] [options] [-s [-r location]] source [-s [-r location]] destination``: -s and -r belong to the
store that follows them, and the last store is the one that changes.
"""

from __future__ import annotations

from typing import NamedTuple

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report, Token, Tool
from codesignrisk_core.rules import inputs, passwords, store_changes
from codesignrisk_core.trust import file_kinds, stores

NAME = "certmgr"

_ACTIONS = frozenset({"add", "del", "put"})
_VALUED = frozenset({"e", "y", "f", "n", "sha1", "p", "password"})
# docs.cryptopro.ru, certmgr: options of its own.
_INSTALLS = frozenset({"inst", "install"})
_CRYPTOPRO = frozenset({"store", "file", "f", "container", "cont", "pin", "provname", "provtype", "dn", "thumbprint"})
_LOCATIONS = {"localmachine": stores.MACHINE, "currentuser": stores.USER}


class _Place(NamedTuple):
    """A source or destination: a system store in a location, or a file."""

    text: str
    system: bool
    location: str


class _Line(NamedTuple):
    """A line taken apart."""

    action: str
    options: dict[str, str]
    places: list[_Place]


def judge(command: Command) -> Report:
    """Read one certmgr line. No action means display."""
    report = Report(tool=NAME)
    if not _INSTALLS.isdisjoint(map(options.name, command.args)):
        return _install(report, command)
    line = _read(command.args)
    for name in ("p", "password"):
        passwords.judge_secret(report, line.options.get(name, ""), "the password of the key file")
    if line.action == "add" and len(line.places) > 1:
        _add(report, line, command.cwd)
    elif line.action == "del" and line.places:
        place = line.places[-1]
        if place.system:
            thumbprint = line.options.get("sha1", "")
            store_changes.judge_delete(report, NAME, place.location, stores.canonical(place.text), thumbprint)
    elif line.action == "put" and line.places:
        report.action = "export_certificate"
        inputs.add_files(report, *(place.text for place in line.places if not place.system), cwd=command.cwd)
    return report


def _add(report: Report, line: _Line, cwd: str) -> None:
    target = line.places[-1]
    sources = [place for place in line.places[:-1] if not place.system]
    files = inputs.add_files(report, *(place.text for place in sources), cwd=cwd)
    if not target.system:
        inputs.add_files(report, target.text, cwd=cwd)
        return  # a store in a file: nothing that Windows trusts changes
    report.thumbprint = stores.thumbprint(line.options.get("sha1", ""))
    store = stores.canonical(target.text)
    lists_only = ("crl" in line.options or "ctl" in line.options) and "c" not in line.options
    if lists_only or (files and paths.extension(files[0]) in file_kinds.LISTS):
        store_changes.judge_add_list(report, NAME, target.location, store)
    else:
        # -sha1 picks the one with this hash out of the source, or none; -all takes whatever is there
        certificate = "" if "all" in line.options else report.thumbprint
        store_changes.judge_add(report, NAME, target.location, store, certificate=certificate)
    inputs.judge(report, *files, known=file_kinds.CERTIFICATE_OPERANDS | file_kinds.LISTS)


def _install(report: Report, command: Command) -> Report:
    """CryptoPro's program of the same name: ``-inst -store mRoot -file FILE``, m for the machine and u for the user."""
    parsed = options.parse(command.args, _CRYPTOPRO)
    named = parsed.value("store") or "uMy"
    location = stores.MACHINE if named[:1].lower() == "m" else stores.USER
    store_changes.judge_add(report, NAME, location, stores.canonical(named[1:]))
    passwords.judge_secret(report, parsed.value("pin"), "the password of the key")
    inputs.judge(
        report, parsed.value("file", "f"), known=file_kinds.CERTIFICATE_OPERANDS | file_kinds.LISTS, cwd=command.cwd
    )
    return report


def _location(given: str) -> tuple[str, str]:
    """A location, and the store that sticks to it where the blank between them was lost, or ""."""
    for name, location in _LOCATIONS.items():
        if given.startswith(name) and stores.is_trusted(stores.canonical(given[len(name) :])):
            return location, given[len(name) :]
    return _LOCATIONS.get(given, stores.USER), ""


def _read(words: tuple[Token, ...]) -> _Line:
    action = ""
    found: dict[str, str] = {}
    places: list[_Place] = []
    system, location = False, stores.USER
    rest = iter(words)
    for word in rest:
        name = options.name(word)
        if name in _ACTIONS:
            action = action or name
        elif name == "s":
            system = True
        elif name == "r":
            following = next(rest, None)
            given = following.lower if following else ""
            location, store = _location(given)
            if store:
                places.append(_Place(store, True, location))
                system, location = False, stores.USER
        elif name in _VALUED:
            following = next(rest, None)
            found[name] = following.text if following else ""
        elif name:
            found[name] = ""
        else:
            # "the user can refer to a system store by providing just its name"
            named = system or (bool(places) and not any(char in word.text for char in ".\\/:"))
            places.append(_Place(word.text, named, location))
            system, location = False, stores.USER
    return _Line(action, found, places)


TOOLS = (Tool(NAME, ("certmgr",), ("certmgt.exe", "certmgr.exe"), judge),)
