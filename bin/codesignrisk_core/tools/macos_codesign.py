"""codesign, productsign, pkgbuild, productbuild, notarytool and stapler of macOS: signing code and packages; ldid.

Grammar: man pages codesign(1), productsign(1), pkgbuild(1), productbuild(1), notarytool(1), ldid(1)
(ProcursusTeam/ldid).
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.model import POSIX, Command, Report, Tool
from codesignrisk_core.rules import inputs, passwords, targets
from codesignrisk_core.trust import places

NAME = "codesign"

_AD_HOC = "-"

_CODESIGN = getopt.Grammar(
    valued="aDioPrRs",
    long_valued=frozenset(
        """architecture bundle-version detached identifier options pagesize requirements test-requirement sign
        entitlements file-list keychain prefix runtime-version launch-constraint-self launch-constraint-parent
        launch-constraint-responsible library-constraint signature-size team-identifier validate-constraint""".split()
    ),
    long_flags=frozenset(
        """all-architectures check-notarization continue deep detached-database display dryrun
        enforce-constraint-validity extract-certificates force generate-entitlement-der generate-pre-encrypt-hashes
        hosting ignore-resources preserve-metadata remove-signature single-threaded-signing strict
        strip-disallowed-xattrs timestamp verbose verify""".split()
    ),
)
_PACKAGE = getopt.Grammar(
    long_valued=frozenset(
        """sign keychain cert root component component-plist scripts identifier version install-location min-os-version
        distribution resources package package-path product content ownership info filter""".split()
    ),
    long_flags=frozenset({"timestamp"}),
)
_NOTARY = getopt.Grammar(
    valued="kdipf",
    long_valued=frozenset(
        "apple-id password team-id key key-id issuer keychain keychain-profile output-format timeout webhook".split()
    ),
)

_INSTALLED = re.compile(r"/applications/[^/]+\.app(?:/|$)")
# How Apple names its own programs, and where they lie.
_APPLES = "/com.apple."
_OF_SYSTEM = ("/system/", "/usr/", "/library/apple/", "/applications/")
_CODE = frozenset("app appex bundle dmg dylib framework kext pkg plugin prefpane so systemextension xpc".split())


def judge(command: Command) -> Report:
    """Read one codesign line. An identity of ``-`` signs ad hoc: with no identity at all (codesign(1), --sign)."""
    report = Report(tool=NAME)
    words = getopt.parse(getopt.rejoin(command.args), _CODESIGN)
    identity = words.value("s", "sign")
    if not words.has("remove-signature") and not identity:
        report.action = "verify"
        return report
    targets.add(report, *_targets(words.operands, identity), cwd=command.cwd, posix=True)
    shown = paths.base(report.targets[0]) if report.targets else "code"
    if words.has("remove-signature"):
        report.action = "remove_signature"
        report.add("codesign_remove_signature", f"codesign removes the signature of {shown}")
    elif identity == _AD_HOC:
        report.action = "sign"
        report.add("codesign_ad_hoc", f"codesign signs {shown} ad hoc, without an identity")
        if words.has("f", "force"):
            report.add("codesign_force", "--force replaces the signature that was there")
            if any(map(is_installed, report.targets)):
                report.add("codesign_replaced", f"{shown} is installed, and loses the signature of its maker")
        if words.has("deep"):
            report.add("codesign_deep", "--deep signs everything inside as well")
    else:
        report.action = "sign"
        report.add("codesign_identity", f"codesign signs {shown} with an identity of a keychain")
    judge_places(report)
    return report


def judge_places(report: Report) -> None:
    """Where the targets lie: in places for everybody, or among what builds and package managers make themselves."""
    for path in report.targets:
        if places.is_not_installed(path):
            report.add("target_hidden", f"{paths.base(path)} is hidden, or is on a disk image")
        if _APPLES in path and not path.startswith(_OF_SYSTEM):
            report.add("target_vendor_named", f"{paths.base(path)} has a name of Apple's and is not of the system")
    if any(places.is_user_writable_posix(path) and not places.is_build(path) for path in report.targets):
        report.add("target_user_writable", "it is in a user-writable path")
    elif report.targets and all(places.is_own_output(path) for path in report.targets):
        report.add("own_build_output", "it is output of a build or a package manager")


def is_installed(path: str) -> bool:
    """Whether a normalised path is an application, or a part of one, in the folder of all users."""
    return _INSTALLED.match(path) is not None


def _targets(operands: tuple[str, ...], identity: str) -> list[str]:
    """Operands that are code. A torn identity (``Developer ID Application: Example``) leaves words among them."""
    if identity and identity != _AD_HOC:
        code = [word for word in operands if "/" in word or paths.extension(word) in _CODE]
        return code or list(operands)
    return list(operands)


def _judge_ldid(command: Command) -> Report:
    """``ldid -S[entitlements] [-Kkey.p12] FILE``: values stand right behind their letter; -r takes a signature off."""
    report = Report()
    words = [token.text for token in command.args]
    operands = [word for word in words if not word.startswith("-")]
    letters = {word[1:2] for word in words if word.startswith("-")}
    if not operands or letters.isdisjoint({"S", "r"}):
        return report
    report.tool = "ldid"
    targets.add(report, *operands, cwd=command.cwd, posix=True)
    name = paths.base(operands[0])
    if "r" in letters:
        report.action = "remove_signature"
        report.add("codesign_remove_signature", f"ldid removes the signature of {name}")
    elif "K" in letters:
        report.action = "sign"
        report.add("sign_other_file", f"ldid signs {name} with a key file")
        inputs.judge(report, *(word[2:] for word in words if word.startswith("-K")), cwd=command.cwd)
    else:
        report.action = "sign"
        report.add("codesign_ad_hoc", f"ldid signs {name} ad hoc, without an identity")
    judge_places(report)
    return report


def _judge_package(command: Command) -> Report:
    """productsign, pkgbuild and productbuild: they sign only with --sign."""
    report = Report(tool=paths.stem(command.program))
    words = getopt.parse(getopt.rejoin(command.args), _PACKAGE)
    if words.has("sign"):
        report.action = "sign"
        targets.add(report, *words.operands[-1:], cwd=command.cwd, posix=True)
        report.add("codesign_identity", f"{report.tool} signs a package with an identity of a keychain")
        judge_places(report)
    return report


def _judge_notary(command: Command) -> Report:
    """notarytool sends code to Apple, stapler puts Apple's ticket on it."""
    report = Report(tool=paths.stem(command.program))
    words = getopt.parse(getopt.rejoin(command.args), _NOTARY)
    if words.operands[:1] in (("submit",), ("staple",), ("store-credentials",)):
        report.action = "notarize"
        targets.add(report, *words.operands[1:2], cwd=command.cwd, posix=True)
        report.add("notarize", f"{report.tool} has code notarised by Apple")
        passwords.judge_secret(report, words.value("password"), "the password of the Apple account")
    return report


TOOLS = (
    Tool(NAME, ("codesign",), (), judge, POSIX),
    Tool("ldid", ("ldid", "ldid2"), (), _judge_ldid, POSIX),
    Tool("productsign", ("productsign", "productbuild", "pkgbuild"), (), _judge_package, POSIX),
    Tool("notarytool", ("notarytool", "stapler"), (), _judge_notary, POSIX),
)
