"""A Sysmon event as Windows writes it, and the record that it becomes."""

from __future__ import annotations

from lab.records import Record

SYSMON = (
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
    "<Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385f-c22a-43e0-bf4c-06f5698ffbd9}'/><EventID>1</EventID>"
    "<Version>5</Version><Level>4</Level><Task>1</Task><Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords>"
    "<TimeCreated SystemTime='2025-06-03T09:14:08.2146321Z'/><EventRecordID>77</EventRecordID><Correlation/>"
    "<Execution ProcessID='3308' ThreadID='4008'/><Channel>Microsoft-Windows-Sysmon/Operational</Channel>"
    "<Computer>WS-0142.corp.example</Computer><Security UserID='S-1-5-18'/></System><EventData>"
    "<Data Name='UtcTime'>2025-06-03 09:14:08.211</Data><Data Name='ProcessId'>9416</Data>"
    "<Data Name='CommandLine'>cmd /c &quot;a &amp; b&quot; &gt; x</Data><Data Name='Company'/></EventData></Event>"
)
SYSMON_RECORD: Record = {
    "_time": "1748942048.211000",
    "host": "WS-0142.corp.example",
    "source": "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational",
    "sourcetype": "XmlWinEventLog",
    "SourceName": "Microsoft-Windows-Sysmon",
    "EventID": "1",
    "EventCode": "1",
    "Version": "5",
    "Level": "4",
    "Task": "1",
    "Opcode": "0",
    "Keywords": "0x8000000000000000",
    "SystemTime": "2025-06-03T09:14:08.2146321Z",
    "EventRecordID": "77",
    "ProcessID": "3308",
    "ThreadID": "4008",
    "Channel": "Microsoft-Windows-Sysmon/Operational",
    "Computer": "WS-0142.corp.example",
    "UserID": "S-1-5-18",
    "UtcTime": "2025-06-03 09:14:08.211",
    "ProcessId": "9416",
    "CommandLine": 'cmd /c "a & b" > x',
    "Company": "",
}
