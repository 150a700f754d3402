"""Where keys and certificates go when a tool writes them."""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.rules import inputs
from codesignrisk_core.trust import file_kinds, hosts, places


def judge(report: Report, *operands: str, cwd: str = "") -> None:
    """Certificate or key files that a command writes: on the report, with what their places and names say."""
    for path in inputs.add_files(report, *operands, cwd=cwd):
        inputs.judge_pfx(report, path)
        judge_output(report, path)


def judge_output(report: Report, path: str) -> None:
    """A key or certificate that is written out. path: normalised, or ""."""
    if not path:
        return
    if places.is_drive_root(path):
        report.add("output_drive_root", f"{paths.base(path)} goes into the root of a drive")
    elif paths.is_remote(path):
        judge_share(report, path)
    elif places.is_exposed(path):
        report.add("output_user_writable", f"{paths.base(path)} is written to a user-writable path")
        if places.is_drop(path):
            report.add("drop_hidden", f"nobody keeps a key where {paths.base(path)} is put")


def judge_key_name(report: Report, path: str) -> None:
    """A key that is written under the name of another kind of file. path: normalised."""
    kind = paths.extension(path)
    if kind and kind not in file_kinds.CERTIFICATE_OPERANDS and not path.endswith(("%", ")", "}")):
        report.add("input_odd_extension", f"{paths.base(path)} does not have the name of a key file")


def leaves(path: str) -> bool:
    """Whether a path is on a host of somebody else: a public address, or a drive that comes with remote desktop."""
    return path.startswith("\\\\") and (path.lower().startswith("\\\\tsclient\\") or hosts.is_outside(path))


def judge_share(report: Report, path: str) -> None:
    """A key that is written to a share or sent to an address."""
    if paths.is_remote(path) and path.startswith("\\\\"):
        report.add("key_to_share", "the key is written to a share")
        if path.lower().startswith("\\\\tsclient\\"):
            report.add("key_to_outside", "the key is written to the drive of whoever is connected by remote desktop")
        elif hosts.is_bare(path) and not hosts.is_outside(path):
            report.add("key_to_bare_address", "the share's host is a bare address")
    judge_receiver(report, path)


def judge_receiver(report: Report, address: str) -> None:
    """Whoever gets a key: a bare public IP address, or a service where anybody drops files, is nobody known."""
    if hosts.is_outside(address):
        report.add("key_to_outside", "the key is sent to a bare public address or a public file drop")
