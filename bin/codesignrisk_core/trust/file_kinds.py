"""What key, certificate and policy files are called: the one table of extensions, and the sets that rules ask for.

Names of key files: MITRE ATT&CK T1552.004; keytool's documentation (jks, jceks); security(1) (keychains). SSH keys are
another matter and left out. Policies: learn.microsoft.com, "Deploy App Control policies with script".
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths

# A certificate with its key, behind a password | a key that signs code | a key by itself | a file of many keys |
# a certificate or several | a certificate, a key or both, as text | a list of certificates | a policy
_PFX, _SIGNING_KEY, _PLAIN_KEY, _KEY_STORE = "pfx", "signing_key", "plain_key", "key_store"
_CERTIFICATE, _PEM, _LIST, _POLICY = "certificate", "pem", "list", "policy"

_EXTENSIONS = {
    _PFX: ("pfx", "p12"),
    _SIGNING_KEY: ("pvk",),
    _PLAIN_KEY: ("snk", "p8", "key"),
    _KEY_STORE: ("jks", "jceks", "keystore", "keychain", "keychain-db"),
    _CERTIFICATE: ("cer", "crt", "cert", "der", "p7b", "p7c", "spc", "sst"),
    _PEM: ("pem",),
    _LIST: ("crl", "ctl", "stl"),
    _POLICY: ("cip",),
}


def _named(*kinds: str) -> frozenset[str]:
    return frozenset(extension for kind in kinds for extension in _EXTENSIONS[kind])


PFX = _named(_PFX)
PRIVATE_KEYS = _named(_PFX, _SIGNING_KEY)
"""Files that hold the key of a certificate and nothing else."""
PLAIN_KEYS = _named(_PLAIN_KEY)
PEM = _named(_PEM)
KEYS = _named(_PFX, _SIGNING_KEY, _PLAIN_KEY, _KEY_STORE, _PEM)
"""All that may hold a private key."""
AMBIGUOUS_KEYS = frozenset({"key", "pem"})
"""What web servers and tools have lying everywhere: nothing to say on its own when it is searched for."""
EVERYDAY_KEYS = AMBIGUOUS_KEYS | {"snk", "keystore"}
"""What builds and deployments copy every day."""
CERTIFICATES = _named(_CERTIFICATE)
CERTIFICATE_FILES = _named(_CERTIFICATE, _PEM)
CERTIFICATE_OPERANDS = _named(_CERTIFICATE, _PEM, _PFX)
"""What a tool expects where it takes a certificate."""
KEY_OPERANDS = KEYS | CERTIFICATES
"""What a tool expects where it takes a key."""
LISTS = _named(_LIST)
POLICIES = _named(_POLICY) | {"p7b"}
"""A code-integrity policy, in the folders of policies; elsewhere p7b is a bundle of certificates."""


# What the key of an authority, or of kernel modules and boot, is called. Sources: kubernetes.io "PKI certificates and
# requirements"; docs.k3s.io; openssl-ca(1); easy-rsa; docs.kernel.org "Kernel module signing facility"; Debian MOK.
_AUTHORITY_KEYS = frozenset(
    """ca.key ca-key.pem cakey.pem cakey.key ca_key.pem ca.key.pem rootca.key root-ca.key rootca-key.pem root_ca_key
    intermediate_ca_key intermediate.key subca.key issuing-ca.key server-ca.key client-ca.key request-header-ca.key
    front-proxy-ca.key sa.key service.key signing_key.pem signing_key.priv mok.priv mok.key module_signing_key.priv
    db.key kek.key pk.key""".split()
)


def is_authority_key(path: str) -> bool:
    """Whether a normalised path has the name of a key that signs for others: of an authority, of modules, of boot."""
    return paths.base(path) in _AUTHORITY_KEYS


# What stands behind the ending of a file that was made text of, or encrypted: base64(1), certutil -encode, gpg(1).
_MADE_OF = ("b64", "base64", "hex", "txt", "enc")
AS_TEXT = tuple(f".{key}.{made}" for key in sorted(PRIVATE_KEYS) for made in _MADE_OF)
"""How the name of a key file ends that was turned into text or encrypted: ``cert.p12.b64``."""


def of(path: str) -> str:
    """The extension of a file operand when it is a key or a certificate, or ""; it has to end the word."""
    extension = paths.extension(path.partition("?")[0] if "://" in path else path.rstrip("*"))
    if extension in KEY_OPERANDS:
        return extension
    return "key" if is_authority_key(path) else ""
