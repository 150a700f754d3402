"""Keys and trust behind logons: the keys of authorities and of federation services, and what the directory trusts.

Sources: learn.microsoft.com Backup-CARoleService (ADCSAdministration), Set-ADObject, DirectoryEntry.CommitChanges;
Gerenios/AADInternals (documentation of its functions); MichaelGrafnetter/DSInternals; PowerSploit's PowerView.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdlets.session import NAME, Judge, Session, bind
from codesignrisk_core.cmdline import argv, paths
from codesignrisk_core.model import Command, Report
from codesignrisk_core.powershell.values import Statement
from codesignrisk_core.rules import directory_changes, outputs
from codesignrisk_core.tools import certificate_theft
from codesignrisk_core.trust import places

_ATTACKS = {tool.name: tool for tool in certificate_theft.TOOLS}
MARKS = (
    *("caroleservice", "-aadint", "backupkey", "policymoduleflag"),
    *(f"invoke-{name}" for name in _ATTACKS),
    *(f"{name}.program]" for name in _ATTACKS),
    *directory_changes.MARKERS,
    *("adfscertificate", "signingcertificate", "keycredential", "applicationkey", "serviceprincipalkey"),
    *("adappcredential", "adspcredential", "serviceprincipalcredential"),
)
"""One of these stands in every text that is judged here."""

_AADINT = "-aadint"
_WORD = re.compile(r"[^\s'\",()]{1,200}")
# Where the tools' own programs begin.
_ENTRIES = frozenset({"::main", "::mainstring", "::execute"})
WORDS = (
    *("aadint*", "mgdomainfederationconfiguration", "msoldomain*", "msolfederateddomain", "policymoduleflag"),
    *(f"{name} program" for name in _ATTACKS),
)
"""Words of an index for what has none of cmdlets.MARKS in its name."""
# Parts of the names of AADInternals' functions that export keys, and that use them.
_EXPORTS = ("certificate", "adfsconfiguration", "adfsencryptionkey", "transportkey", "prtkeys")
_FORGES = (
    "samltoken",
    "adfsselfsigned",
    "adfsrefreshtoken",
    "office365portal",
    "backdoor",
    "certificate",
    "adfspolicy",
)
_READS = ("export", "get")
# Parameters that put a user into a request: GhostPack/PSPKIAudit, cfalta/PoshADCS, and those of Certify.
_NAMES_OTHER = ("altname", "subjectaltname", "san", "upn", "subjectaltnames", "alternatename", "onbehalfof")


def _backup_authority(report: Report, statement: Statement, session: Session) -> None:
    """Backup-CARoleService [-Path] folder [-DatabaseOnly | -KeyOnly]"""
    bound = bind(statement)
    if bound is None:
        return
    with_key = not bound.has("databaseonly")
    report.action = "export_key" if with_key else "backup_database"
    report.add("backup_ca_key" if with_key else "backup_ca_database", f"{NAME} backs up the CA")
    folder = paths.normal(bound.value("path").text, session.cwd)
    if not places.is_drive_root(folder):  # C:\\backup is a usual folder
        outputs.judge_output(report, folder)


def _restore_authority(report: Report, _statement: Statement, _session: Session) -> None:
    report.action = "recover_key"
    report.add("recover_key", f"{NAME} restores the key of a CA")


def _backup_keys(report: Report, _statement: Statement, _session: Session) -> None:
    """DSInternals' Get-ADReplBackupKey and Get-ADDBBackupKey."""
    report.action = "steal_keys"
    report.add("steal_keys", f"{NAME} takes the keys that open every user's keys in a domain")


def _write(report: Report, statement: Statement, session: Session) -> None:
    """Set-ADObject and its kind name what they write; CommitChanges and SetInfo write what was set before."""
    if statement.name not in _COMMITS:
        directory_changes.judge_write(report, NAME, statement.text)
    elif session.first(_write):
        directory_changes.judge_write(report, NAME, session.text)


def _read(report: Report, statement: Statement, session: Session) -> None:
    if not statement.name.startswith("."):
        directory_changes.judge_read(report, NAME, statement.text)
    elif session.first(_read):
        directory_changes.judge_read(report, NAME, session.text)


def _rights(report: Report, statement: Statement, _session: Session) -> None:
    directory_changes.judge_rights(report, NAME, statement.text)


def _key_credential(report: Report, statement: Statement, _session: Session) -> None:
    """``$entry."msDS-KeyCredentialLink".Add($value)``: the property's own list, not a store."""
    if "msds-keycredentiallink" in statement.text.lower():
        directory_changes.judge_write(report, NAME, statement.text)


def _federation_certificate(report: Report, statement: Statement, _session: Session) -> None:
    """Set- and Add-AdfsCertificate with -CertificateType Token-Signing; Update-AdfsCertificate renews AD FS' own."""
    bound = bind(statement)
    if bound is not None and bound.value("certificatetype").lower == "token-signing":
        _trust_tokens(report)


def _federation_domain(report: Report, statement: Statement, _session: Session) -> None:
    """Cmdlets for a federated domain of Entra ID, where they bring a certificate that signs its tokens."""
    bound = bind(statement)
    if bound is not None and any(bound.value(name).text for name in ("signingcertificate", "nextsigningcertificate")):
        _trust_tokens(report)


