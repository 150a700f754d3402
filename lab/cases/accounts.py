"""One name for each account that every Windows has, as the macro `codesignrisk_service_accounts` has it."""

from __future__ import annotations

import re

# learn.microsoft.com, "Well-known SIDs".
_SIDS = {"S-1-5-18": "SYSTEM", "S-1-5-19": "LOCAL SERVICE", "S-1-5-20": "NETWORK SERVICE"}
# The same site, "Configure Windows service accounts and permissions", section "Localized service names".
_DOMAIN = re.compile(r"(?i)(NT AUTHORITY|NT-AUTORIT\S{1,2}T|AUTORITE NT)")
_NAMES = {
    "SYSTEM": re.compile(r"(?i)SYST(EM|\S{1,2}ME)"),
    "LOCAL SERVICE": re.compile(r"(?i)(LOCAL ?SERVICE|LOKALER DIENST|SERVICE LOCAL|SERVIZIO LOCALE|SERVICIO LOC(AL)?)"),
    "NETWORK SERVICE": re.compile(
        r"(?i)(NETWORK ?SERVICE|NETZWERKDIENST|SERVICE R\S{1,2}SEAU|SERVIZIO DI RETE|SERVICIO DE RED)"
    ),
}


def named(user: str, sid: str, host: str) -> str:
    """The user, or the account's one name where it is one of them.

    user: a SID, a name, or DOMAIN\\name. sid: the user's, "" where the event does not tell it. host: short or whole;
    its own account is SYSTEM, unless the SID tells another.
    """
    domain, _, name = user.rpartition("\\")
    if known := _SIDS.get(user) or _SIDS.get(sid):
        return known
    if name.casefold() == f"{host.partition('.')[0].casefold()}$":
        return "SYSTEM"
    if _DOMAIN.fullmatch(domain):
        return next((account for account, names in _NAMES.items() if names.fullmatch(name)), user)
    return user
