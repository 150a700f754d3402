"""What surrounds an action: who started it, as whom and from where."""

from __future__ import annotations

from typing import Any

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.process import context
from codesignrisk_core.process.parents import Parents, class_label
from codesignrisk_core.records import fields
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Settings

SYSTEM32 = "C:\\Windows\\System32\\"
CERTUTIL = f"{SYSTEM32}certutil.exe"
KIT = "C:\\Program Files (x86)\\Windows Kits\\10\\bin\\10.0.22621.0\\x64\\signtool.exe"
TEMP = "C:\\Users\\u\\AppData\\Local\\Temp\\"


def sign(**more: Any) -> Report:
    return Report(tool="signtool", action="sign", flags={"SigntoolSignCmd"}, **more)


def trust() -> Report:
    flags = {"CertImport", "TrustedStoreTarget"}
    return Report(tool="certutil", action="add_to_store", flags=flags, store="LocalMachine\\root")


def judged(shipped: Settings, report: Report, parent: str = "", **event: str) -> dict[str, str]:
    """The indicators that the surroundings of a report add, with their sentences."""
    seen = fields.Event(**{**dict.fromkeys(fields.Event._fields, ""), "parent_image": parent, **event})
    context.judge(report, seen, Parents(shipped).classify(parent))
    return dict(report.findings)


@pytest.mark.parametrize(
    ("parent", "expected"),
    [
        (f"{SYSTEM32}cmd.exe", {"parent_shell": "the parent is cmd.exe (shell)"}),
        (f"{SYSTEM32}mshta.exe", {"parent_script_host": "the parent is mshta.exe (script host)"}),
        ("C:\\Office16\\WINWORD.EXE", {"parent_exploit": "the parent is winword.exe (exposed app)"}),
        (f"{TEMP}setup.exe", {"parent_user_writable": "the parent is setup.exe (user writable)"}),
        ("C:\\Windows\\CCM\\CcmExec.exe", {"parent_management": "the parent is ccmexec.exe (management)"}),
        (f"{SYSTEM32}msiexec.exe", {"parent_installer": "the parent is msiexec.exe (installer)"}),
        ("C:\\Program Files\\x\\unknown.exe", {}),
        ("", {}),
    ],
)
def test_the_parent(shipped: Settings, parent: str, expected: dict[str, str]) -> None:
    assert judged(shipped, trust(), parent, image=CERTUTIL) == expected


def test_the_test_runner_of_the_driver_kits_without_its_line(shipped: Settings) -> None:
    runner = "C:\\DriverTest\\Run\\te.exe"
    assert "managed_place" in judged(shipped, trust(), runner, image=CERTUTIL)
    open_folder = judged(shipped, trust(), f"C:\\Users\\Public{runner[2:]}", image=CERTUTIL)
    assert "managed_place" not in open_folder


def test_programs_in_folders_that_are_open_to_everybody(shipped: Settings) -> None:
    public = judged(shipped, trust(), "C:\\Users\\Public\\a.exe", image=CERTUTIL)
    assert public["program_in_open_folder"] == "nobody keeps a program where a.exe lies"
    own = judged(shipped, trust(), f"{SYSTEM32}cmd.exe", image="C:\\Windows\\Tasks\\certutil.exe")
    assert own["program_in_open_folder"] == "nobody keeps a program where certutil.exe lies"
    assert "program_in_open_folder" not in judged(shipped, trust(), f"{TEMP}a.exe", image=CERTUTIL)


def test_a_parent_with_the_name_of_a_program_of_windows(shipped: Settings) -> None:
    sentence = "the parent, svchost.exe, has the name of a program of Windows and lies elsewhere"
    expected = {
        "parent_user_writable": "the parent is svchost.exe (user writable)",
        "parent_imitates_system": sentence,
    }
    assert judged(shipped, trust(), "C:\\Windows\\Temp\\svchost.exe", image=CERTUTIL) == expected
    assert judged(shipped, trust(), "C:\\svchost.exe", image=CERTUTIL) == {"parent_imitates_system": sentence}
    assert judged(shipped, trust(), "C:\\Program Files\\x\\svchost.exe", image=CERTUTIL) == {}


