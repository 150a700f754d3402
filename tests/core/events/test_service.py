"""New services: drivers that are brought along, and commands that run as a service."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.events import service
from codesignrisk_core.records.fields import Reader
from codesignrisk_core.settings import Settings

from tests.core import judging

KERNEL, USER = "kernel mode driver", "user mode service"
PUBLIC = "C:\\Users\\Public\\"


def made(path: str, kind: str = KERNEL) -> dict[str, Any]:
    return {
        "EventCode": "7045",
        "Channel": "System",
        "ServiceName": "svc",
        "ImagePath": path,
        "ServiceType": kind,
    }


def audited(path: str, kind: str = "0x1") -> dict[str, Any]:
    return {
        "EventCode": "4697",
        "Channel": "Security",
        "ServiceName": "svc",
        "ServiceFileName": path,
        "ServiceType": kind,
    }


@pytest.mark.parametrize(
    ("record", "indicators"),
    [
        # drivers
        (made("\\??\\C:\\Windows\\Temp\\RTCore64.sys"), ["vulnerable_driver", "signed_file_user_writable"]),
        (audited("C:\\lab\\RTCore64.sys"), ["vulnerable_driver"]),
        (made(f"{PUBLIC}lab.sys"), ["driver_dropped", "signed_file_user_writable"]),
        (made("C:\\Users\\mia\\AppData\\Local\\Temp\\lab.sys"), ["driver_user_writable", "signed_file_user_writable"]),
        (made(f"{PUBLIC}lab.sys", "Kernelmodustreiber"), ["driver_dropped", "signed_file_user_writable"]),
        (made("\\SystemRoot\\System32\\drivers\\RTCore64.sys"), []),
        (made("system32\\DRIVERS\\lab.sys"), []),
        (made("C:\\Program Files\\Tuner\\RTCore64.sys"), []),
        # commands
        (made("%COMSPEC% /c certutil -addstore root a.cer", USER), ["add_to_store_root", "run_as_service"]),
        (audited("cmd.exe /c bcdedit /set testsigning on", "0x10"), ["enable_test_signing", "run_as_service"]),
        (made('"C:\\Program Files\\Agent\\agent.exe" --service', USER), []),
        (made("", USER), []),
    ],
)
def test_services(record: dict[str, Any], indicators: list[str], shipped: Settings) -> None:
    if not record.get("ImagePath") and not record.get("ServiceFileName"):
        assert not service.matches(Reader().view(record))
        return
    report, _ = judging.judged(service, record, shipped)
    assert [finding.indicator for finding in report.findings] == indicators


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"EventCode": "7045", "source": "XmlWinEventLog:System"}, True),
        ({"EventCode": "7045", "source": "WinEventLog:ForwardedEvents"}, True),
        ({"EventCode": "4697", "source": "XmlWinEventLog:Security"}, True),
        ({"EventCode": "7045"}, True),
        ({"EventCode": "7045", "source": "XmlWinEventLog:Application"}, False),
        ({"EventCode": "7036", "source": "XmlWinEventLog:System"}, False),
    ],
)
def test_whose_event_it_is(fields: dict[str, str], expected: bool) -> None:
    record = {**fields, "ServiceName": "svc", "ImagePath": "C:\\a.sys", "ServiceType": KERNEL}
    assert service.matches(Reader().view(record)) is expected


def test_a_service_is_scored_by_what_it_runs(shipped: Settings) -> None:
    report, score = judging.judged(service, made("cmd /c certutil -addstore root a.cer", USER), shipped)
    assert (report.tool, report.store, score) == ("certutil", "LocalMachine\\root", 60)


def test_a_driver_is_told_by_its_service(shipped: Settings) -> None:
    report, _ = judging.judged(service, made(f"{PUBLIC}lab.sys"), shipped)
    assert (report.action, report.targets) == ("load_driver", ["c:\\users\\public\\lab.sys"])
    assert report.findings[0].sentence == "svc makes a service of the driver lab.sys, in a place that is everybody's"
