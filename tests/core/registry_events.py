"""Changes of the registry as Sysmon and Security 4657 present them."""

from __future__ import annotations

from tests.core.judging import SYSMON, SYSTEM32, THUMB

REG = f"{SYSTEM32}reg.exe"
SVCHOST = f"{SYSTEM32}svchost.exe"
STORES = "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\"
USER_STORES = "HKU\\S-1-5-21-1-2-3-1001\\Software\\Microsoft\\SystemCertificates\\"
POLICY_STORES = "HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates\\"
ENTERPRISE_STORES = "HKLM\\SOFTWARE\\Microsoft\\EnterpriseCertificates\\"
BLOB = f"\\Certificates\\{THUMB}\\Blob"
GUID = "{11111111-2222-3333-4444-555555555555}"
SIP = f"HKLM\\SOFTWARE\\Microsoft\\Cryptography\\OID\\EncodingType 0\\CryptSIPDllVerifyIndirectData\\{GUID}"
TRUST = f"HKLM\\SOFTWARE\\Microsoft\\Cryptography\\Providers\\Trust\\FinalPolicy\\{GUID}"
CONTROL = "HKLM\\System\\CurrentControlSet\\Control\\"
BOOT = f"HKLM\\BCD00000000\\Objects\\{GUID}\\Elements\\"
WINTRUST = "Software\\Microsoft\\Windows\\CurrentVersion\\WinTrust\\Trust Providers"
FLAGS = f"HKU\\S-1-5-21-1-2-3-1001\\{WINTRUST}\\Software Publishing"
KERNEL = "\\REGISTRY\\MACHINE\\"
OFF, ON = "DWORD (0x00000000)", "DWORD (0x00000001)"
MEMORY_INTEGRITY = f"{CONTROL}DeviceGuard\\Scenarios\\HypervisorEnforcedCodeIntegrity\\Enabled"
BLOCK_LIST = "CI\\Config\\VulnerableDriverBlocklistEnable"
DEFENDER = "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18\\MsMpEng.exe"
TASKHOST = f"{SYSTEM32}taskhostw.exe"


def sysmon(event_id: str, target: str, image: str = REG, **more: str) -> dict[str, str]:
    return {"EventCode": event_id, "Channel": SYSMON, "Image": image, "TargetObject": target, **more}


def set_value(target: str, image: str = REG, details: str = "Binary Data") -> dict[str, str]:
    return sysmon("13", target, image, EventType="SetValue", Details=details)


def security(key: str, value: str, operation: str = "%%1904", image: str = REG, new: str = "-") -> dict[str, str]:
    return {
        "EventCode": "4657",
        "Channel": "Security",
        "ObjectName": key,
        "ObjectValueName": value,
        "OperationType": operation,
        "NewValue": new,
        "ProcessName": image,
    }
