"""Events of Windows' own logs on certificates, as the readers present them."""

from __future__ import annotations

from typing import Any

from codesignrisk_core.events import certificate_log
from codesignrisk_core.model import Report
from codesignrisk_core.settings import Settings

from tests.core import judging

Case = tuple[dict[str, Any], list[str], int]
"""An event, its indicators and its score."""

CAPI2 = "Microsoft-Windows-CAPI2/Operational"
LIFECYCLE = "Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational"
CODE_INTEGRITY = "Microsoft-Windows-CodeIntegrity/Operational"
PACKAGES = "Microsoft-Windows-AppXDeploymentServer/Operational"
APPLOCKER = "Microsoft-Windows-AppLocker/EXE and DLL"
SERVER, CODE_SIGNING = "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.3"
THUMBPRINT = "0123456789ABCDEF0123456789ABCDEF01234567"
OTHER = THUMBPRINT[::-1]
DEVICE = "\\Device\\HarddiskVolume3\\"


def event(number: int, channel: str, **fields: Any) -> dict[str, Any]:
    return {"EventCode": str(number), "Channel": channel, **fields}


def deployed(path: str, flags: str, caller: str = "powershell.exe,-") -> dict[str, Any]:
    """AppXDeploymentServer 603: the deployment of a package starts."""
    return event(603, PACKAGES, DeploymentOperation="1", Path=path, Flags=flags, FlagsHigh="0", CallingProcess=caller)


def verified(code: str, path: str = "C:\\Tools\\agent.exe") -> dict[str, Any]:
    """CAPI2 81: WinVerifyTrust fails."""
    xml = (
        f"<WinVerifyTrust><ActionID>{{00AAC56B-CD44-11D0-8CC2-00C04FC295EE}}</ActionID>"
        f"<UIChoice value='2'>WTD_UI_NONE</UIChoice><Flags value='80001000' WTD_CACHE_ONLY_URL_RETRIEVAL='true'/>"
        f"<FileInfo filePath='{path}' hasFileHandle='true'/><EventAuxInfo ProcessName='Sysmon64.exe'/>"
        f"<Result value='{code}'>It did not verify.</Result></WinVerifyTrust>"
    )
    return event(81, CAPI2, UserData_Xml=xml)


def acquired(process: str, result: str = "0", extra: str = "") -> dict[str, Any]:
    """CAPI2 70: a private key is acquired."""
    xml = (
        f"<CryptAcquireCertificatePrivateKey><Certificate fileRef='{THUMBPRINT}.cer' subjectName='Contoso'/>"
        f"{extra}<Flags value='10001'/><EventAuxInfo ProcessName='{process}'/><Result value='{result}'/>"
        f"</CryptAcquireCertificatePrivateKey>"
    )
    return event(70, CAPI2, UserData_Xml=xml)


def chain(usage: str, code: str) -> dict[str, Any]:
    """CAPI2 11: a chain is built for a usage; the root may be for everything."""
    xml = (
        f"<CertGetCertificateChain><Certificate fileRef='{THUMBPRINT}.cer' subjectName='Contoso'/>"
        f"<ExtendedKeyUsage><Usage oid='{usage}'/></ExtendedKeyUsage><CertificateChain><ChainElement>"
        f"<ApplicationUsage><Usage oid='{CODE_SIGNING}' name='Code Signing'/></ApplicationUsage></ChainElement>"
        f"</CertificateChain><Result value='{code}'>text</Result></CertGetCertificateChain>"
    )
    return event(11, CAPI2, UserData_Xml=xml)


def policy(kind: str, code: str, subject: str = "Contoso") -> dict[str, Any]:
    """CAPI2 30: a chain is held against a policy."""
    xml = (
        f"<CertVerifyCertificateChainPolicy><Policy type='{kind}' constant='2'/>"
        f"<Certificate fileRef='{THUMBPRINT}.cer' subjectName='{subject}'/><Result value='{code}'/>"
        f"</CertVerifyCertificateChainPolicy>"
    )
    return event(30, CAPI2, UserData_Xml=xml)


def lifecycle(number: int, usage: str, channel: str = LIFECYCLE, program: str = "powershell.exe") -> dict[str, Any]:
    """Windows writes the thumbprint in small letters here, and nowhere else."""
    told = notification(details("CertificateDetails", THUMBPRINT, usage), program)
    return event(number, channel, UserData_Xml=told)


def details(name: str, thumbprint: str, usage: str) -> str:
    return (
        f"<{name} Thumbprint='{thumbprint.lower()}'><SubjectNames><SubjectName>CN=Contoso &amp; Sons</SubjectName>"
        f"</SubjectNames><EKUs><EKU Name='x' OID='{usage}'/></EKUs></{name}>"
    )


def notification(content: str, program: str = "powershell.exe") -> str:
    return (
        f"<CertNotificationData ProcessName='{program}' AccountName='CONTOSO\\jane' Context='User'>{content}"
        f"</CertNotificationData>"
    )


def replaced(old: str, new: str) -> dict[str, Any]:
    """Lifecycle 1001: a certificate is renewed; both may sign code."""
    both = details("OldCertificateDetails", old, CODE_SIGNING) + details("NewCertificateDetails", new, CODE_SIGNING)
    return event(1001, LIFECYCLE, UserData_Xml=notification(both))


def listed(*thumbprints: str) -> dict[str, Any]:
    """CAPI2 90: the certificates of a chain in full."""
    certificates = "".join(
        f"<Certificate fileRef='{thumbprint}.cer' subjectName='Contoso'><Subject><CN>Contoso</CN></Subject>"
        f"<Extensions><ExtendedKeyUsage><Usage oid='{CODE_SIGNING}'/></ExtendedKeyUsage></Extensions></Certificate>"
        for thumbprint in thumbprints
    )
    return event(90, CAPI2, UserData_Xml=f"<X509Objects>{certificates}</X509Objects>")


def refused(number: int, file: str = "Tools\\a.dll", **fields: str) -> dict[str, Any]:
    names = {"FileNameBuffer": DEVICE + file, "ProcessNameBuffer": DEVICE + "Windows\\System32\\svchost.exe"}
    return event(number, CODE_INTEGRITY, **{**names, **fields})


def blocked(number: int, file: str = "Tools\\a.exe", **fields: str) -> dict[str, Any]:
    """The names of 3076 and 3077 have blanks, which Splunk turns into underscores."""
    names = {"File_Name": DEVICE + file, "Process_Name": DEVICE + "Windows\\explorer.exe", "Status": "0xc0e90002"}
    return event(number, CODE_INTEGRITY, **{**names, "SI_Signing_Scenario": "1", **fields})


def denied(publisher: str, name: str = "A.EXE") -> dict[str, Any]:
    xml = f"<RuleAndFileData><FilePath>%OSDRIVE%\\TOOLS\\{name}</FilePath><Fqbn>{publisher}</Fqbn></RuleAndFileData>"
    return event(8004, APPLOCKER, UserData_Xml=xml)


def requested(number: int, template: str) -> dict[str, Any]:
    attributes = f"CertificateTemplate:{template}\r\nccm:pc1.contoso.com"
    return event(number, "Security", Requester="CONTOSO\\jane", Attributes=attributes)


def template(number: int, content: str) -> dict[str, Any]:
    name = "TemplateContent" if number == 4898 else "NewTemplateContent"
    return event(number, "Security", TemplateInternalName="BuildSigning", **{name: content})


def judged(record: dict[str, Any], settings: Settings) -> tuple[Report, int]:
    return judging.judged(certificate_log, record, settings)
