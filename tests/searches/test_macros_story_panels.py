"""The macros behind the panels of Investigate: figures, chart, lines, where a certificate was seen, pivots."""

from __future__ import annotations

import pytest

from tests.searches.events import CERTUTIL, HOST, TEMP, THUMBPRINT, audited, script, start, stored, written
from tests.searches.harness import Searches, table
from tests.searches.story import ADDED, CER, OTHER, PFX, ran, signed, story, view_query


def test_figures(searches: Searches):
    events = [written(0, PFX), signed(10), ran(), ADDED, stored(1, "Root"), stored(2, "My"), written(3, CER)]
    result = story(searches, events, "| `codesignrisk_story_figures`")
    worst = max(row[0] for row in table(story(searches, events), "codesign_score"))
    assert table(result, "max_score drops trust signings runs") == [(worst, 2, 1, 1, 1)]


def test_figures_of_nothing(searches: Searches):
    result = story(searches, [], "| `codesignrisk_story_figures`")
    assert table(result, "max_score findings drops trust signings runs") == [(0, 0, 0, 0, 0, 0)]


MOMENTS = {
    600: ["09:00", "09:10"],
    7200: ["09:00", "11:00"],
    86_400: ["03 Jun 09h", "04 Jun 09h"],
    864_000: ["03 Jun 2025", "13 Jun 2025"],
}


@pytest.mark.parametrize(("span", "moments"), MOMENTS.items())
def test_moments_of_the_chart(searches: Searches, span, moments):
    events = [ADDED, stored(1), stored(span)]
    result = story(searches, events, "| `codesignrisk_story_chart`")
    assert table(result, "moment stage max_score") == [
        (moments[0], "import", 62),
        (moments[0], "confirmed", 70),
        (moments[1], "confirmed", 70),
    ]


def test_lines(searches: Searches):
    events = [written(0, PFX), stored(1, pid=7), ran(70), signed(10)]
    result = story(searches, events, "| `codesignrisk_story_lines`")
    assert table(result, "time stage process what certificate user") == [
        ("2025-06-03 09:00:00 UTC", ["drop", "file"], "powershell.exe", "powershell writes x.pfx", "x.pfx", "a.rivera"),
        (
            "2025-06-03 09:00:01 UTC",
            ["confirmed", "registry"],
            "certutil.exe",
            "certutil adds a certificate to LocalMachine\\trustedpublisher",
            THUMBPRINT,
            "a.rivera",
        ),
        (
            "2025-06-03 09:00:10 UTC",
            ["sign", "process"],
            ["signtool.exe", "<- cmd.exe"],
            "signtool signs tool.exe with the certificate file x.pfx in suspicious circumstances: "
            "tool.exe is in a user-writable path, x.pfx is in a user-writable path",
            "x.pfx",
            "a.rivera",
        ),
        (
            "2025-06-03 09:01:10 UTC",
            ["execution", "process"],
            ["tool.exe", "<- powershell.exe"],
            "tool.exe runs for the first time since signtool signed it, 60 s before",
            "tool.exe",
            "a.rivera",
        ),
    ]
    assert all("(+0)" not in reason for row in table(result, "reasons") for reason in row[0])


def test_several_hosts_are_named(searches: Searches):
    events = [ADDED, stored(1, host=OTHER)]
    result = story(searches, events, "| `codesignrisk_story_lines`", host="ws-*")
    assert table(result, "user") == [(["a.rivera", HOST],), (["a.rivera", OTHER],)]


def elsewhere(searches: Searches, events, certificate):
    return searches.run_text(view_query("ds_elsewhere", certificate=certificate, host="*"), events)


@pytest.mark.parametrize("certificate", ["x.cer", "X.CER", "x.c*"])
def test_where_a_file_was_seen(searches: Searches, certificate):
    events = [
        start(60, CERTUTIL, f"certutil -addstore root {CER}", pid=1),
        written(0, CER, host=OTHER),
        start(5, CERTUTIL, f"certutil -addstore root {CER}", pid=1, host=OTHER, user="CORP\\b.okafor"),
        start(0, CERTUTIL, f"certutil -addstore root {TEMP}other.cer", pid=8, host="ws-3", cwd=TEMP + "x.cer\\"),
    ]
    result = elsewhere(searches, events, certificate)
    # the score that the timeline shows: raised where the file was dropped before
    assert table(result, "score band host first last user what") == [
        (
            92,
            "critical",
            OTHER,
            "2025-06-03 09:00:00 UTC",
            "2025-06-03 09:00:05 UTC",
            ["a.rivera", "b.okafor"],
            ["add to store", "certificate drop"],
        ),
        (62, "high", HOST, "2025-06-03 09:01:00 UTC", "2025-06-03 09:01:00 UTC", "a.rivera", "add to store"),
    ]


def test_where_a_thumbprint_was_seen(searches: Searches):
    events = [stored(0), stored(5, "Root", host=OTHER), stored(6, thumbprint="AB" * 20, host="ws-3")]
    assert table(elsewhere(searches, events, THUMBPRINT), "host what") == [
        (HOST, "add to store"),
        (OTHER, "add to store"),
    ]


