"""Signs of a disguised command line, and the honest lines that look a little like it."""

from __future__ import annotations

import pytest
from codesignrisk_core.cmdline import argv, traits
from hypothesis import given
from hypothesis import strategies as st

# One disguise each. Sources: Sigma proc_creation_win_susp_cli_obfuscation_unicode, Elastic
# defense_evasion_obf_args_unicode_modified_letters, wietze/windows-command-line-obfuscation and ArgFuscator.
DISGUISED = [
    ("certutil \u2013addstore root x.cer", {"obfuscated_dash"}),
    ("certutil \u2014addstore root x.cer", {"obfuscated_dash"}),
    ("certutil -\u1d43dd\u02e2tor\u1d49 root x.cer", {"obfuscated_letters"}),
    ("certutil -add\u00adstore root x.cer", {"obfuscated_letters"}),
    ("certutil -add\u200bstore root x.cer", {"obfuscated_letters"}),
    ("certutil -add\u202estore root x.cer", {"obfuscated_letters"}),
    ('certutil -add"store" root x.cer', {"obfuscated_quotes"}),
    ('certutil -addstore "ro"ot x.cer', {"obfuscated_quotes"}),
    ('certutil -addst""ore root x.cer', {"obfuscated_quotes"}),
    ("certutil -aDdSToRe root x.cer", {"obfuscated_case"}),
    ("certutil\t-addstore\troot\tx.cer", {"obfuscated_blanks"}),
    ('certutil \u2013a"ddstore" root x.cer', {"obfuscated_dash", "obfuscated_quotes"}),
]

PLAIN = [
    "certutil -addstore root x.cer",
    "certutil  -addstore  root  x.cer",
    'certutil "-addstore" "root" "C:\\my certs\\x.cer"',
    "certutil -AddStore TrustedPublisher x.cer",
    "certutil -ADDSTORE ROOT X.CER",
    "certutil -importPFX -user My cs.pfx NoRoot",
    "certutil -generateSSTFromWU x.sst",
    # somebody's language in names and paths
    "certutil -addstore root C:\\Users\\M\u00fcller\\\u8bc1\u4e66\\x.cer",
    'signtool sign /n "\u041e\u041e\u041e \u0420\u043e\u0433\u0430" /d "Gro\u00dfe L\u00f6sung" x.exe',
    'signtool sign /d "a "" b" x.exe',
    'tool /path:"C:\\a b"\\x.cer',
    "certutil -ping\t",
    "",
]


@pytest.mark.parametrize(("line", "expected"), DISGUISED)
def test_disguised(line: str, expected: set[str]) -> None:
    assert {finding.indicator for finding in traits.disguises(line, argv.split(line)[1:])} == expected


@pytest.mark.parametrize("line", PLAIN)
def test_plain(line: str) -> None:
    assert traits.disguises(line, argv.split(line)[1:]) == []


def test_a_dash_alone_may_come_from_a_word_processor() -> None:
    assert (
        frozenset({"obfuscated_letters", "obfuscated_quotes", "obfuscated_escapes", "renamed_tool"})
        == traits.DELIBERATE
    )


@given(st.text(st.one_of(st.characters(), st.sampled_from("-/\"' \t\u2013\u1d43\ud800"))))
def test_never_raises(line: str) -> None:
    found = [finding.indicator for finding in traits.disguises(line, argv.split(line))]
    assert len(found) == len(set(found))
