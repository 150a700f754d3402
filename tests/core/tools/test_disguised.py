"""Tools under another name, by their grammar alone."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command
from codesignrisk_core.tools import disguised
from hypothesis import given
from hypothesis import strategies as st


def tool_of(line: str) -> str:
    tokens = argv.split(line)
    tool = disguised.tool_of(Command(tokens[0].text, tokens, line))
    return tool.name if tool else ""


@pytest.mark.parametrize(
    ("line", "tool"),
    [
        ("a.exe -addstore root b.cer", "certutil"),
        ("a.exe /f /enterprise /addstore TrustedPublisher b.cer", "certutil"),
        ("a.exe -p x -exportPFX my 01ab c.pfx", "certutil"),
        ("a.exe -user -delstore root 01ab", "certutil"),
        ("a.exe -v -backupKey C:\\k", "certutil"),
        ("a.exe sign /fd sha256 /sha1 01ab b.exe", "signtool"),
        ("a.exe sign -sm -tr http://ts.example b.sys", "signtool"),
        ("a.exe sign /f k.pfx /p x b.dll", "signtool"),
        ("a.exe /add b.cer /s /r localMachine root", "certmgr"),
        ("a.exe -add -c b.cer -s TrustedPublisher", "certmgr"),
        ("a.exe -del -c -n b -s -r currentUser my", "certmgr"),
        ("a.exe -n CN=Fabrikam -r -sv b.pvk b.cer", "makecert"),
        ("a.exe -pe -ss my -n CN=Fabrikam", "makecert"),
        ("a.exe request /ca:srv\\ca /template:User /altname:ann", "certify"),
        ("a.exe find /vulnerable", "certify"),
        ("a.exe enum-templates --vulnerable", "certify"),
        (f"a.exe --export pfx {'0a' * 20}", "certstealer"),
        ("a.exe -urlcache -split -f http://h.example/b.cer b.cer", "certutil"),
        ("a.exe -decode b.txt b.pfx", "certutil"),
        ("a.exe sign b.nupkg -CertificatePath k.pfx -CertificatePassword x", "nuget"),
        ("a.exe sign b.nupkg -Timestamper http://ts.example", ""),
        ("a.exe pack b.nupkg -CertificatePath k.pfx", ""),
        # the same words elsewhere
        ("a.exe -urlcache -f", ""),
        ("a.exe -decode --strict b.txt b.pfx", ""),
        ("a.exe -decode b.txt", ""),
        ("a.exe -addstore", ""),
        ("a.exe x -addstore root b.cer", ""),
        ("a.exe --theme dark -addstore root b.cer", ""),
        ("git.exe log --grep -addstore root", ""),
        ("/usr/bin/a -addstore root b.cer", ""),
        ("a.exe sign b.exe", ""),
        ("a.exe sign /f b.exe", ""),
        ("a.exe sign --sha1 01ab b.exe", ""),
        ("a.exe sign /fd sha256 /colour red b.exe", ""),
        ("a.exe sign /fd sha256 b.txt", ""),
        ("a.exe -add b.txt -s list", ""),
        ("a.exe add remote -s origin", ""),
        ("a.exe -n CN=Fabrikam", ""),
        # a program that starts the tool, whose own words are read where it is unwrapped
        ("cmd.exe /c certmgr -add b.cer -s root", ""),
        ("powershell.exe -c certmgr -add b.cer -s -r localMachine root", ""),
        ("psexec.exe \\\\srv certmgr -del -c -n b -s -r localMachine root", ""),
        ("cmd.exe /c makecert -r -pe -n CN=Fabrikam -ss my b.cer", ""),
        ("psexec.exe \\\\srv makecert -n CN=Fabrikam -sv b.pvk b.cer", ""),
        ("psexec.exe -s makecert -n CN=Fabrikam -ss root", ""),
        ("a.exe --n CN=Fabrikam --ss my", ""),
        ("a.exe find /name:x", ""),
        ("a.exe request --url https://ca.example", ""),
        ("a.exe certificates /machine /unprotect", "sharpdpapi"),
        ("a.exe certificates /pvk:key.pvk /showall", "sharpdpapi"),
        ("a.exe certificates /list", ""),
        ("a.exe machinecertificates -d lab.example -u ann -p Sesame -t ALL 192.0.2.1", "dploot"),
        ("a.exe certificates -u ann -hashes :aa -dc-ip 192.0.2.1 192.0.2.2", "dploot"),
        ("a.exe certificates -u ann", ""),
        ("a.exe machinecertificates -p Sesame --format json -u ann", ""),
        ("a.exe add /target:dc1$ /domain:lab.example", "whisker"),
        ("a.exe clear /target:dc1$ /dc:dc1", "whisker"),
        ("a.exe add /target:x86 /path:C:\\b", ""),
        ("a.exe add /target:dc1$", ""),
        ("a.exe add /target:dc1$ /domain:lab.example /out:b", ""),
        ("a.exe -prv 1 -map b.sys", "kdu"),
        ("a.exe -prv 54 -dse 0", "kdu"),
        ("a.exe -prv 1 -list", ""),
        ("a.exe -prv x -map b.sys", ""),
        ("a.exe -map b.sys", ""),
        ("a.exe certificates /machine /out:b.txt", ""),
        ("a.exe certificates C:\\x /machine", ""),
        ("a.exe certificates", ""),
        ("a.exe --export pfx all", ""),
        ("a.exe --export pdf b.pdf", ""),
        ("a.exe", ""),
    ],
)
def test_whose_grammar_it_is(line: str, tool: str) -> None:
    assert tool_of(line) == tool


@given(st.lists(st.sampled_from("-addstore -add sign /fd -s -n CN=a -ss /ca: find request --export pfx x.exe".split())))
def test_never_raises(words: list[str]) -> None:
    tool_of(" ".join(["a.exe", *words]))
