"""Programs whose work it is to change a certificate store or a code-integrity policy.

CryptSvc in svchost keeps AuthRoot and Disallowed, gpsvc in svchost the stores of group policy, CertPropSvc in svchost
the roots of smart cards, autoenrolment in taskhostw the enterprise stores (learn.microsoft.com, "Certificates and trust
in Windows", "Certificate propagation service"). Code-integrity policies: learn.microsoft.com, "App Control for Business
deployment guide"; Sigma file_event_win_susp_wdac_policy_creation. A bare name, as the data model may have it, passes:
it says nothing about the place.

Two stores fill by themselves, in whatever process checks a chain: AuthRoot with the roots of Microsoft's programme
(learn.microsoft.com, "Configure trusted roots and disallowed certificates"; elastic/detection-rules#839, #4943, #4970),
CA with the intermediates that a chain needed (crypt32's cache). So there an installed program means nothing, unless it
runs other people's code or writes what it is told to.
"""

from __future__ import annotations

import re
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
    _StoreKeeper("svchost.exe", _SYSTEM32, stores.MACHINE, "disallowed"),
    _StoreKeeper("svchost.exe", _SYSTEM32, stores.GROUP_POLICY, _ANY),
    _StoreKeeper("svchost.exe", _SYSTEM32, stores.ENTERPRISE, _ANY),
    _StoreKeeper("svchost.exe", _SYSTEM32, _ANY, "smartcardroot"),
    _StoreKeeper("taskhostw.exe", _SYSTEM32, stores.ENTERPRISE, _ANY),
    _StoreKeeper("taskhostex.exe", _SYSTEM32, stores.ENTERPRISE, _ANY),
    _StoreKeeper("taskhost.exe", _SYSTEM32, stores.ENTERPRISE, _ANY),
    _StoreKeeper("lsass.exe", _SYSTEM32, stores.ENTERPRISE, _ANY),
    _StoreKeeper("winlogon.exe", _SYSTEM32, stores.ENTERPRISE, _ANY),
    # the user ticked "always trust software from" as a driver was installed
    _StoreKeeper("drvinst.exe", _SYSTEM32, stores.MACHINE, "trustedpublisher"),
    _StoreKeeper("dmcertinst.exe", _SYSTEM32, _ANY, _ANY),
    _StoreKeeper("omadmclient.exe", _SYSTEM32, _ANY, _ANY),
    _StoreKeeper("deviceenroller.exe", _SYSTEM32, _ANY, _ANY),
    _StoreKeeper("gpscript.exe", _SYSTEM32, _ANY, _ANY),
    _StoreKeeper("ccmexec.exe", "\\windows\\ccm\\", _ANY, _ANY),
)
# Products that look into TLS or manage the host, and bring the root for it: proxies and gateways, virus scanners,
# device management. Each is below Program Files, where only administrators write. Sources: the vendors' guides on
# their root certificates; the exclusions of elastic/detection-rules create_or_modify_root_certificate.
_INSPECTORS = frozenset(
    """zsaservice.exe zsatunnel.exe zsatraymanager.exe stagentsvc.exe stagentui.exe nsdiag.exe acumbrellaagent.exe
    csc_umbrellaagent.exe ercservice.exe pangps.exe warp-svc.exe iboss.exe ibossservice.exe fortiproxy.exe
    fortitray.exe fcdblog.exe fortissldaemon.exe wepsvc.exe dserui.exe fppsvc.exe mcshield.exe mfewc.exe mfemms.exe
    mfeesp.exe ccsvchst.exe avp.exe avpsus.exe klnagent.exe ekrn.exe eraagent.exe bdservicehost.exe vsserv.exe
    epsecurityservice.exe avastsvc.exe avgsvc.exe aswtoolssvc.exe afwserv.exe sophosnetfilter.exe sophosntpservice.exe
    swi_service.exe swi_fc.exe sspservice.exe sophosfs.exe psanhost.exe wrsa.exe coreserviceshell.exe tmccsf.exe
    ntrtscan.exe dsagent.exe fshoster32.exe fshoster64.exe adguardsvc.exe adguard.exe cyserver.exe
    sentinelagent.exe csfalconservice.exe tracsrvwrapper.exe cpda.exe aw.windowsagent.exe awprocesscommands.exe
    airwatchservice.exe taskscheduler.exe dcagentservice.exe dcconfig.exe ldiscn32.exe lanrev_agent.exe
    intunemanagementextension.exe microsoft.management.services.intunewindowsagent.exe agentexecutor.exe
    teramindagent.exe securlyfilter.exe lightspeedagent.exe lsfilteragent.exe gocguard.exe installroot.exe
    lssasvc.exe""".split()
)
_INSTALLED = ("\\program files\\", "\\program files (x86)\\")
# Where programs lie that check signatures and talk TLS: only administrators write there.
_SYSTEM_WIDE = (*_INSTALLED, "\\windows\\", "\\windowsazure\\", "\\programdata\\microsoft\\windows defender\\")
# Where programs of one user lie; of a user's own intermediates they are as usual a source.
_PER_USER = (
    "\\appdata\\local\\programs\\",
    "\\appdata\\local\\microsoft\\",
    "\\appdata\\local\\google\\chrome\\",
    "\\appdata\\local\\slack\\",
    "\\appdata\\local\\discord\\",
    "\\appdata\\roaming\\zoom\\bin\\",
)
_BROUGHT = re.compile(
    r"\\(?:scoop\\(?:apps\\mkcert|shims)|chocolatey\\(?:bin|lib\\mkcert)|winget\\(?:packages|links))\\"
)
_CACHES = frozenset({(stores.MACHINE, "authroot"), (stores.MACHINE, "ca"), (stores.USER, "ca")})
# Programs of Windows and runtimes that do what somebody else tells them.
_AT_COMMAND = frozenset(
    """cmd.exe powershell.exe powershell_ise.exe pwsh.exe wscript.exe cscript.exe mshta.exe rundll32.exe regsvr32.exe
    reg.exe regedit.exe regini.exe certutil.exe certreq.exe certoc.exe certmgr.exe mmc.exe msbuild.exe installutil.exe
    regasm.exe regsvcs.exe hh.exe msxsl.exe forfiles.exe pcalua.exe wmic.exe wmiprvse.exe wsmprovhost.exe winrshost.exe
    odbcconf.exe cmstp.exe mavinject.exe scrcons.exe control.exe xwizard.exe presentationhost.exe dllhost.exe
    psexesvc.exe bash.exe sh.exe python.exe pythonw.exe python3.exe perl.exe ruby.exe node.exe java.exe javaw.exe
    w3wp.exe sqlservr.exe httpd.exe nginx.exe php.exe php-cgi.exe winword.exe excel.exe powerpnt.exe
    openssl.exe mkcert.exe""".split()
)
# Those of them that write stores and the registry as they are told, and check no chain of their own.
_WRITES_STORES = frozenset(
    """reg.exe regedit.exe regini.exe certutil.exe certreq.exe certoc.exe certmgr.exe mmc.exe openssl.exe
    mkcert.exe""".split()
)
_QUIET_STORES = frozenset({"addressbook", "request", "userds"})
"""Contacts of mail programs, requests under way, and what the directory says of the user: nobody takes trust there."""

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
    "citool.exe": _SYSTEM32,  # what it is told is judged by its command line
}


