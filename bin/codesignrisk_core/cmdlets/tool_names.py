"""Published tools that fake signatures or steal keys, as functions and scripts of PowerShell.

Which names those are, tools.fake_signature and tools.certificate_theft know; here it is told where a name is run or
loaded, and not just mentioned.
"""

from __future__ import annotations

from codesignrisk_core.cmdlets import arguments
from codesignrisk_core.cmdlets.session import NAME, Session, bind
from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Command, Report, Token
from codesignrisk_core.powershell.values import Statement
from codesignrisk_core.rules import passwords
from codesignrisk_core.tools import fake_signature

_LOADS = frozenset({"import-module", "invoke-webrequest", "invoke-restmethod", ".downloadstring", ".downloadfile"})
_MIMIKATZ = "mimikatz"


def judge_any(report: Report, statement: Statement, session: Session) -> None:
    """A statement whose command is such a tool, or that loads a script of one."""
    if statement.name in _LOADS:
        named = tuple(item for arg in statement.args for item in arg.each if "." in item.text)
        words = tuple(Token(_file(item.text), _file(item.text)) for item in named)
    elif statement.name[:1] in ".:" and not statement.name.startswith((".\\", "./", "..")):
        return
    else:
        words = (Token(_file(statement.head), statement.head),)
    if not words or not any(words):
        return
    args = statement.words[1:] if statement.name not in _LOADS else ()
    found = _named(words, session.cwd) or (_mimikatz(statement, session.cwd) if _MIMIKATZ in statement.name else None)
    if found is None:
        return
    full = _named((*words, *args), session.cwd) or found
    report.action = full.action
    report.files, report.targets, report.flags = full.files, full.targets, full.flags
    report.findings, report.secrets = full.findings, full.secrets
    bound = bind(statement)
    password = bound.value("password", "pfxpassword") if bound is not None else None
    if password is not None and arguments.is_literal(password) and password.text not in report.secrets:
        passwords.judge_secret(report, password.text, "a password")


def _file(text: str) -> str:
    """The last part of a path or web address; the function's own name stays as it is."""
    return paths.base(text.partition("?")[0]) if any(mark in text for mark in "\\/") else text.lower()


def _named(words: tuple[Token, ...], cwd: str) -> Report | None:
    line = " ".join(word.text for word in words)
    command = Command(NAME, (Token(NAME, NAME), *words), f"{NAME} {line}", cwd)
    return fake_signature.judge_any(command)


def _mimikatz(statement: Statement, cwd: str) -> Report | None:
    return _named(tuple(Token(arg.text, arg.raw) for arg in statement.args), cwd)
