"""Programs of macOS that decide which code may run: spctl, xattr, csrutil, nvram, profiles, defaults.

Grammar: man pages spctl(8), xattr(1), csrutil(8), nvram(8), profiles(1), installer(8), bputil(1) and
systemextensionsctl(8). Whoever goes past them, to the data base of
Gatekeeper or the services that ask it: tools.macos_services.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.model import POSIX, Command, Report, Tool
from codesignrisk_core.rules import browser_trust, inputs, targets
from codesignrisk_core.tools import macos_codesign
from codesignrisk_core.trust import browser_policies

_SPCTL = getopt.Grammar(
    valued="t",
    long_valued=frozenset({"type", "label", "priority", "context"}),
    long_flags=frozenset(
        """assess status list add remove enable disable master-enable master-disable global-enable global-disable
        disable-status path requirement anchor hash rule continue ignore-cache no-cache raw verbose""".split()
    ),
)
_ALL_OFF = ("master-disable", "global-disable")

_QUARANTINE = "com.apple.quarantine"

# Words of the kernel's boot arguments that turn the checking of signatures off (XNU and AMFI sources).
_BOOT_ARGUMENTS = (
    "amfi_get_out_of_my_way=",
    "amfi_allow_any_signature=",
    "cs_enforcement_disable=",
    "cs_allow_invalid=",
    "kext-dev-mode=",
    "amfi=",
)
_SIP_VARIABLE = "csr-active-config="
_OFF = frozenset({"", "0", "0x0", "%00%00%00%00"})

_NO = frozenset({"no", "false", "0"})
_SETTINGS = (
    ("com.apple.launchservices", "lsquarantine", "defaults has downloads go without quarantine"),
    ("com.apple.security", "gkautorearm", "defaults has Gatekeeper stay off"),
)

_SETTING_WORDS = tuple(key for _, key, _ in _SETTINGS)

# Of com.apple.security.libraryvalidation (developer.apple.com, "Disable Library Validation").
_LIBRARIES = "disablelibraryvalidation"

_PROFILES = frozenset({"mobileconfig"})


def _spctl(command: Command) -> Report:
    """Gatekeeper's rules. ``--disable`` with no rule named is the old spelling of --master-disable."""
    report = Report(tool="spctl")
    words = getopt.parse(getopt.rejoin(command.args), _SPCTL)
    names_rule = bool(words.operands) or words.has("label", "path", "requirement", "anchor", "hash", "rule")
    if words.has(*_ALL_OFF) or (words.has("disable") and not names_rule):
        report.action = "disable_gatekeeper"
        report.add("gatekeeper_disable", "spctl turns Gatekeeper off")
    elif words.has("add"):
        report.action = "change_gatekeeper"
        targets.add(report, *words.operands, cwd=command.cwd, posix=True)
        report.add("gatekeeper_add_rule", "spctl has Gatekeeper let something through")
        macos_codesign.judge_places(report)
    elif words.has("enable", "disable") and names_rule:
        report.action = "change_gatekeeper"
        report.add("gatekeeper_change_rule", "spctl turns a rule of Gatekeeper on or off")
    elif words.operands[:2] in (("kext-consent", "disable"), ("kext-consent", "add")):
        report.action = "change_gatekeeper"
        report.add("kernel_consent", "spctl has kernel extensions load without consent")
    elif words.operands[:2] == ("developer-mode", "enable-terminal"):
        report.action = "change_gatekeeper"
        report.add("developer_mode", "spctl lets programs of the terminal run unchecked")
    return report


def _xattr(command: Command) -> Report:
    """-d NAME deletes an attribute, -w NAME VALUE overwrites it, -c clears all of them; -r goes down folders."""
    report = Report(tool="xattr")
    words = getopt.parse(getopt.rejoin(command.args), getopt.Grammar())
    first = (words.operands[0] if words.operands else "").lower()
    if words.has("c"):
        report.action = "remove_quarantine"
        report.add("attributes_clear", "xattr clears all attributes, the quarantine of downloads with them")
        named = words.operands
    elif words.has("d", "w") and first == _QUARANTINE:
        report.action = "remove_quarantine"
        if words.has("d"):
            report.add("quarantine_remove", "xattr removes the quarantine attribute of a download")
        else:
            report.add("quarantine_rewrite", "xattr rewrites the quarantine of a download")
        named = words.operands[1 if words.has("d") else 2 :]
    else:
        return report
    targets.add(report, *named, cwd=command.cwd, posix=True)
    macos_codesign.judge_places(report)
    return report


def _csrutil(command: Command) -> Report:
    """System Integrity Protection. It changes in recovery mode only; elsewhere the attempt tells."""
    report = Report(tool="csrutil")
    words = [token.lower for token in command.args]
    if words[:1] == ["disable"] or words[:2] == ["authenticated-root", "disable"] or "--without" in words:
        report.action = "disable_integrity"
        report.add("integrity_protection_off", "csrutil turns system integrity protection off, in part or whole")
    return report


def _nvram(command: Command) -> Report:
    """nvram NAME=VALUE. Boot arguments with blanks arrive torn, so each word of the line is looked at."""
    report = Report(tool="nvram")
    words = [word for token in command.args for word in token.lower.split()]
    line = [word.partition("boot-args=")[2] or word for word in words]
    for word in line:
        name, joined, value = word.strip("\"'").partition("=")
        if f"{name}{joined}" in (*_BOOT_ARGUMENTS, _SIP_VARIABLE) and value not in _OFF:
            report.action = "disable_integrity"
            report.add("boot_arguments", f"nvram turns the checking of signatures off at boot ({name})")
    return report


