"""What several tool grammars share: certificate operands, secrets, and store writes."""

from __future__ import annotations

import re

from codesignrisk_core import stores
from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report

# Values that stand for a secret without being one: masked by the log's owner, variables, files, prompts.
_NOT_CLEAR = re.compile(
    r"""^(?:\*+ | <[^>]*> | %[^%]+% | !\w+! | \$\{?\{?[\w:.\s-]+\}?\}? | \$\(.*\) | \{\{?[^}]*\}\}? | \[[^\]]*\]
        | @.* | (?:file|env|fd|stdin):.* | stdin | -)$""",
    re.VERBOSE | re.DOTALL,
)

# www.microsoft.com.pfx: Limelighter and CarbonCopy name the file after the site whose certificate they copy.
_DOMAIN_NAMED = re.compile(
    r"^(?:[a-z0-9-]+\.)+(?:com|net|org|io|gov|edu|co|de|ru|cn|uk|jp|fr|eu|info|biz)\.(?:pfx|p12)$"
)

_DRIVE_ROOT = re.compile(r"^[a-z]:\\[^\\]+$")


def add_files(report: Report, *operands: str, cwd: str = "") -> list[str]:
    """Put certificate and key operands on the report, normalised; the normalised forms come back."""
    normal = [paths.normal(operand, cwd) for operand in operands if operand.strip("\"' ")]
    report.files.extend(path for path in normal if path not in report.files)
    return normal


def judge_input(report: Report, path: str, known: frozenset[str]) -> None:
    """Where a certificate or key comes from: shares, user-writable places, streams, and names that hide what it is.

    path: normalised. known: extensions under which such a file is expected.
    """
    shown = paths.base(path) or path
    if paths.is_remote(path):
        report.add("input_remote", f"{shown} is read from a share or the web")
    elif paths.is_user_writable(path) and not paths.is_build(path):
        report.add("input_user_writable", f"{shown} lies in a user-writable place")
    if paths.has_stream(path):
        report.add("input_stream", f"{shown} is an alternate data stream")
    if known and paths.extension(path) not in known and not path.endswith(("%", ")", "}")):
        report.add("input_odd_extension", f"{shown} does not have the name of a certificate file")


def judge_pfx(report: Report, path: str) -> None:
    """A PFX or P12 operand (HasPFX), and whether it is named after somebody else's site."""
    if paths.extension(path) in paths.PFX_FILES:
        report.flags.add("HasPFX")
        if _DOMAIN_NAMED.match(paths.base(path)):
            report.add("pfx_named_as_domain", f"{paths.base(path)} is named after a public web site")


def is_drive_root(path: str) -> bool:
    """Whether a normalised file lies directly in the root of a drive."""
    return _DRIVE_ROOT.match(path) is not None


def is_clear(secret: str) -> bool:
    """Whether a password on a line is the password itself, not a mask, a variable or a file that holds it."""
    return bool(secret.strip()) and _NOT_CLEAR.match(secret.strip()) is None


def judge_secret(report: Report, secret: str, what: str, indicator: str = "clear_password") -> None:
    """A secret on the line: remembered for masking, and flagged when it stands there in clear."""
    if secret and is_clear(secret):
        report.secrets.append(secret)
        report.add(indicator, f"{what} stands on the command line in clear")


def judge_store_write(report: Report, tool: str, location: str, store: str, what: str = "a certificate") -> None:
    """A certificate goes into a store: the published flags, codesign_store, and the action by the store's weight.

    store: canonical name.
    """
    report.flags.add("CertImport")
    report.store = stores.label(location, store)
    if stores.is_trusted(store):
        report.flags.add("TrustedStoreTarget")
    report.add(stores.indicator(store), f"{tool} adds {what} to {report.store}")
