"""Hosts in addresses and shares: whether what goes there leaves for strangers."""

from __future__ import annotations

import re

_MAX_ADDRESS = 2048
# The host of an address (https://user@host:1/x), a share (\\host@ssl@443\x) or a copy target (user@host:/x).
_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*:/+(?:[^/@]*@)?|\\\\|(?:[^/@:\\]*@)?)([a-z0-9][a-z0-9.-]*)(?=[:/\\@]|$)")
_NUMBERS = re.compile(r"^\d{1,3}(?:\.\d{1,3}){3}$")
# RFC 1918, loopback, link-local: a company's own.
_INSIDE = re.compile(r"^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)")

# Services where anybody may leave files or text. Sources: Sigma proc_creation_win_curl_susp_download and
# net_connection_win_domain_*; lots-project.com.
_DROPS = (
    """0x0.st anonfiles.com api.telegram.org bashupload.com catbox.moe discord.com discordapp.com file.io filebin.net
    gofile.io hastebin.com mega.co.nz mega.nz ngrok-free.app ngrok.io oast.fun oast.live oast.me oast.pro oshi.at
    paste.ee pastebin.com pipedream.net pixeldrain.com requestbin.com sendspace.com temp.sh termbin.com tmpfiles.org
    transfer.sh trycloudflare.com ufile.io webhook.site wetransfer.com"""
).split()
_DROP_NAMES = frozenset(_DROPS)


def is_bare(address: str) -> bool:
    """Whether an address or share names its host by number, or a share goes over the web (``\\\\host@ssl\\x``)."""
    text = address.strip("\"' ").lower()[:_MAX_ADDRESS]
    found = _HOST.match(text)
    return found is not None and (
        _NUMBERS.match(found.group(1)) is not None or (text.startswith("\\\\") and text[found.end() :][:1] == "@")
    )


def is_outside(address: str) -> bool:
    """Whether an address, share or copy target is a bare public IP address or a service where anybody drops files."""
    found = _HOST.match(address.strip("\"' ").lower()[:_MAX_ADDRESS])
    host = found.group(1).rstrip(".") if found else ""
    if _NUMBERS.match(host):
        return _INSIDE.match(host) is None
    labels = host.split(".")
    return any(".".join(labels[start:]) in _DROP_NAMES for start in range(max(len(labels) - 4, 0), len(labels) - 1))
