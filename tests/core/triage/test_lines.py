"""Words on command lines: what is told, and what is left out."""

from __future__ import annotations

import pytest
from codesignrisk_core.triage.lines import LONGEST, Search
from codesignrisk_core.triage.programs import EVERYDAY, PLAIN, POWERSHELL, READER, SCRIPT_HOST, UNNAMED, WRAPPER

LEFT_OUT = [
    (PLAIN, "chrome.exe --type=renderer --field-trial-handle=1988,i,12,34,262144 /prefetch:1"),
    (PLAIN, "svchost.exe -k netsvcs -p -s Schedule"),
    (PLAIN, "x.exe -add a /del b export sign"),
    (UNNAMED, "x.exe a b c"),
    (READER, "curl -s -o C:\\a\\b http://repo.example/b.zip"),
    (WRAPPER, 'cmd /d /s /c "npm run build -- --chunk 7" > C:\\out\\a.log 2>&1'),
    (WRAPPER, "conhost.exe 0xffffffff -ForceV1"),
    (WRAPPER, "node.exe C:\\app\\region\\stepper.js --image a"),
    (POWERSHELL, 'powershell -NoProfile -ExecutionPolicy Bypass -File "C:\\a\\b.ps1"'),
    (POWERSHELL, "powershell -Command \"& { $p = Get-Process -Id 7; if ($p) { $p.StartTime.ToString('o') } }\""),
    (EVERYDAY, "reg query HKLM\\Software\\Vendor /v Version"),
    (EVERYDAY, '"C:\\Windows\\System32\\rundll32.exe" shell32.dll,SHCreateLocalServer {0}'),
    (EVERYDAY, "C:\\Windows\\System32\\msiexec.exe /V"),
    (SCRIPT_HOST, 'cscript.exe //nologo "C:\\Agent\\checks\\uptime.vbs"'),
]
TOLD = [
    (PLAIN, "x.exe crypto::capi"),
    (PLAIN, "x.exe a &quot;b&quot;"),
    (PLAIN, 'x.exe -i a.exe "-t" b.exe'),
    (PLAIN, "x.exe -c certadd"),
    (PLAIN, 'x.exe > policies.json "ca\\certificates"'),
    (PLAIN, "x.exe \u0441ertutil"),
    (PLAIN, "x.exe a\nb"),
    (PLAIN, "x.exe a\0b"),
    (PLAIN, "x.exe a C:\\keys.zip C:\\*.pfx"),
    (UNNAMED, "x.exe -f -addstore root a.cer"),
    (READER, "xcopy C:\\Users\\*.pfx D:\\"),
    (WRAPPER, 'cmd /c cert"util" -addstore root x'),
    (WRAPPER, "cmd /c c^ertutil -addstore root x"),
    (WRAPPER, "cmd /c %x%"),
    (WRAPPER, "cmd /creg add HKLM\\x"),
    (WRAPPER, "cmd /c powershell -c x"),
    (WRAPPER, "sudo sh -c 'x'"),
    (WRAPPER, "nice " * 8 + "x"),
    (WRAPPER, "cmd /c " + "a&" * 300),
    (POWERSHELL, "powershell -enc aQBlAHgA"),
    (POWERSHELL, 'powershell -"e"nc aQBlAHgA'),
    (POWERSHELL, "powershell -c iex ('ce'+'rtutil')"),
    (POWERSHELL, "powershell -c certut`il"),
    (POWERSHELL, "powershell -c & sign`tool"),
    (POWERSHELL, "powershell -File cmd /c x"),
    (POWERSHELL, "powershell -File bash -c 'x'"),
    (POWERSHELL, "powershell -c " + "QUJD" * 20),
    (POWERSHELL, "powershell -File " + "nice " * 8 + "x"),
    (EVERYDAY, "reg add HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\ROOT"),
    (EVERYDAY, "reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /d certutil"),
    (EVERYDAY, "rundll32 cryptext.dll,CryptExtAddCER x"),
    (EVERYDAY, "reg.exe import x.reg"),
    (EVERYDAY, "msiexec /i a.msi TRANSFORMS=http://203.0.113.8/x.mst"),
    (SCRIPT_HOST, "wscript //e:jscript C:\\d\\oem.cat"),
    (SCRIPT_HOST, "cscript.exe x.dll"),
    (SCRIPT_HOST, "cscript.exe x.vbs %1"),
]


@pytest.mark.parametrize(("kind", "line"), LEFT_OUT)
def test_lines_that_can_show_nothing(kind: str, line: str) -> None:
    assert Search().telling(kind, [line.encode()]) == set()


@pytest.mark.parametrize(("kind", "line"), TOLD)
def test_lines_that_can(kind: str, line: str) -> None:
    assert Search().telling(kind, [line.encode()]) == {0}


@pytest.mark.parametrize("kind", LONGEST)
def test_a_line_that_is_too_long_to_tell(kind: str) -> None:
    assert Search().telling(kind, [b"x" + b" yz" * LONGEST[kind]]) == {0}


def test_places_of_many_lines_and_again() -> None:
    search = Search()
    for _ in "123":
        for kind in LONGEST:
            lines = [line.encode() for of, line in (*LEFT_OUT, *TOLD) if of == kind]
            told = {place for place, line in enumerate(lines) if (kind, line.decode()) in TOLD}
            assert search.telling(kind, lines) == told


def test_no_lines() -> None:
    assert Search().telling(PLAIN, []) == set()
