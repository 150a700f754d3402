"""A file event: certificate and key files that appear or go, and the policies of code integrity.

codesign_files holds the path: the key that joins a dropped file with the command that uses it later.
Access rights of 4663 (WriteData 0x2, AppendData 0x4, DELETE 0x10000), and the stores that a profile keeps as files:
learn.microsoft.com, event-4663, "System Store Locations".
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events import (
    attack_tools,
    file_names,
    file_writers,
    key_reading,
    policy_files,
    shares,
    web_marks,
)
from codesignrisk_core.events.kind import Assessment, Site
from codesignrisk_core.model import Arrival, Report
from codesignrisk_core.process import identity
from codesignrisk_core.records import channels
from codesignrisk_core.records.fields import View
from codesignrisk_core.rules import drivers, inputs
from codesignrisk_core.trust import (
    anchors,
    file_kinds,
    hosts,
    key_export_names,
    key_places,
    places,
    registry_keys,
    store_keepers,
    stores,
    trust_files,
)

KIND = "file"

_SYSMON = frozenset({"11", "15", "23", "26"})
_DELETIONS = frozenset({"23", "26"})
_SECURITY = frozenset({"4663", shares.EVENT_ID})
_HIVES = ("hk", "\\registry\\")

# Extension -> the action indicator for a file that appears. Files of many keys grow in place and are no drops.
_DROPS = {
    **dict.fromkeys(file_kinds.PRIVATE_KEYS, "drop_key_file"),
    **dict.fromkeys(file_kinds.PLAIN_KEYS, "drop_plain_key"),
    **dict.fromkeys(file_kinds.CERTIFICATES, "drop_certificate"),
    **dict.fromkeys(file_kinds.PEM, "drop_pem"),
}
# Only under the names that tools give them.
_EXPORT_ONLY = frozenset({"p8k", "binary"})
EXTENSIONS = frozenset(_DROPS) | _EXPORT_ONLY | file_kinds.POLICIES
"""What a file's name ends in when it is worth a look."""
_PROFILE_STORES = "\\microsoft\\systemcertificates\\"
_STARTUP = "\\start menu\\programs\\startup\\"
_REDIRECTOR = "device\\mup\\"
# People move and delete their own files with it.
_EXPLORER = "explorer.exe"
# Programs that write presentations.
_PRESENTATIONS = frozenset({"powerpnt.exe", "keynote"})
_HASH = re.compile(r"\b(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40})\b")
_MAX_HASHES = 512
_HIDING = (
    "\\$recycle.bin\\",
    "\\perflogs\\",
    "\\windows\\tasks\\",
    "\\windows\\tracing\\",
    "\\system volume information\\",
)

_WRITES = 0x2 | 0x4
_DELETES = 0x10000
_CREATED, _DELETED, _READ = "created", "deleted", "read"


def matches(view: View) -> bool:
    """Whether this is a file event: Sysmon 11, 15, 23, 26, Security 4663 and 5145, or a data-model row of a file."""
    event_id = view.get("event_id")
    if event_id:
        if event_id in _SECURITY and view.get("object_type").lower() not in ("", "file"):
            return False
        return channels.is_known(event_id, view.get("channel"), _SYSMON, _SECURITY)
    path = view.get("target_file")
    return bool(path) and not path[:10].lower().startswith(_HIVES)


