"""Takes secrets out of texts. Sentences keep their words, paths keep what joins them with other events."""

from __future__ import annotations

import re
from collections.abc import Iterable

from codesignrisk_core import clean
from codesignrisk_core.masking.learning import EVERYTHING, of_text
from codesignrisk_core.masking.own_words import ORDINARY

MASK = "***"

# As much of a text as is looked at: several times of what is ever shown, since masking makes texts shorter.
_WINDOW = 2_048
# A secret of fewer characters, or one that is part of a word of ours, is masked as a whole word only.
_ANYWHERE_FROM = 6
# Of a longer secret, so much is looked for, and what stands behind it up to a blank is taken with it.
_BEGINNING = 256
# A text with more secrets than this says nothing else, and of a line with more nobody knows what is none.
_MAX_IN_ONE = 32
MAX_SECRETS = 128

_ALL_ORDINARY = "\n".join(sorted(ORDINARY))
_LOGIN = re.compile(r"://[^/@\s]{1,2048}@")
_QUERY = re.compile(r"(://[^\s?#]{0,2048})[?#]\S*|(\.\w{1,12})[?#][^\s\\]+|\?\S*=\S*")
_NAMED = re.compile(r"[=:]|(?:^|\s)[-/]")


def address(text: str) -> str:
    """A text whose web addresses have neither login nor query: ``https://u:pw@h/k.pfx?sig=x`` -> ``https://h/k.pfx``."""
    if "://" in text:
        text = _LOGIN.sub("://", text)
    if "?" in text or "#" in text:
        text = _QUERY.sub(lambda found: found[1] or found[2] or "", text)
    return text


class Mask:
    """Masks a set of secrets, without regard to case, and whatever a text itself calls a secret."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms: dict[str, None] = {}
        self._everything = False
        for secret in secrets:
            self._everything |= secret == EVERYTHING
            forms.update(dict.fromkeys(_forms(secret.lower())))
            if len(forms) > MAX_SECRETS or self._everything:
                self._everything = True
                break
        self._secrets = frozenset(forms)
        self._longest = max(map(len, forms), default=0)

    def text(self, text: str, longest: int) -> str:
        """A text fit to be shown, of at most so many characters."""
        if not text:
            return ""
        if self._everything:
            return MASK
        cut = len(text) > _WINDOW
        text = address(text[:_WINDOW])
        lower = text.lower()
        held = {secret for secret in self._secrets if secret in lower}
        if _NAMED.search(text):
            named = of_text(text)
            if EVERYTHING in named:
                return MASK
            held.update(form for secret in named for form in _forms(secret.lower()))
        if held:
            found = sorted(held - ORDINARY, key=lambda secret: (-len(secret), secret))
            if len(found) > _MAX_IN_ONE:
                return MASK
            if found:
                text = re.sub("|".join(map(_pattern, found)), MASK, text, flags=re.IGNORECASE)
        if cut:  # what stands at its end may be the first half of a secret
            text = text[: max(0, len(text) - self._longest)]
        return clean.line(text, longest)

    def operand(self, text: str, longest: int) -> str:
        """The same for a file or a target, which may be a secret as a whole, and then any word is one."""
        return MASK if text.lower() in self._secrets else self.text(text, longest)


def _forms(secret: str) -> Iterable[str]:
    """How a secret may look once it was taken for a path: with other slashes, or by its last part."""
    secret = secret.strip("\"' \t\r\n")
    if not secret:
        return
    yield secret[:_BEGINNING]
    if "/" in secret or "\\" in secret:
        yield secret[:_BEGINNING].replace("/", "\\")
        yield from (part[:_BEGINNING] for part in re.split(r"[\\/]", secret) if len(part) >= _ANYWHERE_FROM)


def _pattern(secret: str) -> str:
    escaped = re.escape(secret)
    if len(secret) == _BEGINNING:
        return escaped + r"[^\s\"']*"
    if len(secret) >= _ANYWHERE_FROM and secret not in _ALL_ORDINARY:
        return escaped
    return rf"(?<!\w){escaped}(?!\w)"
