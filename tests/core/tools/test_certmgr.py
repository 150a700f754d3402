"""certmgr of the SDK: -s and -r belong to the store behind them, and the last store changes."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import certmgr


def judge(line: str) -> Report:
    return certmgr.judge(Command("certmgr.exe", argv.split(line), line))


@pytest.mark.parametrize(
    ("line", "indicators", "store"),
    [
        ("certmgr /add a.cer /s /r localMachine root", ["add_to_store_root"], "LocalMachine\\root"),
        (
            "certmgr -add a.cer -c -s TrustedPublisher",
            ["add_to_store_trustedpublisher"],
            "CurrentUser\\trustedpublisher",
        ),
        ("certmgr -add a.cer -s -r localMachine Root -all", ["add_to_store_root"], "LocalMachine\\root"),
        # CryptoPro's: m is the machine, u the user
        ("certmgr -inst -store mRoot -file a.cer", ["add_to_store_root"], "LocalMachine\\root"),
        ("certmgr -install -store uMy -file a.cer", ["add_to_store_my"], "CurrentUser\\my"),
        # the blank between location and store was lost, or never there
        (
            "certmgr -add a.cer -c -s -r localMachineTrustedPublisher",
            ["add_to_store_trustedpublisher"],
            "LocalMachine\\trustedpublisher",
        ),
        ("certmgr -add a.cer -c -s -r localMachineWherever", [], ""),
        # a password is no store
        ("certmgr -add a.pfx -p Sesame -s root", ["clear_password", "add_to_store_root"], "CurrentUser\\root"),
        # the source may be a store too
        (
            "certmgr -add -r LocalMachine -s My -c -n web01 -r CurrentUser -s TrustedPeople",
            ["add_to_store_trustedpeople"],
            "CurrentUser\\trustedpeople",
        ),
        ("certmgr -add a.cer -s my", ["add_to_store_my"], "CurrentUser\\my"),
        ("certmgr -add -crl a.crl -s ca", ["add_revocation_list"], "CurrentUser\\ca"),
        # a store in a file changes nothing that Windows trusts
        ("certmgr -add a.cer bundle.sst", [], ""),
        (
            "certmgr -del -c -n x -s -r localMachine disallowed",
            ["delete_from_disallowed"],
            "LocalMachine\\disallowed",
        ),
        ("certmgr -del -c -n x -s my", ["delete_from_store"], "CurrentUser\\my"),
        ("certmgr -put -c -n x -s root out.cer", [], ""),
        ("certmgr -s root", [], ""),
        ("certmgr", [], ""),
    ],
)
def test_certmgr(line: str, indicators: list[str], store: str) -> None:
    report = judge(line)
    assert ([found.indicator for found in report.findings], report.store) == (indicators, store)


def test_flags_files_and_thumbprint() -> None:
    line = f"certmgr -add -sha1 {'ab' * 20} C:\\certs\\a.cer -s root"
    report = judge(line)
    assert report.flags == {"CertImport", "TrustedStoreTarget"}
    assert report.files == ["c:\\certs\\a.cer"]
    assert report.thumbprint == "AB" * 20