def judge(view: View, site: Site) -> Assessment:
    """What a file event says about certificates and keys. An empty report means: nothing."""
    if view.get("event_id") == shares.EVENT_ID:
        return Assessment(shares.judge(view))
    report = Report()
    written = view.get("target_file")
    if not _is_worth_a_look(written.lower(), view.get("file_before")):
        return Assessment(report)
    done = _operation(view)
    image = view.get("writer")
    if done == _READ:
        return Assessment(key_reading.judge(_local(written), image, site))
    path, stream = _split_stream(_local(written))
    who = paths.stem(image) or "a program"
    kept = trust_files.kind_of(path, image) if done != _DELETED else None
    if kept is not None:
        report.action = kept.action
        report.targets.append(path)
        report.add(kept.indicator, f"{who} writes {kept.what} itself")
    elif done != _DELETED and attack_tools.is_one(path):
        attack_tools.judge(report, who, path)
    elif policy_files.is_one(path):
        policy_files.judge(report, who, path, image, deleted=done == _DELETED)
    elif drivers.is_driver(path):
        if done != _DELETED:
            drivers.judge_drop(report, image, file_writers.class_of(image, site), path)
    elif file_names.is_one(path):
        _judge_named(report, who, path, done, image, site)
    elif _PROFILE_STORES in path:
        _judge_profile_store(report, who, path, done, image)
    else:
        _judge_file(report, who, path, stream, done, image, _content(view))
        if done != _DELETED:
            file_writers.judge_anchor(report, path, image, site)
        _judge_name_before(report, who, path, view.get("file_before"), image)
        if stream == web_marks.STREAM:
            _judge_mark(report, who, view, path, done, site)
    if report.findings:
        report.tool = identity.name_of(image)
        file_writers.judge(report, path, image, site)
    return Assessment(report)


def _is_worth_a_look(lower: str, before: str) -> bool:
    """Nearly no file is. lower: the path; before: the name that the file had."""
    return (
        paths.extension(lower) in EXTENSIONS
        or ":" in lower[2:]
        or "codeintegrity" in lower
        or _PROFILE_STORES in lower
        or key_places.is_key_folder(lower)
        or file_names.is_one(lower)
        or lower.endswith(key_export_names.KEPT_BY_FEDERATION)
        or anchors.is_anchor(lower)
        or drivers.is_driver(lower)
        or paths.extension(lower) in trust_files.EXTENSIONS
        or attack_tools.is_one(lower)
        or paths.extension(before) in file_kinds.PRIVATE_KEYS
    )


def _judge_named(report: Report, who: str, path: str, done: str, image: str, site: Site) -> None:
    if done != _DELETED:
        file_names.judge(report, who, path, site.parents.classify(image).parent_class)
    if report.shows(file_names.AS_TEXT):
        _judge_place(report, paths.base(path), path, image)


def _judge_mark(report: Report, who: str, view: View, path: str, done: str, site: Site) -> None:
    if done == _DELETED:
        web_marks.judge_deleted(report, who, path, view.get("writer"), site)
    else:
        web_marks.judge(report, who, path, view.get("stream_text"), view.get("writer"), site)


def _operation(view: View) -> str:
    """Whether the file is written, deleted or only read. 4663 without its access mask is taken for a write."""
    event_id = view.get("event_id")
    if event_id in _DELETIONS or "delete" in view.get("registry_operation").lower():
        return _DELETED
    if event_id in _SECURITY:
        return _accessed(view)
    return _READ if view.get("registry_operation").lower() == _READ else _CREATED


def _accessed(view: View) -> str:
    try:
        mask = int(view.get("access_mask")[:20], 16)
    except ValueError:
        return _CREATED
    if mask & _DELETES:
        return _DELETED
    return _CREATED if mask & _WRITES else _READ


def _local(written: str) -> str:
    path = paths.normal(written)
    return "\\\\" + path[len(_REDIRECTOR) :] if path.startswith(_REDIRECTOR) else path


def _split_stream(path: str) -> tuple[str, str]:
    """A path and its alternate data stream, or ""."""
    start = path.find(":", 2)
    return (path, "") if start < 0 else (path[:start], path[start + 1 :].partition(":")[0])


