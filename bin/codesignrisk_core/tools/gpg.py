"""gpg where it gives secret keys away, those that sign packages, releases and commits, and where it puts a key among
those by which apt takes packages for genuine.

Grammar: man pages gpg(1) (--export-secret-keys, --export-secret-subkeys, --keyring, --import; names of options may be
shortened), apt-secure(8), apt-key(8).
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.needles import holds
from codesignrisk_core.rules import outputs, package_keys, passwords

NAME = "gpg"

_EXPORTS = ("--export-secret-k", "--export-secret-s")
_INTO = frozenset({"-o", "--output", ">", ">>"})


def judge(command: Command) -> Report:
    """Read one line of gpg; signing, encrypting and public keys are its everyday use."""
    report = Report(tool=NAME)
    words = [word.text for word in command.args]
    if not any(word.lower().startswith(_EXPORTS) for word in words):
        _judge_import(report, words)
        return report
    report.action = "export_key"
    report.add("export_gpg_key", "gpg exports secret keys, with which packages and releases are signed")
    for word, after in zip(words, words[1:]):
        if word in _INTO:
            outputs.judge_output(report, paths.normal(after, command.cwd))
        elif word == "--passphrase":
            passwords.judge_secret(report, after, "the passphrase of the key")
    return report


def _judge_import(report: Report, words: list[str]) -> None:
    """``gpg --keyring /etc/apt/trusted.gpg.d/x.gpg --import FILE``: packages are taken for genuine by another key."""
    if "--import" in words and any(holds(word.lower(), package_keys.MARKS) for word in words):
        package_keys.judge(report, NAME, *words[words.index("--import") + 1 :])


TOOLS = (Tool(NAME, ("gpg", "gpg2"), ("gpg.exe",), judge, words=("export secret",)),)
