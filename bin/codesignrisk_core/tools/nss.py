"""certutil and pk12util of Mozilla's NSS: the databases of Firefox, Thunderbird, and Chrome on Linux.

Grammar: man pages certutil(1) and pk12util(1) of NSS; case counts. certutil shares its name with that of Windows, so it
has no image name here: whoever has told them apart calls judge. The published flags speak of system stores and stay 0.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import getopt
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import inputs, passwords, subjects
from codesignrisk_core.trust import file_kinds

_CERTUTIL = getopt.Grammar(
    valued="bcdfghiIklmnopPqstvwyzZ@",
    long_valued=frozenset(
        "email keyAttrFlags keyOpFlagsOn keyOpFlagsOff new-n source-dir source-prefix upgrade-id "
        "upgrade-token-name extGeneric certVersion extSAN".split()
    ),
)
_PK12UTIL = getopt.Grammar(valued="cCdhikKlmMnoPwW")

# "C" and "T": trusted to issue server or client certificates; "P": this one is trusted as it is. Small letters are not.
_TRUSTING = frozenset("CTP")


def judge(command: Command) -> Report:
    """Read one NSS certutil line: -A adds a certificate, -M changes its trust, -S makes one, -D deletes."""
    report = Report(tool="nss_certutil")
    words = getopt.parse(getopt.rejoin(command.args), _CERTUTIL)
    trusting = not _TRUSTING.isdisjoint(words.value("t"))
    inputs.add_files(report, words.value("i"), cwd=command.cwd)
    if words.has("A", "E", "M") and trusting:
        report.action = "add_to_store"
        report.store = "nss\\root"
        report.add("nss_add_trust", "certutil of NSS has a browser trust a certificate")
        subjects.judge_name(report, words.value("n"))
        for path in report.files:
            inputs.judge_input(report, path, file_kinds.CERTIFICATE_FILES)
    elif words.has("S") and words.has("x"):
        report.action = "make_certificate"
        report.flags.add("SelfSigned")
        report.add("nss_self_signed", "certutil of NSS creates a self-signed certificate")
    elif words.has("D", "F"):
        report.action = "delete_from_store"
        report.store = "nss\\my"
        report.add("delete_from_store", "certutil of NSS deletes a certificate or key")
    return report


def _pk12util(command: Command) -> Report:
    """-o writes a certificate with its key to a P12 file, -i reads one in; -w and -k name password files."""
    report = Report(tool="pk12util")
    words = getopt.parse(getopt.rejoin(command.args), _PK12UTIL)
    output, given = words.value("o"), words.value("i")
    if output:
        report.action = "export_key"
        report.flags.add("HasPFX")
        report.add("export_key", "pk12util exports a certificate with its private key")
    elif given:
        report.action = "import_pfx"
        report.add("keychain_import", "pk12util imports a key file into a database of NSS")
    inputs.note(report, output or given, cwd=command.cwd)
    if report.findings:
        passwords.judge_secret(report, words.value("W"), "the password of the key file")
        passwords.judge_secret(report, words.value("K"), "the password of the database")
    return report


TOOLS = (Tool("pk12util", ("pk12util",), ("pk12util.exe",), _pk12util),)
