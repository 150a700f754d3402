"""The names that tools give to keys which they steal."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import key_export_names

GUID = "b1c2d3e4-0000-1111-2222-333344445555"
# The places of system stores, as mimikatz writes them into names.
PLACES = """current_user local_machine current_service services users current_user_group_policy
    local_machine_group_policy local_machine_enterprise""".split()


@pytest.mark.parametrize(
    "name",
    [
        f"ntds_capi_0_{GUID}.pvk",
        f"ntds_capi_0_{GUID}.keyx.rsa.pvk",
        f"ntds_capi_0_{GUID}.pfx",
        f"ntds_capi_0_{GUID}.der",
        f"ntds_capi_{GUID}.pfx",
        f"ntds_legacy_0_{GUID}.key",
        "user_capi_3_te-webserver.sign.rsa.pvk",
        "machine_cng_12_tsk.dsa.ec.p8k",
        "CURRENT_USER_My_0_jane.pfx",
        "CERT_SYSTEM_STORE_LOCAL_MACHINE_My_1_web_server_2.der",
        "local_machine_enterprise_Root_0_x.der",
        "corp_My_0_contoso.com.pfx",
        "renamed.keyx.rsa.pvk",
        "ADFS_signing.pfx",
        "EncryptedPfx.bin",
        "dkmKey.txt",
    ],
)
def test_the_names_of_stolen_keys(name: str) -> None:
    assert key_export_names.is_export(name.lower())


@pytest.mark.parametrize(
    "name",
    [
        "my_0_x.pfx",
        "corp_my_x.pfx",
        "corp_my_0.pfx",
        "web_server_2_x.pfx",
        "current_user_my_0_x.txt",
        "ntds_capi.dit",
        "0_1_2.pfx",
        "a.pvk",
        "",
    ],
)
def test_other_names(name: str) -> None:
    assert not key_export_names.is_export(name)


@pytest.mark.parametrize(
    "name",
    [
        # every place of mimikatz, with a store of any name
        *(f"{place}_any_0_x.pfx" for place in PLACES),
        *(f"cert_system_store_{place}_any_0_x.der" for place in PLACES),
        # AADInternals
        *("adfs_signing.pfx", "adfs_encryption.pfx", "adfs_ssl.pfx"),
        *("ntds_unknown_0_x.binary", "x.sign.dsa.pvk", "x.dh.ec.p8k"),
    ],
)
def test_every_place_and_kind(name: str) -> None:
    assert key_export_names.is_export(name)
