"""Command lines that the published detection gets wrong, with the right verdict. One row for one of its mistakes.

It looks for substrings of the whole line (`sign`, `root`, `.pfx`, `/tr`), in any tool, and alerts on any of its flags.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from codesignrisk_core.records import fields
from codesignrisk_core.scorer import Scorer

KIT = "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\10.0.22621.0\\x64\\signtool.exe"
CERTUTIL = "C:\\Windows\\System32\\certutil.exe"
CMD = "C:\\Windows\\System32\\cmd.exe"
POWERSHELL = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"
SERVICE = "C:\\Program Files\\Contoso\\service.exe"


class Row(NamedTuple):
    """What the published detection does, a process start, and the flags and the sum that are right."""

    mistake: str
    line: str
    flags: str
    risk: int
    image: str = CERTUTIL
    parent: str = SERVICE
    more: tuple[tuple[str, str], ...] = ()


def sign(mistake: str, line: str, flags: str, risk: int, parent: str = SERVICE) -> Row:
    return Row(mistake, line, f"IsSigntool {flags}", risk, KIT, parent)


def cert(mistake: str, line: str, flags: str, risk: int, parent: str = SERVICE) -> Row:
    return Row(mistake, line, f"IsCertutil {flags}", risk, CERTUTIL, parent)


ISSUE = [
    sign(
        "misses signing: it asks for /sign",
        "signtool.exe sign /f x.pfx payload.exe",
        "SigntoolSignCmd HasPFX SelfSigned SuspiciousParent",
        4,
        POWERSHELL,
    ),
    cert(
        "takes a folder called root for the root store",
        "certutil -hashfile D:\\root\\x.img MD5",
        "SuspiciousParent",
        0,
        CMD,
    ),
]

SIGNTOOL = [
    sign(
        "misses signing: it asks for /sign",
        "signtool.exe sign /f C:\\Users\\Public\\stolen.pfx /p Winter22 /fd sha256 /tr http://ts.example payload.exe",
        "SigntoolSignCmd HasPFX",
        2,
    ),
    sign("takes -signed in a file's name for the command", "signtool verify /pa /v C:\\out\\app-signed.exe", "", 0),
    sign("takes -sign in a file's name for the command", "signtool verify code-sign.exe", "", 0),
    sign(
        "knows no timestamp but /tr",
        "signtool sign /f corp.pfx /t http://timestamp.digicert.com a.exe",
        "SigntoolSignCmd HasPFX",
        2,
    ),
    sign("calls verifying self-signed", "signtool verify x.exe", "", 0),
    sign("calls help self-signed", "signtool /?", "", 0),
    sign("calls timestamping self-signed", "signtool timestamp /t http://ts.example x.exe", "", 0),
    sign("calls a catalog self-signed", "signtool catdb x.cat", "", 0),
    sign(
        "takes /tr in a path for a timestamp",
        "signtool sign /f a.pfx C:/trunk/x.exe",
        "SigntoolSignCmd HasPFX SelfSigned",
        3,
    ),
    sign(
        "takes -tr in a file's name for a timestamp",
        "signtool sign /f a.pfx my-trial.exe",
        "SigntoolSignCmd HasPFX SelfSigned",
        3,
    ),
    sign(
        "takes Root in a certificate's name for the root store",
        'signtool sign /a /ac "C:\\certs\\Contoso Root CA.cer" /tr http://ts.example x.exe',
        "SigntoolSignCmd",
        1,
    ),
    sign(
        "calls any certificate file a PFX",
        "signtool sign /f corp.cer /tr http://ts.example x.exe",
        "SigntoolSignCmd",
        1,
    ),
]

STORES = [
    cert("takes wwwroot for the root store", "certutil -verify -urlfetch C:\\inetpub\\wwwroot\\site.cer", "", 0),
    cert(
        "takes GLOBALROOT for the root store",
        'certutil -f -encodehex "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1\\SAM" C:\\Temp\\x',
        "",
        0,
    ),
    cert(
        "takes NoRoot, which leaves the root out, for the root store",
        "certutil -f -p *** -importPFX -user My cs.pfx NoRoot",
        "CertImport HasPFX",
        2,
    ),
    cert("takes looking into a store for writing it", "certutil -verifystore Root", "", 0),
    cert("takes looking into a store for writing it", "certutil -store -enterprise Root", "", 0),
    cert("takes looking into a store for writing it", "certutil -viewstore root", "", 0),
    cert("takes looking into a list for writing it", "certutil -verifyCTL AuthRoot", "", 0),
    cert("knows no Disallowed", "certutil -addstore -f Disallowed av.cer", "CertImport TrustedStoreTarget", 2),
    cert("knows no NTAuth", "certutil -addstore NTAuth sub.cer", "CertImport TrustedStoreTarget", 2),
    cert("knows no TrustedPeople", "certutil -addstore TrustedPeople x.cer", "CertImport TrustedStoreTarget", 2),
    cert("knows no CA", "certutil -addstore CA x.cer", "CertImport TrustedStoreTarget", 2),
    cert("knows no directory", "certutil -dspublish x.crt NTAuthCA", "CertImport TrustedStoreTarget", 2),
    cert("takes any store for a trusted one", "certutil -addstore my C:\\root\\x.cer", "CertImport", 1),
]

VERBS = [
    cert("asks for a verb that does not exist", "certutil -dump C:\\inetpub\\wwwroot\\my-p12.cer", "", 0),
    cert("asks for a verb that does not exist", "certutil -addcert root x.cer", "", 0),
    cert("knows no /", "certutil /addstore root x.cer", "CertImport TrustedStoreTarget", 2),
    cert("knows no dash but the hyphen", "certutil \u2013addstore root x.cer", "CertImport TrustedStoreTarget", 2),
    cert("knows no dash but the hyphen", "certutil \u2014addstore root x.cer", "CertImport TrustedStoreTarget", 2),
    cert("knows no dash but the hyphen", "certutil \u2212addstore root x.cer", "CertImport TrustedStoreTarget", 2),
    cert(
        "is blind to modifier letters",
        "certutil -\u1d43dd\u02e2tor\u1d49 root x.cer",
        "CertImport TrustedStoreTarget",
        2,
    ),
    cert("is blind to quotes in words", 'certutil -add"store" "ro"ot x.cer', "CertImport TrustedStoreTarget", 2),
    cert("misses -exportPFX", "certutil -exportPFX my 1234 C:\\w\\o.pfx", "HasPFX", 1),
    cert("misses -mergePFX", "certutil -mergePFX a.pem,b.key C:\\w\\o.pfx", "HasPFX", 1),
    cert("misses -delstore", "certutil -delstore Root 1234", "SuspiciousParent", 1, CMD),
    cert("misses -repairstore", "certutil -repairstore my 1234", "SuspiciousParent", 1, CMD),
    cert("misses -backupKey", "certutil -backupKey C:\\w", "SuspiciousParent", 1, CMD),
    cert("misses -syncWithWU", "certutil -syncWithWU \\\\10.0.0.1\\s", "SuspiciousParent", 1, CMD),
]

IDENTITY = [
    Row(
        "takes part of a name for the name",
        "azuresigntool.exe sign -kvu u -kvc c x.exe",
        "",
        0,
        "C:\\t\\azuresigntool.exe",
    ),
    Row(
        "takes NSS' certutil for Windows'",
        "certutil.exe -A -n mkcert -i rootCA.pem -t C,, -d sql:C:\\p",
        "",
        0,
        "C:\\tools\\certutil.exe",
    ),
    Row("takes a folder's name for the program's", "x sign /f a.pfx y.exe", "", 0, "C:\\t\\signtool.exe.bak\\x.exe"),
    Row(
        "is blind to a renamed tool",
        "C:\\Users\\u\\AppData\\Local\\Temp\\tcm.tmp -addstore root x.cer",
        "IsCertutil CertImport TrustedStoreTarget",
        2,
        "C:\\Users\\u\\AppData\\Local\\Temp\\tcm.tmp",
        SERVICE,
        (("OriginalFileName", "CertUtil.exe"),),
    ),
    Row("calls any tool's PFX a PFX", "notepad.exe powershellcert.pfx", "", 0, "C:\\Windows\\notepad.exe"),
    Row("looks for .pfx within a name", "7z.exe a t.zip codesign.pfx.txt", "", 0, "C:\\Program Files\\7-Zip\\7z.exe"),
]

ADD = "certutil -addstore root x.cer"
PARENTS = [
    cert("takes part of a parent's name for the name", ADD, "CertImport TrustedStoreTarget", 2, "C:\\p\\iexplorer.exe"),
    cert("takes part of a parent's name for the name", ADD, "CertImport TrustedStoreTarget", 2, "C:\\p\\mycmd.exe"),
    *(
        cert("knows eight parents only", ADD, "CertImport TrustedStoreTarget SuspiciousParent", 3, parent)
        for parent in (
            "C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE",
            "C:\\Windows\\System32\\inetsrv\\w3wp.exe",
            "C:\\Windows\\System32\\wsmprovhost.exe",
            "C:\\Windows\\System32\\wbem\\WmiPrvSE.exe",
            "C:\\Windows\\System32\\regsvr32.exe",
            "C:\\Windows\\PSEXESVC.exe",
            "C:\\Users\\u\\AppData\\Local\\Temp\\setup.exe",
        )
    ),
    cert("alerts on a parent alone", "certutil -hashfile ubuntu.iso SHA256", "SuspiciousParent", 0, CMD),
    cert("alerts on a parent alone", "certutil -ping", "SuspiciousParent", 0, CMD),
    sign("alerts on a parent alone", "signtool verify /pa x.exe", "SuspiciousParent", 0, POWERSHELL),
    Row("alerts on a parent alone", "notepad.exe a.txt", "SuspiciousParent", 0, "C:\\Windows\\notepad.exe", CMD),
]

ROWS = [*ISSUE, *SIGNTOOL, *STORES, *VERBS, *IDENTITY, *PARENTS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.mistake}: {row.line}")
def test_the_right_verdict(scorer: Scorer, row: Row) -> None:
    record: dict[str, Any] = {
        "EventCode": "1",
        "Channel": "Microsoft-Windows-Sysmon/Operational",
        "Image": row.image,
        "CommandLine": row.line,
        "ParentImage": row.parent,
        **dict(row.more),
    }
    verdict = scorer.assess(record)
    assert {flag for flag in fields.FLAGS if verdict[flag]} == set(row.flags.split())
    assert verdict["RiskScore"] == row.risk
    assert verdict["codesign_error"] == ""


@pytest.mark.parametrize("row", [row for row in ROWS if not row.risk], ids=lambda row: f"{row.mistake}: {row.line}")
def test_the_calibrated_score_alerts_on_none_of_its_false_alarms(scorer: Scorer, row: Row) -> None:
    verdict = scorer.assess({"Image": row.image, "CommandLine": row.line, "ParentImage": row.parent})
    assert verdict["codesign_band"] in ("none", "info", "low")


def test_it_weighs_all_flags_alike(scorer: Scorer) -> None:
    """A PFX in a build and a root certificate are one point each; the calibrated score tells them apart."""
    build = scorer.assess(
        {"Image": KIT, "CommandLine": "signtool sign /f a.pfx /t http://ts.example D:\\a\\1\\s\\x.exe"}
    )
    trust = scorer.assess({"Image": CERTUTIL, "CommandLine": ADD})
    assert (build["RiskScore"], trust["RiskScore"]) == (2, 2)
    assert (build["codesign_score"], trust["codesign_score"]) == (16, 45)
