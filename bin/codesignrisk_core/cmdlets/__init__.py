"""PowerShell program text: what it does with certificates, keys and signatures, and which programs it runs.

One module per subject; each has JUDGES, a table from statement names (powershell.statements) to its functions. Facts:
the cmdlets' and classes' pages on learn.microsoft.com (PKI, Microsoft.PowerShell.Security, .NET).
"""

from __future__ import annotations

import re
from functools import lru_cache

from codesignrisk_core import tools
from codesignrisk_core.budget import Budget
from codesignrisk_core.cmdlets import (
    boot_store,
    certificates,
    code_integrity,
    event_logs,
    files,
    identity,
    kept_keys,
    mark_of_web,
    module_sources,
    programs,
    registry,
    signature_blocks,
    stores,
    tool_names,
    transfers,
)
from codesignrisk_core.cmdlets.session import NAME, Judge, Session
from codesignrisk_core.keyfiles import naming
from codesignrisk_core.model import Command, Report, Script
from codesignrisk_core.needles import Needles, prepared
from codesignrisk_core.powershell import statements
from codesignrisk_core.rules.kept_keys import judge_sent
from codesignrisk_core.tools import crypto_api, fake_signature, runtime_roots
from codesignrisk_core.trust import registry_keys

__all__ = ["NAME", "judge_script", "native_commands"]

_JUDGES: dict[str, tuple[Judge, ...]] = {}
for _table in (
    stores.JUDGES,
    certificates.JUDGES,
    registry.JUDGES,
    files.JUDGES,
    identity.JUDGES,
    kept_keys.JUDGES,
    code_integrity.JUDGES,
    mark_of_web.JUDGES,
    module_sources.JUDGES,
    boot_store.JUDGES,
    event_logs.JUDGES,
):
    for _name, _judge in _table.items():
        _JUDGES[_name] = (*_JUDGES.get(_name, ()), _judge)
NAMES = tuple(_JUDGES)
"""Cmdlets and methods (``.add``) that are judged."""

# Which action names the report when a script does several things; the first that is there.
_TELLING = (
    "fake_signature",
    "hijack_trust_provider",
    "upload_key",
    "steal_keys",
    "forge_token",
    "shadow_credentials",
    "export_key",
    "sign",
    "make_certificate",
    "add_to_store",
    "import_pfx",
)
# Keys in hand; a script that also sends something sends those.
_TAKES_KEYS = frozenset({"export_key", "encode_key"})
_NOT_ALONE = frozenset({"clear_password", "package_installed"})

# One of these stands in every text that matters, unless its names are taken apart; then one of the second kind does.
MARKS = (
    *r"""cert x509 pkcs authenticode cryptsip sealeddigest \trust crypto:: mimikatz \ci\ blob privatekey get-pfx
    policystate""".split(),
    *identity.MARKS,
    *kept_keys.MARKS,
    *registry_keys.MARKS,
    *naming.MARKERS,
    *crypto_api.MARKS,
    *runtime_roots.MARKS,
    "::setenvironmentvariable",
    *signature_blocks.MARKS,
    *code_integrity.MARKS,
    *mark_of_web.MARKS,
    *module_sources.MARKS,
    *boot_store.MARKS,
    *event_logs.MARKS,
    "enterprise_roots",
    "xpinstall.signatures",
    "importenterpriseroots",
    "appxpackage",
    *(tool.name for tool in fake_signature.TOOLS),
)
WORDS = tuple(
    sorted(
        {
            "x509*",
            "pkcs*",
            "authenticode*",
            "enterprise_roots",
            "xpinstall",
            *crypto_api.WORDS,
            *signature_blocks.WORDS,
            *code_integrity.WORDS,
            *identity.WORDS,
            *kept_keys.WORDS,
            *mark_of_web.WORDS,
            *module_sources.WORDS,
            *boot_store.WORDS,
            *event_logs.WORDS,
        }
        | {word for name in _JUDGES for word in re.split(r"[-.:]+", name) if any(mark in word for mark in MARKS)}
    )
)
"""One of these, or of registry_keys.WORDS or a file's extension, stands in every script that can score (model.Tool)."""

