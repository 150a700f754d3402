"""What is said of key files whoever handles them: how many, of which kinds, whose, from where and where to."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from codesignrisk_core.cmdline import paths
from codesignrisk_core.keyfiles import naming
from codesignrisk_core.model import Report
from codesignrisk_core.rules import inputs, outputs
from codesignrisk_core.trust import file_kinds, key_places, places

_DISGUISES = frozenset(
    "txt log tmp dat bin jpg jpeg png gif bmp pdf doc docx xls xlsx dll ini xml html css js mp3".split()
)
_SHADOW_COPY = ("harddiskvolumeshadowcopy", "\\@gmt-")
_LOUD = file_kinds.KEYS - file_kinds.EVERYDAY_KEYS


def shown(target: str) -> str:
    """The name of a destination in a sentence."""
    return paths.base(target) or target or "the current folder"


def keys_of(words: Iterable[str], cwd: str) -> list[str]:
    """Normalised operands that are key files, patterns of them, or folders of keys."""
    found = [paths.normal(word, cwd) for word in words if not word.startswith("-")]
    return [path for path in found if file_kinds.of(path) in file_kinds.KEYS or key_places.holds_keys(path)]


def is_loud(keys: Iterable[str]) -> bool:
    """Whether one of the keys is no everyday file: those need a circumstance to be told of."""
    return any(
        file_kinds.of(key) in _LOUD or key_places.holds_keys(key) or file_kinds.is_authority_key(key) for key in keys
    )


def are_many(keys: Sequence[str]) -> bool:
    """Whether operands stand for more than one key file."""
    return len(keys) > 1 or any(naming.has_wildcard(key) or key_places.holds_keys(key) for key in keys)


def finish(report: Report, keys: Sequence[str]) -> None:
    """Name the key files, and say when they are of several kinds."""
    inputs.add_files(report, *itertools.filterfalse(naming.has_wildcard, keys))
    if len({file_kinds.of(key) for key in keys} - {""}) > 1:
        report.add("several_key_kinds", "several kinds of key files at once")


def judge_containers(report: Report, name: str, keys: Iterable[str]) -> None:
    """Key containers and keychains leave their place only in a backup of the whole, or by a thief's hand."""
    if any(key_places.is_key_folder(key) for key in keys):
        report.add("key_containers", f"{name} takes the containers that the system keeps keys in")


def judge_hunt(report: Report, name: str, keys: Iterable[str], deep: bool, target: str = "") -> None:
    """A wildcard over all profiles, a whole home or drive searches for what it takes; so does one over a whole share
    that gathers it in a place for everybody. target: normalised, where it goes.
    """
    gathers = places.is_staging(target)
    for key in filter(naming.has_wildcard, keys):
        folder = key.replace("\\", "/").rpartition("/")[0]
        folder = key[: len(folder)]
        whole = places.is_whole(folder) or (gathers and places.is_wide(folder))
        if is_loud([key]) and (places.profile(key) == "*" or (deep and whole)):
            report.add("hunt_key_files", f"{name} takes key files from a whole drive or home")


def judge_places(report: Report, keys: Sequence[str], target: str, cwd: str) -> bool:
    """Where keys come from and go to; whether that is telling even for files that are copied every day."""
    own = places.profile(paths.normal(cwd)) or places.profile(target)
    others = [owner for owner in map(places.profile, keys) if owner and own and owner != own]
    shadow = any(part in key for key in keys for part in _SHADOW_COPY)
    if others or any(places.profile(key) == "*" for key in keys):
        report.add("key_other_profile", "the key comes out of another user's profile")
    if shadow:
        report.add("from_shadow_copy", "the key comes out of a shadow copy, past locks and permissions")
    if any(paths.is_remote(key) for key in keys):
        report.add("input_remote", "the key is read from a share")
    if any(key_places.is_secret_folder(key) for key in keys):
        report.add("from_secrets_folder", "the key comes out of a folder of secrets")
    authority = next((paths.base(key) for key in keys if file_kinds.is_authority_key(key)), "")
    if authority:
        report.add(
            "authority_key", f"{authority} has the name of a key that signs for others: of an authority, or for boot"
        )
    if paths.is_remote(target):
        outputs.judge_share(report, target)
    elif any(places.is_removable(key, target) for key in keys):
        report.add("key_to_other_drive", "the key is written to another drive")
    elif places.is_staging(target):
        report.add("output_user_writable", f"{shown(target)} is a user-writable path")
    if paths.extension(target) in _DISGUISES:
        report.add("key_disguised", f"the key gets the name {paths.base(target)}")
    return bool(others or authority) or shadow or paths.is_remote(target)
