"""What key and certificate files are called, where they lie, and which programs search, copy, pack or send files.

Names of key files: MITRE ATT&CK T1552.004; keytool's documentation (jks, jceks); security(1) (keychains). SSH keys are
another matter and left out.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.trust import anchors, file_kinds

SIGNING_SECRETS = (
    *"storepass storepassword keypass keypassword keystore_password key_password csc_key_password".split(),
    *"csc_link win_csc_link win_csc_key_password certpassword cert_password certificatepassword".split(),
    *"certificate_password pfxpassword pfx_password signing_password signingpassword codesign_password".split(),
    *"match_password cosign_password cosign_private_key gpg_private_key".split(),
)
"""Names under which scripts of builds keep what opens a signing key, as whole words."""

# One of these stands in every line that is worth a look; all of this runs on every process start.
MARKERS = (
    *sorted(file_kinds.PFX),  # without a dot: people also search by kind (ext:pfx, *.{pfx,p12})
    *sorted(f".{extension}" for extension in file_kinds.KEY_OPERANDS - file_kinds.PFX),
    "keystore",
    "keychain",
    *(f"private{after}" for after in (" key", ".", "\\s", "[")),
    # the words alone stand in every other script
    *(
        f"begin{after}"
        for after in (" rsa", " dsa", " ec ", " openssh", " encrypted", " private", " (", "[", ".", "\\s")
    ),
    "systemcertificates",
    "\\protect",
    "npki",
    "gpki",
    "provisioning profiles",
    "kubernetes/pki",
    "/mobiledevice",
    "pki/ca",
    "server/tls",
    "shim-signed",
    "easy-rsa",
    "signing_key",
    "mok.priv",
    "_ca_key",
    "vault/data",
    "ssl/private",  # /private alone stands in every other path of macOS
    "tls/private",
    "letsencrypt",
    ".gnupg",
    "codeintegrity",
    "cipolicies",
    "_codesignature",
    "catroot",
    ".efi",
    ".appstoreconnect",
    "signtool",
    "zone.identifier",
    *sorted(SIGNING_SECRETS),
    "\\crypto",
    "ext:",
    "extension",
    *anchors.MARKS,
)

WORDS = (
    "private key",
    "begin private",
    *(f"begin {kind}" for kind in ("rsa", "dsa", "ec", "openssh", "encrypted")),
    "systemcertificates",
    "microsoft protect",
    "npki",
    "gpki",
    "codeintegrity",
    "cipolicies",
    "ssl private",
    "letsencrypt",
    "gnupg",
    "mobiledevice",
    "kubernetes pki",
    "pki ca",
    "server tls",
    "shim signed",
    "easy rsa",
    "signing key",
    "mok priv",
    "ca key",
    "vault data",
    "_codesignature",
    "catroot",
    "efi",
    "appstoreconnect",
    "signtool",
    "zone identifier",
    *sorted({name.replace("_", " ") for name in SIGNING_SECRETS}),
    *sorted(file_kinds.KEY_OPERANDS | file_kinds.POLICIES),
    *anchors.WORDS,
)
"""One of these stands on every line that is judged here (model.Tool, words)."""

_NAMES = "|".join(sorted(file_kinds.KEY_OPERANDS, key=len, reverse=True))
# An extension in a file name, a wildcard, a regular expression or a query, where it ends the name: ``*.pfx``,
# ``\.(pfx|p12)$``, ``*.{pfx,p12}``, ``ext:pfx;p12``, ``extension='pfx'``; not ``codesign.pfx.txt``.
_PATTERN = re.compile(rf"[.|(,;:{{'\"=]({_NAMES})(?=$|[\s,;)}}|*'\"$]|\\[|)])")
# How people look for passwords and logons.
_OTHER_SECRETS = re.compile(r"pass(?!port)|pwd|cred|secret|\.kdbx?$|\.ppk$|\.rdp$|\.ovpn$|id_(?:rsa|dsa|ecdsa|ed25519)")
_WILDCARD = re.compile(r"[*?\[{]|^\.[a-z0-9-]+$")


def kinds(text: str) -> set[str]:
    """The extensions of key and certificate files that a word, wildcard or pattern names."""
    return set(_PATTERN.findall(text.lower())) if text else set()


def has_wildcard(word: str) -> bool:
    """Whether a word stands for many files; ``.key`` does, as dir and where read it."""
    return "*" in word or _WILDCARD.search(paths.base(word)) is not None


def is_other_secret(word: str) -> bool:
    """Whether a word is a wildcard for files of passwords or logons: ``*pass*``, ``*.kdbx``."""
    name = paths.base(word.lower())
    return has_wildcard(name) and _OTHER_SECRETS.search(name) is not None
