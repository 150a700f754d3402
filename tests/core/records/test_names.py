"""The names under which add-ons and shippers present the events of Windows and of the Common Information Model."""

from __future__ import annotations

import pytest
from codesignrisk_core.records import names


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        # only the CamelCase names of the manifests are carried in an object of their own
        ("image", ("Image", "NewProcessName")),
        ("command_line", ("CommandLine",)),
        ("parent_image", ("ParentImage", "ParentProcessName")),
        ("target_file", ("TargetFilename", "ObjectName")),
        ("registry_details", ("Details", "NewValue")),
        # of what no event of processes, files, registry, scripts and images holds, none
        ("channel", ()),
        ("event_id", ()),
        ("code_status", ()),
    ],
)
def test_names_of_the_manifests(canonical: str, expected: tuple[str, ...]) -> None:
    assert names.manifest_names(canonical) == expected


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        # plain, then the data model's (tstats puts the data set before the name), then carried ones
        (
            "command_line",
            (
                *("CommandLine", "Process_Command_Line", "process"),
                *("Processes.process", "All_Processes.process"),
                *("EventData.CommandLine", "event_data.CommandLine"),
            ),
        ),
        (
            "registry_path",
            (
                *("TargetObject", "ObjectName", "Object_Name", "registry_path", "registry_key_name"),
                *("Registry.registry_path", "Registry.registry_key_name"),
                *("EventData.TargetObject", "EventData.ObjectName", "event_data.TargetObject", "event_data.ObjectName"),
            ),
        ),
        # no names of add-ons or the data model
        ("other_line", ("command_line", "cmdline", "commandline", "process_command_line")),
        ("new_name", ("NewName", "EventData.NewName", "event_data.NewName")),
        # what is Splunk's own and Winlogbeat 6's is no field of the data model
        ("channel", ("Channel", "log_name", "source")),
        ("event_id", ("EventCode", "EventID", "signature_id", "event_id", "Processes.signature_id",
                      "All_Processes.signature_id")),
        # UserData comes as it is
        ("flat_user_data", names.ALIASES["flat_user_data"]),
    ],
)  # fmt: skip
def test_every_input_name(canonical: str, expected: tuple[str, ...]) -> None:
    assert names.ALL[canonical] == expected


@pytest.mark.parametrize(
    ("canonical", "data_sets"),
    [
        ("host", {"Processes", "All_Processes", "Filesystem", "Registry"}),
        ("user", {"Processes", "All_Processes", "Filesystem", "Registry"}),
        ("image", {"Processes", "All_Processes"}),
        ("target_file", {"Filesystem"}),
        ("registry_value_name", {"Registry"}),
        ("registry_details", {"Registry"}),
        ("registry_operation", {"Registry", "Filesystem"}),
        ("writer", {"Filesystem", "Registry"}),
    ],
)
def test_the_data_sets_of_a_name(canonical: str, data_sets: set[str]) -> None:
    found = {name.partition(".")[0] for name in names.ALL[canonical] if "." in name}
    assert found - {"EventData", "event_data"} == data_sets


def test_no_name_is_read_twice_for_one_field() -> None:
    for aliases in names.ALL.values():
        assert len(set(aliases)) == len(aliases)
