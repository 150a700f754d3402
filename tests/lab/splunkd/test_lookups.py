"""Which tables a command reads: the app's, with those of other folders over them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lab.paths import ROOT
from lab.splunkd import lookups
from scripts import package

LINE = "certutil -addstore root x.cer"
OWN = "codesignrisk_indicators_local.csv"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """An app with a table of its site."""
    for name, text in (("bin/x.py", "pass"), ("lookups/codesignrisk_parents_local.csv", "image,class\n")):
        path = tmp_path / "app" / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return tmp_path / "app"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with a weight of the site's own."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / OWN).write_text("indicator,weight\nadd_to_store_root,10\n")
    return tmp_path / "site"


def test_without_other_tables_it_is_the_app_itself(app: Path, tmp_path: Path) -> None:
    with lookups.applied(app, [app / "lookups", tmp_path / "none"]) as made:
        assert made == app


def test_the_last_folder_is_on_top(app: Path, site: Path, tmp_path: Path) -> None:
    over = tmp_path / "over"
    over.mkdir()
    (over / "codesignrisk_parents_local.csv").write_text("image,class\nx.exe,shell\n")
    (over / "other.csv").write_text("not ours")
    with lookups.applied(app, [site, over]) as made:
        tables = {path.name: path.read_text() for path in (made / "lookups").iterdir()}
        assert (made / "bin" / "x.py").read_text() == "pass"
    assert tables == {
        OWN: "indicator,weight\nadd_to_store_root,10\n",
        "codesignrisk_parents_local.csv": "image,class\nx.exe,shell\n",
    }
    assert not made.exists()
    assert [path.name for path in (app / "lookups").iterdir()] == ["codesignrisk_parents_local.csv"]


def test_the_tables_in_use_are_told_in_a_line(app: Path, site: Path, tmp_path: Path) -> None:
    none = tmp_path / "none"
    assert lookups.told(none, []) == "lookups: as shipped"
    assert lookups.told(none, [none]) == f"lookups: as shipped ({none} holds no codesignrisk_*_local.csv)"
    other = tmp_path / "other"
    assert lookups.told(none, [none, other]) == f"lookups: as shipped ({other} holds no codesignrisk_*_local.csv)"
    (site / "codesignrisk_alowlist_local.csv").write_text("rule_id\n")
    assert lookups.told(none, [site]) == (
        f"lookups: as shipped, with {OWN} of {site}; not read, as no table of a site is called so: "
        "codesignrisk_alowlist_local.csv"
    )
    (site / "codesignrisk_alowlist_local.csv").unlink()
    # a shipped table says nothing new beside itself; one that was changed under the shipped name is not read
    shipped = app / "lookups" / "codesignrisk_techniques.csv"
    shipped.write_text("id\n")
    (site / shipped.name).write_text("id\n")
    assert "not read" not in lookups.told(app / "lookups", [site])
    (site / shipped.name).write_text("id\nT1\n")
    assert lookups.told(app / "lookups", [site]).endswith(
        f"not read, as no table of a site is called so: {shipped.name}"
    )
    (site / shipped.name).unlink()
    shipped.unlink()
    assert lookups.told(none, [site]) == f"lookups: as shipped, with {OWN} of {site}"
    own = app / "lookups"
    assert lookups.told(own, [site]) == (
        f"lookups: as shipped, with codesignrisk_parents_local.csv of {own}; {OWN} of {site}"
    )


def test_explain_scan_and_search_give_one_answer(site: Path, tmp_path: Path) -> None:
    package.stage(built := tmp_path / "built")
    event = tmp_path / "event.json"
    event.write_text(
        json.dumps(
            {
                "EventCode": "1",
                "Channel": "Microsoft-Windows-Sysmon/Operational",
                "host": "h",
                "_time": "100",
                "Image": "C:\\Windows\\System32\\certutil.exe",
                "CommandLine": LINE,
            }
        )
    )

    def lab(*args: str) -> str:
        command = [sys.executable, "-m", "lab", *args]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "COLUMNS": "200"}, capture_output=True, timeout=120, check=True
        )
        return done.stdout.decode() + done.stderr.decode()

    search = "* | codesignrisk | table codesign_score"
    runs = (
        lambda *more: "  score 10, info" in lab("explain", LINE, *more),
        lambda *more: (
            '"codesign_score":"10"' in lab("scan", str(event), "--app", str(built), "--format", "jsonl", *more)
        ),
        lambda *more: (
            '"codesign_score":"10"'
            in lab("search", search, "--app", str(built), "--events", str(event), "--format", "jsonl", *more)
        ),
    )
    assert [run("--lookups", str(site)) for run in runs] == [True, True, True]
    assert [run() for run in runs] == [False, False, False]
    assert f"lookups: as shipped, with {OWN} of {site}" in lab(
        "scan", str(event), "--app", str(built), "--lookups", str(site)
    )
