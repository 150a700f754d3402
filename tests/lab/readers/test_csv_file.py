"""CSV exports of searches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ReadAll = Callable[[str, str | bytes], tuple[list[Any], list[str]]]


def test_csv_exports(read_all: ReadAll) -> None:
    text = '_time,Image,tags,__mv_tags,"data.x"\n1,"C:\\a ""b""","p\nq","$p$;$q$$$",\n2,,one,,"l1\nl2"\n'
    assert read_all("x.csv", text) == (
        [{"_time": "1", "Image": 'C:\\a "b"', "tags": ["p", "q$"]}, {"_time": "2", "tags": "one", "data.x": "l1\nl2"}],
        [],
    )


def test_csv_problems_name_the_line_and_the_rest_is_read(read_all: ReadAll) -> None:
    text = 'a,__mv_a\n"1\n1",\n2\n3,,x\n4,$4\n5,\n"6'
    records, problems = read_all("x.csv", text)
    assert records == [{"a": "1\n1"}, {"a": "5"}]
    assert problems == [
        "line 4: 1 cells, the header has 2",
        "line 5: 3 cells, the header has 2",
        "line 6: not a multivalue cell: '$4'",
        "line 8: unexpected end of data",
    ]
