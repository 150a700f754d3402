"""Owners of code-signing keys that are out: tools sign drivers with them, under a clock that is set back.

Names as the certificates have them. Source: Cisco Talos, "Old certificate, new signature: Open-source tools forge
signature timestamps on Windows drivers" (July 2023), with the certificates that come with HookSignTool and
FuckCertVerifyTimeValidity.
"""

from __future__ import annotations

_OWNERS = (
    "beijing joinhope image technology",
    "shenzhen luyoudashi technology",
    "jiangsu innovation safety assessment",
    "baoji zhihengtaiye",
    "zhuhai liancheng technology",
    "fuqing yuntan network tech",
    "beijing chunbai technology development",
    "open source developer, william zoltan",
    "luca marcone",
)


def is_out(signer: str) -> bool:
    """Whether a signer, compared up to the legal form of the company, is one whose key anybody has."""
    return signer.strip().lower().startswith(_OWNERS)
