"""The signing tools of build pipelines, as a table: what makes them sign, and which options hold files and secrets.

Grammar: READMEs of vcsjones/AzureSignTool, dotnet/sign, ebourg/jsign, indygreg/apple-platform-rs (rcodesign) and
sassoftware/relic; learn.microsoft.com "dotnet nuget sign", "NuGet CLI sign" and "SignCode"; docs.digicert.com smctl.
"""

from __future__ import annotations

from typing import NamedTuple


class Signer(NamedTuple):
    """One signing tool.

    images, original_names: as in model.Tool. verbs: word sequences, one of which begins a line that signs; empty when
    the tool does nothing else. keys, secrets, targets: options with key files, passwords, and files to sign (operands
    are files to sign anyway); other: its further options with a value. hosted: the key is in a signing service. words:
    as in model.Tool.
    """

    name: str
    images: tuple[str, ...]
    original_names: tuple[str, ...]
    verbs: tuple[tuple[str, ...], ...] = ()
    keys: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    hosted: bool = False
    words: tuple[str, ...] = ()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SIGNERS = (
    Signer(
        "azuresigntool",
        ("azuresigntool",),
        ("azuresigntool.exe", "azuresigntool.dll"),
        (("sign",),),
        keys=_words("ac additional-certificates"),
        secrets=_words("kvs azure-key-vault-client-secret kva azure-key-vault-accesstoken"),
        other=_words(
            """kvu azure-key-vault-url kvi azure-key-vault-client-id kvt azure-key-vault-tenant-id kvc
            azure-key-vault-certificate kvcv azure-key-vault-certificate-version au azure-authority fd file-digest tr
            timestamp-rfc3161 td timestamp-digest t timestamp-authenticode d description du description-url ifl
            input-file-list mdop max-degree-of-parallelism"""
        ),
        hosted=True,
    ),
    Signer(
        "sign",
        ("sign",),
        ("sign.exe", "sign.dll"),
        (("code", "azure-key-vault"), ("code", "artifact-signing"), ("code", "trusted-signing")),
        secrets=_words("kvs azure-key-vault-client-secret"),
        other=_words(
            """kvu azure-key-vault-url kvc azure-key-vault-certificate kvi azure-key-vault-client-id kvt
            azure-key-vault-tenant-id an application-name d description u description-url b base-directory o output pn
            publisher-name fl file-list fd file-digest t timestamp-url td timestamp-digest m max-concurrency v
            verbosity"""
        ),
        hosted=True,
    ),
    Signer(
        "sign",
        ("sign",),
        ("sign.exe", "sign.dll"),
        (("code", "certificate-store"),),
        keys=_words("cf certificate-file"),
        secrets=_words("p password"),
        other=_words(
            """cfp certificate-fingerprint csp crypto-service-provider k key-container d description u description-url b
            base-directory o output fl file-list fd file-digest t timestamp-url td timestamp-digest m max-concurrency v
            verbosity"""
        ),
    ),
    Signer(
        "dotnet",
        ("dotnet",),
        ("dotnet.exe", ".net host"),
        (("nuget", "sign"),),
        keys=_words("certificate-path"),
        secrets=_words("certificate-password"),
        other=_words(
            """certificate-store-name certificate-store-location certificate-subject-name certificate-fingerprint
            hash-algorithm timestamper timestamp-hash-algorithm o output v verbosity"""
        ),
        words=("nuget",),
    ),
    Signer(
        "nuget",
        ("nuget",),
        ("nuget.exe",),
        (("sign",),),
        keys=_words("certificatepath"),
        secrets=_words("certificatepassword"),
        other=_words(
            """certificatestorename certificatestorelocation certificatesubjectname certificatefingerprint hashalgorithm
            timestamper timestamphashalgorithm outputdirectory verbosity"""
        ),
    ),
    Signer(
        "smctl",
        ("smctl",),
        ("smctl.exe",),
        (("sign",),),
        targets=_words("i input"),
        other=_words("k keypair-alias f fingerprint c certificate d digalg s sigalg tool config-file"),
        hosted=True,
    ),
    Signer(
        "jsign",
        ("jsign",),
        ("jsign.exe",),
        keys=_words("s keystore keyfile c certfile"),
        secrets=_words("storepass keypass"),
        other=_words("storetype a alias d alg t tsaurl m tsmode r tsretries w tsretrywait n name u url e encoding"),
    ),
    Signer(
        "rcodesign",
        ("rcodesign",),
        ("rcodesign.exe",),
        (("sign",),),
        keys=_words("p12-file pem-file pem-source certificate-der-file"),
        secrets=_words("p12-password smartcard-pin"),
        other=_words(
            """p12-password-file code-signature-flags timestamp-url team-name binary-identifier entitlements-xml-file
            smartcard-slot"""
        ),
    ),
    Signer(
        "relic",
        ("relic",),
        ("relic.exe",),
        (("sign",), ("remote", "sign")),
        targets=_words("f file"),
        other=_words("k key o output t sig-type c config digest"),
    ),
    Signer(
        "signcode",
        ("signcode",),
        ("signcode.exe",),
        keys=_words("spc v"),
        other=_words("k n i cn sha1 s r sp cspc p ky y $ a t tr tw j jp c algorithm"),
    ),
)
