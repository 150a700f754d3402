"""Windows certificate stores: their names, where they lie, and which of them Windows trusts.

System store names: learn.microsoft.com, "System Store Locations" (seccrypto); NTAuth and the meaning of Disallowed:
certutil's documentation of -store and -dsPublish.
"""

from __future__ import annotations

MACHINE = "LocalMachine"
USER = "CurrentUser"
ENTERPRISE = "Enterprise"
GROUP_POLICY = "GroupPolicy"
SERVICE = "Services"
DIRECTORY = "ActiveDirectory"

# A certificate in one of these changes what the host trusts (or, for disallowed, what it refuses).
TRUSTED = frozenset(
    {"root", "authroot", "trustedpublisher", "trustedpeople", "ca", "disallowed", "ntauth", "smartcardroot"}
)

# Other spellings: .NET's StoreName enumeration, directory containers of -dsPublish, and what people see in the console.
_ALIASES = {
    "certificateauthority": "ca",
    "trustedrootcertificationauthorities": "root",
    "thirdpartyroot": "authroot",
    "ntauthca": "ntauth",
    "ntauthcertificates": "ntauth",
    "rootca": "root",
    "subca": "ca",
    "crossca": "ca",
    "personal": "my",
}

_HEX = frozenset("0123456789ABCDEF")
_INDICATORS = frozenset({"root", "authroot", "trustedpublisher", "trustedpeople", "ca", "disallowed", "ntauth", "my"})


def canonical(name: str) -> str:
    """A store's name in lower case under its usual name: ``"ThirdPartyRoot "`` -> ``authroot``."""
    text = name.strip("\"' ").lower()
    if text.startswith("ldap:"):
        return "ntauth" if "cn=ntauthcertificates" in text else "ldap"
    return _ALIASES.get(text, text)


def is_trusted(store: str) -> bool:
    """Whether a canonical store name is one that Windows takes trust from."""
    return store in TRUSTED or store == "ldap"


def indicator(store: str) -> str:
    """The action indicator for adding a certificate to a canonical store: ``add_to_store_root``."""
    if store == "smartcardroot":
        return "add_to_store_root"
    if store == "ldap":
        return "add_to_store_ldap"
    return f"add_to_store_{store}" if store in _INDICATORS else "add_to_store_other"


def thumbprint(text: str) -> str:
    """A certificate's SHA-1 thumbprint as every event tells it, 40 digits in upper case, or "" for any other text."""
    bare = text.replace(" ", "").upper()
    return bare if len(bare) == 40 and _HEX.issuperset(bare) else ""


def label(location: str, store: str) -> str:
    """A store as analysts write it: ``LocalMachine\\root``."""
    return f"{location}\\{store}"
