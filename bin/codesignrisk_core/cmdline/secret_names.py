"""Names of options and variables whose value is a secret, in whatever tool.

Sources: the tables of tools here; curl.se/docs/manpage; docs.openssl.org (pass phrase options); docs.oracle.com keytool
and jarsigner; AzureSignTool, jsign, osslsigncode, rcodesign and smctl; learn.microsoft.com schtasks, wmic, net use, sc.
"""

from __future__ import annotations

_EXACT = frozenset(
    """
    accesskey accesskeysecret accesstoken accountkey apikey apitoken asplaintext auth authkey authtoken authorization
    awssecretaccesskey bearer certpass certpwd clientcertpassword clientsecret connectionstring cred credential
    credentials keypass keypin keypwd kva kvs kvat oauth2bearer pass passin passout passphrase passwd password passwort
    pfxpassword pfxpass pin pincode privatekeypassword proxypassword proxytoken pwd pw pswd rp sas sastoken
    secret secretaccesskey secretkey sessiontoken sharedaccesskey sharedaccesssignature sig signature
    smartcardpin storepass storepassword token tokenpin userpin vaulttoken
    """.split()
)
_ENDINGS = (
    *"password passwd passphrase passcode secret apikey accesskey storepass keypass secretkey accesstoken".split(),
    *"authtoken _pw _pwd _pass _token _pin -pin -pw -token".split(),
)

# -p is a password to some tools, and a folder, a port or a profile to others; -k a key or its secret.
AMBIGUOUS = frozenset({"p", "pp", "auth", "cred", "sig", "signature", "credential", "credentials", "asplaintext"})
# Options with the name and the password of an account in one word: user:password.
ACCOUNTS = frozenset({"u", "user", "proxyuser", "proxy-user", "login"})


def is_secret(name: str) -> bool:
    """Whether a name without its dashes says that its value is a secret; AMBIGUOUS ones may."""
    lower = name.lower()
    plain = lower.replace("-", "").replace("_", "")
    if plain in _EXACT or plain in AMBIGUOUS or lower.endswith(_ENDINGS):
        return True
    return plain != lower and plain.endswith(_ENDINGS)
