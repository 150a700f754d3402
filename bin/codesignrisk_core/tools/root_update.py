"""updroots.exe, which Microsoft's update of roots for old Windows brought: a file of certificates becomes trusted.

``updroots [-l] FILE.sst`` adds, ``updroots -d FILE.sst`` takes away. Networks without a way out still use it with the
list that certutil -generateSSTFromWU makes. Source: Microsoft KB 931125 (rootsupd.inf).
"""

from __future__ import annotations

from codesignrisk_core.cmdline import options
from codesignrisk_core.model import Command, Report, Tool
from codesignrisk_core.rules import inputs, store_changes
from codesignrisk_core.trust import file_kinds, stores

NAME = "updroots"


def judge(command: Command) -> Report:
    """Read one line; without a file it does nothing."""
    report = Report()
    parsed = options.parse(command.args, frozenset())
    if not parsed.operands:
        return report
    report.tool = NAME
    if parsed.has("d"):
        store_changes.judge_delete(report, NAME, stores.MACHINE, "root")
        return report
    store_changes.judge_add(report, NAME, stores.MACHINE, "root", "a file of certificates")
    report.add("serialized_store", "it is a store of many certificates, as networks without Internet access get it")
    inputs.judge(report, parsed.operands[0].text, known=file_kinds.CERTIFICATE_OPERANDS, cwd=command.cwd)
    return report


TOOLS = (Tool(NAME, (NAME,), (f"{NAME}.exe",), judge),)
"""The program."""
