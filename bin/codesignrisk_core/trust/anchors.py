"""The folders of Linux's trust anchors, and the files that are made of them.

Sources: man pages update-ca-certificates(8), update-ca-trust(8), trust(1); Red Hat, "Using shared system certificates".
"""

from __future__ import annotations

import re

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

# What programs read in the end: the bundles that are made of the anchors, and the links by hash that OpenSSL looks for.
# Other files of /etc/ssl/certs are certificates of servers, which nobody trusts for lying there.
_BUNDLES = frozenset(
    """/etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-bundle.crt /etc/ssl/cert.pem /etc/ssl/ca-bundle.pem
    /etc/pki/tls/cert.pem /etc/pki/tls/certs/ca-bundle.crt /etc/pki/tls/certs/ca-bundle.trust.crt
    /etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem /var/lib/ca-certificates/ca-bundle.pem""".split()
)
_HASHED = re.compile(r"^/etc/(?:ssl|pki/tls)/certs/[0-9a-f]{8}\.\d$")

MARKS = ("anchors", "ca-certificates", "ca-bundle", "/certs/", "cert.pem", "ssl/ca-")
"""One of these stands in every such path."""


def is_anchor(path: str) -> bool:
    """Whether a normalised path is a folder of trust anchors, lies in one, or is a bundle or link made of them."""
    if path in _BUNDLES or _HASHED.match(path) is not None:
        return True
    return any(path == folder or path.startswith(folder + "/") for folder in _ANCHORS)
