"""Search macros: `name` and `name(a, b)` between backticks, from macros.conf.

Sources: macros.conf.spec; Knowledge Manager Manual, "Use search macros in searches" (no expansion inside double quotes,
nesting) and "Define search macros in Settings" (arguments, validation). Arguments may be quoted to hold a comma; the
quotes are not part of the argument. An eval-based macro must give a string. A validation that is Boolean must be
true; one that is not must be null, and otherwise gives the message.
"""

from __future__ import annotations

import re

from lab.spl import functions
from lab.spl.context import App
from lab.spl.errors import SplError
from lab.spl.expressions import compile_node, parse
from lab.spl.source import Span, quoted_end, unescape, without_comments

_CALL = re.compile(r"\s*([A-Za-z_][\w.:-]*)\s*(?:\((.*)\))?\s*", re.DOTALL)
_DEPTH = 30
_LENGTH = 200_000


def expand(search: str, app: App, now: float, depth: int = 0) -> str:
    """Replace all macros by their definitions. Raises SplError for what is unknown, misused or without end."""
    if depth > _DEPTH:
        raise SplError("macros that contain each other without end")
    pieces, place = [], 0
    while place < len(search):
        char = search[place]
        if char == '"':
            after = quoted_end(search, place, len(search))
            pieces.append(search[place:after])
        elif char == "`":
            close = _closing(search, place)
            text = without_comments(_definition(search, place, close, app, now))
            pieces.append(expand(text, app, now, depth + 1))
            after = close + 1
        else:
            after = place + 1
            pieces.append(char)
        place = after
    expanded = "".join(pieces)
    if len(expanded) > _LENGTH:
        raise SplError(f"the search is longer than {_LENGTH} characters with its macros")
    return expanded


def _closing(search: str, start: int) -> int:
    place = start + 1
    while place < len(search):
        if search[place] == "`":
            return place
        place = quoted_end(search, place, len(search)) if search[place] == '"' else place + 1
    raise SplError("a backtick that is never closed", search, start)


def _definition(search: str, start: int, close: int, app: App, now: float) -> str:
    call = _CALL.fullmatch(search, start + 1, close)
    if not call:
        raise SplError("not a call of a macro between the backticks", search, start)
    given = _arguments(call[2]) if call[2] is not None and call[2].strip() else []
    name = f"{call[1]}({len(given)})" if given else call[1]
    stanza = app.macros.get(name)
    if stanza is None or "definition" not in stanza:
        raise SplError(f'unknown macro "{name}"', search, start)
    names = [arg.strip() for arg in stanza.get("args", "").split(",") if arg.strip()]
    if len(names) != len(given):
        raise SplError(f'macro "{name}": args names {len(names)} arguments, {len(given)} are given', search, start)
    values = _assigned(names, given)
    if set(values) != set(names):
        raise SplError(f'macro "{name}": an argument is given twice', search, start)
    if "validation" in stanza:
        _validate(_fill(stanza["validation"], values), name, stanza.get("errormsg", ""), now, (search, start))
    text = _fill(stanza["definition"], values)
    if stanza.get("iseval", "0").lower() not in ("1", "true"):
        return text
    result = _evaluate(text, name, now)
    if not isinstance(result, str):
        raise SplError(f'macro "{name}": an eval-based definition must give a string, not {result!r}', search, start)
    return result


def _arguments(text: str) -> list[str]:
    """Split at commas outside quotes and parentheses."""
    found, start, place, depth = [], 0, 0, 0
    while place < len(text):
        char = text[place]
        if char == '"':
            place = quoted_end(text, place, len(text))
            continue
        depth += (char == "(") - (char == ")")
        if char == "," and not depth:
            found.append(text[start:place])
            start = place + 1
        place += 1
    found.append(text[start:])
    return [_unquote(part.strip()) for part in found]


def _assigned(names: list[str], given: list[str]) -> dict[str, str]:
    """Arguments by position, or by name as in `search(fragment=TM)` ("Search macro examples")."""
    values = {}
    for name, text in zip(names, given, strict=True):
        key, sign, value = text.partition("=")
        values[key if sign and key in names else name] = value if sign and key in names else text
    return values


def _unquote(text: str) -> str:
    if text.startswith('"') and quoted_end(text, 0, len(text)) == len(text):
        return unescape(text[1:-1])
    return text


def _fill(text: str, values: dict[str, str]) -> str:
    """Put the arguments in, all at once: what looks like `$name$` inside an argument is not an argument."""
    if not values:
        return text
    pattern = re.compile("|".join(re.escape(f"${name}$") for name in values))
    return pattern.sub(lambda match: values[match[0][1:-1]], text)


def _evaluate(text: str, name: str, now: float) -> object:
    try:
        compiled = compile_node(parse(Span(text, 0, len(text))), functions.scope(text, now))
        return compiled.run({})
    except SplError as error:
        raise SplError(f'macro "{name}": {error}') from None


def _validate(text: str, name: str, message: str, now: float, where: tuple[str, int]) -> None:
    node = parse(Span(text, 0, len(text)))
    boolean = compile_node(node, functions.scope(text, now)).boolean
    result = _evaluate(text, name, now)
    if (boolean and result is not True) or (not boolean and result is not None):
        raise SplError(f'macro "{name}": {message if boolean else result}', *where)
