"""Keys in place of passwords on the lines of tools that log on, or open a key store, with them: hashes, tickets, keys.

Sources: help texts and READMEs of GhostPack's Rubeus and SharpDPAPI, gentilkiwi's mimikatz, ly4k/Certipy, impacket,
NetExec, zblurx/dploot, DonPAPI, dirkjanm/PKINITtools, ShutdownRepo/pywhisker, n0fate/chainbreaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from codesignrisk_core.needles import holds
from codesignrisk_core.tools import certificate_theft

_OTHER_TOOLS = """
    atexec bloodyad dcomexec evil-winrm getnpusers getnthash getst gettgt getuserspns invoke-mimikatz kekeo lsassy
    mimikatz pypykatz rubeus secretsdump sharpchrome smbexec ticketer wmiexec
""".split()
# What stands on the line of such a tool under whatever name: verbs of Rubeus and Kekeo, modules of mimikatz.
_VERBS = ("asktgt", "asktgs")
_MODULES = tuple(f"{name}::" for name in "crypto dpapi kerberos lsadump misc sekurlsa token vault".split())
_NAMES = tuple(sorted({*certificate_theft.NAMES, *_OTHER_TOOLS, *_VERBS}))
_PROGRAMS = rf"(?:impacket-)?(?:{'|'.join(map(re.escape, _NAMES))})(?:\.(?:exe|py))?(?!(?!0x2)[\w.-])"
_TOOL = re.compile(
    rf"(?:(?<![\w-])|(?<=0x2[02]))"  # forfiles puts a quote or a blank in place of such a number
    rf"(?:{_PROGRAMS}|{'|'.join(_MODULES)})"
)

# Options of these tools, without dashes: their value is a key, or a file of keys.
_KEYS = frozenset(
    """
    aes aes128 aes256 aeskey asrepkey bootkey credkey des hash hashes krbkey krbtgt lm lmhash masterkey nt nthash ntlm
    prekey rc4 servicekey statekey syskey
    """.split()
)
# The same, where a file is usual: only what is too long for a name, or a number, is the key itself.
_FILES = frozenset("cacert capfx cert certificate key pfx pfxbase64 pvk tgs ticket".split())
_CASED = frozenset({"H"})  # NetExec, evil-winrm, pywhisker: -h is help
# These name a hash whatever tool it is.
_ANYWHERE = frozenset("aes128 aes256 aeskey hashes lmhash nthash ntlm rc4".split())

_LEAST_BLOB = 64
_NUMBER = re.compile(r"(?:0x)?[0-9a-fA-F]{16,}")
_PATH = re.compile(
    r"^[A-Za-z]:[\\/]|^[\\/.~%$]|\\|\.(?:b64|bin|ccache|cer|crt|csv|dat|der|hash|hashes|key|kirbi|lst|ntds|p12|pem|pfx|pvk|txt)$",
    re.IGNORECASE,
)
# NT and AES keys: 128 or 256 bits. A thumbprint has 160.
_HASH = re.compile(r"(?<!\w)(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{64})(?!\w)")
_PAIR = re.compile(r"(?<!\w)([0-9a-fA-F]{32}):([0-9a-fA-F]{32})(?!\w)")
_MASTER_KEY = re.compile(r"\{[0-9a-fA-F-]{36}\}:([^\s\"',;]{8,4096})")
# impacket: [domain/]user:password@target
_TARGET = re.compile(r"(?:[\w.-]{1,255}/)?[\w.$-]{1,255}:(\S{1,4096})@[\w.-]{1,255}")
_MAX_HASHES = 1_024


class Line:
    """A text with what is known of the tools in it."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def is_of_tool(self) -> bool:
        """Whether such a tool, or a command of one, stands in the text."""
        lower = self._text.lower()
        return holds(lower, (*_NAMES, *_MODULES)) and _TOOL.search(lower) is not None

    def is_key(self, name: str, value: str) -> bool:
        """Whether an option's value is a key, by the option's name without its dashes."""
        plain = _plain(name)
        value = value.strip("\"'` ")
        if plain in _KEYS or name in _CASED:
            if _PATH.search(value):
                return False
            return (plain in _ANYWHERE and _HASH.search(value) is not None) or self.is_of_tool
        if plain in _FILES and (len(value) >= _LEAST_BLOB or _NUMBER.fullmatch(value)):
            return _PATH.search(value) is None and self.is_of_tool
        return False

    def keys(self) -> Iterator[str]:
        """What is a key by its shape: a master key behind its GUID; of these tools, hashes and logins of impacket."""
        if "}:" in self._text:
            yield from _MASTER_KEY.findall(self._text)
        found = [match[0] for match in islice(_HASH.finditer(self._text), _MAX_HASHES)]
        if found and self.is_of_tool:
            yield from found
        elif found:
            for pair in _PAIR.findall(self._text):
                yield from pair
        if "@" in self._text and ":" in self._text and self.is_of_tool:
            for word in self._text.split():
                target = _TARGET.fullmatch(word.strip("\"'")) if "@" in word else None
                if target and "://" not in word:
                    yield target[1]


def may_name(name: str) -> bool:
    """Whether an option of this name may hold a key: a look before the tool is looked for."""
    return name in _CASED or _plain(name) in _KEYS or _plain(name) in _FILES


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")
