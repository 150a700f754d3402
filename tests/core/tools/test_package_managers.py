"""Package managers that check nothing, transforms of installers, and roots for developers' tools."""

from __future__ import annotations

import pytest
from codesignrisk_core.tools import package_managers

from tests.core.lines import ids, judged_windows, posix


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("winget install --id Contoso.Tool --ignore-security-hash", ["package_unchecked"]),
        (
            "winget install --manifest C:\\Users\\Public\\m.yaml --ignore-security-hash",
            ["package_unchecked", "input_user_writable"],
        ),
        ("choco install tool --ignore-checksums -y", ["package_unchecked"]),
        ("winget install --id Contoso.Tool", []),
        ("choco install tool -y", []),
        ("winget", []),
        (
            "msiexec /i C:\\a\\app.msi TRANSFORMS=C:\\Users\\ann\\Downloads\\x.mst /qn",
            ["transform_foreign", "input_user_writable"],
        ),
        (
            'msiexec /i app.msi TRANSFORMS="C:\\pkg\\base.mst;http://203.0.113.8/x.mst"',
            ["transform_foreign", "input_remote", "input_bare_address"],
        ),
        ("msiexec /i app.msi TRANSFORMS=\\\\files01\\pkg\\de.mst", []),
        ("msiexec /i app.msi TRANSFORMS=:de.mst", []),
        ("msiexec /i app.msi /qn", []),
        ("msiexec", []),
    ],
)
def test_packages_of_windows(line: str, indicators: list[str]) -> None:
    assert ids(judged_windows(line)) == indicators


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("npm config set cafile /tmp/ca.pem", ["developer_tool_root", "input_user_writable"]),
        ("npm config set cafile=/dev/shm/ca.pem", ["developer_tool_root", "input_user_writable", "input_hidden"]),
        ("git config --global http.sslCAInfo /tmp/ca.pem", ["developer_tool_root", "input_user_writable"]),
        ("pip config set global.cert /tmp/ca.pem", ["developer_tool_root", "input_user_writable"]),
        ("npm config set cafile /etc/ssl/contoso.pem", []),
        ("git config --global http.sslCAInfo /home/ann/contoso.pem", []),
        ("git config user.name /tmp/ca", []),
        ("git clone x /tmp/cafile", []),
        ("node /usr/bin/npm config set cafile /tmp/ca.pem", ["developer_tool_root", "input_user_writable"]),
        ("npm install", []),
        ("npm", []),
        ("dotnet nuget trust certificate lab 01AB --allow-untrusted-root", ["package_key_trusted"]),
        (
            "nuget trusted-signers Add -Name lab -CertificateFingerprint 01AB -AllowUntrustedRoot",
            ["package_key_trusted"],
        ),
        ("dotnet nuget trust author lab lab.nupkg", []),
        ("nuget trusted-signers List", []),
    ],
)
def test_roots_of_developers_tools(line: str, indicators: list[str]) -> None:
    assert ids(package_managers.judge_any(posix(line))) == indicators
