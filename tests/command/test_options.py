"""The command's options, and what the user is told about wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command.protocol import INDEX, Record, run

HIT: Record = {"EventCode": "1", "CommandLine": "certutil -addstore root x.cer", "ParentImage": "cmd.exe"}  # scores 50
WEAK: Record = {**HIT, "CommandLine": "certutil -addstore my x.cer"}  # 22 + 5 * 22/30 = 25.67
MISS: Record = {**HIT, "CommandLine": "certutil -ping"}


@pytest.mark.parametrize(
    ("option", "kept"),
    [
        ([], ["0", "1", "2"]),
        (["min_score=0"], ["0", "1", "2"]),
        (["min_score=1"], ["1", "2"]),
        (["min_score=26"], ["1", "2"]),
        (["min_score=27"], ["2"]),
        (["min_score=50"], ["2"]),
        (["min_score=51"], []),
        (["min_score=100"], []),
    ],
)
def test_min_score_drops_what_scores_lower(app: Path, option: list[str], kept: list[str]) -> None:
    conversation = run(app, [MISS, WEAK, HIT], args=option)
    assert [record[INDEX] for record in conversation.records] == kept
    assert (conversation.status, conversation.messages) == (0, [])


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("min_score=101", "Illegal value: min_score=101: a whole number from 0 to 100 is wanted"),
        ("min_score=-1", "Illegal value: min_score=-1: a whole number from 0 to 100 is wanted"),
        ("min_score=abc", "Illegal value: min_score=abc: a whole number from 0 to 100 is wanted"),
        ("min_score={}", "Illegal value: min_score={}: a whole number from 0 to 100 is wanted"),
        ("min_score=", "Illegal value: min_score=: a whole number from 0 to 100 is wanted"),
        ("allowlist=maybe", "Illegal value: allowlist=maybe: true or false is wanted"),
        ("bogus={x}", "Unrecognized option: bogus={x}"),
        ("bogus={0}", "Unrecognized option: bogus={0}"),
    ],
)
def test_a_wrong_option_ends_the_search_with_a_message(app: Path, option: str, message: str) -> None:
    conversation = run(app, [HIT], args=[option])
    assert conversation.messages == [("ERROR", message)]
    assert conversation.records == []
    assert conversation.status == 1
    assert "Traceback" not in conversation.stderr


def test_all_wrong_options_are_told(app: Path) -> None:
    conversation = run(app, args=["min_score=x", "bogus=1", "allowlist=2"])
    assert conversation.messages == [
        ("ERROR", "Illegal value: min_score=x: a whole number from 0 to 100 is wanted"),
        ("ERROR", "Unrecognized option: bogus=1"),
        ("ERROR", "Illegal value: allowlist=2: true or false is wanted"),
    ]


ALLOW = "rule_id,host,user,image,command_line,parent_image,cert_file,indicator,reason,owner,expires\n"


@pytest.mark.parametrize(
    ("args", "score", "reason"),
    [
        ([], "0", "our own root"),
        (["allowlist=true"], "0", "our own root"),
        (["allowlist=1"], "0", "our own root"),
        (["allowlist=false"], "50", ""),
        (["allowlist=f"], "50", ""),
        (["allowlist=0"], "50", ""),
    ],
)
def test_allowlist_false_scores_as_if_it_were_empty(own_app: Path, args: list[str], score: str, reason: str) -> None:
    local = own_app / "lookups" / "codesignrisk_allowlist_local.csv"
    local.write_text(f"{ALLOW}r1,,,,*-addstore root*,,,,our own root,me,\n")
    [out] = run(own_app, [HIT], args=args).records
    assert (out["codesign_score"], out["codesign_allowlisted"]) == (score, reason)
    assert out["RiskScore"] == "3"


def test_min_score_drops_what_is_allowlisted(own_app: Path) -> None:
    local = own_app / "lookups" / "codesignrisk_allowlist_local.csv"
    local.write_text(f"{ALLOW}r1,,,,*-addstore root*,,,,our own root,me,\n")
    assert run(own_app, [HIT], args=["min_score=1"]).records == []


@pytest.mark.parametrize("word", ["60", "{x}", "codesign_score"])
def test_a_word_that_is_no_option_is_refused(app: Path, word: str) -> None:
    out = run(app, [], args=[word])
    assert f"takes options only, such as min_score=60, not: {word}" in " ".join(text for _, text in out.messages)


FALCON: Record = {
    "event_simpleName": "ProcessRollup2",
    "ImageFileName": "\\Device\\HarddiskVolume3\\Windows\\System32\\certutil.exe",
    "CommandLine": "certutil -addstore root x.cer",
}


@pytest.mark.parametrize(("args", "messages"), [([], 1), (["sensors=falcon"], 0), (["sensors=all"], 0)])
def test_a_sensor_that_is_not_asked_for_is_told(app: Path, args: list[str], messages: int) -> None:
    conversation = run(app, [FALCON], [FALCON], args=args)
    text = "events of the source falcon are not judged in full: write codesignrisk sensors=falcon, or sensors=all"
    assert conversation.messages == [("WARN", f"codesignrisk: {text}")] * messages
    assert ("ImageFileName" in conversation.info.metadata["required_fields"]) is (not messages)
