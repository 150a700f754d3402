"""The tool families: what the command line of each program does, by its grammar.

A family is a module with TOOLS: each with its image names, its original file names and judge(Command) -> Report. A new
tool is one new module, its line in TOOLS, and its rows in the indicator lookup. What an act means for trust belongs to
rules, what is true of an operating system to trust; a tool only reads its line.
"""

from __future__ import annotations

from codesignrisk_core.model import Tool
from codesignrisk_core.tools import (
    app_installer,
    auditpol,
    bcdedit,
    certificate_theft,
    certmgr,
    certoc,
    certreq,
    certutil,
    cipher,
    citool,
    cloud_keys,
    crossplatform,
    development_ca,
    driver_packages,
    fake_signature,
    gpg,
    keystores,
    linux_packages,
    linux_signing,
    linux_trust,
    macos_codesign,
    macos_policy,
    macos_security,
    macos_services,
    makecert,
    nss,
    openssl,
    package_managers,
    polyglots,
    reg,
    regsvr32,
    rundll32,
    secure_boot,
    service_control,
    signtool,
    streams,
    strong_name,
    wevtutil,
)

TOOLS: tuple[Tool, ...] = (
    *app_installer.TOOLS,
    *auditpol.TOOLS,
    *bcdedit.TOOLS,
    *certificate_theft.TOOLS,
    *certmgr.TOOLS,
    *certoc.TOOLS,
    *certreq.TOOLS,
    *certutil.TOOLS,
    *cipher.TOOLS,
    *citool.TOOLS,
    *cloud_keys.TOOLS,
    *crossplatform.TOOLS,
    *development_ca.TOOLS,
    *driver_packages.TOOLS,
    *fake_signature.TOOLS,
    *gpg.TOOLS,
    *keystores.TOOLS,
    *linux_packages.TOOLS,
    *linux_signing.TOOLS,
    *linux_trust.TOOLS,
    *macos_codesign.TOOLS,
    *macos_policy.TOOLS,
    *macos_security.TOOLS,
    *macos_services.TOOLS,
    *makecert.TOOLS,
    *nss.TOOLS,
    *openssl.TOOLS,
    *package_managers.TOOLS,
    *polyglots.TOOLS,
    *reg.TOOLS,
    *regsvr32.TOOLS,
    *rundll32.TOOLS,
    *secure_boot.TOOLS,
    *service_control.TOOLS,
    *signtool.TOOLS,
    *streams.TOOLS,
    *strong_name.TOOLS,
    *wevtutil.TOOLS,
)

BY_IMAGE: dict[str, Tool] = {image: tool for tool in TOOLS for image in tool.images}
BY_ORIGINAL_NAME: dict[str, Tool] = {original: tool for tool in TOOLS for original in tool.original_names}
