"""A driver is loaded (Sysmon 6): 64-bit Windows asks every one for a signature, so a bad one needs an explanation."""

from __future__ import annotations

from codesignrisk_core.events.kind import Assessment, Site
from codesignrisk_core.model import Report
from codesignrisk_core.records import channels
from codesignrisk_core.records.fields import View
from codesignrisk_core.rules import drivers, known_certificates, loaded
from codesignrisk_core.trust import places, signature_codes, vulnerable_drivers

KIND = "driver"

_SYSMON = frozenset({"6"})
_SYSTEM = "\\windows\\system32\\"
# learn.microsoft.com, "Deploying a driver to a test computer".
_UNDER_TEST = "\\drivertest\\drivers\\"


def matches(view: View) -> bool:
    """Whether this is a driver load of Sysmon."""
    known = channels.is_known(view.get("event_id"), view.get("channel"), _SYSMON, frozenset())
    return known and bool(view.get("image_loaded"))


def judge(view: View, site: Site) -> Assessment:
    """What the driver's signature and place say. An empty report means that they are in order."""
    report = Report()
    driver = loaded.read(*map(view.get, loaded.FIELDS))
    if not driver.name:
        return Assessment(report)
    loaded.judge_stolen(report, driver)
    loaded.judge_leaked(report, driver)
    known_certificates.judge_signer(report, driver.name, driver.signer, site.certificates)
    if driver.problem == signature_codes.EXPIRED and _is_old(driver):
        report.add(driver.problem, f"the driver {driver.name} is loaded: {signature_codes.PHRASES[driver.problem]}")
    elif driver.problem:
        report.add(
            "driver_bad_signature", f"the driver {driver.name} is loaded: {signature_codes.PHRASES[driver.problem]}"
        )
    elif driver.unverified:
        # Sysmon looks at the file afterwards, and crash-dump copies such as dump_diskdump.sys never lie on the disk
        if not driver.signer and driver.path[2:].startswith(_SYSTEM) and not places.is_user_writable(driver.path):
            report.add("driver_signature_unknown", f"Sysmon finds no signature for the driver {driver.name}")
        else:
            report.add("driver_unsigned", f"the driver {driver.name} is loaded without a valid signature")
    if not report.findings:
        _judge_valid(report, driver)
    if report.findings:
        report.action = "load_driver"
        report.targets.append(driver.path)
        loaded.judge_place(report, driver)
        if places.is_exposed(driver.path) and not drivers.is_driver(driver.path):
            report.add("target_odd_extension", f"{driver.name} does not have the name of a driver")
        if driver.path[2:].startswith(_UNDER_TEST):
            report.add("build_path", f"{driver.name} is where the WDK puts drivers under test")
    return Assessment(report)


def _is_old(driver: loaded.Loaded) -> bool:
    """Whether a driver that is signed with an expired certificate is one of an old device, where such drivers lie."""
    usual = vulnerable_drivers.is_usual_place(driver.path) and not places.is_user_writable(driver.path)
    return usual and not driver.unverified and driver.signer.lower().startswith(loaded.DEVICE_MAKERS)


def _judge_valid(report: Report, driver: loaded.Loaded) -> None:
    """A driver whose signature is good: where it lies tells, and whether its name is one of those with known holes."""
    usual = vulnerable_drivers.is_usual_place(driver.path) and not places.is_user_writable(driver.path)
    if vulnerable_drivers.is_vulnerable(driver.name) and not usual:
        report.add("vulnerable_driver", f"{driver.name} has the name of a driver with known holes, in no usual place")
    elif places.is_drop(driver.path):
        report.add("driver_dropped", f"the driver {driver.name} is loaded out of a place that is everybody's")
    elif places.is_exposed(driver.path):
        report.add("driver_user_writable", f"the driver {driver.name} is loaded")
