"""Finds passwords that a shell gives to a program by a file or a descriptor which it makes, not standard input.

``openssl ... -passin file:<(echo PW)``, ``openssl ... -passin fd:3 3<<<PW``, ``gpg --passphrase-fd 4 4< <(echo PW)``.
Sources: the manual of bash (process substitution, here strings, redirections); of programs: at the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codesignrisk_core.cmdline import paths
from codesignrisk_core.cmdline import secret_names as names
from codesignrisk_core.masking import printed
from codesignrisk_core.masking.standard_input import MAX_READERS, reads_password, segment

_MAX_SIDE = 4_096
_MAX_OPTION = 128
_MAX_PROGRAM = 512

# The options of a letter that name a file with a password, by program: its manual.
_SHORT = {"sshpass": "f", "pk12util": "kw", "certutil": "f"}
# An option that waits for its value: openssl's and keytool's put "file" between, others end in it.
_OPTION = re.compile(
    r"(?<![\w-])-{1,2}(?P<name>[A-Za-z][\w-]{0,64}?)(?:[-_]?file)?(?::file)?(?:[ \t]{1,8}|[=:])"
    r"[\"'\\]{0,2}(?:file:)?[\"'\\]{0,2}$",
    re.IGNORECASE,
)

_GIVEN = re.compile(r"(?<!\w)(?P<number>\d{1,4})?(?:(?P<output><\s{0,8}<\()|(?P<here><<)(?!\())|(?P<file><\()")
_INNER = re.compile(r"""(?:\\.|"[^"]{0,4096}"|'[^']{0,4096}'|[^()"'\\]){1,4096}(?=\))""", re.DOTALL)
# A descriptor that an option names for a password.
_NAMED = re.compile(
    r"(?<!\w)(?:fd:|--passphrase-fd[ =]|sshpass(?:\.exe)?\s{1,8}-d\s?)(\d{1,4})(?!\w)"
    r"|(/dev/fd/|/proc/self/fd/)(\d{1,4})(?!\w)"
)


def of_text(text: str) -> Iterator[str]:
    """The passwords given to programs in text of a shell, as a whole and word by word; linear.

    More than MAX_READERS programs are not looked at: the caller gets an empty text for them.
    """
    if "<(" not in text and "<<" not in text:
        return
    named = set(_descriptors(text))
    readers = 0
    for given in _GIVEN.finditer(text):
        passed = _is_password(text, given, named)
        readers += passed or bool(given["output"])  # to look at that costs, whatever comes of it
        if readers > MAX_READERS:
            yield ""
            return
        if not passed:
            continue
        if given["here"]:
            here = printed.HERE.match(text, given.start("here"))
            if here:
                yield from printed.words(here[1] or here[2])
        else:
            inner = _INNER.match(text, given.end(), given.end() + _MAX_SIDE)
            yield from printed.by_any(inner[0] if inner else "")


def _descriptors(text: str) -> Iterator[int]:
    """The descriptors that options name for a password."""
    if "fd" in text or "sshpass" in text:
        for match in _NAMED.finditer(text):
            if match[1] or _is_option_before(text, match.start()):
                yield int(match[1] or match[3])


def _is_password(text: str, given: re.Match[str], named: set[int]) -> bool:
    """Whether a program takes what is given here for a password."""
    if given["file"]:
        return _is_option_before(text, given.start())
    number = int(given["number"] or 0)
    if number:
        return number in named
    if given["here"]:
        return False  # standard_input's
    before = printed.BREAK.split(text[max(0, given.start() - _MAX_SIDE) : given.start()])[-1]
    return reads_password(f"{before} {segment(text, given.end())}")


def _is_option_before(text: str, place: int) -> bool:
    """Whether an option that takes a file with a password ends before a place."""
    option = _OPTION.search(text, max(0, place - _MAX_OPTION), place)
    if option is None:
        return False
    name = option["name"]
    if len(name) > 1:
        return name.lower().endswith("pass") or names.is_secret(name)  # osslsigncode -readpass, apksigner --ks-pass
    before = printed.BREAK.split(text[max(0, option.start() - _MAX_PROGRAM) : option.start()])[-1]
    if not any(program in before for program in _SHORT):
        return False
    programs = (paths.stem(word.strip("\"'\\(){}`")) for word in before.split())
    return any(name in _SHORT.get(program, "") for program in programs)
