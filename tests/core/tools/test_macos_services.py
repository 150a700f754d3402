"""Ways past Gatekeeper's own tools."""

from __future__ import annotations

import pytest

from tests.core.lines import ids, judged_posix

DOWNLOADED = "/Users/mia/Library/Preferences/com.apple.LaunchServices.QuarantineEventsV2"


@pytest.mark.parametrize(
    ("line", "indicators"),
    [
        ("sqlite3 /var/db/SystemPolicy 'UPDATE authority SET disabled=1'", ["gatekeeper_disable"]),
        ("sqlite3 /private/var/db/SystemPolicy 'insert into authority values (1)'", ["gatekeeper_disable"]),
        ("sqlite3 /var/db/SystemPolicy 'SELECT * FROM authority'", []),
        (f"sqlite3 {DOWNLOADED} 'delete from LSQuarantineEvent'", ["quarantine_history"]),
        (f"sqlite3 {DOWNLOADED} 'select * from LSQuarantineEvent'", []),
        ("sqlite3 app.db 'UPDATE t SET a=1'", []),
        ("sqlite3 /private/var/protected/trustd/private/TrustStore.sqlite3 'INSERT INTO tsettings VALUES (1)'",
         ["trust_settings_file"]),
        ("sqlite3 /private/var/protected/trustd/private/TrustStore.sqlite3 .dump", []),
        ("launchctl bootout system /System/Library/LaunchDaemons/com.apple.security.syspolicy.plist",
         ["gatekeeper_disable"]),
        ("launchctl unload -w /Library/Apple/System/Library/LaunchDaemons/com.apple.XProtect.daemon.scan.plist",
         ["gatekeeper_disable"]),
        ("launchctl print system/com.apple.security.syspolicy", []),
        ("launchctl bootout gui/501/com.example.agent", []),
        ("killall -9 syspolicyd", ["gatekeeper_disable"]),
        ("killall Dock", []),
        ("kextload /tmp/x.kext", ["kernel_module_brought"]),
        ("kmutil load -p /Users/Shared/x.kext", ["kernel_module_brought"]),
        ("kmutil load -p /Library/Extensions/x.kext", []),
        ("kmutil showloaded", []),
        ("kextload -b com.contoso.kext", []),
    ],
)  # fmt: skip
def test_services_and_the_data_base(line: str, indicators: list[str]) -> None:
    assert ids(judged_posix(line)) == indicators
