"""auditpol.exe where it turns the audit of a certification authority off.

Grammar: learn.microsoft.com, "auditpol set" (``/set /subcategory:NAME|GUID /success:disable``), "Audit Certification
Services" and MS-GPAC, 2.2.1.2 (the GUID).
"""

from __future__ import annotations

from codesignrisk_core.model import Command, Report, Tool

NAME = "auditpol"

_SUBCATEGORIES = ("certification services", "{0cce9221-69ae-11d9-bed3-505054503030}")


def judge(command: Command) -> Report:
    """Read one auditpol line; other subcategories, and audit that is turned on, leave an empty report."""
    report = Report()
    words = [token.lower for token in command.args]
    named = any(word.startswith("/subcategory:") and any(name in word for name in _SUBCATEGORIES) for word in words)
    if "/set" in words and named and any(word in ("/success:disable", "/failure:disable") for word in words):
        report.tool = NAME
        report.action = "blind_logs"
        report.add("signature_log_disabled", "auditpol turns the audit of certification services off")
    return report


TOOLS = (Tool(NAME, (NAME,), ("auditpol.exe",), judge, words=("certification services", "0cce9221")),)