def _policy_flag(report: Report, statement: Statement, _session: Session) -> None:
    """``Enable-PolicyModuleFlag AttributeSubjectAltName2`` of PSPKI (github.com/PKISolutions/PSPKI)."""
    if "subjectaltname" in statement.text.lower():
        report.action = "weaken_ca_policy"
        report.add("weaken_ca_policy", f"{NAME} lets requesters name any subject (EDITF_ATTRIBUTESUBJECTALTNAME2)")


def _trust_tokens(report: Report) -> None:
    report.action = "trust_token_key"
    report.add("trust_token_key", f"{NAME} makes tokens of another certificate count, for whoever they name")


def _application_key(report: Report, statement: Statement, _session: Session) -> None:
    """A key for an application of Entra ID: whoever has it logs on as the application."""
    bound = bind(statement)
    given = ("certvalue", "value", "keycredential", "keycredentials", "customkeyidentifier", "type")
    if bound is not None and any(bound.value(name).text or bound.value(name).fields for name in given):
        report.action = "add_application_key"
        report.add("add_application_key", f"{NAME} gives an application a key to log on with")


def judge_any(report: Report, statement: Statement, session: Session) -> None:
    """AADInternals' functions; Invoke-Certify, Invoke-Rubeus ... and ``[Certify.Program]::Main('find')``, which run the
    tool of that name.
    """
    if _AADINT in statement.name:
        _aadinternals(report, statement.name)
    elif "cert" in statement.name and "-" in statement.name:
        _request(report, statement)
    name = ""
    if statement.name.startswith("invoke-"):
        name = statement.name[len("invoke-") :]
    elif statement.name in _ENTRIES and statement.receiver is not None:
        name = statement.receiver.lower.strip("[]").partition(".")[0]
    tool = _ATTACKS.get(name)
    if tool is not None:
        words = _WORD.findall(statement.text.partition("(")[2]) if statement.name in _ENTRIES else ()
        words = words or [arg.text for arg in statement.args if not arg.is_parameter]
        line = " ".join((tool.name, *words))
        found = tool.judge(Command(tool.name, argv.split(line), line, session.cwd))
        report.action, report.files = found.action, found.files
        report.findings, report.secrets, report.flags = found.findings, found.secrets, found.flags


def _request(report: Report, statement: Statement) -> None:
    """A cmdlet that asks for a certificate by a template and names a user to be in it, as only attackers' modules do:
    Get-CertRequest -Template X -AltName administrator@contoso.com.
    """
    given = {
        arg.lower.lstrip("-").rstrip(":"): value.text
        for arg, value in zip(statement.args, statement.args[1:])
        if arg.is_parameter
    }
    other = next((given[name] for name in _NAMES_OTHER if "@" in given.get(name, "")), "")
    if other and any(name.startswith("templ") for name in given):
        report.action = "request_certificate"
        report.add("request_other_subject", f"{NAME} asks for a certificate in the name of {other}")


def _aadinternals(report: Report, name: str) -> None:
    verb, _, subject = name.partition(_AADINT)
    if verb in _READS and any(part in subject for part in _EXPORTS):
        report.action = "steal_keys"
        report.add("steal_keys", "AADInternals exports the keys of a federation service or a device")
    elif verb not in _READS and any(part in subject for part in _FORGES):
        report.action = "forge_token"
        report.add("forge_token", "AADInternals makes tokens or certificates that log on as somebody else")


_COMMITS = frozenset({".commitchanges", ".setinfo"})
_WRITES = "set-adobject set-aduser set-adcomputer set-adserviceaccount set-domainobject .put .putex".split()
_LOOKS = """get-adobject get-domainobject get-adcontainer .findall .findone invoke-sqlcmd .executereader .executescalar
    .executexmlreader .fill""".split()

# learn.microsoft.com: MSOnline, Microsoft.Graph.Identity.DirectoryManagement; T1484.002 in Sigma and Sentinel rules.
_FEDERATED = """set-msoldomainauthentication set-msoldomainfederationsettings new-msolfederateddomain
    update-mgdomainfederationconfiguration new-mgdomainfederationconfiguration""".split()
# learn.microsoft.com: AzureAD, Az.Resources, Microsoft.Graph.Applications, MSOnline; T1098.001.
_APPLICATIONS = """new-azureadapplicationkeycredential new-azureadserviceprincipalkeycredential add-mgapplicationkey
    add-mgserviceprincipalkey new-azadappcredential new-azadspcredential new-msolserviceprincipalcredential""".split()

JUDGES: dict[str, Judge] = {
    "backup-caroleservice": _backup_authority,
    "restore-caroleservice": _restore_authority,
    "get-adreplbackupkey": _backup_keys,
    "get-addbbackupkey": _backup_keys,
    **dict.fromkeys((*_WRITES, *_COMMITS), _write),
    **dict.fromkeys(_LOOKS, _read),
    "set-acl": _rights,
    "enable-policymoduleflag": _policy_flag,
    ".add": _key_credential,
    ".addrange": _key_credential,
    "set-adfscertificate": _federation_certificate,
    "add-adfscertificate": _federation_certificate,
    **dict.fromkeys(_FEDERATED, _federation_domain),
    **dict.fromkeys(_APPLICATIONS, _application_key),
}
