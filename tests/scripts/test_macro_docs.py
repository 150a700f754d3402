"""docs/macro-reference.md names every macro, as macros.conf has it."""

from __future__ import annotations

import re

from scripts import macro_docs
from scripts.conf import read_conf

PAGE = macro_docs.PAGE.read_text(encoding="utf-8")


def test_the_page_is_current() -> None:
    assert macro_docs.render() == PAGE, "run `make docs`"


def test_every_macro_has_a_row_in_its_order() -> None:
    named = re.findall(r"^\| `(\w+)", PAGE, re.MULTILINE)
    assert named == [name.partition("(")[0] for name in read_conf(macro_docs.MACROS)]


def test_a_section_is_one_heading() -> None:
    assert "## Sources" in PAGE.splitlines()
    assert not re.search(r"^## .+\n\n## ", PAGE, re.MULTILINE)
