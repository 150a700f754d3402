"""What key and certificate files are called, where they lie, and which programs search, copy, pack or send files.

Names of key files: MITRE ATT&CK T1552.004; keytool's documentation (jks, jceks); security(1) (keychains). SSH keys are
another matter and left out.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.tools import posix

# One of these stands in every line that is worth a look; all of this runs on every process start.
MARKERS = (
    "pfx",
    "p12",
    ".pvk",
    ".snk",
    ".p8",
    ".key",
    ".pem",
    ".jks",
    ".jceks",
    "keystore",
    "keychain",
    "private key",
    "private.",
    "private\\s",
    "codeintegrity",
    "\\crypto",
    "ext:",
    "extension",
    ".cer",
    ".crt",
    ".p7b",
)

# As many operands as the output shows.
MAX_FILES = 50

KEYS = frozenset("pfx p12 pvk snk p8 key pem jks jceks keystore keychain keychain-db".split())
# What web servers and tools have lying everywhere: nothing to say on its own when it is searched for.
WEAK = frozenset({"key", "pem"})
# What builds and deployments copy every day.
EVERYDAY = WEAK | {"snk", "keystore"}
CERTIFICATES = frozenset("cer crt der p7b p7c spc sst".split())

_NAMES = "|".join(sorted(KEYS | CERTIFICATES, key=len, reverse=True))
# An extension in a file name, a wildcard, a regular expression or a query, where it ends the name: ``*.pfx``,
# ``\.(pfx|p12)$``, ``*.{pfx,p12}``, ``ext:pfx;p12``, ``extension='pfx'``; not ``codesign.pfx.txt``.
_PATTERN = re.compile(rf"[.|(,;:{{'\"=]({_NAMES})(?=$|[\s,;)}}|*'\"$]|\\[|)])")
# How people look for passwords and logons.
_OTHER_SECRETS = re.compile(r"pass(?!port)|pwd|cred|secret|\.kdbx?$|\.ppk$|\.rdp$|\.ovpn$|id_[re][sd]")
_WILDCARD = re.compile(r"[*?\[{]|^\.[a-z0-9-]+$")

# Folders that hold nothing but keys: keychains, and the key containers of Windows.
_KEY_FOLDERS = ("/library/keychains", "\\microsoft\\crypto", "\\systemcertificates\\my\\keys")
_SECRET_FOLDERS = ("\\secrets\\", "/secrets/")
_PROFILE = re.compile(r"^(?:[a-z]:|\\\\[^\\]+\\[a-z]\$)?[\\/](?:users|home|documents and settings)[\\/]([^\\/]+)")
_SHARED_PROFILES = frozenset({"public", "shared", "default", "all users"})
# A drive, a first-level folder of it, all profiles, an administrative share.
_WIDE = re.compile(
    r"""^(?: /? | [a-z]: | %(?:systemdrive|homedrive)% | (?:[a-z]:|%systemdrive%)?\\users(?:\\\*)? | /(?:home|users)/\*
        | \\\\[^\\]+\\[^\\]+ | /volumes | /system/volumes/data )$""",
    re.VERBOSE,
)
_FIRST_LEVEL = re.compile(r"^(?:[a-z]:\\[^\\]+|/[^/]+)$")
_HOME = re.compile(
    r"^(?:[a-z]:\\users\\[^\\]+|/(?:home|users)/[^/]+|/root|~|\$home|\$\{home\}|%userprofile%|%homepath%)$"
)
_REMOVABLE = ("/volumes/", "/media/", "/run/media/", "/mnt/")


def kinds(text: str) -> set[str]:
    """The extensions of key and certificate files that a word, wildcard or pattern names."""
    return set(_PATTERN.findall(text.lower())) if text else set()


def kind(path: str) -> str:
    """The extension of a file operand when it is one of ours, or ""; it has to end the word."""
    extension = paths.extension(path.partition("?")[0] if "://" in path else path.rstrip("*"))
    return extension if extension in KEYS or extension in CERTIFICATES else ""


def has_wildcard(word: str) -> bool:
    """Whether a word stands for many files; ``.key`` does, as dir and where read it."""
    return "*" in word or _WILDCARD.search(paths.base(word)) is not None


def is_other_secret(word: str) -> bool:
    """Whether a word is a wildcard for files of passwords or logons: ``*pass*``, ``*.kdbx``."""
    name = paths.base(word.lower())
    return has_wildcard(name) and _OTHER_SECRETS.search(name) is not None


def is_key_folder(path: str) -> bool:
    """Whether a normalised path is, or lies in, a folder of keys. A file in it that has another name counts too."""
    return any(folder in path for folder in _KEY_FOLDERS)


def is_secret_folder(path: str) -> bool:
    """Whether a normalised path lies in a folder where build servers and containers keep secrets."""
    return any(folder in path for folder in _SECRET_FOLDERS)


def is_wide(path: str) -> bool:
    """Whether a normalised root of a search is a whole drive, share, or all profiles."""
    return _WIDE.match(path) is not None


def is_broad(path: str) -> bool:
    """Whether a normalised root is wide, a whole home, or a first-level folder of a drive."""
    return is_wide(path) or _FIRST_LEVEL.match(path) is not None or _HOME.match(path) is not None


def is_whole(path: str) -> bool:
    """Whether a normalised local path is a whole drive, all profiles, or a whole home."""
    return not paths.is_remote(path) and (is_wide(path) or _HOME.match(path) is not None)


def is_staging(path: str) -> bool:
    """Whether a normalised path is a place to gather things in: writable for all, and nobody's own folder."""
    own = ("\\downloads\\", "\\desktop\\", "/downloads/", "/desktop/")
    padded = path.rstrip("\\/") + ("/" if path.startswith(("/", "~")) else "\\")
    return posix.is_user_writable(padded) and not paths.is_build(padded) and not any(part in padded for part in own)


def is_removable(source: str, destination: str) -> bool:
    """Whether a copy leaves the system drive for another one: a mounted volume, or a drive letter behind D."""
    if destination.startswith(_REMOVABLE):
        return True
    return source[:2] == "c:" and destination[1:2] == ":" and destination[:1] > "d"


def profile(path: str) -> str:
    """The user's name in a normalised path into a profile, ``*`` for all of them, or ""."""
    found = _PROFILE.match(path)
    name = found.group(1) if found else ""
    return "" if name in _SHARED_PROFILES or (len(name) > 1 and "*" in name) else name
