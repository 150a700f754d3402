"""Command lines of clouds and clusters that give out secrets which they keep, signing keys and those of authorities,
and that sign with keys which stay there.

Only what is named after signing or an authority counts; every deployment reads other secrets. Grammar:
learn.microsoft.com az keyvault; docs.aws.amazon.com secretsmanager, ssm, acm and signer; cloud.google.com gcloud
secrets and kms; developer.hashicorp.com vault kv; kubernetes.io kubectl get.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import kept_keys, outputs, targets
from codesignrisk_core.trust import signing_names

# The words of a command that gives a secret out, by the store.
_GIVES = {
    "az": (("keyvault", "secret", "download"), ("keyvault", "secret", "show"), ("keyvault", "certificate", "download")),
    "aws": (("secretsmanager", "get-secret-value"), ("ssm", "get-parameter"), ("acm", "export-certificate")),
    "gcloud": (("secrets", "versions", "access"),),
    "vault": (("kv", "get"), ("read",)),
    "kubectl": (("get", "secret"), ("get", "secrets")),
}
# The words of a command that signs.
_SIGNS = {
    "az": (("keyvault", "key", "sign"),),
    "aws": (("signer", "start-signing-job"), ("signer", "sign-payload"), ("kms", "sign")),
    "gcloud": (("kms", "asymmetric-sign"),),
}
_INPUTS = ("--input-file", "--message", "--payload")
# What their launchers start Python with: /usr/bin/az, az.cmd, aws.
_MODULES = {"az": ("azure.cli",), "aws": ("awscli",)}
# What is exported is a certificate with its private key, whatever it is named (docs.aws.amazon.com).
_EXPORTS = frozenset({"acm", "export-certificate"})
_OUTPUTS = frozenset({"--file", "-f", "--out-file", "--output-file", "-o"})
_SHOWS = ("yaml", "json", "jsonpath", "go-template")


def judge(command: Command) -> Report:
    """Read one line; other commands, and other secrets, leave an empty report."""
    report = Report()
    stem = paths.stem(command.program)
    name = next((name for name in _GIVES if stem in _names(name)), stem)
    words = [token.lower for token in command.args]
    verbs = tuple(word for word in words if word[:1] != "-")[:6]
    if any(_in_order(wanted, verbs) for wanted in _SIGNS.get(name, ())):
        _sign(report, name, command)
        return report
    if not any(_in_order(wanted, verbs) for wanted in _GIVES.get(name, ())):
        return report
    if name == "kubectl" and not any(show in word for word in words for show in _SHOWS):
        return report
    exports = _EXPORTS.issubset(verbs)
    if not exports and not any(map(signing_names.is_signing_key, words)):
        return report
    report.tool = name
    kept_keys.judge_taken(report, name)
    for word, after in zip(command.args, command.args[1:]):
        if word.lower in _OUTPUTS and ("/" in after.text or "\\" in after.text):
            outputs.judge_output(report, paths.normal(after.text, command.cwd))
    return report


def _sign(report: Report, name: str, command: Command) -> None:
    """A signature by a key that a cloud keeps: what builds do all day; what surrounds it decides."""
    words = [token.text for token in command.args]
    given = [after for word, after in zip(words, words[1:]) if word in _INPUTS]
    given += [word.partition("=")[2] for word in words if word.startswith(_INPUTS) and "=" in word]
    report.tool = name
    report.action = "sign"
    report.add("sign_other_tool", f"{name} signs with a key that a cloud keeps")
    targets.add(report, *(word.removeprefix("fileb://") for word in given), cwd=command.cwd)
    for path in report.targets:
        targets.judge_place(report, path)


def _in_order(wanted: tuple[str, ...], verbs: tuple[str, ...]) -> bool:
    rest = iter(verbs)
    return all(any(word == verb for verb in rest) for word in wanted)


def _names(name: str) -> tuple[str, ...]:
    """The names of a program: as people call it, as Windows does, and its module behind Python."""
    return (name, f"{name}.cmd", f"{name}.py", *_MODULES.get(name, ()))


NAMES = frozenset(_GIVES)
"""Names of the programs, as reports have them."""
TOOLS = (
    Tool("az", _names("az"), (), judge, words=("keyvault secret", "keyvault certificate", "keyvault sign")),
    Tool(
        "aws",
        _names("aws"),
        (),
        judge,
        words=("secretsmanager", "ssm parameter", "acm export", "signer signing", "signer payload", "kms sign"),
    ),
    Tool("gcloud", _names("gcloud"), (), judge, words=("secrets versions", "kms asymmetric")),
    Tool("vault", ("vault",), (), judge, words=("vault kv", "vault read")),
    Tool("kubectl", ("kubectl",), (), judge, words=("kubectl secret", "kubectl secrets")),
)
