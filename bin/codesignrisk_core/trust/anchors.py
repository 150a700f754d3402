"""The folders of Linux's trust anchors.

Sources: man pages update-ca-certificates(8), update-ca-trust(8), trust(1); Red Hat, "Using shared system certificates".
"""

from __future__ import annotations

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

MARKS = ("anchors", "ca-certificates")
"""One of these stands in every such path."""


def is_anchor(path: str) -> bool:
    """Whether a normalised path is a folder of trust anchors, or lies in one."""
    return any(path == folder or path.startswith(folder + "/") for folder in _ANCHORS)
