"""Finds the secrets of a command by the names of its options and variables, whatever tool it is.

A tool's own grammar knows its passwords better, and puts them on the report. This finds those of tools and options
that no grammar knows, whose value falls among the operands and would be shown as a file or a target.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from codesignrisk_core.cmdline import secret_names as names
from codesignrisk_core.masking import applescript, credentials, descriptors, places, standard_input
from codesignrisk_core.rules import passwords

# As much of a text as is looked at, and as many secrets as are remembered of it.
MAX_TEXT = 65_536
MAX_SECRET = 4_096
# More than are ever masked one by one.
_ENOUGH = 512
EVERYTHING = "\0"
"""In the place of a secret: there are more of them than are looked for, so no text is shown."""

_NAME = r"[A-Za-z][A-Za-z0-9_-]{0,128}"
_OPTION = re.compile(rf"(?:[-\u2010-\u2015\u2212]{{1,2}}|/)({_NAME})(?:[:=](.*))?", re.DOTALL)
_ASSIGNED = re.compile(rf"(?:^|[\"'\s;&|,@({{\[/-])\$?(?:env:)?({_NAME})[=:](.*)", re.DOTALL | re.IGNORECASE)
# The same in text that nobody has split: the name, what joins it to its value, and the value up to a blank or quote.
_IN_TEXT = re.compile(
    rf"""(?<![\w.-])(?P<dash>[-\u2010-\u2015\u2212]{{1,2}}|/)?\$?(?:env:)?(?P<name>{_NAME})["']?"""
    r"""(?P<join>\s{0,64}[=:]\s{0,64}|(?(dash)\s{1,64}|(?!)))""",
    re.IGNORECASE,
)
_VALUE = re.compile(rf"""["]([^"]{{0,{MAX_SECRET}}})|[']([^']{{0,{MAX_SECRET}}})|([^\s"']{{1,{MAX_SECRET}}})""")
_PLAIN_TEXT = re.compile(r"""SecureString\s{1,64}(?:-String\s{1,64})?(?=["']?([^\s"']{1,4096}))""", re.IGNORECASE)
_HEADERS = ("bearer", "basic", "apikey", "x-api-key:", "x-auth-token:")
_HEADER = re.compile(rf"(?:{'|'.join(_HEADERS)})\s{{1,64}}([^\s\"']{{4,4096}})", re.IGNORECASE)
# sshpass(1): the password hangs on -p. The call stands as a whole in an option of another program (rsync -e).
_SSHPASS = re.compile(r"sshpass(?:\.exe)?\s{1,64}-p\s{0,64}([^\s\"']{1,4096})", re.IGNORECASE)
_TOKEN_PIN = re.compile(r"\{\{([^{}]{1,4096})\}\}")  # /kc [reader{{PIN}}]=container
_ADDRESS = re.compile(r"://(?:([^/\s@\"'?#]{1,4096})@)?[^\s\"'?#]{0,2048}(?:[?#]([^\s\"']{1,4096}))?")
# What -p is followed by where it is no password: a place, or a file by its kind.
_PATH = re.compile(
    r"^[A-Za-z]:|^[\\/.~%$]|\\|\.(?:cer|crt|der|pem|pfx|p12|pvk|snk|jks|exe|dll|sys|msi|zip|7z|rar|txt|ps1|bat|xml|json)$",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:[A-Za-z]{2,5}|[cdeh]|7z|b64|bz2|mp[34]|p12|p7[a-z]|ps1|x86)$")
# A dash or slash that an option may begin with, and the beginning of a path on a drive, which holds a colon.
_DASHED = re.compile(r"[-/\u2010-\u2015\u2212](?<![\w.-].)", re.DOTALL)
_DRIVE = ":\\"
_EXPRESSION = re.compile(r"\(?(?:ConvertTo-SecureString|Read-Host|Get-|New-Object)", re.IGNORECASE)
# forfiles puts a character in place of such a number, also a blank, at which the value falls apart.
_FORFILES = re.compile("0x[0-9a-f]{2}", re.IGNORECASE)
_LEAST_PART = 3
_LEAST_KEY = 8
# A text in quotes and what may end the statement behind it: that is no part of the secret, and stays to be read.
_QUOTED = re.compile(r"""(["'])((?:(?!\1).)+)\1[;)}\]]{1,64}""", re.DOTALL)
_TAIL = re.compile(r"[&|<>;\r\n]")


