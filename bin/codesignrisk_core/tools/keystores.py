"""keytool and jarsigner of Java. Grammar: docs.oracle.com/en/java/javase/21/docs/specs/man (keytool, jarsigner)."""

from __future__ import annotations

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import certificate_making, inputs, outputs, passwords, signing, subjects, targets
from codesignrisk_core.trust import file_kinds, usages

KEYTOOL, JARSIGNER = "keytool", "jarsigner"

_KEYTOOL_VALUED = frozenset(
    """alias addprovider destalias destkeypass destkeystore deststorepass deststoretype dname destprovidername ext file
    groupname id infile jarfile keyalg keypass keysize keystore new outfile providerarg providerclass providername
    providerpath sigalg signer signerkeypass srcalias srckeypass srckeystore srcprovidername srcstorepass srcstoretype
    sslserver startdate storepass storetype validity""".split()
)
_KEYTOOL_SECRETS = "storepass keypass srcstorepass deststorepass srckeypass destkeypass signerkeypass new".split()
_JARSIGNER_VALUED = frozenset(
    """altsigner altsignerpath addprovider certchain conf digestalg keypass keystore providerarg providerclass
    providername providerpath sigalg sigfile signedjar storepass storetype tsa tsacert tsadigestalg
    tsapolicyid""".split()
)
# -storepass:env NAME and -storepass:file NAME say where the password is, not what it is.
_REFERRED = frozenset(f"{name}:{place}" for name in _KEYTOOL_SECRETS for place in ("env", "file"))
# The password that Java ships its trust store with is no secret.
_JAVA_DEFAULT = "changeit"


def judge_keytool(command: Command) -> Report:
    """Read one keytool line: keys and certificates of Java's key stores."""
    report = Report(tool=KEYTOOL)
    parsed = options.parse(command.args, _KEYTOOL_VALUED | _REFERRED, attached=":=")
    if parsed.has("importcert", "import"):
        _import_certificate(report, parsed, command.cwd)
    elif parsed.has("genkeypair", "genkey", "selfcert"):
        _make_certificate(report, parsed)
    elif parsed.has("importkeystore"):
        _convert(report, parsed, command.cwd)
    elif parsed.has("exportcert", "export"):
        report.action = "export_certificate"
    for path in inputs.add_files(report, *parsed.values("keystore", "srckeystore", "destkeystore"), cwd=command.cwd):
        if paths.extension(path) in file_kinds.PFX:
            report.flags.add("HasPFX")
    if report.findings:
        _judge_secrets(report, parsed, _KEYTOOL_SECRETS)
    return report


def _import_certificate(report: Report, parsed: options.Parsed, cwd: str) -> None:
    report.action = "add_to_store"
    report.flags.add("CertImport")
    store = paths.normal(parsed.value("keystore"), cwd)
    # -trustcacerts only lets the check of the chain use cacerts; the certificate goes where -keystore says
    if parsed.has("cacerts") or paths.base(store) in ("cacerts", "jssecacerts"):
        report.store = "Java\\cacerts" if not store or paths.base(store) == "cacerts" else ""
        report.add("import_java_trust", "keytool adds a certificate to those that Java trusts")
    else:
        report.add("import_java_certificate", "keytool adds a certificate to a key store")
    for path in inputs.add_files(report, parsed.value("file", "infile"), cwd=cwd):
        inputs.judge_input(report, path, frozenset())


def _make_certificate(report: Report, parsed: options.Parsed) -> None:
    extensions = " ".join(parsed.values("ext"))
    certificate_making.judge(report, KEYTOOL, self_signed=True, for_code=usages.signs_code(extensions))
    subjects.judge_subject(report, parsed.value("dname"))


def _convert(report: Report, parsed: options.Parsed, cwd: str) -> None:
    report.action = "convert_key"
    report.add("convert_keystore", "keytool copies the keys of one key store into another")
    for path in inputs.add_files(report, parsed.value("srckeystore"), cwd=cwd):
        inputs.judge_input(report, path, frozenset())
    for path in inputs.add_files(report, parsed.value("destkeystore"), cwd=cwd):
        outputs.judge_output(report, path)


def judge_jarsigner(command: Command) -> Report:
    """Read one jarsigner line: it signs unless it verifies."""
    report = Report(tool=JARSIGNER)
    parsed = options.parse(command.args, _JARSIGNER_VALUED | _REFERRED, attached=":=")
    if parsed.has("verify"):
        report.action = "verify"
        return report
    if not parsed.operands:
        return report
    report.action = "sign"
    targets.add(report, parsed.operands[0].text, cwd=command.cwd)
    report.add("sign_other_tool", f"jarsigner signs {paths.shown(report.targets, 'a file')}")
    inputs.judge(report, *parsed.values("keystore"), cwd=command.cwd)
    if parsed.values("tsa"):
        signing.judge_timestamp(report, *parsed.values("tsa"))
    targets.judge(report)
    _judge_secrets(report, parsed, ["storepass", "keypass"])
    return report


def _judge_secrets(report: Report, parsed: options.Parsed, names: list[str]) -> None:
    for option in parsed.options:
        if option.name in names and option.value != _JAVA_DEFAULT:
            passwords.judge_secret(report, option.value, "the password of a key store")


TOOLS = (
    Tool(KEYTOOL, ("keytool",), ("keytool.exe",), judge_keytool),
    Tool(JARSIGNER, ("jarsigner",), ("jarsigner.exe",), judge_jarsigner),
)
