"""What to look at next, by action: the question that a case of this kind leaves open."""

from __future__ import annotations

_TRUST = (
    "Find the certificate by its thumbprint in that store, who wrote its file, and what it signed that has run since."
)
_KEY = (
    "Look for copies and uploads of the key file in the hour after. If the key is real, have its certificate revoked."
)
_SIGNED = "Ask whose key it is, then look for the signed file by its hash, here and on other hosts."
_LOOKED = "See what the same user and parent did in the minutes after: an export or a copy makes this serious."
_CODE = "See which drivers and unsigned programs were loaded after it, and whether the host restarted."
_CHECKS = "Until this is undone, do not believe signature checks made on this host."
_FILE = "Compare the file's hash with the vendor's, find who wrote it, and what loaded it."
_AUTHORITY = "List what the authority issued for this requester (4886, 4887), and the logons with certificates (4768)."
_OPENED = "See what the user downloaded before, and what was started after it."

NEXT_STEPS = {
    "add_to_store": _TRUST,
    "install_profile": _TRUST,
    "import_registry_file": "Read the .reg file: which certificates or trust settings does it bring?",
    "publish_to_directory": _TRUST,
    "weaken_trust_policy": _TRUST,
    "sign": _SIGNED,
    "fake_signature": _FILE,
    "graft_signature": _FILE,
    "remove_signature": _FILE,
    "load_image": _FILE,
    "load_driver": _FILE,
    "load_library": _FILE,
    "verify": _FILE,
    "export_key": _KEY,
    "acquire_key": _KEY,
    "fetch_key": _KEY,
    "copy_key": _KEY,
    "archive_key": _KEY,
    "upload_key": _KEY,
    "encode_key": _KEY,
    "decode_key": _KEY,
    "convert_key": _KEY,
    "recover_key": _KEY,
    "make_pfx": _KEY,
    "backup_ca": _KEY,
    "dump_keychain": _KEY,
    "steal_keys": _KEY,
    "mimikatz_crypto": _KEY,
    "crack_key_file": _KEY,
    "export_certificate": "Find out whether its private key went along, and where the file is now.",
    "import_pfx": "Ask where the key file came from, and look for what this user signs or logs on to with it.",
    "make_certificate": "See whether this host then signs with it or trusts it: a signing, or a write to a store.",
    "certificate_drop": "Ask which process wrote it and from where, and look for a command that uses the file.",
    "certificate_deleted": "See who used the certificate before it went: this may be the tidying up.",
    "delete_from_store": "See who used the certificate before it went: this may be the tidying up.",
    "search_keys": _LOOKED,
    "list_store": _LOOKED,
    "read": _LOOKED,
    "read_key_file": _LOOKED,
    "unlock_keychain": _LOOKED,
    "change_key_access": _LOOKED,
    "hijack_trust_provider": "Check the DLL that the registry key names. " + _CHECKS,
    "change_chain_policy": _CHECKS,
    "weaken_code_integrity": _CODE,
    "disable_integrity": _CODE,
    "change_code_integrity_policy": _CODE,
    "disable_gatekeeper": _OPENED,
    "change_gatekeeper": _OPENED,
    "remove_quarantine": _OPENED,
    "adcs_abuse": _AUTHORITY,
    "forge_certificate": _AUTHORITY,
    "request_certificate": _AUTHORITY,
    "accept_certificate": _AUTHORITY,
    "kerberos_certificate": _AUTHORITY,
    "weaken_ca_policy": _AUTHORITY,
    "change_template": _AUTHORITY,
}

ANY = "Open the event by its record number, and see what its parent did just before and after."


def next_step(action: str) -> str:
    """What to look at after an action."""
    return NEXT_STEPS.get(action, ANY)
