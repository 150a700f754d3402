"""Programs whose work it is to change a certificate store or a code-integrity policy.

CryptSvc in svchost keeps AuthRoot, gpsvc in svchost the stores of group policy, CertPropSvc in svchost the roots of
smart cards, autoenrolment in taskhostw the enterprise stores (learn.microsoft.com, "Certificates and trust in Windows",
"Certificate propagation service"). Defender on AuthRoot: elastic/detection-rules#4943, #4970. Code-integrity policies:
learn.microsoft.com, "App Control for Business deployment guide"; Sigma file_event_win_susp_wdac_policy_creation.
A bare name, as the data model may have it, passes: it says nothing about the place.
"""

from __future__ import annotations

from typing import NamedTuple

from codesignrisk_core.cmdline import paths
from codesignrisk_core.trust import places, stores
from codesignrisk_core.trust.registry_keys import StoreKey

_SYSTEM32 = "\\windows\\system32\\"
_ANY = ""


class _StoreKeeper(NamedTuple):
    """A program, where it lies, and the stores that it keeps. location and store: "" for every one."""

    name: str
    place: str
    location: str
    store: str


_STORE_KEEPERS = (
    _StoreKeeper("svchost.exe", _SYSTEM32, stores.MACHINE, "authroot"),
    _StoreKeeper("svchost.exe", _SYSTEM32, stores.GROUP_POLICY, _ANY),
    _StoreKeeper("svchost.exe", _SYSTEM32, stores.ENTERPRISE, _ANY),
    _StoreKeeper("svchost.exe", _SYSTEM32, _ANY, "smartcardroot"),
    _StoreKeeper("taskhostw.exe", _SYSTEM32, stores.ENTERPRISE, _ANY),
    _StoreKeeper("gpscript.exe", _SYSTEM32, _ANY, _ANY),
    _StoreKeeper("msmpeng.exe", "\\windows defender\\", stores.MACHINE, "authroot"),
    _StoreKeeper("ccmexec.exe", "\\windows\\ccm\\", _ANY, _ANY),
)
# What services of Windows do with stores that nobody takes trust from (Remote Desktop, Windows Live ID Token Issuer).
_SERVICES = frozenset({"svchost.exe", "lsass.exe", "taskhostw.exe", "services.exe"})

_SERVICING = {
    "tiworker.exe": "\\windows\\winsxs\\",
    "trustedinstaller.exe": "\\windows\\servicing\\",
    "poqexec.exe": _SYSTEM32,
}
_POLICY_KEEPERS = {
    **_SERVICING,
    "svchost.exe": _SYSTEM32,
    "omadmclient.exe": _SYSTEM32,
    "wuauclt.exe": _SYSTEM32,
    "wuaucltcore.exe": "\\windows\\uus\\",
    "mssense.exe": "\\windows defender advanced threat protection\\",
    "ccmexec.exe": "\\windows\\ccm\\",
}


def keeps_store(image: str, key: StoreKey) -> bool:
    """Whether changing this store is what the program is there for."""
    path = paths.normal(image)
    name = paths.base(path)
    if not stores.is_trusted(key.store):
        return name in _SERVICES and _lies_in(path, _SYSTEM32)
    return any(
        name == keeper.name
        and keeper.location in (_ANY, key.location)
        and keeper.store in (_ANY, key.store)
        and _lies_in(path, keeper.place)
        for keeper in _STORE_KEEPERS
    )


def is_servicing(image: str) -> bool:
    """Whether this is the installer of Windows' own components."""
    return _is_one_of(image, _SERVICING)


def keeps_policies(image: str) -> bool:
    """Whether bringing code-integrity policies is what the program is there for."""
    return _is_one_of(image, _POLICY_KEEPERS)


def _is_one_of(image: str, places: dict[str, str]) -> bool:
    path = paths.normal(image)
    place = places.get(paths.base(path))
    return place is not None and _lies_in(path, place)


def _lies_in(path: str, place: str) -> bool:
    """Whether a normalised path lies there. Anybody may make C:\\x\\windows: only the one below the drive counts."""
    if "\\" not in path:
        return True
    if place.startswith("\\windows\\"):
        return path[2:].startswith(place)
    return place in path and not places.is_user_writable(path)
