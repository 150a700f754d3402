"""openssl: making certificates and moving keys, with the eyes of somebody who knows web administrators."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import openssl


def judge(line: str) -> Report:
    return openssl.judge(Command("openssl.exe", argv.split(line), line))


@pytest.mark.parametrize(
    ("line", "indicators", "flags"),
    [
        ("openssl pkcs12 -export -out www.fabrikam.example.pfx -inkey k.pem -in c.pem", ["make_pfx"], {"HasPFX"}),
        (
            "openssl pkcs12 -export -out www.microsoft.com.pfx -inkey k.key -in c.pem -passout pass:Sesame",
            ["clone_pfx", "clear_password"],
            {"HasPFX"},
        ),
        ("openssl pkcs12 -in a.pfx -nodes -out k.pem -passin file:pw.txt", ["extract_key"], {"HasPFX"}),
        ("openssl pkcs12 -in a.p12 -noenc -passin pass:Sesame", ["extract_key", "clear_password"], {"HasPFX"}),
        ("openssl pkcs12 -in a.pfx -nocerts -out k.pem -passin env:PW", ["extract_key"], {"HasPFX"}),
        ("openssl pkcs12 -in a.pfx -nokeys -nodes -out c.pem", [], {"HasPFX"}),
        ("openssl dgst -sha256 -sign rel.key -out a.sig a.bin", ["sign_other_tool"], set()),
        ("openssl cms -sign -signer rel.pem -in a.bin -out a.p7s", ["sign_other_tool"], set()),
        ("openssl dgst -sha256 -verify pub.pem -signature a.sig a.bin", [], set()),
        ("openssl dgst -sha256 a.bin", [], set()),
        ("openssl cms -verify -in a.p7s", [], set()),
        ("openssl pkcs12 -info -in a.pfx", [], {"HasPFX"}),
        (
            "openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -subj /CN=localhost",
            ["make_certificate"],
            {"SelfSigned"},
        ),
        (
            'openssl req -x509 -new -key k.pem -out c.pem -subj "/CN=Google LLC" -addext extendedKeyUsage=codeSigning',
            ["make_codesigning_certificate", "make_vendor_certificate"],
            {"SelfSigned"},
        ),
        ("openssl req -new -key k.pem -out c.csr", [], set()),
        ("openssl x509 -req -in c.csr -signkey k.pem -out c.pem", ["make_certificate"], {"SelfSigned"}),
        (
            "openssl x509 -req -in c.csr -CA ca.pem -CAkey ca.key -extensions codesign -out c.pem",
            ["make_codesigning_certificate"],
            set(),
        ),
        ("openssl x509 -in c.pem -noout -text", [], set()),
        ("openssl ca -in c.csr -key Sesame -out c.pem", ["make_certificate", "clear_password"], set()),
        ("openssl rsa -in k.pem -out plain.pem", ["decrypt_key"], set()),
        ("openssl rsa -in k.pem -aes256 -out k2.pem", [], set()),
        ("openssl rsa -in k.pem -pubout -out pub.pem", [], set()),
        ("openssl s_client -connect fabrikam.example:443", [], set()),
        ("openssl", [], set()),
    ],
)
def test_openssl(line: str, indicators: list[str], flags: set[str]) -> None:
    report = judge(line)
    assert ([found.indicator for found in report.findings], report.flags) == (indicators, flags)
    assert report.secrets == (["Sesame"] if "Sesame" in line else [])


def test_files() -> None:
    report = judge("openssl pkcs12 -export -in C:\\Users\\Public\\c.pem -inkey C:\\k\\k.pem -out C:\\k\\a.pfx")
    assert report.files == ["c:\\users\\public\\c.pem", "c:\\k\\k.pem", "c:\\k\\a.pfx"]
    assert [found.indicator for found in report.findings] == ["make_pfx", "input_user_writable"]


@pytest.mark.parametrize(
    ("line", "cwd", "expected"),
    [
        ("openssl pkcs12 -in a.pfx -nodes -out C:\\Users\\ann\\Downloads\\k.pem", "", "output_user_writable"),
        ("openssl req -x509 -nodes -keyout k.pem -out c.pem", "/tmp", "output_user_writable"),
        ("openssl pkcs12 -export -inkey k.pem -in c.pem -out \\\\fs1\\k\\a.pfx", "", "key_to_share"),
        ("openssl req -x509 -nodes -keyout k.pem -out c.pem", "/etc/nginx/ssl", ""),
    ],
)
def test_where_keys_go(line: str, cwd: str, expected: str) -> None:
    found = [finding.indicator for finding in openssl.judge(Command("openssl", argv.split(line), line, cwd)).findings]
    assert found[1:] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("pkcs12 -export -inkey k.pem -out a.pfx", "openssl creates a key file from certificate and key"),
        (
            "pkcs12 -export -inkey k.pem -out www.google.com.pfx",
            "openssl creates a key file that bears the name of google",
        ),
        ("pkcs12 -in a.pfx -nodes", "openssl takes the private key unencrypted out of a key file"),
        ("pkcs12 -in a.pfx -nocerts", "openssl takes the private key out of a key file"),
        ("rsa -in k.pem -out p.pem", "openssl writes a private key without its password"),
        ("x509 -req -in c.csr -signkey k.pem", "openssl creates a self-signed certificate"),
        ("x509 -req -in c.csr -CA ca.pem", "openssl creates a certificate"),
        ("req -x509 -CA ca.pem -keyout k.pem", "openssl creates a certificate"),
        ("ca -selfsign -in c.csr", "openssl creates a self-signed certificate"),
        ("ca -infiles c.csr", "openssl creates a certificate"),
    ],
)
def test_it_is_told_in_a_sentence(line: str, sentence: str) -> None:
    assert judge(f"openssl {line}").findings[0].sentence == sentence


@pytest.mark.parametrize(
    ("passphrase", "secrets"),
    [
        # openssl-passphrase-options(1)
        ("pass:Sesame", ["Sesame"]),
        ("PASS:Sesame", ["Sesame"]),
        *((text, []) for text in ("env:PW", "file:pw.txt", "fd:3", "stdin", "Sesame", "pass:")),
        # a shell may have put one inside of the other
        *((f"pass:{text}", []) for text in ("env:PW", "file:pw.txt", "fd:3", "stdin")),
    ],
)
@pytest.mark.parametrize("option", ["passin", "passout", "password", "passcerts"])
def test_a_password_in_clear(option: str, passphrase: str, secrets: list[str]) -> None:
    assert judge(f"openssl pkcs12 -export -inkey k.pem -{option} {passphrase}").secrets == secrets


@pytest.mark.parametrize("verb", ["rsa", "dsa", "ec", "pkey", "pkcs8"])
def test_a_key_without_its_password(verb: str) -> None:
    report = judge(f"openssl {verb} -in k.pem -out C:\\w\\p.pem")
    assert (report.action, report.files) == ("export_key", ["c:\\w\\p.pem", "k.pem"])
    for more in ("-aes256", "-des3", "-camellia128", "-aria256", "-idea", "-pubout", "-pubin", "-noout", "-topk8"):
        assert judge(f"openssl {verb} {more} -in k.pem -out p.pem").findings == []
    assert judge(f"openssl {verb} -in k.pem").findings == []
    assert judge(f"openssl {verb} -out k.pem").findings == []


# docs.openssl.org/3.0/man1: the options that take a value
COMMON = "in out inform outform passin passout engine provider rand"
VALUED = {
    "pkcs12": f"{COMMON} inkey certfile password name caname csp macalg keypbe certpbe iter CAfile CApath passcerts",
    "req": f"""{COMMON} key keyform keyout newkey days subj config extensions reqexts addext set_serial section nameopt
        sigopt pkeyopt CA CAkey not_before not_after""",
    "x509": f"""{COMMON} signkey key keyform CA CAkey CAform CAkeyform CAserial days extfile extensions set_serial subj
        force_pubkey checkend checkhost checkemail checkip nameopt certopt ext setalias addtrust addreject sigopt""",
    "ca": f"""{COMMON} config name section cert certform keyfile keyform key days startdate enddate md policy
        extensions extfile subj outdir ss_cert spkac revoke status sigopt crldays""",
    "rsa": f"{COMMON} v1 v2 v2prf iter conv_form param_enc",
}


@pytest.mark.parametrize(("verb", "option"), [(verb, option) for verb in VALUED for option in VALUED[verb].split()])
def test_a_value_is_no_option(verb: str, option: str) -> None:
    acting = {"pkcs12": "-export", "req": "-x509", "x509": "-signkey k", "ca": "-in c", "rsa": "-in k -out p"}[verb]
    assert judge(f"openssl {verb} {acting} -passin pass:Sesame").secrets == ["Sesame"]
    assert "Sesame" not in judge(f"openssl {verb} {acting} -{option} -passin pass:Sesame").secrets


def test_whose_certificate_and_for_what() -> None:
    def found(line: str) -> list[str]:
        return [finding.indicator for finding in judge(f"openssl {line}").findings]

    own = "req -x509 -newkey rsa:2048 -keyout k.pem"
    assert found(f"{own} -config codesign.cnf") == ["make_codesigning_certificate"]
    assert found(f"{own} -extensions code_sign") == ["make_codesigning_certificate"]
    assert found("x509 -req -in c -signkey k -extfile codesign.ext") == ["make_codesigning_certificate"]
    assert found("x509 -in c.pem -key k.pem -noout") == []
    assert found("x509 -in c.pem -key k.pem") == ["make_certificate"]
    assert found("x509 -in c.pem -CA ca.pem") == ["make_certificate"]


def test_a_key_that_is_taken_out_of_a_file_of_any_name() -> None:
    report = judge("openssl pkcs12 -in a.bin -nodes")
    assert (report.action, report.flags) == ("export_key", {"HasPFX"})
    report = judge("openssl pkcs12 -export -inkey k.pem -out a.bin")
    assert (report.action, report.flags) == ("make_pfx", {"HasPFX"})


@pytest.mark.parametrize(
    ("line", "cwd", "indicators"),
    [
        ("openssl x509 -in a.der -inform der -out /etc/pki/trust/anchors/a.pem", "", ["add_trust_anchor"]),
        ("openssl pkcs7 -print_certs -in a.p7b -out a.pem", "/etc/pki/trust/anchors", ["add_trust_anchor"]),
        ("openssl x509 -in a.der -inform der -out /etc/ssl/certs/web.pem", "", []),
        ("openssl x509 -in /etc/pki/trust/anchors/a.pem -noout -text", "", []),
        ("openssl rehash", "", ["refresh_trust"]),
        ("openssl rehash -v /etc/ssl/certs", "", ["refresh_trust"]),
        ("openssl rehash .", "/etc/ssl/certs", ["refresh_trust"]),
        ("openssl rehash /etc/openldap/cacerts", "", []),
    ],
)
def test_trust_anchors_of_linux(line: str, cwd: str, indicators: list[str]) -> None:
    report = openssl.judge(Command("/usr/bin/openssl", argv.split_posix(line), line, cwd))
    assert [finding.indicator for finding in report.findings] == indicators
