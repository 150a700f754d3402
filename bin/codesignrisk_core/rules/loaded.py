"""What Sysmon says of the signature of something that was loaded: an image (event 7) or a driver (event 6).

``Signed`` is true when the signature verifies; ``Signature`` is the signer's name, as a text; ``SignatureStatus`` is
Valid, Unavailable, or what is wrong. A file without any signature is ``false``, no name, Unavailable.
"""

from __future__ import annotations

from typing import NamedTuple

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.trust import leaked_keys, places, signature_codes

# Publishers whose signature blocks are copied into other files, for their names are in every allowlist. Tools that do
# so (SigThief, MetaTwin, LazySign) take Microsoft's by default. Compared up to the legal form of the company.
WELL_KNOWN = (
    "microsoft",
    "google",
    "mozilla",
    "apple",
    "adobe",
    "intel",
    "nvidia",
    "advanced micro devices",
    "oracle",
    "vmware",
    "cisco",
    "citrix",
    "dell",
    "hewlett",
    "hp inc",
    "lenovo",
    "symantec",
    "mcafee",
    "kaspersky",
    "realtek",
    "zoom video",
)


# Makers of printers, scanners, adapters and dongles, whose drivers are in use long after their certificates; nobody is
# known to have signed malware with one of theirs. Compared as above.
DEVICE_MAKERS = (
    *"brother canon ricoh kyocera xerox lexmark sharp fujifilm dymo ftdi prolific moxa safenet gemalto matrox".split(),
    *"wibu-systems wacom logitech synaptics".split(),
    *("seiko epson", "konica minolta", "oki electric", "zebra technologies", "future technology devices"),
    *("silicon laboratories", "digi international", "aladdin knowledge", "elan micro", "alps electric"),
    *("cypress semiconductor", "toshiba tec"),
)

_FAILED = "failed"
"""Sysmon 12 is seen to write ``failed: Invalid hash`` into Signed, and no status."""

FIELDS = ("image_loaded", "signature", "signature_status", "signed")
"""The canonical names of what `read` takes."""


class Loaded(NamedTuple):
    """path: normalised; name: base name; signer: "" when there is none; problem: an indicator of signature, or "".

    verified: the signature is good; unverified: Sysmon says that it is not; neither when Sysmon says nothing.
    stolen: it names a well-known signer and does not verify.
    """

    path: str
    name: str
    signer: str
    verified: bool
    unverified: bool
    problem: str
    stolen: bool


def read(image_loaded: str, signature: str, status: str, signed: str) -> Loaded:
    """The loaded file and its signature, by the texts of Sysmon's fields."""
    path = paths.normal(image_loaded)
    signer = signature.strip()
    signed = signed.strip().lower()
    # "failed: Invalid hash" stands where others say false
    problem = signature_codes.of_sysmon(status) or signature_codes.of_sysmon(signed)
    failed = signed == "false" or signed.startswith(_FAILED)
    return Loaded(
        path=path,
        name=paths.base(path),
        signer=signer,
        verified=signed == "true" and not problem,
        unverified=failed,
        problem=problem,
        stolen=(failed or problem == signature_codes.TAMPERED) and signer.lower().startswith(WELL_KNOWN),
    )


def judge_stolen(report: Report, loaded: Loaded) -> None:
    """A signature that names a well-known signer and does not verify: copied from one of its files, most likely."""
    if loaded.stolen:
        report.add(
            "signature_stolen", f"{loaded.name} bears the name of {loaded.signer}, but its signature does not verify"
        )


def judge_leaked(report: Report, loaded: Loaded) -> None:
    """A signature by a key that anybody has. That it verifies says nothing: such tools forge the time as well."""
    if loaded.signer and leaked_keys.is_out(loaded.signer):
        report.add("leaked_key", f"{loaded.name} is signed by {loaded.signer}, whose key is out")


def wears_name(company: str, loaded: Loaded) -> bool:
    """Whether a program whose signature holds names a well-known maker as its own, and somebody else has signed it."""
    claimed = company.strip().lower()
    maker = next((name for name in WELL_KNOWN if claimed.startswith(name)), "")
    signer = loaded.signer.lower()
    return bool(maker and signer and loaded.verified) and maker not in signer and not signer.startswith(WELL_KNOWN)


def judge_place(report: Report, loaded: Loaded) -> None:
    """Whether what is loaded lies where any user may write."""
    if places.is_exposed(loaded.path):
        report.add("signed_file_user_writable", f"{loaded.name} is in a user-writable path")
