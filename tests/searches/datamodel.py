"""Rows of the CIM data model Endpoint, as the add-ons fill it: Splunk fills what nobody knows with "unknown"."""

from __future__ import annotations

from tests.searches.events import HOST, START, Record, base, guid


def process(
    time: float,
    path: str,
    line: str,
    *,
    original: str = "",
    parent: str = "C:\\Windows\\System32\\cmd.exe",
    user: str = "a.rivera",
    dest: str = HOST,
    pid: int = 9416,
    ppid: int = 5200,
    guids: bool = True,
) -> Record:
    """A row of Endpoint.Processes."""
    return _filled(
        {
            "_time": f"{START + time:.3f}",
            "dest": dest,
            "user": user,
            "process_id": str(pid),
            "process_guid": guid(pid) if guids else "",
            "process_name": base(path),
            "process_path": path,
            "original_file_name": original,
            "process": line,
            "parent_process_id": str(ppid),
            "parent_process_guid": guid(ppid) if guids else "",
            "parent_process_name": base(parent),
            "parent_process_path": parent,
            "parent_process": parent,
        }
    )


def file(
    time: float, path: str, *, user: str = "a.rivera", dest: str = HOST, pid: int = 5200, guids: bool = True
) -> Record:
    """A row of Endpoint.Filesystem, which does not name the program."""
    return _filled(
        {
            "_time": f"{START + time:.3f}",
            "dest": dest,
            "user": user,
            "process_id": str(pid),
            "process_guid": guid(pid) if guids else "",
            "file_path": path,
            "file_name": base(path),
            "action": "created",
        }
    )


def _filled(row: dict[str, str]) -> Record:
    return {name: value for name, value in row.items() if value}
