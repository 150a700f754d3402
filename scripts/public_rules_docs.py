"""Writes docs/public-rules.md: what ESCU's, SigmaHQ's and Elastic's rules find in our samples, beside the command.

Part of `make docs`. The rules are restated in scripts/public_rules; every event is shown to them under the names that
they ask for, and compared without regard to case: the best case of a rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from scripts import ROOT, markdown
from scripts.evaluation.samples import LABELS
from scripts.public_rules.conditions import Rule
from scripts.public_rules.rules import ELASTIC, ESCU, LEFT_OUT, RULES, SIGMA, SNAPSHOTS
from scripts.sigma_rules import comparison
from scripts.sigma_rules.comparison import Event

GUIDE = ROOT / "docs" / "public-rules.md"
HUNT, ALERT = 20, 60  # the thresholds of the app's searches
CONTENTS = (ESCU, SIGMA, ELASTIC)

_PREFACE = """# Beside ESCU, Sigma and Elastic

<!-- Made from scripts/public_rules and the sample events by `make docs`: change those, not this file. -->

What the rules of three public contents on certificates, signing and its checks find in the project's own samples,
beside `| codesignrisk`. The rules are restated as conditions on fields, none is copied
(`scripts/public_rules/rules.toml`); each event is shown to them under the names that they ask for,
whatever sensor it came from, and compared without regard to case: the best case of a rule. A rule that is about other
things too counts for the part in brackets.

They were written to alert on broad acts with few fields in any environment, and the samples were written by the
command's makers. So read this page for what kinds of acts each sees, not as a race. They were picked by hand, by what
they are about; newer versions of a content may have more.

| content | repository | commit | date |
|---|---|---|---|
{snapshots}
"""


def hits(rule: Rule, events: Iterable[Event]) -> list[Event]:
    """The events that a rule finds."""
    return [
        event
        for event in events
        if event.source and rule.finds(event.source.product, event.source.category, event.fields)
    ]


def render() -> str:
    """The guide as the text of its file."""
    sets = {name: comparison.events(path) for name, path in comparison.SETS.items()}
    every = [event for events in sets.values() for event in events]
    snapshots = "\n".join(f"| {name} | {' | '.join(SNAPSHOTS[name])} |" for name in CONTENTS)
    return "\n".join(
        [_PREFACE.format(snapshots=snapshots), _each(every), _together(sets), _labelled(), _unseen(every), _left_out()]
    )


def _each(events: Sequence[Event]) -> str:
    rows = []
    for rule in RULES:
        found = hits(rule, events)
        scores = [event.score for event in found]
        rows.append(
            (
                rule.content,
                rule.title,
                f"{rule.identity[:8]}, {rule.version}",
                len(found),
                sum(score >= ALERT for score in scores),
                sum(HUNT <= score < ALERT for score in scores),
                sum(score < HUNT for score in scores),
            )
        )
    head = (
        "content",
        "rule",
        "id, version",
        "events",
        f"the command: {ALERT} or more",
        f"{HUNT} to {ALERT - 1}",
        f"below {HUNT}",
    )
    return (
        f"## Rule by rule\n\nOver the {len(events)} events of the samples and the attack tests.\n\n"
        + markdown.table(head, rows)
    )


def _together(sets: dict[str, list[Event]]) -> str:
    rows = []
    for name, events in sets.items():
        worth = [event for event in events if event.score >= HUNT]
        rows.append((name, len(events), len(worth), *(len(_found(content, worth)) for content in CONTENTS)))
    head = ("events of", "all", f"the command at {HUNT} or more", *(f"of these by {content}" for content in CONTENTS))
    return "## All rules together\n\n" + markdown.table(head, rows)


def _labelled() -> str:
    labelled = comparison.labelled([])
    rows = []
    for label in LABELS:
        events = [
            event for file in labelled for name, event in file.comparison.events.items() if file.labels[name] == label
        ]
        ours = (sum(event.score >= ALERT for event in events), sum(event.score >= HUNT for event in events))
        rows.append((label, len(events), *ours, *(len(_found(content, events)) for content in CONTENTS)))
    head = ("label", "events", f"the command at {ALERT}", f"at {HUNT}", *CONTENTS)
    return (
        "## Labelled events\n\nThe files of tests/evaluation ([evaluation](evaluation.md)), of all kinds that Sigma "
        "has a category for. The\ncommand has learned from them, the rules have not.\n\n" + markdown.table(head, rows)
    )


def _unseen(events: Sequence[Event]) -> str:
    """What the command finds by action, and how many of these each content finds."""
    worth = [event for event in events if event.score >= HUNT]
    rows = []
    for action, _ in sorted(Counter(event.action for event in worth).items(), key=lambda one: (-one[1], one[0])):
        of = [event for event in worth if event.action == action]
        rows.append((action or "-", len(of), *(len(_found(content, of)) for content in CONTENTS)))
    head = ("the command's action", f"events at {HUNT} or more", *CONTENTS)
    return "## By what was done\n\n" + markdown.table(head, rows)


def _left_out() -> str:
    return "## Not counted\n\n" + markdown.table(("content", "rule", "why"), LEFT_OUT)


def _found(content: str, events: Sequence[Event]) -> set[int]:
    """Which events at least one rule of a content finds."""
    return {id(event) for rule in RULES if rule.content == content for event in hits(rule, events)}


def main() -> None:
    """Write the guide."""
    GUIDE.write_text(render(), encoding="utf-8")
    print(f"{GUIDE.relative_to(ROOT)}: {len(RULES)} rules")


if __name__ == "__main__":
    main()
