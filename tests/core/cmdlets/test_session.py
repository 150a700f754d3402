"""Where a script stands, and how places on the Cert: drive are written."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdlets import session
from codesignrisk_core.cmdlets.session import CertificatePath, Session
from codesignrisk_core.powershell import statements
from codesignrisk_core.trust import stores
from hypothesis import given
from hypothesis import strategies as st

THUMB = "0123456789ABCDEF0123456789ABCDEF01234567"
ROOT = CertificatePath(stores.MACHINE, "root", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cert:\\LocalMachine\\Root", ROOT),
        ("cert:/localmachine/root/", ROOT),
        ("Cert:LocalMachine\\\\Root", ROOT),
        ("'Cert:\\LocalMachine\\Root' ", ROOT),
        # about_Path_Syntax: the provider's own paths
        ("Certificate::LocalMachine\\Root", ROOT),
        ("Microsoft.PowerShell.Security\\Certificate::LocalMachine\\Root", ROOT),
        ("Cert:\\LocalMachine\\My\\..\\.\\Root", ROOT),
        ("Cert:\\LocalMachine\\..\\Root", ROOT),
        (f"Cert:\\CurrentUser\\My\\{THUMB.lower()}", CertificatePath(stores.USER, "my", THUMB)),
        ("Cert:\\CurrentUser\\My\\AB", CertificatePath(stores.USER, "my", "")),
        ("Cert:\\LocalMachine\\CertificateAuthority", CertificatePath(stores.MACHINE, "ca", "")),
        ("Cert:\\LocalMachine", CertificatePath(stores.MACHINE, "", "")),
        # other drives and places
        ("Cert:\\", None),
        ("Cert:\\LocalMachines\\Root", None),
        ("C:\\LocalMachine\\Root", None),
        ("LocalMachine\\Root", None),
        ("", None),
    ],
)
def test_a_place_on_the_cert_drive(text: str, expected: CertificatePath | None) -> None:
    assert session.certificate_path(text) == expected


def test_its_label() -> None:
    assert ROOT.label == "LocalMachine\\root"


@pytest.mark.parametrize(
    ("place", "path", "expected"),
    [
        # relative to another drive than the file system's
        ("Cert:\\LocalMachine", "Root", "Cert:\\LocalMachine\\Root"),
        ("HKLM:\\SOFTWARE", "Microsoft", "HKLM:\\SOFTWARE\\Microsoft"),
        ("Cert:\\LocalMachine", " Root ", "Cert:\\LocalMachine\\Root"),
        # rooted, on a drive, or not to be told
        *(("Cert:\\LocalMachine", path, path) for path in ("C:\\x", "\\x", "/x", "$x", "%x%", "HKCU:\\X", "")),
        # the file system's own paths resolve elsewhere
        ("C:\\Windows", "x", "x"),
        ("", "x", "x"),
    ],
)
def test_a_path_from_where_the_script_stands(place: str, path: str, expected: str) -> None:
    here = Session("", "C:\\work")
    here.move(place)
    assert here.resolve(path) == expected


def test_the_script_moves_on() -> None:
    here = Session("", "")
    places = []
    for step in ("Cert:\\LocalMachine", "Root", "C:\\x", "Registry::HKLM", "Certificate::CurrentUser\\My"):
        here.move(step)
        places.append(here.place)
    assert places == [
        "Cert:\\LocalMachine",
        "Cert:\\LocalMachine\\Root",
        "",
        "Registry::HKLM",
        "Certificate::CurrentUser\\My",
    ]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("ri x", True),
        ("ri x -WhatIf", False),
        ("ri x -wh", False),
        ("ri -?", False),
        ("ri '?'", True),
        ("ri x -WhatIf:$true", False),
    ],
)
def test_what_if_keeps_a_statement_from_doing_anything(text: str, bound: bool) -> None:
    [statement] = statements.parse(text)
    assert (session.bind(statement) is not None) is bound


@given(
    st.lists(st.sampled_from("Cert: \\ / .. . LocalMachine CurrentUser Root :: Certificate ' \"".split())).map("".join)
)
def test_any_path(text: str) -> None:
    found = session.certificate_path(text)
    assert found is None or found.location in (stores.MACHINE, stores.USER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("function Get-Item { $evil }", True),
        ("Set-Alias gi x; gi y", True),
        ("Set-Variable c $evil", True),
        ("$variable:c = 1", True),
        ("Import-Module .\\a.psm1", True),
        ("$c = Get-Item Cert:\\CurrentUser\\My; $s.Add($c)", False),
        ("$functionality = 1", False),
        ("", False),
    ],
)
def test_whether_a_name_may_mean_something_else(text: str, expected: bool) -> None:
    assert Session(text, "").may_replace() is expected


def test_a_whole_text_is_looked_at_once_for_each_question() -> None:
    asked: list[str] = []

    def look(text: str) -> bool:
        asked.append(text)
        return "start" in text

    here = Session("start x", "")
    assert [here.shows(look) for _ in range(3)] == [True, True, True]
    assert asked == ["start x"]
    assert [here.first("a"), here.first("a"), here.first("b")] == [True, False, True]
