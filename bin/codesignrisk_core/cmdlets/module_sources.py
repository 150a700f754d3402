"""Where PowerShell takes its modules from, and whether it compares who published them.

Sources: learn.microsoft.com, Register-PSRepository (-InstallationPolicy Trusted), Register-PSResourceRepository
(-Trusted), Install-Module (-SkipPublisherCheck: a module with another signer than the installed one passes).
"""

from __future__ import annotations

from codesignrisk_core.cmdlets.session import NAME, Judge, Session, bind
from codesignrisk_core.model import Report
from codesignrisk_core.powershell.values import Statement
from codesignrisk_core.rules import app_sources

MARKS = ("psrepository", "psresourcerepository", "skippublisher")
"""One of these stands in every text that is judged here."""
WORDS = ("psrepository", "psresourcerepository", "skippublishercheck")


def _register(report: Report, statement: Statement, _session: Session) -> None:
    bound = bind(statement)
    if bound is None:
        return
    if bound.value("installationpolicy").lower == "trusted" or bound.has("trusted"):
        app_sources.judge_modules(report, NAME, bound.value("sourcelocation", "uri").text)


def _install(report: Report, statement: Statement, _session: Session) -> None:
    bound = bind(statement)
    if bound is not None and bound.has("skippublishercheck"):
        report.action = "install_untrusted"
        report.add("publisher_unchecked", f"{NAME} installs a module without comparing who published it")


JUDGES: dict[str, Judge] = {
    **dict.fromkeys(
        ("register-psrepository", "set-psrepository", "register-psresourcerepository", "set-psresourcerepository"),
        _register,
    ),
    **dict.fromkeys(("install-module", "update-module"), _install),
}
