"""Program text of any language that goes to the stores itself: crypt32, CAPICOM, policies of browsers, anchors.

Whoever calls it from ctypes, P/Invoke, VBScript or JScript needs no tool for certificates. It is read by the names of
the functions and by the names of stores that stand in the text as literals; a text that only opens and reads is none of
our business. Sources: learn.microsoft.com, wincrypt.h (CertAddEncodedCertificateToStore, PFXImportCertStore,
CertOpenStore, system store locations), CAPICOM (Store.Open, Add, Load), X509Store.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.needles import holds
from codesignrisk_core.rules import browser_trust, certificate_making, package_keys, store_changes
from codesignrisk_core.trust import anchors, browser_policies, stores, usages

_ADDS = (
    "certaddencodedcertificatetos",  # ...ToStore, ...ToSystemStore
    "certaddcertificatecontexttostore",
    "certaddcertificatelinktostore",
    "certaddserializedelementtostore",
    "certaddstoretocollection",
    "certregisterphysicalstore",
)
_IMPORTS = ("pfximportcertstore",)
_EXPORTS = ("pfxexportcertstore",)
_DELETES = ("certdeletecertificatefromstore", "certunregisterphysicalstore")
_CAPICOM = "capicom.store"
_CAPICOM_ADDS = re.compile(r"\.(?:add|load|import)\b")

# CertEnroll makes a request, and a certificate that is its own issuer of it (learn.microsoft.com, certenroll.h).
_ENROLLS = "certificaterequestcertificate"
# InstallResponse takes the root of an answer into the store with the flag AllowUntrustedRoot (certenroll.h,
# InstallResponseRestrictionFlags); Initialize(2) makes it the machine's.
_INSTALLS = "installresponse"
_FLAGS = re.compile(r"\.installresponse\s{0,8}\(?\s{0,8}(0x[0-9a-f]{1,8}|\d{1,8})\b")
_UNTRUSTED_ROOT = 4
_OF_MACHINE = re.compile(r"\.initialize(?:fromtemplatename)?\s{0,8}\(?\s{0,8}(?:2|3)\b")
MARKS = (_ENROLLS, _INSTALLS, "certadd", "pfximport", "pfxexport", "certdelete", "certregisterphysical", "capicom")
"""One of these stands in every such text, in lower case."""
ANY_MARKS = (*MARKS, *anchors.MARKS, *package_keys.MARKS)
"""One of these stands in every text that says something here, but for policies of browsers."""
WORDS = (
    "cx509certificaterequestcertificate",
    "x509enrollment",
    "installresponse",
    "certadd*",
    "pfximport*",
    "pfxexport*",
    "certdelete*",
    "certregister*",
    "capicom",
)

# A store by name, a physical one behind it (Root\.Default); and where it lies.
_STORE = re.compile(
    r"""['"](root|authroot|trustedpublisher|trustedpeople|ca|disallowed|ntauth|my)(?:\\{1,2}\.?\w{1,40})?['"]"""
)
_MACHINE = re.compile(r"0x0*20000\b|\b131072\b|local_?machine|\.open\s*\(?\s*1\s*,")
_POLICY_FILES = re.compile(r"policies|defaults/?pref|user\.js|prefs\.js|autoconfig|mozilla\.cfg")
_WRITES = re.compile(r">|\btee\b|set-content|out-file|add-content|writealltext|copyfile|\bopen\(")
_BROWSERS = (
    ("chrome", "Chrome"),
    ("chromium", "Chromium"),
    ("edge", "Edge"),
    ("brave", "Brave"),
    ("firefox", "Firefox"),
)
_OUTPUT = re.compile(r"(?:>|\btee\b(?:\s+-a)?)\s*['\"]?(/(?:etc|usr)/[^\s'\"|;&)]{1,300})")
# The same in program text: open(..., "w"), shutil, os, pathlib; fs.writeFileSync, fs.copyFileSync; file_put_contents;
# File.write. Sources: docs.python.org, nodejs.org/api/fs, php.net, ruby-doc.org.
_QUOTED = r"['\"](/(?:etc|usr)/[^'\"]{1,300})['\"]"
_CALLS = re.compile(
    rf"\bopen\(\s*{_QUOTED}\s*,\s*['\"][wax]"
    rf"|\b(?:(?:write|append)file(?:sync)?|file_put_contents|file\.write)\(\s*{_QUOTED}"
    rf"|\bpath\(\s*{_QUOTED}\s*\)\.write_"
    rf"|\b(?:copy2?|copyfile|copyfilesync|move|rename|renamesync|symlink|symlinksync)\([^;\n)]{{1,300}}?,\s*{_QUOTED}\s*\)"
)
_MAX_TEXT = 65_536


def judge_text(report: Report, who: str, text: str) -> None:
    """Add what the text does to a store or to a browser's roots. who: what runs it, for the sentences."""
    lower = text[:_MAX_TEXT].lower()
    if holds(lower, MARKS):
        _judge_store(report, who, lower)
    _judge_policy(report, who, lower.replace("\\", ""))
    package_keys.judge_text(report, who, lower)
    if anchors.STORE not in report.store:
        _judge_anchor(report, who, lower)


def _judge_anchor(report: Report, who: str, lower: str) -> None:
    """Output that a shell, or a file that a program, writes among the trust anchors of Linux."""
    if not holds(lower, anchors.MARKS):
        return
    written = [found.group(1) for found in _OUTPUT.finditer(lower)]
    written += [found.group(found.lastindex or 0) for found in _CALLS.finditer(lower)]
    likely = (path for path in written if holds(path, anchors.MARKS))
    if any(anchors.is_anchor(paths.normal(path)) for path in likely):
        store_changes.judge_add(report, who, anchors.LOCATION, anchors.STORE)


def _judge_store(report: Report, who: str, lower: str) -> None:
    named = _STORE.search(lower)
    store = stores.canonical(named.group(1)) if named else ""
    location = stores.MACHINE if _MACHINE.search(lower) else stores.USER
    capicom = _CAPICOM in lower and _CAPICOM_ADDS.search(lower) is not None
    if store and (capicom or any(name in lower for name in _ADDS)):
        store_changes.judge_add(report, who, location, store)
        report.add("store_interface", f"{who} calls the interface of the stores itself")
    elif store and any(name in lower for name in _IMPORTS):
        store_changes.judge_import_key(report, who, location, store)
    elif any(name in lower for name in _EXPORTS):
        store_changes.judge_export_key(report, who, location, store or "my")
    elif store and any(name in lower for name in _DELETES):
        store_changes.judge_delete(report, who, location, store)
    elif (flags := _FLAGS.search(lower)) and int(flags.group(1), 0 if "x" in flags.group(1) else 10) & _UNTRUSTED_ROOT:
        where = stores.MACHINE if _OF_MACHINE.search(lower) else stores.USER
        store_changes.judge_add(report, who, where, "root", "the root of an answer")
        report.add("store_interface", f"{who} has CertEnroll take a root that nobody trusts")
    elif _ENROLLS in lower:
        certificate_making.judge(report, who, self_signed=True, for_code=usages.signs_code(lower))


def _judge_policy(report: Report, who: str, lower: str) -> None:
    """The text of a policy that is written where a browser reads it."""
    change = browser_policies.of_text(lower)
    unsigned = browser_policies.takes_unsigned(lower)
    if not (change or unsigned) or not (_POLICY_FILES.search(lower) and _WRITES.search(lower)):
        return
    if unsigned:
        browser_trust.judge_unsigned(report, who)
    if change:
        browser = next((shown for part, shown in _BROWSERS if part in lower), "")
        browser_trust.judge(report, who, browser, change)
