"""What Sysmon's events 6 and 7 say of a signature."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import loaded
from codesignrisk_core.rules.loaded import Loaded

PATH = "C:\\Tools\\A.dll"
READ = "c:\\tools\\a.dll"


@pytest.mark.parametrize(
    ("signature", "status", "signed", "expected"),
    [
        # signer, verified, unverified, problem, stolen
        ("Contoso Ltd", "Valid", "true", ("Contoso Ltd", True, False, "", False)),
        (" Contoso Ltd ", "Valid", " True ", ("Contoso Ltd", True, False, "", False)),
        # no signature at all
        ("", "Unavailable", "false", ("", False, True, "", False)),
        # a status outweighs what Signed says
        ("Contoso Ltd", "Revoked", "true", ("Contoso Ltd", False, False, "signature_revoked", False)),
        ("Contoso Ltd", "Expired", "false", ("Contoso Ltd", False, True, "signature_expired", False)),
        # Sysmon's other way to say false
        ("Contoso", "", "failed: Invalid hash", ("Contoso", False, True, "signature_tampered", False)),
        # Sysmon says nothing
        ("", "", "", ("", False, False, "", False)),
        # a well-known name on a signature that does not verify
        ("Microsoft Windows", "Unavailable", "false", ("Microsoft Windows", False, True, "", True)),
        ("GOOGLE LLC", "Unavailable", "FALSE", ("GOOGLE LLC", False, True, "", True)),
        ("Microsoft Windows", "Valid", "true", ("Microsoft Windows", True, False, "", False)),
        ("Not Microsoft", "Unavailable", "false", ("Not Microsoft", False, True, "", False)),
    ],
)
def test_a_signature(signature: str, status: str, signed: str, expected: tuple[str, bool, bool, str, bool]) -> None:
    assert loaded.read(PATH, signature, status, signed) == Loaded(READ, "a.dll", *expected)


@pytest.mark.parametrize("name", loaded.WELL_KNOWN)
def test_a_stolen_signature_of_every_well_known_publisher(name: str) -> None:
    report = Report()
    loaded.judge_stolen(report, loaded.read(PATH, f"{name.title()} Inc.", "Unavailable", "false"))
    assert report.findings == [
        ("signature_stolen", f"a.dll bears the name of {name.title()} Inc., but its signature does not verify")
    ]


def test_an_honest_signature_is_not_stolen() -> None:
    report = Report()
    loaded.judge_stolen(report, loaded.read(PATH, "Microsoft Windows", "Valid", "true"))
    assert report == Report()


@pytest.mark.parametrize(
    ("path", "found"),
    [("C:\\Temp\\A.dll", True), ("C:\\Tools\\A.dll", False), ("D:\\a\\_temp\\A.dll", False), ("", False)],
)
def test_where_it_lies(path: str, found: bool) -> None:
    report = Report()
    loaded.judge_place(report, loaded.read(path, "", "", ""))
    expected = [("signed_file_user_writable", "a.dll is in a user-writable path")]
    assert report.findings == (expected if found else [])
