"""Certificate and key files that a command reads: where they come from, and what their names say."""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.trust import file_kinds, hosts, places, provisioning

# www.microsoft.com.pfx: Limelighter and CarbonCopy name the file after the site whose certificate they copy.
_DOMAIN_NAMED = re.compile(
    r"^(?:[a-z0-9-]+\.)+(?:com|net|org|io|gov|edu|co|de|ru|cn|uk|jp|fr|eu|info|biz)\.(?:pfx|p12)$"
)


def add_files(report: Report, *operands: str, cwd: str = "") -> list[str]:
    """Put certificate and key operands on the report, normalised; the normalised forms come back."""
    named = report.take("files", (operand for operand in operands if operand.strip("\"' ")))
    normal = [paths.normal(operand, cwd) for operand in named]
    report.files.extend(path for path in normal if path not in report.files)
    return normal


def note(report: Report, *operands: str, cwd: str = "") -> None:
    """Certificate or key files that a command works on: on the report, with what their names say."""
    for path in add_files(report, *operands, cwd=cwd):
        judge_pfx(report, path)


def judge(report: Report, *operands: str, known: frozenset[str] = frozenset(), cwd: str = "") -> None:
    """Certificate or key files that a command reads: on the report, with what their places and names say."""
    for path in add_files(report, *operands, cwd=cwd):
        judge_pfx(report, path)
        judge_input(report, path, known)


def judge_input(report: Report, path: str, known: frozenset[str]) -> None:
    """Where a certificate or key comes from: shares, user-writable paths, streams, and names that hide what it is.

    path: normalised. known: extensions under which such a file is expected.
    """
    shown = paths.base(path) or path
    if provisioning.is_managed(path):
        report.add("managed_place", f"{shown} is in a folder of software management")
    elif provisioning.is_development_authority(path):
        report.add("development_authority", f"{shown} is the CA of a development tool on this host")
    elif provisioning.is_unpacked(path):
        report.add("installer_folder", f"{shown} is in the temporary folder of an installer")
    elif paths.is_remote(path):
        report.add("input_remote", f"{shown} is read from a share or the web")
        if hosts.is_bare(path):
            report.add("input_bare_address", f"the host of {shown} is a bare address")
        if places.is_on_drive_share(path):
            report.add("input_drive_share", f"{shown} is taken off the drive of another host")
    elif places.is_exposed(path):
        report.add("input_user_writable", f"{shown} is in a user-writable path")
        if path.startswith("/") and places.is_drop(path):
            report.add("input_hidden", f"nobody keeps a certificate where {shown} is")
        judge_planted(report, path)
    elif places.is_installed(path):
        report.add("installed_place", f"{shown} is below Program Files")
    if paths.has_stream(path):
        report.add("input_stream", f"{shown} is an alternate data stream")
    if known and paths.extension(path) not in known and not path.endswith(("%", ")", "}")):
        report.add("input_odd_extension", f"{shown} does not have the name of a certificate file")


def judge_planted(report: Report, path: str) -> None:
    """A key in a place that is everybody's: an owner keeps it elsewhere. path: normalised."""
    if file_kinds.of(path) in file_kinds.PRIVATE_KEYS and places.is_drop(path):
        report.add("planted_key", f"the key file {paths.base(path)} is in a path that everybody can write to")


def judge_pfx(report: Report, path: str) -> None:
    """A PFX or P12 operand (HasPFX), and whether it is named after somebody else's site."""
    if paths.extension(path) in file_kinds.PFX:
        report.flags.add("HasPFX")
        if _DOMAIN_NAMED.match(paths.base(path)):
            report.add("pfx_named_as_domain", f"{paths.base(path)} is named after a public web site")