def _judge_profile_store(report: Report, who: str, path: str, done: str, image: str) -> None:
    """CurrentUser\\My keeps each certificate in a file that is named by its thumbprint."""
    found = registry_keys.store_of(path)
    thumbprint = stores.thumbprint(found.entry) if found else ""
    if done == _DELETED or not found or not thumbprint or store_keepers.keeps_store(image, found):
        return
    report.action = "add_to_store"
    report.store = stores.label(found.location, found.store)
    report.thumbprint = thumbprint
    report.flags.add("CertImport")
    report.add("certificate_in_profile", f"{who} puts a certificate into {report.store}")


def _judge_name_before(report: Report, who: str, path: str, before: str, image: str) -> None:
    """A key file that becomes one of another kind, as far as its name tells."""
    old = paths.base(before)
    if paths.extension(before) in file_kinds.PRIVATE_KEYS and paths.extension(path) not in file_kinds.KEY_OPERANDS:
        report.action = "copy_key"
        report.files.append(path)
        report.add("key_disguised", f"{who} gives the key file {old} the name {paths.base(path)}")
        _judge_place(report, paths.base(path), path, image)


def _content(view: View) -> tuple[str, ...]:
    """The hashes of what the file holds, where the sensor tells them: of a certificate in DER form its thumbprints.

    Sysmon writes ``SHA1=...,MD5=...,SHA256=...``, others the digits alone.
    """
    return tuple(digits.upper() for digits in _HASH.findall(view.get("hashes")[:_MAX_HASHES]))


def _judge_file(
    report: Report, who: str, path: str, stream: str, done: str, image: str, content: tuple[str, ...]
) -> None:
    if paths.extension(path) == "key" and paths.base(image) in _PRESENTATIONS:
        return  # of Apple's Keynote
    name, extension = paths.base(path), paths.extension(path)
    hidden = extension not in _DROPS and extension not in _EXPORT_ONLY and not key_export_names.is_export(name)
    if not hidden and done != _DELETED and paths.extension(stream) in web_marks.CODE:
        report.add("code_in_stream", f"{who} hides {stream} in a stream of {name}")
    if hidden:
        name, extension = stream, paths.extension(stream)
        path = f"{path}:{stream}"
    exported = key_export_names.is_export(name)
    if not exported and extension not in _DROPS:
        return
    report.files.append(path)
    if exported:
        report.add("exported_key_file", f"{name} has a file name typical of key export by mimikatz or DSInternals")
    if done == _DELETED:
        report.action = "certificate_deleted"
        report.add("delete_certificate_file", f"{who} deletes {name}")
        return
    report.action = "certificate_drop"
    if not exported:
        report.add(_DROPS[extension], f"{who} writes {name}")
        report.arrivals.append(Arrival(_DROPS[extension], "", () if hidden else content))
    inputs.judge_pfx(report, name)
    if hidden:
        report.add("input_stream", f"{name} is an alternate data stream")
    if stream == web_marks.STREAM:
        report.add("drop_from_web", f"{name} came from the web")
    if places.is_web_root(path) and extension in file_kinds.PRIVATE_KEYS:
        report.add("key_served", f"{name} lies in a folder that a web server hands out")
    _judge_place(report, name, path, image)


def _judge_place(report: Report, name: str, path: str, image: str) -> None:
    if any(place in path for place in _HIDING) and paths.extension(path) in file_kinds.PRIVATE_KEYS:
        report.add("drop_hidden", f"{name} is where nobody looks")
    if _STARTUP in path:
        report.add("drop_startup", f"{name} is in a startup folder")
    if paths.is_remote(path):
        report.add("drop_share", f"{name} is written to a share")
        if hosts.is_bare(path) and paths.extension(path) in file_kinds.PRIVATE_KEYS:
            report.add("key_to_bare_address", "the share's host is a bare address")
    elif places.is_build(path):
        report.add("build_path", "the paths are those of a build agent")
    elif places.is_user_writable(path):
        report.add("input_user_writable", f"{name} is in a user-writable path")
        if paths.base(image) != _EXPLORER:
            inputs.judge_planted(report, path)
