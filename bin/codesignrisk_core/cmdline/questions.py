"""Lines that ask a tool for its help instead of running it.

A question counts only at the end of a line that names no file, so that it excuses nothing a tool would do all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from codesignrisk_core.model import Token

# Verbs of Windows tools look like options; getopt programs may do what stands before an option that they do not know.
_AFTER_OPTIONS = frozenset({"-?", "/?", "-help", "/help", "/h"})
_AFTER_WORDS = frozenset({"-h", "--help"})
_MAX_WORDS = 2


def asks(words: Sequence[Token]) -> bool:
    """Whether the words behind a program's name only ask for help."""
    if not words:
        return False
    last, before = words[-1].lower, [word.text for word in words[:-1]]
    bare = [text for text in before if text[:1] not in ("-", "/")]
    if last not in _AFTER_OPTIONS and (last not in _AFTER_WORDS or len(bare) < len(before)):
        return False
    return len(bare) <= _MAX_WORDS and not any(mark in text[1:] for text in before for mark in "\\/.:*=")
