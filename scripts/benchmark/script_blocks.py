"""PowerShell script blocks of an ordinary day, made up: 4104 events of about 8 KB, no two alike.

Most say nothing that matters; some replace or join text, so that their names may be taken apart and they are read as
PowerShell reads them; few have to do with certificates.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import cycle, islice

_SIZE = 8_000
_PLAIN = """function Get-{name}Status {{
    param([Parameter(Mandatory)] [string] $Computer, [int] $Port = {number})
    # The state of one host, as the report of the week wants it
    $session = New-CimSession -ComputerName $Computer -ErrorAction SilentlyContinue
    if ($null -eq $session) {{ Write-Warning "no session with $Computer"; return }}
    $disks = Get-CimInstance Win32_LogicalDisk -CimSession $session -Filter 'DriveType=3'
    foreach ($disk in $disks) {{
        [pscustomobject]@{{ Host = $Computer; Drive = $disk.DeviceID; FreeGB = [math]::Round($disk.FreeSpace / 1GB) }}
    }}
    Remove-CimSession $session
}}
Get-{name}Status -Computer ws-{number}.corp.example | Export-Csv C:\\Reports\\{name}.csv -NoTypeInformation
"""
_PARSED = "$title = ($name -replace '[^a-z]', '_') + '.log'; $line = $fields -join ';'\n"
_CERTIFICATES = "Get-ChildItem Cert:\\LocalMachine\\My | Where-Object NotAfter -lt (Get-Date).AddDays(30)\n"
FEW = 100
_SHARES = (("plain", 84), ("parsed", 15), ("certificates", 1))


def events(count: int, seed: int = 13) -> Iterator[dict[str, str]]:
    """4104 events, each of another text."""
    chance = random.Random(seed)
    kinds = chance.choices([kind for kind, _ in _SHARES], [share for _, share in _SHARES], k=count)
    for number, kind in enumerate(kinds):
        text = {"parsed": _PARSED, "certificates": _CERTIFICATES}.get(kind, "")
        while len(text) < _SIZE:
            text += _PLAIN.format(name=f"Item{chance.getrandbits(40):010x}", number=chance.randrange(60_000))
        yield {
            "_time": f"17000{number % 100_000:05d}",
            "EventCode": "4104",
            "Channel": "Microsoft-Windows-PowerShell/Operational",
            "Computer": f"ws-{chance.randrange(2000)}.corp.example",
            "ScriptBlockText": text,
            "ScriptBlockId": f"{chance.getrandbits(64):016x}",
        }


def repeated(count: int) -> Iterator[dict[str, str]]:
    """As many events, of few texts: what hosts log when agents run their scripts."""
    return islice(cycle(list(events(FEW))), count)
