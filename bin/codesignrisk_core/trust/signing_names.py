"""What keys that sign code, and those of authorities, are called in stores of secrets.

Names only: every deployment reads other secrets from the same stores. p12, pfx, jks and snk are the kinds of files that
such a key comes in; distribution is Apple's word for the certificate that its store takes.
"""

from __future__ import annotations

import re

_SIGNING = re.compile(
    r"code-?_?sign|(?<!de)(?<!as)sign(?:ing)?[-_]?(?:key|cert|pfx|ev|prod|release|identity)|(?:key|cert|ev)[-_]?sign|authenticode"
    r"|(?<![a-z])(?:root|sub|issuing|intermediate)[-_]?ca(?![a-z])|ca[-_](?:key|cert)|notary[-_]key"
    r"|(?<![a-z0-9])(?:p12|pfx|jks|snk)(?![a-z0-9])|(?:ios|apple|mac(?:os)?)[-_/.](?:distribution|developer[-_]?id)"
)


def is_signing_key(name: str) -> bool:
    """Whether the name of a secret, or a word that names one, is that of a signing key or of an authority's."""
    return _SIGNING.search(name.lower()) is not None
