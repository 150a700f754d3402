"""Making, exporting and using certificates: self-signed ones, key exports, Authenticode signatures."""

from __future__ import annotations

import re

from codesignrisk_core.cmdlets import arguments
from codesignrisk_core.cmdlets.session import NAME, Judge, Session, bind
from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.values import Statement
from codesignrisk_core.rules import certificate_making, passwords, subjects, targets
from codesignrisk_core.trust import usages

# The signature of a program that Windows brings along, asked for on the same line.
_SIGNERS = re.compile(r"get-authenticodesignature[^;|)]{0,80}(?:\\windows\\|\$env:windir|\$env:systemroot)")
_KEY_FORMATS = frozenset({"pfx", "pkcs12", "3"})
_PUBLIC_FORMATS = frozenset({"cert", "serializedcert", "sst", "serializedstore", "pkcs7", "authenticode", "1"})


def _self_signed(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    kind = bound.value("type").lower
    purposes = " ".join(bound.value(name).text for name in ("textextension", "extension", "enhancedkeyusage"))
    for_code = (len(kind) > 1 and "codesigningcert".startswith(kind)) or usages.signs_code(purposes)
    for_code = for_code or "authenticodesignature" in bound.value("clonecert").text.lower()
    signer, clone = bound.value("signer"), bound.value("clonecert")
    certificate_making.judge(report, NAME, for_code=for_code, self_signed=not signer.text)
    for subject in (bound.value("subject"), bound.value("dnsname"), bound.value("friendlyname")):
        for part in subject.each:
            subjects.judge_subject(report, part.text)
    if signer.text:
        report.add("issued_by_own_authority", "the certificate is issued by another one that the script holds")
        if "upn=" in purposes.lower().replace(" ", ""):
            report.action = "forge_certificate"
            report.add("forge_logon_certificate", f"{NAME} issues a certificate that logs on as another user (upn=)")
    if clone.text:
        report.add("cloned_certificate", "the certificate copies the fields of another one")
        if _SIGNERS.search(statement.text.lower()):
            report.add("make_vendor_certificate", "the certificate copies that of a signer of Windows' programs")
    arguments.add_outputs(report, arguments.files_of(bound.value("path"), session))


def _create_self_signed(report: Report, statement: Statement, session: Session) -> None:
    """CertificateRequest.CreateSelfSigned and .Create (with an issuer). Key usages are added to it elsewhere."""
    kind, args = arguments.made(statement.receiver)
    if kind != "certificaterequest" and statement.name != ".createselfsigned":
        return
    for_code = session.shows(usages.signs_code)
    certificate_making.judge(report, NAME, for_code=for_code, self_signed=statement.name == ".createselfsigned")
    if args:
        subjects.judge_subject(report, args[0].text)


def _export_pfx(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    report.action = "export_key"
    report.flags.add("HasPFX")
    source = bound.value("cert", "pfxdata")
    origin = arguments.certificate_origin(source if source.text else statement.input, session)
    if origin is not None and origin.store:
        report.store, report.thumbprint = origin.label, origin.thumbprint
    place = f" from {report.store}" if report.store else ""
    report.add("export_key", f"{NAME} exports a certificate with its private key{place}")
    password = bound.value("password")
    if arguments.is_literal(password):
        passwords.judge_secret(report, password.text, "the password of the key file")
    arguments.add_outputs(report, arguments.files_of(bound.value("filepath"), session))


def _export_certificate(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    report.action = "export_certificate"
    source = bound.value("cert")
    origin = arguments.certificate_origin(source if source.text else statement.input, session)
    if origin is not None and origin.store:
        report.store, report.thumbprint = origin.label, origin.thumbprint
    place = f" from {report.store}" if report.store else ""
    report.add("export_certificate", f"{NAME} exports a certificate{place}")
    arguments.add_outputs(report, arguments.files_of(bound.value("filepath"), session))


def _dotnet_export(report: Report, statement: Statement, _session: Session) -> None:
    """X509Certificate2.Export(X509ContentType, password) and CngKey.Export(CngKeyBlobFormat)."""
    if not statement.args:
        return
    what = arguments.member(statement.args[0])
    if what in _KEY_FORMATS or "privateblob" in what:
        report.action = "export_key"
        if what in _KEY_FORMATS:
            report.flags.add("HasPFX")
        report.add("export_key", f"{NAME} exports a private key through .NET")
        if len(statement.args) > 1 and arguments.is_literal(statement.args[1]):
            passwords.judge_secret(report, statement.args[1].text, "the password of the key file")
    elif what in _PUBLIC_FORMATS and not what.isdigit():
        report.action = "export_certificate"
        report.add("export_certificate", f"{NAME} exports a certificate through .NET")


def _export_private_key(report: Report, _statement: Statement, _session: Session) -> None:
    report.action = "export_key"
    report.add("export_key", f"{NAME} exports a private key through .NET")


def _sign(report: Report, statement: Statement, session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    report.action = "sign"
    operand = bound.value("filepath", "literalpath")
    report.targets = arguments.files_of(operand if operand.text else statement.input, session)
    target = paths.shown(report.targets, "a file")
    report.add("powershell_sign", f"{NAME} signs {target}")
    certificate = arguments.certificate_origin(bound.value("certificate"), session)
    if certificate is not None:
        report.store = certificate.label if certificate.store else ""
        report.thumbprint = certificate.thumbprint
    if not bound.value("timestampserver").text:
        report.add("no_timestamp", "the signature gets no timestamp")
    targets.judge(report)


JUDGES: dict[str, Judge] = {
    "new-selfsignedcertificate": _self_signed,
    "new-selfsignedcertificateex": _self_signed,
    ".createselfsigned": _create_self_signed,
    ".create": _create_self_signed,
    "export-pfxcertificate": _export_pfx,
    "export-certificate": _export_certificate,
    ".export": _dotnet_export,
    ".exportpkcs8privatekey": _export_private_key,
    ".exportencryptedpkcs8privatekey": _export_private_key,
    ".exportrsaprivatekey": _export_private_key,
    ".exportecprivatekey": _export_private_key,
    ".exportpkcs8privatekeypem": _export_private_key,
    "set-authenticodesignature": _sign,
}
