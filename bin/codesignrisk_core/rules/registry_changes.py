"""What a change of the registry means for trust, whoever tells of it: reg.exe, a PowerShell statement, a sensor.

Sources of the facts: trust.registry_keys. That the name of a certificate's key has to be its hash: Wine's
dlls/crypt32/regstore.c, which does as Windows does. ProtectedRoots, the user's own list of roots that CryptSvc keeps:
wincrypt.h.
"""

from __future__ import annotations

from typing import NamedTuple

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.rules import (
    boot_options,
    browser_trust,
    code_integrity_policy,
    log_changes,
    runtime_roots,
    store_changes,
    strong_names,
    unasked,
)
from codesignrisk_core.trust import (
    authority_settings,
    browser_policies,
    certificate_logon,
    chain_policy,
    let_in,
    places,
    registry_keys,
    signature_logs,
    signature_providers,
    store_keepers,
    stores,
)
from codesignrisk_core.trust.registry_keys import StoreKey
from codesignrisk_core.trust.runtime_roots import ENVIRONMENT

# REPLACE writes whole keys over others: reg copy and restore, Copy-Item, Move-Item.
SET, CREATE, DELETE, RENAME, REPLACE, READ = "set", "create", "delete", "rename", "replace", "read"

# Values that have another store count as a part of this one (wincrypt.h, CERT_PHYSICAL_STORE_INFO).
_PHYSICAL = frozenset({"openstoreprovider", "openparameters"})

# The store into which the checking of a chain puts the intermediates that it fetched; without its root none is trusted.
_CACHE = "ca"


class Change(NamedTuple):
    """One change of the registry.

    operation: one of the words above. path: the key with the value's name behind it, normalised
    (trust.registry_keys); new_path: of a rename. key, value: the path taken apart; value as written, "" for a key.
    data: numbers as reg.exe takes them, other data as it stands. written: the path as it was written, for sentences.
    """

    operation: str
    path: str
    key: str
    value: str = ""
    data: str = ""
    new_path: str = ""
    written: str = ""


def change(operation: str, key: str, value: str = "", data: str = "") -> Change:
    """A change as a command tells it. key: in any spelling of registry_keys.normal."""
    path = registry_keys.normal(key)
    whole, written = (f"{path}\\{value.lower()}", f"{key}\\{value}") if value else (path, key)
    return Change(operation, whole, path, value, data, written=written)


def judge(report: Report, who: str, told: Change, *, image: str = "", observed: bool = False, cwd: str = "") -> None:
    """Add what a change does to trust; nothing for any other change.

    who: the program in the sentences. image: its path where a sensor tells it, for some programs keep the stores.
    observed: seen in the registry itself, where every way into a store ends and every check of a certificate opens
    keys; a command that goes there directly passes the store's own interface by. cwd: for relative data.
    """
    if told.operation == SET:
        _set(report, who, told, image, observed, cwd)
    elif told.operation in (CREATE, REPLACE):
        _create(report, who, told, image, observed)
    elif told.operation == DELETE:
        _delete(report, who, told, image, observed)
    elif told.operation == RENAME:
        _judge_registration(report, who, told.path, told.written, "renames", observed)
        _judge_registration(report, who, told.new_path, told.new_path, "renames", observed)
        _delete(report, who, told, image, observed)
        _put_in_place(report, who, told.new_path, image)


def _set(report: Report, who: str, told: Change, image: str, observed: bool, cwd: str) -> None:
    key, value, data = told.key, told.value, told.data
    if found := registry_keys.store_of(key):
        _set_in_store(report, who, told, found, image, observed)
    elif registry_keys.is_trust_provider(key, value or "-"):
        _set_provider(report, who, told, cwd)
    elif policy := browser_policies.of_value(key, value, data):
        if not store_keepers.keeps_policies(image):
            browser_trust.judge(report, who, browser_policies.browser_of(key), policy)
    elif unasked.judge(report, who, key, value, data, image):
        pass
    elif key.endswith(ENVIRONMENT):
        runtime_roots.judge_variable(report, who, value, data, cwd)
    elif assembly := let_in.skipped_assembly(key):
        strong_names.judge(report, who, assembly)
    elif option := registry_keys.boot_switch(key, value, data):
        boot_options.judge(report, who, option)
    else:
        _loosen(report, who, told, image)


