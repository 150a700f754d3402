"""What writing among the trust anchors of Linux means, whoever does it."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import anchor_changes
from codesignrisk_core.scorer import Scorer

from tests.core.lines import ids

FOLDER = "/usr/local/share/ca-certificates"
BESIDE = "/etc/ssl/certs"
BUNDLE = f"{BESIDE}/ca-certificates.crt"
LINK = f"{BESIDE}/3513523f.0"


@pytest.mark.parametrize(
    ("sources", "target", "is_there", "indicators"),
    [
        (["/srv/a.crt"], FOLDER, True, ["add_trust_anchor"]),
        (["/tmp/a.crt"], FOLDER, True, ["input_user_writable", "add_trust_anchor"]),
        ([], f"{FOLDER}/a.crt", True, ["add_trust_anchor"]),
        # a folder, all of a folder, a file whose name is another there; a bundle takes any file
        (["/srv/corp"], FOLDER, True, ["add_trust_anchor"]),
        (["/srv/corp/*"], FOLDER, True, ["add_trust_anchor"]),
        (["/srv/a.txt"], f"{FOLDER}/a.crt", True, ["add_trust_anchor"]),
        (["/srv/a.txt"], BUNDLE, True, ["add_trust_anchor"]),
        (["/srv/a.p11-kit"], "/etc/pki/ca-trust/source", True, ["add_trust_anchor"]),
        # no certificate
        (["/srv/readme.txt"], FOLDER, False, []),
        (["/srv/a.p12"], FOLDER, False, []),
        (["/srv/a.crt"], "/etc/pki/ca-trust/source/blacklist", False, []),
        (["/srv/a.crt"], "/srv/x", False, []),
        # what is trusted already, as packages, their scripts and images link and copy it
        ([f"{FOLDER}/a.crt"], f"{BESIDE}/a.pem", True, []),
        ([f"{BUNDLE}.new"], BUNDLE, True, []),
        (["/tmp/ca-certificates.crt.tmp.x3qmIg"], BUNDLE, True, []),
        ([BUNDLE], "/etc/pki/tls/certs/ca-bundle.crt", True, []),
        (["/usr/share/pki/ca-trust-legacy/a.crt"], "/etc/pki/ca-trust/source/ca-bundle.legacy.crt", True, []),
        (["/var/lib/ca-certificates/ca-bundle.pem.new"], "/var/lib/ca-certificates/ca-bundle.pem", True, []),
        ([f"{FOLDER}/a.crt", "/srv/b.crt"], FOLDER, True, ["add_trust_anchor"]),
        # beside the bundles lie certificates of servers, too; a link by hash takes them into use
        (["/srv/a.crt"], BESIDE, True, ["certificate_beside_roots"]),
        (["/srv/a"], f"{BESIDE}/a.pem", True, ["certificate_beside_roots"]),
        (["/srv/web.key"], BESIDE, False, []),
        (["/srv/web.pfx"], BESIDE, False, []),
        (["/srv/a.conf"], BESIDE, False, []),
        ([f"{BESIDE}/a.pem"], LINK, True, ["refresh_trust"]),
        (["/srv/a.pem"], LINK, True, ["add_trust_anchor"]),
    ],
)
def test_what_goes_where(sources: list[str], target: str, is_there: bool, indicators: list[str]) -> None:
    report = Report()
    assert anchor_changes.judge_copy(report, "x", sources, target) is is_there
    assert ids(report) == indicators


@pytest.mark.parametrize(
    ("folders", "found"),
    [([], True), ([BESIDE], True), (["/etc/pki/tls/certs/"], True), (["/etc/openldap/cacerts"], False), (["."], False)],
)
def test_links_by_hash(folders: list[str], found: bool) -> None:
    report = Report()
    anchor_changes.judge_rehash(report, "x", folders)
    assert bool(report.findings) is found


def start(line: str, **more: str) -> dict[str, Any]:
    """A process start of Linux."""
    return {"EventCode": "1", "Channel": "Linux-Sysmon/Operational", "CommandLine": line, **more}


@pytest.mark.parametrize(
    "line",
    [
        f"cp -a /srv/certs/. {FOLDER}/",
        f"mv /srv/certs {FOLDER}/corp",
        f"install -D -m 644 /srv/a.crt {FOLDER}/a.crt",
        f"rsync -a /srv/certs/ {FOLDER}/",
        f"dd if=/srv/a.crt of={FOLDER}/a.crt",
        f"sudo tee {FOLDER}/a.crt",
        f"tar -xf /srv/a.tar -C {FOLDER}",
        f"unzip /srv/a.zip -d {FOLDER}",
        f"openssl x509 -in /srv/a.der -inform der -out {FOLDER}/a.crt",
        f"wget -P {FOLDER} https://pki.corp.example/a.crt",
        f"curl -O --output-dir {FOLDER} https://pki.corp.example/a.crt",
        f"sh -c 'cd {FOLDER} && curl -O https://pki.corp.example/a.crt'",
        f"sh -c 'cat /srv/a.crt >> {BUNDLE}'",
        f"sh -c 'cp /srv/a.crt {BESIDE}/a.pem && c_rehash {BESIDE}'",
        f"sh -c 'cp /srv/a.crt {BESIDE}/a.pem && openssl rehash {BESIDE}'",
        f"sh -c 'cd {BESIDE} && cp /srv/a.pem a.pem && ln -s a.pem 3513523f.0'",
        f"scp a.crt root@web1:{FOLDER}/",
        f"rsync -a a.crt web1:{FOLDER}/",
        f"docker cp /srv/a.crt web:{FOLDER}/a.crt",
        "update-ca-certificates --fresh --localcertsdir /srv/certs",
        f"python3 -c \"open('{FOLDER}/a.crt', 'w').write(d)\"",
    ],
)
def test_ways_to_write_there(line: str, scorer: Scorer) -> None:
    verdict = scorer.assess(start(line))
    assert "add_trust_anchor" in verdict["codesign_indicators"]
    assert (verdict["codesign_action"], verdict["codesign_store"]) == ("add_to_store", "linux\\root")
    assert 35 <= verdict["codesign_score"] < 60


PARENT = {"ParentImage": "/usr/bin/dash", "ParentCommandLine": "/bin/sh /usr/sbin/update-ca-certificates --fresh"}


@pytest.mark.parametrize(
    ("line", "cwd"),
    [
        # what update-ca-certificates of Debian, update-ca-trust and ca-legacy of Red Hat, and the scripts of SUSE start
        ("ln -sf /usr/share/ca-certificates/mozilla/a.crt /etc/ssl/certs/a.pem", BESIDE),
        ("ln -sf a.pem 5ad8a5d6.0", BESIDE),
        ("openssl rehash .", BESIDE),
        ("c_rehash .", BESIDE),
        ("mv -f ca-certificates.crt.new ca-certificates.crt", BESIDE),
        ("mv -f /tmp/ca-certificates.crt.tmp.X3QmIg ca-certificates.crt", BESIDE),
        (
            "/usr/bin/trust extract --overwrite --filter=ca-anchors /etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "",
        ),
        ("ln -s /usr/share/pki/ca-trust-legacy/a.crt /etc/pki/ca-trust/source/ca-bundle.legacy.crt", ""),
        ("mv -f /var/lib/ca-certificates/ca-bundle.pem.new /var/lib/ca-certificates/ca-bundle.pem", ""),
        ("install -d -m 755 /usr/local/share/ca-certificates", ""),
        ("update-ca-certificates", "/"),
        # other people's work
        ("ln -fs /etc/ssl/certs/minikubeCA.pem /etc/ssl/certs/b5213941.0", ""),
        ("ln -s /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt", ""),
        ("cp server.crt /etc/ssl/certs/server.crt", "/srv"),
        ("cp -a /usr/local/share/ca-certificates /backup/", ""),
        ("rsync -a /etc/ssl/certs/ /srv/image/etc/ssl/certs/", ""),
        ("tar -C /usr/local/share/ca-certificates -cf /backup/ca.tar .", ""),
        ("openssl req -x509 -nodes -out /etc/ssl/certs/ssl-cert-snakeoil.pem -keyout /etc/ssl/private/a.key", ""),
        ("python3 -c \"print(open('/etc/ssl/certs/ca-certificates.crt').read())\"", ""),
    ],
)
def test_packages_and_administrators_stay_low(line: str, cwd: str, scorer: Scorer) -> None:
    verdict = scorer.assess(start(line, CurrentDirectory=cwd, **PARENT))
    assert verdict["codesign_score"] < 20
