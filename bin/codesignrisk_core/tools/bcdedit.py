"""bcdedit.exe where it turns driver signature checks off.

``bcdedit [/store file] /set [{id}] datatype value``: learn.microsoft.com, "BCDEdit /set" (testsigning,
nointegritychecks) and "TESTSIGNING boot configuration option"; loadoptions DDISABLE_INTEGRITY_CHECKS: Sigma
proc_creation_win_bcdedit_susp_execution.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import options
from codesignrisk_core.model import Command, Report, Tool

NAME = "bcdedit"

_ON = frozenset({"on", "yes", "true", "1"})
# Without them virtualization-based security does not start: learn.microsoft.com, "BCDEdit /set".
_HYPERVISOR = frozenset({"hypervisorlaunchtype", "vsmlaunchtype"})
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
    elif words[0] in _HYPERVISOR and words[1] == "off":
        report.tool = NAME
        report.action = "weaken_code_integrity"
        report.add("disable_hypervisor", f"bcdedit turns off what memory integrity runs on ({words[0]})")
    if sentence:
        report.tool = NAME
        report.action = "weaken_code_integrity"
        report.add("enable_test_signing", sentence)
    return report


TOOLS = (Tool(NAME, ("bcdedit",), ("bcdedit.exe",), judge),)
