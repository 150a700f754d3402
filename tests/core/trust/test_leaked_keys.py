"""Owners of keys that are out."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import leaked_keys


@pytest.mark.parametrize(
    ("signer", "expected"),
    [
        ("Beijing JoinHope Image Technology Ltd.", True),
        (" SHENZHEN Luyoudashi Technology Co., Ltd.", True),
        ("Luca Marcone", True),
        ("Beijing Kingsoft Security software Co.,Ltd", False),
        ("Contoso, formerly Luca Marcone", False),
        ("", False),
    ],
)
def test_owners(signer: str, expected: bool) -> None:
    assert leaked_keys.is_out(signer) is expected
