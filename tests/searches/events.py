"""Events as Splunk presents them: fields as the add-ons extract them, and `_raw`, where raw terms are looked for.

All times are seconds after START, all ids are made from them, so that a scenario says only what it is about.
"""

from __future__ import annotations

from typing import Union
from xml.sax.saxutils import escape

Record = dict[str, Union[str, list[str]]]

START = 1_748_941_200  # 2025-06-03 09:00:00 UTC
HOST = "ws-0142.corp.example"
USER = "CORP\\a.rivera"

SYSTEM32 = "C:\\Windows\\System32\\"
TEMP = "C:\\Users\\a.rivera\\AppData\\Local\\Temp\\"
DOWNLOADS = "C:\\Users\\a.rivera\\Downloads\\"
CMD = SYSTEM32 + "cmd.exe"
EXPLORER = "C:\\Windows\\explorer.exe"
POWERSHELL = SYSTEM32 + "WindowsPowerShell\\v1.0\\powershell.exe"
CERTUTIL = SYSTEM32 + "certutil.exe"
SIGNTOOL = "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\10.0.22621.0\\x64\\signtool.exe"
THUMBPRINT = "1E2C2BA900535763DAF24519B1F0B5F5BCC0853B"

_ORIGINAL_NAMES = {
    "certutil.exe": "CertUtil.exe",
    "cmd.exe": "Cmd.Exe",
    "makecert.exe": "MAKECERT.EXE",
    "powershell.exe": "PowerShell.EXE",
    "pvk2pfx.exe": "PVK2PFX.EXE",
    "signtool.exe": "SIGNTOOL.EXE",
}


def guid(pid: int) -> str:
    """A process GUID as Sysmon writes it."""
    return f"{{7c1e04d2-bce0-683e-3a12-{pid:012x}}}"


def base(path: str) -> str:
    """The file name of a path."""
    return path.rpartition("\\")[2]


def event(time: float, source: str, code: int, host: str, data: dict[str, str], **extra: str) -> Record:
    """One event of a Windows log in XML."""
    channel = source.partition(":")[2]
    filled = {name: value for name, value in data.items() if value}
    rows = "".join(f"<Data Name='{name}'>{escape(value)}</Data>" for name, value in filled.items())
    system = f"<EventID>{code}</EventID><Channel>{channel}</Channel><Computer>{host}</Computer>"
    return {
        "_time": f"{START + time:.3f}",
        "_raw": f"<Event><System>{system}</System><EventData>{rows}</EventData></Event>",
        "host": host.partition(".")[0],
        "index": "windows",
        "source": source,
        "sourcetype": "XmlWinEventLog",
        "EventCode": str(code),
        "Channel": channel,
        "Computer": host,
        **filled,
        **extra,
    }


def arriving(late: float, event: Record) -> Record:
    """An event that is indexed so many seconds after it happened."""
    return {**event, "_indextime": f"{float(str(event['_time'])) + late:.0f}"}


def sysmon(time: float, code: int, host: str, **data: str) -> Record:
    """An event of Sysmon."""
    return event(time, "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational", code, host, data)


def start(
    time: float,
    image: str,
    line: str,
    *,
    parent: str = CMD,
    parent_line: str = "",
    user: str = USER,
    host: str = HOST,
    pid: int = 9416,
    ppid: int = 5200,
    original: str = "",
    cwd: str = "C:\\Windows\\",
    integrity: str = "High",
    guids: bool = True,
    sha256: str = "",
) -> Record:
    """Sysmon 1: a process starts."""
    return sysmon(
        time,
        1,
        host,
        ProcessGuid=guid(pid) if guids else "",
        ProcessId=str(pid),
        Image=image,
        OriginalFileName=original or _ORIGINAL_NAMES.get(base(image).lower(), ""),
        CommandLine=line,
        CurrentDirectory=cwd,
        User=user,
        IntegrityLevel=integrity,
        Hashes=f"SHA256={sha256}" if sha256 else "",
        ParentProcessGuid=guid(ppid) if guids else "",
        ParentProcessId=str(ppid),
        ParentImage=parent,
        ParentCommandLine=parent_line or parent,
    )


def audited(
    time: float,
    image: str,
    line: str,
    *,
    parent: str = CMD,
    user: str = USER,
    host: str = HOST,
    pid: int = 9416,
    ppid: int = 5200,
) -> Record:
    """Security 4688: a process starts."""
    domain, _, name = user.rpartition("\\")
    data = {
        "SubjectUserName": name,
        "SubjectDomainName": domain,
        "NewProcessId": hex(pid),
        "NewProcessName": image,
        "ProcessId": hex(ppid),
        "CommandLine": line,
        "TargetUserName": "-",
        "TargetDomainName": "-",
        "ParentProcessName": parent,
        "MandatoryLabel": "S-1-16-12288",
    }
    return event(time, "XmlWinEventLog:Security", 4688, host, data)


def written(
    time: float,
    path: str,
    image: str = POWERSHELL,
    *,
    user: str = USER,
    host: str = HOST,
    pid: int = 5200,
    guids: bool = True,
) -> Record:
    """Sysmon 11: a file is written."""
    return sysmon(
        time,
        11,
        host,
        ProcessGuid=guid(pid) if guids else "",
        ProcessId=str(pid),
        Image=image,
        TargetFilename=path,
        User=user,
    )


def stored(
    time: float,
    store: str = "TrustedPublisher",
    image: str = CERTUTIL,
    *,
    root: str = "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates",
    thumbprint: str = THUMBPRINT,
    user: str = USER,
    host: str = HOST,
    pid: int = 9416,
) -> Record:
    """Sysmon 13: a certificate arrives in a store of the registry."""
    return sysmon(
        time,
        13,
        host,
        EventType="SetValue",
        ProcessGuid=guid(pid),
        ProcessId=str(pid),
        Image=image,
        TargetObject=f"{root}\\{store}\\Certificates\\{thumbprint}\\Blob",
        Details="Binary Data",
        User=user,
    )


def script(
    time: float,
    text: str,
    *,
    block: str = "a350db77-2613",
    part: int = 1,
    parts: int = 1,
    path: str = "",
    host: str = HOST,
) -> Record:
    """PowerShell 4104: a script block, or a part of one."""
    data = {
        "MessageNumber": str(part),
        "MessageTotal": str(parts),
        "ScriptBlockText": text,
        "ScriptBlockId": block,
        "Path": path,
    }
    source = "XmlWinEventLog:Microsoft-Windows-PowerShell/Operational"
    return event(time, source, 4104, host, data, UserID="S-1-5-21-1907043312-1604")


def loaded(
    time: float,
    path: str,
    signer: str,
    *,
    image: str = "",
    status: str = "Valid",
    signed: str = "true",
    host: str = HOST,
) -> Record:
    """Sysmon 7: a program or library is loaded."""
    return sysmon(
        time,
        7,
        host,
        ProcessGuid=guid(7000),
        ProcessId="7000",
        Image=image or path,
        ImageLoaded=path,
        Hashes="SHA256=" + "AB" * 32,
        Signed=signed,
        Signature=signer,
        SignatureStatus=status,
        User=USER,
    )