def of_words(words: Sequence[str]) -> list[str]:
    """The secrets among the words of one command."""
    found: list[str] = []
    policies = places.policy_words(words)
    line = credentials.Line(" ".join(words)[:MAX_TEXT])
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if len(found) > _ENOUGH:
            return [*found, EVERYTHING]
        found += _marked(word[:MAX_TEXT])
        if " " in word and _may_speak(word):  # the text of a script, as the shell hands it over
            found += _spoken(word[:MAX_TEXT])
        if place in policies:
            continue
        option = _OPTION.match(word)
        for name, value in (option.groups(default=""),) if option else ():
            if name.lower() in names.ACCOUNTS:
                found += _account(value or following)
            elif names.is_secret(name):
                found += _values(name, value or following, attached=bool(value))
            elif credentials.may_name(name) and line.is_key(name, value or following):
                found += _keys(name, value or following, attached=bool(value))
        assigned = _ASSIGNED.search(word) if not option and ("=" in word or ":" in word) else None
        if assigned and names.is_secret(assigned[1]):
            found += _values(assigned[1], assigned[2] or following, attached=True)
    found += places.operands(words)
    found += _known(line)
    return list(dict.fromkeys(found))


def of_text(text: str) -> list[str]:
    """The secrets in text that nobody has split into words: a script, or a line in a language that is not known."""
    text = text[:MAX_TEXT]
    found = dict.fromkeys(chain(_marked(text), places.operands_of_text(text)))
    size = 0
    line = credentials.Line(text)
    policies = deque(places.policy_spans(text) if "-p" in text else ())
    for match in _IN_TEXT.finditer(text) if _joins(text) else ():
        if len(found) > _ENOUGH or size > MAX_TEXT:
            return [*found, EVERYTHING]
        bare, account = match["join"].isspace(), match["name"].lower() in names.ACCOUNTS
        secret = account or names.is_secret(match["name"])
        if (bare and not match["dash"]) or not (secret or credentials.may_name(match["name"])):
            continue
        if match["name"] == "p" and bare and _is_inside(match.start(), policies):
            continue
        quoted = _VALUE.match(text, match.end())
        value = "".join(filter(None, quoted.groups())) if quoted else ""
        size += len(value)  # one may hold the next ones
        if not secret:
            if match["dash"] and line.is_key(match["name"], value):
                found.update(dict.fromkeys(_keys(match["name"], value, attached=not bare)))
        elif not account:
            found.update(dict.fromkeys(_values(match["name"], value, attached=not bare)))
        elif match["dash"]:
            found.update(dict.fromkeys(_account(value)))
    found.update(dict.fromkeys(_known(line)))
    if _may_hold(text, ("securestring",)):
        for match in _PLAIN_TEXT.finditer(text):
            found.update(dict.fromkeys(_values("password", match[1], True)))
    if _may_speak(text):
        found.update(dict.fromkeys(_spoken(text)))
    return list(found)


def handed_over(text: str) -> str:
    """The first password in text of a shell that it gives to a program, or ""."""
    text = text[:MAX_TEXT]
    if "|" not in text and "<" not in text:
        return ""
    given = chain(standard_input.of_text(text), descriptors.of_text(text))
    return next((secret for secret in given if passwords.is_clear(secret)), "")


def _is_inside(place: int, spans: deque[tuple[int, int]]) -> bool:
    """Whether a place is in one of these spans. Those that end before it are dropped: the places come in order."""
    while spans and spans[0][1] <= place:
        spans.popleft()
    return bool(spans) and spans[0][0] <= place


def _may_speak(text: str) -> bool:
    """Whether _spoken may find anything: a pipe, a here document, a command's output as a file, or AppleScript's."""
    return "|" in text or "<<" in text or "<(" in text or ('"' in text and "password" in text.lower())