def test_who_imitates_windows_earns_no_credit_for_places(shipped: Settings) -> None:
    built = {"image": KIT, "parent_command_line": "svchost.exe C:\\agent\\_work\\1\\s"}
    assert "build_ancestry" in judged(shipped, sign(), f"{SYSTEM32}svchost.exe", **built)
    assert set(judged(shipped, sign(), "D:\\x\\svchost.exe", **built)) == {"parent_imitates_system"}


MSBUILD = "C:\\Program Files\\Microsoft Visual Studio\\2022\\MSBuild\\Current\\Bin\\MSBuild.exe"
BUILT = {"build_ancestry": "a build agent or build tool started it (msbuild.exe)"}


def test_a_build_tool_is_credit_for_signing(shipped: Settings) -> None:
    assert judged(shipped, sign(), MSBUILD, image=KIT) == BUILT


def test_a_build_tool_is_no_credit_for_a_trusted_store(shipped: Settings) -> None:
    """MSBuild runs anybody's project file."""
    assert judged(shipped, trust(), MSBUILD, image=CERTUTIL) == {}


def test_a_build_tool_in_a_user_writable_place_is_no_build_tool(shipped: Settings) -> None:
    assert judged(shipped, sign(), f"{TEMP}MSBuild.exe", image=KIT) == {
        "parent_user_writable": "the parent is msbuild.exe (user writable)"
    }


@pytest.mark.parametrize(
    "line",
    [
        "java.exe -jar C:\\ci\\agent.jar -jnlpUrl https://jenkins.example/",
        "powershell.exe -File C:\\agent\\_work\\_temp\\1234.ps1",
        "cmd.exe /c C:\\GitLab-Runner\\builds\\x.cmd",
        '"cmd.exe" /k "C:\\Program Files (x86)\\Windows Kits\\10\\BuildEnv\\SetupBuildEnv.cmd"',
        "cmd.exe /k C:\\VS\\Common7\\Tools\\VsDevCmd.bat",
    ],
)
def test_a_build_agent_leaves_words_in_the_parent_s_line(shipped: Settings, line: str) -> None:
    found = judged(shipped, sign(), f"{SYSTEM32}cmd.exe", image=KIT, parent_command_line=line)
    assert found == {"build_ancestry": "a build agent or build tool started it (cmd.exe)"}


@pytest.mark.parametrize(
    ("report", "event"),
    [
        (sign(files=["c:\\agent\\_work\\1\\s\\cs.pfx"]), {}),
        (sign(targets=["d:\\a\\1\\s\\x.exe"]), {}),
        (sign(), {"cwd": "C:\\jenkins\\workspace\\x"}),
        (sign(), {"image": "D:\\a\\_tasks\\sign\\1.0\\signtool.exe"}),
    ],
)
def test_paths_of_a_build_agent(shipped: Settings, report: Report, event: dict[str, str]) -> None:
    found = judged(shipped, report, **{"image": KIT, **event})
    assert found == {"build_path": "the paths are those of a build agent"}


def test_paths_of_a_build_agent_excuse_no_trusted_store(shipped: Settings) -> None:
    assert judged(shipped, trust(), image=CERTUTIL, cwd="C:\\jenkins\\workspace\\x\\") == {}


@pytest.mark.parametrize(
    ("key", "built"), [("D:\\jenkins\\workspace\\a.pfx", True), ("\\\\bld7\\d$\\jenkins\\workspace\\a.pfx", False)]
)
def test_paths_of_a_build_agent_on_another_hosts_drive_excuse_nobody(shipped: Settings, key: str, built: bool) -> None:
    report = Report(action="sign", files=[key])
    assert ("build_path" in judged(shipped, report, image=CERTUTIL)) is built


