"""Events that tell of one thing, and near misses that tell of two: for the macro, and for the lab, which applies it."""

from __future__ import annotations

from tests.searches.events import CERTUTIL, POWERSHELL, SIGNTOOL, START, TEMP, Record, audited, guid, script, start

ROOT_OF = "certutil -addstore root "
ADD = f"{ROOT_OF}{TEMP}x.cer"
CORP, EVIL = "C:\\Users\\Public\\corp\\", "C:\\Users\\Public\\evil\\"


def without(event: Record, *names: str) -> Record:
    """An event without some of its fields, as a sensor or an export leaves them out; nor are they in its text."""
    left = {name: value for name, value in event.items() if name not in names}
    raw = str(event["_raw"])
    for name in names:
        raw = raw.replace(f"<Data Name='{name}'>{event.get(name)}</Data>", "")
    return {**left, "_raw": raw}


def unnumbered(time: float, line: str, image: str = CERTUTIL) -> Record:
    """Sysmon 1 without ids."""
    return without(start(time, image, line, guids=False), "ProcessId")


def unnumbered_audit(time: float, line: str) -> Record:
    """Security 4688 without ids."""
    return without(audited(time, CERTUTIL, line), "NewProcessId", "ProcessId")


def ecs(time: float, line: str) -> Record:
    """A start as a table of Kibana tells it, which has the columns that were on show."""
    return {
        "_time": f"{START + time:.3f}",
        "index": "elastic",
        "sourcetype": "elastic:agent",
        "host.name": "ws-0142",
        "user.name": "a.rivera",
        "event.category": "process",
        "event.type": "start",
        "process.executable": CERTUTIL,
        "process.command_line": line,
        "process.parent.executable": POWERSHELL,
    }


def audit(time: float, line: str, number: int) -> Record:
    """An EXECVE record of auditd, which has no process id."""
    words = line.split()
    told = " ".join(f'a{place}="{word}"' for place, word in enumerate(words))
    stamp = f"audit({START + time:.3f}:{number})"
    return {
        "_time": f"{START + time:.3f}",
        "_raw": f"type=EXECVE msg={stamp}: argc={len(words)} {told}",
        "host": "lx-7",
        "index": "linux",
        "sourcetype": "linux:audit",
        "type": "EXECVE",
        "argc": str(len(words)),
        **{f"a{place}": word for place, word in enumerate(words)},
    }


def block(time: float, path: str) -> Record:
    """Script text without the id of its block."""
    return script(time, f"Import-Certificate -FilePath {path} -CertStoreLocation Cert:\\LocalMachine\\Root", block="")


def again(time: float, line: str, number: int, image: str = CERTUTIL) -> Record:
    """Sysmon 1 of a process id that is used again: another GUID."""
    event = start(time, image, line)
    own, other = str(event["ProcessGuid"]), guid(number)
    return {**event, "_raw": str(event["_raw"]).replace(own, other), "ProcessGuid": other}


# Each: how many things happened, and the events.
TWINS: dict[str, tuple[int, list[Record]]] = {
    "Sysmon 1 and 4688 of one start": (1, [start(0, CERTUTIL, ADD), audited(0.1, CERTUTIL, ADD)]),
    "4688 first": (1, [audited(0, CERTUTIL, ADD), start(0.1, CERTUTIL, ADD)]),
    "only Sysmon knows the folder of a file": (
        1,
        [start(0, CERTUTIL, ROOT_OF + "x.cer", cwd=TEMP), audited(0.1, CERTUTIL, ROOT_OF + "x.cer")],
    ),
    "indexed twice": (1, [start(0, CERTUTIL, ADD)] * 2),
    "two sensors without ids": (1, [unnumbered(0, ADD), unnumbered_audit(0.1, ADD)]),
    "an export without ids, read twice": (1, [ecs(0.4, ADD), ecs(0.4, ADD)]),
    "an export without ids, and one in whole seconds": (1, [ecs(0.4, ADD), ecs(0, ADD)]),
    "script text without an id, indexed twice": (1, [block(0, CORP + "ca.cer")] * 2),
    # near misses
    "no ids, a file of that name in another folder": (
        2,
        [ecs(0.1, f"{ROOT_OF}{CORP}ca.cer"), ecs(1.9, f"{ROOT_OF}{EVIL}ca.cer")],
    ),
    "no ids, such a file in one second": (2, [ecs(1, f"{ROOT_OF}{CORP}ca.cer"), ecs(1, f"{ROOT_OF}{EVIL}ca.cer")]),
    "no ids, another file without a folder": (2, [unnumbered(0, ROOT_OF + "x.cer"), unnumbered(1, ROOT_OF + "y.cer")]),
    "no ids, another folder is signed": (
        2,
        [
            unnumbered(place, f"signtool sign /f {TEMP}k.pfx /fd sha256 {folder}t.exe", SIGNTOOL)
            for place, folder in enumerate((CORP, EVIL))
        ],
    ),
    "audit records of two copies": (
        2,
        [audit(at, f"cp /root/{name}.crt /usr/local/share/ca-certificates/", at) for at, name in ((0, "a"), (1, "b"))],
    ),
    "script text without an id, another file": (2, [block(0, CORP + "ca.cer"), block(1, EVIL + "ca.cer")]),
    "one process id, two GUIDs": (2, [again(0, ADD, 1), again(1, ADD, 2)]),
    "one process id, two GUIDs, each indexed twice": (
        2,
        [again(0, ADD, 1), again(1, ADD, 2), again(0, ADD, 1), again(1, ADD, 2)],
    ),
    "one process id, two GUIDs, each with its 4688": (
        2,
        [audited(0, CERTUTIL, ADD), again(0.1, ADD, 1), again(1, ADD, 2), audited(1.1, CERTUTIL, ADD)],
    ),
    "two GUIDs and no process id": (
        2,
        [without(again(0, ADD, 1), "ProcessId"), without(again(1, ADD, 2), "ProcessId")],
    ),
}
