"""Signing keys out of the stores of clouds and clusters."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_posix


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("az keyvault secret download --vault-name kv-codesign --name ev --file ev.pfx", ["fetch_key"]),
        (
            "az keyvault secret download --name codesign -f /dev/shm/.e",
            ["fetch_key", "output_user_writable", "drop_hidden"],
        ),
        ("az keyvault secret show --name release-signing-key", ["fetch_key"]),
        ("aws secretsmanager get-secret-value --secret-id prod/code-sign", ["fetch_key"]),
        ("gcloud secrets versions access latest --secret=signing-key", ["fetch_key"]),
        ("vault kv get -field=pfx secret/release/sign-cert", ["fetch_key"]),
        ("vault kv get -field=p12_b64 secret/mobile/release", ["fetch_key"]),
        ("kubectl get secret root-ca-key-pair -n cert-manager -o yaml", ["fetch_key"]),
        # what the launchers start: Python with a module, scripts of Windows
        ("azure.cli keyvault secret download --name codesign -f /srv/e.pfx", ["fetch_key"]),
        ("az.cmd keyvault secret show --name codesign", ["fetch_key"]),
        ("gcloud.py secrets versions access latest --secret=signing-key", ["fetch_key"]),
        ("aws acm export-certificate --certificate-arn arn:x --passphrase fileb://p", ["fetch_key"]),
        ("aws acm get-certificate --certificate-arn arn:x", []),
        # other secrets, other verbs, nothing shown
        ("az keyvault secret show --name db-password", []),
        ("az keyvault secret list --vault-name kv-codesign", []),
        ("aws s3 cp app.zip s3://code-sign/", []),
        ("kubectl get secret root-ca-key-pair -n cert-manager", []),
        ("kubectl get secret shop-tls -o yaml", []),
        ("kubectl", []),
    ],
)
def test_stores(line: str, indicators: list[str]) -> None:
    report = judged_posix(line)
    assert (ids(report), report.action) == (indicators, "fetch_key" if indicators else "")


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("aws signer start-signing-job --source s3={key=a.zip} --profile-name prod", ["sign_other_tool"]),
        ("gcloud kms asymmetric-sign --key=rel --input-file=/tmp/d", ["sign_other_tool", "target_user_writable"]),
        ("aws kms sign --key-id alias/rel --message fileb:///srv/d.bin", ["sign_other_tool"]),
        ("az keyvault key sign --vault-name kv --name rel --digest abcd", ["sign_other_tool"]),
        ("aws signer list-signing-profiles", []),
        ("gcloud kms keys list", []),
        ("az keyvault key verify --name rel --digest abcd", []),
    ],
)
def test_signatures_by_keys_that_stay(line: str, indicators: list[str]) -> None:
    report = judged_posix(line)
    assert (ids(report), report.action) == (indicators, "sign" if indicators else "")
