"""What signing keys are called where secrets are kept."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import signing_names


@pytest.mark.parametrize(
    "name",
    [
        *("codesign-ev", "prod/codesign/pfx", "code_sign", "signing-key", "SigningCert", "ev-signing", "authenticode"),
        *("root-ca", "issuing_ca", "ca-key", "notary-key", "-field=p12_b64", "app.jks", "secret/ios/distribution"),
    ],
)
def test_signing_keys(name: str) -> None:
    assert signing_names.is_signing_key(name)


@pytest.mark.parametrize("name", ["db-password", "design-key", "mailca", "distribution", "sp12", "pfxpath", "signal"])
def test_other_secrets(name: str) -> None:
    assert not signing_names.is_signing_key(name)
