"""What a change of a certificate store means: indicator, action, store and the published flags, in one place."""

from __future__ import annotations

from typing import Callable

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import store_changes

THUMB = "0123456789ABCDEF0123456789ABCDEF01234567"
MACHINE = "LocalMachine"
add, imported, exported = store_changes.judge_add, store_changes.judge_import_key, store_changes.judge_export_key
deleted, listed, written = store_changes.judge_delete, store_changes.judge_add_list, store_changes.judge_registry_write


@pytest.mark.parametrize(
    ("change", "store", "indicator", "action", "flags"),
    [
        (add, "root", "add_to_store_root", "add_to_store", {"CertImport", "TrustedStoreTarget"}),
        (add, "disallowed", "add_to_store_disallowed", "add_to_store", {"CertImport", "TrustedStoreTarget"}),
        (add, "ldap", "add_to_store_ldap", "add_to_store", {"CertImport", "TrustedStoreTarget"}),
        (add, "my", "add_to_store_my", "add_to_store", {"CertImport"}),
        (add, "fabrikam", "add_to_store_other", "add_to_store", {"CertImport"}),
        (written, "root", "registry_store_write", "add_to_store", {"CertImport", "TrustedStoreTarget"}),
        # with its key: into a trusted store, the trust counts more than the key
        (imported, "my", "import_pfx", "import_pfx", {"CertImport"}),
        (imported, "trustedpeople", "add_to_store_trustedpeople", "import_pfx", {"CertImport", "TrustedStoreTarget"}),
        (exported, "my", "export_key", "export_key", {"HasPFX"}),
        (listed, "ca", "add_revocation_list", "add_to_store", set()),
        (deleted, "root", "delete_from_trusted_store", "delete_from_store", set()),
        (deleted, "my", "delete_from_store", "delete_from_store", set()),
    ],
)
def test_changes(
    change: Callable[[Report, str, str, str], None], store: str, indicator: str, action: str, flags: set[str]
) -> None:
    report = Report()
    change(report, "agent", MACHINE, store)
    assert [found.indicator for found in report.findings] == [indicator]
    assert (report.action, report.store, report.flags) == (action, f"{MACHINE}\\{store}", flags)


def test_whoever_makes_what_it_adds_has_said_so() -> None:
    report = Report(action="make_certificate")
    store_changes.judge_add(report, "makecert", MACHINE, "root")
    assert report.action == "make_certificate"


@pytest.mark.parametrize(("given", "told"), [(THUMB.lower(), THUMB), ("01 23", ""), ("", "")])
def test_a_deletion_names_the_certificate(given: str, told: str) -> None:
    report = Report()
    store_changes.judge_delete(report, "agent", MACHINE, "root", given)
    assert (report.thumbprint, report.findings[0].sentence) == (
        told,
        "agent deletes from the certificate store LocalMachine\\root",
    )


@pytest.mark.parametrize(
    ("change", "store", "sentence"),
    [
        (add, "root", "agent adds a certificate to LocalMachine\\root"),
        (written, "root", "agent writes straight into the registry of LocalMachine\\root"),
        (imported, "my", "agent imports a key file into LocalMachine\\my"),
        (imported, "root", "agent adds a certificate with its key to LocalMachine\\root"),
        (exported, "my", "agent exports a certificate with its private key from LocalMachine\\my"),
        (listed, "ca", "agent adds a revocation or trust list to LocalMachine\\ca"),
        (store_changes.judge_upkeep, "authroot", "agent keeps the store LocalMachine\\authroot"),
    ],
)
def test_sentences(change: Callable[[Report, str, str, str], None], store: str, sentence: str) -> None:
    report = Report()
    change(report, "agent", MACHINE, store)
    assert report.findings[0].sentence == sentence


def test_upkeep_is_no_import() -> None:
    report = Report()
    store_changes.judge_upkeep(report, "svchost", MACHINE, "authroot")
    assert (report.action, report.store, report.flags) == ("add_to_store", "LocalMachine\\authroot", set())
    assert [found.indicator for found in report.findings] == ["store_upkeep"]
