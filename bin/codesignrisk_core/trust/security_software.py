"""Programs of security software whose blocking by App Control blinds a host.

Names only, below Program Files or Defender's own folder, where an administrator has put them. Libraries are left out:
those of virus scanners fail signing levels every day. Sources: beierle.win, "Weaponizing WDAC"; the list of
logangoins/Krueger; the vendors' guides on which processes to exclude.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.trust import places

_PROGRAMS = frozenset(
    """msmpeng.exe nissrv.exe mssense.exe sensecncproxy.exe senseir.exe mpdefendercoreservice.exe
    csfalconservice.exe csfalconcontainer.exe sentinelagent.exe sentinelservicehost.exe sentinelstaticengine.exe
    cb.exe repmgr.exe cyserver.exe cytray.exe tlaworker.exe traps.exe xagt.exe elastic-agent.exe elastic-endpoint.exe
    sophosfilescanner.exe sophosntpservice.exe sophosfs.exe sedservice.exe sspservice.exe mcsagent.exe mcsclient.exe
    mbamservice.exe ekrn.exe bdservicehost.exe epsecurityservice.exe avp.exe avpsus.exe ccsvchst.exe mfetp.exe
    masvc.exe mcshield.exe coreserviceshell.exe tmccsf.exe ntrtscan.exe tmlisten.exe cylancesvc.exe fortiedr.exe
    fortiedrcollectorservice.exe fshoster32.exe fshoster64.exe avastsvc.exe avgsvc.exe wrsa.exe psanhost.exe
    huntressagent.exe taniumclient.exe cortex-xdr.exe velociraptor.exe rphcp.exe osqueryd.exe sysmon.exe
    sysmon64.exe winlogbeat.exe splunkd.exe""".split()
)
_INSTALLED = (
    "\\program files\\",
    "\\program files (x86)\\",
    "\\programdata\\microsoft\\windows defender\\",
    "\\windows\\",
)


def is_program(path: str) -> bool:
    """Whether a normalised path is an installed program of security software or of a log collector."""
    if paths.base(path) not in _PROGRAMS or not any(place in path for place in _INSTALLED):
        return False
    return "\\windows defender\\" in path or not places.is_user_writable(path)
