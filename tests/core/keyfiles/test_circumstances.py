"""Key files whoever handles them: how many, of which kinds, whose, from where and where to."""

from __future__ import annotations

import pytest
from codesignrisk_core.keyfiles import circumstances
from codesignrisk_core.model import Report

from tests.core.keyfiles.test_transfer import told


@pytest.mark.parametrize(
    ("words", "keys", "loud", "many"),
    [
        (["a.pfx"], ["c:\\w\\a.pfx"], True, False),
        (["a.pfx", "b.txt", "-x.pfx"], ["c:\\w\\a.pfx"], True, False),
        (["*.pfx"], ["c:\\w\\*.pfx"], True, True),
        # what every server has, and the key of an authority
        (["site.key"], ["c:\\w\\site.key"], False, False),
        (["ca.key"], ["c:\\w\\ca.key"], True, False),
        (["a.key", "b.key"], ["c:\\w\\a.key", "c:\\w\\b.key"], False, True),
        (["/etc/ssl/private"], ["/etc/ssl/private"], True, True),
        (["a.cer"], [], False, False),
    ],
)
def test_the_keys_among_operands(words: list[str], keys: list[str], loud: bool, many: bool) -> None:
    found = circumstances.keys_of(words, "C:\\w")
    assert found == keys
    assert (circumstances.is_loud(found), circumstances.are_many(found)) == (loud, many)


@pytest.mark.parametrize(
    ("keys", "target", "telling", "indicators"),
    [
        (["c:\\w\\a.pfx"], "c:\\x", False, []),
        (["c:\\users\\ann\\a.pfx"], "c:\\users\\bob\\x", True, ["key_other_profile"]),
        (["c:\\w\\a.pfx"], "\\\\fs1\\x", True, ["key_to_share"]),
        (["\\\\fs1\\x\\a.pfx"], "c:\\x", False, ["input_remote"]),
        (["c:\\w\\a.pfx"], "c:\\users\\public\\a.txt", False, ["output_user_writable", "key_disguised"]),
        (["/etc/kubernetes/pki/ca.key"], "/srv", True, ["authority_key"]),
    ],
)
def test_where_keys_come_from_and_go_to(keys: list[str], target: str, telling: bool, indicators: list[str]) -> None:
    report = Report()
    assert circumstances.judge_places(report, keys, target, "") is telling
    assert [finding.indicator for finding in report.findings] == indicators


@pytest.mark.parametrize("extension", sorted(circumstances._DISGUISES))
def test_a_key_gets_another_name(extension: str) -> None:
    assert f"the key gets the name n.{extension}" in told(f"copy w.pfx C:\\x\\n.{extension}")


def test_the_disguises_are_names_that_nobody_looks_at() -> None:
    assert sorted(circumstances._DISGUISES) == (
        "bin bmp css dat dll doc docx gif html ini jpeg jpg js log mp3 pdf png tmp txt xls xlsx xml".split()
    )
