"""certoc.exe, the small certutil of Nano Server and Windows Server 2022.

Grammar: the tool's own usage text (-GetCACaps URL, -addstore [-User] StoreName file, -ImportPFX [-User] [-p password]
StoreName file, ...). Abuse: LOLBAS Certoc.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import inputs, outputs, passwords, store_changes
from codesignrisk_core.trust import file_kinds, stores

NAME = "certoc"

_VERBS = frozenset(
    """getcacaps scep store addstore delstore viewstore importpfx exportpfx importpfxtoprovider pulse credui loaddll
    addtestekcert ekcert""".split()
)
_BARE_ADDRESS = re.compile(
    r"^https?://(?:[^/@]*@)?(?:\d{1,3}(?:\.\d{1,3}){3}|\d{8,10}|0x[0-9a-f]{8}|\[[0-9a-f:.]+\])(?=[:/]|$)"
)


def judge(command: Command) -> Report:
    """Read one certoc line."""
    report = Report(tool=NAME)
    verb = next((name for name in map(options.name, command.args) if name in _VERBS), "")
    words = [word for word in command.args if options.name(word) != verb]
    parsed = options.parse(words, frozenset({"p"}), attached="")
    operands = [word.text for word in parsed.operands]
    first = operands[0] if operands else ""
    store = stores.canonical(first)
    location = stores.USER if parsed.has("user") else stores.MACHINE
    if verb == "loaddll":
        report.action = "load_library"
        path = paths.normal(first, command.cwd)
        report.add("certoc_load_dll", f"certoc loads the library {paths.base(path)}")
        inputs.judge_input(report, path, frozenset())
    elif verb == "getcacaps":
        report.action = "download"
        bare = _BARE_ADDRESS.match(first.lower()) is not None
        report.add(
            "certoc_download_address" if bare else "certoc_download",
            f"certoc downloads from {'a bare address' if bare else 'a web address'}",
        )
    elif verb in ("addstore", "importpfx", "importpfxtoprovider"):
        _add(report, verb, location, store, operands, command.cwd)
    elif verb == "exportpfx":
        store_changes.judge_export_key(report, NAME, location, store)
        outputs.judge(report, *operands[2:3], cwd=command.cwd)
    elif verb == "delstore":
        store_changes.judge_delete(report, NAME, location, store)
    if report.findings:
        passwords.judge_secret(report, parsed.value("p"), "the password of the key file")
    return report


def _add(report: Report, verb: str, location: str, store: str, operands: list[str], cwd: str) -> None:
    to_provider = verb == "importpfxtoprovider"
    files = inputs.add_files(report, *(operands[:1] if to_provider else operands[1:2]), cwd=cwd)
    if verb == "addstore":
        store_changes.judge_add(report, NAME, location, store)
    else:
        report.flags.add("HasPFX")
        store_changes.judge_import_key(report, NAME, location, "my" if to_provider else store)
    inputs.judge(report, *files, known=file_kinds.CERTIFICATE_OPERANDS)


TOOLS = (Tool(NAME, ("certoc",), ("certoc.exe",), judge),)
