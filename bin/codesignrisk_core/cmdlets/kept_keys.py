"""Signing keys out of stores of secrets: Azure Key Vault, AWS Secrets Manager and Systems Manager, SecretManagement.

Sources: learn.microsoft.com Get-AzKeyVaultSecret and Get-Secret; docs.aws.amazon.com Get-SECSecretValue and
Get-SSMParameter.
"""

from __future__ import annotations

from codesignrisk_core.cmdlets.session import NAME, Judge, Session, bind
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.values import Statement
from codesignrisk_core.rules import kept_keys
from codesignrisk_core.trust import signing_names

_NAMING = ("name", "vaultname", "secretid")
MARKS = ("get-azkeyvaultsecret", "get-secsecretvalue", "get-ssmparameter", "get-secret")
"""One of these stands in every text that is judged here."""
WORDS = ("azkeyvaultsecret", "secsecretvalue", "ssmparameter*", "get secret")


def _take(report: Report, statement: Statement, _session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    named = [bound.value(name).text for name in _NAMING]
    named += [arg.text for arg in statement.args if not arg.is_parameter]
    if any(map(signing_names.is_signing_key, named)):
        kept_keys.judge_taken(report, NAME)


JUDGES: dict[str, Judge] = dict.fromkeys((*MARKS, "get-ssmparametervalue"), _take)