@pytest.mark.parametrize(
    "event",
    [
        {"cwd": "C:\\Windows\\ccmcache\\3a\\"},
        {"parent_command_line": "cmd.exe /c C:\\Windows\\Setup\\Scripts\\SetupComplete.cmd"},
        {"parent_command_line": "/usr/bin/python3 /root/.ansible/tmp/ansible-tmp-1.2-3/AnsiballZ_command.py"},
        {"parent_command_line": "/usr/bin/python3 /usr/bin/salt-minion"},
        {"parent_command_line": "powershell -executionpolicy bypass -file A:\\setup.ps1"},
        {"parent_command_line": "powershell.exe -File C:\\DriverTest\\Provision\\a.ps1"},
        {"parent_command_line": "/bin/bash /Library/Application Support/JAMF/tmp/Root / Mac-7"},
    ],
)
def test_software_management_and_image_building(shipped: Settings, event: dict[str, str]) -> None:
    found = judged(shipped, trust(), image=CERTUTIL, **event)
    assert found == {"managed_place": "software management or the building of an image started it"}


@pytest.mark.parametrize(
    ("line", "managed"),
    [
        ("powershell -File \\\\lab.example\\SYSVOL\\lab.example\\scripts\\a.ps1", True),
        ("cmd /c \\\\dc1\\netlogon\\a.cmd", True),
        ("cmd /c \\\\dc1\\share\\sysvol\\a.cmd", False),
        ("cmd /c C:\\sysvol\\a.cmd", False),
    ],
)
def test_scripts_of_the_domain(shipped: Settings, line: str, managed: bool) -> None:
    found = judged(shipped, trust(), image=CERTUTIL, parent_command_line=line)
    assert ("managed_place" in found) is managed


@pytest.mark.parametrize(
    ("parent", "kept"),
    [
        ("C:\\Windows\\CCM\\CcmExec.exe", True),
        (f"{SYSTEM32}cmd.exe", True),
        ("C:\\Users\\Public\\Libraries\\ccmexec.exe", False),
        ("C:\\Office16\\WINWORD.EXE", False),
    ],
)
def test_the_folders_of_software_management_excuse_nobody_else(shipped: Settings, parent: str, kept: bool) -> None:
    report = trust()
    report.add("managed_place", "a.cer is in a folder of software management")
    assert ("managed_place" in judged(shipped, report, parent, image=CERTUTIL)) is kept


PACKAGE = "D:\\src\\AppPackages\\Lab_1.0_Test\\"


@pytest.mark.parametrize(
    ("line", "file", "credited"),
    [
        (f"powershell -File {PACKAGE}Add-AppDevPackage.ps1", f"{PACKAGE}Lab.cer", True),
        (f"powershell -File {PACKAGE}Add-AppDevPackage.ps1", "D:\\x\\Lab.cer", False),
        (f"powershell -File {TEMP}Lab_Test\\Add-AppDevPackage.ps1", f"{TEMP}Lab_Test\\Lab.cer", False),
        (f"powershell -File {PACKAGE}other.ps1", f"{PACKAGE}Lab.cer", False),
    ],
)
def test_the_certificate_of_a_test_package(shipped: Settings, line: str, file: str, credited: bool) -> None:
    report = trust()
    report.files.append(file.lower())
    found = judged(shipped, report, f"{SYSTEM32}cmd.exe", image=CERTUTIL, parent_command_line=line)
    assert ("installer_folder" in found) is credited


SCRIPT = "cmd.exe /c D:\\PKI\\backup.cmd"


