"""updroots: a file of certificates becomes trusted."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_windows


@pytest.mark.parametrize(
    ("line", "indicators", "store"),
    [
        ("updroots.exe roots.sst", ["add_to_store_root", "serialized_store"], "LocalMachine\\root"),
        ("updroots.exe -l roots.sst", ["add_to_store_root", "serialized_store"], "LocalMachine\\root"),
        (
            "updroots C:\\Users\\Public\\a.sst",
            ["add_to_store_root", "serialized_store", "input_user_writable"],
            "LocalMachine\\root",
        ),
        ("updroots -d delroots.sst", ["delete_from_trusted_store"], "LocalMachine\\root"),
        ("updroots", [], ""),
    ],
)
def test_updroots(line: str, indicators: list[str], store: str) -> None:
    report = judged_windows(line)
    assert (ids(report), report.store) == (indicators, store)
