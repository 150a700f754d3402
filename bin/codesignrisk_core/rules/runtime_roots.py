"""A runtime is told to trust roots of somebody's own: by a variable, by its file of roots, by its list of sites.

Networks that look into TLS tell them so, too; what counts is where the file lies, and who says it.
Source: MITRE ATT&CK T1553.004, T1557.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.rules import inputs
from codesignrisk_core.trust import hosts, places, runtime_roots


def judge_variable(report: Report, who: str, name: str, value: str, cwd: str = "") -> None:
    """A variable is set for good; nothing for any that is none of a runtime's roots."""
    runtime, file = runtime_roots.of_variable(name, value)
    if runtime:
        _judge_file(report, file, cwd, f"{who} has {runtime} trust the roots in {paths.base(file)} ({name})")


def judge_bundle(report: Report, who: str, file: str, cwd: str = "") -> None:
    """The roots of Python get more. file: where they come from, or "" where that is not told."""
    _judge_file(report, file, cwd, f"{who} adds to the roots of Python (certifi)")


def judge_exception(report: Report, who: str, address: str = "") -> None:
    """A site whose programs Java starts whoever signed them. address: "" where it is not told."""
    report.action = "install_untrusted"
    report.add("java_site_excepted", f"{who} excepts a site from Java's rules for signatures")
    if hosts.is_bare(address):
        report.add("input_bare_address", "the site is a bare address")


def _judge_file(report: Report, file: str, cwd: str, told: str) -> None:
    place = paths.normal(file, cwd)
    odd = places.is_exposed(place) or paths.is_remote(place) or places.is_hidden(place)
    report.action = "add_to_store"
    report.add("runtime_root_trusted" if odd else "runtime_root_named", told)
    for path in inputs.add_files(report, file, cwd=cwd):
        inputs.judge_input(report, path, frozenset())
        if places.is_unseen(path):
            report.add("input_hidden", f"nobody keeps a certificate where {paths.base(path)} is")
