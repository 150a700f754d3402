"""The folders of Linux's trust anchors, the files that are made of them, and the folders that are read beside them.

Sources: man pages update-ca-certificates(8), update-ca-trust(8), trust(1), openssl-rehash(1) (c_rehash); Red Hat,
"Using shared system certificates"; go.dev/src/crypto/x509/root_linux.go (bundles and folders of all distributions).
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.trust import file_kinds

LOCATION = "linux"
STORE = "root"

_ANCHORS = (
    "/usr/local/share/ca-certificates",
    "/usr/share/ca-certificates",
    "/usr/share/ca-certificates/trust-source/anchors",
    "/etc/pki/ca-trust/source/anchors",
    "/usr/share/pki/ca-trust-source/anchors",
    "/etc/ca-certificates/trust-source/anchors",
    "/etc/pki/trust/anchors",
    "/usr/share/pki/trust/anchors",
)
# Above them p11-kit reads files that say themselves what they are trusted for; in blacklist and blocklist lies what is
# trusted no more.
_SOURCE = re.compile(
    r"^/(?:etc/pki/(?:ca-trust/source|trust)|usr/share/pki/(?:ca-trust-source|trust)|etc/ca-certificates/trust-source)"
    r"(?:/(?!blacklist$|blocklist$)[^/]+)?$"
)

# What programs read in the end: the bundles that are made of the anchors, and the links by hash that OpenSSL looks for.
_BUNDLES = frozenset(
    """/etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-bundle.crt /etc/ssl/cert.pem /etc/ssl/ca-bundle.pem
    /etc/pki/tls/cert.pem /etc/pki/tls/cacert.pem /etc/pki/tls/certs/ca-bundle.crt
    /etc/pki/tls/certs/ca-bundle.trust.crt /var/lib/ca-certificates/ca-bundle.pem""".split()
)
_EXTRACTED = ("/etc/pki/ca-trust/extracted/", "/etc/ca-certificates/extracted/")
_HASHED = re.compile(r"^/(?:etc/ssl|etc/pki/tls|usr/lib/ssl)/certs/[0-9a-f]{8}\.\d$")
# Go's programs trust every certificate there, OpenSSL's those that a link by hash leads to. Certificates of servers lie
# there too.
_BESIDE = ("/etc/ssl/certs", "/etc/pki/tls/certs", "/usr/lib/ssl/certs")
# What Red Hat's ca-legacy links to from the folder of anchors, and where SUSE's scripts put the bundle together.
_PACKAGED = ("/usr/share/pki/ca-trust-legacy", "/var/lib/ca-certificates")
# Where update-ca-certificates of Debian makes its new bundle, before 20211004.
_NEW_BUNDLE = re.compile(r"^/tmp/ca-certificates\.crt\.tmp\.[a-z0-9]{6,10}$")

MARKS = (
    *"anchors ca-certificates ca-trust trust-source ca-bundle ssl/certs tls/certs cert.pem ssl/ca- pki/trust".split(),
)
"""One of these stands in every such path."""
WORDS = tuple("anchors,ca certificates,ca trust,trust source,ca bundle,ssl certs,tls certs,ssl ca,pki trust".split(","))
"""The same as words of an index."""
CERTIFICATES = file_kinds.CERTIFICATES | file_kinds.AMBIGUOUS_KEYS | {"p11-kit"}
"""What the names of files of anchors end in; .key and .pem may be anything."""


def is_anchor(path: str) -> bool:
    """Whether a normalised path is a folder of trust anchors, lies in one, or is a bundle or link made of them."""
    return is_bundle(path) or _is_in(path, _ANCHORS) or _SOURCE.match(path) is not None


def is_bundle(path: str) -> bool:
    """Whether a normalised path is made of the anchors: a file of them all, or a link by hash."""
    return path in _BUNDLES or path.startswith(_EXTRACTED) or is_hashed(path)


def is_hashed(path: str) -> bool:
    """Whether a normalised path is one of the links by hash through which OpenSSL finds a root."""
    return _HASHED.match(path) is not None


def is_beside(path: str) -> bool:
    """Whether a normalised path is a folder, or lies in one, from which some programs take roots and servers theirs."""
    return _is_in(path, _BESIDE) and not is_bundle(path)


def is_trusted(path: str) -> bool:
    """Whether what lies at a normalised path is trusted already, so that a copy of it changes nothing."""
    return is_anchor(path) or _is_in(path, (*_BESIDE, *_PACKAGED)) or _NEW_BUNDLE.match(path) is not None


def may_hold(name: str) -> bool:
    """Whether an operand may hold certificates: by its extension, or since it has none, as folders and ``*`` do."""
    last = paths.base(name)
    return paths.extension(last.rstrip("*")) in CERTIFICATES or "." not in last.strip(".")


def _is_in(path: str, folders: tuple[str, ...]) -> bool:
    return any(path == folder or path.startswith(folder + "/") for folder in folders)
