"""Settings of a certification authority that let requesters have what they should not (certsrv.h, KB5014754)."""

from __future__ import annotations

from codesignrisk_core.trust.registry_keys import number

_SID_EXTENSION = "1.3.6.1.4.1.311.25.2"  # szOID_NTDS_CA_SECURITY_EXT


NAME_BY_ATTRIBUTE, ENCRYPTED_REQUESTS = 0x40000, 0x200
"""EDITF_ATTRIBUTESUBJECTALTNAME2 of EditFlags, IF_ENFORCEENCRYPTICERTREQUEST of InterfaceFlags (certsrv.h)."""


def weakening(key: str, value: str, data: str) -> str:
    """The flag that a value of a certification authority's normalised key sets or clears so that it weakens, or "".

    certsrv.h: EDITF_ATTRIBUTESUBJECTALTNAME2 0x40000 of EditFlags lets requesters name any subject (ESC6);
    IF_ENFORCEENCRYPTICERTREQUEST 0x200 of InterfaceFlags keeps relays away from enrolment by RPC (ESC11). An extension
    in DisableExtensionList is left out of every certificate: that of the requester's SID (ESC16; KB5014754).
    """
    setting = number(data)
    if "\\certsvc\\configuration\\" not in key + "\\":
        return ""
    if value.lower() == "disableextensionlist" and _SID_EXTENSION in data.split():
        return "the extension with the SID is left out"
    if setting < 0:
        return ""
    if value.lower() == "editflags" and setting & NAME_BY_ATTRIBUTE:
        return "EDITF_ATTRIBUTESUBJECTALTNAME2"
    unguarded = value.lower() == "interfaceflags" and not setting & ENCRYPTED_REQUESTS
    return "IF_ENFORCEENCRYPTICERTREQUEST" if unguarded else ""


def change_weakens(value: str, change: str) -> str:
    """The flag that ``certutil -setreg`` sets or clears in a value of an authority so that it weakens, or "".

    change: ``+0x40000`` sets flags, ``-512`` clears them, a number alone is all of them; decimal, or hexadecimal behind
    0x (learn.microsoft.com, certutil -setreg).
    """
    setting = number(change.lstrip("+-"))
    if setting < 0:
        return ""
    sign = change[:1] if change[:1] in ("+", "-") else ""
    if value == "editflags" and sign != "-" and setting & NAME_BY_ATTRIBUTE:
        return "EDITF_ATTRIBUTESUBJECTALTNAME2"
    guarded = bool(setting & ENCRYPTED_REQUESTS)
    if value == "interfaceflags" and (guarded if sign == "-" else not (guarded or sign)):
        return "IF_ENFORCEENCRYPTICERTREQUEST"
    return ""
