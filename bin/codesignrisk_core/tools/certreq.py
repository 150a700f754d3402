"""certreq.exe: certificate requests. Grammar: learn.microsoft.com, windows-commands/certreq_1.

-Post, which that page leaves out, sends any file anywhere (LOLBAS Certreq): T1105 and T1048, unless it is a key file.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import inputs, outputs, passwords
from codesignrisk_core.trust import file_kinds, stores

NAME = "certreq"

_VERBS = frozenset({"new", "submit", "retrieve", "accept", "sign", "policy", "enroll", "post"})
_VALUED = frozenset("attrib policyserver config clientcertificate username p pin cert sid xchg".split())
_CERTIFICATE_NAMES = file_kinds.CERTIFICATE_OPERANDS | {"rsp", "p7r"}
# Names of people in a subject alternative name. dns= is what web servers ask for.
_PERSON_NAMES = ("upn=", "email=", "principalname=")

_SENTENCES = {
    "new": "certreq creates a certificate request",
    "submit": "certreq sends a certificate request to a CA",
    "enroll": "certreq enrols for a certificate",
    "sign": "certreq signs a certificate request",
    "policy": "certreq puts a policy on a certificate request",
}


def judge(command: Command) -> Report:
    """Read one certreq line. A request file without a verb is submitted."""
    report = Report(tool=NAME)
    verb = next((name for name in map(options.name, command.args) if name in _VERBS), "")
    words = [word for word in command.args if not verb or options.name(word) != verb]
    parsed = options.parse(words, _VALUED, attached="")
    operands = [word.text for word in parsed.operands]
    if not verb and operands:
        verb = "submit"
    if verb in ("post", "retrieve", ""):
        report.action = verb
        if verb == "post":
            _post(report, operands, parsed.value("config"), command.cwd)
        return report
    files = inputs.add_files(report, *operands, cwd=command.cwd)
    if verb == "accept":
        report.action = "accept_certificate"
        report.flags.add("CertImport")
        report.store = stores.label(stores.MACHINE if parsed.has("machine") else stores.USER, "my")
        report.add("accept_certificate", f"certreq installs an issued certificate into {report.store}")
        for path in files:
            inputs.judge_input(report, path, _CERTIFICATE_NAMES)
    else:
        report.action = "request_certificate"
        report.add("request_certificate", _SENTENCES[verb])
        # in whatever word they stand: the quotes of CA01\"Name of the CA" join -attrib and its value
        if any(_names_person(word.lower) for word in command.args):
            report.add("request_other_subject", "the request names another user as its subject (-attrib SAN:)")
    passwords.judge_secret(report, parsed.value("p"), "the password of the enrolment server")
    passwords.judge_secret(report, parsed.value("pin"), "the smart-card PIN", "token_pin")
    return report


def _names_person(attributes: str) -> bool:
    """Whether attributes of a request (``-attrib "SAN:upn=..."``, in lower case) name a person."""
    names = attributes.partition("san:")[2]
    return any(name in names for name in _PERSON_NAMES)


def _post(report: Report, operands: list[str], address: str, cwd: str) -> None:
    """``-Post -config ADDRESS FILE`` sends any file; a key file is worth a word."""
    keys = [word for word in operands if paths.extension(word) in file_kinds.KEYS - file_kinds.AMBIGUOUS_KEYS]
    if keys:
        report.action = "upload_key"
        inputs.note(report, *keys, cwd=cwd)
        report.add("upload_key_file", f"certreq sends the key file {paths.base(keys[0])} to another host")
        outputs.judge_receiver(report, address)


TOOLS = (Tool(NAME, ("certreq",), ("certreq.exe",), judge),)
