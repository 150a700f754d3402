"""certutil.exe of Windows (not the NSS tool of the same name).

Verbs, operands and options: learn.microsoft.com/windows-server/administration/windows-commands/certutil; -exportPFX,
-generateSSTFromWU, -syncWithWU and -encodehex, which that page leaves out: LOLBAS Certutil and Atomic Red Team.
certutil takes no shortened verbs (wietze/windows-command-line-obfuscation: "no alternative commands were found").
"""

from __future__ import annotations

import re
from typing import Callable

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import inputs, outputs, passwords, store_changes
from codesignrisk_core.tools import certutil_authority
from codesignrisk_core.trust import file_kinds, hosts, places, stores

NAME = "certutil"

_VALUED = frozenset(
    "p csp t dc config out pin sid restrict cert username clientcertificate policyserver protectto symkeyalg".split()
)

# What may stand behind the file of -exportPFX (certutil -exportPFX -?), in a list with commas.
_PFX_MODIFIERS = frozenset(
    "cryptoalgorithm encryptcert exportparameters extendedproperties nochain noroot noencryptcert".split()
)
_ID_AND_FILE = 2

# Verbs that only read, ask, or belong to other techniques. They are listed so that a verb is told from an option.
_READING = frozenset(
    """dump dumppfx asn decodehex hashfile store verifystore viewstore verify verifyctl ping pingadmin
    template templatecas catemplates adtemplate adca ca cainfo ca.cert ca.chain getcrl crl getconfig view db schema
    dynamicfilelist databaselocations getreg delreg pulse csplist csptest oid error machineinfo dcinfo entinfo tcainfo
    scinfo verifykeys sign key delkey policy policycache credstore deleterow deny resubmit revoke isvalid setattributes
    setextension shutdown installcert renewcert importcert flushcache enrollmentserverurl vroot vocsproot
    addenrollmentserver deleteenrollmentserver addpolicyserver deletepolicyserver setcasites setcatemplates
    restoredb installdefaulttemplates""".split()
)


def is_nss(command: Command, company: str = "") -> bool:
    """Whether this is the certutil of Mozilla's NSS: by place, maker, platform, or its one-letter commands."""
    if command.image.startswith("/") or "\\nss\\" in command.image.lower() or "mozilla" in company.lower():
        return True
    words = {token.text for token in command.args}
    return "-d" in words and bool(words & {"-A", "-L", "-N", "-D", "-M", "-V", "-K", "-S"})


def judge(command: Command) -> Report:
    """Read one certutil line. No verb means -dump."""
    report = Report(tool=NAME)
    verb = next((name for name in map(options.name, command.args) if name in _VERBS), "")
    # "-p -exportPFX x.pfx": a verb is never the value of the option before it
    words = [token for token in command.args if not verb or options.name(token) != verb]
    parsed = options.parse(words, _VALUED, attached="")
    passwords.judge_secret(report, parsed.value("p"), "the password of the key file")
    passwords.judge_secret(report, parsed.value("pin"), "the smart-card PIN", "token_pin")
    (_WRITING.get(verb) or _read)(report, verb or "dump", parsed, command.cwd)
    if not any(found.indicator != "clear_password" for found in report.findings):
        report.findings.clear()  # a password alone is not an action of certificate abuse
    return report


def _location(parsed: options.Parsed) -> str:
    if parsed.has("user"):
        return stores.USER
    if parsed.has("enterprise"):
        return stores.ENTERPRISE
    if parsed.has("grouppolicy"):
        return stores.GROUP_POLICY
    return stores.SERVICE if parsed.has("service") else stores.MACHINE


def _operand(parsed: options.Parsed, position: int) -> str:
    return parsed.operands[position].text if len(parsed.operands) > position else ""


def _named(parsed: options.Parsed) -> str:
    """The thumbprint among the operands: one of the forms that a CertId may have."""
    return next(filter(None, (stores.thumbprint(word.text) for word in parsed.operands)), "")


def _judge_force(report: Report, parsed: options.Parsed) -> None:
    if parsed.has("f") and parsed.has("enterprise"):
        report.add("force_enterprise", "-f with -enterprise: the shape of installers that bring their own root")


def _addstore(report: Report, _verb: str, parsed: options.Parsed, cwd: str) -> None:
    store = stores.canonical(_operand(parsed, 0))
    files = inputs.add_files(report, _operand(parsed, 1), cwd=cwd)
    # upkeep brings a list from a folder of its own; elsewhere the store decides, not what the file is called
    upkeep = not (files and stores.is_trusted(store) and places.is_staging(files[0]))
    if files and paths.extension(files[0]) in file_kinds.LISTS and upkeep:
        store_changes.judge_add_list(report, NAME, _location(parsed), store)
        return
    store_changes.judge_add(report, NAME, _location(parsed), store)
    if files and paths.extension(files[0]) == "sst":
        report.add("serialized_store", "it is a store of many certificates, as networks without Internet access get it")
    _judge_force(report, parsed)
    inputs.judge(report, *files, known=file_kinds.CERTIFICATE_OPERANDS)


