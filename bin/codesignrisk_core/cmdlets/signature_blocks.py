"""The signature block of one PowerShell script put under another one: it does not verify, and looks signed.

A signed script ends in a comment that begins with ``# SIG # Begin signature block`` (learn.microsoft.com,
about_Signing). That comment says nothing; a script that names the line as a text looks for such blocks, and one that
also writes content puts it elsewhere. Source: ired.team, "T1198: Subverting trust, signature hijack".
"""

from __future__ import annotations

from codesignrisk_core.model import Report

_LINE = "sig # begin signature block"
MARKS = tuple(f"{quote}{start}{_LINE[:9]}" for quote in "'\"" for start in ("# ", "#", ""))
"""One of these stands in every text that is judged here, and in no signed script as such."""
WORDS = ("signature indexof", "signature add content", "signature split")
_WRITES = ("add-content", "set-content", "out-file", "writealltext", "appendalltext", "writealllines", ">>")


def judge_text(report: Report, who: str, text: str) -> None:
    """Add what a script does with the signature blocks of others."""
    lower = text.lower()
    if not any(mark in lower for mark in MARKS) or not any(word in lower for word in _WRITES):
        return
    report.action = "graft_signature"
    report.add("signature_block_copied", f"{who} takes the signature block of a script and writes content")
