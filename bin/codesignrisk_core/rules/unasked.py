"""What it means that Windows or Office is to let in, unasked, what it would ask about, whoever sets it.

Policies come from whom a site has put in charge of them, and settings from the programs in which people make them;
whoever else writes them makes up their user's mind. Facts: trust.let_in, trust.zones, trust.office_trust.
"""

from __future__ import annotations

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.rules import app_sources
from codesignrisk_core.trust import let_in, office_trust, places, store_keepers, zones

# Windows' own settings and 7-Zip's, which show what is asked of them.
_ASKS_ITS_USER = frozenset({"systemsettings.exe", "systemsettingsadminflows.exe", "smartscreensettings.exe"})
_ASKS_WHERE_INSTALLED = frozenset({"7zfm.exe", "7zg.exe"})
# Hosts of the page of Internet Options on which people put sites into zones (inetcpl.cpl).
_INTERNET_OPTIONS = frozenset({"rundll32.exe", "control.exe", "explorer.exe", "iexplore.exe", "msedge.exe"})


def judge(report: Report, who: str, key: str, value: str, data: str, image: str) -> bool:
    """Add what setting a value of a normalised key lets in; whether it is such a value at all.

    image: the program that writes, where a sensor tells it.
    """
    what = let_in.of_value(key, value, data)
    site = "" if what else zones.trusted_site(key, value, data)
    is_office = not what and not site and _is_office(key, value, data)
    if not (what or site or is_office):
        return False
    if store_keepers.keeps_policies(image) or _asks_its_user(image):
        return True
    if what:
        _let_in(report, who, what, value)
    elif site:
        if paths.base(image) not in _INTERNET_OPTIONS or places.is_exposed(paths.normal(image)):
            _trust_site(report, who, site, value)
    elif not office_trust.asks_its_user(image):
        _trust_for_office(report, who, key, value, data)
    return True


def _asks_its_user(image: str) -> bool:
    name = paths.base(image)
    return name in _ASKS_ITS_USER or (name in _ASKS_WHERE_INSTALLED and places.is_installed(paths.normal(image)))


def _let_in(report: Report, who: str, what: str, value: str) -> None:
    report.action = "install_untrusted"
    if what == let_in.PACKAGES:
        report.add("packages_let_in", f"{who} sets {value}, so that Windows takes packages from anywhere")
    elif what == let_in.CLICKONCE:
        report.add("clickonce_let_in", f"{who} sets {value}, so that web sites install programs of any signer")
    elif what == let_in.UNMARKED:
        report.add("mark_of_web_stopped", f"{who} sets {value}, so that programs from the web pass as one's own")
    elif what == let_in.REMOTE_DESKTOP:
        report.action = "add_to_store"
        report.add("rdp_publisher_trusted", f"{who} sets {value}: whose remote desktop files open without a warning")
    else:
        report.add("warnings_off", f"{who} sets {value}, so that nothing warns of downloaded programs")


def _trust_site(report: Report, who: str, site: str, value: str) -> None:
    report.action = "install_untrusted"
    shown = "all web sites" if site == "*" else f"the site {site}"
    report.add("zone_trusted", f"{who} has Windows trust {shown}, so that what comes from there bears no mark")
    if zones.is_unencrypted(value):
        report.add("zone_unencrypted", "it may come without encryption")


def _is_office(key: str, value: str, data: str) -> bool:
    return office_trust.is_included(key, value) or office_trust.is_location(key, value, data)


def _trust_for_office(report: Report, who: str, key: str, value: str, data: str) -> None:
    report.action = "install_untrusted"
    if office_trust.is_included(key, value):
        report.add("office_add_in_trusted", f"{who} has Office load an add-in without asking about its signer")
    else:
        report.add("office_location_trusted", f"{who} has Office run the macros of a folder without a question")
    if value.lower() != "publickey" and app_sources.is_nobodys(data):
        name = paths.base(paths.normal(data.replace("/", "\\").rstrip("\\")))
        report.add("input_user_writable", f"{name} is in a place that is nobody's")
