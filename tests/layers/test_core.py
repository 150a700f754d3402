"""The core's layers: records and command lines in at the top, facts at the bottom, imports only downwards."""

from __future__ import annotations

from tests.layers import graphs

PACKAGE = "codesignrisk_core"
IMPORTS = graphs.imports_of(PACKAGE)

# Top to bottom. A line's names know nothing of one another.
LAYERS = graphs.layers(
    """
    scorer health
    allowlist events output protocol
    process
    cmdlets masking
    keyfiles
    triage
    tools unwrap
    rules
    powershell records scoring
    settings
    trust wildcards
    cmdline
    budget clean model needles no_rest
    """
)


def test_no_files_import_one_another_in_a_circle() -> None:
    assert graphs.cycle(IMPORTS) == []


def test_no_import_goes_up() -> None:
    assert graphs.upward(IMPORTS, PACKAGE, LAYERS) == []
