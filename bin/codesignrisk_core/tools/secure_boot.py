"""Programs that decide which code a kernel takes for signed: mokutil on Linux, loaders of drivers on Windows.

mokutil(1): --import has a key trusted for boot and modules, --disable-validation turns the checks of shim off. The
loaders bring a driver past Driver Signature Enforcement with the help of a signed one that has holes: hfiref0x/KDU
(-dse, -map), hfiref0x/DSEFix, hfiref0x/TDL, TheCruZ/kdmapper, wavestone-cdt/EDRSandblast, Mattiwatti/EfiGuard.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.model import POSIX, Command, Report, Tool
from codesignrisk_core.needles import holds
from codesignrisk_core.rules import inputs
from codesignrisk_core.trust import driver_loaders

# Without a word DSEFix and UPGDSED do what they are there for.
_ASK_NOTHING = frozenset({"dsefix", "upgdsed"})
_ORIGINAL_NAMES = {"kdu": ("kdu.exe", "hamakaze.exe")}
# Tools that put an App Control policy on another host, so that its security software does not start:
# logangoins/Krueger.
_POLICY_PUSHERS = "krueger"
# Variables of the firmware that hold its keys, and the files that they are written from (efi-updatevar(1), sbctl(8)).
_BOOT_VARIABLES = frozenset({"PK", "KEK", "db"})
_VARIABLE_FILES = (".auth", ".esl", ".cer", ".crt", ".der")
# The options of an import may stand before it: --root-pw, --simple-hash, --ca-check, and this one with its value.
_MOKUTIL = getopt.Grammar("f", frozenset({"hash-file"}))
# Options of kdmapper that no other program has (its README).
_MAPS = frozenset({"passallocationptr", "indpages", "copy-header"})
OPTIONS = ("dse", *sorted(_MAPS))
"""One of these stands on every line of a loader under another name, in lower case."""
_OPTION = re.compile(r"(?:disable|bypass|patch)?[-_]?dse(?:[:=].{0,20})?")
# Keys for modules that are built on the host: Debian and Ubuntu (shim-signed), DKMS, Fedora (akmods).
_OWN_KEYS = ("/var/lib/shim-signed/mok/", "/var/lib/dkms/mok", "/etc/pki/akmods/certs/")
_HELP = frozenset({"-h", "--help", "-?", "/?", "-list"})


def _mokutil(command: Command) -> Report:
    """--import and -i enrol a key at the next boot; --disable-validation and --ignore-db loosen the checks."""
    report = Report(tool="mokutil")
    words = [token.lower for token in command.args]
    if "--disable-validation" in words or "--ignore-db" in words:
        report.action = "disable_integrity"
        report.add("boot_arguments", "mokutil turns the checking of signatures off at boot")
        return report
    parsed = getopt.parse([token.text for token in command.args], _MOKUTIL)
    if parsed.has("import", "i"):
        report.action = "add_to_store"
        report.store = "linux\\mok"
        report.add("enroll_boot_key", "mokutil has a key trusted for boot and kernel modules")
        inputs.judge(report, *parsed.operands, cwd=command.cwd)
        if report.files and all(path.startswith(_OWN_KEYS) for path in report.files):
            report.add("distribution_key", "it is the key that the distribution makes for its own modules")
    return report


def _load(command: Command) -> Report:
    """A loader that is told anything loads something; some are told nothing."""
    report = Report(tool=paths.stem(command.program))
    words = [token.lower for token in command.args]
    if words[0] in _HELP if words else report.tool not in _ASK_NOTHING:
        return report
    report.action = "weaken_code_integrity"
    report.add("driver_loader", f"{report.tool} loads drivers past the enforcement of signatures")
    return report


def _push(command: Command) -> Report:
    """Krueger --host HOST: its policy goes to the host's CodeIntegrity folder, and the host is restarted."""
    report = Report(tool=paths.stem(command.program))
    words = [token.lower for token in command.args]
    if words and words[0] not in _HELP:
        report.action = "change_code_integrity_policy"
        report.add("driver_loader", f"{report.tool} has another host block its security software by App Control")
    return report


def _enrol(command: Command) -> Report:
    """``efi-updatevar [-a] -f FILE VARIABLE`` and ``sbctl enroll-keys`` write the keys that the firmware trusts."""
    report = Report(tool=paths.stem(command.program))
    words = [token.text for token in command.args]
    if "enroll-keys" in words or not _BOOT_VARIABLES.isdisjoint(words):
        report.action = "add_to_store"
        report.store = "linux\\firmware"
        report.add("enroll_boot_key", f"{report.tool} has the firmware trust another key for boot")
        inputs.judge(report, *(word for word in words if word.endswith(_VARIABLE_FILES)), cwd=command.cwd)
    return report


def judge_any(command: Command) -> Report | None:
    """A loader under any name: ``-dse off``, ``--dse 6``, ``/dse:0``; the words of KDU, DSEFix and their kind."""
    lower = command.line.lower()
    if not holds(lower, OPTIONS):
        return None
    if any(word.lower.lstrip("-/") in _MAPS for word in command.args) and ".sys" in lower:
        report = Report(tool=paths.stem(command.program), action="weaken_code_integrity")
        report.add("driver_loader", f"{report.tool} has the options of kdmapper, which loads unsigned drivers")
        return report
    words = [token.lower.lstrip("-/") for token in command.args if token.text[:1] in ("-", "/")]
    if not any(_OPTION.fullmatch(word) for word in words):
        return None
    report = Report(tool=paths.stem(command.program), action="weaken_code_integrity")
    report.add("driver_loader", f"{report.tool} has an option that turns the enforcement of driver signatures off")
    return report


TOOLS = (
    *(Tool(name, (name,), (), _enrol, POSIX) for name in ("efi-updatevar", "sbctl")),
    *(Tool(name, (name,), (f"{name}.exe",), _push) for name in _POLICY_PUSHERS.split()),
    Tool("mokutil", ("mokutil",), (), _mokutil, POSIX),
    *(Tool(name, (name,), _ORIGINAL_NAMES.get(name, (f"{name}.exe",)), _load) for name in driver_loaders.NAMES),
)
