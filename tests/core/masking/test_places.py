"""Secrets by their place in a tool's command, and what only looks like the name of one."""

from __future__ import annotations

import pytest
from codesignrisk_core.masking import of_text, of_words

OPERANDS = [
    ("vault login Zx81", ["Zx81"]),
    ("/usr/bin/vault login -no-print Zx81", ["Zx81"]),
    ("vault.exe login -address https://v.example -namespace=a Zx81", ["Zx81"]),
    ("vault login -method userpass username=bob", []),
    ("vault login -method=userpass username=bob password=Zx81", ["Zx81"]),
    ("vault login -", []),
    ("vault login $TOKEN", []),
    ("vault login", []),
    ("vault status x y", []),
    ("net use X: \\\\srv\\share Zx81 /user:jane", ["Zx81"]),
    ("net1.exe use \\\\srv\\share /user:jane Zx81", ["Zx81"]),
    ("net use X: \\\\srv\\share * /user:jane", []),
]


@pytest.mark.parametrize(("line", "secrets"), OPERANDS)
def test_operands(line: str, secrets: list[str]) -> None:
    assert of_words(line.split(" ")) == secrets


POLICIES = [
    ("security find-identity -v -p codesigning", []),
    ("security find-identity -p basic -p ssl-client login.keychain", []),
    ("sudo /usr/bin/security -q find-identity -p codesigning", []),
    ("security add-trusted-cert -d -r trustRoot -p codeSign a.cer", []),
    ("security verify-cert -c a.cer -p ssl", []),
    ("security find-certificate -a -p login.keychain", []),  # PEM is meant
    # the keychain's verbs, other commands of the line and other programs
    ("security unlock-keychain -p Zx81 login.keychain", ["Zx81"]),
    ("security create-keychain -p codesigning a.keychain", ["codesigning"]),
    ("security -v unlock-keychain -p find-identity", ["find-identity"]),
    ("security find-identity -v -p codesigning && tool -p Zx81", ["Zx81"]),
    ("security find-identity -p codesigning; security unlock-keychain -p Zx81", ["Zx81"]),
    ("security find-identity x security unlock-keychain -p Zx81", ["Zx81"]),
    ("security find-identity -P Zx81", ["Zx81"]),
    ("tool find-identity -p Zx81", ["Zx81"]),
    ("my-security find-identity -p Zx81", ["Zx81"]),
]


@pytest.mark.parametrize(("line", "secrets"), POLICIES)
def test_what_p_means(line: str, secrets: list[str]) -> None:
    assert of_words(line.split(" ")) == secrets
    assert of_text(line) == secrets


UNSPLIT = [
    ('x --run "cmd /c net use \\\\srv\\share Zx81 /user:jane && y"', ["Zx81"]),
    ("net use X: \\\\srv\\share * /user:jane", []),
    ("internet use a", []),
    ("sh -c 'bash -c \"vault login -no-print Zx81; x\"'", ["Zx81"]),
    ("vault login -method=userpass username=bob", []),
]


@pytest.mark.parametrize(("text", "secrets"), UNSPLIT)
def test_operands_in_text_that_nobody_has_split(text: str, secrets: list[str]) -> None:
    assert of_text(text) == secrets


def test_two_scripts_of_one_line() -> None:
    line = "ssh host 'security find-identity -p codesigning' 'security unlock-keychain -p Zx81'"
    assert of_text(line) == of_words(line.split(" ")) == ["Zx81"]
