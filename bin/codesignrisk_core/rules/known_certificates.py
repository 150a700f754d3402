"""What the table of known certificates says of a certificate that an event names.

A public root or an expected certificate that arrives is quiet, but only where the event proves that it is this one
(model.Arrival): whoever adds another may put any thumbprint into a file's name or a command line. A bad one is told
wherever it is named, for nobody pretends to have one.
"""

from __future__ import annotations

from codesignrisk_core.model import Report
from codesignrisk_core.settings.certificates import BAD, EXPECTED, PUBLIC, Certificate, Certificates

# Stores where a public root does what it does everywhere: it vouches for others. In NTAuth it would let them log on, in
# Disallowed it takes trust from honest programs. "" is a file.
_VOUCHING = frozenset({"", "root", "authroot", "ca", "trustedpublisher", "my", "addressbook"})
_REFUSING = "disallowed"
# What is told besides an arrival, and means nothing where the arrival does not.
_BESIDES = frozenset({"store_registry_blob", "drop_certificate_odd", "drop_from_web"})
# Acts that take a certificate away, or only look at it.
_HARMLESS = frozenset({"", "delete_from_store", "delete_certificate", "certificate_deleted", "read", "list_store"})


def judge(report: Report, known: Certificates) -> None:
    """Make what is known of the certificates that a report names a part of it. The table is read only where it does."""
    if report.arrivals:
        _judge_arrivals(report, known)
    if not _is_use(report):
        return
    for hashes in (
        *(arrival.hashes for arrival in report.arrivals if arrival.store != _REFUSING),
        (report.thumbprint,),
    ):
        certificate = known.of_hash(*hashes)
        if certificate is not None and certificate.verdict == BAD:
            _add_bad(report, f"the certificate is {_shown(certificate)}", certificate)


def judge_signer(report: Report, name: str, signer: str, known: Certificates) -> None:
    """The signer of a file, where the event has only its name. name: the file's, for the sentence."""
    certificate = known.of_subject(signer)
    if certificate is not None and certificate.verdict == BAD:
        _add_bad(report, f"{name} is signed by {_shown(certificate)}", certificate)


def _is_use(report: Report) -> bool:
    if report.store.lower().endswith(f"\\{_REFUSING}"):
        return report.action in _HARMLESS and bool(report.findings)
    return bool(report.findings) and report.action not in _HARMLESS


def _judge_arrivals(report: Report, known: Certificates) -> None:
    """Take away what an arrival weighs where all that arrive so are known; one that is not keeps its weight."""
    if report.hidden:
        return
    by_indicator: dict[str, list[Certificate | None]] = {}
    for arrival in report.arrivals:
        certificate = known.of_hash(*arrival.hashes)
        fits = certificate is not None and _is_quiet(certificate, arrival.store)
        by_indicator.setdefault(arrival.indicator, []).append(certificate if fits else None)
    quiet = {indicator for indicator, found in by_indicator.items() if None not in found}
    if not quiet:
        return
    if len(quiet) == len(by_indicator):
        quiet |= _BESIDES
    told = [
        finding.sentence
        for finding in report.findings
        if finding.indicator in quiet and finding.indicator not in _BESIDES
    ]
    report.findings[:] = [finding for finding in report.findings if finding.indicator not in quiet]
    first = next(certificate for found in by_indicator.values() for certificate in found if certificate is not None)
    report.add("known_certificate", f"{told[0] if told else 'a certificate arrives'}: it is {_shown(first)}")


def _is_quiet(certificate: Certificate, store: str) -> bool:
    if certificate.verdict == BAD:
        return store == _REFUSING
    return store in _VOUCHING or (certificate.verdict == EXPECTED and store != _REFUSING)


def _add_bad(report: Report, sentence: str, certificate: Certificate) -> None:
    report.action = report.action or "use_certificate"
    report.hidden = True
    report.add("known_bad_certificate", sentence + (f" ({certificate.source})" if certificate.source else ""))


_KINDS = {PUBLIC: "a public root", BAD: "known to be bad", EXPECTED: "expected here"}


def _shown(certificate: Certificate) -> str:
    return f"{certificate.name}, {_KINDS[certificate.verdict]}"
