"""The rules: read from sigma/, checked by pySigma's validators, and converted by its backends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from sigma.backends.elasticsearch.elasticsearch_lucene import LuceneBackend
from sigma.backends.splunk.splunk import SplunkBackend
from sigma.backends.sqlite.sqlite import sqliteBackend
from sigma.collection import SigmaCollection
from sigma.pipelines.elasticsearch.windows import ecs_windows
from sigma.pipelines.splunk.splunk import splunk_windows_pipeline
from sigma.plugins import InstalledSigmaPlugins
from sigma.processing.pipeline import ProcessingPipeline
from sigma.rule import SigmaRule
from sigma.validation import SigmaValidator
from sigma.validators.base import SigmaRuleValidator

from scripts import ROOT
from scripts.sigma_rules import attack

FOLDER = ROOT / "sigma"

# They look names up in lists that they fetch: of D3FEND, and of SigmaHQ's file names, fields, event numbers.
ONLINE_VALIDATORS = frozenset(
    """d3_fendtag sigmahq_category_event_id sigmahq_category_windows_provider_name sigmahq_fieldname_cast
    sigmahq_invalid_fieldname sigmahq_redundant_field sigmahq_filename_prefix sigmahq_logsource_unknown""".split()
)


def load(folder: Path = FOLDER) -> list[SigmaRule]:
    """All rules, by folder and file name. Raises SigmaError for one that cannot be read."""
    rules = SigmaCollection.load_ruleset(sorted(folder.rglob("*.yml"))).rules
    return [rule for rule in rules if isinstance(rule, SigmaRule)]


def path(rule: SigmaRule) -> Path:
    """The file of a rule, relative to the folder of all."""
    assert rule.source is not None, "a rule that was read from no file"
    return Path(rule.source.path).resolve().relative_to(FOLDER)


def issues(rules: list[SigmaRule]) -> Iterator[str]:
    """What the validators that need no network have to say, a line each."""
    # They are classes, whatever the annotation says.
    validators = cast("dict[str, type[SigmaRuleValidator]]", InstalledSigmaPlugins.autodiscover().validators)
    offline = [validator for name, validator in validators.items() if name not in ONLINE_VALIDATORS]
    with attack.in_place():
        for issue in SigmaValidator(offline).validate_rules(iter(rules)):
            yield str(issue)


def to_splunk(rule: SigmaRule) -> str:
    """The rule as SPL, for the Windows add-on's names."""
    return _one(SplunkBackend(_windows(rule, splunk_windows_pipeline())).convert_rule(rule))


def to_elastic(rule: SigmaRule) -> str:
    """The rule as a Lucene query, for the Elastic Common Schema."""
    return _one(LuceneBackend(_windows(rule, ecs_windows())).convert_rule(rule))


def to_sqlite(rule: SigmaRule, table: str) -> str:
    """The rule as a query over a table of its log source."""
    return _one(sqliteBackend(table=table, collate_nocase=True).convert_rule(rule))


def _windows(rule: SigmaRule, pipeline: ProcessingPipeline) -> ProcessingPipeline | None:
    return pipeline if rule.logsource.product == "windows" else None


def _one(queries: list[str]) -> str:
    [query] = queries
    return query
