"""Splunk's search results in XML (`output_mode=xml`): a `<result>` holds fields, and the event in `_raw`.

Form: Splunk's REST API reference, search/jobs/{sid}/results: `<field k="NAME"><value><text>`, `_raw` as `<v>`, in which
`<sg>` marks what a search found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError, fromstring

from lab.readers import shapes
from lab.readers.event_xml import EventXmlError
from lab.records import Record


def events(text: str) -> Iterator[Record]:
    """The events of one `<result>`. Raises EventXmlError."""
    try:
        result = fromstring(text)
    except (ParseError, UnicodeEncodeError) as error:
        raise EventXmlError(f"not well-formed XML: {error}") from None
    found: dict[str, Any] = {}
    for field in result.iter("field"):
        name = field.get("k") or ""
        values = ["".join(value.itertext()) for value in (*field.iter("text"), *field.iter("v"))]
        if name and values:
            found[name] = values[0] if len(values) == 1 else values
    yield from shapes.events(found)
