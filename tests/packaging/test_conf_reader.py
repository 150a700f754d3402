"""The strict reader of .conf files: what Splunk would read differently from its author is an error."""

import pytest

from scripts.conf import ConfError, read_conf


def read(tmp_path, text):
    path = tmp_path / "some.conf"
    path.write_text(text, encoding="utf-8")
    return read_conf(path)


def test_reads_stanzas_settings_and_continued_values(tmp_path):
    text = "# note\n[one]\na = 1\nb.c = x = y\n\n[two]\na = first \\\n  # second \\\nthird\nempty =\n"
    assert read(tmp_path, text) == {
        "one": {"a": "1", "b.c": "x = y"},
        "two": {"a": "first\n  # second\nthird", "empty": ""},
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a]\nx = 1\n[a]\ny = 1\n", r"some.conf:3: stanza \[a\] is there twice"),
        ("[a]\nx = 1\nx = 2\n", "some.conf:3: x is set twice"),
        ("x = 1\n", "some.conf:1: setting before the first stanza"),
        ("[a]\nx = 1 \\ \n  2\n", "some.conf:2: space at the end"),
        ("[a]\nnonsense\n", "some.conf:2: neither a stanza"),
        ("[a\nx = 1\n", "some.conf:1: neither a stanza"),
        ("[a]\nx = 1 \\\n\n[b]\n", "some.conf:2: promises another line"),
        ("[a]\n  x = 1\n", "some.conf:2: neither a stanza"),
        ("[a]\nx = 1 \\\n", "some.conf:2: promises another line"),
    ],
)
def test_refuses(tmp_path, text, message):
    with pytest.raises(ConfError, match=message):
        read(tmp_path, text)
