"""Process starts as each sensor tells them: one of Windows, one of macOS, one of Linux."""

from __future__ import annotations

from typing import Any

SYSMON = "Microsoft-Windows-Sysmon/Operational"
SYSTEM32 = "C:\\Windows\\System32\\"
POWERSHELL = SYSTEM32 + "WindowsPowerShell\\v1.0\\powershell.exe"


def under(prefix: str, **data: str) -> dict[str, str]:
    return {prefix + name: value for name, value in data.items()}


# certutil adds a root, started by PowerShell.
CERTUTIL = {
    "Image": SYSTEM32 + "certutil.exe",
    "OriginalFileName": "CertUtil.exe",
    "CommandLine": "certutil.exe -addstore root C:\\Users\\Public\\x.cer",
    "ParentImage": POWERSHELL,
    "ParentCommandLine": "powershell.exe -File deploy.ps1",
    "User": "CONTOSO\\jane",
    "IntegrityLevel": "High",
}
DEFENDER_PROCESS = {
    "ActionType": "ProcessCreated",
    "DeviceName": "host1",
    "FolderPath": SYSTEM32 + "certutil.exe",
    "FileName": "certutil.exe",
    "ProcessVersionInfoOriginalFileName": "CertUtil.exe.mui",
    "ProcessCommandLine": CERTUTIL["CommandLine"],
    "ProcessIntegrityLevel": "High",
    "AccountDomain": "CONTOSO",
    "AccountName": "jane",
    "InitiatingProcessFolderPath": POWERSHELL,
    "InitiatingProcessFileName": "powershell.exe",
    "InitiatingProcessCommandLine": CERTUTIL["ParentCommandLine"],
    "InitiatingProcessAccountName": "system",
}
ECS_PROCESS = {
    "host.name": "host1",
    "process.executable": CERTUTIL["Image"],
    "process.pe.original_file_name": "CertUtil.exe",
    "process.command_line": CERTUTIL["CommandLine"],
    "process.args": ["certutil.exe", "-addstore", "root", "C:\\Users\\Public\\x.cer"],
    "process.parent.executable": POWERSHELL,
    "process.parent.command_line": CERTUTIL["ParentCommandLine"],
    "user.domain": "CONTOSO",
    "user.name": "jane",
}
WINDOWS: dict[str, dict[str, Any]] = {
    "Sysmon": {"EventCode": "1", "Channel": SYSMON, "Computer": "host1", **CERTUTIL},
    "EventData.": {"EventID": "1", "Channel": SYSMON, "Computer": "host1", **under("EventData.", **CERTUTIL)},
    "Winlogbeat 6": {
        "event_id": "1",
        "log_name": SYSMON,
        "computer_name": "host1",
        "source": "tcp:5044",
        "host": "collector",
        **under("event_data.", **CERTUTIL),
    },
    "Winlogbeat": {
        "winlog.event_id": "1",
        "event.code": "1",
        "winlog.channel": SYSMON,
        "winlog.computer_name": "host1",
        "host.name": "collector",
        "host": "indexer",
        "source": "tcp:5044",
        **under("winlog.event_data.", **CERTUTIL),
    },
    "Winlogbeat, ECS": {
        "event.code": "1",
        "winlog.channel": SYSMON,
        **ECS_PROCESS,
        "winlog.event_data.IntegrityLevel": "High",
    },
    "Elastic Defend": {
        "event.category": ["process"],
        "event.type": ["start"],
        "event.action": "start",
        "process.Ext.token.integrity_level_name": "high",
        **ECS_PROCESS,
    },
    "Elastic Defend, arguments only": {
        "event.category{}": "process",
        "event.type{}": ["start", "end"],
        "event.action{}": ["start", "end"],
        "process.Ext.token.integrity_level_name": "high",
        **ECS_PROCESS,
        "process.command_line": "",
    },
    "Defender": DEFENDER_PROCESS,
    "Defender, streamed": under("properties.", **DEFENDER_PROCESS),
    "Defender, folder without the file": {**DEFENDER_PROCESS, "FolderPath": SYSTEM32},
    "Falcon": {
        "event_simpleName": "ProcessRollup2",
        "event_platform": "Win",
        "ComputerName": "host1",
        "ImageFileName": "\\Device\\HarddiskVolume3\\Windows\\System32\\certutil.exe",
        "CommandLine": CERTUTIL["CommandLine"],
        "ParentBaseFileName": "powershell.exe",
        "UserName": "CONTOSO\\jane",
        "IntegrityLevel": "12288",
        "source": "crowdstrike",
    },
    "Carbon Black Cloud": {
        "type": "endpoint.event.procstart",
        "device_name": "host1",
        "process_path": POWERSHELL.lower(),
        "process_cmdline": CERTUTIL["ParentCommandLine"],
        "process_username": "CONTOSO\\jane",
        "childproc_name": CERTUTIL["Image"].lower(),
        "childproc_username": "CONTOSO\\jane",
        "target_cmdline": CERTUTIL["CommandLine"],
    },
    "Carbon Black Cloud, search": {
        "device_name": "host1",
        "process_name": CERTUTIL["Image"].lower(),
        "process_cmdline": CERTUTIL["CommandLine"],
        "process_username": "CONTOSO\\jane",
        "parent_name": POWERSHELL.lower(),
        "parent_cmdline": CERTUTIL["ParentCommandLine"],
    },
}


