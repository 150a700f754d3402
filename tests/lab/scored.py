"""Scored records as they come out of the command, for the tests of cases and of the report."""

from __future__ import annotations

BANDS = ((80, "critical"), (60, "high"), (40, "medium"), (20, "low"), (1, "info"), (0, "none"))


def record(score: int, seconds: float = 0, **fields: object) -> dict[str, object]:
    """A record as it comes out of the command: what a test does not name is like in every one."""
    made = {
        "_time": f"{1748942048 + seconds}",
        "Computer": "WS-1",
        "User": "CORP\\ada",
        "EventCode": "1",
        "Channel": "Microsoft-Windows-Sysmon/Operational",
        "Image": "C:\\Windows\\System32\\certutil.exe",
        "ParentImage": "C:\\Windows\\System32\\cmd.exe",
        "codesign_score": str(score),
        "codesign_band": next(band for floor, band in BANDS if score >= floor),
        "codesign_event": "process",
        "codesign_action": "add_to_store",
        "codesign_message": "certutil adds a certificate; user CORP\\ada",
        "codesign_reasons": ["certutil adds a certificate (+45)", "the parent is cmd.exe (shell) (+5)"],
        "codesign_techniques": ["T1553.004"],
        **fields,
    }
    names = {"host": made["Computer"], "user": made["User"], "process": made["Image"], "parent": made["ParentImage"]}
    return {**{f"codesign_{name}": value for name, value in names.items()}, **made}
