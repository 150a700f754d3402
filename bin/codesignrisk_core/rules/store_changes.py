"""What a change of a certificate store means, whichever tool, script or sensor tells of it.

Every function takes the canonical name of the store (trust.stores) and its location, and says who did it: the program
in the sentences. certificate: its thumbprint where the event proves which one goes in (model.Arrival). codesign_store,
the action and the published flags are set here and nowhere else.
"""

from __future__ import annotations

from codesignrisk_core.model import Arrival, Report
from codesignrisk_core.trust import anchors, stores

_ANCHOR = "add_trust_anchor"


def judge_add(
    report: Report, who: str, location: str, store: str, what: str = "a certificate", certificate: str = ""
) -> None:
    """A certificate goes into a store: the action by the store's weight."""
    report.action = report.action or "add_to_store"  # a tool that makes or imports what it adds has said so
    _mark_write(report, location, store)
    # on Linux it is a copy of a file, as people and images do it every day; what surrounds it tells more than elsewhere
    indicator = _ANCHOR if location == anchors.LOCATION else stores.indicator(store)
    _arrives(report, indicator, f"{who} adds {what} to {report.store}", store, certificate)


def judge_appearance(report: Report, who: str, location: str, store: str, certificate: str = "") -> None:
    """A certificate is seen to arrive in a store that nobody takes trust from, as those of clients do every day."""
    report.action = "add_to_store"
    _mark_write(report, location, store)
    sentence = f"{who} adds a certificate to {report.store}"
    _arrives(report, "certificate_in_profile", sentence, store, certificate)


def judge_registry_write(report: Report, who: str, location: str, store: str, what: str = "") -> None:
    """A command writes into the registry key of a trusted store, past the interface: more than the store alone says."""
    report.action = "add_to_store"
    _mark_write(report, location, store)
    shown = f"{what} straight into" if what else "straight into"
    _arrives(report, "registry_store_write", f"{who} writes {shown} the registry of {report.store}", store, "")


def judge_import_key(report: Report, who: str, location: str, store: str) -> None:
    """A certificate with its private key goes into a store; a trusted one is worth more than the key."""
    report.action = "import_pfx"
    if stores.is_trusted(store):
        judge_add(report, who, location, store, "a certificate with its key")
    else:
        report.flags.add("CertImport")
        report.store = stores.label(location, store)
        report.add("import_pfx", f"{who} imports a key file into {report.store}")


def judge_export_key(report: Report, who: str, location: str, store: str) -> None:
    """A certificate leaves a store with its private key."""
    report.action = "export_key"
    report.flags.add("HasPFX")
    report.store = stores.label(location, store)
    report.add("export_key", f"{who} exports a certificate with its private key from {report.store}")


def judge_add_list(report: Report, who: str, location: str, store: str) -> None:
    """A revocation or trust list goes into a store."""
    report.action = "add_to_store"
    report.store = stores.label(location, store)
    report.add("add_revocation_list", f"{who} adds a revocation or trust list to {report.store}")


def judge_delete(report: Report, who: str, location: str, store: str, thumbprint: str = "") -> None:
    """A certificate leaves a store, or all of them do. thumbprint: in any form that stores.thumbprint takes."""
    report.action = "delete_from_store"
    report.store = stores.label(location, store)
    report.thumbprint = stores.thumbprint(thumbprint)
    indicator = "delete_from_trusted_store" if stores.is_trusted(store) else "delete_from_store"
    if store == "disallowed":
        indicator = "delete_from_disallowed"
    report.add(indicator, f"{who} deletes from the certificate store {report.store}")


def judge_upkeep(report: Report, who: str, location: str, store: str) -> None:
    """A program changes a store that it is there to keep."""
    report.action = "add_to_store"
    report.store = stores.label(location, store)
    report.add("store_upkeep", f"{who} keeps the store {report.store}")


def _arrives(report: Report, indicator: str, sentence: str, store: str, certificate: str) -> None:
    report.add(indicator, sentence)
    report.arrivals.append(Arrival(indicator, store, (certificate,) if certificate else ()))


def _mark_write(report: Report, location: str, store: str) -> None:
    report.flags.add("CertImport")
    if stores.is_trusted(store):
        report.flags.add("TrustedStoreTarget")
    report.store = stores.label(location, store)
