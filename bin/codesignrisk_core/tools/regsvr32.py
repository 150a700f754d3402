"""regsvr32.exe where the library is a subject interface package (SIP) or trust provider, by its name or by its GUID.

Registering one makes it decide which signatures hold. Grammar: learn.microsoft.com, "regsvr32" (/i:TEXT, /s, /n, /u);
GUIDs: trust.registry_keys. Sources: Graeber, "Subverting Trust in Windows"; Atomic Red Team T1553.003.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.trust import places, signature_providers

NAME = "regsvr32"

_UNREGISTERS = frozenset({"/u", "-u"})


def judge(command: Command) -> Report:
    """Read one regsvr32 line; other libraries leave an empty report."""
    report = Report()
    if any(token.lower in _UNREGISTERS for token in command.args):
        return _unregistered(command)
    operands = [token.text for token in command.args if token.text[:1] not in ("/", "-")]
    library = paths.normal(operands[-1], command.cwd) if operands else ""
    if not library or signature_providers.is_shipped_library(library):
        return report
    name = paths.base(library)
    passed = " ".join(token.lower for token in command.args if token.lower[:3] in ("/i:", "-i:"))
    if signature_providers.names_provider(passed):
        report.add("trust_provider_hijack", f"regsvr32 registers {name} for signatures")
    elif name in signature_providers.CHECKS_CODE and "\\" in library:
        report.add("register_sip", f"regsvr32 registers {name} out of another place than Windows'")
    elif signature_providers.is_named_so(name):
        report.add("register_sip", f"regsvr32 registers {name}, which is named as a provider for signatures")
    if report.findings:
        report.tool = NAME
        report.action = "hijack_trust_provider"
        if places.is_user_writable(library):
            report.add("input_user_writable", f"{name} is in a user-writable path")
        elif places.is_installed(library):
            report.add("installed_place", f"{name} is below Program Files")
    return report


def _unregistered(command: Command) -> Report:
    """A provider of Windows that is taken away checks no signatures any more; taking others away is tidying up."""
    report = Report()
    operands = [token.text for token in command.args if token.text[:1] not in ("/", "-")]
    library = paths.normal(operands[-1], command.cwd) if operands else ""
    if paths.base(library) in signature_providers.CHECKS_CODE:
        report.tool = NAME
        report.action = "hijack_trust_provider"
        report.add("register_sip", f"regsvr32 takes away {paths.base(library)}, which checks signatures")
    return report


TOOLS = (Tool(NAME, (NAME,), ("regsvr32.exe",), judge),)
