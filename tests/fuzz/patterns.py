"""Lines and scripts that were written to be much work, made out of the grammars: what takes how long, and how it grows.

    python -m tests.fuzz.patterns --limit 0.25

Times are processor time of this process: a busy machine makes them longer by its caches only. A pattern counts as
growing too fast when twice the text takes more than 2.3 times as long, and long enough for the clock to tell.
"""

# Pieces stand beside their like.
# ruff: noqa: E501

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bin"))

from codesignrisk_core import cmdlets, settings, tools
from codesignrisk_core.scorer import Scorer

LOOKUPS = Path(__file__).resolve().parents[2] / "lookups"
SYSMON = "Microsoft-Windows-Sysmon/Operational"
POWERSHELL = "Microsoft-Windows-PowerShell/Operational"
# What Windows takes as a command line, and what the command reads of a script.
LINE, SCRIPT = 32_767, 65_536
GROWTH = 2.3
_TELLING = 0.05  # seconds; below it the clock and the collector of garbage tell more than the pattern

WRAPPERS = (
    "cmd /c {}",
    "cmd /v /c set a=x&{}",
    "cmd /c for /l %i in (1,1,2000) do {}",
    "cmd /c (for /r C:\\ %i in (*.pfx) do @{})",
    "cmd /c for /f \"tokens=1-9 delims=a\" %i in ('{}') do @echo %i",
    "/bin/sh -c '{}'",
    'powershell -c "{}"',
    'forfiles /c "cmd /c {}"',
    "psexec \\\\h -p x cmd /c {}",
    'wmic process call create "cmd /c {}"',
    "python -c \"os.system('{}')\"",
    'mshta vbscript:Run("{}")',
    'schtasks /create /tn a /tr "{}"',
)
PIECES = (
    *("a ", "a&", "&", "a|", "a;", "(", ")", '"', "'", "^", "^a", "%a%", "%x:a=%", "!a!", "\\", "/", "//", ".pfx ", "x.pfx,"),
    *("set a=%a%b&", "set =^a", "set /a=<a ", "echo %a%&", "cd ..&", "if a==a ", "for %i in (a) do ", "rem ", ">a ", "<a "),
    *("/p:", "--token=", "-join", "cmd /c ", "powershell -c ", "-p x ", "/p:x ", "https://a:b@c/?d=e ", "&amp;", "&#1;", "\u2013a ", "\u00e9", "\ufdfa", "a\u0301"),
    *("Cert:\\a ", "crypto::capi ", "-addstore root a.cer ", "sign /f a.pfx ", "=", "a=b ", "@a ", "$a ", "`a", "${a}", "$(a)"),
)  # fmt: skip
FILLERS = (
    "0 ",
    "a.pfx ",
    "/ac x ",
    "-p ,0 ",
    ",",
    "\\",
    '"',
    "/a:b ",
    "-a=b ",
    "x.exe ",
    "\ufdfa",
    "CN=a,",
    "*.cer ",
    "a:b ",
    "; ",
)
STATEMENTS = (
    *("$x='a';", "$x-replace'a';", "$x-f'';", "'{0}'-f$x;", "$x.Split('a');", "[char[]]$x;", "$x=$x+$x;", '"$x$x";', "&{", "(", "@{a="),
    *("x -a:<##>", "1..255|%{", "foreach($i in 1..99){", "Import-Certificate -FilePath $x;", "Get-ChildItem Cert:\\|", "certutil $x;"),
    *("[Convert]::FromBase64String($x);", "iex $x;", "$a,$b=$b,$a;", "'a'+", "-join ", "#\n", "<#", "@'\n", '"$(', "`", "Set-Item HKLM:\\a $x;"),
)  # fmt: skip


class Pattern(NamedTuple):
    """name, the record that it makes of a number of characters, and how many there may be."""

    name: str
    head: str
    piece: str
    tail: str
    script: bool = False

    def record(self, length: int) -> dict[str, str]:
        """An event whose text has about so many characters."""
        room = max(0, length - len(self.head) - len(self.tail))
        text = self.head + (self.piece * (room // len(self.piece) + 1))[:room] + self.tail
        if self.script:
            return {"EventCode": "4104", "Channel": POWERSHELL, "ScriptBlockText": text}
        word = text.split(" ", 1)[0]
        image = word if word.startswith("/") else f"C:\\Windows\\System32\\{word}.exe"
        return {"EventCode": "1", "Channel": SYSMON, "Image": image, "CommandLine": text, "CurrentDirectory": "C:\\d"}


def patterns() -> Iterator[Pattern]:
    """Wrappers with each piece, every tool with each filler, and scripts of statements over a long value."""
    for wrapper, piece in product(WRAPPERS, PIECES):
        head, _, tail = wrapper.partition("{}")
        yield Pattern(f"{wrapper} {piece!r}", head, piece, tail)
    for tool, filler in product(tools.TOOLS, FILLERS):
        if tool.images:
            yield Pattern(f"{tool.images[0]} {filler!r}", f"{tool.images[0]} ", filler, "")
    for name in cmdlets.NAMES:
        statement = f"$a{name}(1);" if name.startswith(".") else f"{name} a;"
        yield Pattern(f"script of what is judged {statement!r}", f"'{' '.join(cmdlets.MARKS)}';", statement, "", True)
    for statement in STATEMENTS:
        yield Pattern(f"script {statement!r}", "", statement, "", script=True)
        yield Pattern(f"script of a long value {statement!r}", f"$x='{'a' * 20_000}';", statement, "", script=True)


class Timed(NamedTuple):
    """A pattern with the seconds that half of the longest text and the longest one took."""

    name: str
    half: float
    whole: float

    @property
    def grows(self) -> bool:
        """Whether it takes more than GROWTH times as long for twice the text."""
        return self.whole > _TELLING and self.whole > GROWTH * self.half


def timed(pattern: Pattern, scorer: Scorer, tries: int = 3) -> Timed:
    """The best of a few tries, which a busy machine disturbs least."""
    longest = SCRIPT if pattern.script else LINE
    return Timed(pattern.name, _best(pattern, longest // 2, scorer, tries), _best(pattern, longest, scorer, tries))


def _best(pattern: Pattern, length: int, scorer: Scorer, tries: int) -> float:
    record, best = pattern.record(length), float("inf")
    for _ in range(tries):
        began = time.process_time()
        scorer.assess(record)
        best = min(best, time.process_time() - began)
        if best < _TELLING:
            break
    return best


def main() -> int:
    """Time all of them; the exit status is 1 when one is over the limit or grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=float, default=0.25, help="seconds")
    limit = parser.parse_args().limit
    scorer = Scorer(settings.load(LOOKUPS))
    found = []
    for pattern in patterns():
        one = timed(pattern, scorer)
        if one.whole > limit or one.grows:  # or something else on the machine took the time
            one = timed(pattern, scorer, tries=15)
        found.append(one)
    found.sort(key=lambda one: -one.whole)
    bad = [one for one in found if one.whole > limit or one.grows]
    for one in [*found[:10], *(one for one in bad if one not in found[:10])]:
        sys.stdout.write(f"{one.whole:7.3f} s, half of it {one.half:7.3f} s{'  !' if one in bad else ''}  {one.name}\n")
    sys.stdout.write(f"{len(found)} patterns, {len(bad)} over {limit} s or growing more than {GROWTH} times\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
