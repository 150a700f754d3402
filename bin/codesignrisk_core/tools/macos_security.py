"""security of macOS: keychains, identities and trust.

Grammar: man page security(1) and the usage texts of the tool; the first command that begins with the given word is run
(SecurityTool, security.c, match_command), so commands may be shortened, in the order of the tool's own table.
"""

from __future__ import annotations

from typing import Callable

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.model import POSIX, Command, Report, Tool
from codesignrisk_core.rules import inputs, passwords
from codesignrisk_core.trust import file_kinds, places, stores

NAME = "security"

# In the order of the tool's table (security help): the first that begins with the word wins.
_COMMANDS = """help list-keychains list-smartcards default-keychain login-keychain create-keychain delete-keychain
    lock-keychain unlock-keychain set-keychain-settings set-keychain-password show-keychain-info dump-keychain
    create-keypair add-generic-password add-internet-password add-certificates find-generic-password
    delete-generic-password set-generic-password-partition-list find-internet-password delete-internet-password
    set-internet-password-partition-list find-key set-key-partition-list find-certificate find-identity
    delete-certificate delete-identity set-identity-preference get-identity-preference create-db export import cms
    install-mds add-trusted-cert remove-trusted-cert dump-trust-settings user-trust-settings-enable
    trust-settings-export trust-settings-import verify-cert authorize authorizationdb execute-with-privileges leaks
    smartcards export-smartcard error""".split()

_GLOBAL_FLAGS = frozenset({"-h", "-i", "-l", "-q", "-v"})

# Letters that take a value, by command.
_VALUED = {
    "create-keychain": "p",
    "unlock-keychain": "p",
    "set-keychain-password": "op",
    "add-certificates": "k",
    "set-key-partition-list": "acCDjklSt",
    "delete-certificate": "cZ",
    "delete-identity": "cZ",
    "export": "ktfPo",
    "import": "ktfPaT",
    "add-trusted-cert": "rpasekuio",
}

_KEYS = frozenset({"pkcs12", "openssl", "bsafe", "pkcs8", "openssh1", "openssh2", "pemseq"})
_PUBLIC_TYPES = frozenset({"certs", "pubkeys"})
_TRUST_RIGHTS = "com.apple.trust-settings."
_SYSTEM_KEYCHAINS = frozenset({"system.keychain", "systemrootcertificates.keychain"})
_SYSTEM_DOMAIN = "System.keychain"
_USER_DOMAIN = "user"


def judge(command: Command) -> Report:
    """Read one security line. Commands that only look things up, and those for passwords, report nothing."""
    report = Report(tool=NAME)
    words = getopt.rejoin(command.args)
    start = _command_at(words)
    asks = any(word in ("-h", "--help", "help") for word in words[: start + 2])
    if start < len(words) and not asks:
        verb = next((name for name in _COMMANDS if name.startswith(words[start])), "")
        parsed = getopt.parse(words[start + 1 :], getopt.Grammar(_VALUED.get(verb, "")))
        reader = _READERS.get(verb)
        if reader is not None:
            reader(report, verb, parsed, command.cwd)
    return report


def _command_at(words: list[str]) -> int:
    """Position of the command behind the tool's own options (``-q``, ``-p prompt``)."""
    position = 0
    while position < len(words) and words[position].startswith("-"):
        position += 1 if words[position] in _GLOBAL_FLAGS or words[position] != "-p" else 2
    return position


def _domain(words: getopt.Words) -> str:
    return _SYSTEM_DOMAIN if words.has("d") else _USER_DOMAIN


def _add_trusted(report: Report, _verb: str, words: getopt.Words, cwd: str) -> None:
    """-r trustRoot | trustAsRoot | deny | unspecified, trustRoot when not given; -d: for all users."""
    files = inputs.add_files(report, *words.operands[-1:], cwd=cwd)
    if not files:
        return  # the tool shows how it is used
    report.action = "add_to_store"
    denied = words.value("r").lower() == "deny"
    report.flags.update(("CertImport", "TrustedStoreTarget"))
    report.store = stores.label(_domain(words), "disallowed" if denied else "root")
    if denied:
        report.add("add_to_store_disallowed", f"security has a certificate distrusted in {report.store}")
    else:
        report.add("add_trusted_cert", f"security has a certificate trusted in {report.store}")
    for path in files:
        inputs.judge_input(report, path, file_kinds.CERTIFICATE_FILES)


def _import_trust(report: Report, _verb: str, words: getopt.Words, cwd: str) -> None:
    report.action = "add_to_store"
    report.flags.update(("CertImport", "TrustedStoreTarget"))
    report.store = stores.label(_domain(words), "root")
    report.add("add_trusted_cert", f"security imports trust settings into {report.store}")
    for path in inputs.add_files(report, *words.operands[:1], cwd=cwd):
        inputs.judge_input(report, path, frozenset())


def _remove_trusted(report: Report, _verb: str, words: getopt.Words, cwd: str) -> None:
    report.action = "delete_from_store"
    report.store = stores.label(_domain(words), "root")
    inputs.add_files(report, *words.operands[:1], cwd=cwd)
    report.add("delete_from_trusted_store", f"security takes the trust of a certificate out of {report.store}")


