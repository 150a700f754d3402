"""Numbers that README, the changelog and the guides state of the app are those that one gets by counting."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from codesignrisk_core.cmdline import normalise
from codesignrisk_core.process import parents
from codesignrisk_core.records import fields, sources

from scripts import ROOT
from scripts.conf import read_conf

TEXTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
WORDS = "no one two three four five six seven eight nine ten eleven twelve".split()
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))


def number(word: str) -> int:
    """The value of a number in digits or in letters."""
    word = word.lower().replace(",", "")
    return int(word) if word.isdigit() else TENS[word] if word in TENS else WORDS.index(word)


def current(path: Path) -> str:
    """A text, without what it says of versions that are released."""
    text = path.read_text(encoding="utf-8")
    return re.split(r"^## \d+\.", text, maxsplit=1, flags=re.MULTILINE)[0] if path.name == "CHANGELOG.md" else text


def rows(lookup: str) -> int:
    with (ROOT / "lookups" / f"codesignrisk_{lookup}.csv").open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def flags_of_the_sum() -> int:
    names = list(fields.OUTPUT_FIELDS)
    return names.index("RiskScore") - names.index("SigntoolSignCmd")


SEARCHES = len(read_conf(ROOT / "default" / "savedsearches.conf"))
DASHBOARDS = len(list((ROOT / "default" / "data" / "ui" / "views").glob("*.xml")))
TWINS = re.findall(r"\| `\w+_local\.csv` \|", (ROOT / "README.md").read_text(encoding="utf-8"))
PUBLISHED_TESTS = len(list((ROOT / "lab" / "samples").glob("test*.jsonl")))

# What a text says, with the number as a group, and the number that is right. `some 400` is 400 to the nearest hundred,
# `some seventy` 70 to the nearest ten.
STATED = [
    ("README.md", r"(\w+) come with the app", SEARCHES),
    ("README.md", r"(\w+) tables decide, and each has a twin", len(TWINS)),
    ("README.md", r"the parent is one of the published (\w+)", len(parents.PUBLISHED)),
    ("README.md", r"the sum of the (\w+) before", flags_of_the_sum()),
    ("docs/dashboards.md", r"(\w+) views", DASHBOARDS),
    ("docs/data-sources.md", r"The (\w+) published tests", PUBLISHED_TESTS),
    ("docs/design.md", r"`required_fields` names (\w+) columns", len(sources.required())),
    ("docs/design.md", r"A line longer than ([\d,]+) characters", normalise.MAX_LENGTH),
]


@pytest.mark.parametrize(("text", "pattern", "count"), STATED)
def test_a_number_in_the_text_is_right(text: str, pattern: str, count: int) -> None:
    stated = re.findall(pattern, current(ROOT / text))
    assert stated, "the sentence is gone: mend or remove this row"
    assert [number(word) for word in stated] == [count] * len(stated)


# Whatever these are said to be by number, anywhere, means all of them.
COUNTS = {
    "saved searches": SEARCHES,
    "dashboards": DASHBOARDS,
    "indicators": rows("indicators"),
    "options": len(re.findall(r"Option\(", (ROOT / "bin" / "codesignrisk.py").read_text(encoding="utf-8"))),
    "output fields": len(fields.OUTPUT_FIELDS),
    "techniques": rows("techniques"),
}
NUMBER = rf"(\d[\d,]*|{'|'.join([*WORDS[2:], *TENS])})"
NOUN = "|".join(COUNTS)


def numbered() -> Iterator[tuple[str, str, str]]:
    for path in TEXTS:
        for found in re.finditer(rf"(?<![\d:=-])\b{NUMBER} ({NOUN})\b", current(path), re.IGNORECASE):
            yield path.name, found[1], found[2].lower()


def test_what_is_counted_in_a_text_is_counted_right() -> None:
    found = list(numbered())
    assert [(text, word, noun) for text, word, noun in found if number(word) != COUNTS[noun]] == []


def test_the_packages_of_splunk_are_those_that_the_guide_names() -> None:
    stated = re.findall(
        r"with the packages of version ([\d.]+\d)", (ROOT / "docs" / "dashboards.md").read_text("utf-8")
    )
    packages = json.loads((ROOT / "lab/dashboards/web/package.json").read_text(encoding="utf-8"))["devDependencies"]
    installed = {asked for name, asked in packages.items() if name.startswith("@splunk/dashboard-")}
    assert (stated, installed) == ([*installed], {*stated})


def test_every_version_in_the_changelog_is_dated() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    released = [heading for heading in headings if heading != "Unreleased"]
    assert "Unreleased" not in headings[1:]
    assert released
    assert all(re.fullmatch(r"\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2}", heading) for heading in released)
