"""osslsigncode: signing, and grafting the signature of one file onto another."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        (
            "osslsigncode sign -pkcs12 a.p12 -readpass pw -t http://t.example -in a.exe -out b.exe",
            ["osslsigncode_sign"],
        ),
        (
            "osslsigncode sign -pkcs12 www.fabrikam.com.pfx -pass Sesame -in a.exe -out b.exe",
            ["osslsigncode_sign", "pfx_named_as_domain", "no_timestamp", "clear_password"],
        ),
        ("osslsigncode -spc a.spc -key a.pvk -ts http://t.example -in a.exe -out b.exe", ["osslsigncode_sign"]),
        ("osslsigncode attach-signature -sigin a.pem -in a.exe -out b.exe", ["signature_graft"]),
        ("osslsigncode extract-signature -in a.exe -out a.pem", ["signature_graft"]),
        ("osslsigncode attach-signature -sigin sig.p7 -in agent.exe -out b.exe", ["signature_graft"]),
        ("osslsigncode attach-signature -sigin app-2.1.sig -in app.exe -out b.exe", ["signature_graft"]),
        (
            "osslsigncode attach-signature -sigin /srv/meet.sig -in agent.exe -out b.exe",
            ["signature_graft", "foreign_signature"],
        ),
        ("osslsigncode add -t http://timestamp.example -in a.exe -out b.exe", ["signtool_timestamp"]),
        ("osslsigncode add -ts http://127.0.0.1:81/ -in a.exe -out b.exe", ["signtool_timestamp", "timestamp_local"]),
        ("osslsigncode add -addUnauthenticatedBlob -in a.exe -out b.exe", []),
        (
            "osslsigncode sign -pkcs12 a.p12 -TSA-certs t.pem -TSA-key t.key -TSA-time 1388530800 -in a.exe -out b.exe",
            ["osslsigncode_sign", "timestamp_local"],
        ),
        ("osslsigncode remove-signature -in a.exe -out b.exe", ["signature_remove"]),
        ("osslsigncode verify a.exe", []),
        ("osslsigncode", []),
    ],
)
def test_osslsigncode(line: str, indicators: list[str]) -> None:
    assert ids(judged_windows(line)) == indicators
