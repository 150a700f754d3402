"""rundll32.exe with the certificate exports of cryptext.dll: what a double-click on a certificate or key file runs; and
with dfshim.dll, which starts ClickOnce applications (LOLBAS, Dfsvc).

Exports and ordinals: the export table of cryptext.dll (Windows 10 and 11, x64). Import calls open the import wizard,
which scripts can click through (Retefe); CryptExtOpen* only shows.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report, Token, Tool
from codesignrisk_core.rules import app_sources, inputs
from codesignrisk_core.trust import file_kinds, places, stores

NAME = "rundll32"

_ADD = re.compile(r"^cryptextadd(cer|crl|ctl|p7r|pfx|spc)(machineonly)?(?:andhwnd)?[aw]?$")
_ORDINALS = {
    2: "cryptextaddcer",
    3: "cryptextaddcermachineonlyandhwndw",
    4: "cryptextaddcerw",
    5: "cryptextaddcrl",
    6: "cryptextaddcrlw",
    7: "cryptextaddctl",
    8: "cryptextaddctlw",
    9: "cryptextaddp7r",
    10: "cryptextaddp7rw",
    11: "cryptextaddpfx",
    12: "cryptextaddpfxmachineonlyandhwndw",
    13: "cryptextaddpfxw",
    14: "cryptextaddspc",
    15: "cryptextaddspcw",
}
# What a library of somebody's own calls the function that installs a certificate.
_INSTALLS = re.compile(r"(?:install|add|import|trust)(?:root|trusted)?(?:ca|cert|root)")
_INSTALLER = re.compile(r"^(?:install|add|import|trust)(?:root|trusted)?(?:ca|certs?|certificates?|root)[aw]?$")
_WHAT = {
    "cer": "a certificate",
    "crl": "a revocation list",
    "ctl": "a trust list",
    "p7r": "an issued certificate",
    "pfx": "a key file",
    "spc": "publisher certificates",
}
# A certificate on the line itself: base64 of a DER sequence with a long length (0x30 0x8x), never a file's name.
_INLINE = re.compile(r"^MI[A-Za-z0-9+/]{38,}={0,2}$")
# Starts the application of a deployment manifest, as a click on its address does.
_CLICKONCE = "dfshim"
_STARTS_APPLICATION = "shopenverbapplication"
_KNOWN = file_kinds.CERTIFICATE_OPERANDS | file_kinds.LISTS | {"p7r"}


def judge(command: Command) -> Report:
    """Read one rundll32 line. Whatever is not an import through cryptext leaves an empty report."""
    report = Report()
    lower = command.line.lower()
    if "cryptext" not in lower:
        if _CLICKONCE in lower:
            _judge_clickonce(report, command)
        elif _INSTALLS.search(lower):
            _judge_installer(report, command)
        return report
    library, export, operands = _call(command.args)
    if export.startswith("#") and paths.stem(library).partition(".")[0] == "cryptext":
        number = export[1:]
        export = _ORDINALS.get(int(number), "") if number.isdecimal() and len(number) <= 5 else ""
    found = _ADD.match(export)
    if not found:
        return report
    kind, machine = found.group(1), bool(found.group(2))
    report.tool = NAME
    report.action = "import_pfx" if kind == "pfx" else "add_to_store"
    report.flags.add("CertImport")
    report.add("cryptext_import", f"rundll32 starts the import of {_WHAT[kind]} (cryptext.dll)")
    if machine:
        report.add("machine_store", f"the import goes to a store of {stores.MACHINE}")
    if kind == "pfx":
        report.flags.add("HasPFX")
    # the rest of the line is the file's name, quoted or not; what looks like options behind it is none of it
    name = " ".join(word.text for word in _name(operands))
    files = [] if _INLINE.match(name) else inputs.add_files(report, name, cwd=command.cwd)
    inputs.judge(report, *files, known=_KNOWN)
    place = paths.normal(library, command.cwd)
    if places.is_user_writable(place):
        report.add("input_user_writable", f"{paths.base(place)} is in a user-writable path")
    return report


def _judge_installer(report: Report, command: Command) -> None:
    """An export of any library whose name says that it puts a certificate into a store."""
    library, export, _ = _call(command.args)
    if not _INSTALLER.match(export):
        return
    report.tool = NAME
    report.action = "add_to_store"
    name = paths.normal(library, command.cwd)
    report.add("library_adds_certificate", f"rundll32 calls {export} of {paths.base(name)}")
    if places.is_user_writable(name):
        report.add("input_user_writable", f"{paths.base(name)} is in a user-writable path")
    elif places.is_installed(name):
        report.add("installed_place", f"{paths.base(name)} is below Program Files")


def _judge_clickonce(report: Report, command: Command) -> None:
    """``dfshim.dll,ShOpenVerbApplication ADDRESS``."""
    library, export, operands = _call(command.args)
    if paths.stem(library).partition(".")[0] == _CLICKONCE and export == _STARTS_APPLICATION and operands:
        app_sources.judge(report, NAME, operands[0].text)
        report.tool = NAME if report.findings else ""


def _name(operands: list[Token]) -> list[Token]:
    """The words of a file's name: up to an option behind a word with an extension."""
    for position, word in enumerate(operands[1:], start=1):
        if options.name(word) and paths.extension(operands[position - 1].text) in _KNOWN:
            return operands[:position]
    return operands


def _call(words: tuple[Token, ...]) -> tuple[str, str, list[Token]]:
    """Library, export in lower case, and operands of ``library[,| ]export operands``, however it is spaced."""
    library, export = "", ""
    for position, word in enumerate(words):
        if not library and options.name(word):
            continue
        pieces = [piece for piece in (part.strip("\"' ") for part in word.text.split(",")) if piece]
        if pieces and not library:
            library = pieces.pop(0)
        if pieces:
            export = pieces[0].lower()
            return library, export, list(words[position + 1 :])
    return library, export, []


TOOLS = (
    Tool(
        NAME,
        ("rundll32",),
        ("rundll32.exe",),
        judge,
        words=(
            "cryptext",
            "dfshim",
            "installca",
            "installroot*",
            "installcert*",
            "addroot*",
            "addcert*",
            "importcert*",
            "trustroot*",
        ),
    ),
)
