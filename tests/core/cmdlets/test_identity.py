"""Keys of authorities and federation services, and the directory, in PowerShell."""

from __future__ import annotations

import pytest
from codesignrisk_core.rules import directory_changes

from tests.core.lines import ids, judged_script

TEMPLATE = "'LDAP://CN=User,CN=Certificate Templates,CN=Public Key Services,CN=Services,CN=Configuration,DC=x'"

# text, indicators, action
ACTIONS = [
    ("Backup-CARoleService -Path D:\\ca -KeyOnly", ["backup_ca_key"], "export_key"),
    ("Backup-CARoleService D:\\ca", ["backup_ca_key"], "export_key"),
    (
        "Backup-CARoleService C:\\Users\\Public\\ca",
        ["backup_ca_key", "output_user_writable", "drop_hidden"],
        "export_key",
    ),
    ("Backup-CARoleService -Path D:\\ca -DatabaseOnly", ["backup_ca_database"], "backup_database"),
    ("Restore-CARoleService -Path D:\\ca", ["recover_key"], "recover_key"),
    ("Get-ADReplBackupKey -All -Server dc1", ["steal_keys"], "steal_keys"),
    ("Export-AADIntADFSCertificates", ["steal_keys"], "steal_keys"),
    ("Export-AADIntADFSSigningCertificate -filename s.pfx", ["steal_keys"], "steal_keys"),
    ("$c = Export-AADIntADFSConfiguration -Local", ["steal_keys"], "steal_keys"),
    ("Export-AADIntLocalDeviceTransportKey", ["steal_keys"], "steal_keys"),
    ("New-AADIntSAMLToken -ImmutableID x -Issuer y", ["forge_token"], "forge_token"),
    ("Open-AADIntOffice365Portal -ImmutableID x", ["forge_token"], "forge_token"),
    (
        "Get-CertRequest -CA CA1\\lab -Template ESC1 -AltName administrator@lab.example -Pfx a.pfx",
        ["request_other_subject"],
        "request_certificate",
    ),
    ("Request-Certificate -TemplateName User -UPN boss@lab.example", ["request_other_subject"], "request_certificate"),
    ("[Certify.Program]::Main('find /vulnerable'.Split())", ["adcs_abuse"], "adcs_abuse"),
    ("[SharpDPAPI.Program]::Main(@('certificates','/machine'))", ["steal_keys"], "steal_keys"),
    ("[Lab.Program]::Main('find')", [], ""),
    (
        "Get-PolicyModuleFlag ca | Enable-PolicyModuleFlag AttributeSubjectAltName2",
        ["weaken_ca_policy"],
        "weaken_ca_policy",
    ),
    ("Get-PolicyModuleFlag ca | Enable-PolicyModuleFlag AttributeEndDate", [], ""),
    ("Get-CertRequest -CA CA1\\lab -Template Web -AltName www.lab.example", [], ""),
    ("Get-Certificate -Template Web -DnsName www.lab.example", [], ""),
    ("Get-AADIntTenantDomains -Domain x.example", [], ""),
    ("Set-ADUser ann -Replace @{'msDS-KeyCredentialLink'=$k}", ["shadow_credentials"], "shadow_credentials"),
    ("Set-ADUser ann -Replace @{title='x'}", [], ""),
    (
        "Set-DomainObject -Identity VPN -Set @{'mspki-certificate-name-flag'=1}",
        ["weaken_template"],
        "change_template",
    ),
    (f"$t=[ADSI]{TEMPLATE}; $t.Put('msPKI-Enrollment-Flag', 0); $t.SetInfo()", ["weaken_template"], "change_template"),
    ("Get-ADObject -Filter * -Properties msPKI-Certificate-Name-Flag", [], ""),
    (
        "Get-ADObject -SearchBase 'CN=ADFS,CN=Microsoft,CN=Program Data,DC=x' -Properties thumbnailPhoto",
        ["read_token_key"],
        "steal_keys",
    ),
    ("Get-ADUser ann -Properties thumbnailPhoto", [], ""),
    ("Invoke-Whisker -Command 'add /target:host1$'", ["shadow_credentials"], "shadow_credentials"),
    ("Invoke-Rubeus -Command 'asktgt /user:a /certificate:a.pfx'", ["kerberos_certificate"], "kerberos_certificate"),
    ("Invoke-Rubeus -Command 'triage'", [], ""),
    (f"Invoke-Rubeus asktgt {'/a:b ' * 99} /certificate:a.pfx", ["kerberos_certificate"], "kerberos_certificate"),
    ("Invoke-Build", [], ""),
    # the property's own list, and rights on what the directory keeps for authorities
    ("$e = [ADSI]'LDAP://CN=dc1'; $e.'msDS-KeyCredentialLink'.Add($k)", ["shadow_credentials"], "shadow_credentials"),
    ("$list.Add($k)", [], ""),
    (
        "Set-Acl 'AD:CN=User,CN=Certificate Templates,CN=Public Key Services,CN=Services,CN=Configuration,DC=x' $a",
        ["weaken_template"],
        "change_template",
    ),
    ("Set-Acl -Path 'AD:OU=Staff,DC=x' $a", [], ""),
    # whose tokens count
    ("Set-AdfsCertificate -CertificateType Token-Signing -Thumbprint AB", ["trust_token_key"], "trust_token_key"),
    ("Add-AdfsCertificate -CertificateType 'Token-Signing' -Thumbprint AB", ["trust_token_key"], "trust_token_key"),
    ("Set-AdfsCertificate -CertificateType Service-Communications -Thumbprint AB", [], ""),
    ("Update-AdfsCertificate -CertificateType Token-Signing", [], ""),
    (
        "Set-MsolDomainAuthentication -DomainName x.example -Authentication Federated -SigningCertificate $c",
        ["trust_token_key"],
        "trust_token_key",
    ),
    ("Set-MsolDomainAuthentication -DomainName x.example -Authentication Managed", [], ""),
    ("Update-MgDomainFederationConfiguration -NextSigningCertificate $c", ["trust_token_key"], "trust_token_key"),
    # keys of applications
    ("New-AzADAppCredential -ApplicationId a -CertValue $c", ["add_application_key"], "add_application_key"),
    (
        "Add-MgApplicationKey -ApplicationId a -KeyCredential @{Key = $k}",
        ["add_application_key"],
        "add_application_key",
    ),
    ("New-AzADAppCredential -ApplicationId a", [], ""),
]


@pytest.mark.parametrize(("text", "indicators", "action"), ACTIONS)
def test_actions(text: str, indicators: list[str], action: str) -> None:
    report = judged_script(text)
    assert (ids(report), report.action) == (indicators, action)


@pytest.mark.parametrize(
    ("judge", "statement"), [("judge_write", "$a.CommitChanges();"), ("judge_read", "$a.FindAll();")]
)
def test_the_whole_script_is_judged_at_one_of_its_statements(
    monkeypatch: pytest.MonkeyPatch, judge: str, statement: str
) -> None:
    judged: list[str] = []
    monkeypatch.setattr(directory_changes, judge, lambda _report, _who, text: judged.append(text))
    judged_script("'certificate';" + statement * 50)
    assert len(judged) == 1
