"""A certificate or key file is dropped and used: the drop raises the score of the use, and says why."""

from __future__ import annotations

import pytest

from tests.searches.events import (
    CERTUTIL,
    CMD,
    DOWNLOADS,
    EXPLORER,
    HOST,
    POWERSHELL,
    SIGNTOOL,
    TEMP,
    audited,
    script,
    start,
    written,
)
from tests.searches.harness import Searches, table

NAME = "Certificate Drop Then Use"
COLUMNS = (
    "_time dest user process_name codesign_score dropper drop_path drop_age drop_match drop_same_tree drop_same_user"
)

CHROME = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"
ONEDRIVE = "C:\\Program Files\\Microsoft OneDrive\\OneDrive.exe"
MSBUILD = "C:\\Program Files\\Microsoft Visual Studio\\2022\\MSBuild\\Current\\Bin\\MSBuild.exe"
DAY = 86_400
PFX = DOWNLOADS + "x.pfx"
# On its own: 28 for the import and 12 for the place, of which the first counts in full, and 5 for the shell.
IMPORT = f"certutil -importpfx {PFX}"


def use(time: float = 0, **options):
    """The file is imported: 44 on its own."""
    return start(time, CERTUTIL, IMPORT, **options)


def row(score, dropper, age, match="same path", tree=0, person=1, time=0, user="a.rivera", path=PFX):
    return (time, HOST, user, "certutil.exe", score, dropper, path.lower(), age, match, tree, person)


SCENARIOS = {
    # what must fire
    "a browser's download is imported: same path, same user": (
        [written(-30, PFX, CHROME, pid=1), use()],
        [row(69, "chrome.exe", 30)],
    ),
    "the program that wrote it starts the one that uses it: same process tree": (
        [written(-30, PFX, POWERSHELL, pid=5200), use(ppid=5200, parent=POWERSHELL)],
        [row(79, "powershell.exe", 30, tree=1)],
    ),
    "another user uses it": (
        [written(-30, PFX, CHROME, pid=1, user="CORP\\b.okafor"), use()],
        [row(64, "chrome.exe", 30, person=0)],
    ),
    "the last drop before the use counts, however the events come": (
        [use(), written(-30, PFX, CHROME, pid=1), written(-900, PFX, CMD, pid=2), written(60, PFX, EXPLORER, pid=3)],
        [row(69, "chrome.exe", 30)],
    ),
    "Sysmon 1 with its 4688, and the drop indexed twice: one case": (
        [
            written(-30, PFX, CHROME, pid=1),
            written(-30, PFX, CHROME, pid=1),
            audited(0.002, CERTUTIL, IMPORT),
            use(),
        ],
        [row(69, "chrome.exe", 30)],
    ),
    "4688 alone has no GUIDs: path and user still match": (
        [written(-30, PFX, POWERSHELL), audited(0, CERTUTIL, IMPORT, ppid=5200)],
        [row(69, "powershell.exe", 30)],
    ),
    "Sysmon without GUIDs": (
        [written(-30, PFX, POWERSHELL, guids=False), use(guids=False)],
        [row(69, "powershell.exe", 30)],
    ),
    "no user on either side: the path is enough": (
        [written(-30, PFX, CHROME, pid=1, user=""), use(user="")],
        [row(64, "chrome.exe", 30, person=0, user="unknown")],
    ),
    "a short path: the file name is enough": (
        [
            written(-30, TEMP + "x.pfx", CHROME, pid=1),
            start(0, CERTUTIL, "certutil -importpfx C:\\Users\\ARIVER~1\\AppData\\Local\\Temp\\x.pfx"),
        ],
        [row(69, "chrome.exe", 30, "same file name", path=TEMP + "x.pfx")],
    ),
    "a relative operand is resolved": (
        [written(-30, PFX, CHROME, pid=1), start(0, CERTUTIL, "certutil -importpfx x.pfx", cwd=DOWNLOADS)],
        [row(69, "chrome.exe", 30)],
    ),
    "a day before is within the window": ([written(-DAY, PFX, CHROME, pid=1), use()], [row(69, "chrome.exe", DAY)]),
    "renamed on the way, by the same user within 15 minutes": (
        [written(-900, DOWNLOADS + "a.cer", CHROME, pid=1), start(0, CERTUTIL, f"certutil -addstore root {TEMP}b.cer")],
        [row(67, "chrome.exe", 900, "same user within 15 minutes", path=DOWNLOADS + "a.cer")],
    ),
    "a script that was typed uses it": (
        [
            written(-30, DOWNLOADS + "a.cer", CHROME, pid=1),
            script(0, f"Import-Certificate {DOWNLOADS}a.cer -CertStoreLocation Cert:\\LocalMachine\\Root"),
        ],
        [
            (
                0,
                HOST,
                "S-1-5-21-1907043312-1604",
                "powershell.exe",
                77,
                "chrome.exe",
                DOWNLOADS.lower() + "a.cer",
                30,
                "same path",
                0,
                0,
            )
        ],
    ),
    "two files of one command, one of them dropped": (
        [
            written(-30, PFX, CHROME, pid=1),
            start(0, SIGNTOOL, f"signtool sign /f {PFX} /ac C:\\ca\\chain.cer /fd sha256 {TEMP}x.exe"),
        ],
        [(0, HOST, "a.rivera", "signtool.exe", 82, "chrome.exe", PFX.lower(), 30, "same path", 0, 1)],
    ),
    # near misses
    "a second more than a day": ([written(-DAY - 1, PFX, CHROME, pid=1), use()], []),
    "a second more than 15 minutes, under another path": (
        [written(-901, DOWNLOADS + "a.cer", CHROME, pid=1), start(0, CERTUTIL, f"certutil -addstore root {TEMP}b.cer")],
        [],
    ),
    "another user, under another path": (
        [
            written(-30, DOWNLOADS + "a.cer", CHROME, pid=1, user="CORP\\b.okafor"),
            start(0, CERTUTIL, f"certutil -addstore root {TEMP}b.cer"),
        ],
        [],
    ),
    "nobody's file, under another path": (
        [
            written(-30, DOWNLOADS + "a.cer", CHROME, pid=1, user=""),
            start(0, CERTUTIL, f"certutil -addstore root {TEMP}b.cer", user=""),
        ],
        [],
    ),
    "another host": ([written(-30, PFX, CHROME, pid=1, host="ws-0999.corp.example"), use()], []),
    "the drop comes after the use": ([use(), written(1, PFX, CHROME, pid=1)], []),
    "the use alone": ([use()], []),
    "the drop alone": ([written(0, PFX, CHROME, pid=1)], []),
    "a benign dropper: cloud folders bring the user's own key": ([written(-30, PFX, ONEDRIVE, pid=1), use()], []),
    "a benign dropper: a build writes its key": (
        [
            written(-30, "D:\\a\\_work\\_temp\\x.pfx", MSBUILD, pid=1),
            start(0, CERTUTIL, "certutil -importpfx D:\\a\\_work\\_temp\\x.pfx"),
        ],
        [],
    ),
    "the file is only looked at": (
        [written(-30, PFX, CHROME, pid=1), start(0, CERTUTIL, f"certutil -hashfile {PFX}")],
        [],
    ),
}


