"""What the command lines of Windows' certutil do.

Grammar: learn.microsoft.com/windows-server/administration/windows-commands/certutil, called MD below.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import certutil

ADD = {"CertImport"}
TRUST = {"CertImport", "TrustedStoreTarget"}
PFX = {"HasPFX"}
ROOT = "add_to_store_root"
REVOKE = "add_revocation_list"
ODD_EXPORT = "export_key input_odd_extension"
DIRECTORY = "publish_to_directory"


def command(line: str, cwd: str = "", image: str = "C:\\Windows\\System32\\certutil.exe") -> Command:
    return Command(image, argv.split(f"certutil {line}"), line, cwd)


def judge(line: str, cwd: str = "") -> Report:
    return certutil.judge(command(line, cwd))


class Case(NamedTuple):
    """A command line behind ``certutil``, and all that is said of it."""

    line: str
    action: str = ""
    indicators: str = ""
    flags: frozenset[str] | set[str] = frozenset()
    store: str = ""
    files: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()


def adds(line: str, indicators: str, store: str, flags: set[str] = TRUST, files: tuple[str, ...] = ("x.cer",)) -> Case:
    return Case(line, "add_to_store", indicators, flags, store, files)


STORES = [
    # MD -addstore CertificateStoreName InFile. Store names: learn.microsoft.com, System Store Locations
    adds("-addstore Root x.cer", "add_to_store_root", "LocalMachine\\root"),
    adds("-addstore AuthRoot x.cer", "add_to_store_authroot", "LocalMachine\\authroot"),
    adds("-addstore TrustedPublisher x.cer", "add_to_store_trustedpublisher", "LocalMachine\\trustedpublisher"),
    adds("-addstore TrustedPeople x.cer", "add_to_store_trustedpeople", "LocalMachine\\trustedpeople"),
    adds("-addstore CA x.cer", "add_to_store_ca", "LocalMachine\\ca"),
    adds("-addstore Disallowed x.cer", "add_to_store_disallowed", "LocalMachine\\disallowed"),
    adds("-addstore NTAuth x.cer", "add_to_store_ntauth", "LocalMachine\\ntauth"),
    adds("-addstore SmartCardRoot x.cer", "add_to_store_root", "LocalMachine\\smartcardroot"),
    # MD: the store may be an LDAP address
    adds('-addstore "ldap:///CN=AIA,DC=x" x.cer', "add_to_store_ldap", "LocalMachine\\ldap"),
    adds(
        '-addstore "ldap:///CN=NTAuthCertificates,CN=Public Key Services" x.cer',
        "add_to_store_ntauth",
        "LocalMachine\\ntauth",
    ),
    # not trusted by Windows. Atomic Red Team 5fdb1a7a is called "root CA" and writes to my
    adds("-addstore my x.cer", "add_to_store_my", "LocalMachine\\my", ADD),
    adds("-addstore MyOwn x.cer", "add_to_store_other", "LocalMachine\\myown", ADD),
    # MD -user, -enterprise, -grouppolicy, -service: the place
    adds("-user -addstore Root x.cer", "add_to_store_root", "CurrentUser\\root"),
    adds("-addstore -user Root x.cer", "add_to_store_root", "CurrentUser\\root"),
    adds("-enterprise -addstore Root x.cer", "add_to_store_root", "Enterprise\\root"),
    adds("-grouppolicy -addstore Root x.cer", "add_to_store_root", "GroupPolicy\\root"),
    adds("-service -addstore Root x.cer", "add_to_store_root", "Services\\root"),
    # ESCU windows_certutil_root_certificate_addition v5: the shape of ApolloShadow, in any order
    adds("-f -Enterprise -addstore Root x.cer", "add_to_store_root force_enterprise", "Enterprise\\root"),
    adds("-addstore -enterprise -f Root x.cer", "add_to_store_root force_enterprise", "Enterprise\\root"),
    adds("-addstore -f Root x.cer", "add_to_store_root", "LocalMachine\\root"),
    # dashes: certutil takes - / U+2013 U+2014 U+2212 (wietze/windows-command-line-obfuscation, 10.0.22621)
    adds("/addstore Root x.cer", "add_to_store_root", "LocalMachine\\root"),
    adds("\u2013addstore Root x.cer", "add_to_store_root", "LocalMachine\\root"),
    adds("\u2014addstore Root x.cer", "add_to_store_root", "LocalMachine\\root"),
    adds("\u2212addstore Root x.cer", "add_to_store_root", "LocalMachine\\root"),
    # letters that certutil folds or leaves out (the same source)
    adds("-\u1d43dd\u02e2tor\u1d49 Root x.cer", "add_to_store_root", "LocalMachine\\root"),
    adds("-add\u00adstore Root x.cer", "add_to_store_root", "LocalMachine\\root"),
    adds('-add"store" "ro"ot x.cer', "add_to_store_root", "LocalMachine\\root"),
    # MD: InFile may be a revocation or trust list
    Case("-addstore Root x.crl", "add_to_store", REVOKE, (), "LocalMachine\\root", ("x.crl",)),
    Case("-addstore Root C:\\pki\\x.crl", "add_to_store", REVOKE, (), "LocalMachine\\root", ("c:\\pki\\x.crl",)),
    # where anybody may write, the store decides and not the name of the file
    adds(
        "-addstore Root C:\\Users\\Public\\x.crl",
        "add_to_store_root input_user_writable input_odd_extension",
        "LocalMachine\\root",
        files=("c:\\users\\public\\x.crl",),
    ),
    Case("-addstore Disallowed x.stl", "add_to_store", REVOKE, (), "LocalMachine\\disallowed", ("x.stl",)),
    # MD -SCRoots update [+][InputRootFile]: smart-card roots
    Case("-SCRoots update x.cer", "add_to_store", ROOT, TRUST, "LocalMachine\\smartcardroot", ("x.cer",)),
    # MD -dsPublish CertFile [NTAuthCA | RootCA | SubCA | CrossCA ...]: the forest
    Case(
        "-dspublish -f x.cer NTAuthCA",
        DIRECTORY,
        "publish_trust",
        TRUST,
        "ActiveDirectory\\ntauth",
        ("x.cer",),
    ),
    Case("-dspublish x.cer RootCA", DIRECTORY, "publish_root", TRUST, "ActiveDirectory\\root", ("x.cer",)),
    # where an authority publishes what it issues
    *(
        Case(
            f"-dspublish {file} RootCA",
            DIRECTORY,
            "publish_root authority_folder",
            TRUST,
            "ActiveDirectory\\root",
            (file.lower(),),
        )
        for file in ("C:\\CertEnroll\\x.cer", "C:\\Windows\\System32\\CertSrv\\CertEnroll\\x.crt")
    ),
    Case("-dspublish x.cer SubCA", DIRECTORY, "publish_certificate", ADD, "ActiveDirectory\\ca", ("x.cer",)),
    Case("-dspublish x.crl", DIRECTORY, REVOKE, (), "", ("x.crl",)),
    # MD -delstore CertificateStoreName CertId
    Case("-delstore Root 1234", "delete_from_store", "delete_from_trusted_store", (), "LocalMachine\\root"),
    Case("-viewdelstore -user CA", "delete_from_store", "delete_from_trusted_store", (), "CurrentUser\\ca"),
    Case("-delstore my 1234", "delete_from_store", "delete_from_store", (), "LocalMachine\\my"),
]

KEYS = [
    # MD -importPFX [CertificateStoreName] PFXFile [Modifiers]; the store is My when none is named
    Case("-importPFX x.pfx", "import_pfx", "import_pfx", ADD | PFX, "LocalMachine\\my", ("x.pfx",)),
    Case("-importPFX My x.pfx", "import_pfx", "import_pfx", ADD | PFX, "LocalMachine\\my", ("x.pfx",)),
    Case("-user -importPFX x.pfx NoExport", "import_pfx", "import_pfx", ADD | PFX, "CurrentUser\\my", ("x.pfx",)),
    # MD: NoRoot does not import the root certificate
    Case("-importPFX -user My x.pfx NoRoot", "import_pfx", "import_pfx", ADD | PFX, "CurrentUser\\my", ("x.pfx",)),
    Case("-importPFX Root x.pfx", "import_pfx", "add_to_store_root", TRUST | PFX, "LocalMachine\\root", ("x.pfx",)),
    Case(
        "-f -p Winter22 -importPFX x.pfx",
        "import_pfx",
        "import_pfx clear_password",
        ADD | PFX,
        "LocalMachine\\my",
        ("x.pfx",),
        ("Winter22",),
    ),
    Case("-p *** -importPFX x.pfx", "import_pfx", "import_pfx", ADD | PFX, "LocalMachine\\my", ("x.pfx",)),
    Case('-csp "My Provider" -importPFX x.pfx', "import_pfx", "import_pfx", ADD | PFX, "LocalMachine\\my", ("x.pfx",)),
    # -exportPFX [CertificateStoreName] CertId PFXFile: Sigma certutil_export_pfx, Atomic Red Team 336b25bf
    Case("-exportPFX my 1234 C:\\w\\o.pfx", "export_key", "export_key", PFX, "LocalMachine\\my", ("c:\\w\\o.pfx",)),
    Case("-exportPFX 1234 C:\\w\\o.pfx", "export_key", "export_key", PFX, "LocalMachine\\my", ("c:\\w\\o.pfx",)),
    Case("-exportPFX 1234 o.pfx NoChain", "export_key", "export_key", PFX, "LocalMachine\\my", ("o.pfx",)),
    # under the name of another kind of file; what may stand behind the file is none
    Case("-exportPFX Root 1234 o.bin", "export_key", ODD_EXPORT, PFX, "LocalMachine\\root", ("o.bin",)),
    Case("-exportPFX 1234 o.bin", "export_key", ODD_EXPORT, PFX, "LocalMachine\\my", ("o.bin",)),
    Case("-exportPFX My 1234 o.bin NoRoot", "export_key", ODD_EXPORT, PFX, "LocalMachine\\my", ("o.bin",)),
    Case("-exportPFX 1234 o NoRoot,NoChain", "export_key", "export_key", PFX, "LocalMachine\\my", ("o",)),
    Case("-exportPFX 1234 %1", "export_key", "export_key", PFX, "LocalMachine\\my", ("%1",)),
    Case(
        "-user -p Winter22 -privatekey -exportPFX my 1234 C:\\o.pfx",
        "export_key",
        "export_key with_private_key clear_password output_drive_root",
        PFX,
        "CurrentUser\\my",
        ("c:\\o.pfx",),
        ("Winter22",),
    ),
    Case(
        "-exportPFX root 1234 C:\\Users\\Public\\o.pfx",
        "export_key",
        "export_key output_user_writable drop_hidden",
        PFX,
        "LocalMachine\\root",
        ("c:\\users\\public\\o.pfx",),
    ),
    # MD -MergePFX PFXInFileList PFXOutFile, -ConvertEPF: the step behind stealing a certificate
    Case("-MergePFX a.pem,b.pem o.pfx", "convert_key", "convert_key", PFX, "", ("a.pem", "b.pem", "o.pfx")),
    Case("-ConvertEPF a.pfx o.epf", "convert_key", "convert_key", PFX, "", ("a.pfx", "o.epf")),
    # a password and no verb: -dump (splunk/attack_data T1552.004)
    Case(
        "-p password1 .\\x.pfx",
        "read_key_file",
        "read_key_file clear_password",
        PFX,
        "",
        ("x.pfx",),
        ("password1",),
    ),
    Case("x.pfx", "read_key_file", "read_key_file", PFX, "", ("x.pfx",)),
    Case("x.pfx -dump", "read_key_file", "read_key_file", PFX, "", ("x.pfx",)),
    Case("-dumpPFX x.pfx", "read_key_file", "read_key_file", PFX, "", ("x.pfx",)),
    Case("-privatekey -dump x.pfx", "read_key_file", "dump_private_key", PFX, "", ("x.pfx",)),
    # MD -repairstore, -backup, -backupKey, -backupDB, -GetKey, -RecoverKey, -restore, -restoreKey
    Case("-repairstore my 1234", "repair_key", "repair_key", (), "LocalMachine\\my"),
    Case("-backupKey C:\\w", "export_key", "backup_ca_key"),
    Case("-p x1 -backup C:\\w", "export_key", "backup_ca_key clear_password", (), "", (), ("x1",)),
    Case("-backupDB C:\\w", "backup_database", "backup_ca_database"),
    Case("-backupKey C:\\Users\\Public\\k", "export_key", "backup_ca_key output_user_writable drop_hidden"),
    Case(
        "-exportPFX 1234 \\\\fs1\\k\\o.pfx",
        "export_key",
        "export_key key_to_share",
        PFX,
        "LocalMachine\\my",
        ("\\\\fs1\\k\\o.pfx",),
    ),
    # any file can be made text; only that of a key is ours
    Case("-encode k.pfx a.txt", "encode_key", "encode_key_file", PFX, "", ("k.pfx",)),
    Case(
        "-f -encode k.p12 C:\\Users\\Public\\a.txt",
        "encode_key",
        "encode_key_file output_user_writable drop_hidden",
        PFX,
        "",
        ("k.p12",),
    ),
    Case("-encodehex x.exe a.txt"),
    Case("-GetKey 1234 o.p7b", "recover_key", "recover_key"),
    Case("-RecoverKey i.p7b o.pfx", "recover_key", "recover_key", PFX, "", ("o.pfx",)),
]

OTHERS = [
    # Sigma proc_creation_win_certutil_ntlm_coercion
    Case("-syncWithWU \\\\10.0.0.1\\share", "fetch_trust_lists", "coerced_authentication"),
    Case("-setreg CA\\InterfaceFlags -IF_ENFORCEENCRYPTICERTREQUEST", "weaken_ca_policy", "weaken_ca_policy"),
    Case("-setreg policy\\DisableExtensionList +1.3.6.1.4.1.311.25.2", "weaken_ca_policy", "weaken_ca_policy"),
    # Microsoft's own way of serving roots to networks without Internet access is a share with a name
    Case("-syncWithWU \\\\fs01\\ctl$", "fetch_trust_lists", "fetch_trust_lists"),
    Case("-syncWithWU C:\\w", "fetch_trust_lists", "fetch_trust_lists"),
    Case("-generateSSTFromWU x.sst", "fetch_trust_lists", "fetch_trust_lists"),
    # Certified Pre-Owned, ESC6
    Case("-SetCATemplates +LabUser", "change_template", "template_offered"),
    Case("-setreg policy\\EditFlags +EDITF_ATTRIBUTESUBJECTALTNAME2", "weaken_ca_policy", "weaken_ca_policy"),
    # the same flags by their numbers
    *(
        Case(f"-setreg {change}", "weaken_ca_policy", "weaken_ca_policy")
        for change in (
            "policy\\EditFlags +0x40000",
            "policy\\EditFlags +262144",
            "policy\\EditFlags 0x15014e",
            "CA\\InterfaceFlags -0x200",
            "CA\\InterfaceFlags -512",
            "CA\\InterfaceFlags 0x441",
        )
    ),
    Case("-setreg policy\\EditFlags -0x40000"),
    Case("-setreg policy\\EditFlags 0x11014e"),
    Case("-setreg CA\\InterfaceFlags +0x200"),
    Case("-setreg CA\\InterfaceFlags +8"),
    Case("-setreg CA\\CRLFlags +0x40000"),
    Case(
        "-addstore -f Root D:\\t\\roots.sst",
        "add_to_store",
        "add_to_store_root serialized_store",
        frozenset({"CertImport", "TrustedStoreTarget"}),
        "LocalMachine\\root",
        ("d:\\t\\roots.sst",),
    ),
    Case("-setreg chain\\EnableWeakSignatureFlags 8", "change_chain_policy", "weak_signatures_taken"),
    Case("-setreg chain\\EnableWeakSignatureFlags 2", "change_chain_policy", "weak_signatures_taken"),
    Case("-setreg chain\\minRSAPubKeyBitLength 512", "change_chain_policy", "weak_signatures_taken"),
    Case("-setreg ca\\CRLPeriod 2"),
    # LOLBAS Certutil: -decode and -urlcache are other techniques, but for certificates and keys
    Case("-decode a.txt x.exe"),
    Case("-urlcache -split -f http://x.example/a.txt a.txt"),
    Case("-decode a.txt k.pfx", "fetch_key", "fetch_key", (), "", ("k.pfx",)),
    Case("-urlcache -f http://x.example/r.cer r.cer", "fetch_certificate", "fetch_certificate", (), "", ("r.cer",)),
    # SigmaHQ/sigma#6040; Windows' own gatherNetworkInfo.vbs runs these
    Case("-v -store -silent My", "list_store", "list_certificates", (), "LocalMachine\\my"),
    Case("-v -user -store -silent root", "list_store", "list_certificates", (), "CurrentUser\\root"),
    Case("-v -enterprise -store -silent NTAuth", "list_store", "", (), "Enterprise\\ntauth"),
]

# MD: these only read, ask, or do something else than certificates. Words of them look like more.
READING = [
    "",
    "-?",
    "-ping",
    "-verifystore Root",
    "-viewstore root",
    "-verifyCTL AuthRoot",
    "-verify -urlfetch C:\\inetpub\\wwwroot\\site.cer",
    "-hashfile D:\\root\\rootfs.img MD5",
    "-dump C:\\inetpub\\wwwroot\\my-p12.cer",
    "-dump -addstore.cer",
    "-encode root.cer out.txt",
    '-f -encodehex "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1\\SAM" out.txt',
    "-sign in.crl out.crl",
    "-template",
    "-CRL",
    "-getreg chain",
    "-pulse",
    "-csplist",
    # no verbs of certutil
    "-addcert root x.cer",
    "-p12 root x.cer",
    "-addst root x.cer",  # certutil takes no shortened verbs (wietze/windows-command-line-obfuscation)
    "addstore root x.cer",
    # a password alone is no action
    "-p Winter22 -ping",
]


@pytest.mark.parametrize("case", [*STORES, *KEYS, *OTHERS], ids=lambda case: case.line)
def test_what_a_line_does(case: Case) -> None:
    report = judge(case.line)
    assert report.tool == "certutil"
    assert report.action == case.action
    assert sorted(found.indicator for found in report.findings) == sorted(case.indicators.split())
    assert report.flags == set(case.flags)
    assert report.store == case.store
    assert report.files == list(case.files)
    assert report.secrets == list(case.secrets)
    assert report.targets == []


@pytest.mark.parametrize("line", READING)
def test_what_only_reads(line: str) -> None:
    report = judge(line)
    assert report.findings == []
    assert report.flags == set()


@pytest.mark.parametrize(
    ("operand", "indicators"),
    [
        ("C:\\pki\\x.cer", ""),
        ("C:\\Users\\u\\AppData\\Local\\Temp\\x.cer", "input_user_writable"),
        ("\\\\srv\\share\\x.cer", "input_remote"),
        ("http://x.example/x.cer", "input_remote"),
        ("C:\\pki\\a.txt:x.cer", "input_stream input_odd_extension"),
        ("C:\\pki\\crt3C5C.tmp", "input_odd_extension"),  # Secret Blizzard
        ("C:\\Users\\Public\\readme", "input_user_writable input_odd_extension"),
        ("%CERT%", ""),  # a variable tells no extension
        ("C:\\agent\\_work\\_temp\\x.cer", ""),
    ],
)
def test_where_the_certificate_comes_from(operand: str, indicators: str) -> None:
    found = {finding.indicator for finding in judge(f"-addstore root {operand}").findings}
    assert found == {"add_to_store_root", *indicators.split()}


def test_relative_operands_resolve_against_the_current_directory() -> None:
    assert judge("-addstore root ..\\x.cer", "C:\\Work\\pki\\").files == ["c:\\work\\x.cer"]


def test_the_thumbprint() -> None:
    thumbprint = "3B1E0A9C1F2D3E4F5061728394A5B6C7D8E9F001"
    assert judge(f"-delstore root {thumbprint.lower()}").thumbprint == thumbprint
    assert judge(f'-delstore root "{" ".join(thumbprint)}"').thumbprint == thumbprint
    assert judge("-delstore root 1234").thumbprint == ""


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("-addstore root x.cer", "certutil adds a certificate to LocalMachine\\root"),
        ("-importPFX root x.pfx", "certutil adds a certificate with its key to LocalMachine\\root"),
        ("-delstore -user ca 1234", "certutil deletes from the certificate store CurrentUser\\ca"),
        ("-exportPFX my 1234 o.pfx", "certutil exports a certificate with its private key from LocalMachine\\my"),
        ("-addstore root x.crl", "certutil adds a revocation or trust list to LocalMachine\\root"),
        (
            "-dspublish x.cer NTAuthCA",
            "certutil publishes a certificate to ActiveDirectory\\ntauth for the whole forest",
        ),
        ("-dspublish x.cer SubCA", "certutil publishes a certificate to ActiveDirectory\\ca"),
        ("-dspublish x.crl", "certutil publishes a revocation list to Active Directory"),
        ("x.pfx", "certutil opens the key file x.pfx"),
        ("-privatekey x.pfx", "certutil opens the key file x.pfx and prints its private key"),
        ("-store my", "certutil lists the certificates of LocalMachine\\my"),
        ("-MergePFX a.pem,b.pem o.pfx", "certutil -mergepfx creates a key file from certificate and key"),
        ("-repairstore my 1234", "certutil binds a private key to a certificate in LocalMachine\\my"),
        ("-backupKey C:\\w", "certutil -backupkey backs up the CA"),
        ("-GetKey 1234 o.p7b", "certutil -getkey brings an archived private key back"),
        ("-syncWithWU \\\\10.0.0.9\\s", "certutil -syncWithWU makes the host log on at a bare address"),
        ("-generateSSTFromWU x.sst", "certutil -generatesstfromwu fetches the trust lists of Windows Update"),
        (
            "-setreg policy\\EditFlags +EDITF_ATTRIBUTESUBJECTALTNAME2",
            "certutil lets requesters name any subject (EDITF_ATTRIBUTESUBJECTALTNAME2)",
        ),
        ("-setreg chain\\X 8", "certutil changes how certificate chains are checked (chain\\x)"),
        ("-decode a.txt k.pfx", "certutil -decode brings the key file k.pfx"),
        ("-urlcache -f http://x.example/r.cer", "certutil -urlcache brings the certificate file r.cer"),
        ("-encode k.pfx a.txt", "certutil -encode turns the key file k.pfx into text"),
    ],
)
def test_it_is_told_in_a_sentence(line: str, sentence: str) -> None:
    assert judge(line).findings[0].sentence == sentence


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("-p Winter22 x.pfx", "the password of the key file is on the command line in cleartext"),
        ("-pin 1234 x.pfx", "the smart-card PIN is on the command line in cleartext"),
        ("-privatekey -exportPFX 1234 o.pfx", "-privatekey asks for the private key"),
        (
            "-f -enterprise -addstore root x.cer",
            "-f with -enterprise: the shape of installers that bring their own root",
        ),
    ],
)
def test_how_it_is_done_is_told_too(line: str, sentence: str) -> None:
    assert sentence in [found.sentence for found in judge(line).findings[:2]]