def _profiles(command: Command) -> Report:
    """Configuration profiles can bring roots and let code through. ``profiles install -path F``, of old ``-I -F F``."""
    report = Report(tool="profiles")
    words = [word.partition("=")[2] or word for word in getopt.rejoin(command.args)]
    if "install" in words or "-I" in words:
        files = [word for word in words if paths.extension(word) in _PROFILES]
        report.action = "install_profile"
        report.add("profile_install", "profiles installs a configuration profile")
        for path in inputs.add_files(report, *files, cwd=command.cwd):
            inputs.judge_input(report, path, _PROFILES)
    return report


def _browser(report: Report, words: list[str]) -> None:
    """A browser's policy: ``com.google.Chrome CACertificates``, ``Certificates__ImportEnterpriseRoots`` of Firefox."""
    domain, key, rest = words[1], words[2], words[3:]
    if key in ("cacertificates", "cacertificateswithconstraints"):
        browser_trust.judge(report, "defaults", domain, browser_policies.ROOT)
    elif key.endswith("importenterpriseroots") and rest[:1] and rest[0] not in _NO:
        browser_trust.judge(report, "defaults", domain, browser_policies.SYSTEM_ROOTS)


def _defaults(command: Command) -> Report:
    """``defaults write DOMAIN KEY [-bool] VALUE``: downloads without quarantine, Gatekeeper that stays off."""
    report = Report(tool="defaults")
    words = [token.lower for token in command.args]
    words = [word for word in words if word not in ("-currenthost", "-host", "-bool", "-boolean", "-int", "-string")]
    if words[:1] == ["write"] and len(words) > 3:
        _browser(report, words)
    if words[:1] == ["write"] and words[2:3] == [_LIBRARIES] and words[3:4] and words[3] not in _NO:
        report.action = "disable_integrity"
        report.add("integrity_protection_off", "defaults has programs load libraries that others signed")
    if words[:1] == ["write"] and len(words) > 3 and words[3] in _NO:
        for domain, key, sentence in _SETTINGS:
            if words[1].removesuffix(".plist").endswith(domain) and words[2] == key:
                report.action = "disable_gatekeeper"
                report.add("quarantine_disable", sentence)
    return report


def _plist(command: Command) -> Report:
    """``PlistBuddy -c "Set :LSQuarantine false" FILE``, ``plutil -replace LSQuarantine -bool NO FILE``."""
    report = Report(tool=paths.stem(command.program))
    words = [word.lstrip(":") for token in command.args for word in token.lower.split()]
    for domain, key, sentence in _SETTINGS:
        off = any(word == key and not _NO.isdisjoint(words[at + 1 : at + 4]) for at, word in enumerate(words))
        if off and any(domain in word for word in words):
            report.action = "disable_gatekeeper"
            report.add("quarantine_disable", sentence.replace("defaults", paths.stem(command.program), 1))
    return report


def _installer(command: Command) -> Report:
    """``installer -pkg FILE -target / -allowUntrusted``: a package whose signature leads to nobody who is trusted."""
    report = Report(tool="installer")
    words = getopt.rejoin(command.args)
    if "-allowUntrusted" in words:
        report.action = "install_untrusted"
        report.add("package_untrusted", "installer installs a package whose signature is not trusted")
        targets.add(report, *(word for word in words if word.endswith(".pkg")), cwd=command.cwd, posix=True)
        macos_codesign.judge_places(report)
    return report


def _bputil(command: Command) -> Report:
    """Boot policy of Apple silicon: -n permissive, -k kernel extensions, -c and -a let boot arguments through."""
    report = Report(tool="bputil")
    letters = {letter for token in command.args if token.text[:1] == "-" for letter in token.text[1:]}
    if letters & set("nkca") and "-h" not in (token.text for token in command.args):
        report.action = "disable_integrity"
        report.add("boot_arguments", "bputil lowers the security policy of the boot volume")
    return report


def _extensions(command: Command) -> Report:
    """``systemextensionsctl developer on`` loads extensions from anywhere, and unsigned ones."""
    report = Report(tool="systemextensionsctl")
    if [token.lower for token in command.args] == ["developer", "on"]:
        report.action = "disable_integrity"
        report.add("kernel_consent", "systemextensionsctl has system extensions load from anywhere")
    return report


TOOLS = (
    Tool("installer", ("installer",), (), _installer, POSIX, words=("allowuntrusted",)),
    Tool("bputil", ("bputil",), (), _bputil, POSIX),
    Tool("systemextensionsctl", ("systemextensionsctl",), (), _extensions, POSIX, words=("developer on",)),
    Tool("defaults", ("defaults",), (), _defaults, POSIX),
    *(Tool(name, (name,), (), _plist, POSIX, words=_SETTING_WORDS) for name in ("plistbuddy", "plutil")),
    Tool("spctl", ("spctl",), (), _spctl, POSIX),
    Tool("xattr", ("xattr",), (), _xattr, POSIX),
    Tool("csrutil", ("csrutil",), (), _csrutil, POSIX),
    Tool("nvram", ("nvram",), (), _nvram, POSIX),
    Tool("profiles", ("profiles",), (), _profiles, POSIX),
)
