"""A program or library is loaded (Sysmon 7): signatures that are bad or stolen, and what signtool is made to load.

Having no signature at all says nothing: in 58,000 public image loads 866 have none, and all are daily work. It does in
a program of Windows, for a library out of a folder of Windows' own that any user may write to, which holds no programs.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events.kind import Assessment, Site
from codesignrisk_core.model import Report
from codesignrisk_core.records import channels
from codesignrisk_core.records.fields import View
from codesignrisk_core.rules import known_certificates, loaded
from codesignrisk_core.trust import places, signature_codes, signature_providers, vulnerable_drivers

KIND = "image"

# Libraries that all checking of signatures goes through.
_CHECKING = signature_providers.CHECKS_CODE | {"crypt32.dll"}
# Tools of Windows that format certificates, for which crypt32 loads what is registered for an extension
# (learn.microsoft.com, "Registering the New Functionality").
_CERTIFICATE_TOOLS = frozenset({"certutil", "certreq", "certmgr", "certoc"})

_SYSMON = frozenset({"7"})

# Where signtool's own libraries lie, and those of Windows.
_USUAL_PLACES = (
    "\\windows\\system32\\",
    "\\windows\\syswow64\\",
    "\\windows\\winsxs\\",
    "\\windows\\assembly\\",
    "\\windows kits\\",
    "\\microsoft sdks\\",
)


def matches(view: View) -> bool:
    """Whether this is an image load of Sysmon."""
    known = channels.is_known(view.get("event_id"), view.get("channel"), _SYSMON, frozenset())
    return known and bool(view.get("image_loaded"))


def judge(view: View, site: Site) -> Assessment:
    """What the image's signature says, and whether signtool loads it. An empty report means nothing to say."""
    report = Report()
    image = loaded.read(*map(view.get, loaded.FIELDS))
    if not image.name:
        return Assessment(report)
    loader = paths.normal(view.get("image"))
    loaded.judge_stolen(report, image)
    loaded.judge_leaked(report, image)
    known_certificates.judge_signer(report, image.name, image.signer, site.certificates)
    if image.problem:
        report.add(image.problem, f"{paths.base(loader)} loads {image.name}: {signature_codes.PHRASES[image.problem]}")
        if vulnerable_drivers.is_system_library(image.name) and not image.path[2:].startswith("\\windows\\"):
            report.add("system_library_imitated", f"{image.name} has the name of a library of Windows and is elsewhere")
    expired = image.problem == signature_codes.EXPIRED and places.is_exposed(image.path)
    if expired and image.signer.lower().startswith(loaded.WELL_KNOWN):
        # these have a timestamp on all that they sign, and it stays valid
        report.add(
            "maker_expired", f"{image.name} is signed by {image.signer} without a timestamp, as with a leaked key"
        )
    dropped = image.unverified and places.is_exposed(image.path)
    original = paths.base(view.get("original_name").lower())
    if dropped and any(map(signature_providers.is_named_so, (image.name, original))):
        report.add(
            "register_sip", f"{paths.base(loader)} loads {image.name}, which is named as a provider for signatures"
        )
    _judge_checking(report, image, original, loader)
    if dropped and paths.stem(loader) in _CERTIFICATE_TOOLS and loader[2:].startswith("\\windows\\"):
        report.add("certificate_library", f"{paths.base(loader)} loads the unsigned library {image.name}")
    if image.unverified and image.path != loader and places.is_open_folder(image.path) and _is_of_windows(loader):
        report.add("open_folder_library", f"{paths.base(loader)} loads the unsigned library {image.name}")
    if image.path == loader and loaded.wears_name(view.get("company"), image) and places.is_exposed(image.path):
        company = view.get("company").strip()
        report.add("company_claimed", f"{image.name} says that it is of {company}, and {image.signer} has signed it")
    if paths.base(loader) == "signtool.exe" and image.path != loader:
        _judge_library(report, image)
    if report.findings:
        report.action = "load_image"
        report.targets.append(image.path)
        loaded.judge_place(report, image)
    return Assessment(report)


def _is_of_windows(loader: str) -> bool:
    return loader[2:].startswith("\\windows\\") and not places.is_exposed(loader)


def _judge_checking(report: Report, image: loaded.Loaded, original: str, loader: str) -> None:
    """A library by which Windows checks signatures: another one in its place, or one beside a program of somebody's.

    Sysmon misses the catalog of Windows' own files now and then, so that a missing signature alone says nothing.
    """
    if image.name not in _CHECKING or not image.unverified:
        return
    if places.is_exposed(image.path):
        if image.path.rpartition("\\")[0] == loader.rpartition("\\")[0]:
            report.add("checking_library_imitated", f"{image.name}, unsigned, lies beside {paths.base(loader)}")
    elif image.path[2:].startswith("\\windows\\") and original.removesuffix(".mui") not in ("", "-", image.name):
        report.add("checking_library_replaced", f"{image.name} is unsigned and was not made under this name")


def _judge_library(report: Report, image: loaded.Loaded) -> None:
    """A library of /dlib runs inside a program that Microsoft signed. Those of key services are signed themselves."""
    if any(place in image.path for place in _USUAL_PLACES):
        return
    dropped = places.is_exposed(image.path)
    if dropped or image.unverified or image.problem:
        report.tool = "signtool"
        report.add("signtool_dlib", f"signtool loads the library {image.name}")