@pytest.mark.parametrize(
    ("user", "line", "scheduled"),
    [
        ("NT AUTHORITY\\SYSTEM", SCRIPT, True),
        ("NT AUTHORITY\\SYSTEM", "powershell -File D:\\PKI\\backup.ps1", True),
        ("LAB\\ann", SCRIPT, False),
        ("LAB\\svc_pki", SCRIPT, True),
        ("LAB\\backupadmin", SCRIPT, True),
        ("LAB\\svc_pki", "cmd.exe /c C:\\Users\\Public\\backup.cmd", False),
        ("NT AUTHORITY\\SYSTEM", "cmd.exe", False),
        ("NT AUTHORITY\\SYSTEM", "cmd.exe /c C:\\Windows\\Temp\\backup.cmd", False),
    ],
)
def test_a_script_of_the_system_backs_an_authority_up(shipped: Settings, user: str, line: str, scheduled: bool) -> None:
    report = Report(tool="certutil", action="export_key")
    report.add("backup_ca_key", "")
    found = judged(shipped, report, f"{SYSTEM32}cmd.exe", parent_command_line=line, user=user)
    assert ("scheduled_backup" in found) is scheduled


def test_software_management_is_no_credit_for_keys_that_are_taken(shipped: Settings) -> None:
    assert judged(shipped, Report(tool="curl", action="upload_key"), cwd="C:\\Windows\\ccmcache\\3a\\") == {}


def test_a_build_tool_is_no_credit_for_keys_that_are_taken(shipped: Settings) -> None:
    assert judged(shipped, Report(tool="curl", action="upload_key"), MSBUILD) == {}


TASKS = f"{SYSTEM32}svchost.exe"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ([], {"scheduled_backup", "parent_scheduler"}),
        (["key_to_share"], {"scheduled_backup", "parent_scheduler"}),
        (["output_user_writable"], {"parent_scheduler"}),
        (["key_to_bare_address"], {"parent_scheduler"}),
        # whatever else the line does is no part of a backup
        (["add_to_store_root"], {"parent_scheduler"}),
        (["upload_key_file"], {"parent_scheduler"}),
    ],
)
def test_a_task_backs_an_authority_up(shipped: Settings, more: list[str], expected: set[str]) -> None:
    report = Report(tool="certutil", action="export_key")
    for indicator in ("backup_ca_key", *more):
        report.add(indicator, "")
    assert set(judged(shipped, report, TASKS)) - {"backup_ca_key", *more} == expected


@pytest.mark.parametrize(
    ("parent", "layers", "expected"),
    [
        (TASKS, ("cmd",), {"scheduled_backup", "parent_scheduler"}),
        # to make a task is not to be run by one
        ("", ("schtasks",), {"parent_scheduler"}),
        (f"{SYSTEM32}explorer.exe", ("schtasks",), {"parent_scheduler"}),
        (TASKS, ("mshta",), {"parent_script_host"}),
    ],
)
def test_the_task_itself_starts_the_backup(
    shipped: Settings, parent: str, layers: tuple[str, ...], expected: set[str]
) -> None:
    report = Report(tool="certutil", action="export_key")
    report.add("backup_ca_key", "")
    seen = fields.Event(**{**dict.fromkeys(fields.Event._fields, ""), "parent_image": parent})
    context.judge(report, seen, Parents(shipped).classify(parent), layers)
    assert {found.indicator for found in report.findings} == {"backup_ca_key", *expected}


def test_a_backup_on_the_line_excuses_nothing_else(scorer: Scorer) -> None:
    root = "certutil -addstore root C:\\w\\x.cer"
    alone, beside = (
        scorer.assess({"CommandLine": f"cmd /c {line}", "ParentImage": TASKS})
        for line in (root, f"{root} & certutil -backupDB D:\\w")
    )
    assert beside["codesign_score"] >= alone["codesign_score"]


SHELL = f"{SYSTEM32}cmd.exe"
SCRIPT = f"{SYSTEM32}wscript.exe"


