"""Passwords and PINs on a command line: remembered for masking, and flagged when they stand there in clear."""

from __future__ import annotations

import re

from codesignrisk_core.model import Report

# Values that stand for a secret without being one: masked by the log's owner, variables, files, prompts.
_NOT_CLEAR = re.compile(
    r"""^(?:\*+ | <[^>]*> | %[^%]+% | !\w+! | \$\{?\{?[\w:.\s-]+\}?\}? | \$\(.*\) | \{\{?[^}]*\}\}? | \[[^\]]*\]
        | @.* | (?:file|env|fd|stdin):.* | stdin | -)$""",
    re.VERBOSE | re.DOTALL,
)


def is_clear(secret: str) -> bool:
    """Whether a password on a line is the password itself, not a mask, a variable or a file that holds it."""
    return bool(secret.strip()) and _NOT_CLEAR.match(secret.strip()) is None


def judge_secret(report: Report, secret: str, what: str, indicator: str = "clear_password") -> None:
    """A secret on the line: remembered for masking, and flagged when it stands there in clear."""
    if secret and is_clear(secret):
        report.secrets.append(secret)
        report.add(indicator, f"{what} is on the command line in cleartext")
