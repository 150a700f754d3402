"""The names under which add-ons and shippers present the events of Windows and of the Common Information Model.

Sources of the names: Sysmon's event manifest, the Security 4688 manifest, Splunk_TA_windows 8.1.2 (classic text),
the Common Information Model 6.x (Endpoint.Processes), and tstats output, which puts the data set before the name. Other
sensors have tables of their own, see `sensors`.
"""

from __future__ import annotations

# Canonical name -> input names, the first that is not empty wins. Names are case-sensitive, as in Splunk.
ALIASES: dict[str, tuple[str, ...]] = {
    "event_id": ("EventCode", "EventID", "signature_id", "event_id"),
    "channel": ("Channel", "log_name", "source"),
    "host": ("Computer", "ComputerName", "dest", "dvc", "computer_name", "host"),
    "image": ("Image", "NewProcessName", "New_Process_Name", "process_path", "process_exec", "process_name"),
    "original_name": ("OriginalFileName", "original_file_name"),
    "command_line": ("CommandLine", "Process_Command_Line", "process"),
    # of exports and collectors of no add-on, read where the names above tell no arguments (fields.command_line)
    "other_line": ("command_line", "cmdline", "commandline", "process_command_line"),
    "cwd": ("CurrentDirectory", "process_current_directory"),
    "parent_image": (
        "ParentImage",
        "ParentProcessName",
        "Creator_Process_Name",
        "parent_process_path",
        "parent_process_exec",
        "parent_process_name",
    ),
    "parent_command_line": ("ParentCommandLine", "parent_process"),
    "user": ("User", "user", "src_user"),
    # of PowerShell's own log, which has no other user
    "user_sid": ("UserID",),
    "target_user": ("TargetUserName",),
    "target_domain": ("TargetDomainName",),
    "subject_user": ("SubjectUserName", "Account_Name"),
    "subject_domain": ("SubjectDomainName", "Account_Domain"),
    "integrity": ("IntegrityLevel", "MandatoryLabel", "Mandatory_Label", "process_integrity_level"),
    "company": ("Company",),
    # 4688 calls the new process NewProcessId, and its creator ProcessId; classic text has a name for each
    "pid": ("ProcessId", "Process_ID", "process_id"),
    "started_pid": ("NewProcessId", "New_Process_ID"),
    "parent_pid": ("ParentProcessId", "Creator_Process_ID", "parent_process_id"),
    # file events: Sysmon 11, 15, 23, 26; Security 4663; Endpoint.Filesystem
    "target_file": ("TargetFilename", "file_path", "ObjectName", "Object_Name", "file_name"),
    "object_type": ("ObjectType", "Object_Type"),
    "file_before": ("PreviousFileName",),
    "access_mask": ("AccessMask", "Access_Mask"),
    # Security 5145
    "share_name": ("ShareName", "Share_Name"),
    "share_file": ("RelativeTargetName", "Relative_Target_Name"),
    "hashes": ("Hash", "Hashes", "file_hash"),
    # of a stream that is text: Sysmon 15
    "stream_text": ("Contents",),
    # registry events: Sysmon 12, 13, 14; Security 4657; Endpoint.Registry
    "registry_path": ("TargetObject", "ObjectName", "Object_Name", "registry_path", "registry_key_name"),
    "registry_value_name": ("ObjectValueName", "Object_Value_Name", "registry_value_name"),
    "registry_details": ("Details", "NewValue", "New_Value", "registry_value_data"),
    "registry_operation": ("OperationType", "Operation_Type", "EventType", "action"),
    "new_name": ("NewName",),
    # the process that wrote: Security 4657 and 4663 have a name of their own for it
    "writer": ("Image", "ProcessName", "Process_Name", "process_path", "process_exec", "process_name"),
    # PowerShell: 4104 script blocks, 4103 and 800 pipelines; the values of 800 have no names
    "script": ("ScriptBlockText", "Payload"),
    "pipeline": ("Data",),
    "context_info": ("ContextInfo",),
    "script_path": ("Path", "ScriptName"),
    # loaded images and drivers: Sysmon 7 and 6
    "image_loaded": ("ImageLoaded",),
    "signed": ("Signed",),
    "signature": ("Signature",),
    "signature_status": ("SignatureStatus",),
    # new services: System 7045, Security 4697
    "service_path": ("ImagePath", "ServiceFileName", "Service_File_Name"),
    "service_type": ("ServiceType", "Service_Type"),
    "service_name": ("ServiceName", "Service_Name"),
    # certificate logs: Splunk_TA_windows keeps UserData as text; other readers flatten it into fields, all of which
    # events.certificate_log.user_data reads
    "provider": ("Provider_Name", "SourceName", "ProviderName"),
    "user_data": ("UserData_Xml", "UserData"),
    "flat_user_data": (
        *("filePath", "FilePath", "Fqbn", "subjectName", "SubjectName", "fileRef", "Thumbprint", "ProcessName"),
        *("type", "oid", "OID", "value"),
    ),
    # Splunk turns the blanks of field names into underscores
    "code_file": ("FileNameBuffer", "File_Name", "File Name"),
    "code_process": ("ProcessNameBuffer", "Process_Name", "Process Name"),
    "code_status": ("Status",),
    "code_publisher": ("PublisherName",),
    "verification_error": ("VerificationError",),
    "signing_scenario": ("SI_Signing_Scenario", "SI Signing Scenario"),
    # app packages: AppXDeploymentServer 603
    "package_source": ("Path",),
    "package_options": ("Flags",),
    "package_caller": ("CallingProcess",),
    "requester": ("Requester",),
    "request_attributes": ("Attributes", "CertificateTemplate"),
    "request_subject": ("Subject",),
    "template_name": ("TemplateInternalName",),
    "template_content": ("NewTemplateContent", "TemplateContent"),
    "template_content_before": ("OldTemplateContent",),
    # 4882 and 4891 of the Security log
    "authority_rights": ("SecuritySettings",),
    "authority_entry": ("Entry",),
    "authority_value": ("Value",),
    # 5136 of the same
    "object_dn": ("ObjectDN",),
    "attribute": ("AttributeLDAPDisplayName",),
    "attribute_value": ("AttributeValue",),
}