@pytest.mark.parametrize(
    ("parent", "event", "expected"),
    [
        # SYSTEM alone is neutral: software management and services run so
        (SHELL, {"user": "NT AUTHORITY\\SYSTEM"}, {"system_user"}),
        (SHELL, {"user": "NT-AUTORIT\u00c4T\\SYSTEM"}, {"system_user"}),
        (SHELL, {"user": "AUTORITE NT\\Syst\u00e8me"}, {"system_user"}),
        (SHELL, {"user": "CONTOSO\\HOST1$"}, {"system_user"}),
        (SHELL, {"integrity": "System"}, {"system_user"}),
        (SHELL, {"integrity": "S-1-16-16384"}, {"system_user"}),
        ("C:\\Windows\\CCM\\CcmExec.exe", {"user": "NT AUTHORITY\\SYSTEM"}, set()),
        ("", {"user": "NT AUTHORITY\\SYSTEM"}, set()),
        (SHELL, {"user": "CONTOSO\\jane", "integrity": "High"}, set()),
        (SCRIPT, {"integrity": "High"}, {"elevated_user"}),
        (SCRIPT, {"integrity": "Mandatory Label\\High Mandatory Level"}, {"elevated_user"}),
        (SCRIPT, {"integrity": "S-1-16-12288"}, {"elevated_user"}),
        (SCRIPT, {"integrity": "S-1-16-8192"}, {"likely_failed"}),
        # the machine's stores need elevation
        ("", {"integrity": "Medium"}, {"likely_failed"}),
        ("", {"integrity": "Mandatory Label\\Medium Mandatory Level"}, {"likely_failed"}),
    ],
)
def test_the_user(shipped: Settings, parent: str, event: dict[str, str], expected: set[str]) -> None:
    found = judged(shipped, trust(), parent, image=CERTUTIL, **event)
    assert {name for name in found if not name.startswith("parent_")} == expected


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ("IIS APPPOOL\\Shop", True),
        ("NT SERVICE\\MSSQL$SHOP", True),
        ("www-data", True),
        ("SRV\\tomcat", True),
        # build agents run as these
        ("NT AUTHORITY\\NETWORK SERVICE", False),
        ("NT SERVICE\\TeamCity", False),
        ("FABRIKAM\\ann", False),
        ("", False),
    ],
)
def test_accounts_of_services(shipped: Settings, user: str, expected: bool) -> None:
    found = judged(shipped, trust(), image=CERTUTIL, user=user)
    assert found == ({"service_account": f"it runs as {user}, the account of a service"} if expected else {})


def test_signing_is_judged_with_all_that_surrounds_it(shipped: Settings) -> None:
    report = sign(targets=["c:\\users\\public\\a.dll"])
    assert list(judged(shipped, report, f"{SYSTEM32}mshta.exe", image=KIT)) == [
        "parent_script_host",
        "sign_out_of_place",
    ]
    report = sign(targets=["c:\\work\\a.dll"])
    assert list(judged(shipped, report, f"{SYSTEM32}cmd.exe", image=KIT)) == ["parent_shell"]


def test_the_tool_that_electron_builder_keeps(shipped: Settings) -> None:
    cache = "C:\\Users\\ann\\AppData\\Local\\electron-builder\\Cache\\winCodeSign\\2.6.0\\signtool.exe"
    assert judged(shipped, sign(), image=cache) == {
        "build_path": "the tool is one that electron-builder keeps for itself"
    }


@pytest.mark.parametrize("report", [trust(), Report(tool="curl", action="upload_key")])
def test_that_folder_excuses_no_trusted_store_and_no_keys_that_are_taken(shipped: Settings, report: Report) -> None:
    assert judged(shipped, report, image="C:\\x\\electron-builder\\Cache\\winCodeSign\\a.exe") == {}


def test_a_user_s_own_store_needs_no_elevation(shipped: Settings) -> None:
    report = trust()
    report.store = "CurrentUser\\root"
    assert judged(shipped, report, image=CERTUTIL, integrity="Medium") == {}


