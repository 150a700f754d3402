"""The public roots: the committed table is what the script makes of Microsoft's list."""

from __future__ import annotations

import csv
from pathlib import Path

from scripts import public_roots

ROOT_2006 = "A8985D3A65E5E5C4B2D7D66D40C6DD2FB19C5436"  # DigiCert Global Root CA


def test_the_committed_table_is_up_to_date() -> None:
    with public_roots.TABLE.open(newline="", encoding="utf-8") as lines:
        committed = list(csv.DictReader(lines))
    made = [{name: row.get(name, "") for name in public_roots.COLUMNS} for row in public_roots.rows()]
    assert made == committed


def test_a_root_has_its_hashes_and_its_name() -> None:
    assert next(row for row in public_roots.public_roots() if row["certificate"] == ROOT_2006) == {
        "certificate": ROOT_2006,
        "sha256": "4348A0E9444C78CB265E058D5E8944B4D84F9662BD26DB257F8934A443C70161",
        "name": "DigiCert",
        "verdict": "known_public",
        "source": "Microsoft's trusted root list",
    }


def test_what_is_kept_by_hand_stays_and_wins(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    header = "certificate,sha256,name,verdict,source,expires\n"
    table.write_text(f"{header}{ROOT_2006},,Ours,known_bad,us,\nGONE,,old,known_public,an old list,\n")
    rows = public_roots.rows(table)
    assert rows[0] == dict(zip(public_roots.COLUMNS, (ROOT_2006, "", "Ours", "known_bad", "us", "")))
    assert [row["certificate"] for row in rows].count(ROOT_2006) == 1
    assert not any(row["certificate"] == "GONE" for row in rows)
    assert len(rows) > 300
