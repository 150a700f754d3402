"""Code, help text and README name the same options and the same fields."""

from __future__ import annotations

import re
from pathlib import Path

from codesignrisk_core.protocol.options import Options
from codesignrisk_core.records import fields

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = Options()._asdict()
README = (ROOT / "README.md").read_text(encoding="utf-8")


def conf(text: str) -> dict[str, dict[str, str]]:
    """Stanzas of a Splunk conf file; a backslash at the end of a line joins it with the next."""
    stanzas: dict[str, dict[str, str]] = {}
    keys: dict[str, str] = {}
    for line in text.replace("\\\n", "").splitlines():
        if line.startswith("["):
            keys = stanzas.setdefault(line.strip("[] "), {})
        elif "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            keys[key.strip()] = value.strip()
    return stanzas


SEARCHBNF = conf((ROOT / "default" / "searchbnf.conf").read_text(encoding="utf-8"))
COMMAND = SEARCHBNF["codesignrisk-command"]
DESCRIBED = re.findall(r'\\i\\ "(\w+)": (.*?)(?=\\[ip]\\|$)', COMMAND["description"])


def readme_table(heading: str) -> dict[str, list[str]]:
    """The rows of the first table under a heading: name in backticks -> the other cells."""
    section = re.search(rf"^#+ {heading}\n(.*?)(?=^#|\Z)", README, re.DOTALL | re.MULTILINE)
    assert section, f"README.md has no heading '{heading}'"
    rows = re.findall(r"^\| `(\w+)`(?:=[^|]*)? \|(.*)\|$", section[1], re.MULTILINE)
    return {name: [cell.strip() for cell in cells.split("|")] for name, cells in rows}


def test_every_option_is_in_the_help_and_no_other() -> None:
    assert set(re.findall(r"(\w+)=<\w+>", COMMAND["simplesyntax"])) == set(OPTIONS)
    described = [name for name, _ in DESCRIBED if name in OPTIONS]
    assert described == list(OPTIONS)
    stanzas = [stanza["syntax"] for name, stanza in SEARCHBNF.items() if name.endswith("-option")]
    assert {syntax.partition("=")[0] for syntax in stanzas} == set(OPTIONS)


def test_every_option_is_in_the_readme_and_no_other() -> None:
    assert list(readme_table("Options")) == list(OPTIONS)


def shown(default: object) -> str:
    """A default as a searcher would write it."""
    return ",".join(default) if isinstance(default, tuple) else str(default).lower()


def test_the_defaults_are_the_same_everywhere() -> None:
    defaults = {name: shown(default) for name, default in OPTIONS.items()}
    assert {name: cells[0].strip("`") for name, cells in readme_table("Options").items()} == defaults
    help_text = dict(DESCRIBED)
    stated = {name: re.search(r"Default: (\w+)", help_text[name]) for name in OPTIONS}
    assert {name: found[1] if found else None for name, found in stated.items()} == defaults


def test_the_command_s_own_help_names_every_option() -> None:
    source = (ROOT / "bin" / "codesignrisk.py").read_text(encoding="utf-8")
    syntax = re.search(r"Syntax: (.*)", source)
    assert syntax
    assert re.findall(r"\[(\w+)=", syntax[1]) == list(OPTIONS)


def test_every_output_field_is_in_the_help_in_its_order() -> None:
    assert [name for name, _ in DESCRIBED if name not in OPTIONS] == list(fields.OUTPUT_FIELDS)


def test_every_output_field_is_in_the_readme_in_its_order() -> None:
    assert list(readme_table("Output fields")) == list(fields.OUTPUT_FIELDS)


def test_nothing_is_described_in_no_words() -> None:
    assert all(text.strip() for _, text in DESCRIBED)
    assert all(all(cells) for cells in readme_table("Output fields").values())
