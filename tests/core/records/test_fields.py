"""Whatever source and add-on an event comes through, it is the same event and gets the same verdict."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.records import fields, sources
from codesignrisk_core.records.fields import Event, Reader
from codesignrisk_core.scorer import Scorer
from hypothesis import given
from hypothesis import strategies as st

from tests.core.judging import without_actor

CERTUTIL = "C:\\Windows\\System32\\certutil.exe"
POWERSHELL = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"
LINE = "certutil.exe -addstore root x.cer"
USER = "CONTOSO\\jane"
CIM = {
    "dest": "host1",
    "process_path": CERTUTIL,
    "process_name": "certutil.exe",
    "process": LINE,
    "parent_process_path": POWERSHELL,
    "parent_process_name": "powershell.exe",
    "parent_process": "powershell.exe -File deploy.ps1",
    "user": USER,
    "process_integrity_level": "high",
}

# One process start as each source tells it.
SOURCES: dict[str, dict[str, Any]] = {
    "sysmon": {
        "EventCode": "1",
        "EventID": "1",
        "Channel": "Microsoft-Windows-Sysmon/Operational",
        "Computer": "host1",
        "Image": CERTUTIL,
        "OriginalFileName": "CertUtil.exe",
        "CommandLine": LINE,
        "ParentImage": POWERSHELL,
        "ParentCommandLine": "powershell.exe -File deploy.ps1",
        "User": USER,
        "IntegrityLevel": "High",
    },
    "4688 xml": {
        "EventCode": "4688",
        "Channel": "Security",
        "Computer": "host1",
        "NewProcessName": CERTUTIL,
        "CommandLine": LINE,
        "ParentProcessName": POWERSHELL,
        "SubjectUserName": "jane",
        "SubjectDomainName": "CONTOSO",
        "TargetUserName": "-",
        "TargetDomainName": "-",
        "MandatoryLabel": "S-1-16-12288",
    },
    "4688 classic": {
        "EventCode": "4688",
        "source": "WinEventLog:Security",
        "ComputerName": "host1",
        "New_Process_Name": CERTUTIL,
        "Process_Command_Line": LINE,
        "Creator_Process_Name": POWERSHELL,
        "Account_Name": ["jane", "-"],
        "Account_Domain": ["CONTOSO", "-"],
        "Mandatory_Label": "Mandatory Label\\High Mandatory Level",
    },
    "cim": CIM,
    "Processes.": {f"Processes.{name}": value for name, value in CIM.items()},
    "All_Processes.": {f"All_Processes.{name}": value for name, value in CIM.items()},
    "4688 by the Windows add-on": {
        **CIM,
        "EventCode": "4688",
        "parent_process": POWERSHELL,  # Splunk_TA_windows 8.1.2 puts the path here
        "parent_process_path": "",
    },
}


def read(**record: Any) -> Event:
    return Reader().read(record)


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_gives_the_same_event(source: str) -> None:
    event = Reader().read(SOURCES[source])
    assert event.host == "host1"
    assert event.image == CERTUTIL
    assert event.command_line == LINE
    assert event.parent_image == POWERSHELL
    assert event.user == USER
    assert event.parent_command_line == ("" if "4688" in source else "powershell.exe -File deploy.ps1")
    assert event.original_name == ("CertUtil.exe" if source == "sysmon" else "")


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_gives_the_same_verdict(source: str, scorer: Scorer) -> None:
    assert without_actor(scorer.assess(SOURCES[source])) == without_actor(scorer.assess(SOURCES["sysmon"]))
    assert scorer.assess(SOURCES[source])["codesign_score"] == 50


def test_one_reader_reads_mixed_sources() -> None:
    reader = Reader()
    for record in [*SOURCES.values(), *SOURCES.values()]:
        assert reader.read(record)[:4] == Reader().read(record)[:4]


@pytest.mark.parametrize("missing", ["", "-", "NULL", "null", "N/A", "(null)", "unknown", None, [], ["-", ""]])
def test_a_placeholder_is_no_value(missing: Any) -> None:
    assert read(Image=missing, process_path=CERTUTIL).image == CERTUTIL
    assert read(Image=missing, OriginalFileName=missing, User=missing) == read()


def test_no_version_resource_is_no_original_name() -> None:
    assert read(OriginalFileName="?").original_name == ""
    assert read(OriginalFileName="-").original_name == ""


def test_names_are_case_sensitive_as_in_splunk() -> None:
    assert read(image=CERTUTIL, IMAGE=CERTUTIL) == read()


def test_a_record_without_fields_is_an_empty_event() -> None:
    assert set(read()) == {"", ()}


def test_a_multivalue_field_gives_its_first_value() -> None:
    assert read(Image=["-", CERTUTIL, "C:\\other.exe"]).image == CERTUTIL


@pytest.mark.parametrize(
    ("text", "image", "line"),
    [
        (POWERSHELL, POWERSHELL, ""),
        (f'"{POWERSHELL}"', f'"{POWERSHELL}"', ""),
        ("C:\\Program Files\\My Agent\\agent.exe", "C:\\Program Files\\My Agent\\agent.exe", ""),
        ("powershell.exe -File deploy.ps1", "", "powershell.exe -File deploy.ps1"),
        (f'"{POWERSHELL}" -enc AAAA', "", f'"{POWERSHELL}" -enc AAAA'),
        ("cmd /c a.exe", "", "cmd /c a.exe"),
        ("cmd.exe /c C:\\b.exe", "", "cmd.exe /c C:\\b.exe"),
    ],
)
def test_parent_process_may_hold_a_path(text: str, image: str, line: str) -> None:
    """Trap: in 4688 the Windows add-on puts the path there, with Sysmon it is a command line."""
    event = read(parent_process=text)
    assert (event.parent_image, event.parent_command_line) == (image, line)


def test_a_path_in_parent_process_is_better_than_a_bare_name() -> None:
    assert read(parent_process=POWERSHELL, parent_process_name="powershell.exe").parent_image == POWERSHELL
    assert read(parent_process="powershell.exe", parent_process_path=POWERSHELL).parent_image == POWERSHELL


@pytest.mark.parametrize(
    ("record", "user"),
    [
        ({"User": USER, "SubjectUserName": "other"}, USER),
        ({"SubjectUserName": "jane", "SubjectDomainName": "CONTOSO"}, USER),
        ({"SubjectUserName": "jane", "SubjectDomainName": "-"}, "jane"),
        # the new process runs as the target, where that is somebody else
        (
            {
                "SubjectUserName": "HOST1$",
                "SubjectDomainName": "CONTOSO",
                "TargetUserName": "jane",
                "TargetDomainName": "CONTOSO",
            },
            USER,
        ),
        ({"Account_Name": ["HOST1$", "jane"], "Account_Domain": ["CONTOSO", "CONTOSO"]}, USER),
        ({"Account_Name": ["jane", "-"], "Account_Domain": ["CONTOSO", "-"]}, USER),
        ({"Account_Name": ["jane"], "Account_Domain": ["CONTOSO"]}, USER),
        ({"Account_Name": "jane", "Account_Domain": "CONTOSO"}, USER),
        ({"Account_Name": ["HOST1$", "jane"]}, "jane"),
        ({}, ""),
    ],
)
def test_who_it_runs_as(record: dict[str, Any], user: str) -> None:
    assert Reader().read(record).user == user


POSIX = "/usr/bin/keytool"


@pytest.mark.parametrize("name", ["command_line", "cmdline", "commandline", "process_command_line"])
@pytest.mark.parametrize(
    ("process", "image"),
    [
        ({}, ""),
        # a program where the data model has the command line
        ({"process": CERTUTIL}, CERTUTIL),
        ({"process": CERTUTIL, "process_path": CERTUTIL}, CERTUTIL),
        ({"process": CERTUTIL, "process_name": "certutil.exe"}, "certutil.exe"),
        ({"process": "certutil.exe", "process_path": CERTUTIL}, CERTUTIL),
        ({"process": "certutil"}, ""),
        ({"process": "C:\\Program Files\\My Agent\\agent.exe"}, "C:\\Program Files\\My Agent\\agent.exe"),
        ({"process": "4312", "process_path": CERTUTIL}, CERTUTIL),
        ({"Processes.process": CERTUTIL, "Processes.process_path": CERTUTIL}, CERTUTIL),
        ({"CommandLine": "-", "process": CERTUTIL}, CERTUTIL),
        # what the Windows add-on writes where auditing leaves the line out
        ({"EventCode": "4688", "process": CERTUTIL, "New_Process_Name": CERTUTIL}, CERTUTIL),
    ],
)
def test_names_of_the_line_that_no_add_on_gives(name: str, process: dict[str, str], image: str, scorer: Scorer) -> None:
    event = read(**process, **{name: LINE})
    assert (event.command_line, event.image, event.doubt) == (LINE, image, "")
    verdict = scorer.assess({**process, name: LINE})
    assert (verdict["codesign_event"], verdict["codesign_error"]) == ("process", "")
    assert "add_to_store_root" in verdict["codesign_indicators"]


def test_a_path_of_posix_and_a_line() -> None:
    event = read(process=POSIX, process_path=POSIX, cmdline="keytool -list")
    assert (event.command_line, event.image, event.doubt) == ("keytool -list", POSIX, "")


@pytest.mark.parametrize(
    "record",
    [
        {"process": LINE},
        {"process": "cmd.exe,/c,a"},
        {"process": f'"{CERTUTIL}"'},
        {"process": "certutil -addstore root \\\\h\\x.exe", "process_name": "certutil.exe"},
        {"CommandLine": CERTUTIL, "process": CERTUTIL},
        {"Process_Command_Line": "certutil.exe"},
        {"EventData.CommandLine": CERTUTIL, "EventData.Image": CERTUTIL},
    ],
)
def test_who_writes_a_line_names_no_other_one(record: dict[str, str]) -> None:
    """Splunk finds the field cmdline in a line with the words cmdline=x."""
    line = next(iter(record.values()))
    assert read(**record, cmdline="x").command_line == line


@pytest.mark.parametrize(
    ("record", "doubt"),
    [
        ({"process": CERTUTIL}, fields.PATH_ALONE),
        ({"process": CERTUTIL, "process_path": CERTUTIL}, fields.PATH_ALONE),
        ({"Processes.process": CERTUTIL, "Processes.process_name": "certutil.exe"}, fields.PATH_ALONE),
        ({"process": POSIX, "process_path": POSIX}, fields.PATH_ALONE),
        # a start without arguments, as Sysmon and shells tell it
        ({"EventCode": "1", "process": CERTUTIL, "process_path": CERTUTIL}, ""),
        ({"CommandLine": CERTUTIL, "process": CERTUTIL}, ""),
        ({"process": f'"{CERTUTIL}"', "process_path": CERTUTIL}, ""),
        ({"process": "certutil.exe", "process_path": CERTUTIL}, ""),
        ({"process": LINE, "process_path": CERTUTIL}, ""),
        ({"process_path": CERTUTIL}, ""),
    ],
)
def test_a_path_alone_may_lack_its_arguments(record: dict[str, str], doubt: str) -> None:
    assert read(**record).doubt == doubt


def test_what_may_lack_its_arguments_is_judged_and_told(scorer: Scorer) -> None:
    verdict = scorer.assess({"process": CERTUTIL, "process_path": CERTUTIL})
    assert (verdict["IsCertutil"], verdict["codesign_score"]) == (1, 0)
    assert verdict["codesign_error"] == "a path alone in the field process: the command line may be missing"


AUDITING_OFF = [
    {"EventCode": "4688", "NewProcessName": CERTUTIL},
    {"EventCode": "4688", "NewProcessName": CERTUTIL, "CommandLine": ""},
    {"EventCode": "4688", "NewProcessName": CERTUTIL, "CommandLine": "-"},
    # Splunk_TA_windows 8.1.2 makes `process` out of the image then
    {"EventCode": "4688", "process_path": CERTUTIL, "process": CERTUTIL},
    {
        "EventCode": "4688",
        "New_Process_Name": "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\x64\\signtool.exe",
        "process": "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\x64\\signtool.exe",
    },
]


@pytest.mark.parametrize("record", AUDITING_OFF)
def test_without_a_command_line_nothing_can_be_said(record: dict[str, Any], scorer: Scorer) -> None:
    verdict = scorer.assess(record)
    assert verdict["codesign_error"] == "no command line: turn on command-line auditing for process creation events"
    assert verdict["codesign_score"] == verdict["RiskScore"] == verdict["IsCertutil"] == verdict["IsSigntool"] == 0


def test_sysmon_always_has_the_command_line(scorer: Scorer) -> None:
    """A program that got nothing but its own path as its line is assessed, and does nothing."""
    verdict = scorer.assess({"EventCode": "1", "Image": CERTUTIL, "CommandLine": CERTUTIL})
    assert (verdict["IsCertutil"], verdict["codesign_error"]) == (1, "")


def test_the_four_names_of_the_published_detection_are_read() -> None:
    assert {"Image", "NewProcessName", "CommandLine", "ParentImage"} <= set(sources.required(sources.NAMES))


def test_required_fields_hold_every_name_that_is_read() -> None:
    assert len(set(sources.required(sources.NAMES))) == len(sources.required(sources.NAMES))
    assert {name for names in fields.ALIASES.values() for name in names} <= set(sources.required(sources.NAMES))
    for record in SOURCES.values():
        assert set(record) <= set(sources.required(sources.NAMES))


class Spy(dict):  # type: ignore[type-arg]
    """A record that has every field, all empty but for those given, and notes which are read."""

    def __init__(self, **filled: str) -> None:
        super().__init__(dict.fromkeys((*sources.required(sources.NAMES), "_raw", "_time", "other"), ""), **filled)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.read.add(name)
        return str(super().__getitem__(name))

    def get(self, name: str, default: Any = None) -> Any:
        self.read.add(name)
        return super().get(name, default)


def test_what_is_read_is_what_splunkd_is_asked_for() -> None:
    """splunkd keeps every other column to itself, so a name that is read and not asked for is never there."""
    whoever, somebody_else = Spy(), Spy(TargetUserName="jane")
    for spy in (whoever, somebody_else):
        Reader().read(spy)
    names = whoever.read | somebody_else.read
    assert names <= set(sources.required(sources.NAMES))
    assert names >= {name for record in SOURCES.values() for name in record}


def test_output_fields_never_overwrite_an_input_field() -> None:
    assert not set(fields.OUTPUT_FIELDS) & set(sources.required(sources.NAMES))
    assert len(set(fields.OUTPUT_FIELDS)) == len(fields.OUTPUT_FIELDS)


def test_the_output_fields_in_their_order() -> None:
    published = """IsSigntool IsCertutil SigntoolSignCmd CertImport TrustedStoreTarget HasPFX SelfSigned
        SuspiciousParent""".split()
    ours = """score band indicators reasons techniques event host user process pid parent parent_pid tool action store
        files target thumbprint parent_class message allowlisted error""".split()
    assert list(fields.FLAGS) == published
    assert list(fields.OUTPUT_FIELDS) == [*published, "RiskScore", *(f"codesign_{name}" for name in ours)]


@pytest.mark.parametrize(
    ("more", "image"),
    [({"EventCode": "1"}, CERTUTIL), ({"EventCode": ""}, POWERSHELL), ({}, POWERSHELL), ({"event.code": ""}, CERTUTIL)],
)
def test_a_sensor_s_words_count_where_no_add_on_has_set_its_own(more: dict[str, str], image: str) -> None:
    """Add-ons for Windows set EventCode, and what the event is about under Windows' names."""
    record = {"Image": CERTUTIL, "event.code": "1", "winlog.channel": "Sysmon", "process.executable": POWERSHELL}
    reader = Reader()
    for _ in "12":  # the second time it knows the columns
        assert reader.read({**record, **more}).image == image


def test_an_alias_alone_makes_no_event_of_windows() -> None:
    beat = {"event.code": "1", "winlog.channel": "Sysmon", "process.executable": POWERSHELL}
    assert Reader().read({**beat, "EventCode": "1", "Image": ""}).image == POWERSHELL


@given(st.dictionaries(st.sampled_from(sources.required(sources.NAMES)), st.one_of(st.text(), st.lists(st.text()))))
def test_reading_never_raises_and_gives_text(record: dict[str, Any]) -> None:
    *texts, lines = Reader().read(record)
    assert all(isinstance(value, str) for value in (*texts, *lines))


def test_layouts_are_remembered_within_bounds() -> None:
    reader = Reader()
    for number in range(fields._MAX_LAYOUTS + 3):
        assert reader.view({"EventCode": "1", f"other{number}": "x"}).get("event_id") == "1"
    assert len(reader._layouts) == 3
