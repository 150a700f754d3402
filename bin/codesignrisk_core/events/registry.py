"""A change of the registry, whether Sysmon (12, 13, 14), Security 4657 or Endpoint.Registry tells it.

Opening a key of a store is what every program does that checks a certificate, and says nothing. Sysmon (its manual,
events 12 to 14) writes key and value as one path, HKU with the user's SID, and data as ``DWORD (0x00000000)``. 4657
(learn.microsoft.com, event-4657) has kernel paths (``\\REGISTRY\\MACHINE``), the value's name in a field of its own,
and %%1904 to %%1906 for created, changed and deleted. What a change means: rules.registry_changes.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events.kind import Assessment, Site
from codesignrisk_core.model import Report
from codesignrisk_core.process import identity, writer
from codesignrisk_core.records import channels
from codesignrisk_core.records.fields import View
from codesignrisk_core.rules import registry_changes
from codesignrisk_core.rules.registry_changes import CREATE, DELETE, READ, RENAME, SET, Change
from codesignrisk_core.trust import registry_keys, store_keepers, stores

KIND = "registry"

_SYSMON = frozenset({"12", "13", "14"})
_SECURITY = frozenset({"4657"})
_HIVES = ("hk", "\\registry\\")
_KERNEL_ROOTS = (("\\registry\\machine\\", "HKLM\\"), ("\\registry\\user\\", "HKU\\"))
_USERS_ROOTS = stores.label(stores.USER, "root")
_SYSTEM = frozenset({"system", "local service", "network service"})
_VALUE_DELETED = "%%1906"


def matches(view: View) -> bool:
    """Whether this is a registry event: Sysmon 12 to 14, Security 4657, or a data-model row that names a key."""
    event_id = view.get("event_id")
    if event_id:
        return channels.is_known(event_id, view.get("channel"), _SYSMON, _SECURITY)
    return view.get("registry_path")[:10].lower().startswith(_HIVES)


def judge(view: View, site: Site) -> Assessment:
    """What a registry event changes about trust. An empty report means: nothing."""
    report = Report()
    event_id = view.get("event_id")
    path = view.get("registry_path").lower()
    if not registry_keys.may_matter(path) and not registry_keys.may_matter(_new_name(view).lower()):
        return Assessment(report)
    done = _operation(view, event_id)
    if done == READ or (done == CREATE and not registry_keys.may_be_made(path)):
        return Assessment(report)
    image = view.get("writer")
    who = paths.stem(image) or "a program"
    told = _read(view, event_id, done)
    registry_changes.judge(report, who, told, image=image, observed=True)
    if report.findings:
        if not report.store:
            # which write it was: one process makes many of them within a second
            report.targets = [*_library(told), told.path]
        report.tool = identity.name_of(image)
        if store_keepers.is_servicing(image):
            report.findings.clear()
            report.flags.clear()
            report.add("store_upkeep", f"{who} installs components of Windows")
        writer.judge(report, image, site.parents)
        _judge_remote(report, view, event_id, image)
        if report.store == _USERS_ROOTS and store_keepers.makes_development_root(image):
            report.add(
                "development_authority", f"{who} has its users trust the certificate that it makes for development"
            )
    return Assessment(report)


def _judge_remote(report: Report, view: View, event_id: str, image: str) -> None:
    """The service of the remote registry writes in svchost, as the account that asked it (MS-RRP); what an authority is
    set to, no other service does. 4657 names that account.
    """
    person = view.get("subject_user") if event_id == "4657" else ""
    hosted = paths.base(image) == "svchost.exe" and report.action == "weaken_ca_policy"
    if hosted and person and not person.endswith("$") and person.lower() not in _SYSTEM:
        report.add("writer_remote", f"{person} has it written by the service of the remote registry")


def _library(told: Change) -> list[str]:
    """The library that is registered to judge signatures."""
    known = registry_keys.is_trust_provider(told.key, told.value or "-") and registry_keys.names_library(told.value)
    return [paths.normal(told.data)] if known and told.operation == SET and told.data else []


def _operation(view: View, event_id: str) -> str:
    """What is done. Sysmon 12 without its type is taken for the opening of a key, as nearly all are."""
    text = view.get("registry_operation").lower()
    if "delete" in text or text == _VALUE_DELETED:
        return DELETE
    if text == READ:
        return READ
    if event_id == "14":
        return RENAME
    if event_id == "12" or (not event_id and text == "created" and not view.get("registry_value_name")):
        return CREATE
    return SET


def _read(view: View, event_id: str, done: str) -> Change:
    """The change of a record. done: its operation."""
    written = _native(view.get("registry_path"))
    path = registry_keys.normal(written)
    value = view.get("registry_value_name")
    if not value:
        value = written.rpartition("\\")[2]
        key = path.rpartition("\\")[0]
    elif event_id != "4657" and path.endswith("\\" + value.lower()):
        key = path[: -len(value) - 1]
    else:
        key, path = path, f"{path}\\{value.lower()}"
    if event_id == "4657":
        written = f"{written}\\{value}"
    new_path = registry_keys.normal(_native(_new_name(view))) if done == RENAME else ""
    return Change(done, path, key, value, _data(view.get("registry_details")), new_path, written)


def _new_name(view: View) -> str:
    """The new path of a key. Windows renames the last part of it, which some sensors tell alone."""
    told = view.get("new_name")
    above, separator, _ = view.get("registry_path").rpartition("\\")
    return told if "\\" in told or not told else above + separator + told


def _native(path: str) -> str:
    lower = path.lower()
    for kernel, short in _KERNEL_ROOTS:
        if lower.startswith(kernel):
            return short + path[len(kernel) :]
    return path


def _data(details: str) -> str:
    """``DWORD (0x00000001)`` and ``QWORD (0x00000000-0x00000001)`` to the number, anything else as it stands."""
    if not details.startswith(("DWORD (", "QWORD (")) or not details.endswith(")"):
        return details
    high, dash, low = details[7:-1].partition("-")
    return high + low[2:] if dash else high
