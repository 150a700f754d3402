"""Folders of keys and other secrets, by their names. Paths are normalised (cmdline.paths)."""

from __future__ import annotations

import re

from codesignrisk_core.trust.places import MAX_PATH

# Folders that hold nothing but keys and what opens them: keychains, the key containers and DPAPI's master keys of
# Windows, Korea's certificates (NPKI, GPKI), gpg's secret keys, Apple's provisioning profiles and the keys of its App
# Store (notarytool(1)).
_KEY_FOLDERS = (
    "/library/keychains",
    "\\microsoft\\crypto",
    "\\microsoft\\protect",
    "\\systemcertificates\\my\\keys",
    "\\npki",
    "\\gpki",
    "/npki",
    "/.gnupg/private-keys-v1.d",
    "/mobiledevice/provisioning profiles",
    "/.appstoreconnect/private_keys",
)
# Folders above them, with certificates beside the keys: a key folder when they are taken as a whole.
_KEY_ROOTS = ("\\microsoft\\systemcertificates", "\\microsoft\\systemcertificates\\my", "/library/mobiledevice")
# Folders of private keys on Linux and macOS, named as a whole: of TLS, of certbot, of gpg. A single file of them is
# copied every day. Sources: Debian ssl-cert, Red Hat "Using TLS certificates"; eff-certbot.readthedocs.io; gpg(1).
_PRIVATE_FOLDERS = re.compile(
    r"/(?:(?:ssl|tls)/private|letsencrypt/(?:archive|live)(?:/[^/]+)?|\.gnupg|kubernetes/pki|pki/ca(?:/private)?"
    r"|(?:k3s|rke2)/server/tls|shim-signed/mok|easy-rsa/pki(?:/private)?|vault/data)/?\*?$"
)
_SECRET_FOLDERS = ("\\secrets\\", "/secrets/")


def is_key_folder(path: str) -> bool:
    """Whether a normalised path is, or lies in, a folder of keys. A file in it that has another name counts too."""
    return any(folder in path for folder in _KEY_FOLDERS) or path.rstrip("\\*").endswith(_KEY_ROOTS)


def is_private_folder(path: str) -> bool:
    """Whether a normalised path is a folder of private keys of Linux or macOS, not a file in it."""
    return _PRIVATE_FOLDERS.search(path[:MAX_PATH]) is not None


def holds_keys(path: str) -> bool:
    """Whether whoever takes a folder as a whole takes keys."""
    return is_key_folder(path) or is_private_folder(path)


def is_secret_folder(path: str) -> bool:
    """Whether a normalised path is in a folder where build servers and containers keep secrets."""
    return any(folder in path for folder in _SECRET_FOLDERS)
