"""Writes the names of the settings that Splunk's spec files know: tests/packaging/splunk_settings.csv.

    git clone https://github.com/jewnix/splunk-spec-files && python -m scripts.conf_keys splunk-spec-files

That repository keeps README/*.conf.spec of each version. Only names are taken, of the confs that this app has, from the
oldest supported version and the newest that is kept there. Run it anew when there is a newer one.
"""

from __future__ import annotations

import argparse
import csv
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from scripts import ROOT

TABLE = ROOT / "tests" / "packaging" / "splunk_settings.csv"
# Version -> what git calls it there.
VERSIONS = {"9.3.2": "refs/tags/9.3.2", "10.2.3": "refs/tags/10.2.3"}
# analyticstories.conf is of Enterprise Security, and has no public spec.
CONFS = ("app", "commands", "macros", "savedsearches", "searchbnf", "server", "transforms", "workflow_actions")
_SETTING = re.compile(r"^([A-Za-z_][\w.<>/-]*) *=")
# How a search looks in Splunk Web, and all of server.conf but what an app may say of replication.
_LEFT_OUT = re.compile(r"display\.|server:(?!conf_replication_include\.)")


def names(spec: str) -> Iterator[str]:
    """The settings that a spec file explains, as it spells them: `example<number>` stands for example1 and so on."""
    for line in spec.splitlines():
        if found := _SETTING.match(line):
            yield found[1]


def rows(clone: Path) -> Iterator[dict[str, str]]:
    """A row for each setting of a conf: in which versions it is known."""
    for conf in CONFS:
        known = {version: set(names(_show(clone, ref, f"{conf}.conf.spec"))) for version, ref in VERSIONS.items()}
        for name in sorted(set().union(*known.values())):
            if not (_LEFT_OUT.match(name) or _LEFT_OUT.match(f"{conf}:{name}")):
                versions = {version: "yes" if name in known[version] else "no" for version in VERSIONS}
                yield {"conf": conf, "setting": name, **versions}


def _show(clone: Path, ref: str, file: str) -> str:
    command = ["git", "-C", str(clone), "show", f"{ref}:{file}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clone", type=Path, help="a clone of the repository of spec files")
    table = list(rows(parser.parse_args().clone))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["conf", "setting", *VERSIONS], lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    print(f"{TABLE.relative_to(ROOT)}: {len(table)} settings")


if __name__ == "__main__":
    main()
