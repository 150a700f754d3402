"""Writes docs/sigma.md: what each Sigma rule finds, beside the command, and what it cannot see (`make docs`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sigma.rule import SigmaRule

from scripts import ROOT, markdown
from scripts.evaluation.samples import LABELS
from scripts.indicator_docs import ATTACK_VERSION
from scripts.sigma_rules import collection, comparison
from scripts.sigma_rules.comparison import Comparison, Event, Example, Labelled

GUIDE = ROOT / "docs" / "sigma.md"

HUNT, ALERT = 20, 60  # the thresholds of the app's searches, codesignrisk_threshold_risk and _alert
_LONGEST = 150

_PREFACE = """# Sigma rules

<!-- Made from sigma/ and the sample events by `make docs`: change those, not this file. -->

[sigma/](../sigma/) holds {count} rules, one for each kind of act and log source, for whoever runs no Splunk or wants
a part of this app elsewhere. Tags are those of ATT&CK {version}. They are patterns on the text of single fields: no
score, no unwrapping, no tables of your own. This page measures what that costs.

The tests check every rule with pySigma's validators (all that need no network), convert it by the Splunk,
Elasticsearch and SQLite backends, and run it over the events below:

```
.venv/bin/sigma convert --target splunk --pipeline splunk_windows sigma/windows
.venv/bin/sigma convert --target lucene --pipeline ecs_windows sigma/windows
.venv/bin/sigma convert --target splunk --without-pipeline sigma/macos sigma/linux
```

Every event is put under Sigma's names first, also those of sensors that no pipeline of Sigma knows: the best case of a
rule. Weights are those that are shipped.
"""


def render() -> str:
    """The guide as the text of its file."""
    rules = collection.load()
    sets = {name: comparison.compare(rules, comparison.events(path)) for name, path in comparison.SETS.items()}
    sets = {name: found for name, found in sets.items() if found.events}
    parts = [
        _PREFACE.format(count=len(rules), version=ATTACK_VERSION),
        _rules(rules, sets),
        _totals(sets),
        _labelled(rules, comparison.labelled(rules)),
        _missed(sets),
        _unseen(rules, comparison.examples()),
    ]
    return "\n".join(parts)


def _rules(rules: Sequence[SigmaRule], sets: dict[str, Comparison]) -> str:
    """How many events each rule finds; and how many of these the command scores for an alert, a hunt, or lower."""
    rows = []
    for rule in rules:
        path = collection.path(rule)
        hits = [found.events[name] for found in sets.values() for name in found.found[path]]
        bands = (
            sum(event.score >= ALERT for event in hits),
            sum(HUNT <= event.score < ALERT for event in hits),
            sum(event.score < HUNT for event in hits),
        )
        rows.append((f"[{rule.title}](../sigma/{path})", str(rule.level).lower(), len(hits), *bands))
    head = ("rule", "level", "events", f"of these {ALERT} or more", f"{HUNT} to {ALERT - 1}", f"below {HUNT}")
    return (
        f"## What each rule finds\n\nOver {_names(sets)}; the last three columns are the command's scores.\n\n"
        + markdown.table(head, rows)
    )


def _totals(sets: dict[str, Comparison]) -> str:
    rows = []
    for name, result in sets.items():
        found = result.by_any_rule()
        worth = [event for event in result.events.values() if event.score >= HUNT]
        rows.append(
            (
                name,
                len(result.events),
                len(worth),
                sum(event.name in found for event in worth),
                sum(result.events[name].score < HUNT for name in found),
            )
        )
    head = ("events of", "all", f"the command at {HUNT} or more", "of these found by a rule", f"found below {HUNT}")
    return "## All rules together\n\n" + markdown.table(head, rows)


def _labelled(rules: Sequence[SigmaRule], files: Iterable[Labelled]) -> str:
    """How much of each label the command and the rules find."""
    loud = [collection.path(rule) for rule in rules if str(rule.level).lower() == "high"]
    rows = []
    for file in files:
        found = file.comparison
        by_loud = {name for path in loud for name in found.found[path]}
        by_any = found.by_any_rule()
        for label in LABELS:
            events = [event for event in found.events.values() if file.labels[event.name] == label]
            rows.append(
                (
                    file.name,
                    label,
                    len(events),
                    sum(event.score >= ALERT for event in events),
                    sum(event.name in by_loud for event in events),
                    sum(event.score >= HUNT for event in events),
                    sum(event.name in by_any for event in events),
                )
            )
    head = ("file", "label", "events", f"the command at {ALERT}", "a rule of level high", f"at {HUNT}", "any rule")
    text = (
        "## Labelled events\n\nThe files of tests/evaluation, made to be hard ([evaluation](evaluation.md)). "
        "The rules were written without\nthem; the command has learned from them.\n\n"
    )
    return text + markdown.table(head, rows)


def _missed(sets: dict[str, Comparison]) -> str:
    """The events at 20 or more that no rule finds."""
    rows = []
    for result in sets.values():
        found = result.by_any_rule()
        for event in result.events.values():
            if event.score >= HUNT and event.name not in found:
                category = event.source.category if event.source else "none in Sigma"
                rows.append((event.name, category, event.tool or "-", event.action, event.band))
    head = ("event", "category", "tool", "action", "the command's band")
    text = f"## Events at {HUNT} or more that no rule finds\n\n"
    return text + (markdown.table(head, rows) if rows else "None.\n")


def _unseen(rules: Sequence[SigmaRule], examples: Iterable[Example]) -> str:
    """What does the same as a rule looks for, and the rule does not find."""
    titles = {collection.path(rule).stem: rule.title for rule in rules}
    rows = [
        (titles[example.rule], example.why, f"`{_cut(_text(example.event))}`", example.event.band)
        for example in examples
        if not example.seen
    ]
    head = ("rule", "what it cannot see", "example", "the command's band")
    text = (
        "## What a rule cannot see\n\nThe same act in another form ([sigma/examples.jsonl](../sigma/examples.jsonl)). "
        "The rule finds none of these, the command all.\n\n"
    )
    return text + markdown.table(head, rows)


def _text(event: Event) -> str:
    """What a rule would have to look at, with characters that nobody sees spelled out."""
    get = event.fields.get
    text = next(filter(None, map(get, ("CommandLine", "ScriptBlockText", "TargetObject", "TargetFilename"))), "")
    text = text or get("ImageLoaded", "")
    details = ", ".join(filter(None, map(get, ("Details", "Signature", "SignatureStatus"))))
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in f"{text} {details}".strip())


def _names(sets: dict[str, Comparison]) -> str:
    return " and ".join(f"the {len(result.events)} events of the {name}" for name, result in sets.items())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def main() -> None:
    """Write the guide."""
    text = render()
    GUIDE.write_text(text, encoding="utf-8")
    print(f"{GUIDE.relative_to(ROOT)}: {len(collection.load())} rules")


if __name__ == "__main__":
    main()
