"""Programs that a line of cmd.exe copies and then runs under another name."""

from __future__ import annotations

from collections.abc import Sequence

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Token

_PROGRAMS = frozenset({"exe", "com", ""})


class Copies:
    """The copies of one line so far. renamed: a sentence for each that was run."""

    def __init__(self) -> None:
        self.renamed: list[str] = []
        self._sources: dict[str, str] = {}

    def concern(self, text: str) -> bool:
        """Whether a command may make a copy, or run one."""
        return bool(self._sources) or _copies(text)

    def original(self, text: str, words: Sequence[Token]) -> str:
        """The command with its program called by its first name. A copy that it makes is remembered.

        text: one command; words: its words.
        """
        if not words:
            return text
        if _copies(text):
            operands = [word.text for word in words[1:] if word.text[:1] != "/"]
            if len(operands) == 2 and paths.stem(operands[0]) != paths.stem(operands[1]):
                self._sources[paths.stem(operands[1])] = operands[0]
            return text
        source = self._sources.get(paths.stem(words[0].text))
        if source is None or paths.extension(source) not in _PROGRAMS:
            return text
        self.renamed.append(f"{paths.base(source)} runs under the name {paths.base(words[0].text)}")
        name = f'"{source}"' if " " in source else source
        return name + text[text.find(words[0].raw) + len(words[0].raw) :]


def _copies(text: str) -> bool:
    return text[:5].lower() in ("copy ", "xcopy", "copy\t")
