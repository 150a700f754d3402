"""Certification authorities for developers: mkcert, step and caddy, where they make certificates and have them trusted.

Sources: FiloSottile/mkcert (README), smallstep.com/docs/step-cli (certificate create, install), caddyserver.com/docs
(caddy trust). Development web servers need them, so a tool's own authority weighs less than a certificate from outside.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import options
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import inputs, store_changes, subjects
from codesignrisk_core.trust import hosts, stores

MKCERT = "mkcert"
STEP = "step"
CADDY = "caddy"

_STEP_VALUED = frozenset(
    """profile not-before not-after ca ca-key ca-password-file key password-file provisioner-password-file san bundle
    kty crv curve size template set set-file prefix kms""".split()
)
_CERTIFICATES = frozenset({"cer", "crt", "pem", "der"})


def judge_mkcert(command: Command) -> Report:
    """``mkcert -install`` has its authority trusted by the user, Java and Firefox; names make certificates."""
    report = Report(tool=MKCERT)
    if any(options.name(word) == "install" for word in command.args):
        _trust_own(report, MKCERT)
    return report


def judge_caddy(command: Command) -> Report:
    """``caddy trust`` has its authority trusted."""
    report = Report(tool=CADDY)
    if command.args and command.args[0].lower == "trust":
        _trust_own(report, CADDY)
    return report


def judge_step(command: Command) -> Report:
    """``step certificate install file`` takes any certificate, ``step certificate create`` makes one.

    ``step ca bootstrap --ca-url X --fingerprint Y --install`` trusts the root of an authority on the network.
    """
    report = Report(tool=STEP)
    verbs = [word.lower for word in command.args[:2]]
    if verbs == ["ca", "bootstrap"]:
        parsed = options.parse(command.args[2:], frozenset({"ca-url", "fingerprint", "team", "context", "profile"}))
        if parsed.has("install") and hosts.is_outside(parsed.value("ca-url")):
            report.action = "add_to_store"
            store_changes.judge_add(report, STEP, stores.MACHINE, "root")
        elif parsed.has("install"):
            _trust_own(report, STEP)
        return report
    if verbs[:1] != ["certificate"] or len(verbs) < 2:
        return report
    parsed = options.parse(command.args[2:], _STEP_VALUED)
    operands = [word.text for word in parsed.operands]
    if verbs[1] == "install" and operands:
        report.action = "add_to_store"
        store_changes.judge_add(report, STEP, stores.MACHINE, "root")
        for path in inputs.add_files(report, *operands[:1], cwd=command.cwd):
            inputs.judge_input(report, path, _CERTIFICATES)
    elif verbs[1] == "create" and operands:
        report.action = "make_certificate"
        report.add("make_certificate", "step creates a certificate")
        subjects.judge_subject(report, operands[0])
        inputs.add_files(report, *operands[1:], cwd=command.cwd)
        if parsed.value("profile").lower() in ("root-ca", "self-signed"):
            report.flags.add("SelfSigned")
    return report


def _trust_own(report: Report, tool: str) -> None:
    report.action = "add_to_store"
    report.flags.update(("CertImport", "TrustedStoreTarget"))
    report.store = stores.label(stores.USER, "root")
    report.add("trust_development_ca", f"{tool} has its own CA trusted")


TOOLS = (
    Tool(MKCERT, ("mkcert",), (), judge_mkcert),
    Tool(STEP, ("step", "step-cli"), (), judge_step, words=("certificate", "bootstrap")),
    Tool(CADDY, ("caddy",), (), judge_caddy, words=("trust",)),
)
