"""The lookups as the command reads them: beside it, in the app or in a knowledge bundle."""

from __future__ import annotations

from pathlib import Path

from tests.command.protocol import Record, run

HIT: Record = {"EventCode": "1", "CommandLine": "certutil -addstore root x.cer", "ParentImage": "deploy.exe"}


def test_a_site_s_own_rows_apply(own_app: Path) -> None:
    (own_app / "lookups" / "codesignrisk_parents_local.csv").write_text("image,class\ndeploy.exe,shell\n")
    (own_app / "lookups" / "codesignrisk_indicators_local.csv").write_text("indicator,weight\nadd_to_store_root,60\n")
    conversation = run(own_app, [HIT])
    assert conversation.records[0]["codesign_score"] == "65"
    assert conversation.messages == []


def test_broken_rows_are_told_with_file_row_and_cause_and_the_others_apply(own_app: Path) -> None:
    lookups = own_app / "lookups"
    (lookups / "codesignrisk_indicators_local.csv").write_text(
        "indicator,weight\nadd_to_store_root,{60}\nadd_to_store_my,30\n"
    )
    (lookups / "codesignrisk_parents_local.csv").write_text("image,class\nx.exe,{0}\ndeploy.exe,shell\n")
    (lookups / "codesignrisk_allowlist_local.csv").write_text(
        "rule_id,host,reason,owner,expires\nr{1},h,{why},me,2020-01-31\nr2,,why,me,\n"
    )
    conversation = run(own_app, [HIT], [HIT])
    assert conversation.messages == [
        (
            "WARN",
            "codesignrisk: codesignrisk_indicators_local.csv row 2: "
            "weight '{60}' of 'add_to_store_root' is not a whole number from 0 to 100; row left out",
        ),
        (
            "WARN",
            "codesignrisk: codesignrisk_parents_local.csv row 2: class '{0}' has no indicator parent_{0}; row left out",
        ),
        (
            "INFO",
            "codesignrisk: codesignrisk_allowlist_local.csv row 2: rule 'r{1}' expired on 2020-01-31; not applied",
        ),
        (
            "WARN",
            "codesignrisk: codesignrisk_allowlist_local.csv row 3: rule 'r2' would allow everything; row left out",
        ),
    ]
    assert conversation.status == 0
    assert [record["codesign_score"] for record in conversation.records] == ["50", "50"]


def test_rows_with_one_key_are_told_as_information(own_app: Path) -> None:
    (own_app / "lookups" / "codesignrisk_allowlist_local.csv").write_text(
        "rule_id,host,reason,owner\nbuilds,host-a,why,me\nBuilds,host-b,why,me\n"
    )
    assert run(own_app, [HIT]).messages == [
        (
            "INFO",
            "codesignrisk: codesignrisk_allowlist_local.csv row 2: row 3 has the same key: its cells stand over those "
            "of this one",
        )
    ]


MISSING = (
    "WARN",
    "codesignrisk: codesignrisk_allowlist.csv: the table is missing from the app or the knowledge bundle",
)


def test_a_bundle_without_the_lookups_scores_as_ever_and_says_so(own_app: Path) -> None:
    for path in (own_app / "lookups").iterdir():
        path.unlink()
    conversation = run(own_app, [HIT])
    assert conversation.messages == [MISSING]
    assert conversation.records[0]["codesign_score"] == "45"
    assert conversation.status == 0


def test_an_indexer_tells_only_what_the_search_head_cannot_know(own_app: Path) -> None:
    """Faults of rows are the same on all nodes; whether a table came with the bundle is not."""
    lookups = own_app / "lookups"
    (lookups / "codesignrisk_indicators_local.csv").write_text("indicator,weight\nsign,a lot\n")
    (lookups / "codesignrisk_allowlist_local.csv").write_text(
        "rule_id,host,reason,owner,expires\nr,h,w,me,2020-01-31\n"
    )
    (lookups / "codesignrisk_allowlist.csv").unlink()
    assert run(own_app, sid="remote_sh01_1700000000.1").messages == [MISSING]
    assert [severity for severity, _ in run(own_app).messages] == ["WARN", "WARN", "INFO"]


def test_a_weight_of_five_thousand_digits_ends_nothing(own_app: Path) -> None:
    local = own_app / "lookups" / "codesignrisk_indicators_local.csv"
    local.write_text(f"indicator,weight\nadd_to_store_root,{'1' * 5_000}\n")
    out = run(own_app, [HIT])
    assert [severity for severity, _ in out.messages] == ["WARN"]
    assert out.records[0]["codesign_score"] == "45"


REGISTRY: Record = {
    "EventCode": "13",
    "Image": "C:\\x\\setup.exe",
    "TargetObject": "HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\Root\\Certificates\\" + "AB" * 20 + "\\Blob",
    "Details": "Binary Data",
}


def test_the_table_of_certificates_is_told_about_when_an_event_names_one(own_app: Path) -> None:
    """The largest table is read when it is needed, and the reply to that chunk says what is wrong with it."""
    own = f"certificate,name,verdict,expires\n{'ab' * 20},Our root,expected,\n{{x}},,good,\ny,,expected,2020-01-31\n"
    (own_app / "lookups" / "codesignrisk_certificates_local.csv").write_text(own)
    conversation = run(own_app, [HIT], [REGISTRY], [REGISTRY])
    told = [
        (
            "WARN",
            "codesignrisk: codesignrisk_certificates_local.csv row 3: "
            "verdict 'good' of '{x}' is none of known_public, known_bad, expected; row left out",
        ),
        ("INFO", "codesignrisk: codesignrisk_certificates_local.csv row 4: 'y' expired on 2020-01-31; not applied"),
    ]
    assert [reply.messages for reply in (conversation.info, *conversation.replies)] == [[], [], told, []]
    assert [record["codesign_indicators"] for record in conversation.records[1:]] == [
        "known_certificate",
        "known_certificate",
    ]
    assert run(own_app, [REGISTRY], sid="remote_sh01_1700000000.1").messages == []
