"""Process starts of an ordinary day on Windows, made up: Sysmon 1, 25 fields as Splunk_TA_microsoft_sysmon names them.

The shares of programs are those of workstations and servers as public telemetry shows them: shells, script hosts and
interpreters are a quarter. What differs from start to start on a real host differs here too (GUIDs, process ids,
handles, temporary names), so that nearly every line is new and no cache of lines helps.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

Event = dict[str, str]

_SYSTEM = "C:\\Windows\\System32\\"
_OFFICE = "C:\\Program Files\\Microsoft Office\\root\\Office16\\"
_SERVICES, _SVCHOST, _EXPLORER = _SYSTEM + "services.exe", _SYSTEM + "svchost.exe", "C:\\Windows\\explorer.exe"


class _Program(NamedTuple):
    """share: of all starts, as a weight. line: with {n} a number, {g} a GUID, {t} a temporary name, {h} hexadecimal."""

    share: int
    image: str
    line: str
    parent: str = _SERVICES
    original: str = ""


_CHROME = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"
_EDGE = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe"
_CODE = "C:\\Users\\{u}\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe"
_GIT = "C:\\Program Files\\Git\\cmd\\git.exe"
_LOCAL = "C:\\Users\\{u}\\AppData\\Local\\"
_AGENT = "C:\\Program Files\\Agent\\agent.exe"
_CMD, _POWERSHELL = _SYSTEM + "cmd.exe", _SYSTEM + "WindowsPowerShell\\v1.0\\powershell.exe"
_RENDERER = (
    '"{image}" --type=renderer --string-annotations --video-capture-use-gpu-memory-buffer --lang=en-US '
    "--device-scale-factor=1.25 --num-raster-threads=4 --enable-main-frame-before-activation --renderer-client-id={n} "
    "--time-ticks-at-unix-epoch=-1731{n}{n} --launch-time-ticks={n}{n} --metrics-shmem-handle=7628,i,{n}{n}{n},2097152 "
    "--field-trial-handle=1988,i,{n}{n}{n},1{n}{n}{n},262144 --variations-seed-version=20251112-130045.{n} "
    "--mojo-platform-channel-handle={n} /prefetch:1"
)

ORDINARY = (
    _Program(90, _CHROME, _RENDERER, _CHROME),
    _Program(70, _EDGE, _RENDERER, _EDGE),
    _Program(110, _SVCHOST, _SYSTEM + "svchost.exe -k netsvcs -p -s Schedule{n}"),
    _Program(60, _SVCHOST, _SYSTEM + "svchost.exe -k LocalServiceNetworkRestricted -p"),
    _Program(100, _SYSTEM + "conhost.exe", "\\??\\" + _SYSTEM + "conhost.exe 0xffffffff -ForceV1", _CMD),
    _Program(40, _SYSTEM + "backgroundTaskHost.exe", '"{image}" -ServerName:App.AppX{h}.mca', _SVCHOST),
    _Program(40, _SYSTEM + "RuntimeBroker.exe", "{image} -Embedding", _SVCHOST),
    _Program(30, _SYSTEM + "dllhost.exe", "{image} /Processid:{{{g}}}", _SVCHOST),
    _Program(25, _SYSTEM + "taskhostw.exe", "taskhostw.exe {h}", _SVCHOST),
    _Program(
        25,
        _SYSTEM + "SearchProtocolHost.exe",
        '"{image}" Global\\UsGthrFltPipeMssGthrPipe{n} Global\\UsGthrCtrlFltPipeMssGthrPipe{n} 1 -2147483646 '
        '"Software\\Microsoft\\Windows Search" "Mozilla/4.0 (compatible; MSIE 6.0)" "C:\\ProgramData\\Temp\\{t}"',
    ),
    _Program(25, "C:\\Windows\\System32\\wbem\\WmiPrvSE.exe", "{image} -secured -Embedding", _SVCHOST),
    _Program(20, "C:\\Program Files\\Windows Defender\\MpCmdRun.exe", '"{image}" GetDeviceTicket -AccessKey {g}'),
    _Program(20, "C:\\Windows\\System32\\msiexec.exe", "{image} /V", _SERVICES, "msiexec.exe"),
    _Program(15, _OFFICE + "OUTLOOK.EXE", '"{image}" /restore', _EXPLORER),
    _Program(15, _OFFICE + "WINWORD.EXE", '"{image}" /n "C:\\Users\\{u}\\Report {n}.docx" /o ""', _EXPLORER),
    _Program(15, _LOCAL + "Microsoft\\Teams\\current\\Teams.exe", _RENDERER, _EXPLORER),
    _Program(15, _LOCAL + "Microsoft\\OneDrive\\OneDrive.exe", '"{image}" /background', _SVCHOST),
    _Program(20, _CODE, _RENDERER, _CODE),
    _Program(25, _GIT, "git.exe log -n {n} --format=%H --follow -- src/part{n}/file.ts", _CODE),
    _Program(10, _GIT, "git.exe show --textconv :lib/m{n}/index.js", _CODE),
    _Program(15, "C:\\Program Files\\SplunkUniversalForwarder\\bin\\splunk-powershell.exe", '"{image}"'),
    _Program(10, "C:\\Program Files\\SplunkUniversalForwarder\\bin\\splunk-winevtlog.exe", '"{image}"'),
    _Program(8, _SYSTEM + "notepad.exe", '"{image}" C:\\Users\\{u}\\Desktop\\todo{n}.txt', _EXPLORER),
    _Program(6, _SYSTEM + "mmc.exe", '"{image}" "C:\\Windows\\system32\\eventvwr.msc" /s', _EXPLORER),
    _Program(12, _SYSTEM + "WerFault.exe", "{image} -u -p {n} -s {n}", _SVCHOST),
    _Program(5, _SYSTEM + "ipconfig.exe", "ipconfig /all", _CMD),
    _Program(8, _SYSTEM + "net1.exe", "{image} user svc{n} /domain", _SYSTEM + "net.exe"),
    _Program(8, _SYSTEM + "tasklist.exe", 'tasklist /fi "PID eq {n}" /fo csv /nh', _CMD),
    _Program(8, _SYSTEM + "PING.EXE", "ping -n 2 10.12.{n}.7", _CMD),
    # shells
    _Program(35, _CMD, '{image} /d /s /c "npm run build -- --chunk {n}"', "C:\\Program Files\\nodejs\\node.exe"),
    _Program(30, _CMD, '{image} /c "C:\\Agent\\checks\\disk{n}.bat" > C:\\Agent\\out\\{t}.log 2>&1', _SVCHOST),
    _Program(15, _CMD, 'cmd.exe /c "tasklist /fi "PID eq {n}" | findstr {n}"', _AGENT),
    _Program(3, _CMD, "cmd /c echo %PATH% & ver & hostname /{n}", _EXPLORER),
    # PowerShell
    _Program(20, _POWERSHELL, '"{image}" -NoProfile -ExecutionPolicy Bypass -File "C:\\Agent\\{t}.ps1"', _SVCHOST),
    _Program(
        10,
        _POWERSHELL,
        "powershell.exe -NoLogo -NonInteractive -Command \"Get-CimInstance Win32_LogicalDisk -Filter 'DriveType={n}' "
        '| Select-Object DeviceID, FreeSpace | ConvertTo-Json"',
        _AGENT,
    ),
    _Program(
        6,
        _POWERSHELL,
        "powershell.exe -NoProfile -Command \"& {{ $p = Get-Process -Id {n} -ErrorAction SilentlyContinue; if ($p) "
        "{{ $p.StartTime.ToString('o') }} }}\"",
        _AGENT,
    ),
    # script hosts, interpreters and what starts others
    _Program(12, _SYSTEM + "rundll32.exe", "{image} C:\\Windows\\shell32.dll,SHCreateLocalServer {{{g}}}", _SVCHOST),
    _Program(15, _SYSTEM + "reg.exe", "reg query HKLM\\Software\\Vendor\\Product{n} /v Version", _CMD),
    _Program(10, _SYSTEM + "schtasks.exe", 'schtasks /query /tn "\\Vendor\\Update {n}" /fo LIST', _CMD),
    _Program(10, _SYSTEM + "sc.exe", "sc query Service{n}", _CMD),
    _Program(6, _SYSTEM + "wbem\\WMIC.exe", 'wmic process where "ProcessId={n}" get CommandLine /value', _CMD),
    _Program(5, _SYSTEM + "cscript.exe", 'cscript.exe //nologo "C:\\Agent\\checks\\uptime{n}.vbs"', _SVCHOST),
    _Program(12, _SYSTEM + "findstr.exe", 'findstr /i /c:"error {n}" C:\\Agent\\out\\{t}.log', _CMD),
    _Program(15, "C:\\Program Files\\nodejs\\node.exe", '"{image}" C:\\src\\app\\worker.js --id {n}', _CODE),
    _Program(12, "C:\\Python312\\python.exe", "python.exe C:\\Agent\\collect.py --job {n} --out {t}", _SVCHOST),
    _Program(6, "C:\\Program Files\\Java\\bin\\java.exe", 'java -Xmx512m -jar C:\\svc\\service{n}.jar', _SERVICES),
    _Program(8, "C:\\Windows\\explorer.exe", "{image} /factory,{{{g}}} -Embedding", _SVCHOST),
    _Program(4, _SYSTEM + "curl.exe", "curl -s -o C:\\Agent\\{t} http://repo.example/{n}.zip", _CMD),
    _Program(4, _SYSTEM + "Robocopy.exe", "robocopy C:\\data\\{n} \\\\filer\\share\\data\\{n} /MIR /R:1", _CMD),
)  # fmt: skip

_KIT = "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\10.0.22621.0\\x64\\"
CERTIFICATES = (
    _Program(4, _KIT + "signtool.exe", 'signtool.exe sign /fd SHA256 /f C:\\{t}.pfx /p pw{n} C:\\b\\x{n}.exe', _CMD),
    _Program(3, _SYSTEM + "certutil.exe", "certutil -addstore -f TrustedPublisher C:\\Users\\Public\\c{n}.cer", _CMD),
    _Program(3, _SYSTEM + "certutil.exe", "certutil -hashfile C:\\dl\\setup{n}.exe SHA256", _CMD),
    _Program(2, _CMD, "cmd /c cer^tutil -f -addst^ore root C:\\Temp\\{t}.crt", _EXPLORER),
    _Program(
        2, _POWERSHELL, "powershell -c Import-Certificate -FilePath {t}.cer -CertStoreLocation Cert:\\CurrentUser\\Root"
    ),
    _Program(1, _KIT + "makecert.exe", 'makecert -r -pe -n "CN=Contoso {n}" -ss my', _CMD),
    _Program(1, "C:\\OpenSSL\\openssl.exe", "openssl pkcs12 -export -out k{n}.pfx -inkey k.key -in c.crt"),
)  # fmt: skip


def events(count: int, hits: float, seed: int = 13) -> Iterator[Event]:
    """Process starts. hits: the share of those that have to do with certificates."""
    chance = random.Random(seed)
    ordinary = chance.choices(ORDINARY, [program.share for program in ORDINARY], k=count)
    certificates = chance.choices(CERTIFICATES, [program.share for program in CERTIFICATES], k=count)
    for number in range(count):
        yield _event(certificates[number] if chance.random() < hits else ordinary[number], number, chance)


def _event(program: _Program, number: int, chance: random.Random) -> Event:
    user = f"user{chance.randrange(400)}"
    digits = f"{chance.getrandbits(64):016x}{chance.getrandbits(64):016x}"
    guid = f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
    image = program.image.replace("{u}", user)
    parent = program.parent.replace("{u}", user)
    line = program.line.format(
        image=image, u=user, n=chance.randrange(100_000), g=guid.upper(), h=digits, t="tmp" + digits[:10]
    )
    system = program.parent in (_SERVICES, _SVCHOST)
    return {
        "_time": f"17000{number % 100_000:05d}",
        "EventCode": "1",
        "Channel": "Microsoft-Windows-Sysmon/Operational",
        "Computer": f"ws-{chance.randrange(2000)}.corp.example",
        "Image": image,
        "OriginalFileName": program.original or image.rpartition("\\")[2],
        "CommandLine": line,
        "CurrentDirectory": "C:\\Windows\\system32\\" if system else f"C:\\Users\\{user}\\",
        "ParentImage": parent,
        "ParentCommandLine": f'"{parent}" -x {digits[20:]}' if " " in parent else f"{parent} -k {digits[24:]}",
        "User": "NT AUTHORITY\\SYSTEM" if system else f"CORP\\{user}",
        "IntegrityLevel": "System" if system else "Medium",
        "Company": "Microsoft Corporation" if "Windows" in image else "Vendor, Inc.",
        "Description": "Program of the day",
        "Product": "Product",
        "FileVersion": "10.0.22621.1 (WinBuild.160101.0800)",
        "Hashes": f"MD5={digits.upper()},SHA256={digits.upper()}{digits[::-1].upper()},IMPHASH={digits[::-1].upper()}",
        "LogonGuid": f"{{{guid}}}",
        "LogonId": "0x3e7",
        "ProcessGuid": f"{{{guid[::-1]}}}",
        "ProcessId": str(chance.randrange(30_000)),
        "ParentProcessGuid": f"{{{guid}}}",
        "ParentProcessId": str(chance.randrange(30_000)),
        "TerminalSessionId": "0",
        "UtcTime": "2025-11-26 06:00:00.123",
    }


def with_raw(event: Event) -> Event:
    """The event with its _raw, the XML as Windows renders it."""
    data = "".join(f"<Data Name='{name}'>{text}</Data>" for name, text in event.items() if name[0] != "_")
    system = "<System><Provider Name='Microsoft-Windows-Sysmon'/><EventID>1</EventID></System>"
    return {**event, "_raw": f"<Event>{system}<EventData>{data}</EventData></Event>"}
