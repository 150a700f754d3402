"""Registry values by which domain controllers and TLS servers say which certificate stands for which account.

Sources: support.microsoft.com KB5014754, "Certificate-based authentication changes on Windows domain controllers"
(StrongCertificateBindingEnforcement, CertificateMappingMethods), and KB5057784, "Protections for CVE-2025-26647"
(AllowNtAuthPolicyBypass); Certipy wiki, ESC9 and ESC10.
"""

from __future__ import annotations

_KDC = "services\\kdc"
_SCHANNEL = "control\\securityproviders\\schannel"
_OFF = frozenset({"strongcertificatebindingenforcement", "allowntauthpolicybypass"})
_METHODS = "certificatemappingmethods"
# Mappings by names that whoever may write an account can set: subject and issuer, issuer, UPN.
_WEAK_METHODS = 0x1 | 0x2 | 0x4

MARKS = (_KDC, "\\schannel")
"""One of these stands in the path of every value that matters here, in lower case."""
WORDS = (*sorted(_OFF), _METHODS)


def weakens(key: str, value: str, number: int) -> bool:
    """Whether setting a value of a normalised key lets certificates of others log on. number: its data, or -1."""
    name = value.lower()
    if key.endswith("\\" + _KDC):
        return name in _OFF and number == 0
    return key.endswith("\\" + _SCHANNEL) and name == _METHODS and number > 0 and bool(number & _WEAK_METHODS)
