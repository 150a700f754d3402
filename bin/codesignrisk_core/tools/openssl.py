"""openssl where it makes certificates and moves keys.

Grammar: docs.openssl.org/3.0/man1 (openssl-pkcs12, -req, -x509, -ca, -rsa, -pkey, -pkcs7, -rehash,
-dgst, -cms, -passphrase-options).
Web administrators do all of this daily, so the weights are low; files in user-writable paths, passwords in clear and
borrowed names raise them. Limelighter and similar tools run ``openssl pkcs12 -export``, then osslsigncode.
"""

from __future__ import annotations

from typing import Callable

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import anchor_changes, certificate_making, inputs, outputs, passwords, subjects, targets
from codesignrisk_core.trust import file_kinds, usages

NAME = "openssl"

_COMMON = "in out inform outform passin passout engine provider rand"
_KEY = frozenset(f"{_COMMON} v1 v2 v2prf iter conv_form param_enc".split())
_VALUED = {
    "pkcs12": f"{_COMMON} inkey certfile password name caname csp macalg keypbe certpbe iter cafile capath passcerts",
    "req": f"""{_COMMON} key keyform keyout newkey days subj config extensions reqexts addext set_serial section nameopt
        sigopt pkeyopt ca cakey not_before not_after""",
    "x509": f"""{_COMMON} signkey key keyform ca cakey caform cakeyform caserial days extfile extensions set_serial subj
        force_pubkey checkend checkhost checkemail checkip nameopt certopt ext setalias addtrust addreject sigopt""",
    "ca": f"""{_COMMON} config name section cert certform keyfile keyform key days startdate enddate md policy
        extensions extfile subj outdir ss_cert spkac revoke status sigopt crldays""",
}
_VALUED["dgst"] = f"{_COMMON} sign keyform signature sigopt verify prverify"
_VALUED["cms"] = _VALUED["smime"] = f"{_COMMON} signer inkey keyform certfile"
_SECRETS = ("passin", "passout", "password", "passcerts")
_REFERENCES = ("env:", "file:", "fd:", "stdin")


def judge(command: Command) -> Report:
    """Read one openssl line: the command is the first word."""
    report = Report(tool=NAME)
    verb = command.args[0].lower if command.args else ""
    handler = _HANDLERS.get(verb)
    if handler is None:
        return report
    valued = frozenset(_VALUED[verb].split()) if verb in _VALUED else _KEY
    parsed = options.parse(command.args[1:], valued, attached="=")
    handler(report, parsed, command.cwd)
    for target in parsed.values("out"):
        anchor_changes.judge_written(report, NAME, target, command.cwd)
    if report.findings:
        for value in parsed.values(*_SECRETS):
            _judge_secret(report, value)
    return report


def _judge_secret(report: Report, value: str) -> None:
    """``pass:x`` is the password itself; env:, file:, fd: and stdin say where it is."""
    kind, _, secret = value.partition(":")
    if kind.lower() == "pass" and not secret.lower().startswith(_REFERENCES):
        passwords.judge_secret(report, secret, "the password of the key")


def _pkcs12(report: Report, parsed: options.Parsed, cwd: str) -> None:
    sources = inputs.add_files(report, *parsed.values("in", "inkey", "certfile"), cwd=cwd)
    made = inputs.add_files(report, *parsed.values("out"), cwd=cwd)
    if any(paths.extension(path) in file_kinds.PFX for path in report.files):
        report.flags.add("HasPFX")
    if parsed.has("export"):
        report.action = "make_pfx"
        report.flags.add("HasPFX")
        # a site's own name on its PFX is the norm here, a vendor's is not
        vendor = next(filter(None, map(subjects.vendor_of_file, made)), "")
        if vendor:
            report.add("clone_pfx", f"openssl creates a key file that bears the name of {vendor}")
        else:
            report.add("make_pfx", "openssl creates a key file from certificate and key")
    elif parsed.has("nodes", "noenc", "nocerts") and not parsed.has("nokeys"):
        report.action = "export_key"
        report.flags.add("HasPFX")
        clear = " unencrypted" if parsed.has("nodes", "noenc") else ""
        report.add("extract_key", f"openssl takes the private key{clear} out of a key file")
    if report.findings:
        for path in sources:
            inputs.judge_input(report, path, frozenset())
        for path in made:
            outputs.judge_output(report, path)


