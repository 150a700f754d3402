"""Passwords that a shell gives to a program by a file or a descriptor of its making."""

from __future__ import annotations

import time

import pytest
from codesignrisk_core.masking import EVERYTHING, descriptors, of_text, of_words

OPENSSL = "openssl pkcs12 -in a.pfx -nodes -out k.pem"
FILES = [
    f"{OPENSSL} -passin file:{{}}",
    f"{OPENSSL} -passin 'file:'{{}}",
    "openssl req -x509 -keyout k.pem -passout file:{} -out c.pem",
    "osslsigncode sign -pkcs12 a.p12 -readpass {} -in a -out b",
    "osslsigncode sign -pkcs12 a.p12 -readpass={} -in a -out b",
    "gpg --batch --passphrase-file {} --export-secret-keys",
    "rcodesign sign --p12-file a.p12 --p12-password-file {} x.app",
    "jarsigner -keystore k.jks -storepass:file {} a.jar alias",
    "keytool -keystore k.jks -storepass:file {} -list",
    "apksigner sign --ks k.jks --ks-pass file:{} a.apk",
    "jsign --keystore a.p12 --storepass file:{} a.exe",
    "sshpass -f {} scp a.p12 host:",
    "pk12util -o a.p12 -n x -d . -w {}",
    "x --password {}",
]
NO_FILES = [
    "openssl x509 -in {}",
    "openssl pkcs12 -inkey {} -export -passout pass:x",
    "diff {} b",
    "ssh -f {}",
    "x --file {}",
    "x --keyfile {}",
]
# Each gives the descriptor 3.
DESCRIPTORS = [
    f"{OPENSSL} -passin fd:3",
    "openssl enc -d -in a -pass fd:3",
    f"{OPENSSL} -passin file:/dev/fd/3",
    "osslsigncode sign -pkcs12 a.p12 -readpass /dev/fd/3 -in a -out b",
    "gpg --batch --passphrase-fd 3 --export-secret-keys",
    "gpg --passphrase-fd=3 -s x",
    "sshpass -d 3 scp a.p12 host:",
    "sshpass -d3 scp a.p12 host:",
]
NO_DESCRIPTORS = [f"{OPENSSL} -passin fd:4", "openssl x509 -in /dev/fd/3", "gpg --command-fd 3", "x 3"]
PRINTS = ["echo Zx81", "echo -n 'Zx81'", "printf %s Zx81", "printf '%s\\n' Zx81", "cat <<< Zx81", "echo Zx81 | tr -d x"]


@pytest.mark.parametrize("prints", PRINTS)
@pytest.mark.parametrize("reader", FILES)
def test_output_of_a_command_as_a_file(reader: str, prints: str) -> None:
    assert list(descriptors.of_text(reader.format(f"<({prints})"))) == ["Zx81"]


@pytest.mark.parametrize("reader", NO_FILES)
def test_files_without_passwords(reader: str) -> None:
    assert list(descriptors.of_text(reader.format("<(echo Zx81)"))) == []


@pytest.mark.parametrize("given", ["3<<<Zx81", "3<<< 'Zx81'", "3< <(echo Zx81)", "3<<EOF\nZx81\nEOF\n"])
@pytest.mark.parametrize("reader", DESCRIPTORS)
def test_a_descriptor(reader: str, given: str) -> None:
    assert list(descriptors.of_text(f"{reader} {given}")) == ["Zx81"]
    assert list(descriptors.of_text(f"exec {given}\n {reader}")) == ["Zx81"]


@pytest.mark.parametrize("reader", NO_DESCRIPTORS)
def test_a_descriptor_that_is_not_read_for_a_password(reader: str) -> None:
    for given in ("3<<<Zx81", "3< <(echo Zx81)"):
        assert list(descriptors.of_text(f"{reader} {given}")) == []


OTHERS = [
    ("sudo -S spctl < <(echo Zx81)", ["Zx81"]),
    (f"{OPENSSL} -passin stdin < <(printf %s Zx81)", ["Zx81"]),
    ("sort < <(echo Zx81)", []),
    (f'{OPENSSL} -passin file:<(echo "Zx)81")', ["Zx)81"]),
    (f'sh -c "{OPENSSL} -passin file:<(echo \\"Zx81\\")"', ["Zx81"]),
    (f"{OPENSSL} -passin file:<(cat pw.txt)", []),
    (f"{OPENSSL} -passin file:<(pass show key)", []),
    (f"{OPENSSL} -passin file:<(", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "secrets"), OTHERS)
def test_others(text: str, secrets: list[str]) -> None:
    assert list(descriptors.of_text(text)) == secrets


def test_line_and_word() -> None:
    line = f"{OPENSSL} -passin file:<(echo Zx81)"
    assert "Zx81" in of_words(["bash", "-c", line])
    assert "Zx81" in of_text(f"bash -c '{line}'")
    assert "$PW" not in of_text(f"bash -c '{OPENSSL} -passin file:<(echo $PW)'")


def test_more_readers_than_are_looked_at_are_told() -> None:
    assert EVERYTHING in of_text("openssl -passin file:<(echo Zx81);" * 200)
    assert EVERYTHING in of_text("openssl -passin fd:3 3<<<Zx81;" * 200)


@pytest.mark.parametrize(
    "unit",
    """<( |< <(|3< <(|3<<<|3<<a\n|fd:3 3<<<|-pass <(|-f <(|---------|-a|-p <('|-pass <("|sshpass -f <(|fd:|/dev/fd/3 |3
    |-pass /dev/fd/3 |echo |-pass <(echo """.split("|"),
)
def test_time_grows_with_the_text(unit: str) -> None:
    text = (unit * 65_536)[:65_530]
    for end in ("", " -passin fd:3 sudo -S x"):
        start = time.process_time()
        list(descriptors.of_text(text + end))
        assert time.process_time() - start < 1