@pytest.mark.parametrize(("events", "rows"), SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(searches: Searches, events, rows):
    assert table(searches.run(NAME, events), COLUMNS) == rows


def test_only_uses_since_the_last_run_are_told(searches: Searches):
    events = [written(-30, PFX, CHROME, pid=1), *(use(time, pid=1000 + time) for time in (-1, 0, 4199, 4200))]
    assert [row[0] for row in table(searches.run(NAME, events, now=4500), COLUMNS)] == [0, 4199]


def test_an_allowlisted_use_and_an_allowlisted_drop_are_no_case(allowlisting: Searches):
    add = start(0, CERTUTIL, f"certutil -addstore root {DOWNLOADS}x.cer")
    assert allowlisting.run(NAME, [written(-30, DOWNLOADS + "x.cer", CHROME, pid=1), add]).rows == []
    assert allowlisting.run(NAME, [written(-30, PFX, CHROME, pid=1), use()]).rows == []


def test_the_reasons_still_add_up_to_the_score(searches: Searches):
    [row] = searches.run(NAME, [written(-30, PFX, POWERSHELL, pid=5200), use(ppid=5200, parent=POWERSHELL)]).rows
    assert row["codesign_reasons"][-1] == "powershell.exe wrote x.pfx 30 s before: same path, same process tree (+35)"
    assert (
        sum(int(reason.rpartition("(")[2].rstrip(")")) for reason in row["codesign_reasons"])
        == int(row["codesign_score"])
        == 79
    )
    assert row["codesign_band"] == "high"
    assert row["drop_time"] == "2025-06-03T08:59:30"


def test_a_raised_score_stops_at_100(searches: Searches):
    line = f"tcm.exe -addstore -f -enterprise root {DOWNLOADS}x.cer"
    use = start(0, TEMP + "tcm.exe", line, original="CertUtil.exe", ppid=5200, parent=POWERSHELL)
    [row] = searches.run(NAME, [written(-30, DOWNLOADS + "x.cer", POWERSHELL, pid=5200), use]).rows
    assert row["codesign_score"] == "100"
    assert row["codesign_reasons"][-1].endswith("same process tree (+0)")