def _importpfx(report: Report, _verb: str, parsed: options.Parsed, cwd: str) -> None:
    """-importPFX [Store] PFX [Modifiers]: a first operand without dot and backslash is the store."""
    first, second = _operand(parsed, 0), _operand(parsed, 1)
    named = bool(second) and not any(char in first for char in ".\\/:")
    store = stores.canonical(first) if named else "my"
    store_changes.judge_import_key(report, NAME, _location(parsed), store)
    inputs.judge(report, second if named else first, known=file_kinds.CERTIFICATE_OPERANDS, cwd=cwd)


def _exportpfx(report: Report, _verb: str, parsed: options.Parsed, cwd: str) -> None:
    """-exportPFX [Store] CertId PFX [Modifiers]: with a store, the PFX is the third operand."""
    words = [word.text for word in parsed.operands]
    if len(words) > _ID_AND_FILE and all(
        part.partition("=")[0] in _PFX_MODIFIERS for part in words[-1].lower().split(",")
    ):
        words.pop()
    keys = (place for place, word in enumerate(words) if paths.extension(word) in file_kinds.PFX)
    place = next(keys, len(words) - 1)
    store = stores.canonical(_operand(parsed, 0)) if place > 1 else "my"
    store_changes.judge_export_key(report, NAME, _location(parsed), store)
    report.thumbprint = _named(parsed)
    if parsed.has("privatekey"):
        report.add("with_private_key", "-privatekey asks for the private key")
    for at, word in enumerate(words):
        if at == place > 0 or paths.extension(word) in file_kinds.CERTIFICATE_OPERANDS:
            for path in inputs.add_files(report, word, cwd=cwd):
                outputs.judge_output(report, path)
                outputs.judge_key_name(report, path)


def _convert(report: Report, verb: str, parsed: options.Parsed, cwd: str) -> None:
    report.action = "convert_key"
    for word in parsed.operands[:2]:
        inputs.judge(report, *word.text.split(","), cwd=cwd)
    report.add("convert_key", f"certutil -{verb} creates a key file from certificate and key")


def _dspublish(report: Report, _verb: str, parsed: options.Parsed, cwd: str) -> None:
    report.action = "publish_to_directory"
    inputs.add_files(report, _operand(parsed, 0), cwd=cwd)
    container = _operand(parsed, 1).lower()
    if paths.extension(_operand(parsed, 0)) in file_kinds.LISTS:
        report.add("add_revocation_list", "certutil publishes a revocation list to Active Directory")
    elif container in ("ntauthca", "rootca"):
        report.flags.update(("CertImport", "TrustedStoreTarget"))
        report.store = stores.label(stores.DIRECTORY, stores.canonical(container))
        indicator = "publish_trust" if container == "ntauthca" else "publish_root"
        report.add(indicator, f"certutil publishes a certificate to {report.store} for the whole forest")
    else:
        report.flags.add("CertImport")
        report.store = stores.label(stores.DIRECTORY, stores.canonical(container or "ca"))
        report.add("publish_certificate", f"certutil publishes a certificate to {report.store}")
    if any(map(_AUTHORITY_FOLDER.search, report.files)):
        report.add("authority_folder", "the certificate lies where an authority publishes what it issues")
    if report.action and not report.findings[0].indicator.startswith("add_"):
        for path in report.files:
            inputs.judge_input(report, path, file_kinds.CERTIFICATE_OPERANDS)


def _delete(report: Report, _verb: str, parsed: options.Parsed, _cwd: str) -> None:
    store = stores.canonical(_operand(parsed, 0) or "ca")
    store_changes.judge_delete(report, NAME, _location(parsed), store, _operand(parsed, 1))


def _repair(report: Report, _verb: str, parsed: options.Parsed, _cwd: str) -> None:
    report.action = "repair_key"
    report.store = stores.label(_location(parsed), stores.canonical(_operand(parsed, 0)))
    report.thumbprint = _named(parsed)
    report.add("repair_key", f"certutil binds a private key to a certificate in {report.store}")


def _backup(report: Report, verb: str, parsed: options.Parsed, cwd: str) -> None:
    report.action = "export_key" if verb != "backupdb" else "backup_database"
    indicator = "backup_ca_key" if verb != "backupdb" else "backup_ca_database"
    report.add(indicator, f"certutil -{verb} backs up the CA")
    folder = paths.normal(_operand(parsed, 0), cwd)
    if not places.is_drive_root(folder):  # C:\backup is a usual folder
        outputs.judge_output(report, folder)


def _recover(report: Report, verb: str, parsed: options.Parsed, cwd: str) -> None:
    report.action = "recover_key"
    report.add("recover_key", f"certutil -{verb} brings an archived private key back")
    for word in parsed.operands:
        if paths.extension(word.text) in file_kinds.PFX:
            inputs.note(report, word.text, cwd=cwd)


