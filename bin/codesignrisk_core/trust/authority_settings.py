"""Settings of a certification authority that let requesters have what they should not (certsrv.h, KB5014754)."""

from __future__ import annotations

from codesignrisk_core.trust.registry_keys import number

_SID_EXTENSION = "1.3.6.1.4.1.311.25.2"  # szOID_NTDS_CA_SECURITY_EXT


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
    if value.lower() == "editflags" and setting & 0x40000:
        return "EDITF_ATTRIBUTESUBJECTALTNAME2"
    return "IF_ENFORCEENCRYPTICERTREQUEST" if value.lower() == "interfaceflags" and not setting & 0x200 else ""
