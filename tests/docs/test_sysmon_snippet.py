"""docs/sysmon-codesignrisk.xml is a configuration that Sysmon takes, and it collects what the app reads.

The tables below are Sysmon 15's own schema, 4.90 (`sysmon64 -s`; also kept in darkoperator/vscode-sysmon,
schema/manifests/windows/sysmon-4.90.xml).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from codesignrisk_core.events import image
from codesignrisk_core.rules import loaded
from codesignrisk_core.trust import places

SNIPPET = Path(__file__).resolve().parents[2] / "docs" / "sysmon-codesignrisk.xml"

SCHEMA = (4, 90)
_PROCESS = {"RuleName", "UtcTime", "ProcessGuid", "ProcessId", "Image", "User"}
_VERSION = {"FileVersion", "Description", "Product", "Company", "OriginalFileName", "Hashes"}
_SIGNATURE = {"ImageLoaded", "Hashes", "Signed", "Signature", "SignatureStatus"}

# Rule name -> its fields. RegistryEvent stands for the events 12, 13 and 14.
FIELDS = {
    "ProcessCreate": {
        *_PROCESS,
        *_VERSION,
        *("CommandLine", "CurrentDirectory", "LogonGuid", "LogonId", "TerminalSessionId", "IntegrityLevel"),
        *("ParentProcessGuid", "ParentProcessId", "ParentImage", "ParentCommandLine", "ParentUser"),
    },
    "FileCreateTime": {*_PROCESS, "TargetFilename", "CreationUtcTime", "PreviousCreationUtcTime"},
    "ProcessTerminate": _PROCESS,
    "DriverLoad": {"RuleName", "UtcTime", *_SIGNATURE},
    "ImageLoad": {*_PROCESS, *_VERSION, *_SIGNATURE},
    "FileCreate": {*_PROCESS, "TargetFilename", "CreationUtcTime"},
    "FileDeleteDetected": {*_PROCESS, "TargetFilename", "Hashes", "IsExecutable"},
    "RegistryEvent": {*_PROCESS, "EventType", "TargetObject", "Details", "NewName"},
}
OPTIONS = {"HashAlgorithms", "CheckRevocation"}
CONDITIONS = set(
    """is,is not,contains,contains any,is any,contains all,excludes,excludes any,excludes all,begin with,not begin with,
    end with,not end with,less than,more than,image""".replace("\n    ", "").split(",")
)
RELATIONS = {"and", "or"}


@pytest.fixture(scope="module")
def root() -> ElementTree.Element:
    """The snippet; that it can be parsed is the first test."""
    return ElementTree.parse(SNIPPET).getroot()


def groups(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    yield from root.iterfind("EventFiltering/RuleGroup")


def events(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for group in groups(root):
        yield from group


def conditions(event: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The fields that an event is filtered by, those inside Rule elements too."""
    for item in event:
        yield from item if item.tag == "Rule" else [item]


def included(root: ElementTree.Element, event: str, field: str) -> set[str]:
    found = [item for item in events(root) if item.tag == event and item.get("onmatch") == "include"]
    return {item.text or "" for one in found for item in conditions(one) if item.tag == field}


def test_the_root_and_its_options(root: ElementTree.Element):
    assert root.tag == "Sysmon"
    version = tuple(int(part) for part in root.attrib["schemaversion"].split("."))
    assert (4, 50) <= version <= SCHEMA
    assert {child.tag for child in root} <= OPTIONS | {"EventFiltering"}
    assert len(root.findall("EventFiltering")) == 1


def test_groups_hold_one_event_each(root: ElementTree.Element):
    assert {child.tag for child in root.iterfind("EventFiltering/*")} == {"RuleGroup"}
    for group in groups(root):
        assert set(group.attrib) <= {"name", "groupRelation"}
        assert group.attrib["groupRelation"] in RELATIONS
        assert len(group) == 1


def test_an_event_is_included_and_excluded_once_at_most(root: ElementTree.Element):
    kinds = [(event.tag, event.attrib["onmatch"]) for event in events(root)]
    assert len(kinds) == len(set(kinds))


