"""makecert.exe, pvk2pfx.exe and cert2spc.exe: test certificates and their key files.

Grammar: learn.microsoft.com, "MakeCert" (MicrosoftDocs/win32, makecert.md), "Pvk2Pfx" and "Cert2Spc" (windows-hardware,
devtest). LazySign and similar kits run makecert, pvk2pfx and signtool one after the other.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import options
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import certificate_making, inputs, outputs, passwords, store_changes, subjects
from codesignrisk_core.trust import file_kinds, stores, usages

MAKECERT, PVK2PFX, CERT2SPC = "makecert", "pvk2pfx", "cert2spc"

VALUED = frozenset("# $ a b cy e eku h ic ik iky in ip ir is iv iy l len m n sc sk sky sp sr ss sv sy tbs".split())
"""Options of makecert that take a value."""
_LOCATIONS = {"localmachine": stores.MACHINE, "currentuser": stores.USER}


def judge_makecert(command: Command) -> Report:
    """A certificate is made: for whom, for what, and into which store."""
    report = Report(tool=MAKECERT)
    parsed = options.parse(command.args, VALUED, attached=":")
    if not (parsed.operands or parsed.has("n", "ss", "sv", "sk", "r")):
        return report  # no certificate comes of -? and -!
    purposes, self_signed = parsed.value("eku"), parsed.has("r")
    if self_signed and not purposes:
        report.action = "make_certificate"
        report.flags.add("SelfSigned")
        report.add("make_unrestricted_certificate", "makecert creates a self-signed certificate for every purpose")
    else:
        for_code = usages.names_oid(purposes)
        certificate_making.judge(report, MAKECERT, self_signed=self_signed, for_code=for_code)
    subjects.judge_subject(report, parsed.value("n"))
    _judge_store(report, parsed)
    inputs.add_files(
        report,
        *(word.text for word in parsed.operands),
        *parsed.values("sv", "iv", "ic", "sc"),
        cwd=command.cwd,
    )
    for path in report.files:
        outputs.judge_output(report, path)
    return report


def _judge_store(report: Report, parsed: options.Parsed) -> None:
    """-ss writes the store directly; only a trusted one is worth more than the certificate itself."""
    store = stores.canonical(parsed.value("ss"))
    if not store:
        return
    location = _LOCATIONS.get(parsed.value("sr").lower(), stores.USER)
    if stores.is_trusted(store):
        store_changes.judge_add(report, MAKECERT, location, store)
    else:
        report.flags.add("CertImport")
        report.store = stores.label(location, store)


def judge_pvk2pfx(command: Command) -> Report:
    """A PFX is made out of a key and a certificate; without -pfx a wizard asks for the rest."""
    report = Report(tool=PVK2PFX)
    parsed = options.parse(command.args, frozenset({"pvk", "spc", "pfx", "pi", "po"}))
    if not parsed.has("pvk", "pfx"):
        return report
    report.action = "convert_key"
    report.add("convert_key", "pvk2pfx creates a key file from certificate and key")
    for path in inputs.add_files(report, *parsed.values("pvk", "spc"), cwd=command.cwd):
        inputs.judge_input(report, path, file_kinds.KEY_OPERANDS)
    if parsed.value("pfx"):
        report.flags.add("HasPFX")
        outputs.judge(report, *parsed.values("pfx"), cwd=command.cwd)
    passwords.judge_secret(report, parsed.value("pi"), "the password of the private key")
    passwords.judge_secret(report, parsed.value("po"), "the password of the key file")
    return report


def judge_cert2spc(command: Command) -> Report:
    """Certificates are packed into a software publisher certificate, the form that old signing tools want."""
    report = Report(tool=CERT2SPC)
    parsed = options.parse(command.args, frozenset())
    if parsed.operands:
        report.action = "convert_certificate"
        report.add("convert_certificate", "cert2spc creates a software publisher certificate")
        inputs.add_files(report, *(word.text for word in parsed.operands), cwd=command.cwd)
    return report


TOOLS = (
    Tool(MAKECERT, ("makecert",), ("makecert.exe",), judge_makecert),
    Tool(PVK2PFX, ("pvk2pfx",), ("pvk2pfx.exe",), judge_pvk2pfx),
    Tool(CERT2SPC, ("cert2spc",), ("cert2spc.exe",), judge_cert2spc),
)
