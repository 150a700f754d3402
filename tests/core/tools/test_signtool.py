"""What signtool's command lines do.

Grammar: learn.microsoft.com/windows/win32/seccrypto/signtool, called MD below.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import signtool
from hypothesis import given
from hypothesis import strategies as st

SIGN = {"SigntoolSignCmd"}
PLAIN = {"SigntoolSignCmd", "SelfSigned"}  # signed without a timestamp


def judge(line: str, cwd: str = "") -> Report:
    return signtool.judge(Command("signtool.exe", argv.split(f"signtool {line}"), line, cwd))


class Case(NamedTuple):
    """A command line behind ``signtool``, and all that is said of it."""

    line: str
    action: str = ""
    indicators: str = ""
    flags: frozenset[str] | set[str] = frozenset()
    files: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()


COMMANDS = [
    # MD: signtool [command] [options] [file_name | ...]; commands catdb, remove, sign, timestamp, verify
    Case("sign a.exe", "sign", "signtool_sign_store no_timestamp", PLAIN, (), ("a.exe",)),
    Case("SIGN a.exe", "sign", "signtool_sign_store no_timestamp", PLAIN, (), ("a.exe",)),
    # the published detection looks for these forms
    Case("/sign a.exe", "sign", "signtool_sign_store no_timestamp", PLAIN, (), ("a.exe",)),
    Case("-sign a.exe", "sign", "signtool_sign_store no_timestamp", PLAIN, (), ("a.exe",)),
    # MD: /q, /v and /debug are global
    Case("/v /debug sign a.exe", "sign", "signtool_sign_store no_timestamp", PLAIN, (), ("a.exe",)),
    Case("timestamp /tr http://ts.example /td sha256 a.exe", "timestamp", "signtool_timestamp", (), (), ("a.exe",)),
    Case("timestamp /t http://ts.example a.exe b.exe", "timestamp", "signtool_timestamp", (), (), ("a.exe", "b.exe")),
    Case("verify /pa /v C:\\out\\a-signed.exe", "verify", "", (), (), ("c:\\out\\a-signed.exe",)),
    Case("verify /kp /c driver.cat driver.sys", "verify", "", (), (), ("driver.sys",)),
    # MD: remove /c /s /u file
    Case("remove /s a.exe", "remove_signature", "signature_remove", (), (), ("a.exe",)),
    Case(
        "remove /s C:\\Users\\Public\\a.exe",
        "remove_signature",
        "signature_remove target_user_writable",
        (),
        (),
        ("c:\\users\\public\\a.exe",),
    ),
    # MD: catdb adds a catalog, with /r removes it; /g takes the database's GUID
    Case("catdb /v a.cat", "add_catalog", "signtool_catdb", (), (), ("a.cat",)),
    Case("catdb /r a.cat", "remove_catalog", "signtool_catdb", (), (), ("a.cat",)),
    Case("catdb /g {1234} a.cat", "add_catalog", "signtool_catdb", (), (), ("a.cat",)),
    # no command
    Case("/?"),
    Case(""),
    Case("a.exe sign", targets=("a.exe", "sign")),
    Case("C:\\sign\\a.exe", targets=("c:\\sign\\a.exe",)),
]

SIGNING = [
    # MD /f: the certificate's file; /p its password
    Case("sign /f a.pfx x.exe", "sign", "signtool_sign_file no_timestamp", PLAIN | {"HasPFX"}, ("a.pfx",), ("x.exe",)),
    Case("sign /f a.P12 x.exe", "sign", "signtool_sign_file no_timestamp", PLAIN | {"HasPFX"}, ("a.p12",), ("x.exe",)),
    Case("sign -f:a.pfx x.exe", "sign", "signtool_sign_file no_timestamp", PLAIN | {"HasPFX"}, ("a.pfx",), ("x.exe",)),
    Case("sign /f a.cer x.exe", "sign", "signtool_sign_file no_timestamp", PLAIN, ("a.cer",), ("x.exe",)),
    Case(
        "sign /f a.tmp x.exe",
        "sign",
        "signtool_sign_file input_odd_extension no_timestamp",
        PLAIN,
        ("a.tmp",),
        ("x.exe",),
    ),
    # MD /t, /tr and /tseal: the ways to a timestamp
    Case("sign /a /t http://ts.example x.exe", "sign", "signtool_sign_store", SIGN, (), ("x.exe",)),
    Case("sign /a /tr http://ts.example /td sha256 x.exe", "sign", "signtool_sign_store", SIGN, (), ("x.exe",)),
    Case("sign /a /tseal http://ts.example x.exe", "sign", "signtool_sign_store", SIGN, (), ("x.exe",)),
    Case("sign /a /td sha256 x.exe", "sign", "signtool_sign_store no_timestamp", PLAIN, (), ("x.exe",)),
    # names that hold an option's letters
    Case("sign /a C:/trunk/x.exe", "sign", "signtool_sign_store no_timestamp", PLAIN, (), ("c:\\trunk\\x.exe",)),
    Case("sign /a my-trial.exe", "sign", "signtool_sign_store no_timestamp", PLAIN, (), ("my-trial.exe",)),
    # MD: a certificate of a store by /n /i /r /sha1 /a /s /sm; values are no files
    Case(
        'sign /n "My Company" /i "Root CA" /s MY /sm /fd sha256 /t http://ts.example x.exe',
        "sign",
        "signtool_sign_store",
        SIGN,
        (),
        ("x.exe",),
    ),
    # MD /d, /du: description; the colon form of MD's own examples takes the next word
    Case('sign /a /d: "My App" /t http://ts.example x.exe', "sign", "signtool_sign_store", SIGN, (), ("x.exe",)),
    Case("sign /a /du https://x.example /t u x.exe", "sign", "signtool_sign_store", SIGN, (), ("x.exe",)),
    # MD /ac: a further certificate for the signature
    Case(
        'sign /a /ac "C:\\certs\\My Root CA.cer" /t http://ts.example x.exe y.dll',
        "sign",
        "signtool_sign_store",
        SIGN,
        ("c:\\certs\\my root ca.cer",),
        ("x.exe", "y.dll"),
    ),
    # MD /csp, /kc: a key of a cryptographic provider
    Case("sign /csp P /kc K /t http://ts.example x.exe", "sign", "signtool_sign_provider", SIGN, (), ("x.exe",)),
    # electron-builder#8249: the PIN of a token stands inside the container's name
    Case(
        'sign /csp "eToken Base Cryptographic Provider" /kc "[{{1234}}]=key" /t http://ts.example x.exe',
        "sign",
        "signtool_sign_provider token_pin",
        SIGN,
        (),
        ("x.exe",),
        ("1234",),
    ),
    Case("sign /csp P /kc [{{%PIN%}}]=key /t u x.exe", "sign", "signtool_sign_provider", SIGN, (), ("x.exe",)),
    # MD /dg, /ds, /di, /dxml: a digest is signed in separate steps
    Case("sign /a /dg C:\\w /t u x.exe", "sign", "signtool_sign_store signtool_digest", SIGN, (), ("x.exe",)),
    Case("sign /di C:\\w /t u x.exe", "sign", "signtool_sign_store signtool_digest", SIGN, (), ("x.exe",)),
    Case(
        "sign /dg C:\\Users\\Public /dxml /t u x.exe",
        "sign",
        "signtool_sign_store signtool_digest",
        SIGN,
        (),
        ("x.exe",),
    ),
    Case(
        "sign /ds /dg C:\\Users\\Public\\w /t u x.exe",
        "sign",
        "signtool_sign_store signtool_digest input_user_writable",
        SIGN,
        (),
        ("x.exe",),
    ),
    # MD /dlib, /dmdf: a library that signs the digest, loaded by a program that Microsoft signed
    Case("sign /dlib evil.dll /t u x.exe", "sign", "signtool_sign_store signtool_dlib", SIGN, (), ("x.exe",)),
    Case(
        "sign /dlib C:\\Users\\Public\\evil.dll /t u x.exe",
        "sign",
        "signtool_sign_store signtool_dlib input_user_writable",
        SIGN,
        (),
        ("x.exe",),
    ),
    # learn.microsoft.com/azure/trusted-signing: its library with /dmdf; nodejs/node tools/sign.bat
    Case(
        'sign /dlib "C:\\Program Files\\Signing\\Azure.CodeSigning.Dlib.dll" /dmdf m.json /tr u x.exe',
        "sign",
        "signtool_sign_store cloud_signing",
        SIGN,
        (),
        ("x.exe",),
    ),
    Case(
        "sign /dlib C:\\x\\Azure.CodeSigning.Dlib.dll /dmdf m.json /tr u x.exe",
        "sign",
        "signtool_sign_store",
        SIGN,
        (),
        ("x.exe",),
    ),
    # anybody can take the name
    Case(
        "sign /dlib C:\\Users\\Public\\Azure.CodeSigning.Dlib.dll /dmdf m.json /tr u x.exe",
        "sign",
        "signtool_sign_store signtool_dlib input_user_writable",
        SIGN,
        (),
        ("x.exe",),
    ),
]

INPUTS = [
    ("C:\\Users\\Public\\a.pfx", "c:\\users\\public\\a.pfx", "input_user_writable planted_key"),
    ("%TEMP%\\a.pfx", "%temp%\\a.pfx", "input_user_writable"),
    ("\\\\srv\\share\\a.pfx", "\\\\srv\\share\\a.pfx", "input_remote"),
    ("C:\\a.txt:a.pfx", "c:\\a.txt:a.pfx", "input_stream input_odd_extension"),
    # LazySign and CarbonCopy name the key file after the site whose certificate they copy
    ("www.microsoft.com.pfx", "www.microsoft.com.pfx", "pfx_named_as_domain"),
    ("example.com.pfx", "example.com.pfx", "pfx_named_as_domain"),
    ("codesign.2024.pfx", "codesign.2024.pfx", ""),
    ("D:\\a\\_temp\\a.pfx", "d:\\a\\_temp\\a.pfx", ""),  # a build agent's own folder
    ("C:\\certs\\a.pfx", "c:\\certs\\a.pfx", ""),
]

# (/p and its value, is it the password itself)
PASSWORDS = [
    ("Winter22", True),
    ("'Winter22'", True),
    ("100%", True),
    ("$ecret!", True),
    ("%PFX_PASSWORD%", False),
    ("$env:PFX_PASSWORD", False),
    ("${PFX_PASSWORD}", False),
    ("$(PfxPassword)", False),  # MSBuild, Azure Pipelines
    ("!PFX_PASSWORD!", False),
    ("********", False),  # masked by the log's owner
    ("***", False),
    ("<password>", False),
    ('""', False),
]


@pytest.mark.parametrize("case", [*COMMANDS, *SIGNING], ids=lambda case: case.line)
def test_what_a_line_does(case: Case) -> None:
    report = judge(case.line)
    assert report.tool == "signtool"
    assert report.action == case.action
    assert " ".join(sorted(found.indicator for found in report.findings)) == " ".join(sorted(case.indicators.split()))
    assert report.flags == set(case.flags)
    assert report.files == list(case.files)
    assert report.targets == list(case.targets)
    assert report.secrets == list(case.secrets)
    assert report.store == ""


@pytest.mark.parametrize(("operand", "path", "indicators"), INPUTS)
def test_where_the_key_file_comes_from(operand: str, path: str, indicators: str) -> None:
    report = judge(f"sign /f {operand} /t http://ts.example x.exe")
    assert report.files == [path]
    assert {found.indicator for found in report.findings} == {"signtool_sign_file", *indicators.split()}


@pytest.mark.parametrize(("value", "clear"), PASSWORDS)
def test_a_password_in_clear(value: str, clear: bool) -> None:
    report = judge(f"sign /f a.pfx /p {value} /t http://ts.example x.exe")
    assert report.secrets == ([value] if clear else [])
    assert ("clear_password" in {found.indicator for found in report.findings}) is clear


@pytest.mark.parametrize(
    ("options", "indicators"),
    [
        ("/t http://127.0.0.1/tsa", "timestamp_local"),
        ("/tr http://localhost:81", "timestamp_local"),
        ("/t http://ts.example -config a.ini -ts 2014-08-09T12:11:06", "clock_changed"),
        ("/t http://ts.example /d Microsoft", "signature_impersonates"),
        ("/t http://ts.example /du https://www.adobe.com", "signature_impersonates"),
        ('/t http://ts.example /n "Google LLC"', "signature_impersonates"),
        ("/t http://ts.example /d Notes /n Fabrikam", ""),
    ],
)
def test_clocks_and_claims(options: str, indicators: str) -> None:
    found = {found.indicator for found in judge(f"sign /sm {options} x.exe").findings}
    assert found == {"signtool_sign_store", *indicators.split()}


def test_relative_operands_resolve_against_the_current_directory() -> None:
    report = judge("sign /f ..\\keys\\a.pfx x.exe", "C:\\Work\\app\\")
    assert report.files == ["c:\\work\\keys\\a.pfx"]
    assert report.targets == ["c:\\work\\app\\x.exe"]


@pytest.mark.parametrize(
    "value", ["3B1E0A9C1F2D3E4F5061728394A5B6C7D8E9F001", '"3b 1e 0a9c1f2d3e4f5061728394a5b6c7d8e9f001"']
)
def test_the_thumbprint(value: str) -> None:
    assert judge(f"sign /sha1 {value} x.exe").thumbprint == "3B1E0A9C1F2D3E4F5061728394A5B6C7D8E9F001"


@pytest.mark.parametrize(
    ("target", "indicators"),
    [
        ("C:\\Users\\Public\\x.exe", {"target_user_writable"}),
        ("C:\\Users\\Public\\x.sys", {"target_user_writable", "target_driver"}),
        ("C:\\work\\x.sys", set()),
        ("D:\\a\\1\\s\\temp\\x.exe", set()),
    ],
)
def test_what_is_signed(target: str, indicators: set[str]) -> None:
    report = judge(f"sign /a /t http://ts.example {target}")
    assert {found.indicator for found in report.findings} == {"signtool_sign_store", *indicators}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("sign /f C:\\k\\A.pfx x.exe", "signtool signs x.exe with the certificate file a.pfx"),
        ("sign /a x.exe y.exe z.exe", "signtool signs x.exe and 2 more with a certificate from a store"),
        ("sign /a", "signtool signs a file with a certificate from a store"),
        ("remove /s x.exe", "signtool removes the signature of x.exe"),
        ("remove /s", "signtool removes the signature of a file"),
        ("sign /kc K x.exe", "signtool signs x.exe with a key of a cryptographic provider"),
        ("timestamp x.exe", "signtool adds a timestamp"),
        ("catdb x.cat", "signtool changes the catalog database that Windows trusts"),
    ],
)
def test_it_is_told_in_a_sentence(line: str, sentence: str) -> None:
    assert judge(line).findings[0].sentence == sentence


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/a x.exe", "the signature gets no timestamp"),
        ("/f a.pfx /p Winter22 /t u x.exe", "the password of the certificate file is on the command line in cleartext"),
        (
            "/csp P /kc [reader{{1234}}]=key /t u x.exe",
            "the PIN of the signing token is on the command line in cleartext",
        ),
        ("/a /ds /t u x.exe", "signtool signs a digest in separate steps"),
        ("/a /dlib C:\\x\\Evil.dll /t u x.exe", "signtool loads the library evil.dll"),
        (
            "/dlib C:\\packages\\Azure.CodeSigning.Dlib.dll /dmdf m.json /t u x.exe",
            "the signing library is that of Azure Artifact Signing",
        ),
    ],
)
def test_how_it_signs_is_told_too(line: str, sentence: str) -> None:
    assert judge(f"sign {line}").findings[1].sentence == sentence


def test_a_digest_and_a_library_in_a_place_for_everybody_are_told() -> None:
    for option, shown in (("/dg C:\\Temp\\w", "the digest"), ("/dlib C:\\Temp\\e.dll", "e.dll")):
        found = judge(f"sign /a {option} /t u x.exe").findings
        assert found[2] == ("input_user_writable", f"{shown} is in a user-writable path")


@pytest.mark.parametrize(
    "folder",
    [
        "Program Files\\X",
        "x\\Windows Kits",
        "x\\.nuget\\y",
        "x\\packages",
        "x\\Microsoft.Trusted.Signing.Client",
        "Users\\ann\\AppData\\Local\\Microsoft\\MicrosoftTrustedSigningClientTools",
        "_work\\1",
    ],
)
def test_where_the_library_of_azure_is_vouched_for(folder: str) -> None:
    report = judge(f'sign /dlib "C:\\{folder}\\Azure.CodeSigning.Dlib.dll" /dmdf m.json /t u x.exe')
    assert [found.indicator for found in report.findings] == ["signtool_sign_store", "cloud_signing"]


# MD: the options of each command that take a value
VALUED = {
    "sign": """ac c csp d dg di dlib dmdf du f fd i j jp k kc n p p7 p7ce p7co r s sa sha1 snk sncsp snkc snks t td tr
    tseal u""",
    "timestamp": "t td tp tr tseal",
    "verify": "ag c ds hash o pg r s sha1",
    "catdb": "g",
}


@pytest.mark.parametrize(("verb", "option"), [(verb, option) for verb in VALUED for option in VALUED[verb].split()])
def test_the_value_of_an_option_is_no_file_to_sign(verb: str, option: str) -> None:
    assert judge(f"{verb} /{option} y.exe x.exe").targets == ["x.exe"]
    assert judge(f"{verb} /{option}x y.exe x.exe").targets == ["y.exe", "x.exe"]


@given(st.lists(st.one_of(st.text(), st.sampled_from("sign /f /p /kc {{ }} /dlib /sha1 /dg : = - /".split()))))
def test_never_raises(words: list[str]) -> None:
    judge(" ".join(["sign", *words]))