def _spoken(text: str) -> Iterator[str]:
    """Secrets that the grammar of a language tells: AppleScript's, and those that a shell gives to a program."""
    found = size = 0
    for secret in chain(applescript.of_text(text), standard_input.of_text(text), descriptors.of_text(text)):
        found, size = found + 1, size + len(secret)
        if not secret or found > _ENOUGH or size > MAX_TEXT:
            yield EVERYTHING
            return
        yield from _values("password", secret, True)


def _joins(text: str) -> bool:
    """Whether anything in a text may join a name and its value. The colon of a drive does not: no drive is a secret."""
    text = text[3:] if text[1:3] == _DRIVE else text
    return "=" in text or ":" in text or _DASHED.search(text) is not None


def _may_hold(text: str, words: Iterable[str]) -> bool:
    """Whether one of these words may stand in a text: other alphabets have letters that differ from theirs in case."""
    lower = text.lower()
    return any(word in lower for word in words) or not text.isascii()


def _values(name: str, value: str, attached: bool) -> Iterator[str]:
    """The forms in which a value may surface, none where it is a variable, a file or a word of the tool's own."""
    quoted = _QUOTED.fullmatch(value[:MAX_SECRET])
    value = (quoted[2] if quoted else value[:MAX_SECRET]).strip("\"'` ")
    if value.lower().startswith(("pass:", "env:", "file:")):
        kind, _, value = value.partition(":")
        if kind.lower() != "pass":
            return
    if not any(map(str.isalnum, value)) or not passwords.is_clear(value) or _EXPRESSION.match(value):
        return
    if not attached and value[0] == "-":
        return
    if name.lower() in names.AMBIGUOUS and _PATH.search(value):
        return
    yield value
    cut = _TAIL.split(value, maxsplit=1)[0].strip("\"'`()[]{}, ")
    if cut and cut != value and passwords.is_clear(cut):
        yield cut
    if "0x" in value.lower():
        yield from (part for part in _FORFILES.split(value) if part != value and len(part) >= _LEAST_PART)


def _keys(name: str, value: str, attached: bool) -> Iterator[str]:
    """The forms of a key: the whole value, and either hash of ``LM:NT``."""
    for form in _values(name, value, attached):
        yield form
        yield from (part for part in form.split(":") if part != form and len(part) >= _LEAST_KEY)


def _known(line: credentials.Line) -> Iterator[str]:
    """Keys that their shape tells; EVERYTHING where there are more than are looked for."""
    for number, key in enumerate(line.keys()):
        if number > _ENOUGH:
            yield EVERYTHING
            return
        yield from _values("password", key, True)


def _account(value: str) -> Iterator[str]:
    name, joined, secret = value.strip("\"'").partition(":")
    if joined and len(name) > 1 and not secret.startswith(("//", "\\")):
        yield from _values("password", secret, True)


def _marked(text: str) -> list[str]:
    """Secrets that their surroundings mark: logins and keys in addresses, PINs of tokens, headers."""
    found: list[str] = []
    if "{{" in text:
        found += (pin for pin in _TOKEN_PIN.findall(text) if passwords.is_clear(pin))
    if "://" in text:
        for login, query in _ADDRESS.findall(text):
            found += filter(None, (login.partition(":")[2] or login,))
            found += _of_query(query)
    if "sshpass" in text.lower():
        found += (match[1] for match in _SSHPASS.finditer(text))
    if len(text.split(None, 1)) > 1 and _may_hold(text, _HEADERS):
        found += (match[1] for match in _HEADER.finditer(text))
    return found


def _of_query(query: str) -> Iterator[str]:
    """Values of a query that are keys: by their name, or because they look like nothing else."""
    for pair in re.split(r"[&;#]", query):
        name, joined, value = pair.partition("=")
        key = value if joined else name
        if names.is_secret(name) or (len(key) >= 8 and not _FILE.search(key)):
            yield from filter(None, (key.strip("),"),))