@pytest.mark.parametrize(
    ("parent", "layers", "expected"),
    [
        # what a wrapper runs has that wrapper, or what it has run it, as its parent
        (f"{SYSTEM32}explorer.exe", ("cmd",), {"parent_shell": "the parent is cmd (shell)"}),
        ("", ("cmd", "mshta"), {"parent_script_host": "the parent is mshta (script host)"}),
        (f"{SYSTEM32}cmd.exe", ("forfiles", "cmd"), {"parent_script_host": "the parent is forfiles (script host)"}),
        (f"{SYSTEM32}cmd.exe", ("wmic",), {"parent_remote": "the parent is wmic (remote)"}),
        (f"{SYSTEM32}cmd.exe", ("python",), {"parent_interpreter": "the parent is python (interpreter)"}),
        ("", ("schtasks",), {"parent_scheduler": "the parent is schtasks (scheduler)"}),
        (f"{SYSTEM32}explorer.exe", ("at",), {"parent_scheduler": "the parent is at (scheduler)"}),
        (f"{SYSTEM32}cmd.exe", ("schtasks",), {"parent_shell": "the parent is cmd.exe (shell)"}),
        ("", ("schtasks", "mshta"), {"parent_script_host": "the parent is mshta (script host)"}),
        # those that say more stay, and so do those that speak for the line
        (f"{SYSTEM32}mshta.exe", ("cmd",), {"parent_script_host": "the parent is mshta.exe (script host)"}),
        ("C:\\Windows\\CCM\\CcmExec.exe", ("cmd",), {"parent_management": "the parent is ccmexec.exe (management)"}),
        ("C:\\Program Files\\x\\unknown.exe", ("conhost",), {}),
    ],
)
def test_a_wrapper_on_the_line_is_the_parent_of_what_it_runs(
    shipped: Settings, parent: str, layers: tuple[str, ...], expected: dict[str, str]
) -> None:
    report = trust()
    seen = fields.Event(**{**dict.fromkeys(fields.Event._fields, ""), "parent_image": parent})
    context.judge(report, seen, Parents(shipped).classify(parent), layers)
    assert dict(report.findings) == expected


@pytest.mark.parametrize("wrapper", sorted(context._WRAPPER_CLASSES))
def test_every_wrapper_shows_as_a_parent_where_nobody_else_does(shipped: Settings, wrapper: str) -> None:
    report, kind = trust(), context._WRAPPER_CLASSES[wrapper]
    seen = fields.Event(**dict.fromkeys(fields.Event._fields, ""))
    context.judge(report, seen, Parents(shipped).classify(""), (wrapper,))
    assert report.findings == [(f"parent_{kind}", f"the parent is {wrapper} ({class_label(kind)})")]
    assert f"parent_{kind}" in shipped.indicators


def test_a_scheduled_task_is_assessed_through_the_whole_scorer(scorer: Scorer) -> None:
    line = 'schtasks /create /tn up /sc onlogon /tr "certutil -addstore root x.cer"'
    verdict = scorer.assess({"CommandLine": line, "ParentImage": "C:\\Windows\\explorer.exe"})
    assert verdict["codesign_indicators"] == ["add_to_store_root", "parent_scheduler"]
    assert (verdict["codesign_score"], verdict["codesign_error"]) == (50, "")


def test_the_words_of_a_build_excuse_nobody_who_takes_keys(shipped: Settings) -> None:
    """The folder of a build agent stands in the line because the keys lie there."""
    line = "cmd.exe /q /c 7z a C:\\x.7z C:\\BuildAgent\\conf\\*.pfx 1> \\\\127.0.0.1\\ADMIN$\\__17 2>&1"
    taken = judged(shipped, Report(action="archive_key"), f"{SYSTEM32}cmd.exe", parent_command_line=line)
    assert list(taken) == ["parent_remote"]
    built = judged(shipped, sign(), f"{SYSTEM32}cmd.exe", parent_command_line="cmd /c C:\\BuildAgent\\sign.cmd")
    assert list(built) == ["build_ancestry"]


@pytest.mark.parametrize("action", ["upload_key", "archive_key", "search_keys", "encode_key"])
def test_a_build_folder_is_no_credit_for_taking_keys_out_of_it(shipped: Settings, action: str) -> None:
    taken = Report(tool="curl", action=action, files=["c:\\jenkins\\secrets\\a.pfx"])
    assert judged(shipped, taken) == {}


