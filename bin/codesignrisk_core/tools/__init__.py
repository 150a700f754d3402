"""The tool families, and how a program is recognised as one of them.

A family is a module that says TOOLS: each with its image names, its original file names and judge(Command) -> Report.
A new tool is one new module, its line in MODULES, and its rows in the indicator lookup.
"""

from __future__ import annotations

from types import ModuleType

from codesignrisk_core.model import Tool
from codesignrisk_core.tools import (
    bcdedit,
    certificate_theft,
    certmgr,
    certoc,
    certreq,
    certutil,
    crossplatform,
    development_ca,
    fake_signature,
    keystores,
    linux_trust,
    macos_codesign,
    macos_policy,
    macos_security,
    makecert,
    nss,
    openssl,
    reg,
    rundll32,
    signtool,
)

MODULES: tuple[ModuleType, ...] = (
    bcdedit,
    certificate_theft,
    certmgr,
    certoc,
    certreq,
    certutil,
    crossplatform,
    development_ca,
    fake_signature,
    keystores,
    linux_trust,
    macos_codesign,
    macos_policy,
    macos_security,
    makecert,
    nss,
    openssl,
    reg,
    rundll32,
    signtool,
)

BY_IMAGE: dict[str, Tool] = {}
BY_ORIGINAL_NAME: dict[str, Tool] = {}
for _module in MODULES:
    for _tool in _module.TOOLS:
        BY_IMAGE.update((_image, _tool) for _image in _tool.images)
        BY_ORIGINAL_NAME.update((_original, _tool) for _original in _tool.original_names)
