"""The page as a document: nothing of an event becomes markup, nothing is loaded, and all of it can be read."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from lab import report
from lab.cases.events import text as shown_as
from lab.readers import Problem

Make = Callable[..., dict[str, Any]]
MakePage = Callable[..., str]
CSS = (Path(report.__file__).parent / "report.css").read_text(encoding="utf-8")


def soup(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "image": '"><img src=x onerror=alert(1)>',
    "quotes": "' onmouseover='alert(1)' x=\"",
    "end of style": "</style></title></textarea><b>",
    "end of script": "</script><script>alert(1)</script><!--",
    "CDATA": "<![CDATA[ ]]>",
    "entity": "&lt;i&gt; &#60;i&#62; &amp",
    "template": "{{ 7*7 }}{% raw %}",
    "address": "javascript:alert(1)",
    "right to left": "cod\u202egnp.exe",
    "isolates": "\u2066\u2067\u2069\u200e\u200f",
    "controls": "a\x00b\x1b[31m\r\nc\x85\u2028d",
    "surrogate": "\ud800x\udfff",
    "long": "A" * 100_000,
    "deep": "\\".join("<b>" for _ in range(500)),
}
FROM_EVENTS = """
    _time Computer User EventRecordID EventCode Image ParentImage codesign_message codesign_reasons codesign_techniques
    codesign_files codesign_target codesign_thumbprint codesign_store codesign_action codesign_tool
    codesign_parent_class codesign_event codesign_error codesign_band
""".split()
LISTS = ("codesign_reasons", "codesign_techniques", "codesign_files", "codesign_target")


def page_with(make_page: MakePage, make_record: Make, text: str) -> str:
    """A page on which every text that comes from outside is this one."""
    fields = {name: [text] if name in LISTS else text for name in FROM_EVENTS}
    return make_page(
        [
            make_record(70, **fields),
            make_record(30, 5, Computer="B", codesign_message=text),
            make_record(4, 900, **fields),
        ],
        files=(shown_as(text),),
        messages=[(text, text)],
        problems=[Problem(text, text, text)],
    )


def skeleton(page: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for tag in soup(page).find_all(True):
        # where a name may break
        if tag.name != "wbr":
            yield tag.name, dict(tag.attrs)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_of_an_event_becomes_markup(make_page: MakePage, make_record: Make, text: str) -> None:
    page = page_with(make_page, make_record, text)
    assert list(skeleton(page)) == list(skeleton(page_with(make_page, make_record, "harmless")))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_text_is_shown_as_it_is_but_for_what_steers(make_page: MakePage, make_record: Make, text: str) -> None:
    page = soup(page_with(make_page, make_record, text))
    (file,) = page.select(".about dd")[0].select(".v")
    assert file.get_text() == shown_as(text)
    row = page.select_one("#table tbody tr")
    assert row.find_all("td")[2].get_text() == shown_as(text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_on_the_page_is_unprintable(make_page: MakePage, make_record: Make, text: str) -> None:
    page = page_with(make_page, make_record, text)
    assert {char for char in page if not char.isprintable()} <= {"\n"}


def test_the_policy_names_the_style_and_the_script(make_page: MakePage, make_record: Make) -> None:
    page = make_page([make_record(60)])
    (style,), (script,) = (re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL) for name in ("style", "script"))
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    policy = soup(page).find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy["content"] == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    # It holds for what comes after it.
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_the_page_needs_nothing_from_elsewhere(make_page: MakePage, make_record: Make) -> None:
    page = soup(make_page([make_record(86), make_record(30, 9, codesign_techniques=["T1112", "T1552.004", "TA0006"])]))
    loading = [
        tag
        for tag in page.find_all(True)
        if {"src", "srcset", "data", "poster", "action", "background"} & set(tag.attrs)
    ]
    assert loading == []
    assert page.find_all(["link", "iframe", "object", "embed", "base", "img", "svg", "audio", "video"]) == []
    away = [link for link in page.find_all("a") if not link["href"].startswith("#")]
    assert {(link["href"], *link["rel"]) for link in away} == {
        ("https://attack.mitre.org/techniques/T1553/004/", "noreferrer"),
        ("https://attack.mitre.org/techniques/T1112/", "noreferrer"),
        ("https://attack.mitre.org/techniques/T1552/004/", "noreferrer"),
    }
    assert not re.search(r"url\(|@import", CSS)


def test_no_element_has_a_style_or_a_handler(make_page: MakePage, make_record: Make) -> None:
    attributes = {name for _, attrs in skeleton(make_page([make_record(60)])) for name in attrs}
    assert [name for name in attributes if name == "style" or name.startswith("on")] == []


def test_command_lines_are_not_shown(make_page: MakePage, make_record: Make) -> None:
    lines = dict.fromkeys(("CommandLine", "ParentCommandLine", "ScriptBlockText", "Details"), "signtool /p hunter2!")
    assert "hunter2" not in make_page([make_record(60, **lines)])


def palette(dark: bool) -> dict[str, str]:
    light_part, dark_part = CSS.split("@media (prefers-color-scheme: dark)")[:2]
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", light_part))
    return colours | (dict(re.findall(r"--([\w-]+): (#\w{6})", dark_part.split("@media print")[0])) if dark else {})


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_can_be_read_on_its_colour(dark: bool) -> None:
    colours = palette(dark)
    pairs = [(f"on-{band}", band) for band in ("critical", "high", "medium", "low", "info")]
    pairs += [(text, ground) for text in ("text", "quiet", "link", "warn") for ground in ("page", "card", "tint")]
    for text, ground in pairs:
        low, high = sorted((luminance(colours[text]), luminance(colours[ground])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (text, ground)
