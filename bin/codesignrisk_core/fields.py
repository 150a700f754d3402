"""Every name that goes in and out: input aliases of each source, and the output fields.

Sources of the names: Sysmon's event manifest, the Security 4688 manifest, Splunk_TA_windows 8.1.2 (classic text),
the Common Information Model 6.x (Endpoint.Processes), tstats output, which puts the data set before the name, and
osquery's es_process_events (its parent is a process id, so there is no parent image).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Union

Value = Union[str, Sequence[str], None]
Record = Mapping[str, Value]

# Canonical name -> input names, the first that is not empty wins. Names are case-sensitive, as in Splunk.
ALIASES: dict[str, tuple[str, ...]] = {
    "event_id": ("EventCode", "EventID", "signature_id"),
    "channel": ("Channel", "source"),
    "host": ("Computer", "ComputerName", "dest", "dvc", "host"),
    "image": (
        "Image",
        "NewProcessName",
        "New_Process_Name",
        "process_path",
        "process_exec",
        "process_name",
        "columns.path",
    ),
    "original_name": ("OriginalFileName", "original_file_name"),
    "command_line": ("CommandLine", "Process_Command_Line", "process", "columns.cmdline"),
    "cwd": ("CurrentDirectory", "process_current_directory", "columns.cwd"),
    "parent_image": (
        "ParentImage",
        "ParentProcessName",
        "Creator_Process_Name",
        "parent_process_path",
        "parent_process_exec",
        "parent_process_name",
    ),
    "parent_command_line": ("ParentCommandLine", "parent_process"),
    "user": ("User", "user", "src_user", "columns.username"),
    "target_user": ("TargetUserName",),
    "target_domain": ("TargetDomainName",),
    "subject_user": ("SubjectUserName", "Account_Name"),
    "subject_domain": ("SubjectDomainName", "Account_Domain"),
    "integrity": ("IntegrityLevel", "MandatoryLabel", "Mandatory_Label", "process_integrity_level"),
    "company": ("Company",),
    # file events: Sysmon 11, 15, 23, 26; Security 4663; Endpoint.Filesystem
    "target_file": ("TargetFilename", "file_path", "ObjectName", "Object_Name", "file_name"),
    "object_type": ("ObjectType", "Object_Type"),
    # registry events: Sysmon 12, 13, 14; Security 4657; Endpoint.Registry
    "registry_path": ("TargetObject", "ObjectName", "Object_Name", "registry_path", "registry_key_name"),
    "registry_value_name": ("ObjectValueName", "Object_Value_Name", "registry_value_name"),
    "registry_details": ("Details", "NewValue", "New_Value", "registry_value_data"),
    "registry_operation": ("EventType", "OperationType", "Operation_Type", "action"),
    "new_name": ("NewName",),
    # the process that wrote: Security 4657 and 4663 have a name of their own for it
    "writer": ("Image", "ProcessName", "Process_Name", "process_path", "process_exec", "process_name"),
    # PowerShell: 4104 script blocks, 4103 and 800 pipelines
    "script": ("ScriptBlockText", "Payload"),
    "script_path": ("Path", "ScriptName"),
    # loaded images and drivers: Sysmon 7 and 6
    "image_loaded": ("ImageLoaded",),
    "signed": ("Signed",),
    "signature": ("Signature",),
    "signature_status": ("SignatureStatus",),
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
    "requester": ("Requester",),
    "request_attributes": ("Attributes", "CertificateTemplate"),
    "request_subject": ("Subject",),
    "template_name": ("TemplateInternalName",),
    "template_content": ("NewTemplateContent", "TemplateContent"),
}

# tstats output of the Endpoint data model carries the data set's name; summaries of older models say All_Processes.
_PROCESS = ("Processes.", "All_Processes.")
_DATA_SETS = {
    "host": (*_PROCESS, "Filesystem.", "Registry."),
    "user": (*_PROCESS, "Filesystem.", "Registry."),
    "target_file": ("Filesystem.",),
    "registry_path": ("Registry.",),
    "registry_value_name": ("Registry.",),
    "registry_details": ("Registry.",),
    "registry_operation": ("Registry.",),
    "writer": ("Filesystem.", "Registry."),
    "flat_user_data": (),
}


def _names(canonical: str) -> tuple[str, ...]:
    """All input names of a canonical one, data-model forms behind the plain ones."""
    plain = ALIASES[canonical]
    model = [name for name in plain if name.islower() and "." not in name and name not in ("source", "host")]
    return plain + tuple(prefix + name for prefix in _DATA_SETS.get(canonical, _PROCESS) for name in model)


_ALL_NAMES = {canonical: _names(canonical) for canonical in ALIASES}

# What splunkd is asked to send: it keeps back every other column of an event (platform: chunked protocol).
REQUIRED_FIELDS: tuple[str, ...] = tuple(dict.fromkeys(name for names in _ALL_NAMES.values() for name in names))

# The published detection's fields, 0 or 1, in its order; RiskScore is their sum (see output.flags).
FLAGS = (
    "IsSigntool",
    "IsCertutil",
    "SigntoolSignCmd",
    "CertImport",
    "TrustedStoreTarget",
    "HasPFX",
    "SelfSigned",
    "SuspiciousParent",
)

OUTPUT_FIELDS: tuple[str, ...] = (
    *FLAGS,
    "RiskScore",
    "codesign_score",
    "codesign_band",
    "codesign_indicators",
    "codesign_reasons",
    "codesign_techniques",
    "codesign_event",
    "codesign_tool",
    "codesign_action",
    "codesign_store",
    "codesign_files",
    "codesign_target",
    "codesign_thumbprint",
    "codesign_parent_class",
    "codesign_message",
    "codesign_allowlisted",
    "codesign_error",
)

# What sources write for "nothing": XML exports, CIM fillnull, CSV tools.
_MISSING = frozenset({"", "-", "NULL", "null", "N/A", "(null)", "unknown"})


class Event(NamedTuple):
    """One record under canonical names; "" where the source says nothing."""

    event_id: str
    channel: str
    host: str
    image: str
    original_name: str
    command_line: str
    cwd: str
    parent_image: str
    parent_command_line: str
    user: str
    integrity: str
    company: str


class View:
    """One record under canonical names, each read when it is asked for."""

    __slots__ = ("_plan", "record")

    def __init__(self, record: Record, plan: dict[str, tuple[str, ...]]) -> None:
        self.record = record
        self._plan = plan

    def get(self, canonical: str) -> str:
        """The first alias that says something, or ""."""
        for name in self._plan[canonical]:
            value = self.record[name]
            text = value if isinstance(value, str) else _first(value)
            if text and text not in _MISSING:
                return text
        return ""


class Reader:
    """Turns records into events. It remembers which aliases a column layout has, as all rows of a chunk share one."""

    def __init__(self) -> None:
        self._columns: tuple[str, ...] | None = None
        self._plan: dict[str, tuple[str, ...]] = {}

    def view(self, record: Record) -> View:
        """A record under canonical names. Never raises on what a field holds."""
        columns = tuple(record)
        if columns != self._columns:
            present = set(columns)
            self._plan = {
                canonical: tuple(name for name in names if name in present) for canonical, names in _ALL_NAMES.items()
            }
            self._columns = columns
        return View(record, self._plan)

    def read(self, record: Record) -> Event:
        """Read a record as a process start."""
        return event(self.view(record))


def event(view: View) -> Event:
    """A process start, whatever source it is from."""
    get = view.get
    parent_image, parent_line = get("parent_image"), get("parent_command_line")
    if parent_line and _is_path_only(parent_line):
        # Splunk_TA_windows puts the parent's path, not its command line, into parent_process for 4688
        parent_image = parent_image if "\\" in parent_image else parent_line
        parent_line = ""
    original = get("original_name")
    return Event(
        event_id=get("event_id"),
        channel=get("channel"),
        host=get("host"),
        image=get("image"),
        original_name="" if original == "?" else original,
        command_line=get("command_line"),
        cwd=get("cwd"),
        parent_image=parent_image,
        parent_command_line=parent_line,
        user=user(view),
        integrity=get("integrity"),
        company=get("company"),
    )


def _first(value: Value) -> str:
    """The first element of a multivalue field that says something."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return next((str(item) for item in value if str(item) not in _MISSING), "")


def _is_path_only(text: str) -> bool:
    bare = text.strip().strip('"').lower()
    return bare.endswith(".exe") and bare.count(".exe") == 1 and '"' not in bare and not _has_arguments(bare)


def _has_arguments(text: str) -> bool:
    """Whether a blank stands behind the last backslash, where a program's own name rarely has one."""
    return " " in text.rpartition("\\")[2]


def user(view: View) -> str:
    """Who a process runs as. 4688 names the creator as Subject, and the Target where that is somebody else."""
    record, get = view.record, view.get
    named = get("user")
    if named:
        return named
    accounts = record.get("Account_Name")
    if accounts and not isinstance(accounts, str) and len(accounts) > 1 and accounts[1] not in _MISSING:
        domains = record.get("Account_Domain")
        domain = domains[1] if domains and not isinstance(domains, str) and len(domains) > 1 else ""
        return _qualified(domain, accounts[1])
    target = get("target_user")
    if target:
        return _qualified(get("target_domain"), target)
    return _qualified(get("subject_domain"), get("subject_user"))


def _qualified(domain: str, user: str) -> str:
    return f"{domain}\\{user}" if domain and user and domain not in _MISSING else user