@pytest.mark.parametrize(
    ("parent", "found"), [("/tmp/.x/kworker", True), ("/usr/bin/dpkg", False), ("/bin/bash", False)]
)
def test_a_program_in_nobodys_place_has_anchors_taken_into_use(shipped: Settings, parent: str, found: bool) -> None:
    report = Report(tool="update-ca-trust", action="refresh_trust")
    assert ("add_trust_anchor" in judged(shipped, report, parent, image="/usr/bin/update-ca-trust")) is found


APP = "/Users/ann/Downloads/Note.app"


@pytest.mark.parametrize(
    ("target", "event", "expected"),
    [
        (APP.lower(), {"parent": f"{APP}/Contents/MacOS/Note"}, True),
        (APP.lower(), {"parent": "/bin/bash", "parent_command_line": f"/bin/bash {APP}/Contents/MacOS/Note"}, True),
        ("/volumes/note/note.app", {"parent": "/Volumes/Note/Note.app/Contents/MacOS/Note"}, True),
        # another program's, and what a person has installed
        (APP.lower(), {"parent": "/bin/zsh"}, False),
        ("/applications/note.app", {"parent": "/Applications/Note.app/Contents/MacOS/Note"}, False),
    ],
)
def test_a_program_that_clears_itself(shipped: Settings, target: str, event: dict[str, str], expected: bool) -> None:
    report = Report(tool="xattr", action="remove_quarantine", targets=[target])
    assert ("parent_is_target" in judged(shipped, report, **event)) is expected


INNO = f"{TEMP}is-1A2B3.tmp\\setup.tmp"


@pytest.mark.parametrize(
    ("parent", "files", "expected"),
    [
        (INNO, ["c:\\program files\\contoso\\driver.cer"], {"installer_folder"}),
        (INNO, ["c:\\users\\u\\appdata\\local\\temp\\is-1a2b3.tmp\\driver.cer"], {"parent_user_writable"}),
        (INNO, [], {"parent_user_writable"}),
        (f"{TEMP}setup.exe", ["c:\\program files\\contoso\\driver.cer"], {"parent_user_writable"}),
    ],
)
def test_an_installer_that_trusts_what_it_has_installed(
    shipped: Settings, parent: str, files: list[str], expected: set[str]
) -> None:
    report = trust()
    report.files = files
    assert judged(shipped, report, parent, image=CERTUTIL).keys() == expected


PACKAGE = "C:\\ProgramData\\CentraStage\\Packages\\7f1b7c5e-90aa-4e0d-8a53-1f1ad6e3b7a1#\\"


@pytest.mark.parametrize(
    ("file", "user", "own"),
    [
        (f"{PACKAGE}root.cer", "NT AUTHORITY\\SYSTEM", True),
        (f"{PACKAGE}root.cer", "CORP\\ann", False),
        ("C:\\ProgramData\\root.cer", "NT AUTHORITY\\SYSTEM", False),
    ],
)
def test_a_package_of_an_agent_and_its_own_files(shipped: Settings, file: str, user: str, own: bool) -> None:
    report = trust()
    report.files.append(file.lower())
    report.add("input_user_writable", "root.cer is in a user-writable path")
    line = f'powershell.exe -File "{PACKAGE}command.ps1"'
    powershell = f"{SYSTEM32}WindowsPowerShell\\v1.0\\powershell.exe"
    found = judged(shipped, report, powershell, image=CERTUTIL, parent_command_line=line, user=user)
    assert ("managed_place" in found, "input_user_writable" in found) == (own, not own)
    assert ("parent_script_place" in found) is not own


def test_a_sharer_of_commands_and_what_it_starts(shipped: Settings) -> None:
    """A wrapper that starts other programs stands for them, as their parent would."""
    seen = fields.Event(**dict.fromkeys(fields.Event._fields, ""))
    report = trust()
    context.judge(report, seen, Parents(shipped).classify("C:\\Windows\\explorer.exe"), ("wlrmdr",))
    assert dict(report.findings) == {"parent_script_host": "the parent is wlrmdr (script host)"}