def _authorization(report: Report, _verb: str, words: getopt.Words, _cwd: str) -> None:
    """authorizationdb write RIGHT [allow|deny|rule]: ``allow`` lets trust be changed without a question."""
    verb, right, rule = (*words.operands, "", "", "")[:3]
    if verb == "write" and right.lower().startswith(_TRUST_RIGHTS) and rule == "allow":
        report.action = "weaken_trust_policy"
        report.add("weaken_trust_policy", f"security lets anybody change trust without a question ({right})")


def _import(report: Report, _verb: str, words: getopt.Words, cwd: str) -> None:
    report.flags.add("CertImport")
    keychain = words.value("k")
    report.store = stores.label(paths.base(keychain) or _USER_DOMAIN, "my")
    # a torn password leaves words among the operands
    operand = next((word for word in words.operands if "/" in word or paths.extension(word)), "")
    files = inputs.add_files(report, operand, cwd=cwd)
    is_certificate = words.value("t") == "cert" and not words.value("f")
    extensions = {paths.extension(path) for path in files}
    if words.value("f") in _KEYS or (not is_certificate and not extensions <= file_kinds.CERTIFICATE_FILES):
        report.action = "import_pfx"
        report.add("keychain_import", f"security imports a key file into {report.store}")
    else:
        report.action = "add_to_store"
        report.add("keychain_certificate", f"security adds a certificate to {report.store}, not yet trusted")
    passwords.judge_secret(report, words.value("P"), "the password of the key file")
    if words.has("A") or any(paths.base(path) == "codesign" for path in words.values("T")):
        report.add("key_without_question", "programs may sign with the key without a question")
    inputs.judge(report, *files)


def _export(report: Report, _verb: str, words: getopt.Words, cwd: str) -> None:
    """-t certs|allKeys|pubKeys|privKeys|identities|all: all when not given, which holds the private keys."""
    if words.value("t").lower() in _PUBLIC_TYPES:
        return
    report.action = "export_key"
    report.store = stores.label(paths.base(words.value("k")) or _USER_DOMAIN, "my")
    report.add("export_key", f"security exports private keys from {report.store}")
    passwords.judge_secret(report, words.value("P"), "the password of the key file")
    for path in inputs.add_files(report, words.value("o"), cwd=cwd):
        inputs.judge_pfx(report, path)
        if places.is_user_writable_posix(path):
            report.add("output_user_writable", f"{paths.base(path)} is written to a user-writable path")
    if words.value("f") == "pkcs12":
        report.flags.add("HasPFX")


def _dump(report: Report, _verb: str, words: getopt.Words, _cwd: str) -> None:
    if words.has("d"):
        report.action = "dump_keychain"
        report.add("dump_keychain", "security prints the secrets of a keychain in cleartext")
    else:
        report.action = "list_store"
        report.add("list_keychain", "security lists the items of a keychain")


def _partition_list(report: Report, _verb: str, words: getopt.Words, _cwd: str) -> None:
    report.action = "change_key_access"
    report.add("key_partition_list", "security lets tools use a key without a question")
    passwords.judge_secret(report, words.value("k"), "the password of the keychain")


def _delete(report: Report, _verb: str, words: getopt.Words, _cwd: str) -> None:
    """delete-certificate and delete-identity; -t deletes the user's trust settings as well."""
    keychain = paths.base(words.operands[-1]) if words.operands else ""
    trusted = words.has("t") or keychain in _SYSTEM_KEYCHAINS
    report.action = "delete_from_store"
    report.thumbprint = words.value("Z").upper()
    report.store = stores.label(keychain or _USER_DOMAIN, "root" if trusted else "my")
    report.add(
        "delete_from_trusted_store" if trusted else "delete_from_store",
        f"security deletes a certificate from {report.store}",
    )


def _add_certificates(report: Report, _verb: str, words: getopt.Words, cwd: str) -> None:
    report.action = "add_to_store"
    report.flags.add("CertImport")
    report.store = stores.label(paths.base(words.value("k")) or _USER_DOMAIN, "my")
    inputs.add_files(report, *words.operands, cwd=cwd)
    report.add("keychain_certificate", f"security adds a certificate to {report.store}, not yet trusted")


def _unlock(report: Report, verb: str, words: getopt.Words, _cwd: str) -> None:
    """Keychain commands that carry passwords. Opening a keychain is a first step to its keys, and normal in builds."""
    if verb == "unlock-keychain":
        report.action = "unlock_keychain"
        report.add("unlock_keychain", "security unlocks a keychain")
        passwords.judge_secret(report, words.value("p"), "the password of the keychain")
    else:
        report.secrets.extend(secret for secret in words.values("o", "p") if passwords.is_clear(secret))


_READERS: dict[str, Callable[[Report, str, getopt.Words, str], None]] = {
    "add-trusted-cert": _add_trusted,
    "trust-settings-import": _import_trust,
    "remove-trusted-cert": _remove_trusted,
    "authorizationdb": _authorization,
    "import": _import,
    "export": _export,
    "dump-keychain": _dump,
    "set-key-partition-list": _partition_list,
    "delete-certificate": _delete,
    "delete-identity": _delete,
    "add-certificates": _add_certificates,
    "unlock-keychain": _unlock,
    "create-keychain": _unlock,
    "set-keychain-password": _unlock,
}

TOOLS = (Tool(NAME, ("security",), (), judge, POSIX),)
