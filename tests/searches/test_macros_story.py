"""The macros of the view Investigate: what a story holds, its stages, its first runs, its drops."""

from __future__ import annotations

import ast

import pytest

from scripts import ROOT
from tests.searches.events import CERTUTIL, DOWNLOADS, HOST, POWERSHELL, TEMP, audited, script, start, stored, written
from tests.searches.harness import Searches, table
from tests.searches.story import ADDED, CER, KEPT, LIVE, OTHER, PFX, TOOL, ran, signed, story

# Stages

STAGES = {
    "drop": "certificate_drop",
    "import": "add_to_store delete_from_store import_pfx accept_certificate publish_to_directory"
    " import_registry_file install_profile refresh_trust fetch_trust_lists trust_token_key",
    "confirmed": "change_protected_roots delete_certificate",
    "sign": "sign timestamp add_catalog remove_catalog remove_signature graft_signature fake_signature notarize",
    "load": "load_image load_driver load_library",
    "weaken": "weaken_code_integrity change_code_integrity_policy weaken_trust_policy weaken_ca_policy"
    " change_chain_policy change_template hijack_trust_provider disable_gatekeeper change_gatekeeper"
    " remove_quarantine disable_integrity install_untrusted blind_logs",
    "key": "make_certificate make_pfx convert_key convert_certificate request_certificate forge_certificate"
    " relay_to_authority shadow_credentials forge_token"
    " export_key export_certificate steal_keys crack_key_file adcs_abuse kerberos_certificate"
    " search_keys copy_key archive_key upload_key encode_key decode_key read_key_file fetch_key"
    " fetch_certificate recover_key repair_key acquire_key change_key_access dump_keychain"
    " unlock_keychain backup_ca backup_database add_application_key",
    "other": "bring_tool certificate_deleted download hide_commands list_store none post read retrieve verify",
}
STAGE_OF = {action: stage for stage, actions in STAGES.items() for action in actions.split()}


def texts(node):
    """The texts that an expression may give; None among them stands for what only running it would tell."""
    if isinstance(node, ast.Constant):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return texts(node.body) | texts(node.orelse)
    return {None}