DISGUISES = (
    "'+'",
    "' + '",
    '"+"',
    '" + "',
    "}{",
    *"[char -join -split tochararray base64 replace reverse gcm".split(),
)
# A text that runs one of these may matter without any mark: signtool sign /a x.exe. Wrappers need no place here: what
# they wrap stands in the text too, but for what is encoded, which is a long run of Base64 letters.
_SHORT = 4
PROGRAMS = tuple(image for image in tools.BY_IMAGE if len(image) >= _SHORT)
_ENCODED = re.compile(r"[A-Za-z0-9+/]{60}")
_IDLE_BACKTICK = re.compile(r"\w`\w")
_MATTERING, _NAMED = Needles((*MARKS, *DISGUISES)), Needles(PROGRAMS)


def judge_script(script: Script, budget: Budget | None = None) -> Report:
    """Every certificate action in the text as one report; an empty one where there is none.

    Definitions alone (module manifests, help, wrappers of the cmdlets) are no actions: strings and comments are not
    read as commands, and a function's calls to the command it is named after are left out by the parser. budget: of the
    event, or None for one of its own.
    """
    if not _may_matter(script.text):
        return Report()
    session = Session(script.text, script.cwd)
    parts: list[Report] = []
    hidden = sends = taken = False
    receivers: list[str] = []
    for statement in statements.parse(script.text, budget):
        part = Report(tool=NAME)
        for judge in (*_JUDGES.get(statement.name, ()), tool_names.judge_any, identity.judge_any):
            judge(part, statement, session)
        if transfers.sends(statement):
            sends = True
            receivers += transfers.receivers(statement)
        taken = taken or (part.shows("fetch_key") and statement.name in kept_keys.JUDGES)
        if part.findings or part.action or part.secrets:
            parts.append(part)
        told = any(found.indicator not in _NOT_ALONE for found in part.findings)
        hidden = hidden or (statement.disguised and (told or programs.is_program(statement)))
    called = Report(tool=NAME)
    crypto_api.judge_text(called, NAME, script.text)
    signature_blocks.judge_text(called, NAME, script.text)
    runtime_roots.judge_text(called, NAME, script.text, script.cwd)
    if called.findings:
        parts.append(called)
    report = _merged(parts)
    if sends and report.action in _TAKES_KEYS:
        report.add("key_leaves_host", "the same script sends something to another host")
    if sends and taken:
        judge_sent(report, "script", receivers)
    if not any(found.indicator not in _NOT_ALONE for found in report.findings):
        report.findings.clear()  # a password alone is not an action of certificate abuse
    if hidden:
        report.hidden = True
        report.add("obfuscated_escapes", "names are taken apart or escaped for no reason")
    return report


def native_commands(script: Script, budget: Budget | None = None) -> list[Command]:
    """The statements that run programs, as commands for the tools that judge them; none where none can matter."""
    named = _NAMED.any_in(prepared(script.text)) or _ENCODED.search(script.text) is not None
    if named or _may_matter(script.text):
        return programs.native_commands(script, budget)
    return []


@lru_cache(maxsize=1)  # a script is judged, and then asked for the programs it runs
def _may_matter(text: str) -> bool:
    return _MATTERING.any_in(prepared(text)) or ("`" in text and _IDLE_BACKTICK.search(text) is not None)


def _merged(parts: list[Report]) -> Report:
    report = Report()
    files: dict[str, None] = {}
    targets: dict[str, None] = {}
    for part in sorted(parts, key=_rank):
        report.tool = report.tool or (part.tool if part.action else "")
        report.action = report.action or part.action
        report.store = report.store or part.store
        report.thumbprint = report.thumbprint or part.thumbprint
        report.hidden = report.hidden or part.hidden
        report.flags |= part.flags
        files.update(dict.fromkeys(part.files))
        targets.update(dict.fromkeys(part.targets))
        report.secrets += part.secrets
        report.take_limits(part)
        for found in part.findings:
            report.add(*found)
        report.arrivals += part.arrivals
    report.files, report.targets = list(files), list(targets)
    return report


def _rank(part: Report) -> int:
    if "TrustedStoreTarget" in part.flags:
        return -1
    if part.action in _TELLING:
        return _TELLING.index(part.action)
    return len(_TELLING) + (part.action in ("", "read"))
