"""certoc: a small certutil that loads libraries and downloads files."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Report
from codesignrisk_core.tools import certoc


def judge(line: str) -> Report:
    return certoc.judge(Command("certoc.exe", argv.split(line), line))


@pytest.mark.parametrize(
    ("line", "indicators", "store"),
    [
        ("certoc -LoadDLL C:\\work\\x.dll", ["certoc_load_dll"], ""),
        ('certoc /loaddll "C:\\Users\\Public\\x.dll"', ["certoc_load_dll", "input_user_writable"], ""),
        ("certoc -GetCACaps https://pki.example/scep", ["certoc_download"], ""),
        ("certoc -GetCACaps http://192.0.2.9:8080/a.txt", ["certoc_download_address"], ""),
        ("certoc -GetCACaps http://[2001:db8::1]/a.txt", ["certoc_download_address"], ""),
        ("certoc -GetCACaps http://192.0.2.9.example/a.txt", ["certoc_download"], ""),
        ("certoc -addstore root a.cer", ["add_to_store_root"], "LocalMachine\\root"),
        (
            "certoc -addstore -User TrustedPublisher a.cer",
            ["add_to_store_trustedpublisher"],
            "CurrentUser\\trustedpublisher",
        ),
        ("certoc -ImportPFX -p Sesame my C:\\k\\a.pfx", ["import_pfx", "clear_password"], "LocalMachine\\my"),
        (
            "certoc -ImportPFX -p Sesame root C:\\k\\a.pfx",
            ["add_to_store_root", "clear_password"],
            "LocalMachine\\root",
        ),
        ("certoc -ImportPFXToProvider -User C:\\k\\a.pfx", ["import_pfx"], "CurrentUser\\my"),
        (
            "certoc -ExportPFX -p Sesame my 0 C:\\a.pfx",
            ["export_key", "output_drive_root", "clear_password"],
            "LocalMachine\\my",
        ),
        ("certoc -delstore root 0", ["delete_from_trusted_store"], "LocalMachine\\root"),
        ("certoc -store root", [], ""),
        ("certoc", [], ""),
    ],
)
def test_certoc(line: str, indicators: list[str], store: str) -> None:
    report = judge(line)
    assert ([found.indicator for found in report.findings], report.store) == (indicators, store)
    assert all("Sesame" not in found.sentence for found in report.findings)
