"""Files that are known by their names, by who writes them."""

from __future__ import annotations

import pytest
from codesignrisk_core.events import file_names
from codesignrisk_core.model import Report

from tests.core.lines import ids

FIREFOX = "c:\\program files\\mozilla firefox\\"
PROFILE = "c:\\users\\ann\\appdata\\roaming\\mozilla\\firefox\\profiles\\a1.default-release\\"
KEY, HIDDEN, PACKAGES = "key_as_text", "drop_hidden", "package_key_trusted"


@pytest.mark.parametrize(
    ("path", "writer_class", "indicators"),
    [
        # keys turned into text or encrypted; notes on a key only where nobody keeps any
        ("c:\\b\\cert.p12.b64", "", [KEY]),
        ("c:\\b\\cert.pfx.enc", "", [KEY]),
        ("c:\\users\\ann\\appdata\\local\\temp\\.x\\cert.p12.b64", "", [KEY, HIDDEN]),
        ("/tmp/.x/cert.p12.base64", "", [KEY, HIDDEN]),
        ("c:\\users\\public\\cert.pfx.txt", "", [KEY]),
        ("c:\\b\\cert.pfx.txt", "", []),
        # keys that packages are trusted by
        ("/etc/apt/trusted.gpg.d/x.gpg", "user_writable", [PACKAGES]),
        ("/usr/share/keyrings/x.gpg", "exploit", [PACKAGES]),
        ("/etc/pki/rpm-gpg/rpm-gpg-key-x", "fake_tool", [PACKAGES]),
        ("/etc/apt/trusted.gpg.d/x.gpg", "shell", []),
        ("/etc/apt/trusted.gpg.d/x.gpg", "", []),
        # what runtimes trust
        ("c:\\users\\ann\\appdata\\locallow\\sun\\java\\security\\exception.sites", "exploit", ["java_site_excepted"]),
        # settings of Mozilla's programs
        (f"{FIREFOX}defaults\\pref\\wincert.js", "user_writable", ["browser_policy_written"]),
        (f"{FIREFOX}mozilla.cfg", "exploit", ["browser_policy_written"]),
        (f"{FIREFOX}distribution\\policies.json", "user_writable", ["browser_policy_written"]),
        ("c:\\program files\\mozilla thunderbird\\defaults\\pref\\a.js", "script_host", ["browser_policy_written"]),
        (f"{PROFILE}user.js", "user_writable", ["browser_policy_written"]),
        (f"{PROFILE}prefs.js", "script_host", ["browser_policy_written"]),
        (f"{FIREFOX}defaults\\pref\\wincert.js", "management", []),
        (f"{FIREFOX}defaults\\pref\\wincert.js", "installer", []),
        (f"{FIREFOX}defaults\\pref\\wincert.js", "", []),
        # by their names, as the tests of file_writers have them with their writers
        ("c:\\users\\ann\\appdata\\local\\temp\\signtool.exe", "user_writable", ["tool_brought"]),
        ("c:\\users\\ann\\appdata\\local\\temp\\signtool.exe", "shell", []),
    ],
)
def test_names(path: str, writer_class: str, indicators: list[str]) -> None:
    assert file_names.is_one(path)
    report = Report()
    file_names.judge(report, "x", path, writer_class)
    assert ids(report) == indicators


@pytest.mark.parametrize(
    ("who", "name", "found"),
    [
        ("setup", "channel-prefs.js", False),
        ("firefox installer", "channel-prefs.js", False),
        ("updater", "channel-prefs.js", False),
        ("setup", "wincert.js", True),
        ("x", "channel-prefs.js", True),
        ("firefox", "wincert.js", False),
    ],
)
def test_who_writes_the_settings_of_mozilla(who: str, name: str, found: bool) -> None:
    """Installers run from a temporary place and write the name of their channel."""
    report = Report()
    file_names.judge(report, who, f"{FIREFOX}defaults\\pref\\{name}", "user_writable")
    assert report.shows("browser_policy_written") is found


@pytest.mark.parametrize(
    "path",
    [
        "c:\\b\\defaults\\a.js",
        "c:\\b\\user.js",
        "c:\\b\\mozilla.cfg",
        "c:\\b\\cert.b64",
        "c:\\b\\a.p12.zip",
        "/etc/apt/sources.list.d/x.list",
        "/srv/keyrings/x.gpg",
    ],
)
def test_other_names(path: str) -> None:
    assert not file_names.is_one(path)
