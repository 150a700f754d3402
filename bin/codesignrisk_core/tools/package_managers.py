"""Package managers of Windows and of developers, told not to check what they take; and installers that a foreign
transform changes behind their signature.

winget takes a package whose hash does not fit (--ignore-security-hash), Chocolatey one without a checksum. A transform
(.mst) changes what a signed MSI does and is not signed itself. npm, git, pip and yarn trust the roots in a file that
somebody names for good (cafile, http.sslCAInfo, global.cert); from a place that is nobody's, it is nobody's root.
Grammar: learn.microsoft.com, "winget install", "msiexec", "dotnet nuget trust" (--allow-untrusted-root);
docs.chocolatey.org; docs.npmjs.com, git-config(1), pip.pypa.io; LOLBAS, Msiexec (TRANSFORMS).
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.needles import holds
from codesignrisk_core.rules import inputs
from codesignrisk_core.trust import hosts, places

_UNCHECKED = frozenset(
    "--ignore-security-hash --ignore-checksums --allow-empty-checksums --allow-empty-checksums-secure".split()
)
_TRANSFORMS = re.compile(r"\btransforms=(\"[^\"]{1,400}\"|[^\s\"]{1,400})", re.IGNORECASE)
# The settings by which a tool takes its roots from a file.
_ROOTS = frozenset({"cafile", "http.sslcainfo", "http.sslcapath", "global.cert", "httpscafilepath"})
_DEVELOPERS = frozenset("npm npm.cmd npm-cli.js git pip pip3 yarn yarn.cmd pnpm pnpm.cmd".split())
_MAX_WORDS = 24
_TRUSTS = ("trusted-signers", "nuget trust")
_ANY_ROOT = frozenset({"-allowuntrustedroot", "--allow-untrusted-root"})
MARKS = ("trusted-", "nuget trust", "cafile", "sslcainfo", "sslcapath", "global.cert")
"""One of these stands on every line that names roots for a developer's tool, in lower case."""
WORDS = ("trusted signers", "nuget trust", "cafile", "sslcainfo", "sslcapath", "global cert", "httpscafilepath")


def _install(command: Command) -> Report:
    report = Report()
    if not _UNCHECKED.isdisjoint(word.lower for word in command.args):
        report.tool = paths.stem(command.program)
        report.action = "install_untrusted"
        report.add("package_unchecked", f"{report.tool} takes packages without checking what they hold")
        for word in command.args:
            path = paths.normal(word.text, command.cwd)
            if paths.extension(path) in ("yaml", "nupkg", "json") or path.startswith("http"):
                inputs.judge_input(report, path, frozenset())
    return report


def _transform(command: Command) -> Report:
    report = Report()
    found = _TRANSFORMS.search(command.line)
    for name in found.group(1).strip('"').split(";")[:8] if found else ():
        path = paths.normal(name.lstrip("@|:"), command.cwd)
        if hosts.is_bare(path) or hosts.is_outside(path) or places.is_exposed(path):
            report.tool = "msiexec"
            report.action = "install_untrusted"
            report.targets.append(path)
            report.add("transform_foreign", f"msiexec lets {paths.base(path)} change what a signed package does")
            inputs.judge_input(report, path, frozenset())
    return report


def judge_any(command: Command) -> Report | None:
    """``npm config set cafile FILE``, ``git config --global http.sslCAInfo FILE``: for good, unlike a single call.

    For programs that every developer's host runs all day: None for nearly every line, after a few substring checks.
    """
    lower = command.line.lower()
    if not holds(lower, MARKS):
        return None
    if any(mark in lower for mark in _TRUSTS) and not _ANY_ROOT.isdisjoint(word.lower for word in command.args):
        report = Report(tool="nuget", action="add_to_store")
        report.add("package_key_trusted", "nuget takes packages of a signer for genuine whatever root he has")
        return report
    words = [token.text for token in command.args[:_MAX_WORDS]]
    name = next((paths.stem(word) for word in (command.program, *words) if paths.stem(word) in _DEVELOPERS), "")
    if not name or "config" not in words:
        return None
    for word, after in zip(words, [*words[1:], ""]):
        setting, joined, value = word.partition("=")
        path = paths.normal(value if joined else after, command.cwd)
        if setting.lower() in _ROOTS and (places.is_staging(path) or places.is_not_installed(path)):
            report = Report(tool=name, action="add_to_store")
            report.add("developer_tool_root", f"{name} trusts the roots in {paths.base(path)} from now on")
            inputs.judge(report, path)
            return report
    return None


TOOLS = (
    Tool("winget", ("winget",), ("winget.exe",), _install, words=("ignore security",)),
    Tool("choco", ("choco", "chocolatey"), ("choco.exe",), _install, words=("ignore checksums", "empty checksums")),
    Tool("msiexec", ("msiexec",), ("msiexec.exe",), _transform, words=("msiexec transforms",)),
)
