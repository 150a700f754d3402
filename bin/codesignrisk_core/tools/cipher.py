"""cipher.exe /x: the certificate and key of the encrypting file system are saved to a file.

Grammar: learn.microsoft.com, windows-commands/cipher: ``/x[:efsfile] [FileName]`` writes FileName.pfx.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import options
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import outputs, store_changes
from codesignrisk_core.trust import stores

NAME = "cipher"


def judge(command: Command) -> Report:
    """Read one line of cipher; encrypting, decrypting and wiping are no business of certificates."""
    report = Report(tool=NAME)
    parsed = options.parse(command.args, frozenset())
    if parsed.has("x"):
        store_changes.judge_export_key(report, NAME, stores.USER, "my")
        outputs.judge(report, *[word.text for word in parsed.operands[:1]], cwd=command.cwd)
    return report


TOOLS = (Tool(NAME, (NAME,), ("cipher.exe",), judge),)