# Read where a row has it, and asked for on request only (records.sources): a block of values without names.
BLOCKS: dict[str, tuple[str, ...]] = {"pipeline": ("EventData_Xml",)}

# tstats output of the Endpoint data model carries the data set's name; summaries of older models say All_Processes.
_PROCESS = ("Processes.", "All_Processes.")
_DATA_SETS = {
    "host": (*_PROCESS, "Filesystem.", "Registry."),
    "user": (*_PROCESS, "Filesystem.", "Registry."),
    "target_file": ("Filesystem.",),
    "registry_path": ("Registry.",),
    "registry_value_name": ("Registry.",),
    "registry_details": ("Registry.",),
    "registry_operation": ("Registry.", "Filesystem."),
    "writer": ("Filesystem.", "Registry."),
    "flat_user_data": (),
    "other_line": (),
    "pid": (),
    "parent_pid": (),
}


# Lower-case names that are not the data model's: Splunk's own, and the system part of Winlogbeat 6.
_NOT_OF_MODEL = frozenset({"source", "host", "event_id", "log_name", "computer_name"})

# JSON of Windows events often keeps the event data in an object, as Winlogbeat 6 does (its exported fields).
# Only for what the events of processes, files, registry, scripts, images and services hold.
_CARRIERS = ("EventData.", "event_data.")
_CARRIED = frozenset(
    """image original_name command_line cwd parent_image parent_command_line user target_user target_domain subject_user
    subject_domain integrity company target_file object_type access_mask hashes registry_path registry_value_name
    registry_details registry_operation new_name writer script image_loaded signed signature signature_status
    service_path service_type service_name""".split()
)


def manifest_names(canonical: str) -> tuple[str, ...]:
    """The names of a canonical one in the manifests of Windows' events (CamelCase), or none that anybody carries."""
    if canonical not in _CARRIED:
        return ()
    return tuple(name for name in ALIASES[canonical] if not name.islower() and "_" not in name)


def _model_names(canonical: str) -> tuple[str, ...]:
    """The names of a canonical one in output of tstats, which says the data set before the name."""
    model = [name for name in ALIASES[canonical] if name.islower() and name not in _NOT_OF_MODEL]
    return tuple(prefix + name for prefix in _DATA_SETS.get(canonical, _PROCESS) for name in model)


def _carried_names(canonical: str) -> tuple[str, ...]:
    return tuple(prefix + name for prefix in _CARRIERS for name in manifest_names(canonical))


DATA_MODEL: dict[str, tuple[str, ...]] = {canonical: _model_names(canonical) for canonical in ALIASES}
EVENT_DATA: dict[str, tuple[str, ...]] = {canonical: _carried_names(canonical) for canonical in ALIASES}

MODEL_LINES = frozenset({"process", *DATA_MODEL["command_line"]})
"""Names of the data model that hold a start's command line, or the program's path alone where its log has no line."""

ALL: dict[str, tuple[str, ...]] = {
    canonical: (*plain, *DATA_MODEL[canonical], *EVENT_DATA[canonical], *BLOCKS.get(canonical, ()))
    for canonical, plain in ALIASES.items()
}
"""Canonical name -> every input name of it, in order."""
