"""Names of programs as people find and rename them, and scripts behind their interpreters."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv, program_names
from codesignrisk_core.model import Command
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("mkcert-v1.4.4-windows-amd64", "mkcert"),
        ("azuresigntool-x64", "azuresigntool"),
        ("jsign-7.1.jar", "jsign"),
        ("code_sign_tool-1.3.2.jar", "code_sign_tool"),
        ("jsign-7.2-snapshot.jar", "jsign"),
        ("rcodesign_0.27_linux_x86_64", "rcodesign"),
        ("certify_v2", "certify"),
        ("lazysign.bat", "lazysign"),
        ("apksigner.bat", "apksigner"),
        ("signtool (1)", "signtool"),
        ("certutil - copy", "certutil"),
        # names of their own
        ("certutil", "certutil"),
        ("certutil-tools", "certutil-tools"),
        ("uber-apk-signer", "uber-apk-signer"),
        ("sign-file", "sign-file"),
        ("-v1", "-v1"),
        ("", ""),
    ],
)
def test_a_name_without_what_was_appended(stem: str, expected: str) -> None:
    assert program_names.plain(stem) == expected


@pytest.mark.parametrize(
    ("image", "line", "expected"),
    [
        ("/usr/bin/python3.11", "certipy find", "certipy find"),
        ("/usr/bin/perl", "/usr/bin/exiftool a", "/usr/bin/exiftool a"),
        ("/usr/bin/python3.11", "python3 /usr/bin/certipy find", "/usr/bin/certipy find"),
        ("/usr/bin/python3.11", "python3", None),
        ("/usr/bin/bash", "certipy find", None),
        ("C:\\Python\\python.exe", "certipy find", "find"),  # Windows starts programs by their own names
    ],
)
def test_a_script_that_its_first_line_started(image: str, line: str, expected: str | None) -> None:
    found = program_names.script(Command(image, argv.split(line), line))
    assert (" ".join(word.text for word in found.tokens) if found else None) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("java -jar tools/jsign.jar sign a.exe", "tools/jsign.jar sign a.exe"),
        ("java -Xmx1g -jar jsign.jar a.exe", "jsign.jar a.exe"),
        ("python3.11 /usr/bin/xattr -c a", "/usr/bin/xattr -c a"),
        ("python -W ignore x.py a", "x.py a"),
        ("python -m certipy find", "certipy find"),
        ("python3 -Im azure.cli keyvault", "azure.cli keyvault"),
        ("python -IBm azure.cli keyvault", "azure.cli keyvault"),
        ("py x.py", "x.py"),
        ("ruby -I lib x.rb", "x.rb"),
        ("mono signcode.exe -spc a", "signcode.exe -spc a"),
        ("wine64 signtool.exe sign a", "signtool.exe sign a"),
        ("node --require m x.js", "x.js"),
        # program text, classes, nothing
        ("python -c x.py", None),
        ("perl -e x.pl", None),
        ("java -cp a.jar org.example.Main", None),
        ("java org.example.Main", None),
        ("java -jar", None),
        ("python", None),
        ("bash x.sh", None),
        ("certutil -dump", None),
    ],
)
def test_the_script_of_an_interpreter(line: str, expected: str | None) -> None:
    tokens = argv.split(line)
    found = program_names.script(Command(tokens[0].text, tokens, line))
    assert (" ".join(word.text for word in found.tokens) if found else None) == expected
    assert found is None or found.image == found.tokens[0].text


@given(st.text())
def test_any_name(text: str) -> None:
    assert len(program_names.plain(text)) <= len(text)
