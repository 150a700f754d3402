"""A signing key that a store of secrets keeps: taken out, and sent on. Source: MITRE ATT&CK T1555.006, T1552.004."""

from __future__ import annotations

from collections.abc import Iterable

from codesignrisk_core.model import Report
from codesignrisk_core.rules import outputs
from codesignrisk_core.trust import hosts

FETCHED = "fetch_key"


def judge_taken(report: Report, who: str) -> None:
    """A secret with the name of a signing key, or of an authority's, leaves its store. Builds do so all day."""
    report.action = "fetch_key"
    report.add(FETCHED, f"{who} takes a signing key, or that of an authority, out of its store")


def judge_sent(report: Report, what: str, receivers: Iterable[str]) -> None:
    """What was taken is in hand while something is sent. what: the line, or script; receivers: addresses.

    A service with a name may be the one that signs; a bare address and a public file drop are nobody's.
    """
    report.add("key_leaves_host", f"the same {what} sends something to another host")
    strange = next((address for address in receivers if hosts.is_bare(address) or hosts.is_outside(address)), "")
    if strange:
        report.action = "upload_key"
        report.add("upload_key_file", "what was taken out of the store goes to another host")
        if not hosts.is_outside(strange):
            report.add("key_to_bare_address", "the host is a bare address")
        outputs.judge_receiver(report, strange)
