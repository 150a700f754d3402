"""Tables: their separators, the lines before the header, and what goes wrong in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

ReadAll = Callable[..., tuple[list[Any], list[str]]]
TWO = [{"_time": "1", "Image": "a;b"}, {"_time": "2", "Image": "c"}]


def test_csv_exports(read_all: ReadAll) -> None:
    text = '_time,Image,tags,__mv_tags,"data.x"\n1,"C:\\a ""b""","p\nq","$p$;$q$$$",\n2,,one,,"l1\nl2"\n'
    assert read_all("x.csv", text) == (
        [{"_time": "1", "Image": 'C:\\a "b"', "tags": ["p", "q$"]}, {"_time": "2", "tags": "one", "data.x": "l1\nl2"}],
        [],
    )


@pytest.mark.parametrize("name", ["x.csv", "x.txt", "x", "x.tsv"])
@pytest.mark.parametrize(
    "text",
    [
        "_time,Image\n1,a;b\n2,c\n",
        '_time;Image\n1;"a;b"\n2;c\n',
        "_time\tImage\r\n1\ta;b\r\n2\tc\r\n",
        "_time|Image\n1|a;b\n2|c",
        "sep=,\n_time,Image\n1,a;b\n2,c\n",
        '"sep=;"\n_time;Image\n1;"a;b"\n2;c\n',
        '#TYPE Some.Type\r\n"_time","Image"\r\n"1","a;b"\r\n"2","c"\r\n',
        '\ufeff"_time";"Image"\n"1";"a;b"\n"2";"c"\n',
    ],
    ids=["comma", "semicolon", "tab", "bar", "Excel's line", "in quotes", "PowerShell's line", "byte order mark"],
)
def test_separators_and_prefaces(text: str, name: str, read_all: ReadAll) -> None:
    assert read_all(name, text) == (TWO, [])


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
    assert read_all("x.csv", "#TYPE x\na,b\n1\n1,2\n") == (
        [{"a": "1", "b": "2"}],
        ["line 3: 1 cells, the header has 2"],
    )


def test_a_separator_that_nobody_knows_is_told(read_all: ReadAll) -> None:
    _, (note,) = read_all("x.csv", "_time^Image^User\n1^a^b\n", notes=True)
    assert note.startswith("a table with one column, '_time^Image^User': is its separator none of , ; | and tab?; of 1")


def test_an_open_quote_has_a_bound(read_all: ReadAll, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lab.readers.csv_file.LONGEST_EVENT", 1000)
    records, problems = read_all("x.csv", "a,b\n1,2\n" + '3,"4\n' + "5,6\n" * 1000)
    assert records == [{"a": "1", "b": "2"}]
    assert problems == [
        "line 3: a row of more than 1,000 characters: is a quote left open?; the rest of the file is not read"
    ]


def test_a_long_header_is_read_in_time(read_all: ReadAll) -> None:
    names = [f"n{number}" for number in range(200_000)]
    records, problems = read_all("x.csv", ",".join(names) + "\n" + ",".join("1" * len(names)) + "\n")
    assert (len(records[0]), problems) == (200_000, [])