# codesign gives an app an ad hoc signature, started by zsh. The app's path has a blank.
APP = "/tmp/Ridge Line.app"
CODESIGN = ["codesign", "--force", "--sign", "-", APP]
EXEC = {
    "event_type": "9",
    "process.executable.path": "/bin/zsh",
    "event.exec.target.executable.path": "/usr/bin/codesign",
    "event.exec.args": CODESIGN,
    "event.exec.cwd.path": "/tmp",
}
MACOS: dict[str, dict[str, Any]] = {
    "eslogger": EXEC,
    "eslogger, as Splunk names an array": {
        **{name: value for name, value in EXEC.items() if name != "event.exec.args"},
        "event.exec.args{}": CODESIGN,
    },
    "Jamf Protect": {**EXEC, "host.hostname": "MAC-1"},
    "Elastic Defend": {
        "event.category": "process",
        "event.type": "start",
        "event.action": "exec",
        "process.executable": "/usr/bin/codesign",
        "process.command_line": " ".join(CODESIGN),
        "process.args": CODESIGN,
        "process.working_directory": "/tmp",
        "process.parent.executable": "/bin/zsh",
    },
    "Falcon": {
        "event_simpleName": "ProcessRollup2",
        "ImageFileName": "/usr/bin/codesign",
        "CommandLine": " ".join(CODESIGN),
        "ParentBaseFileName": "zsh",
    },
    "Defender": {
        "ActionType": "ProcessCreated",
        "FolderPath": "/usr/bin/codesign",
        "FileName": "codesign",
        "ProcessCommandLine": " ".join(CODESIGN),
        "InitiatingProcessFolderPath": "/bin/zsh",
        "InitiatingProcessFileName": "zsh",
    },
}
OSQUERY = {"columns.path": "/usr/bin/codesign", "columns.cmdline": " ".join(CODESIGN), "columns.username": "jane"}


# openssl packs a key into a PFX file, whose name has a blank.
OPENSSL = ["openssl", "pkcs12", "-export", "-inkey", "k.pem", "-in", "c.pem", "-out", "my key.pfx", "-days", "2048"]
LINUX: dict[str, dict[str, Any]] = {
    "Laurel": {
        "EXECVE.argc": "11",
        "EXECVE.ARGV": OPENSSL,
        "SYSCALL.exe": "/usr/bin/openssl",
        "SYSCALL.UID": "jane",
        "CWD.cwd": "/home/jane",
        "NODE": "build1",
    },
    "Sysmon for Linux": {
        "EventID": "1",
        "Channel": "Linux-Sysmon/Operational",
        "source": "Syslog:Linux-Sysmon/Operational",
        "Computer": "build1",
        "Image": "/usr/bin/openssl",
        "CommandLine": " ".join(OPENSSL).replace("my key.pfx", '"my key.pfx"'),
        "CurrentDirectory": "/home/jane",
        "User": "jane",
        "OriginalFileName": "-",
    },
    "Auditbeat": {
        "event.category{}": "process",
        "event.type{}": "start",
        "event.action": "executed",
        "process.executable": "/usr/bin/openssl",
        "process.args{}": OPENSSL,
        "process.working_directory": "/home/jane",
        "user.name": "jane",
    },
}