def _req(report: Report, parsed: options.Parsed, cwd: str) -> None:
    """req -x509 creates a certificate; without -x509 it is a request, which an authority must answer."""
    if not parsed.has("x509"):
        return
    self_signed = not parsed.has("ca")
    _make(report, parsed, cwd, self_signed, *parsed.values("keyout", "key", "out"))


def _x509(report: Report, parsed: options.Parsed, cwd: str) -> None:
    if parsed.has("signkey") or (parsed.has("key", "ca") and not parsed.has("noout")):
        self_signed = not parsed.has("ca")
        _make(report, parsed, cwd, self_signed, *parsed.values("signkey", "key", "cakey", "in", "out"))


def _ca(report: Report, parsed: options.Parsed, cwd: str) -> None:
    if parsed.has("in", "infiles", "ss_cert", "spkac"):
        _make(report, parsed, cwd, parsed.has("selfsign"), *parsed.values("keyfile", "cert", "in", "out"))
        passwords.judge_secret(report, parsed.value("key"), "the password of the CA's key")


def _make(report: Report, parsed: options.Parsed, cwd: str, self_signed: bool, *files: str) -> None:
    uses = " ".join(parsed.values("addext", "extensions", "extfile", "config"))
    certificate_making.judge(report, NAME, self_signed=self_signed, for_code=usages.signs_code(uses))
    subjects.judge_subject(report, parsed.value("subj"))
    inputs.add_files(report, *files, cwd=cwd)
    for path in (paths.normal(name, cwd) for name in parsed.values("keyout", "out")):
        outputs.judge_output(report, path)


def _key(report: Report, parsed: options.Parsed, cwd: str) -> None:
    """rsa, ec, pkey ...: a private key is written without a cipher, so without its password."""
    ciphers = any(option.name.startswith(("aes", "des", "camellia", "aria", "idea")) for option in parsed.options)
    source, target = parsed.value("in"), parsed.value("out")
    if not (source and target) or ciphers or parsed.has("pubin", "pubout", "noout", "topk8"):
        return
    report.action = "export_key"
    report.add("decrypt_key", "openssl writes a private key without its password")
    inputs.add_files(report, target, cwd=cwd)
    for path in inputs.add_files(report, source, cwd=cwd):
        inputs.judge_input(report, path, file_kinds.KEY_OPERANDS)


def _sign(report: Report, parsed: options.Parsed, cwd: str) -> None:
    """``dgst -sign KEY FILE``, ``cms -sign -signer FILE -in FILE``: what updates and firmware are signed with."""
    keys = [*parsed.values("sign"), *parsed.values("signer", "inkey")]
    if not parsed.has("sign") or not any(map(file_kinds.of, keys)):
        return
    report.action = "sign"
    report.add("sign_other_tool", f"openssl signs with the key file {paths.base(next(filter(file_kinds.of, keys)))}")
    targets.add(report, *(word.text for word in parsed.operands), *parsed.values("in"), cwd=cwd)
    inputs.judge(report, *filter(file_kinds.of, keys), cwd=cwd)
    for path in report.targets:
        targets.judge_place(report, path)


def _bundle(_report: Report, _parsed: options.Parsed, _cwd: str) -> None:
    """pkcs7 -print_certs, crl2pkcs7: certificates in another form; only where they go matters."""


def _rehash(report: Report, parsed: options.Parsed, cwd: str) -> None:
    """rehash [FOLDER ...]: the links by which OpenSSL finds the roots in a folder; its own one, where none is named."""
    anchor_changes.judge_rehash(report, "openssl rehash", [word.text for word in parsed.operands], cwd)


_HANDLERS: dict[str, Callable[[Report, options.Parsed, str], None]] = {
    "pkcs12": _pkcs12,
    "req": _req,
    "x509": _x509,
    "ca": _ca,
    "rehash": _rehash,
    **dict.fromkeys(("pkcs7", "crl2pkcs7"), _bundle),
    **dict.fromkeys(("dgst", "cms", "smime"), _sign),
    **dict.fromkeys(("rsa", "dsa", "ec", "pkey", "pkcs8"), _key),
}

TOOLS = (Tool(NAME, ("openssl",), ("openssl.exe", "openssl"), judge),)
