"""Files that are known by their names: tools, policies and databases of roots, keys of packages, keys turned into text.

path is normalised in all of these, and somebody has written it.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.events import file_writers
from codesignrisk_core.model import Report
from codesignrisk_core.rules import package_keys
from codesignrisk_core.rules import runtime_roots as exceptions
from codesignrisk_core.trust import file_kinds, places, runtime_roots

# Tools that make certificates trusted or sign; malware brings them along where there are none (Retefe: NSS certutil).
_BROUGHT_TOOLS = frozenset("certutil.exe certmgr.exe signtool.exe makecert.exe osslsigncode.exe".split())
# Files that decide which roots Firefox trusts (mozilla/policy-templates).
_BROWSER_POLICIES = ("\\distribution\\policies.json", "/distribution/policies.json")
# The databases of roots that Firefox, Thunderbird and, on Linux, Chrome keep (NSS), and Java's; and the file of the bad
# certificates that the user of Firefox took nevertheless (nsCertOverrideService).
_ROOT_DATABASES = ("cert9.db", "cert8.db", "cacerts", "cert_override.txt")
_DATABASE_PLACES = ("\\profiles\\", "/profiles/", "/.mozilla/", "/.pki/nssdb/", "\\lib\\security\\", "/lib/security/")
_DATABASE_KEEPERS = frozenset(
    "firefox thunderbird librewolf waterfox floorp zen seamonkey palemoon basilisk betterbird mullvadbrowser".split()
)
# Settings of Mozilla's programs, which may switch the roots of Windows on and the check of add-ons off: files that each
# start reads, AutoConfig, and those of a profile. Their installers and updaters write the name of the channel.
# Sources: support.mozilla.org, "Customizing Firefox Using AutoConfig"; kb.mozillazine.org, "User.js file".
_PREFERENCES = re.compile(
    r"[\\/]defaults[\\/]pref(?:erences)?[\\/][^\\/]+\.js$"
    r"|[\\/][^\\/]*(?:firefox|thunderbird|mozilla)[^\\/]*[\\/](?:mozilla|firefox|thunderbird|autoconfig)\.cfg$"
    r"|[\\/](?:firefox|thunderbird)[\\/]profiles[\\/][^\\/]+[\\/](?:user|prefs)\.js$"
)
_CHANNEL = "channel-prefs.js"
_SETS_UP = re.compile(r"(?:setup|setup-stub|updater|(?:firefox|thunderbird) (?:installer|setup).*)$")
PREFERENCES = ("user.js", "prefs.js", "mozilla.cfg", "firefox.cfg", "thunderbird.cfg", "autoconfig.cfg")
"""The names among them that are always the same."""
WORDS = ("defaults pref js", "defaults preferences js", "profiles js firefox", "profiles js thunderbird")
"""One of these, or the name of a file of AutoConfig, stands in every event about one of them."""
# Which images of containers run without a signature (containers-policy.json(5)).
_IMAGE_POLICIES = ("/etc/containers/policy.json", "/.config/containers/policy.json")
NAMES = (*sorted(_BROUGHT_TOOLS), "policies.json", "policy.json", *_ROOT_DATABASES, runtime_roots.EXCEPTIONS)
"""Names of files that are worth a look whatever their ending."""


AS_TEXT = "key_as_text"
"""The indicator of a key file that was turned into text."""


def is_one(path: str) -> bool:
    """Whether a path in lower case has one of these names."""
    return (
        path.endswith((*NAMES, *file_kinds.AS_TEXT))
        or package_keys.is_kept(path)
        or (path.endswith((".js", ".cfg")) and _PREFERENCES.search(path[-places.MAX_PATH :]) is not None)
    )


def judge(report: Report, who: str, path: str, writer_class: str) -> None:
    """Tools and policies that a program in nobody's place writes; installers and administrators do so every day."""
    name = paths.base(path)
    if path.endswith(file_kinds.AS_TEXT):
        _judge_as_text(report, who, path)
    # one-liners write it too; Ansible, in Python, for its administrators
    scripted = writer_class == "interpreter" and not who.startswith("python")
    if path.endswith(_IMAGE_POLICIES) and (scripted or writer_class in file_writers.NOBODYS):
        report.action = "install_untrusted"
        report.targets.append(path)
        report.add("image_policy_written", f"{who} writes which images of containers need no signature")
    if writer_class not in file_writers.NOBODYS:
        return
    if path.endswith(_BROWSER_POLICIES):
        report.action = "add_to_store"
        report.add("browser_policy_written", f"{who} writes the policies of a browser")
    elif _PREFERENCES.search(path[-places.MAX_PATH :]) and who not in _DATABASE_KEEPERS:
        if name != _CHANNEL or not _SETS_UP.match(who):
            report.action = "add_to_store"
            report.targets.append(path)
            report.add("browser_policy_written", f"{who} writes {name}, settings of a program of Mozilla")
    elif name in _ROOT_DATABASES and any(place in path for place in _DATABASE_PLACES) and who not in _DATABASE_KEEPERS:
        report.action = "add_to_store"
        report.add("root_database_written", f"{who} writes {name}, which holds the roots that others trust")
    elif name == runtime_roots.EXCEPTIONS:
        exceptions.judge_exception(report, who)
    elif name in _BROUGHT_TOOLS and places.is_exposed(path):
        report.action = "bring_tool"
        report.targets.append(path)
        report.add("tool_brought", f"{who} puts {name} into a user-writable path")
    elif package_keys.is_kept(path):
        report.action = "add_to_store"
        report.files.append(path)
        report.add("package_key_trusted", f"{who} has packages trusted by the key {name}")


def _judge_as_text(report: Report, who: str, path: str) -> None:
    """``cert.p12.b64``: a key file that was turned into text, to be pasted or sent. Notes on a key end in txt too."""
    unseen = places.is_unseen(path)
    if path.endswith(".txt") and not (unseen or places.is_drop(path)):
        return
    report.action = "encode_key"
    report.files.append(path)
    report.add(AS_TEXT, f"{who} writes {paths.base(path)}, a key file turned into text or encrypted")
    if unseen:
        report.add("drop_hidden", f"{paths.base(path)} is where nobody looks")
