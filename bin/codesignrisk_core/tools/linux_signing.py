"""sign-file, kmodsign, sbsign and pesign: kernel modules and boot programs of Linux, signed for Secure Boot; and
insmod, which loads a module out of any place.

Grammar: kernel.org, admin-guide/module-signing (scripts/sign-file); man pages kmodsign(1), sbsign(1), pesign(1),
insmod(8).
"""

from __future__ import annotations

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.model import POSIX, Command, Report, Tool
from codesignrisk_core.rules import inputs, targets
from codesignrisk_core.trust import places

SIGN_FILE, SBSIGN, PESIGN = "sign-file", "sbsign", "pesign"

_SIGN_FILE = getopt.Grammar(valued="s")
_SBSIGN = getopt.Grammar(long_valued=frozenset("key cert output engine addcert".split()))
_PESIGN = getopt.Grammar(
    valued="cdiomnt",
    long_valued=frozenset("certificate digest-type in out export-signature import-signature certdir token".split()),
)

# Modules that hide intruders, by the names of their repositories (MITRE ATT&CK T1014).
_ROOTKITS = frozenset(
    """diamorphine reptile suterusu adore-ng knark kbeast rootkit brokepkg khook singularity puszek nurupo drovorub
    caraxes kovid horsepill umbreon""".split()
)
_KERNEL_TREE = "/kernel/"
_ADDED = ("/updates/", "/extra/", "/dkms/", "/weak-updates/")


def judge_sign_file(command: Command) -> Report:
    """``sign-file [-dp] hash key x509 module [destination]``; with ``-s`` the signature is ready-made."""
    report = Report(tool=SIGN_FILE)
    words = getopt.parse([token.text for token in command.args], _SIGN_FILE)
    operands = list(words.operands)
    keys = operands[1:2] if words.has("s") else operands[1:3]
    module = operands[1 + len(keys) :]
    if keys and module:
        _judge(report, keys, module, command.cwd)
    return report


def judge_sbsign(command: Command) -> Report:
    """``sbsign --key key --cert certificate [--output file] program``."""
    report = Report(tool=SBSIGN)
    words = getopt.parse([token.text for token in command.args], _SBSIGN)
    keys = words.values("key", "cert")
    if keys and words.operands:
        _judge(report, keys, [*words.operands, *words.values("output")], command.cwd)
    return report


def judge_pesign(command: Command) -> Report:
    """``pesign -s -c nickname -i in -o out``: it signs with -s alone."""
    report = Report(tool=PESIGN)
    words = getopt.parse([token.text for token in command.args], _PESIGN)
    if words.has("s", "sign") and words.values("i", "in"):
        _judge(report, [], words.values("i", "in", "o", "out"), command.cwd)
    return report


def _judge(report: Report, keys: list[str], signed: list[str], cwd: str) -> None:
    report.action = "sign"
    targets.add(report, *signed, cwd=cwd, posix=True)
    report.add("sign_kernel_module", f"{report.tool} signs {paths.shown(report.targets, 'a module')}")
    inputs.judge(report, *keys, cwd=cwd)
    targets.judge(report)
    for path in report.targets:
        if paths.base(path).partition(".ko")[0] in _ROOTKITS:
            report.add("target_rootkit_named", f"{paths.base(path)} has the name of a known rootkit")
        if path.startswith("/lib/modules/") and _KERNEL_TREE in path and not any(part in path for part in _ADDED):
            report.add("target_kernel_tree", f"{paths.base(path)} is among the modules that come with the kernel")
    if all("/dkms/" in path or places.is_own_output(path) for path in report.targets):
        report.add("own_build_output", "it is output of a build or a package manager")


def _load_module(command: Command) -> Report:
    """``insmod FILE [name=value ...]``: from a place that is nobody's, or under the name of a rootkit."""
    report = Report()
    file = next((token.text for token in command.args if not token.text.startswith("-")), "")
    path = paths.normal(file, command.cwd)
    rootkit = paths.base(path).partition(".ko")[0] in _ROOTKITS
    if not (rootkit or (path.startswith("/") and (places.is_staging(path) or places.is_not_installed(path)))):
        return report
    report.tool = "insmod"
    report.action = "load_driver"
    report.targets.append(path)
    report.add("kernel_module_brought", f"insmod loads {paths.base(path)} out of a place that is nobody's")
    if rootkit:
        report.add("target_rootkit_named", f"{paths.base(path)} has the name of a known rootkit")
    return report


TOOLS = (
    Tool("insmod", ("insmod",), (), _load_module, POSIX),
    Tool(SIGN_FILE, (SIGN_FILE, "kmodsign"), (), judge_sign_file, POSIX),
    Tool(SBSIGN, (SBSIGN,), (), judge_sbsign, POSIX),
    Tool(PESIGN, (PESIGN,), (), judge_pesign, POSIX),
)