def _sync(report: Report, verb: str, parsed: options.Parsed, cwd: str) -> None:
    report.action = "fetch_trust_lists"
    target = paths.normal(_operand(parsed, 0), cwd)
    if verb == "syncwithwu" and hosts.is_bare(target):
        report.add("coerced_authentication", "certutil -syncWithWU makes the host log on at a bare address")
    else:
        report.add("fetch_trust_lists", f"certutil -{verb} fetches the trust lists of Windows Update")


# Where an authority of Windows puts its own certificates and lists, and the folder or share PKI of many guides
# (learn.microsoft.com, "Install the Certification Authority").
_AUTHORITY_FOLDER = re.compile(r"\\(?:certenroll|pki[^\\]{0,32})\\")


def _scroots(report: Report, _verb: str, parsed: options.Parsed, cwd: str) -> None:
    if _operand(parsed, 0).lower() == "update":
        inputs.add_files(report, _operand(parsed, 1), cwd=cwd)
        store_changes.judge_add(report, NAME, stores.MACHINE, "smartcardroot")


def _decode(report: Report, verb: str, parsed: options.Parsed, cwd: str) -> None:
    """-decode and -urlcache belong to other techniques, unless what they bring is a certificate or key file."""
    for word in reversed(parsed.operands):
        extension = paths.extension(word.text)
        if extension in file_kinds.PFX or extension in ("pvk", "snk"):
            report.action = "fetch_key"
            report.add("fetch_key", f"certutil -{verb} brings the key file {paths.base(word.text)}")
        elif extension in ("cer", "crt", "p7b", "spc", "sst"):
            report.action = "fetch_certificate"
            report.add("fetch_certificate", f"certutil -{verb} brings the certificate file {paths.base(word.text)}")
        else:
            continue
        if paths.is_remote(word.text.lower()):
            _judge_source(report, word.text)
        else:
            for path in inputs.add_files(report, word.text, cwd=cwd):
                outputs.judge_output(report, path)
                inputs.judge_planted(report, path)
            for source in parsed.operands:
                _judge_source(report, source.text)
            return


def _judge_source(report: Report, word: str) -> None:
    if "://" in word and hosts.is_bare(word):
        report.add("input_bare_address", "it comes from a host that is a bare address")


def _encode(report: Report, verb: str, parsed: options.Parsed, cwd: str) -> None:
    """-encode and -encodehex make text of any file; text of a key file travels unseen."""
    source, target = _operand(parsed, 0), _operand(parsed, 1)
    if paths.extension(source) in file_kinds.PFX or paths.extension(source) in ("pvk", "snk", "jks"):
        report.action = "encode_key"
        inputs.judge(report, source, cwd=cwd)
        report.add("encode_key_file", f"certutil -{verb} turns the key file {paths.base(source)} into text")
        outputs.judge_output(report, paths.normal(target, cwd))


def _read(report: Report, verb: str, parsed: options.Parsed, cwd: str) -> None:
    """Verbs that read. Looking into a key file, or into somebody's own certificates, is still worth a word."""
    if verb in ("dump", "dumppfx"):
        keys = [word.text for word in parsed.operands if paths.extension(word.text) in file_kinds.PFX]
        for path in inputs.add_files(report, *keys, cwd=cwd):
            report.action = "read_key_file"
            inputs.judge_pfx(report, path)
            private = parsed.has("privatekey")
            report.add(
                "dump_private_key" if private else "read_key_file",
                f"certutil opens the key file {paths.base(path)}{' and prints its private key' if private else ''}",
            )
    elif verb == "store":
        store = stores.canonical(_operand(parsed, 0) or "ca")
        report.action = "list_store"
        report.store = stores.label(_location(parsed), store)
        if store == "my" or parsed.has("user"):
            report.add("list_certificates", f"certutil lists the certificates of {report.store}")


_WRITING: dict[str, Callable[[Report, str, options.Parsed, str], None]] = {
    "addstore": _addstore,
    "importpfx": _importpfx,
    "exportpfx": _exportpfx,
    "mergepfx": _convert,
    "convertepf": _convert,
    "dspublish": _dspublish,
    "delstore": _delete,
    "viewdelstore": _delete,
    "repairstore": _repair,
    "backup": _backup,
    "backupkey": _backup,
    "backupdb": _backup,
    "getkey": _recover,
    "recoverkey": _recover,
    "restorekey": _recover,
    "restore": _recover,
    "importkms": _recover,
    "syncwithwu": _sync,
    "generatesstfromwu": _sync,
    "setreg": certutil_authority.set_registry,
    "setcatemplates": certutil_authority.offer,
    "dstemplate": certutil_authority.change_template,
    "scroots": _scroots,
    "decode": _decode,
    "urlcache": _decode,
    "encode": _encode,
    "encodehex": _encode,
}
_VERBS = _READING | _WRITING.keys()


TOOLS = (Tool(NAME, ("certutil",), ("certutil.exe",), judge),)