def _loosen(report: Report, who: str, told: Change, image: str) -> None:
    """Settings of how code, authorities, logons, chains and signatures are checked, and of the logs that tell of it."""
    key, value, data = told.key, told.value, told.data
    number = registry_keys.number(data)
    if registry_keys.weakens(key, value, data):
        if "\\srpv2\\" in key and store_keepers.keeps_policies(image):
            return  # group policy brings rules that only watch
        report.action = "weaken_code_integrity"
        shown = number if number >= 0 else data.strip()
        report.add("weaken_code_integrity", f"{who} sets {value} to {shown}, which weakens the checking of code")
    elif registry_keys.refuses_images(key, value, data):
        report.action = "weaken_code_integrity"
        report.add("weaken_code_integrity", f"{who} keeps drivers from loading by {value}")
    elif registry_keys.is_policy_source(key, value) and data.strip():
        if not store_keepers.keeps_policies(image):
            code_integrity_policy.judge_source(report, who, data)
    elif flag := authority_settings.weakening(key, value, data):
        report.action = "weaken_ca_policy"
        report.add("weaken_ca_policy", f"{who} weakens what protects the requests of a CA ({flag})")
    elif certificate_logon.weakens(key, value, number):
        report.action = "weaken_ca_policy"
        does = f"sets {value} to {number}, so that certificates log on as accounts they do not name"
        report.add("weaken_logon_mapping", f"{who} {does}")
    elif key.endswith(chain_policy.KEY) and chain_policy.takes_weak(value, number):
        report.action = "change_chain_policy"
        report.add("weak_signatures_taken", f"{who} has chains with weak signatures pass ({value})")
    elif log := signature_logs.turned_off(key, value, number):
        log_changes.judge_off(report, who, log)
    elif registry_keys.is_check_flags(key, value) and registry_keys.trusts_test_signatures(data):
        report.action = "weaken_code_integrity"
        report.add("weaken_code_integrity", f"{who} lets signatures with test certificates count")
    elif registry_keys.is_check_flags(key, value) and not registry_keys.is_default_check_flags(data):
        report.action = "change_chain_policy"
        report.add(
            "change_signature_checks", f"{who} sets {value} to {data.strip()}: how Authenticode signatures are checked"
        )


def _set_provider(report: Report, who: str, told: Change, cwd: str) -> None:
    """A library or function for signatures: one that is shipped is registered again, any other one replaces it."""
    value, data = told.value, told.data.strip("\"' ")
    names_library = registry_keys.names_library(value)
    libraries = signature_providers.libraries(data) if names_library else []
    foreign = [name for name in libraries if not signature_providers.is_shipped_library(name)]
    if names_library:
        shipped = bool(libraries) and not foreign
    else:
        shipped = signature_providers.is_shipped_function(data, told.key)
    if shipped:
        report.action = "add_to_store"
        report.add("store_upkeep", f"{who} registers {paths.base(data)} for signatures, as it is shipped")
        return
    provider = signature_providers.describe(told.written or told.path)
    if foreign and not signature_providers.is_own(told.key) and all(map(_is_installed, foreign)):
        report.action = "add_to_store"
        report.add("provider_added", f"{who} registers {paths.base(foreign[0])}, a program's own, as {provider}")
        return
    report.action = "hijack_trust_provider"
    report.add("trust_provider_hijack", f"{who} sets {value} of {provider}" + (f" to {data}" if data else ""))
    exposed = next((name for name in foreign if places.is_user_writable(paths.normal(name, cwd))), "")
    if exposed:
        report.add("input_user_writable", f"{paths.base(exposed)} is in a user-writable path")


def _is_installed(library: str) -> bool:
    return places.is_installed(paths.normal(library))


def _set_in_store(report: Report, who: str, told: Change, found: StoreKey, image: str, observed: bool) -> None:
    value = told.value.lower()
    if "\\physicalstores\\" in told.key and value in _PHYSICAL and stores.is_trusted(found.store):
        store_changes.judge_registry_write(report, who, found.location, found.store, "another store's certificates")
    elif registry_keys.is_protected_roots(told.key):
        _set_protected_roots(report, who, value, found)
    elif value == "enabledisallowedcertautoupdate" and registry_keys.number(told.data) == 0:
        report.action = "change_chain_policy"
        report.add("distrust_list_off", f"{who} has Windows no longer learn which certificates are distrusted")
    elif value == "disablerootautoupdate" and registry_keys.number(told.data) == 1:
        if not store_keepers.keeps_policies(image):  # networks without a way out have it in their policies
            report.action = "change_chain_policy"
            report.add("root_update_off", f"{who} has Windows no longer update the roots that it trusts")
    elif value != "blob":
        return
    elif found.entry:
        _write(report, who, found, image, observed)
    elif "\\ctls\\" in told.key and not store_keepers.keeps_store(image, found):
        store_changes.judge_add_list(report, who, found.location, found.store)


