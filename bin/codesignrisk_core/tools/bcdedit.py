"""bcdedit.exe where it turns driver signature checks off.

``bcdedit [/store file] /set [{id}] datatype value``: learn.microsoft.com, "BCDEdit /set" (testsigning,
nointegritychecks) and "TESTSIGNING boot configuration option"; loadoptions DDISABLE_INTEGRITY_CHECKS: Sigma
proc_creation_win_bcdedit_susp_execution; DISABLE-LSA-ISO and DISABLE-VBS, which SecConfig.efi obeys: "Configure
Credential Guard" (disable with UEFI lock).
"""

from __future__ import annotations

from codesignrisk_core.cmdline import options
from codesignrisk_core.model import Command, Report, Tool

NAME = "bcdedit"

_ON = frozenset({"on", "yes", "true", "1"})
# Without them virtualization-based security does not start: learn.microsoft.com, "BCDEdit /set". People turn the
# hypervisor off for other ones; the secure kernel is there for nothing else.
_HYPERVISOR, _SECURE_KERNEL = "hypervisorlaunchtype", "vsmlaunchtype"
_OPTS_OUT, _OPT_OUT_TOOL = ("disable-lsa-iso", "disable-vbs"), "\\secconfig.efi"
_SWITCHES = {
    "testsigning": "bcdedit lets Windows load test-signed drivers",
    "nointegritychecks": "bcdedit turns integrity checks off",
}


def judge(command: Command) -> Report:
    """Read one bcdedit line; other settings leave an empty report."""
    report = Report()
    parsed = options.parse(command.args, frozenset({"store"}), attached="")
    words = [word.lower for word in parsed.operands if not word.text.startswith("{")]
    if not parsed.has("set") or len(words) < 2:
        return report
    sentence = ""
    if words[0] in _SWITCHES and words[1] in _ON:
        sentence = _SWITCHES[words[0]]
    elif words[0] == "loadoptions" and any("disable_integrity_checks" in word for word in words[1:]):
        sentence = _SWITCHES["nointegritychecks"]
    elif words[0] == _HYPERVISOR and words[1] == "off":
        report.action = "weaken_code_integrity"
        report.add("disable_hypervisor", f"bcdedit turns off what memory integrity runs on ({words[0]})")
    elif _ends_secure_kernel(words):
        report.action = "weaken_code_integrity"
        report.add("secure_kernel_off", f"bcdedit ends the secure kernel, which checks drivers ({words[0]})")
    elif words[0] == "flightsigning" and words[1] in _ON:
        report.action = "weaken_code_integrity"
        report.add("flight_signing", "bcdedit lets Windows load what is signed for previews")
    if sentence:
        report.action = "weaken_code_integrity"
        report.add("enable_test_signing", sentence)
    if report.findings:
        report.tool = NAME
    return report


def _ends_secure_kernel(words: list[str]) -> bool:
    if words[0] == "loadoptions":
        return any(option in word for word in words[1:] for option in _OPTS_OUT)
    if words[0] == "path":
        return words[1].endswith(_OPT_OUT_TOOL)
    return words[:2] == [_SECURE_KERNEL, "off"]


TOOLS = (Tool(NAME, ("bcdedit",), ("bcdedit.exe",), judge),)
