"""JSON functions (Search Reference, "JSON functions")."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from lab.spl.errors import RefusalError
from lab.spl.functions.registry import function
from lab.spl.values import Value


@function("json_object", "v*")
def _json_object(*pairs: Value) -> Value:
    """Keys and values in turn, each of one value. What becomes of null is not documented."""
    if len(pairs) % 2:
        raise RefusalError("json_object() takes keys and values in turn")
    if any(value is None or isinstance(value, list) for value in pairs):
        raise RefusalError("what json_object() makes of null or of several values is not documented")
    return json.dumps(dict(zip(pairs[::2], pairs[1::2], strict=True)), ensure_ascii=False)


@function("json_extract", "ss")
def _json_extract(text: str, path: str) -> Value:
    """The value at a path, here the name of a key; null where it is not there, or the text is no JSON."""
    found: Value = _object(text).get(path)
    return found


@lru_cache(maxsize=4)
def _object(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
