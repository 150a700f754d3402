"""The types that travel between the modules. They hold data and know nothing of one another's makers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

MAX_OPERANDS = 256
"""As many files, and as many targets, of one command are looked at. Output shows fewer."""
TOO_MANY_OPERANDS = f"more than {MAX_OPERANDS} files in one command"

ANY, POSIX = "any", "posix"
"""Platforms of a Tool."""


class Token(NamedTuple):
    """One word of a command line.

    text: the word as the program receives it (quotes resolved), Unicode folded (see cmdline.normalise).
    raw: the word as it stands in the line, quotes and odd characters included.
    """

    text: str
    raw: str

    @property
    def lower(self) -> str:
        """The word for comparisons; tools on Windows compare options and stores without case."""
        return self.text.lower()


class Command(NamedTuple):
    """One command that a tool module can judge: a process start itself, or a command found inside another one.

    image: path or name of the program, as known (may lack its directory).
    tokens: the words of the line, the program's own name first.
    line: the text of this command, not of the line that wraps it.
    cwd: directory that relative operands resolve against, or "".
    layers: the wrappers it was found in, outermost first; empty for the process itself.
    """

    image: str
    tokens: tuple[Token, ...]
    line: str
    cwd: str = ""
    layers: tuple[str, ...] = ()

    @property
    def args(self) -> tuple[Token, ...]:
        """The words behind the program's name."""
        return self.tokens[1:]

    @property
    def program(self) -> str:
        """Path or name of the program: the image, else the first word, else ""."""
        return self.image or (self.tokens[0].text if self.tokens else "")

    @property
    def is_posix(self) -> bool:
        """Whether it may be a program of macOS or Linux: those of Windows have a backslash or .exe somewhere."""
        return "\\" not in self.program and not self.program.lower().endswith(".exe")


class Finding(NamedTuple):
    """One indicator that applies, with the sentence that tells an analyst why."""

    indicator: str
    sentence: str


class Arrival(NamedTuple):
    """A certificate that goes into a store or a file.

    indicator: what tells of it. store: the store's canonical name, "" for a file.
    hashes: the thumbprints that the event proves, none where only a word stands for them. The name of a file proves
    nothing; the key of a store, an item of the Cert: drive and the hash of a file's content do.
    """

    indicator: str
    store: str
    hashes: tuple[str, ...]


@dataclass
class Report:
    """What one command or event does. A tool module fills it; scoring and output read it.

    findings: indicators with their sentences. Sentences never hold a secret.
    around: those of them that only the script around the process shows, of which it is one command.
    flags: names of the published 0/1 fields that are true (SigntoolSignCmd, CertImport, ...).
    files: certificate and key operands, normalised (cmdline.paths); targets: what was signed.
    arrivals: the certificates that go into stores or files.
    secrets: passwords and PINs on the line, so that output can mask them wherever they surface.
    hidden: the line was disguised (renamed tool, obfuscation), or a certificate is known to be bad, which voids every
    benign credit.
    limits: bounds that were reached, so that something was not looked at.
    unread: the texts behind those bounds, which process.unread looks through. They may hold secrets.
    """

    tool: str = ""
    action: str = ""
    findings: list[Finding] = field(default_factory=list)
    around: set[str] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    store: str = ""
    files: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    thumbprint: str = ""
    arrivals: list[Arrival] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    hidden: bool = False
    limits: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def take(self, what: str, operands: Iterable[str]) -> list[str]:
        """As many of the operands as are looked at. what: files or targets."""
        room = MAX_OPERANDS - self.taken.get(what, 0)
        kept = list(islice(operands, room + 1))
        if len(kept) > room:
            kept.pop()
            self.limit(TOO_MANY_OPERANDS)
        self.taken[what] = self.taken.get(what, 0) + len(kept)
        return kept

    def limit(self, reason: str, unread: str = "") -> None:
        """Remember a bound that was reached, once, and the text that it leaves unread."""
        if reason not in self.limits:
            self.limits.append(reason)
        if unread and unread not in self.unread:
            self.unread.append(unread)

    def take_limits(self, part: Report) -> None:
        """Take over what a report on a part of this one says of bounds."""
        for reason in part.limits:
            self.limit(reason)
        self.unread += (text for text in part.unread if text not in self.unread)

    def shows(self, indicator: str) -> bool:
        """Whether an indicator is recorded."""
        for found in self.findings:  # noqa: SIM110  a generator costs more than the search
            if found.indicator == indicator:
                return True
        return False

    def add(self, indicator: str, sentence: str) -> None:
        """Record an indicator once; the first sentence for it stays."""
        if not self.shows(indicator):
            self.findings.append(Finding(indicator, sentence))

    def add_around(self, finding: Finding) -> None:
        """Record what the script around the process shows, unless the process itself shows it."""
        if not self.shows(finding.indicator):
            self.findings.append(Finding(finding.indicator, f"in the same script, {finding.sentence}"))
            self.around.add(finding.indicator)


class Tool(NamedTuple):
    """A program that the scorer knows.

    images: base names in lower case without ``.exe``.
    original_names: OriginalFileName of the version resource, lower case.
    judge: what one command line of it does.
    platform: POSIX for a program of macOS or Linux, whose short name one of Windows may have too; ANY else.
    words: for programs that are everywhere, the words of which one stands on every line of theirs that can score, as an
    index breaks words ("a b" needs both, "ab*" whatever begins so); () where the name suffices.
    """

    name: str
    images: tuple[str, ...]
    original_names: tuple[str, ...]
    judge: Callable[[Command], Report]
    platform: str = ANY
    words: tuple[str, ...] = ()

    def may_be(self, command: Command) -> bool:
        """Whether a command of this tool's name may be this tool, by its platform."""
        return self.platform == ANY or command.is_posix


class Script(NamedTuple):
    """Program text found on a command line or in an event, to be judged by its language's grammar.

    language: "powershell", "vbscript" or "jscript". layers: as in Command.
    """

    text: str
    language: str = "powershell"
    cwd: str = ""
    layers: tuple[str, ...] = ()
