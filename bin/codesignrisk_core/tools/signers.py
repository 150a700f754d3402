"""The signing tools of build pipelines, as a table: what makes them sign, and which options hold files and secrets.

Grammar: READMEs of vcsjones/AzureSignTool, dotnet/sign, ebourg/jsign, anchore/quill, indygreg/apple-platform-rs
(rcodesign) and sassoftware/relic, patrickfav/uber-apk-signer, zhlynn/zsign and sigstore/cosign; learn.microsoft.com
"dotnet nuget sign", "NuGet CLI sign", "SignCode", "Mage.exe", "rdpsign" and "Signing VSIX packages";
developer.android.com apksigner; docs.digicert.com smctl; ssl.com eSigner CodeSignTool.
"""

from __future__ import annotations

from typing import NamedTuple


class Signer(NamedTuple):
    """One signing tool.

    images, original_names: as in model.Tool. verbs: word sequences, one of which begins a line that signs; empty when
    the tool does nothing else. removes: verbs that take a signature off. keys, secrets, targets: options with key
    files, passwords, and files to sign (operands are files to sign anyway); claims: options whose value the signature
    bears; times: timestamp servers; plain: without one of them there is no timestamp; clock: the time to sign at;
    other: its further options with a value. needs: options of which one must be there, where the verbs do more than
    sign. hosted: the key is in a signing service. words: as in model.Tool.
    """

    name: str
    images: tuple[str, ...]
    original_names: tuple[str, ...]
    verbs: tuple[tuple[str, ...], ...] = ()
    removes: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    clock: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    hosted: bool = False
    plain: bool = False
    words: tuple[str, ...] = ()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SIGNERS = (
    Signer(
        "quill",
        ("quill",),
        ("quill.exe",),
        (("sign",), ("sign-and-notarize",)),
        keys=_words("p12"),
        secrets=_words("password"),
        other=_words(
            """c config identity timestamp-server fail-without-full-chain notary-issuer notary-key notary-key-id
            poll wait timeout"""
        ),
        words=("quill sign", "quill p12"),
    ),
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
            azure-key-vault-tenant-id an application-name b base-directory o output fl file-list fd file-digest td
            timestamp-digest m max-concurrency v verbosity"""
        ),
        claims=_words("d description u description-url pn publisher-name"),
        times=_words("t timestamp-url"),
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
            """cfp certificate-fingerprint csp crypto-service-provider k key-container b base-directory o output fl
            file-list fd file-digest td timestamp-digest m max-concurrency v verbosity"""
        ),
        claims=_words("d description u description-url"),
        times=_words("t timestamp-url"),
    ),
    Signer(
        "dotnet",
        ("dotnet",),
        ("dotnet.exe", ".net host"),
        (("nuget", "sign"),),
        keys=_words("certificate-path"),
        secrets=_words("certificate-password"),
        other=_words(
            """certificate-store-name certificate-store-location certificate-fingerprint hash-algorithm
            timestamp-hash-algorithm o output v verbosity"""
        ),
        claims=_words("certificate-subject-name"),
        times=_words("timestamper"),
        words=("nuget",),
        plain=True,
    ),
    Signer(
        "nuget",
        ("nuget",),
        ("nuget.exe",),
        (("sign",),),
        keys=_words("certificatepath"),
        secrets=_words("certificatepassword"),
        other=_words(
            """certificatestorename certificatestorelocation certificatefingerprint hashalgorithm timestamphashalgorithm
            outputdirectory verbosity"""
        ),
        claims=_words("certificatesubjectname"),
        times=_words("timestamper"),
        plain=True,
    ),
    Signer(
        "smctl",
        ("smctl",),
        ("smctl.exe",),
        (("sign",),),
        secrets=_words("api-key password"),
        targets=_words("i input"),
        other=_words("k keypair-alias f fingerprint c certificate d digalg s sigalg tool config-file host"),
        hosted=True,
    ),
    Signer(
        "jsign",
        ("jsign",),
        ("jsign.exe",),
        (("sign",), ("timestamp",)),
        removes=("remove",),
        keys=_words("s keystore keyfile c certfile"),
        secrets=_words("storepass keypass"),
        claims=_words("n name u url"),
        times=_words("t tsaurl"),
        other=_words("storetype a alias d alg m tsmode r tsretries w tsretrywait e encoding format value"),
        plain=True,
    ),
    # without a verb jsign signs; its other verbs do not
    Signer(
        "jsign",
        ("jsign",),
        ("jsign.exe",),
        keys=_words("s keystore keyfile c certfile"),
        secrets=_words("storepass keypass"),
        claims=_words("n name u url"),
        times=_words("t tsaurl"),
        other=_words("storetype a alias d alg m tsmode r tsretries w tsretrywait e encoding"),
        needs=_words("s keystore keyfile"),
        plain=True,
    ),
    Signer(
        "rcodesign",
        ("rcodesign",),
        ("rcodesign.exe",),
        (("sign",),),
        keys=_words("p12-file pem-file pem-source certificate-der-file"),
        secrets=_words("p12-password smartcard-pin"),
        other=_words(
            """p12-password-file code-signature-flags team-name binary-identifier entitlements-xml-file smartcard-slot
            api-key-file config-file"""
        ),
        times=_words("timestamp-url"),
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
        claims=_words("n i"),
        times=_words("t"),
        other=_words("k cn sha1 s r sp cspc p ky y $ a tr tw j jp c algorithm"),
        plain=True,
    ),
    Signer(
        "apksigner",
        ("apksigner",),
        (),
        (("sign",),),
        keys=_words("ks key cert"),
        secrets=_words("ks-pass key-pass pass"),
        targets=_words("in"),
        other=_words(
            """out ks-key-alias ks-type ks-provider-name ks-provider-class ks-provider-arg min-sdk-version
            max-sdk-version lineage signer-for-min-sdk-version v4-signing-enabled stamp-signer"""
        ),
    ),
    Signer(
        "uber-apk-signer",
        ("uber-apk-signer",),
        (),
        keys=_words("ks"),
        secrets=_words("kspass kskeypass"),
        targets=_words("a apks"),
        other=_words("ksalias o out lineage zipalignpath"),
        needs=_words("a apks"),
    ),
    Signer(
        "mage",
        ("mage",),
        ("mage.exe",),
        (("-sign",), ("-s",), ("-update",), ("-u",), ("-new",), ("-n",)),
        keys=_words("certfile cf"),
        secrets=_words("password pwd"),
        times=_words("timestampuri ti"),
        other=_words(
            """algorithm a appcodebase appc appmanifest appm certhash ch cryptoprovider csp fromdirectory fd iconfile if
            includeproviderurl ip install i keycontainer kc minversion mv name processor p providerurl pu publisher pub
            supporturl sup tofile t trustlevel tr usemanifestfortrust um version v wpfbrowserapp wpf"""
        ),
        needs=_words("certfile cf certhash ch"),
        plain=True,
    ),
    Signer(
        "vsixsigntool",
        ("vsixsigntool", "openvsixsigntool"),
        ("vsixsigntool.exe", "openvsixsigntool.exe"),
        (("sign",),),
        removes=("unsign",),
        keys=_words("f certificate"),
        secrets=_words("p password azure-key-vault-client-secret kvs"),
        times=_words("tr t timestamp"),
        other=_words("sha1 n s r csp k kc fd td ta ta-algorithm kvu kvi kvc"),
        plain=True,
    ),
    # SSL.com's eSigner
    Signer(
        "codesigntool",
        ("codesigntool", "code_sign_tool"),
        (),
        (("sign",), ("batch_sign",)),
        secrets=_words("password totp_secret"),
        targets=_words("input_file_path input_dir_path"),
        claims=_words("program_name"),
        other=_words("credential_id username output_dir_path"),
        hosted=True,
        words=("codesigntool", "code sign tool"),
    ),
    # of TrustAsia; HookSignTool gives it a false time (Cisco Talos)
    Signer(
        "csigntool",
        ("csigntool", "dsigntool"),
        ("csigntool.exe", "dsigntool.exe"),
        (("sign",),),
        targets=_words("f"),
        times=_words("t tr"),
        clock=_words("ts"),
        other=_words("r d du fd"),
    ),
    # of Windows: files of remote desktop connections
    Signer(
        "rdpsign",
        ("rdpsign",),
        ("rdpsign.exe",),
        other=_words("sha1 sha256"),
        needs=_words("sha1 sha256"),
    ),
    Signer(
        "cosign",
        ("cosign",),
        ("cosign.exe",),
        (("sign",), ("sign-blob",), ("attest",)),
        keys=_words("key"),
        other=_words(
            """a annotations attachment bundle certificate certificate-chain fulcio-url identity-token output
            output-signature output-certificate predicate registry-password registry-username rekor-url slot
            timestamp-server-url tlog-upload type"""
        ),
        needs=_words("key"),
    ),
    Signer(
        "zsign",
        ("zsign",),
        ("zsign.exe",),
        keys=_words("k pkey c cert"),
        secrets=_words("p password"),
        other=_words("m prov o output b bundle_id n bundle_name r bundle_version e entitlements z zip_level l dylib"),
        needs=_words("k pkey"),
    ),
)
