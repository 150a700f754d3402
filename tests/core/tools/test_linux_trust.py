"""update-ca-certificates, update-ca-trust and trust: the anchors of Linux."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Token, Tool
from codesignrisk_core.tools import linux_trust
from hypothesis import given
from hypothesis import strategies as st

from tests.core.lines import ids, judged_posix


@pytest.mark.parametrize(
    ("line", "indicators", "store"),
    [
        ("update-ca-certificates --fresh", ["refresh_trust"], ""),
        ("update-ca-trust extract", ["refresh_trust"], ""),
        ("update-ca-trust check", [], ""),
        ("trust anchor --store ca.crt", ["add_trust_anchor"], "linux\\root"),
        ("trust anchor /tmp/ca.crt", ["add_trust_anchor", "input_user_writable"], "linux\\root"),
        ("trust anchor --remove ca.crt", ["delete_from_trusted_store"], "linux\\root"),
        ("trust list", [], ""),
        ("c_rehash /etc/ssl/certs", ["refresh_trust"], ""),
        ("c_rehash", ["refresh_trust"], ""),
        ("c_rehash -h", [], ""),
        ("c_rehash /srv/app/certs", [], ""),
        # from another folder
        ("update-ca-certificates --localcertsdir /srv/c", ["refresh_trust", "add_trust_anchor"], "linux\\root"),
        (
            "update-ca-certificates --local=/tmp/c",
            ["refresh_trust", "input_user_writable", "add_trust_anchor"],
            "linux\\root",
        ),
        ("update-ca-certificates --localcertsdir /usr/local/share/ca-certificates", ["refresh_trust"], ""),
        ("update-ca-certificates --etccertsdir /srv/image/etc/ssl/certs", ["refresh_trust"], ""),
    ],
)
def test_linux_anchors(line: str, indicators: list[str], store: str) -> None:
    report = judged_posix(line)
    assert (ids(report), report.store) == (indicators, store)


def test_windows_programs_of_the_same_name_are_left_alone() -> None:
    line = "trust.exe anchor ca.crt"
    trust = next(tool for tool in linux_trust.TOOLS if tool.name == "trust")
    assert not trust.may_be(Command("C:\\Tools\\trust.exe", argv.split(line), line))
    assert trust.may_be(Command("/usr/bin/trust", argv.split(line), line))


@given(st.lists(st.text(max_size=12), max_size=12), st.sampled_from(linux_trust.TOOLS))
def test_never_raises(words: list[str], tool: Tool) -> None:
    tokens = tuple(Token(word, word) for word in words)
    for image in ("", "/usr/bin/x"):
        tool.judge(Command(image, tokens, " ".join(words)))
