"""The listing for Splunkbase and the notes for an upgrade say what the package says."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from scripts import ROOT
from scripts.conf import read_conf

LISTING = (ROOT / "docs" / "splunkbase.md").read_text(encoding="utf-8")
UPGRADE = (ROOT / "docs" / "upgrade.md").read_text(encoding="utf-8")
FIELDS = dict(re.findall(r"^\| ([\w ]+) \| (.+) \|$", LISTING, re.MULTILINE))
APP = read_conf(ROOT / "default" / "app.conf")
SAVED = read_conf(ROOT / "default" / "savedsearches.conf")


def test_name_and_id_are_those_of_the_app() -> None:
    assert (FIELDS["Name"], FIELDS["App id"]) == (APP["ui"]["label"], APP["package"]["id"])


def test_the_versions_of_splunk_are_those_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"Splunk Enterprise ([\d.]+ to [\d.]+)", readme) == [FIELDS["Versions"]]


def test_the_pictures_are_there_and_show_every_view() -> None:
    pictures = re.findall(r"!\[.+\]\((.+)\)", LISTING)
    assert all((ROOT / "docs" / picture).exists() for picture in pictures)
    views = {path.stem for path in (ROOT / "default" / "data" / "ui" / "views").glob("*.xml")}
    assert {picture.removeprefix("images/").removesuffix(".png") for picture in pictures} == views


def test_only_the_commands_are_code() -> None:
    assert "the two search commands" in LISTING
    assert len(read_conf(ROOT / "default" / "commands.conf")) == 2
    confs = {path.name for path in (ROOT / "default").glob("*.conf")}
    assert confs.isdisjoint({"inputs.conf", "restmap.conf", "alert_actions.conf", "web.conf"})


def test_what_the_notes_call_gone_is_gone() -> None:
    [row] = [line for line in UPGRADE.splitlines() if "these macros are gone" in line]
    gone = set(re.findall(r"`(codesignrisk_\w+)`", row))
    assert len(gone) == 5
    assert gone.isdisjoint(name.partition("(")[0] for name in read_conf(ROOT / "default" / "macros.conf"))


def test_searches_settings_and_panels_of_the_notes_exist() -> None:
    searches = {name.removeprefix("Code Signing Risk - ") for name in SAVED}
    named = set(re.findall(r"\*((?:Upkeep|Signature|High|Keep)[\w ]+)\*", UPGRADE + LISTING))
    assert named
    assert named <= searches
    settings = {key for stanza in SAVED.values() for key in stanza}
    told = set(re.findall(r"`((?:dispatch|alert)\.[a-z_]+)[` ]", UPGRADE))
    assert told
    assert told <= settings
    tune = (ROOT / "default" / "data" / "ui" / "views" / "tune.xml").read_text(encoding="utf-8")
    for panel in re.findall(r"panel \*([\w ]+)\*", UPGRADE):
        assert f'"title": "{panel}"' in tune


def weights(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["indicator"]: row["weight"] for row in csv.DictReader(file)}


def test_the_notes_count_what_is_new_among_the_indicators() -> None:
    old = weights(ROOT / "tests" / "command" / "tables_of_0_1_0" / "codesignrisk_indicators.csv")
    now = weights(ROOT / "lookups" / "codesignrisk_indicators.csv")
    [(new, changed)] = re.findall(r"more than (\d+) are new, and more than (\d+) weigh more or less", UPGRADE)
    assert int(new) < len(now.keys() - old.keys()) <= int(new) + 20
    assert int(changed) < sum(weight != now[name] for name, weight in old.items()) <= int(changed) + 20
    assert old.keys() <= now.keys()
