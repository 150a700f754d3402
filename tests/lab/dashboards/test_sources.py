"""The data sources of a view as searches."""

from __future__ import annotations

import pytest

from lab.dashboards.sources import name_of

BOARD = {
    "dataSources": {
        "ds_a": {"type": "ds.search", "name": "Of a host", "options": {"query": "index=* host=$host|s$ | head"}},
        "ds_b": {"type": "ds.chain", "name": "Above", "options": {"extend": "ds_a", "query": "| where n>$least$"}},
        "ds_c": {"type": "ds.test", "name": "Fixed", "options": {}},
    }
}


@pytest.mark.parametrize(
    ("search", "name"),
    [
        ('index=* host="ws-1" | head', "Of a host"),
        ('index=* host="a\nb|s$" | head', "Of a host"),
        ("| where n>20", "Above"),
        ('index=* host="ws-1" | head 5', ""),
        ("| where m>20", ""),
    ],
)
def test_a_search_is_named_by_its_data_source_whatever_its_tokens_hold(search: str, name: str) -> None:
    assert name_of(BOARD, search) == name