@pytest.mark.parametrize(
    ("certificate", "note"),
    [
        ("*", "Click a row of the timeline, or type a file name or thumbprint above"),
        ("y.cer", "Not seen on any host in this time range"),
        ("x.cer", "Hosts that have it in this time range: 1"),
    ],
)
def test_the_note_says_where_a_certificate_was_seen_or_what_to_do(searches: Searches, certificate, note):
    seen = view_query("ds_elsewhere", certificate=certificate, host="*")
    told = searches.run_text(seen + view_query("ds_seen", certificate=certificate), [written(0, CER)])
    assert table(told, "note") == [(note,)]


# Pivots


def pivots(searches: Searches, events, **typed):
    return table(story(searches, events, "| `codesignrisk_pivots`", **typed), "question range search")


def test_each_pivot_is_understood_and_finds_what_it_is_about(searches: Searches):
    events = [written(0, CER), stored(1), signed(5), ran(60), script(3, "Get-Date"), ADDED]
    elsewhere = [start(30, CERTUTIL, f"certutil -addstore root {CER}", pid=71, ppid=72, host=OTHER)]
    found = {
        question: len(searches.run_text(search, [*events, *elsewhere]).rows)
        for question, _, search in pivots(searches, events)
    }
    assert found == {
        f"Everything that {HOST} logged, ten minutes before and after its worst finding": 6,
        f"What started what in these minutes: the process tree of {HOST}": 3,
        "What the process of the worst finding did (Sysmon): starts, files, registry, network": 1,
        "What its parent did (Sysmon)": 4,
        f"All PowerShell of {HOST}, in full and in order (may hold passwords)": 1,
        "What a.rivera did with certificates and keys on other hosts": 1,
        "Whether what was signed here was started, on any host": 2,
        "Where these certificate and key files appeared, on any host": 1,
        "Whether these thumbprints came into a store, on any host": 1,
    }


def test_what_is_not_known_is_not_asked_for(searches: Searches):
    event = audited(0, CERTUTIL, "certutil -delstore root 1234", user="CORP\\WS-0142$")
    questions = [question for question, _, _ in pivots(searches, [event])]
    assert [question.split()[0] for question in questions] == ["Everything", "What", "All"]


def test_pivots_are_about_one_host(searches: Searches):
    events = [ADDED, stored(1, host=OTHER)]
    assert pivots(searches, events, host="ws-*")[0][0].startswith(f"Everything that {OTHER} ")


def test_pivots_are_about_the_user_of_the_worst_finding(searches: Searches):
    added = start(0, CERTUTIL, f"certutil -addstore root {CER}", pid=1, user="CORP\\z.worst")
    deleted = start(9, CERTUTIL, "certutil -delstore root 1234", pid=2, user="CORP\\a.rivera")
    assert "What z.worst did with certificates and keys on other hosts" in [
        question for question, _, _ in pivots(searches, [deleted, added])
    ]


@pytest.mark.parametrize("hostile", ['ws"evil', "ws`evil`", "ws|delete", "ws\\evil", "ws[evil]"])
def test_names_out_of_events_cannot_end_a_phrase(searches: Searches, hostile):
    events = [
        start(
            0, CERTUTIL, f'certutil -addstore root "{TEMP}a b&c`d.cer"', pid=1, host=hostile, user=f"CORP\\u{hostile}"
        )
    ]
    rows = pivots(searches, events, host=hostile)
    assert len(rows) >= 5
    for _, _, search in rows:
        assert hostile not in search
        searches.run_text(search, events)
    assert len(searches.run_text(rows[0][2], events).rows) == 1


@pytest.mark.parametrize("hostile", ['{x" | delete | search "}', "{`codesignrisk_index`}", '"'])
def test_ids_out_of_events_cannot_end_a_phrase(searches: Searches, hostile):
    added = start(0, CERTUTIL, f"certutil -addstore root {CER}")
    event = {**added, "ProcessGuid": hostile, "ParentProcessGuid": hostile}
    for _, _, search in pivots(searches, [event]):
        assert "delete" not in search
        searches.run_text(search, [event])


# Small ones

AGES = {0: "0 s", 119.4: "119 s", 120: "2 min", 7199: "120 min", 7200: "2 h", 86_400: "24 h"}


@pytest.mark.parametrize(("seconds", "text"), AGES.items())
def test_age(searches: Searches, seconds, text):
    result = searches.run_text(f"| makeresults | eval s={seconds} | `codesignrisk_age(a, s)`")
    assert table(result, "a") == [(text,)]


def test_names(searches: Searches):
    files = 'mvappend("C:\\\\T\\\\A b.EXE", "/usr/bin/a b.exe", "%TEMP%\\\\y.cer")'
    result = searches.run_text(f"| makeresults | eval f={files} | `codesignrisk_names(n, f)`")
    assert table(result, "n") == [(["a b.exe", "y.cer"],)]


def test_phrases(searches: Searches):
    text = '| makeresults | eval f=mvappend("a.cer", "b\\"|.cer", "a.cer") | `codesignrisk_phrases(f)`'
    assert table(searches.run_text(text), "f") == [('("a.cer" OR "b*" OR ".cer")',)]
