"""How one process start is read, and how its score adds up: what `lab explain` prints, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from codesignrisk_core import scoring
from codesignrisk_core.cmdline import options, paths
from codesignrisk_core.events import process
from codesignrisk_core.model import Command, Report, Script, Token
from codesignrisk_core.process import identity
from codesignrisk_core.process.command_line import Part, named_secrets
from codesignrisk_core.trust import stores
from codesignrisk_core.unwrap import Unwrapped, unwrap
from rich.box import MINIMAL
from rich.table import Table
from rich.text import Text

from lab.output import score_formula
from lab.output.masking import MASK, Mask
from lab.output.terminal import STYLES, printable

_WORD_COLUMN = 48
_LONGEST = 600


def explanation(examined: process.Examination, score: scoring.Score, message: str) -> Iterator[Text | Table]:
    """The whole explanation, part by part."""
    mask = Mask([*examined.report.secrets, *named_secrets(examined.parts)])
    if examined.error:
        yield _row("error", mask.text(examined.error), style="yellow")
    if not examined.parts:
        return
    for found, report in examined.parts:
        yield from _judged(found, report, mask, _held(found, report, examined))
        yield Text()
    if not score.shares:
        yield Text(_nothing(examined), style="bold")
        return
    yield Text("Indicators", style="bold")
    yield _indicators(score, mask)
    yield from _false_positives(score)
    yield Text("How the score adds up", style="bold")
    yield from (Text(f"  {line}") for line in score_formula.lines(score.terms))
    yield Text(f"  score {score.value}, {score.band}", style=f"bold {STYLES.get(score.band, '')}")
    if message:
        yield Text()
        yield _row("message", mask.text(message))


def _nothing(examined: process.Examination) -> str:
    """What a score of 0 means: a program that is read and does nothing of the kind, or one that is not known at all."""
    names = sorted({report.tool or _tool(part) for part, report in examined.parts} - {""})
    if names:
        return (
            f"{', '.join(names)}: known, and nothing it does here scores: score 0. docs/indicators.md lists what does"
        )
    if any(isinstance(part, Script) for part, _ in examined.parts):
        return "No statement here signs, trusts, or handles certificates and keys in a way that is scored: score 0"
    return "No program here is known for certificates, keys or signing: score 0. Is it PowerShell text? Try --script"


def _tool(part: Part) -> str:
    """The tool that a command's program is, also where its grammar has nothing to report; else ""."""
    return identity.name_of(part.program) if isinstance(part, Command) else ""


def _held(found: Part, report: Report, examined: process.Examination) -> list[str]:
    """The secrets that a command's text holds: its own, and those of what may have been found inside it."""
    own = _secrets((found, report))
    if not found.layers:
        return [*examined.report.secrets, *named_secrets(examined.parts)]
    if isinstance(found, Command) and unwrap(found) == Unwrapped():
        return own
    depth = len(found.layers)
    inside = (part for part in examined.parts if part[0].layers[:depth] == found.layers != part[0].layers)
    return [*own, *chain.from_iterable(map(_secrets, inside))]


def _secrets(part: tuple[Part, Report]) -> list[str]:
    return [*part[1].secrets, *named_secrets([part])]


def _judged(found: Part, report: Report, mask: Mask, held: Iterable[str]) -> Iterator[Text]:
    """One command or script: its text, how it was found, its words, and what it does. held: see _held."""
    words = found.tokens if isinstance(found, Command) else ()
    line = mask.line(found.line if isinstance(found, Command) else found.text, words, held)
    yield Text("(not shown: it holds a secret in another form)" if line is None else _cut(line), style="bold")
    if found.layers:
        yield _row("found in", mask.text(" > ".join(found.layers)))
    if line is not None:
        yield from _words(words, found, report, mask)
    facts = {
        "language": found.language if isinstance(found, Script) else "",
        "tool": report.tool,
        "action": report.action,
        "store": report.store,
        "files": ", ".join(report.files),
        "targets": ", ".join(report.targets),
        "thumbprint": report.thumbprint,
        "flags": ", ".join(sorted(report.flags)),
    }
    yield from (_row(name, mask.text(fact)) for name, fact in facts.items() if fact)


def _words(words: Sequence[Token], found: Part, report: Report, mask: Mask) -> Iterator[Text]:
    shown = [_cut(mask.text(word.text)) for word in words]
    width = min(max(map(len, shown), default=0), _WORD_COLUMN)
    for position, (word, text) in enumerate(zip(words, shown, strict=True)):
        role = "program" if position == 0 else _role(word, found, report, mask)
        yield _row("" if position else "words", f"{text:<{width}}", f"  {role}")


def _role(word: Token, found: Part, report: Report, mask: Mask) -> str:
    """What a word is to the command, as far as the report tells."""
    value = _value(word)
    masked = mask.text(value)
    if masked == MASK:
        role = "secret"
    elif masked != printable(value):
        return "word with a secret"
    elif (path := paths.normal(value, found.cwd)) in report.files:
        role = "certificate or key file"
    elif path in report.targets:
        role = "target"
    elif report.store and stores.canonical(value) == report.store.rpartition("\\")[2]:
        role = "store"
    else:
        return "option" if options.name(word) else "word"
    return f"option with {role}" if value != word.text else role


def _value(word: Token) -> str:
    """What is attached to an option (``/f:x.pfx``, ``--file=x``), else the word."""
    if not options.name(word):
        return word.text
    ends = [at for at in (word.text.find(joiner) for joiner in ":=") if at > 0]
    return word.text[min(ends) + 1 :] if ends else word.text


def _indicators(score: scoring.Score, mask: Mask) -> Table:
    table = Table(box=MINIMAL, header_style="bold", pad_edge=False)
    for name in ("share", "weight"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("kind", "indicator", "technique"):
        table.add_column(name, no_wrap=True)
    table.add_column("why", overflow="fold")
    for finding, indicator, share in score.shares:
        cells = (f"{share:+d}", str(indicator.weight), indicator.kind, indicator.id, indicator.technique)
        table.add_row(*map(printable, cells), Text(mask.text(finding.sentence)))
    return table


def _false_positives(score: scoring.Score) -> Iterator[Text]:
    """What else looks like this, for those who have to decide."""
    known = {share.indicator.id: share.indicator.false_positives for share in score.shares}
    notes = {name: note for name, note in known.items() if note}
    if notes:
        yield Text("Known false positives", style="bold")
        yield from (Text(printable(f"  {name}: {note}")) for name, note in notes.items())
        yield Text()


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _row(name: str, value: str, remark: str = "", style: str = "") -> Text:
    row = Text(f"  {name:<12}", style="dim")
    return row.append(value, style=style or "not dim").append(remark)
