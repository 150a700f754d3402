"""A change of the registry: certificates in stores, what judges signatures, and the switches of code integrity.

Opening a key of a store is what every program does that checks a certificate, and says nothing. Elements of the boot
configuration: geoffchappell.com/notes/windows/boot/bcd/elements.htm (16000048 nointegritychecks, 16000049 testsigning,
12000030 loadoptions). ProtectedRoots, the user's own list of roots that CryptSvc keeps: wincrypt.h.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events import registry_change
from codesignrisk_core.events.registry_change import CREATE, DELETE, READ, RENAME, Change
from codesignrisk_core.model import Report
from codesignrisk_core.process import identity, writer
from codesignrisk_core.process.parents import Parents
from codesignrisk_core.records import channels
from codesignrisk_core.records.fields import View
from codesignrisk_core.rules import store_changes
from codesignrisk_core.trust import places, registry_keys, store_keepers, stores

KIND = "registry"

_SYSMON = frozenset({"12", "13", "14"})
_SECURITY = frozenset({"4657"})
_HIVES = ("hk", "\\registry\\")

# What the path of a key worth a look holds, in lower case.
_JUDGES = ("\\cryptography\\providers\\trust\\", "\\cryptography\\oid\\")
_MARKS = (
    "certificates\\",
    *_JUDGES,
    "\\control\\ci\\",
    "deviceguard",
    "driver signing",
    "wintrust",
    "\\elements\\",
)

_BOOT_SWITCHES = {"16000048": "nointegritychecks", "16000049": "testsigning"}
_LOAD_OPTIONS = "12000030"
_OFF = frozenset({"0", "00", "0x0", "0x00"})
_DEFAULT_CHECK_FLAGS = 0x23C00


def matches(view: View) -> bool:
    """Whether this is a registry event: Sysmon 12 to 14, Security 4657, or a data-model row that names a key."""
    event_id = view.get("event_id")
    if event_id:
        return channels.is_known(event_id, view.get("channel"), _SYSMON, _SECURITY)
    return view.get("registry_path")[:10].lower().startswith(_HIVES)


def judge(view: View, parents: Parents) -> Report:
    """What a registry event changes about trust. An empty report means: nothing."""
    report = Report()
    event_id = view.get("event_id")
    path = view.get("registry_path").lower()
    if not any(mark in path for mark in _MARKS):
        return report
    done = registry_change.operation(view, event_id)
    if done == READ or (done == CREATE and not any(mark in path for mark in _JUDGES)):
        return report
    change = registry_change.read(view, event_id, done)
    image = view.get("writer")
    who = paths.stem(image) or "a program"
    if done == CREATE:
        _judge_provider(report, who, change.path, "creates the registration of")
    elif done == DELETE:
        _delete(report, who, change, image)
    elif done == RENAME:
        _judge_provider(report, who, change.path, "renames the registration of")
        _judge_provider(report, who, change.new_path, "renames the registration of")
        _delete(report, who, change, image)
    else:
        _set(report, who, change, image)
    if report.findings:
        tool = identity.of_process(image, "", "").tool
        report.tool = tool.name if tool else ""
        if store_keepers.is_servicing(image):
            report.findings.clear()
            report.flags.clear()
            report.add("store_upkeep", f"{who} installs components of Windows")
        writer.judge(report, view, parents)
    return report


def _set(report: Report, who: str, change: Change, image: str) -> None:
    key, value = change.key, change.value
    found = registry_keys.store_of(key)
    if found:
        _set_in_store(report, who, change, found, image)
    elif registry_keys.is_trust_provider(key, value or "-"):
        report.action = "hijack_trust_provider"
        report.add(
            "trust_provider_hijack",
            f"{who} sets {value} of a trust provider or subject interface package to {paths.base(change.data)}",
        )
        if places.is_user_writable(paths.normal(change.data)):
            report.add("input_user_writable", f"{paths.base(change.data)} lies in a user-writable place")
    elif registry_keys.weakens(key, value, change.data):
        report.action = "weaken_code_integrity"
        sentence = f"{who} sets {value} to {registry_change.number(change.data)}, which weakens the checking of code"
        report.add("weaken_code_integrity", sentence)
    elif registry_keys.is_check_flags(key, value) and registry_change.number(change.data) != _DEFAULT_CHECK_FLAGS:
        report.action = "change_chain_policy"
        report.add("change_chain_policy", f"{who} changes how Authenticode signatures are checked")
    else:
        _set_boot_switch(report, who, change)


def _set_in_store(report: Report, who: str, change: Change, found: registry_keys.StoreKey, image: str) -> None:
    value = change.value.lower()
    if change.key.endswith("\\root\\protectedroots"):
        _set_protected_roots(report, who, value, found)
    elif value != "blob":
        return
    elif found.entry:
        trusted = stores.is_trusted(found.store)
        if store_keepers.keeps_store(image, found):
            if trusted:
                _say_store(report, "add_to_store", found)
                report.add("store_upkeep", f"{who} keeps the store {report.store}")
            return
        _say_store(report, "add_to_store", found)
        store_changes.judge_add(report, who, found.location, found.store)
        if trusted:
            report.add("store_registry_blob", "the registry shows that the certificate is in the store")
    elif "\\ctls\\" in change.key and not store_keepers.keeps_store(image, found):
        _say_store(report, "add_to_store", found)
        report.add("add_revocation_list", f"{who} adds a trust list to {report.store}")


def _set_protected_roots(report: Report, who: str, value: str, found: registry_keys.StoreKey) -> None:
    if value == "certificates":
        _say_store(report, "change_protected_roots", found)
        report.add("protected_roots_change", f"{who} changes the list of the roots that the user trusts")
    elif value == "flags":
        _say_store(report, "change_chain_policy", found)
        report.add("change_chain_policy", f"{who} changes which roots of the user are trusted")


def _delete(report: Report, who: str, change: Change, image: str) -> None:
    found = registry_keys.store_of(change.path)
    if found:
        if (found.entry or change.path.endswith("\\certificates")) and not store_keepers.keeps_store(image, found):
            _say_store(report, "delete_from_store", found)
            indicator = "delete_from_trusted_store" if stores.is_trusted(found.store) else "delete_from_store"
            report.add(indicator, f"{who} deletes from the certificate store {report.store}")
        return
    _judge_provider(report, who, change.path, "deletes the registration of")
    if registry_keys.unprotects(change.key, change.value) or registry_keys.unprotects(change.path, ""):
        report.action = "weaken_code_integrity"
        report.add("weaken_code_integrity", f"{who} deletes a setting that hardens the checking of code")


def _judge_provider(report: Report, who: str, path: str, what: str) -> None:
    """The key of one provider, or something below it; the containers above are opened by everybody."""
    if registry_keys.is_trust_provider(path) and "\\{" in path:
        report.action = "hijack_trust_provider"
        report.add("trust_provider_hijack", f"{who} {what} a trust provider or subject interface package")


def _set_boot_switch(report: Report, who: str, change: Change) -> None:
    """Elements of a boot entry. Windows also reads one whose name has a leading blank, which bcdedit does not show."""
    parts = change.key.split("\\")
    if change.value.lower() != "element" or len(parts) < 2 or parts[-2].strip() != "elements":
        return
    element = parts[-1].strip()
    name = _BOOT_SWITCHES.get(element, "")
    if element == _LOAD_OPTIONS and "disable_integrity_checks" in change.data.lower():
        name = "loadoptions"
    if name and change.data.strip().lower() not in _OFF:
        report.action = "weaken_code_integrity"
        report.add("enable_test_signing", f"{who} changes the boot option {name}, which lets unsigned drivers load")


def _say_store(report: Report, action: str, found: registry_keys.StoreKey) -> None:
    report.action = action
    report.store = stores.label(found.location, found.store)
    report.thumbprint = stores.thumbprint(found.entry)
