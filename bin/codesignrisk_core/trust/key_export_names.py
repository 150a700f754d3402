"""Names under which tools that steal keys save them.

mimikatz names every export ``<place>_<store or provider>_<number>_<name>.<kind>``: ntds_capi_0_{guid}.keyx.rsa.pvk,
CURRENT_USER_My_0_name.pfx (gentilkiwi/mimikatz, kuhl_m_crypto_generateFileName and kuhl_m_crypto_exportKeyToFile).
DSInternals' Save-DPAPIBlob: ntds_capi_{guid}.pfx (Sigma file_event_win_susp_dpapi_backup_and_cert_export_ioc).
AADInternals' Export-AADIntADFSCertificates: ADFS_signing.pfx. What ADFSpoof takes of ADFSDump's output: the token key
as AD FS keeps it, and the key that opens it (README of mandiant/ADFSpoof: EncryptedPfx.bin, dkmKey.bin).
"""

from __future__ import annotations

_EXTENSIONS = (".pfx", ".pvk", ".der", ".cer", ".key", ".p8k", ".binary")
_KEY_KINDS = (".keyx.rsa.pvk", ".sign.rsa.pvk", ".sign.dsa.pvk", ".dsa.ec.p8k", ".dh.ec.p8k")
_DIRECTORY_BACKUPS = ("ntds_capi_", "ntds_legacy_", "ntds_unknown_")
_FEDERATION = frozenset({"adfs_signing.pfx", "adfs_encryption.pfx", "adfs_ssl.pfx"})
KEPT_BY_FEDERATION = tuple(f"{name}.{kind}" for name in ("encryptedpfx", "dkmkey") for kind in ("bin", "txt"))
"""Names that say all, though their ending says nothing."""

_STORES = frozenset({"my", "capi", "cng"})
_PLACES = frozenset(
    """current_user local_machine current_service services users current_user_group_policy local_machine_group_policy
    local_machine_enterprise""".split()
)


def is_export(name: str) -> bool:
    """Whether a base name in lower case is one that such a tool gives to a stolen key or certificate."""
    if name in KEPT_BY_FEDERATION:
        return True
    if not name.endswith(_EXTENSIONS):
        return False
    return (
        name.startswith(_DIRECTORY_BACKUPS)
        or name.endswith(_KEY_KINDS)
        or name in _FEDERATION
        or _is_numbered(name.split("_"))
    )


def _is_numbered(words: list[str]) -> bool:
    """Whether the words before the first number are a store, or a place of stores and any store."""
    number = next((position for position, word in enumerate(words) if word.isdecimal()), 0)
    if number < 2 or number + 1 == len(words):
        return False
    place = "_".join(words[: number - 1]).removeprefix("cert_system_store_")
    return words[number - 1] in _STORES or place in _PLACES
