"""The accounts of every Windows by one name each: by the lab's scans and by the macro of the pages alike."""

from __future__ import annotations

import pytest

from lab.cases.accounts import named
from lab.cases.events import EventReader
from lab.paths import ROOT
from lab.spl import Result, post_process

HOST = "WS-1.corp.example"
# user as the command names it, the SID that 4688 gives for it -> the name
USERS = {
    ("S-1-5-18", ""): "SYSTEM",
    ("S-1-5-19", ""): "LOCAL SERVICE",
    ("S-1-5-20", ""): "NETWORK SERVICE",
    ("S-1-5-21-1-2-3-500", ""): "S-1-5-21-1-2-3-500",
    ("S-1-5-180", ""): "S-1-5-180",
    ("NT AUTHORITY\\SYSTEM", ""): "SYSTEM",
    ("SYSTEM", ""): "SYSTEM",
    ("NT AUTHORITY\\LocalService", ""): "LOCAL SERVICE",
    ("nt authority\\network service", ""): "NETWORK SERVICE",
    ("NT-AUTORITÄT\\SYSTEM", ""): "SYSTEM",
    ("NT-AUTORITÄT\\Lokaler Dienst", ""): "LOCAL SERVICE",
    ("NT-AUTORITÄT\\Netzwerkdienst", ""): "NETWORK SERVICE",
    ("AUTORITE NT\\Système", ""): "SYSTEM",
    ("AUTORITE NT\\SERVICE LOCAL", ""): "LOCAL SERVICE",
    ("AUTORITE NT\\SERVICE RÉSEAU", ""): "NETWORK SERVICE",
    ("NT AUTHORITY\\SERVIZIO LOCALE", ""): "LOCAL SERVICE",
    ("NT AUTHORITY\\SERVIZIO DI RETE", ""): "NETWORK SERVICE",
    ("NT AUTHORITY\\SERVICIO LOC", ""): "LOCAL SERVICE",
    ("NT AUTHORITY\\SERVICIO DE RED", ""): "NETWORK SERVICE",
    # 4688 tells the SID beside the name, in whichever language that is
    ("NT AUTHORITY\\СИСТЕМА", "S-1-5-18"): "SYSTEM",
    ("CORP\\WS-1$", "S-1-5-18"): "SYSTEM",
    ("CORP\\WS-1$", "S-1-5-20"): "NETWORK SERVICE",
    ("CORP\\WS-1$", ""): "SYSTEM",
    ("CORP\\WS-2$", ""): "WS-2$",
    # a name that somebody can give an account of the host or of a domain is a person's
    ("WS-1\\Netzwerkdienst", ""): "Netzwerkdienst",
    ("CORP\\LocalService", ""): "LocalService",
    ("NT AUTHORITY\\IUSR", ""): "IUSR",
    ("CORP\\a.rivera", "S-1-5-21-1-2-3-1604"): "a.rivera",
}


def record(user: str, sid: str) -> dict[str, str]:
    subject = {"SubjectUserName": user.rpartition("\\")[2], "SubjectUserSid": sid} if sid else {}
    return {"Computer": HOST, "codesign_host": HOST, "User": user, "codesign_user": user, "_time": "1", **subject}


@pytest.mark.parametrize(("user", "sid"), USERS)
def test_scans_and_pages_name_an_account_alike(user: str, sid: str) -> None:
    name = USERS[user, sid]
    scanned = EventReader().read(dict(record(user, sid)), 60).user
    assert (named(user, sid, HOST).rpartition("\\")[2], scanned.rpartition("\\")[2]) == (name, name)
    [row] = post_process(
        "| `codesignrisk_who`", Result([dict(record(user, sid))], list(record(user, sid))), app=ROOT, now=0
    ).rows
    assert row["user"] == name


def test_the_sid_of_somebody_else_does_not_rename_a_user() -> None:
    started_for = {**record("CORP\\a.rivera", "S-1-5-18"), "SubjectUserName": "WS-1$"}
    assert EventReader().read(dict(started_for), 60).user == "CORP\\a.rivera"
    [row] = post_process("| `codesignrisk_who`", Result([dict(started_for)], list(started_for)), app=ROOT, now=0).rows
    assert row["user"] == "a.rivera"
