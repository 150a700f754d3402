"""Who writes certificates, keys and drivers."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.events import file_writers
from codesignrisk_core.settings import Settings

from tests.core import judging
from tests.core.events.test_file import (
    PUBLIC,
    WORD,
    WORK,
    judge,
    score,
    sysmon,
)
from tests.core.judging import CERTUTIL, SYSTEM32, TEMP

PROFILES = "C:\\Users\\jane\\AppData\\Roaming\\Mozilla\\Firefox\\Profiles"
LOCAL = "C:\\Users\\jane\\AppData\\Local"


@pytest.mark.parametrize(
    ("record", "indicators"),
    [
        # a tool that is brought along, by a program that nobody installed
        (sysmon(f"{TEMP}nss\\certutil.exe", f"{TEMP}x.exe"), ["tool_brought", "writer_user_writable"]),
        (sysmon(f"{TEMP}signtool.exe", WORD), ["tool_brought", "writer_exploit"]),
        (sysmon(f"{TEMP}signtool.exe", "C:\\7-Zip\\7zFM.exe"), []),
        (sysmon("C:\\Tools\\signtool.exe", f"{TEMP}x.exe"), []),
        (sysmon(f"{TEMP}signtool.exe", f"{TEMP}x.exe", "23"), []),
        # the policies of Firefox
        (
            sysmon("C:\\Program Files\\Mozilla Firefox\\distribution\\policies.json", f"{PUBLIC}x.exe"),
            ["browser_policy_written", "writer_user_writable"],
        ),
        # the policy for images of containers
        (sysmon("/etc/containers/policy.json", "/usr/bin/perl"), ["image_policy_written", "writer_interpreter"]),
        (
            sysmon("/home/ann/.config/containers/policy.json", "/tmp/.x/ld"),
            ["image_policy_written", "writer_user_writable"],
        ),
        (sysmon("/etc/containers/policy.json", "/usr/bin/python3.9"), []),
        (sysmon("/etc/containers/policy.json", "/usr/bin/podman"), []),
        (sysmon("/srv/app/policy.json", "/usr/bin/perl"), []),
        # the roots that others trust: of browsers, of Java
        (sysmon(f"{PROFILES}\\a.default\\cert9.db", f"{TEMP}x.exe"), ["root_database_written", "writer_user_writable"]),
        (
            sysmon("C:\\Program Files\\Java\\jre\\lib\\security\\cacerts", WORD),
            ["root_database_written", "writer_exploit"],
        ),
        (
            sysmon(f"{PROFILES}\\a.default\\cert_override.txt", f"{TEMP}x.tmp"),
            ["root_database_written", "writer_user_writable"],
        ),
        (sysmon(f"{PROFILES}\\a.default\\cert_override.txt", "C:\\Program Files\\Mozilla Firefox\\firefox.exe"), []),
        (sysmon(f"{PROFILES}\\a.default\\cert9.db", f"{LOCAL}\\Mozilla Firefox\\firefox.exe"), []),
        (sysmon(f"{PROFILES}\\a.default\\cert9.db", "C:\\Program Files\\Backup\\backup.exe"), []),
        (sysmon(f"{TEMP}x\\cert9.db", f"{TEMP}x.exe"), []),
        (sysmon("C:\\Program Files\\Mozilla Firefox\\distribution\\policies.json", f"{SYSTEM32}msiexec.exe"), []),
        (sysmon(f"{TEMP}policies.json", f"{TEMP}x.exe"), []),
        # a key in a place that is everybody's
        (
            sysmon(f"{PUBLIC}bk\\lab-CA.p12", CERTUTIL),
            ["drop_key_file", "input_user_writable", "planted_key", "writer_certificate_tool"],
        ),
        (sysmon(f"{PUBLIC}a.cer", CERTUTIL), ["drop_certificate", "input_user_writable", "writer_certificate_tool"]),
        (sysmon(f"{PUBLIC}a.p12"), ["drop_key_file", "input_user_writable"]),  # its user put it there
        # trust anchors and hidden folders of Linux and macOS
        (
            sysmon("/usr/local/share/ca-certificates/a.crt", "/dev/shm/.k/ld"),
            ["drop_certificate", "add_trust_anchor", "writer_user_writable"],
        ),
        (sysmon("/usr/local/share/ca-certificates/a.crt", "/usr/bin/dpkg"), ["drop_certificate"]),
        (sysmon("/usr/local/share/ca-certificates/.a.crt", "/usr/bin/cp"), ["drop_certificate", "add_trust_anchor"]),
        *(
            (sysmon("/etc/pki/trust/anchors/a.crt", f"/usr/bin/{name}"), ["drop_certificate", "add_trust_anchor"])
            for name in ("cp", "tee", "rsync", "dd", "curl")
        ),
        (sysmon("/etc/pki/ca-trust/source/a.p11-kit", "/usr/bin/install"), ["add_trust_anchor"]),
        (sysmon("/etc/pki/ca-trust/source/a.p11-kit", "/usr/bin/rpm"), []),
        (sysmon("/etc/ssl/certs/3513523f.0", "/usr/bin/cp"), ["add_trust_anchor"]),
        (sysmon("/etc/ssl/certs/ca-certificates.crt", "/usr/bin/tee"), ["drop_certificate", "add_trust_anchor"]),
        # what the packages and their programs write
        *(
            (sysmon("/etc/ssl/certs/ca-certificates.crt", f"/usr/bin/{name}"), ["drop_certificate"])
            for name in ("mv", "dpkg", "trust")
        ),
        (sysmon("/etc/ssl/certs/ca-certificates.crt.new", "/usr/bin/dash"), []),
        (sysmon("/etc/ssl/certs/3513523f.0", "/usr/bin/openssl"), []),
        (sysmon("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/usr/bin/trust"), ["drop_pem"]),
        (sysmon("/var/lib/ca-certificates/ca-bundle.pem.new", "/usr/bin/bash"), []),
        (sysmon("/usr/local/share/ca-certificates/a.crt", "/usr/bin/cp", "23"), ["delete_certificate_file"]),
        # Ansible writes to a hidden name first
        (sysmon("/usr/local/share/ca-certificates/.ansible_tmpx1_a.crt", "/usr/bin/python3.9"), ["drop_certificate"]),
        (
            sysmon("/usr/local/share/ca-certificates/.ansible_tmpx1_a.crt", "/usr/bin/cp"),
            ["drop_certificate", "add_trust_anchor"],
        ),
        # where a file came from, as a script says
        (
            sysmon(f"{PUBLIC}a.exe:Zone.Identifier", f"{SYSTEM32}wscript.exe", "15"),
            ["mark_of_web_written", "writer_script_host"],
        ),
        (sysmon(f"{PUBLIC}a.exe:Zone.Identifier", f"{SYSTEM32}rundll32.exe", "15"), []),
        (sysmon(f"{PUBLIC}a.exe", f"{SYSTEM32}wscript.exe"), []),
        (sysmon("/srv/app/.a.crt", "/usr/bin/cp"), ["drop_certificate"]),
        (
            sysmon("/usr/local/share/ca-certificates/a.crt", "/usr/sbin/php-fpm8.3"),
            ["drop_certificate", "add_trust_anchor", "writer_exploit"],
        ),
        # a key that signs code, by its name
        (
            sysmon(f"{PUBLIC}k\\lab_codesign.pem", f"{PUBLIC}x.exe"),
            ["drop_pem", "input_user_writable", "planted_key", "writer_user_writable"],
        ),
        (sysmon(f"{PUBLIC}k\\lab_codesign.pem"), ["drop_pem", "input_user_writable"]),
        (sysmon(f"{WORK}lab_codesign.pem", f"{PUBLIC}x.exe"), ["drop_pem", "writer_user_writable"]),
        (
            sysmon(f"{PUBLIC}k\\cacert.pem", f"{PUBLIC}x.exe"),
            ["drop_pem", "input_user_writable", "writer_user_writable"],
        ),
        (
            sysmon("/private/tmp/.u/p.pem", "/private/tmp/Installer"),
            ["drop_pem", "input_user_writable", "drop_certificate_odd", "writer_user_writable"],
        ),
        (sysmon("/private/tmp/.u/p.pem", "/usr/bin/openssl"), ["drop_pem", "input_user_writable"]),
    ],
)
def test_what_nobodys_programs_write(record: dict[str, Any], indicators: list[str], shipped: Settings) -> None:
    found = [finding.indicator for finding in judge(record, shipped).findings]
    assert [name for name in found if name != "writer_certificate_tool" or name in indicators] == indicators


@pytest.mark.parametrize(
    ("image", "value"),
    [
        ("C:\\Program Files\\Git\\mingw64\\bin\\git.exe", 12),
        ("/usr/bin/git", 12),
        (f"{PUBLIC}git.exe", 37),  # anybody may call a program so
    ],
)
def test_keys_that_version_control_checks_out(image: str, value: int, shipped: Settings) -> None:
    assert score(sysmon(f"{WORK}tests\\fixtures\\a.pfx", image), shipped) == value


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("System", "remote"),  # for another host, through a share
        ("C:\\Windows\\System32\\cmd.exe", "shell"),
        (f"{PUBLIC}a.exe", "user_writable"),
        ("C:\\Windows\\System32\\svchost.exe", "scheduler"),
    ],
)
def test_classes_of_writers(image: str, expected: str, shipped: Settings) -> None:
    assert file_writers.class_of(image, judging.site(shipped)) == expected