def keeps_store(image: str, key: StoreKey) -> bool:
    """Whether changing this store is what the program is there for."""
    path = paths.normal(image)
    name = paths.base(path)
    if key.store in _QUIET_STORES:
        return True
    if not stores.is_trusted(key.store):
        return name in _SERVICES and _lies_in(path, _SYSTEM32)
    if _fills_cache(path, name, key) or (name in _INSPECTORS and _is_below(path, _INSTALLED)):
        return True
    return any(
        name == keeper.name
        and keeper.location in (_ANY, key.location)
        and keeper.store in (_ANY, key.store)
        and _lies_in(path, keeper.place)
        for keeper in _STORE_KEEPERS
    )


def makes_development_root(image: str) -> bool:
    """Whether a program asks its user to trust a certificate for development, as it is installed: dotnet dev-certs, and
    mkcert by one of the package managers that bring it (FiloSottile/mkcert, README).
    """
    path = paths.normal(image)
    if paths.base(path) == "mkcert.exe":
        return _BROUGHT.search(path) is not None
    return paths.base(path) == "dotnet.exe" and _is_below(path, _INSTALLED)


def _fills_cache(path: str, name: str, key: StoreKey) -> bool:
    """Whether this is what the checking of a chain leaves behind in the process that asked for it."""
    if (key.location, key.store) not in _CACHES or name in _AT_COMMAND:
        return False
    if _is_below(path, _SYSTEM_WIDE):
        return True
    return key == StoreKey(stores.USER, "ca", key.entry) and any(place in path for place in _PER_USER)


def _is_below(path: str, folders: tuple[str, ...]) -> bool:
    """Whether a normalised path lies below one of the folders of a drive, and not where any user may write."""
    return path[2:].startswith(folders) and not places.is_user_writable(path)


def writes_stores(image: str) -> bool:
    """Whether a program changes stores and the registry only where somebody asks it to."""
    return paths.base(paths.normal(image)) in _WRITES_STORES


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
