"""certutil's verbs and options, and how it is told from the tool of NSS.

Grammar: learn.microsoft.com/windows-server/administration/windows-commands/certutil, called MD below.
"""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import certutil
from hypothesis import given
from hypothesis import strategies as st


def command(line: str, cwd: str = "", image: str = "C:\\Windows\\System32\\certutil.exe") -> Command:
    return Command(image, argv.split(f"certutil {line}"), line, cwd)


def judge(line: str, cwd: str = "") -> Report:
    return certutil.judge(command(line, cwd))


# MD, and the tool's own usage text: the verbs that read, or do something else than certificates
READERS = """dump dumppfx asn decodehex hashfile store verifystore viewstore verify verifyctl ping pingadmin template
    templatecas catemplates adtemplate adca ca cainfo ca.cert ca.chain getcrl crl getconfig view db schema
    dynamicfilelist databaselocations getreg delreg pulse csplist csptest oid error machineinfo dcinfo entinfo tcainfo
    scinfo verifykeys sign key delkey policy policycache credstore deleterow deny resubmit revoke isvalid setattributes
    setextension shutdown installcert renewcert importcert flushcache enrollmentserverurl vroot vocsproot
    addenrollmentserver deleteenrollmentserver addpolicyserver deletepolicyserver setcasites setcatemplates restoredb
    installdefaulttemplates""".split()


@pytest.mark.parametrize("verb", READERS)
def test_a_verb_of_certutil_is_no_option_of_dump(verb: str) -> None:
    """Without a verb, certutil dumps its operand."""
    assert bool(judge(f"-{verb} x.pfx").findings) == verb.startswith("dump")


# MD: the options that take a value
@pytest.mark.parametrize(
    "option",
    """p csp t dc config out pin sid restrict cert username clientcertificate policyserver protectto
    symkeyalg""".split(),
)
def test_the_value_of_an_option_is_no_operand(option: str) -> None:
    assert judge(f"-{option} y.pfx -dump x.pfx").files == ["x.pfx"]


@pytest.mark.parametrize("extension", ["cer", "crt", "p7b", "spc", "sst"])
def test_certificates_that_are_brought(extension: str) -> None:
    assert judge(f"-decode a.txt x.{extension}").action == "fetch_certificate"


@pytest.mark.parametrize("extension", ["pfx", "p12", "pvk", "snk"])
def test_keys_that_are_brought(extension: str) -> None:
    assert (judge(f"-decode a.txt x.{extension}").action, judge(f"-encode x.{extension} a").action) == (
        "fetch_key",
        "encode_key",
    )


@pytest.mark.parametrize(
    ("image", "company", "line", "is_nss"),
    [
        # firefox-source-docs, NSS certutil: -A adds, -L lists, -N makes a database, -d names its folder
        ("C:\\tools\\certutil.exe", "", "-A -n mkcert -i rootCA.pem -t C,, -d sql:C:\\p", True),
        ("C:\\tools\\certutil.exe", "", "-L -d .", True),
        ("C:\\tools\\nss\\certutil.exe", "", "-H", True),
        ("C:\\tools\\certutil.exe", "Mozilla Corporation", "-H", True),
        ("/usr/bin/certutil", "", "-H", True),
        ("C:\\Windows\\System32\\certutil.exe", "Microsoft Corporation", "-addstore root x.cer", False),
        ("C:\\Windows\\System32\\certutil.exe", "", "-d -addstore root x.cer", False),
        ("certutil.exe", "", "-dump", False),
    ],
)
def test_certutil_of_nss_is_another_program(image: str, company: str, line: str, is_nss: bool) -> None:
    assert certutil.is_nss(command(line, image=image), company) is is_nss


VERBS = st.sampled_from(
    "-addstore -importPFX -exportPFX -mergePFX -dsPublish -delstore -setreg -SCRoots -decode -dump".split()
)


@given(VERBS, st.lists(st.one_of(st.text(), st.sampled_from("root my x.cer x.pfx -user -p -f update , \\ :".split()))))
def test_never_raises(verb: str, words: list[str]) -> None:
    judge(" ".join([f"-{verb}", *words]))
