"""The names of event data in the order of its values, for programs that give the values alone.

Sources: Sysmon's event manifest (schema 4.90, `sysmon -s`); Microsoft's documentation of Security 4657, 4663 and 4688;
the manifest of Microsoft-Windows-PowerShell. A later version of an event appends names: fewer values are an older one.
"""

from __future__ import annotations

_SYSMON = "Microsoft-Windows-Sysmon"
_SECURITY = "Microsoft-Windows-Security-Auditing"
_POWERSHELL = "Microsoft-Windows-PowerShell"
_PROCESS = "RuleName UtcTime ProcessGuid ProcessId "
_SUBJECT = "SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId "

_NAMES: dict[tuple[str, str], tuple[int, tuple[str, ...]]] = {
    key: (least, tuple(names.split()))
    for key, (least, names) in {
        (_SYSMON, "1"): (
            22,
            _PROCESS
            + "Image FileVersion Description Product Company OriginalFileName CommandLine CurrentDirectory User "
            "LogonGuid LogonId TerminalSessionId IntegrityLevel Hashes ParentProcessGuid ParentProcessId ParentImage "
            "ParentCommandLine ParentUser",
        ),
        (_SYSMON, "6"): (7, "RuleName UtcTime ImageLoaded Hashes Signed Signature SignatureStatus"),
        (_SYSMON, "7"): (
            15,
            _PROCESS + "Image ImageLoaded FileVersion Description Product Company OriginalFileName Hashes Signed "
            "Signature SignatureStatus User",
        ),
        (_SYSMON, "11"): (7, _PROCESS + "Image TargetFilename CreationUtcTime User"),
        (_SYSMON, "12"): (7, "RuleName EventType UtcTime ProcessGuid ProcessId Image TargetObject User"),
        (_SYSMON, "13"): (8, "RuleName EventType UtcTime ProcessGuid ProcessId Image TargetObject Details User"),
        (_SYSMON, "14"): (8, "RuleName EventType UtcTime ProcessGuid ProcessId Image TargetObject NewName User"),
        (_SYSMON, "15"): (9, _PROCESS + "Image TargetFilename CreationUtcTime Hash Contents User"),
        (_SYSMON, "23"): (10, _PROCESS + "User Image TargetFilename Hashes IsExecutable Archived"),
        (_SYSMON, "26"): (9, _PROCESS + "User Image TargetFilename Hashes IsExecutable"),
        (_SECURITY, "4688"): (
            8,
            _SUBJECT + "NewProcessId NewProcessName TokenElevationType ProcessId CommandLine TargetUserSid "
            "TargetUserName TargetDomainName TargetLogonId ParentProcessName MandatoryLabel",
        ),
        (_SECURITY, "4657"): (
            14,
            _SUBJECT + "ObjectName ObjectValueName HandleId OperationType OldValueType OldValue NewValueType NewValue "
            "ProcessId ProcessName",
        ),
        (_SECURITY, "4663"): (
            12,
            _SUBJECT + "ObjectServer ObjectType ObjectName HandleId AccessList AccessMask ProcessId ProcessName "
            "ResourceAttributes",
        ),
        (_POWERSHELL, "4103"): (3, "ContextInfo UserData Payload"),
        (_POWERSHELL, "4104"): (5, "MessageNumber MessageTotal ScriptBlockText ScriptBlockId Path"),
    }.items()
}


def names(provider: str, event_id: str, count: int) -> tuple[str, ...]:
    """The names of so many values, or () if the event is not known with that many."""
    least, known = _NAMES.get((provider, event_id), (0, ()))
    return known[:count] if least <= count <= len(known) and count else ()