def test_events_are_those_of_the_schema(root: ElementTree.Element):
    for event in events(root):
        assert event.tag in FIELDS
        assert set(event.attrib) == {"onmatch"}
        assert event.attrib["onmatch"] in {"include", "exclude"}


def test_fields_are_those_of_their_event(root: ElementTree.Element):
    for event in events(root):
        for field in conditions(event):
            assert field.tag in FIELDS[event.tag], f"{event.tag} has no {field.tag}"
            assert set(field.attrib) == {"condition"}
            assert field.attrib["condition"] in CONDITIONS
            assert (field.text or "").strip() == field.text, "blanks around a value are part of it"
            assert field.text


def test_rules_say_how_their_fields_combine(root: ElementTree.Element):
    for event in events(root):
        for rule in event.iterfind("Rule"):
            assert set(rule.attrib) <= {"name", "groupRelation"}
            assert rule.attrib["groupRelation"] in RELATIONS
            assert len(rule) > 1


def test_every_process_start_is_collected(root: ElementTree.Element):
    starts = [event for event in events(root) if event.tag == "ProcessCreate"]
    assert [(event.get("onmatch"), len(event)) for event in starts] == [("exclude", 0)]


def test_the_signers_are_those_that_the_app_knows(root: ElementTree.Element):
    (signers,) = included(root, "ImageLoad", "Signature")
    assert {signer.lower() for signer in signers.split(";")} == set(loaded.WELL_KNOWN)


@pytest.mark.parametrize("name", ["TrustedPublisher", "Root", "TrustedPeople", "CA"])
@pytest.mark.parametrize(
    "hive", ["HKLM\\SOFTWARE\\Microsoft\\", "HKU\\S-1-5-21-1-2-3-1001\\Software\\Microsoft\\"], ids=["machine", "user"]
)
def test_stores_of_machine_and_user_are_watched(root: ElementTree.Element, hive: str, name: str):
    target = f"{hive}SystemCertificates\\{name}\\Certificates\\{'A' * 40}\\Blob"
    assert any(part in target for part in included(root, "RegistryEvent", "TargetObject"))


def test_open_folders_of_windows_are_watched(root: ElementTree.Element):
    watched = {part.lower() for text in included(root, "ImageLoad", "ImageLoaded") for part in text.split(";")}
    assert set(places._OPEN_FOLDERS) <= watched


def test_marks_of_the_web_that_go_are_watched(root: ElementTree.Element):
    path = "C:\\Users\\ann\\Downloads\\a.exe:Zone.Identifier"
    assert any(path.endswith(part) for part in included(root, "FileDeleteDetected", "TargetFilename"))


@pytest.mark.parametrize(
    "target",
    [
        "HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\Security\\TrustManager\\PromptingLevel\\Internet",
        "HKU\\S-1-5-21-1\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\ZoneMap\\Domains\\a.top\\*",
        "HKU\\S-1-5-21-1\\Software\\Microsoft\\VSTO\\Security\\Inclusion\\{1}\\Url",
        "HKU\\S-1-5-21-1\\Software\\7-Zip\\Options\\WriteZoneIdExtract",
        "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\Terminal Services\\TrustedCertThumbprints",
    ],
)
def test_what_is_let_in_unasked_is_watched(root: ElementTree.Element, target: str):
    assert any(part in target for part in included(root, "RegistryEvent", "TargetObject"))


@pytest.mark.parametrize("name", sorted(image._CHECKING))
def test_libraries_that_check_signatures_are_watched(root: ElementTree.Element, name: str):
    assert any(f"\\{name}" in part.split(";") for part in included(root, "ImageLoad", "ImageLoaded"))


@pytest.mark.parametrize("name", ["key.pfx", "key.p12", "key.pvk", "root.cer", "root.crt", "list.sst", "key.snk"])
def test_certificate_and_key_files_are_watched(root: ElementTree.Element, name: str):
    assert any(name.endswith(part) for part in included(root, "FileCreate", "TargetFilename"))
