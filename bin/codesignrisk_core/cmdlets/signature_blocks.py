"""Signatures put on something else, so that it looks signed: the block of a script, the certificate table of a program.

A signed script ends in a comment that begins with ``# SIG # Begin signature block`` (learn.microsoft.com,
about_Signing). That comment says nothing; a script that names the line as a text looks for such blocks, and one that
also writes content puts it elsewhere. A script that finds the certificate table of a program by the offsets of its
header and writes bytes does the same to programs. Sources: ired.team, "T1198: Subverting trust, signature hijack";
learn.microsoft.com, "PE Format", "The Attribute Certificate Table"; secretsquirrel/SigThief. A script that looks the
functions up by which Windows checks signatures, and writes to memory, has them say yes (Graeber, "Subverting Trust in
Windows"; MITRE ATT&CK T1553.003).
"""

from __future__ import annotations

import re

from codesignrisk_core.model import Report

_LINE = "sig # begin signature block"
_BLOCK = tuple(f"{quote}{start}{_LINE[:9]}" for quote in "'\"" for start in ("# ", "#", ""))
# The offset of the header of a program, and its name.
_HEADER = ("0x3c", "e_lfanew")
# Functions that check signatures (wintrust.h, mssip.h, softpub.h), and those that write to memory.
_CHECKS = ("winverifytrust", "cryptsipverifyindirectdata", "softpubauthenticode", "wintrustverify")
_PATCHES = ("virtualprotect", "writeprocessmemory", "protectvirtualmemory", "writevirtualmemory", "marshal]::writebyte")
MARKS = (*_BLOCK, *_HEADER, *_CHECKS)
"""One of these stands in every text that is judged here, and in no signed script as such."""
WORDS = ("signature indexof", "signature add content", "signature split", "readallbytes 0x3c", "e_lfanew", *_CHECKS)
_WRITES = ("add-content", "set-content", "out-file", "writealltext", "appendalltext", "writealllines", ">>")

# The entry of the certificate table, counted from the header of PE32 and of PE32+, and its names.
_TABLE = re.compile(
    r"\b0x(?:98|a8)\b|\+ ?(?:152|168)\b|directory_entry_security|win_certificate|certificatetable|securitydirectory"
)
_READS_BYTES = ("readallbytes", "-encoding byte", "-asbytestream", "filestream", "binaryreader")
_WRITES_BYTES = ("writeallbytes", "set-content", "filestream", "binarywriter", ".write(")


def judge_text(report: Report, who: str, text: str) -> None:
    """Add what a script does with the signatures of others."""
    lower = text.lower()
    if any(name in lower for name in _CHECKS) and any(name in lower for name in _PATCHES):
        report.action = "hijack_trust_provider"
        report.add("signature_check_patched", f"{who} writes over a function that checks signatures")
    if _copies_table(lower):
        report.action = "graft_signature"
        report.add("signature_block_copied", f"{who} reads the certificate table of a program and writes bytes")
    elif any(mark in lower for mark in _BLOCK) and any(word in lower for word in _WRITES):
        report.action = "graft_signature"
        report.add("signature_block_copied", f"{who} takes the signature block of a script and writes content")


def _copies_table(lower: str) -> bool:
    return (
        any(mark in lower for mark in _HEADER)
        and any(word in lower for word in _READS_BYTES)
        and any(word in lower for word in _WRITES_BYTES)
        and _TABLE.search(lower) is not None
    )
