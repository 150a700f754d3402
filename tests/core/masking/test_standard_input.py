"""Passwords that a shell gives to a program's standard input."""

from __future__ import annotations

import time

import pytest
from codesignrisk_core.masking import EVERYTHING, of_text, of_words, standard_input

READERS = [
    "sudo -S ls /var/root",
    "sudo -kS spctl",
    "sudo -u bob -S spctl",
    "sudo -p '' --stdin spctl",
    "/usr/bin/sudo -S spctl",
    "env A=1 sudo -S spctl",
    "openssl pkcs12 -in a.pfx -passin stdin -nodes",
    "openssl pkcs12 -export -inkey k.pem -out a.pfx -passout stdin",
    "openssl enc -d -in a -pass fd:0",
    "sudo openssl.exe pkcs12 -in a.pfx -passin stdin",
    "gpg --batch --passphrase-fd 0 --export-secret-keys",
    "gpg2 --passphrase-fd=0 -s x",
    "docker login -u bob --password-stdin registry.example",
    "podman login --password-stdin",
    "anything --key-passphrase-stdin",
    "vault login -method=token -",
    "gh auth login --with-token",
    "passwd --stdin bob",
    "kinit --password-file=STDIN bob@EXAMPLE",
    "sshpass -d 0 ssh host",
]
NO_READERS = [
    "sudo spctl -S",
    "sudo -u bob spctl -S",
    "sudo -n spctl",
    "sort -S 1G",
    "openssl pkcs12 -in a.pfx -passin pass:x",
    "openssl x509 -in stdin",
    "gpg --passphrase-fd 3",
    "vault login x",
    "certutil -addstore root x.cer",
    "docker login -p",
]


@pytest.mark.parametrize("reader", READERS)
def test_readers(reader: str) -> None:
    for text in (f"echo Zx81 | {reader}", f"{reader} <<< Zx81", f"{reader} <<EOF\nZx81\nEOF\n", f"'Zx81' | {reader}"):
        assert list(standard_input.of_text(text)) == ["Zx81"]


@pytest.mark.parametrize("reader", NO_READERS)
def test_what_reads_no_password(reader: str) -> None:
    for text in (f"echo Zx81 | {reader}", f"{reader} <<< Zx81", f"{reader} <<EOF\nZx81\nEOF\n", f"'Zx81' | {reader}"):
        assert list(standard_input.of_text(text)) == []


PRINTED = [
    ("echo Zx81 | sudo -S x", ["Zx81"]),
    ("echo Zx81|sudo -S x", ["Zx81"]),
    ("/bin/echo -n 'Zx81' |& sudo -S x", ["Zx81"]),
    ("cd /tmp && (echo Zx81) | sudo -S x", ["Zx81"]),
    ('printf "Zx81\\n" | sudo -S x', ["Zx81"]),
    ("printf '%s\\n' Zx81 | sudo -S x", ["Zx81"]),
    ("echo 'Zx;8|1&' | sudo -S x", ["Zx;8|1&"]),
    ("echo 'print 81' | sudo -S x", ["print 81", "print", "81"]),
    ("echo Zx 81 | sudo -S x", ["Zx 81", "Zx", "81"]),
    ("echo Zx81 | sudo -S x && echo Qp7 | sudo -S y", ["Zx81", "Qp7"]),
    ("Write-Output 'Zx81' | docker login --password-stdin", ["Zx81"]),
    ('$x = 1; "Zx81" | docker login --password-stdin', ["Zx81"]),
    ("sh -c \"echo 'Zx81' | sudo -S x\"", ["Zx81"]),
    ('sh -c "echo \\"Zx81\\" | sudo -S x"', ["Zx81"]),
    ("sudo -S x <<<'Zx81'", ["Zx81"]),
    ('sudo -S x <<< \\"Zx81\\"', ["Zx81"]),
    # what is printed by another command, or not to the reader
    ("cat pw.txt | sudo -S x", []),
    ("cat 'pw.txt' | sudo -S x", []),
    ("echo hello; cat pw.txt | sudo -S x", []),
    ("echo hello || sudo -S x", []),
    ("echo hello; sudo -S x", []),
    ("sudo -S x; cat <<< hello", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "secrets"), PRINTED)
def test_printed(text: str, secrets: list[str]) -> None:
    assert list(standard_input.of_text(text)) == secrets


def test_line_and_word() -> None:
    assert of_words(["sh", "-c", "echo Zx81 | sudo -S spctl"]) == ["Zx81"]
    assert of_text("sh -c 'echo Zx81 | sudo -S spctl'") == ["Zx81"]
    assert of_text("sh -c 'echo $PW | sudo -S spctl'") == []  # a variable


def test_more_readers_than_are_looked_at_are_told() -> None:
    assert EVERYTHING in of_text("echo Zx81 | sudo -S x;" * 200)
    assert EVERYTHING in of_text("sudo -S x <<< Zx81;" * 200)
    assert EVERYTHING in of_words(["sh", "-c", "echo " + "Zx81 " * 600 + "| sudo -S x"])


@pytest.mark.parametrize(
    "unit",
    [
        "|",
        "| ",
        "|sudo ",
        "|sudo -S ",
        "echo ",
        "echo '|",
        "<<<",
        "<<<'",
        '<<<"',
        "<<<a ",
        "<<a",
        "<<a\n",
        "<<<a sudo -S;",
        "'",
        "'|sudo -S ",
        "openssl ",
        "|vault login ",
    ],
)
def test_time_grows_with_the_text(unit: str) -> None:
    text = (unit * 65_536)[:65_530]
    for end in ("", "|sudo -S x"):
        start = time.process_time()
        list(standard_input.of_text(text + end))
        assert time.process_time() - start < 1
