"""File names on command lines: one form, and where a file lies."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import paths
from codesignrisk_core.trust import places
from hypothesis import given
from hypothesis import strategies as st

PATH_TEXT = st.text(st.one_of(st.characters(), st.sampled_from("\\/.:~%$ \"'\u200b\ud800")))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("C:\\Certs\\My.PFX", "c:\\certs\\my.pfx"),
        ('"C:\\My Certs\\a.pfx"', "c:\\my certs\\a.pfx"),
        ("C:/certs/a.pfx", "c:\\certs\\a.pfx"),
        ("C:\\\\certs\\\\a.pfx", "c:\\certs\\a.pfx"),
        ("C:\\a\\.\\b\\..\\c.pfx", "c:\\a\\c.pfx"),
        ("C:\\..\\..\\c.pfx", "c:\\c.pfx"),
        ("..\\c.pfx", "..\\c.pfx"),
        ("a\\..\\..\\c.pfx", "..\\c.pfx"),
        (".\\c.pfx", "c.pfx"),
        # device and NT prefixes (learn.microsoft.com, Naming Files, Paths, and Namespaces)
        ("\\\\?\\C:\\a.pfx", "c:\\a.pfx"),
        ("\\\\.\\C:\\a.pfx", "c:\\a.pfx"),
        ("\\??\\C:\\a.pfx", "c:\\a.pfx"),
        ("\\\\?\\UNC\\srv\\share\\a.pfx", "\\\\srv\\share\\a.pfx"),
        ("//?/C:/a.pfx", "c:\\a.pfx"),
        # shares
        ("\\\\SRV\\share\\a.pfx", "\\\\srv\\share\\a.pfx"),
        ("//srv/share/a.pfx", "\\\\srv\\share\\a.pfx"),
        ("\\\\srv\\share\\x\\..\\a.pfx", "\\\\srv\\share\\a.pfx"),
        # variables and web addresses stay as they are
        ("%TEMP%\\a.pfx", "%temp%\\a.pfx"),
        ("$env:TEMP\\a.pfx", "$env:temp\\a.pfx"),
        ("https://Web.example/A.pfx", "https://web.example/a.pfx"),
        # macOS and Linux
        ("/Users/Me/a.p12", "/users/me/a.p12"),
        ("/tmp/../etc//ssl/./a.p12", "/etc/ssl/a.p12"),
        ("~/a.p12", "~/a.p12"),
        # direction marks ride along when a path is copied from a dialog
        ("\u202aC:\\a.pfx", "c:\\a.pfx"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_normal(path: str, expected: str) -> None:
    assert paths.normal(path) == expected


@pytest.mark.parametrize(
    ("path", "cwd", "expected"),
    [
        ("a.pfx", "C:\\Work\\", "c:\\work\\a.pfx"),
        ("..\\a.pfx", "C:\\Work\\sub\\", "c:\\work\\a.pfx"),
        ("..\\..\\..\\a.pfx", "C:\\Work\\", "c:\\a.pfx"),
        ("\\certs\\a.pfx", "D:\\Work\\", "d:\\certs\\a.pfx"),
        ("a.pfx", "\\\\srv\\share\\w", "\\\\srv\\share\\w\\a.pfx"),
        ("D:\\a.pfx", "C:\\Work\\", "d:\\a.pfx"),
        ("\\\\srv\\share\\a.pfx", "C:\\Work\\", "\\\\srv\\share\\a.pfx"),
        ("\\\\?\\GLOBALROOT\\Device\\x\\a.pfx", "C:\\Work\\", "globalroot\\device\\x\\a.pfx"),
        ("%TEMP%\\a.pfx", "C:\\Work\\", "%temp%\\a.pfx"),
        ("$dir\\a.pfx", "C:\\Work\\", "$dir\\a.pfx"),
        ("${dir}\\a.pfx", "C:\\Work\\", "${dir}\\a.pfx"),
        ("!dir!\\a.pfx", "C:\\Work\\", "!dir!\\a.pfx"),
        ("a.p12", "/Users/Me", "/users/me/a.p12"),
        ("../a.p12", "/Users/Me/", "/users/a.p12"),
        ("/tmp/a.p12", "/Users/Me", "/tmp/a.p12"),
        ("~/a.p12", "/Users/Me", "~/a.p12"),
    ],
)
def test_normal_with_a_current_directory(path: str, cwd: str, expected: str) -> None:
    assert paths.normal(path, cwd) == expected


@given(PATH_TEXT, PATH_TEXT)
def test_normal_never_raises(path: str, cwd: str) -> None:
    once = paths.normal(path, cwd)
    assert len(once) <= 2 * (len(path) + len(cwd)) + 4  # lower() may lengthen a character, a join adds a separator
    for question in (places.is_user_writable, places.is_build, paths.is_remote, paths.has_stream):
        assert isinstance(question(once), bool)
    paths.base(path), paths.stem(path), paths.extension(path)


@pytest.mark.parametrize(
    ("path", "base", "stem", "extension"),
    [
        ("C:\\x\\Signtool.EXE", "signtool.exe", "signtool", "exe"),
        ("certutil", "certutil", "certutil", ""),
        ("C:\\x\\signtool.exe.bak\\x.exe", "x.exe", "x", "exe"),
        ("/usr/bin/codesign", "codesign", "codesign", ""),
        ("My.PFX", "my.pfx", "my.pfx", "pfx"),
        ('"C:\\a b\\x.pfx"', "x.pfx", "x.pfx", "pfx"),
        ("C:\\dir.pfx\\file", "file", "file", ""),
        ("C:\\dir.pfx\\", "dir.pfx", "dir.pfx", "pfx"),
        ("C:x.pfx", "x.pfx", "x.pfx", "pfx"),  # relative to the drive's own current directory
        ("a.cer:hidden", "a.cer:hidden", "a.cer:hidden", "cer"),
        ("a.txt:x.pfx", "a.txt:x.pfx", "a.txt:x.pfx", "txt"),
        ("x.pfx.", "x.pfx.", "x.pfx.", "pfx"),  # Windows drops trailing dots and blanks
        ("x.pfx.txt", "x.pfx.txt", "x.pfx.txt", "txt"),
        (".pfx", ".pfx", ".pfx", "pfx"),
        ("", "", "", ""),
    ],
)
def test_names(path: str, base: str, stem: str, extension: str) -> None:
    assert (paths.base(path), paths.stem(path), paths.extension(path)) == (base, stem, extension)


USER_WRITABLE = [
    "c:\\users\\u\\appdata\\local\\x.exe",
    "c:\\windows\\temp\\x.exe",
    "c:\\users\\admini~1\\appdata\\local\\temp\\x.exe",  # 8.3 names
    "c:\\temp\\x.cer",
    "c:\\users\\public\\x.cer",
    "c:\\programdata\\x.cer",
    "c:\\users\\u\\downloads\\x.cer",
    "c:\\users\\u\\desktop\\x.cer",
    "c:\\perflogs\\x.cer",
    "c:\\windows\\tasks\\x.cer",
    "c:\\$recycle.bin\\x.cer",
    "temp\\x.cer",
    "%temp%\\x.cer",
    "$env:appdata\\x.cer",
    "/tmp/x.p12",
    "/private/tmp/x.p12",
    "/users/shared/x.p12",
    "~/downloads/x.p12",
]
PROTECTED = [
    "c:\\windows\\system32\\certutil.exe",
    "c:\\program files\\x\\x.exe",
    "c:\\template\\x.exe",
    "c:\\attempt\\x.exe",
    "c:\\build\\x.exe",
    "c:\\programdata\\chocolatey\\bin\\x.exe",
    "c:\\programdata\\package cache\\x.exe",
    "x.exe",
    "",
    "/usr/bin/codesign",
    "/users/me/project/x.p12",
]


@pytest.mark.parametrize("path", USER_WRITABLE)
def test_user_writable(path: str) -> None:
    assert places.is_user_writable(path)


@pytest.mark.parametrize("path", PROTECTED)
def test_not_user_writable(path: str) -> None:
    assert not places.is_user_writable(path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("c:\\agent\\_work\\1\\s\\x.exe", True),
        ("d:\\a\\1\\s\\x.exe", True),
        ("d:\\a\\_temp\\x.pfx", True),
        ("c:\\actions-runner\\x.exe", True),
        ("c:\\jenkins\\workspace\\x.exe", True),
        ("/home/runner/work/x", True),
        ("c:\\a\\x.exe", False),
        ("c:\\work\\x.exe", False),
        ("", False),
    ],
)
def test_is_build(path: str, expected: bool) -> None:
    assert places.is_build(path) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("\\\\srv\\share\\x.cer", True),
        ("\\\\srv@ssl@443\\davwwwroot\\x.cer", True),
        ("https://web.example/x.cer", True),
        ("\\\\?\\c:\\x.cer", False),
        ("\\\\.\\pipe\\x", False),
        ("c:\\x.cer", False),
        ("x.cer", False),
        ("/tmp/x.p12", False),
    ],
)
def test_is_remote(path: str, expected: bool) -> None:
    assert paths.is_remote(path) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("c:\\x\\a.txt:evil.cer", True),
        ("a.txt:evil.cer", True),
        ("c:\\x\\a.cer", False),
        ("c:a.cer", False),
        ("$env:temp\\a.cer", False),
        ("$env:certfile", False),
        ("$env:temp\\a.txt:evil.cer", True),
        ("https://web.example:8443/a.cer", False),
        ("pkcs11:token=hsm;type=private", False),
        ("PKCS11:object=key", False),
        ("org.openssl.engine:pkcs11:key", False),
        ("a.txt:pkcs11", True),
        ("", False),
        ("/builds/lab/pkcs11:id=%02", False),  # a relative name, joined with the current directory
    ],
)
def test_has_stream(path: str, expected: bool) -> None:
    assert paths.has_stream(path) is expected


@pytest.mark.parametrize(
    ("path", "cwd", "normal"),
    [
        ("a/b.cer", "", "a/b.cer"),
        ("a\\b.cer", "", "a\\b.cer"),
        ("a/b.cer", "/w", "/w/a/b.cer"),
        ("/a/../b", "", "/b"),
    ],
)
def test_relative_paths_keep_their_slashes(path: str, cwd: str, normal: str) -> None:
    assert paths.normal_posix(path, cwd) == normal
