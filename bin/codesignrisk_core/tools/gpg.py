"""gpg where it gives secret keys away: those that sign packages, releases and commits.

Grammar: man page gpg(1): --export-secret-keys, --export-secret-subkeys; names of options may be shortened.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import outputs, passwords

NAME = "gpg"

_EXPORTS = ("--export-secret-k", "--export-secret-s")
_INTO = frozenset({"-o", "--output", ">", ">>"})


def judge(command: Command) -> Report:
    """Read one line of gpg; signing, encrypting and public keys are its everyday use."""
    report = Report(tool=NAME)
    words = [word.text for word in command.args]
    if not any(word.lower().startswith(_EXPORTS) for word in words):
        return report
    report.action = "export_key"
    report.add("export_gpg_key", "gpg exports secret keys, with which packages and releases are signed")
    for word, after in zip(words, words[1:]):
        if word in _INTO:
            outputs.judge_output(report, paths.normal(after, command.cwd))
        elif word == "--passphrase":
            passwords.judge_secret(report, after, "the passphrase of the key")
    return report


TOOLS = (Tool(NAME, ("gpg", "gpg2"), ("gpg.exe",), judge, words=("export secret",)),)
