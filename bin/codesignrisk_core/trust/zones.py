"""Sites that Windows takes for its own network's or its user's trusted ones: downloads from there bear no mark of the
web that anything asks about.

Sources: learn.microsoft.com, "Internet Explorer security zones registry entries for advanced users" (ZoneMap: Domains,
EscDomains, Ranges, ProtocolDefaults; 1 is the intranet, 2 the trusted sites), "About URL Security Zones"; policy CSP
InternetExplorer, AllowSiteToZoneAssignmentList (ZoneMapKey); atomic-red-team T1112 and SigmaHQ
registry_set_persistence_ie.
"""

from __future__ import annotations

import re

_PLACE = re.compile(
    r"\\internet settings\\zonemap"
    r"(?:(?P<key>key)(?:\\https?:)?"  # a site's address is the value's name, whose slashes are not the key's
    r"|\\(?:(?:esc)?(?:domains\\(?P<domain>.+)|ranges\\(?P<range>.+))|(?P<all>protocoldefaults)))$"
)
_PROTOCOLS = frozenset({"*", "http", "https", "ftp"})
# A site of any of these may come without encryption, from whoever sits between.
_UNENCRYPTED = _PROTOCOLS - {"https"}
_TRUSTED = frozenset({"0", "1", "2", "0x0", "0x1", "0x2", "0x00000000", "0x00000001", "0x00000002"})
# Names that nobody but a network of one's own answers to (RFC 6762, RFC 8375, ICANN on .internal), and sites that
# Microsoft's guides have added (seamless single sign-on, SharePoint, Office).
_INSIDE = (".local", ".lan", ".internal", ".intranet", ".intra", ".corp", ".home", ".home.arpa", ".localhost")
_DOCUMENTED = frozenset(
    """microsoftazuread-sso.com microsoftonline.com microsoft.com sharepoint.com office.com office365.com
    onmicrosoft.com windows.net cloudappsecurity.com""".split()
)

MARKS = ("\\zonemap",)
"""One of these stands in the path of every value that matters here, in lower case."""
WORDS = ("zonemap", "zonemapkey")


def trusted_site(key: str, value: str, data: str) -> str:
    """The site, in lower case, that a value of a normalised key puts into a trusted zone, or "".

    ``*`` for all sites, and the name of a range's key where another value holds its addresses.
    """
    found = _PLACE.search(key)
    if found is None or data.strip().lower() not in _TRUSTED:
        return ""
    name = value.lower()
    if found["key"]:
        site = name.partition("://")[2] or name
    elif name not in _PROTOCOLS:
        return ""
    elif found["all"]:
        return "*"
    elif found["range"]:
        return found["range"]
    else:
        # contoso.com\www is www.contoso.com
        site = ".".join(reversed((found["domain"] or "").split("\\")))
    site = site.partition("/")[0]
    return "" if _is_own(site) else site


def is_unencrypted(value: str) -> bool:
    """Whether the value's name, or its address, lets the site come without encryption."""
    name = value.lower()
    return name in _UNENCRYPTED or (name not in _PROTOCOLS and not name.startswith("https:"))


def _is_own(site: str) -> bool:
    """Whether nobody outside answers to a name, or it is one that Microsoft's guides have trusted."""
    if "." not in site or site.endswith(_INSIDE):
        return True
    return ".".join(site.split(".")[-2:]) in _DOCUMENTED