def _write(report: Report, who: str, found: StoreKey, image: str, observed: bool) -> None:
    trusted = stores.is_trusted(found.store)
    if store_keepers.keeps_store(image, found):
        if trusted:
            store_changes.judge_upkeep(report, who, found.location, found.store)
            report.thumbprint = stores.thumbprint(found.entry)
        return
    report.thumbprint = stores.thumbprint(found.entry)
    # crypt32 leaves out what lies under a key of another name than its hash; a command may still name any
    certificate = report.thumbprint if observed else ""
    if observed and (not trusted or _is_cached(image, found)):
        store_changes.judge_appearance(report, who, found.location, found.store, certificate)
    elif observed or not trusted:
        store_changes.judge_add(report, who, found.location, found.store, certificate=certificate)
        makes_own = store_keepers.makes_development_root(image)
        if observed and trusted and found.store != _CACHE and not makes_own:
            report.add("store_registry_blob", "the registry shows that the certificate is in the store")
    else:
        store_changes.judge_registry_write(report, who, found.location, found.store)


def _is_cached(image: str, found: StoreKey) -> bool:
    """Whether a user's intermediate may have come with a connection: in all but tools for stores and the registry."""
    return found.store == _CACHE and found.location == stores.USER and not store_keepers.writes_stores(image)


def _set_protected_roots(report: Report, who: str, value: str, found: StoreKey) -> None:
    if value == "certificates":
        report.action = "change_protected_roots"
        report.add("protected_roots_change", f"{who} changes the list of the roots that the user trusts")
    elif value == "flags":
        report.action = "change_chain_policy"
        report.add("change_chain_policy", f"{who} changes which roots of the user are trusted")
    else:
        return
    report.store = stores.label(found.location, found.store)


def _create(report: Report, who: str, told: Change, image: str, observed: bool) -> None:
    found = registry_keys.store_of(told.path)
    if assembly := let_in.skipped_assembly(told.path):
        strong_names.judge(report, who, assembly)
    elif found is None:
        verb = "replaces" if told.operation == REPLACE else "creates"
        _judge_registration(report, who, told.path, told.written, verb, observed)
    elif observed and found.entry and stores.is_trusted(found.store):
        # opening a store makes no key of a certificate; who checks signatures does, where it keeps one
        if places.is_exposed(paths.normal(image)) and not store_keepers.keeps_store(image, found):
            report.thumbprint = stores.thumbprint(found.entry)
            store_changes.judge_add(report, who, found.location, found.store, certificate=report.thumbprint)
    elif not observed and (found.entry or told.operation == REPLACE):
        _write(report, who, found, "", observed)


def _delete(report: Report, who: str, told: Change, image: str, observed: bool) -> None:
    found = registry_keys.store_of(told.path)
    if found:
        whole = not observed or found.entry or told.path.endswith("\\certificates")
        if whole and not store_keepers.keeps_store(image, found):
            store_changes.judge_delete(report, who, found.location, found.store, found.entry)
        return
    _judge_registration(report, who, told.path, told.written, "deletes", observed)
    if registry_keys.unprotects(told.key, told.value) or registry_keys.unprotects(told.path, ""):
        report.action = "weaken_code_integrity"
        name = paths.base(told.written or told.path)
        report.add("weaken_code_integrity", f"{who} deletes {name}, which hardens the checking of code")


def _put_in_place(report: Report, who: str, key: str, image: str) -> None:
    """A key is given the name of one that decides on trust, with all that was written to it under its old name."""
    if found := registry_keys.store_of(key):
        whole = found.entry or registry_keys.is_whole_store(key)
        if whole and stores.is_trusted(found.store) and not store_keepers.keeps_store(image, found):
            store_changes.judge_registry_write(report, who, found.location, found.store, "another key's certificates")
            report.thumbprint = stores.thumbprint(found.entry)
    elif registry_keys.holds_weakening(key) and not store_keepers.keeps_policies(image):
        report.action = "weaken_code_integrity"
        report.add("weaken_code_integrity", f"{who} puts a key of another name in the place of {paths.base(key)}")
    elif option := registry_keys.boot_switch(key, "element", ""):
        boot_options.judge(report, who, option)


def _judge_registration(report: Report, who: str, path: str, written: str, verb: str, observed: bool) -> None:
    """The key of one provider, or something below it; the containers above are opened by everybody."""
    if registry_keys.is_trust_provider(path + "\\") and ("\\{" in path or not observed):
        report.action = "hijack_trust_provider"
        provider = signature_providers.describe(written or path)
        report.add("trust_provider_hijack", f"{who} {verb} the registration of {provider}")
