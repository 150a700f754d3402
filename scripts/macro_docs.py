"""Writes docs/macro-reference.md, every macro with its arguments, from macros.conf (`make docs`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts import ROOT
from scripts.conf import read_conf

PAGE = ROOT / "docs" / "macro-reference.md"
MACROS = ROOT / "default" / "macros.conf"

_PREFACE = """# Every macro

<!-- Made from default/macros.conf by `make docs`: change that, not this file. -->

What each macro of the app is, in the order of macros.conf. The first section, the sensors and the filters are a site's
to set (*Settings > Advanced search > Search macros*): [tune](searches.md#tune). The others are parts of the app's
searches: call them, but override them only if you compare them with each new version.
"""
# A section's first words are its heading; what it says further, on that line and the next, is for readers of the file.
_LINE = re.compile(r"^## (?P<section>[^.:\n]+).*(?:\n## .+)*$|^\[(?P<macro>[^\]]+)\]$", re.MULTILINE)


def render() -> str:
    """The page as the text of its file."""
    return "\n".join([_PREFACE, *_lines()]) + "\n"


def _lines() -> Iterator[str]:
    stanzas = read_conf(MACROS)
    open_table = False
    for found in _LINE.finditer(MACROS.read_text(encoding="utf-8")):
        if section := found["section"]:
            yield f"\n## {section}\n" if open_table else f"## {section}\n"
            open_table = False
            continue
        if not open_table:
            yield from ("| macro | what it is |", "|---|---|")
            open_table = True
        stanza = stanzas[found["macro"]]
        arguments = f"({stanza['args']})" if stanza.get("args") else ""
        name = found["macro"].partition("(")[0]
        yield f"| `{name}{arguments}` | {stanza['description'].replace('|', chr(92) + '|')} |"


def main() -> None:
    """Write the page."""
    PAGE.write_text(render(), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(read_conf(MACROS))} macros")


if __name__ == "__main__":
    main()
