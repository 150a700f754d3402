"""Where a tool's grammar alone tells what is a secret: operands that are one, and a ``-p`` that holds none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from codesignrisk_core.cmdline import paths
from codesignrisk_core.rules import passwords

# developer.hashicorp.com, vault login: options without a value; all others take the next word, or hold it behind "=".
_VAULT_SWITCHES = frozenset(
    """
    no-store no-print token-only tls-skip-verify output-curl-string output-policy non-interactive policy-override
    unlock-key
    """.split()
)
# security(1): where -p names a policy, or says that PEM is meant. A password is behind the -p of the keychain's verbs.
_VERBS = frozenset("find-identity add-trusted-cert verify-cert find-certificate export".split())
_SECURITY = re.compile(
    rf"""(?<![\w.-])security["']?\s{{1,64}}(?:-[a-z]{{1,8}}\s{{1,64}}){{0,8}}(?:{"|".join(sorted(_VERBS))})\b"""
    r"""(?:(?!security\b)[^;&|<>()`"'\r\n])*""",
    re.IGNORECASE,
)
_ENDS_COMMAND = re.compile(r"""[;&|<>()`"'\r\n]""")

# The words of net use and of vault login, in text that nobody has split.
_NET_USE = re.compile(r"(?<![\w.-])net1?(?:\.exe)?\s{1,64}use\s{1,64}([^&|;<>\"'`\r\n]{1,4096})", re.IGNORECASE)
_VAULT_LOGIN = re.compile(r"(?<![\w.-])vault(?:\.exe)?\s{1,64}login\s{1,64}([^&|;<>\"'`\r\n\\]{1,4096})", re.IGNORECASE)


def operands(words: Sequence[str]) -> Iterator[str]:
    """The secrets among the words of a command that no option names: of ``net use`` and ``vault login``."""
    if len(words) < 3:
        return
    program, verb = paths.stem(words[0]), words[1].lower()
    if program in ("net", "net1") and verb == "use":
        yield from _of_net_use(words[2:])
    elif program == "vault" and verb == "login":
        yield from _of_vault_login(words[2:])


def operands_of_text(text: str) -> Iterator[str]:
    """The same in text that nobody has split; linear."""
    lower = text.lower()
    if "use" in lower:
        for call in _NET_USE.finditer(text):
            yield from _of_net_use(call[1].split())
    if "vault" in lower and "login" in lower:
        for call in _VAULT_LOGIN.finditer(text):
            yield from _of_vault_login(call[1].split())


def _of_net_use(words: Sequence[str]) -> Iterator[str]:
    """``net use X: \\\\host\\share PASSWORD /user:name``: the operand that is neither drive nor share."""
    for word in words:
        if not word.startswith(("/", "\\")) and not word.endswith(":") and word != "*" and passwords.is_clear(word):
            yield word


def _of_vault_login(words: Sequence[str]) -> Iterator[str]:
    """``vault login [options] TOKEN``: the operand that is no pair of a name and a value."""
    valued = False
    for word in words:
        if word[:1] == "-":
            name = word.lstrip("-")
            valued = "=" not in word and bool(name) and name.lower() not in _VAULT_SWITCHES
        elif valued:
            valued = False
        elif "=" not in word and passwords.is_clear(word):
            yield word


def policy_words(words: Sequence[str]) -> Collection[int]:
    """The places of words ``-p`` that hold no password, by the verb of macOS' security."""
    found: set[int] = set()
    if "-p" not in words:
        return found
    begun = inside = False  # security was read, and one of these verbs
    for place, word in enumerate(words):
        if inside and word == "-p":
            found.add(place)
        if _ENDS_COMMAND.search(word):
            begun = inside = False
        if word[:1] == "-":
            continue
        if paths.stem(word) == "security":
            begun, inside = True, False
        elif begun:
            begun, inside = False, word.lower() in _VERBS
    return found


def policy_spans(text: str) -> list[tuple[int, int]]:
    """The parts of a text, in their order, in which ``-p`` holds no password."""
    if "security" not in text.lower():
        return []
    return [found.span() for found in _SECURITY.finditer(text)]
