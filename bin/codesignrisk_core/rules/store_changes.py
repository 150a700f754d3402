"""What a change of a certificate store means, whichever tool or sensor tells of it."""

from __future__ import annotations

from codesignrisk_core.model import Report
from codesignrisk_core.trust import stores


def judge_add(report: Report, tool: str, location: str, store: str, what: str = "a certificate") -> None:
    """A certificate goes into a store: the published flags, codesign_store, and the action by the store's weight.

    store: canonical name.
    """
    report.flags.add("CertImport")
    report.store = stores.label(location, store)
    if stores.is_trusted(store):
        report.flags.add("TrustedStoreTarget")
    report.add(stores.indicator(store), f"{tool} adds {what} to {report.store}")
