"""Making, exporting and using certificates: self-signed ones, key exports, Authenticode signatures."""

from __future__ import annotations

import re

from codesignrisk_core.cmdlets import scene as scenes
from codesignrisk_core.cmdlets.scene import NAME, Scene
from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.values import Statement
from codesignrisk_core.rules import passwords, subjects
from codesignrisk_core.trust import places

# The enhanced key usage "code signing" (RFC 5280, id-kp-codeSigning), as number, or as PSPKI and Windows call it.
_CODE_SIGNING = re.compile(r"(?<![\d.])1\.3\.6\.1\.5\.5\.7\.3\.3(?![\d.])|code\s*signing", re.IGNORECASE)

_KEY_FORMATS = frozenset({"pfx", "pkcs12", "3"})
_PUBLIC_FORMATS = frozenset({"cert", "serializedcert", "sst", "serializedstore", "pkcs7", "authenticode", "1"})


def _self_signed(report: Report, statement: Statement, scene: Scene) -> None:
    bound = scenes.bind(statement)
    if bound is None:
        return
    kind = bound.value("type").lower
    usages = " ".join(bound.value(name).text for name in ("textextension", "extension", "enhancedkeyusage"))
    for_code = (len(kind) > 1 and "codesigningcert".startswith(kind)) or _CODE_SIGNING.search(usages) is not None
    signer, clone = bound.value("signer"), bound.value("clonecert")
    _judge_made(report, for_code=for_code, self_signed=not signer.text)
    for subject in (bound.value("subject"), bound.value("dnsname"), bound.value("friendlyname")):
        for part in subject.each:
            subjects.judge_subject(report, part.text)
    if signer.text:
        report.add("issued_by_own_authority", "the certificate is issued by another one that the script holds")
    if clone.text:
        report.add("cloned_certificate", "the certificate copies the fields of another one")
    scenes.add_outputs(report, scenes.files_of(bound.value("path"), scene))


def _create_self_signed(report: Report, statement: Statement, scene: Scene) -> None:
    """CertificateRequest.CreateSelfSigned and .Create (with an issuer). Key usages are added to it elsewhere."""
    kind, args = scenes.made(statement.receiver)
    if kind != "certificaterequest" and statement.name != ".createselfsigned":
        return
    for_code = _CODE_SIGNING.search(scene.text) is not None
    _judge_made(report, for_code=for_code, self_signed=statement.name == ".createselfsigned")
    if args:
        subjects.judge_subject(report, args[0].text)


def _judge_made(report: Report, *, for_code: bool, self_signed: bool) -> None:
    report.action = "make_certificate"
    if self_signed:
        report.flags.add("SelfSigned")
    what = "self-signed " if self_signed else ""
    if for_code:
        report.add("make_codesigning_certificate", f"{NAME} makes a {what}certificate for signing code")
    else:
        report.add("make_certificate", f"{NAME} makes a {what}certificate")


def _export_pfx(report: Report, statement: Statement, scene: Scene) -> None:
    bound = scenes.bind(statement)
    if bound is None:
        return
    report.action = "export_key"
    report.flags.add("HasPFX")
    source = bound.value("cert", "pfxdata")
    origin = scenes.certificate_origin(source if source.text else statement.input, scene)
    if origin is not None and origin.store:
        report.store, report.thumbprint = origin.label, origin.thumbprint
    place = f" from {report.store}" if report.store else ""
    report.add("export_key", f"{NAME} exports a certificate with its private key{place}")
    password = bound.value("password")
    if scenes.is_literal(password):
        passwords.judge_secret(report, password.text, "the password of the key file")
    scenes.add_outputs(report, scenes.files_of(bound.value("filepath"), scene))


def _export_certificate(report: Report, statement: Statement, scene: Scene) -> None:
    bound = scenes.bind(statement)
    if bound is None:
        return
    report.action = "export_certificate"
    source = bound.value("cert")
    origin = scenes.certificate_origin(source if source.text else statement.input, scene)
    if origin is not None and origin.store:
        report.store, report.thumbprint = origin.label, origin.thumbprint
    place = f" from {report.store}" if report.store else ""
    report.add("export_certificate", f"{NAME} exports a certificate{place}")
    scenes.add_outputs(report, scenes.files_of(bound.value("filepath"), scene))


def _dotnet_export(report: Report, statement: Statement, _scene: Scene) -> None:
    """X509Certificate2.Export(X509ContentType, password) and CngKey.Export(CngKeyBlobFormat)."""
    if not statement.args:
        return
    what = scenes.member(statement.args[0])
    if what in _KEY_FORMATS or "privateblob" in what:
        report.action = "export_key"
        if what in _KEY_FORMATS:
            report.flags.add("HasPFX")
        report.add("export_key", f"{NAME} exports a private key through .NET")
        if len(statement.args) > 1 and scenes.is_literal(statement.args[1]):
            passwords.judge_secret(report, statement.args[1].text, "the password of the key file")
    elif what in _PUBLIC_FORMATS and not what.isdigit():
        report.action = "export_certificate"
        report.add("export_certificate", f"{NAME} exports a certificate through .NET")


def _export_private_key(report: Report, _statement: Statement, _scene: Scene) -> None:
    report.action = "export_key"
    report.add("export_key", f"{NAME} exports a private key through .NET")


def _sign(report: Report, statement: Statement, scene: Scene) -> None:
    bound = scenes.bind(statement)
    if bound is None:
        return
    report.action = "sign"
    operand = bound.value("filepath", "literalpath")
    report.targets = scenes.files_of(operand if operand.text else statement.input, scene)
    target = scenes.shown(report.targets, "a file")
    report.add("powershell_sign", f"{NAME} signs {target}")
    certificate = scenes.certificate_origin(bound.value("certificate"), scene)
    if certificate is not None:
        report.store = certificate.label if certificate.store else ""
        report.thumbprint = certificate.thumbprint
    if not bound.value("timestampserver").text:
        report.add("no_timestamp", "the signature gets no timestamp")
    for path in report.targets:
        if places.is_user_writable(path) and not places.is_build(path):
            report.add("target_user_writable", f"{paths.base(path)} lies in a user-writable place")


JUDGES: dict[str, scenes.Judge] = {
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
