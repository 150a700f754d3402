"""Ways past Gatekeeper's own tools on macOS: its data base, the services that ask it, and extensions of the kernel.

The rules of Gatekeeper are a data base, /var/db/SystemPolicy (spctl(8)); syspolicyd answers for it, trustd for
certificates, XProtect looks for malware. Sources: man pages sqlite3(1), launchctl(1), killall(1), syspolicyd(8),
kextload(8), kmutil(8); Objective-See and Jamf on malware that unloads them.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import POSIX, Command, Report, Tool
from codesignrisk_core.trust import places

_DATA_BASES = ("/db/systempolicy", "/db/systempolicyconfiguration/", "/db/.systempolicy")
# The settings of trust that trustd keeps for users and the machine; SecTrustStore of Apple's Security framework.
_TRUST_SETTINGS = "truststore.sqlite3"
# What a user has downloaded, and from where: LaunchServices' data base of quarantine events.
_QUARANTINE = "launchservices.quarantineevents"
_CHANGES = ("update ", "delete ", "insert ", "drop ", "replace ", "alter ")
_SERVICES = ("syspolicy", "xprotect", "com.apple.trustd", "mrt.plist", "amfid")
_STOPS = frozenset({"bootout", "unload", "disable", "remove", "stop", "kill"})


def _names_data_base(command: Command) -> bool:
    return any(part in token.lower for token in command.args for part in _DATA_BASES)


def _sqlite(command: Command) -> Report:
    """``sqlite3 FILE "SQL"``: whoever changes the tables decides what Gatekeeper lets through."""
    report = Report(tool="sqlite3")
    statements = " ".join(token.lower for token in command.args)
    if _names_data_base(command) and any(word in statements for word in _CHANGES):
        report.action = "disable_gatekeeper"
        report.add("gatekeeper_disable", "sqlite3 changes the data base of Gatekeeper's rules")
    elif any(_QUARANTINE in token.lower for token in command.args) and "select " not in statements:
        report.action = "remove_quarantine"
        report.add("quarantine_history", "sqlite3 changes the record of what was downloaded")
    elif any(_TRUST_SETTINGS in token.lower for token in command.args) and any(word in statements for word in _CHANGES):
        report.action = "add_to_store"
        report.add("trust_settings_file", "sqlite3 changes the settings of trust past their own tools")
    return report


def _stop(command: Command) -> Report:
    """``launchctl bootout system/com.apple.x``, ``killall x``, ``pkill x``."""
    report = Report(tool=paths.stem(command.program))
    words = [token.lower for token in command.args]
    stops = report.tool != "launchctl" or (words and words[0] in _STOPS)
    if stops and any(service in word for word in words for service in _SERVICES):
        report.action = "disable_gatekeeper"
        report.add("gatekeeper_disable", f"{report.tool} stops a service that checks code")
    return report


def _load_extension(command: Command) -> Report:
    """``kextload FILE``, ``kmutil load -p FILE``: an extension of the kernel out of a place that is nobody's."""
    report = Report()
    words = [token.text for token in command.args]
    name = paths.stem(command.program)
    if name == "kmutil" and words[:1] != ["load"]:
        return report
    path = next((paths.normal(word, command.cwd) for word in words if word.rstrip("/").endswith(".kext")), "")
    if path and (places.is_staging(path) or places.is_not_installed(path)):
        report.tool = name
        report.action = "load_driver"
        report.targets.append(path)
        report.add("kernel_module_brought", f"{name} loads {paths.base(path)} out of a place that is nobody's")
    return report


TOOLS = (
    *(Tool(name, (name,), (), _load_extension, POSIX, words=("kext",)) for name in ("kextload", "kextutil", "kmutil")),
    Tool("sqlite3", ("sqlite3",), (), _sqlite, POSIX, words=("systempolicy*", "truststore", "quarantineeventsv2")),
    Tool("launchctl", ("launchctl",), (), _stop, POSIX, words=("syspolicy*", "xprotect*", "trustd", "mrt", "amfid")),
    Tool("killall", ("killall", "pkill"), (), _stop, POSIX, words=("syspolicy*", "xprotect*", "trustd", "amfid")),
)
