"""CAPI2/Operational: how Windows checks certificates and signatures, and who takes private keys.

- 81, a signature does not verify. The process in the event is the one that checks: Sysmon, for one, checks everything.
- 11 and 30, a chain does not hold. Nearly all of them are about TLS; those for code signing count.
- 70, a private key is acquired. The event names the certificate, and neither its usage nor the program's folder.
- 90, the certificates of a chain in full. It names no failure and no certificate of its own, and is the largest of all,
  so it is not even taken apart. What others hunt in it is names of users (ADCS), which is no matter of code signing.
Fields: splunk/security_content data_sources/windows_event_log_capi2_70 and _81; public events 11, 30 and 90.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events.certificate_log import user_data
from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import Parents
from codesignrisk_core.records.fields import View
from codesignrisk_core.rules import subjects, targets
from codesignrisk_core.trust import places, signature_codes, stores, usages

_CHAINS = ("11", "30")
_CHAIN_IN_FULL = "90"
EVENT_IDS = (*_CHAINS, "70", "81", _CHAIN_IN_FULL)
_AUTHENTICODE = "AUTHENTICODE"
_SELF_SIGNED = "CERT_TRUST_IS_SELF_SIGNED"
_MICROSOFT = ("Microsoft ", "CN=Microsoft ")
# What the certificates of authorities and signing services are called; appliances bear vendors' names too.
_AUTHORITY = re.compile(r"\b(?:PCA|CA|Root|Authority|Code Sign(?:ing)?|Publisher|Time-?Stamp(?:ing)?)\b", re.IGNORECASE)

# Programs whose daily work takes private keys: services, and clients that log on with a certificate.
_KEY_USERS = frozenset(
    """lsass.exe svchost.exe services.exe taskhost.exe taskhostw.exe taskhostex.exe dllhost.exe w3wp.exe certsvc.exe
    certsrv.exe iisexpress.exe sqlservr.exe wmiprvse.exe ccmexec.exe dmclient.exe omadmclient.exe deviceenroller.exe
    intunemanagementextension.exe microsoft.management.services.intunewindowsagent.exe tpmvscmgrsvr.exe rasman.exe
    vpnagent.exe outlook.exe teams.exe ms-teams.exe onedrive.exe chrome.exe msedge.exe firefox.exe iexplore.exe
    mstsc.exe lsaiso.exe dsregcmd.exe system splunkd.exe""".split()
)
# Classes of programs that run other people's code, as in codesignrisk_parents.csv.
_ATTACKS = "fake_tool"
_RUNS_CODE = frozenset({"script_host", "shell", "interpreter"})


def judge(view: View, parents: Parents) -> Report:
    """What one event of CAPI2 tells."""
    event_id = view.get("event_id")
    if event_id == _CHAIN_IN_FULL:
        return Report()
    if event_id in _CHAINS and not user_data.may_hold(view, _AUTHENTICODE, usages.CODE_SIGNING, _SELF_SIGNED):
        return Report()
    values = user_data.read(view)
    if event_id == "81":
        return _failed_file(values)
    if event_id == "70":
        return _acquired_key(values, parents)
    return _failed_chain(values)


def _failed_file(values: user_data.Values) -> Report:
    report = Report()
    problem = signature_codes.of_result(user_data.last(values, "value"))
    if problem:
        path = paths.normal(user_data.first(values, "filePath"))
        report.action = "verify"
        if path:
            report.targets.append(path)
        report.add(problem, f"{paths.base(path) or 'a file'} fails verification: {signature_codes.PHRASES[problem]}")
        if places.is_exposed(path):
            report.add("signed_file_user_writable", f"{paths.base(path)} is in a user-writable path")
            # the vendors' own programs are there, too, and some get damaged
            own = "\\appdata\\" in path and "\\temp\\" not in path
            if problem == signature_codes.TAMPERED and places.is_staging(path) and not own:
                targets.judge_name(report, path)
    return report


def _failed_chain(values: user_data.Values) -> Report:
    report = Report()
    problem = signature_codes.of_result(user_data.last(values, "value"))
    # 30 names the policy. 11 begins with the usage that was asked for; the usages of the authorities come later
    policies, asked = values.get("type", []), values.get("oid", [])
    signs = any(_AUTHENTICODE in policy for policy in policies) or asked[:1] == [usages.CODE_SIGNING]
    if problem and signs:
        subject = user_data.first(values, "subjectName") or "a certificate"
        report.action = "verify"
        report.thumbprint = _thumbprint(values)
        report.add(problem, f"{subject} fails verification for code signing: {signature_codes.PHRASES[problem]}")
        if problem == signature_codes.UNTRUSTED and subject.startswith(_MICROSOFT):
            report.add("signature_stolen", f"{subject} leads to no trusted root, and those of Microsoft are in Windows")
    if problem == signature_codes.UNTRUSTED and values.get(_SELF_SIGNED):
        _judge_imitation(report, values)
    return report


def _judge_imitation(report: Report, values: user_data.Values) -> None:
    """A certificate that signed itself under the name of an authority of a well-known vendor."""
    subject = user_data.only(values, "subjectName")
    vendor = subjects.vendor_of(subject)
    if vendor and _AUTHORITY.search(subject):
        report.action = "verify"
        report.thumbprint = _thumbprint(values)
        report.add(
            "authority_imitated",
            f"{subject} is self-signed and leads to no trusted root, but bears the name of {vendor}",
        )


def _acquired_key(values: user_data.Values, parents: Parents) -> Report:
    report = Report()
    program = paths.base(user_data.first(values, "ProcessName"))
    if not program or program in _KEY_USERS or user_data.last(values, "value").strip("0x"):
        return report
    subject = user_data.first(values, "subjectName") or "a certificate"
    report.action = "acquire_key"
    report.thumbprint = _thumbprint(values)
    if user_data.is_code_signing(values):
        report.add("acquire_code_signing_key", f"{program} takes the code-signing key of {subject}")
    else:
        report.add("acquire_private_key", f"{program} takes the private key of {subject}")
    kind = parents.classify(program).parent_class
    if kind == _ATTACKS:
        report.add("steal_keys", f"{program} is a tool that takes keys")
    elif kind in _RUNS_CODE:
        report.add("key_user_runs_code", f"{program} runs other people's code")
    return report


def _thumbprint(values: user_data.Values) -> str:
    """CAPI2 names a certificate's file after its thumbprint: ``<40 hex>.cer``."""
    return stores.thumbprint(user_data.first(values, "fileRef").partition(".")[0])