def actions_in_code():
    """Every action that the scorer names, and the modules that take one from a table or from another report."""
    found, taken = set(), set()
    for path in sorted((ROOT / "bin" / "codesignrisk_core").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            values = []
            if isinstance(node, ast.Assign) and any(getattr(target, "attr", "") == "action" for target in node.targets):
                values = [node.value]
            elif isinstance(node, ast.Call):
                values = [word.value for word in node.keywords if word.arg == "action"]
                if getattr(node.func, "id", "") == "_say_store":
                    values = [node.args[1]]
            for given in (text for value in values for text in texts(value)):
                if given is None:
                    taken.add(path.relative_to(ROOT / "bin" / "codesignrisk_core").as_posix())
                elif given:
                    found.add(given)
    return found, taken


def test_every_action_of_the_command_has_a_stage():
    from codesignrisk_core.events.certificate_log import lifecycle
    from codesignrisk_core.tools import certificate_theft, certreq
    from codesignrisk_core.trust import trust_files

    found, taken = actions_in_code()
    # whose actions come out of tables: those are added here; the others pass on what another module gave
    tables = {"events/certificate_log/lifecycle.py", "events/file.py", "tools/certificate_theft.py", "tools/certreq.py"}
    tables |= {"events/shares.py", "keyfiles/transfer.py"}
    passed_on = {f"cmdlets/{name}.py" for name in ("__init__", "code_integrity", "files", "tool_names")}
    passed_on |= {"process/unread.py"}
    passed_on |= {f"rules/{name}.py" for name in ("browser_trust", "drivers", "known_certificates", "store_changes")}
    assert taken == tables | passed_on, sorted(taken ^ (tables | passed_on))
    found |= {row[0] for row in lifecycle._EVENTS.values()}
    found |= {kind.found.action for kind in trust_files._KINDS}
    found |= {program.indicator for programs in certificate_theft._PROGRAMS.values() for program in programs}
    assert {"post", "retrieve"} <= set(certreq._VERBS)
    assert found - set(STAGE_OF) == set()


def test_no_stage_is_for_an_action_that_nothing_gives():
    from codesignrisk_core.events.certificate_log import lifecycle
    from codesignrisk_core.tools import certificate_theft

    found, _ = actions_in_code()
    found |= {row[0] for row in lifecycle._EVENTS.values()}
    found |= {program.indicator for programs in certificate_theft._PROGRAMS.values() for program in programs}
    assert set(STAGE_OF) - found == {"none", "post", "retrieve", "hide_commands"}  # the last by process/unread.py


def test_stages(searches: Searches):
    rows = [{"_time": "1748941200", "index": "x", "codesign_event": "process", "codesign_action": a} for a in STAGE_OF]
    result = searches.run_text("index=x | `codesignrisk_stage`", rows)
    assert dict(table(result, "codesign_action codesign_stage")) == STAGE_OF


@pytest.mark.parametrize("event", ["registry", "certificate_log", "file"])
def test_what_is_seen_in_a_store_confirms_an_import(searches: Searches, event):
    rows = [{"_time": "1748941200", "index": "x", "codesign_event": event, "codesign_action": "add_to_store"}]
    assert table(searches.run_text("index=x | `codesignrisk_stage`", rows), "codesign_stage") == [("confirmed",)]


# What a story holds


@pytest.mark.parametrize("host", [HOST, "WS-0142.CORP.example", "ws-0142", "ws-0142*", "*"])
def test_a_host_under_every_name(searches: Searches, host):
    events = [ADDED, start(0, CERTUTIL, f"certutil -addstore root {CER}", pid=1, host="srv-1.corp.example")]
    expected = [HOST, "srv-1.corp.example"] if host == "*" else [HOST]
    assert sorted(row[0] for row in table(story(searches, events, host=host), "dest")) == sorted(expected)


@pytest.mark.parametrize(("user", "count"), [("a.rivera", 1), ("A.Riv*", 1), ("*", 2), ("rivera", 0), ("b.okafor", 1)])
def test_a_user(searches: Searches, user, count):
    added = start(0, CERTUTIL, f"certutil -addstore root {CER}", pid=4, user="CORP\\b.okafor")
    assert len(story(searches, [ADDED, added], host="*", user=user).rows) == count


def test_the_machine_s_account_is_system_in_4688_too(searches: Searches):
    event = audited(0, CERTUTIL, f"certutil -addstore root {CER}", user="CORP\\WS-0142$")
    event["_raw"] = str(event["_raw"]).replace("<EventData>", "<EventData><Data Name='SubjectUserSid'>S-1-5-18</Data>")
    assert table(story(searches, [event], host="*", user="SYSTEM"), "user") == [("SYSTEM",)]


@pytest.mark.parametrize(
    "hostile", ['x" OR host="*', 'x") | delete', "x\\", "`codesignrisk_index`", "x] | stats count", '*" OR "']
)
def test_what_is_typed_stays_a_name(searches: Searches, hostile):
    for typed in ({"host": hostile}, {"user": hostile}):
        assert story(searches, [ADDED], **typed).rows == []
    own = start(0, CERTUTIL, f"certutil -addstore root {CER}", pid=1, host=hostile)
    assert table(story(searches, [own, ADDED], host=hostile), "dest") == [(hostile.lower(),)]


# What a person types


def told(searches: Searches, events, source, **typed):
    """The story out of the events themselves, or out of what Keep Findings kept of them."""
    return story(searches, searches.keep("`codesignrisk_kept_findings`", events), source=source, **typed)


@pytest.mark.parametrize(
    ("host", "rows"),
    [
        (HOST, 1),
        ("ws-0142", 1),
        (" WS-0142 ", 1),
        ("ws-0142.corp", 1),
        ("ws-01*", 1),
        ("*", 2),
        ("ws-014", 0),
        ("0142", 0),
        ("ws-0142.corp.example.org", 0),
    ],
)
@pytest.mark.parametrize("source", [LIVE, KEPT])
def test_a_host_is_found_by_its_short_name(searches: Searches, host, rows, source):
    events = [ADDED, start(0, CERTUTIL, f"certutil -addstore root {CER}", pid=4, host=OTHER)]
    assert len(told(searches, events, source, host=host).rows) == rows


@pytest.mark.parametrize("typed", [HOST, "ws-0142", "WS-0142.corp.example"])
@pytest.mark.parametrize("source", [LIVE, KEPT])
def test_what_another_sensor_tells_of_a_host_without_its_domain_is_found_too(searches: Searches, typed, source):
    short = start(60, CERTUTIL, f"certutil -addstore root {DOWNLOADS}y.cer", pid=4, host="WS-0142")
    another = start(90, CERTUTIL, f"certutil -addstore root {DOWNLOADS}z.cer", pid=5, host="ws-01")
    found = table(told(searches, [ADDED, short, another], source, host=typed), "dest file_path")
    assert found == [(HOST, CER.lower()), (HOST, f"{DOWNLOADS}y.cer".lower())]


@pytest.mark.parametrize(
    ("user", "rows"),
    [
        ("a.rivera", 1),
        ("CORP\\a.rivera", 1),
        ("corp\\A.RIVERA", 1),
        ("a.rivera@corp.example", 1),
        ("a.*", 1),
        ("rivera", 0),
    ],
)
@pytest.mark.parametrize("source", [LIVE, KEPT])
def test_a_user_is_found_with_and_without_a_domain(searches: Searches, user, rows, source):
    other = start(0, CERTUTIL, f"certutil -addstore root {CER}", pid=4, user="CORP\\b.okafor")
    assert len(told(searches, [ADDED, other], source, user=user).rows) == rows


SID = "S-1-5-21-1907043312-1604"
BLOCK = script(5, f"Import-Certificate -FilePath {CER} -CertStoreLocation Cert:\\LocalMachine\\Root")


@pytest.mark.parametrize("source", [LIVE, KEPT])
def test_a_sid_is_a_name_where_an_event_tells_both(searches: Searches, source):
    audit = {**audited(0, CERTUTIL, f"certutil -addstore root {CER}", host=OTHER), "SubjectUserSid": SID}
    assert table(told(searches, [BLOCK], source), "user") == [(SID,)]
    assert table(told(searches, [BLOCK, audit], source, host="*"), "dest user") == [
        (OTHER, "a.rivera"),
        (HOST, "a.rivera"),
    ]
    assert table(told(searches, [BLOCK, audit], source, host="*", user="a.rivera"), "dest") == [(OTHER,), (HOST,)]


def test_the_sid_of_whoever_asks_is_not_that_of_another_account(searches: Searches):
    """The subject of an event is not always the user whose process it is."""
    audit = {**audited(0, CERTUTIL, f"certutil -addstore root {CER}"), "SubjectUserSid": SID}
    audit |= {"TargetUserName": "b.okafor", "TargetDomainName": "CORP"}
    assert (SID,) in table(story(searches, [BLOCK, audit]), "user")


def test_twins_are_one_row_worst_first(searches: Searches):
    events = [
        written(0, DOWNLOADS + "a.cer"),
        ADDED,
        audited(0.001, CERTUTIL, f"certutil -addstore root {CER}", pid=1),
        stored(1),
    ]
    assert table(story(searches, events), "codesign_score codesign_stage codesign_event") == [
        (70, "confirmed", "registry"),
        (62, "import", "process"),
        (17, "drop", "file"),
    ]


# First runs

RAN = ("execution", 60, "tool.exe runs for the first time since signtool signed it, 60 s before")
SCRIPT = script(0, "Set-AuthenticodeSignature -FilePath $env:TEMP\\p.ps1 -Certificate $c")
FIRST_RUNS = {
    "a program": ([signed(), ran()], [RAN]),
    "once": ([signed(), ran(), ran(90)], [RAN]),
    "in another folder": ([signed(), ran(path=DOWNLOADS + "TOOL.exe")], [RAN]),
    "a script": (
        [SCRIPT, ran(7200, POWERSHELL, f"powershell -ExecutionPolicy AllSigned -File {TEMP}p.ps1")],
        [("execution", 7200, "p.ps1 runs for the first time since powershell signed it, 2 h before")],
    ),
    "again after it was signed": (
        [ran(-60), signed(), ran()],
        [RAN],
    ),
    "with its twin": ([signed(), ran(), audited(60.001, TOOL, TOOL, parent=POWERSHELL, pid=3)], [RAN]),
    # near misses
    "before it was signed": ([ran(-60), signed()], []),
    "on another host": ([signed(), ran(host=OTHER)], []),
    "another file": ([signed(), ran(path=TEMP + "other.exe")], []),
}


@pytest.mark.parametrize(("events", "rows"), FIRST_RUNS.values(), ids=FIRST_RUNS)
def test_first_runs(searches: Searches, events, rows):
    result = story(searches, events, "| where codesign_score=0", host="ws-*")
    assert table(result, "codesign_stage _time codesign_message") == rows


def test_a_first_run_scores_nothing_and_says_why_it_is_here(searches: Searches):
    result = story(searches, [signed(), ran()], "| where codesign_score=0")
    assert table(result, "codesign_band codesign_reasons file_path") == [
        ("none", "scores 0 by itself: shown because it was signed here", "tool.exe")
    ]


@pytest.mark.parametrize(("host", "rows"), [("*", 1), (HOST, 2), ("ws-01*", 2)])
def test_starts_that_score_nothing_are_read_for_a_host_that_is_named(searches: Searches, host, rows):
    assert len(story(searches, [signed(), ran()], host=host).rows) == rows
    assert len(story(searches, [signed(), ran()], host=host, user="a.rivera").rows) == rows


# Drops


def test_the_use_of_a_drop_is_raised_and_says_who_dropped_it(searches: Searches):
    result = story(searches, [written(0, PFX), signed(10, ppid=5200)], '| where codesign_stage="sign"')
    [(score, band, dropper, age, reasons)] = table(
        result, "codesign_score codesign_band dropper drop_age codesign_reasons"
    )
    alone = table(story(searches, [signed(10)]), "codesign_score")[0][0]
    assert (score, band, dropper, age) == (min(alone + 35, 100), "critical", "powershell.exe", 10)
    raised = score - alone  # the sum ends at 100
    assert reasons[-1] == f"powershell.exe wrote x.pfx 10 s before: same path, same process tree (+{raised})"


@pytest.mark.parametrize(
    "drop",
    [
        written(0, TEMP + "other.pfx"),
        written(0, PFX, host=OTHER),
        written(20, PFX),
        written(0, PFX, "C:\\Program Files\\Microsoft OneDrive\\OneDrive.exe"),
    ],
    ids=["another file by the same user", "another host", "after the use", "cloud folders"],
)
def test_what_is_no_drop_of_it_raises_nothing(searches: Searches, drop):
    result = story(searches, [drop, signed(10)], '| where codesign_stage="sign"', host="ws-*")
    assert table(result, "dropper codesign_score") == [
        (None, table(story(searches, [signed(10)]), "codesign_score")[0][0])
    ]


def test_drops_with_their_use(searches: Searches):
    events = [written(0, PFX), signed(600), written(20, DOWNLOADS + "b.pfx")]
    result = story(searches, events, "| `codesignrisk_story_drops`")
    assert [
        tuple(row.get(name) for name in ("file", "dropped", "dropped by", "used after", "use", "user", "host"))
        for row in result.rows
    ] == [("x.pfx", "2025-06-03 09:00:00 UTC", "powershell.exe", "10 min", "signtool.exe sign", "a.rivera", HOST)]
