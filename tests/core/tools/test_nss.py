"""NSS certutil and pk12util: the databases of Firefox and Chrome; they are no store of the system's."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command, Token, Tool
from codesignrisk_core.tools import nss
from hypothesis import given
from hypothesis import strategies as st

from tests.core.lines import ids, judged_posix


@pytest.mark.parametrize(
    ("line", "indicators", "store"),
    [
        ("certutil -A -n dev -t C,, -i ca.pem -d sql:profile", ["nss_add_trust"], "nss\\root"),
        (
            "certutil -A -n 'Google Trust Services' -t C,, -i ca.pem -d db",
            ["nss_add_trust", "subject_impersonates"],
            "nss\\root",
        ),
        ('certutil -A -n "GTS Root R4" -t C,, -i ca.pem -d db', ["nss_add_trust", "subject_impersonates"], "nss\\root"),
        ("certutil -M -n dev -t CT,C,C -d sql:profile", ["nss_add_trust"], "nss\\root"),
        ("certutil -A -n peer -t p,p,p -i peer.pem -d db", [], ""),
        ("certutil -L -d db", [], ""),
        ("certutil -S -x -s CN=a -n a -t u,u,u -d db", ["nss_self_signed"], ""),
        ("certutil -D -n dev -d db", ["delete_from_store"], "nss\\my"),
    ],
)
def test_nss_certutil(line: str, indicators: list[str], store: str) -> None:
    report = nss.judge(Command("certutil", argv.split(line), line))
    assert (ids(report), report.store) == (indicators, store)
    assert not report.flags & {"CertImport", "TrustedStoreTarget"}


def test_pk12util() -> None:
    report = judged_posix("pk12util -o all.p12 -n ann -d db -W letmein")
    assert (ids(report), report.flags, report.secrets) == (["export_key", "clear_password"], {"HasPFX"}, ["letmein"])
    assert ids(judged_posix("pk12util -i in.p12 -d db -w pwfile")) == ["keychain_import"]


@given(st.lists(st.text(max_size=12), max_size=12), st.sampled_from(nss.TOOLS))
def test_never_raises(words: list[str], tool: Tool) -> None:
    tokens = tuple(Token(word, word) for word in words)
    for image in ("", "/usr/bin/x"):
        tool.judge(Command(image, tokens, " ".join(words)))
