"""What writing among the trust anchors of Linux means, whichever program copies, links, unpacks or fetches.

What is trusted already changes nothing when it is copied or linked: that is how update-ca-certificates, update-ca-trust
and images of containers work. Sources of the facts: trust.anchors.
"""

from __future__ import annotations

from collections.abc import Sequence

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.rules import inputs, store_changes
from codesignrisk_core.trust import anchors, file_kinds


def judge_copy(
    report: Report, who: str, sources: Sequence[str], target: str, cwd: str = "", deep: bool = False
) -> bool:
    """Files go where Linux keeps its roots; whether they do. sources: as on the line, none where they are not told.

    target: normalised. deep: folders are copied, or unpacked, with what is in them.
    """
    into, beside = anchors.is_anchor(target), anchors.is_beside(target)
    if not (into or beside):
        return False
    read = [paths.normal(word, cwd) for word in sources]
    if read and all(map(anchors.is_trusted, read)):
        if anchors.is_hashed(target) and all(map(anchors.is_beside, read)):
            judge_refresh(report, who)
        return True
    certificates = [word for word in sources if file_kinds.of(word) in anchors.CERTIFICATES]
    named = paths.extension(target) in anchors.CERTIFICATES
    may_be = named or not sources or any(map(anchors.may_hold, sources))
    if into and not (may_be or deep or anchors.is_bundle(target)):
        return False
    if beside and (not may_be or paths.extension(target) == "key" or (sources and all(map(_is_key, sources)))):
        return False
    report.action = "add_to_store"
    inputs.judge(report, *certificates, cwd=cwd)
    for path in () if certificates else read:
        inputs.judge_input(report, path, frozenset())
    if named and not certificates:
        inputs.add_files(report, target)
    if into:
        store_changes.judge_add(report, who, anchors.LOCATION, anchors.STORE)
    else:
        report.add("certificate_beside_roots", f"{who} puts a certificate where programs look for roots, {target}")
    return True


def judge_refresh(report: Report, who: str) -> None:
    """New trust anchors are taken into use, as packages do at every update."""
    report.action = "refresh_trust"
    report.add("refresh_trust", f"{who} takes new trust anchors into use")


def judge_rehash(report: Report, who: str, folders: Sequence[str], cwd: str = "") -> None:
    """Links by hash are made to the certificates in these folders; without one, in OpenSSL's own. Programs have
    folders of their own, too: only those of the system count.
    """
    if not folders or any(anchors.is_beside(paths.normal(folder, cwd)) for folder in folders):
        judge_refresh(report, who)


def judge_written(report: Report, who: str, target: str, cwd: str = "") -> None:
    """A program that makes or converts certificates writes one. target: as on the line."""
    path = paths.normal(target, cwd)
    if anchors.is_anchor(path):
        inputs.add_files(report, path)
        store_changes.judge_add(report, who, anchors.LOCATION, anchors.STORE)


def judge_taken(whole: Report) -> None:
    """The same line puts a certificate beside the roots and makes the links by which OpenSSL finds it there."""
    if whole.shows("certificate_beside_roots") and whole.shows("refresh_trust"):
        store_changes.judge_add(whole, "the same line", anchors.LOCATION, anchors.STORE)


def _is_key(word: str) -> bool:
    return file_kinds.of(word) == "key"
