"""What surrounds an action: who started it, as whom and from where. Context amplifies, it never accuses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.needles import holds
from codesignrisk_core.process import starters
from codesignrisk_core.process.parents import Parent, class_label
from codesignrisk_core.records.fields import Event
from codesignrisk_core.rules import signing
from codesignrisk_core.trust import places, provisioning, windows_programs

# Words in the parent's command line that build agents leave there.
_BUILD_WORDS = (
    "agent.jar",
    "-jnlpurl",
    "gradledaemon",
    "\\_work\\",
    "\\_temp\\",
    "/runner/work/",
    "\\agenttmp\\",
    "\\gitlab-runner\\",
    "\\actions-runner\\",
    "\\azagent\\",
    "\\buildagent\\",
    "agent.worker",
    "runner.worker",
    "electron-builder",
    "electron-forge",
    "fastlane",
    # the prompts of Visual Studio and of Windows' kits
    "vsdevcmd.bat",
    "vcvars",
    "setupbuildenv.cmd",
    "enter-vsdevshell",
)

# Words in the parent's command line that software management and image building leave there: their folders, Ansible's
# modules, Salt's agent, which is a script of Python, Windows Setup's last script, the folder of a host that the kit
# tests drivers on, and the wrapper that packer puts around each PowerShell provisioner.
_MANAGED_WORDS = (
    "\\ccmcache\\",
    "\\imecache\\",
    "\\pdqdeployrunner\\",
    "\\octopus\\work\\",
    "\\opscode\\chef\\",
    "\\temp\\chef-script",
    "\\deploy\\scripts\\lti",
    "\\deploy\\scripts\\zti",
    "\\deploymentshare$\\",
    "\\_smstasksequence\\",
    "\\puppet labs\\",
    "/opt/puppetlabs/",
    "ansiballz_",
    "/.ansible/tmp/ansible-tmp-",
    "/usr/bin/salt-minion",
    "/usr/bin/salt-call",
    "/opt/saltstack/",
    "/application support/jamf/",
    "\\windows\\setup\\scripts\\",
    ":\\drivertest\\",
    "variable:global:progresspreference",
)

# Shares that every host of a domain reads its scripts from: only administrators write there.
_DOMAIN_SCRIPTS = re.compile(r"\\\\[^\\ ]{1,255}\\(?:sysvol|netlogon)\\")
# A script of a local drive that a shell runs by its path, as a task does; places.is_user_writable decides on the rest.
_OWN_SCRIPT = re.compile(
    r"(?:/c|-f|-file) +\"?[a-z]:\\(?!users\\|windows\\temp\\|programdata\\|temp\\)[^\"]{1,200}\.(?:cmd|bat|ps1)"
)
# Accounts that a task has of its own.
_SERVICE_USER = re.compile(r"(?:^|\\)(?:svc|srv|sa|gmsa)[-_.]|backup|bkp")
# A script of the floppy of an unattended installation.
_FLOPPY_SCRIPT = re.compile(r"(?:^|[\s\"'=])[ab]:\\[^\s\"']{1,200}\.(?:cmd|bat|ps1)")
# Visual Studio's script that installs a package with the certificate beside it (learn.microsoft.com, "Package a desktop
# or UWP app in Visual Studio").
_TEST_PACKAGE, _TEST_FOLDER = "add-appdevpackage.ps1", "_test\\"
# Wrappers (unwrap) by the class that they, or what they have start it, show as the parent of what they wrap.
_WRAPPER_CLASSES = {
    **dict.fromkeys(("cmd", "powershell", "sh"), "shell"),
    **dict.fromkeys(
        """mshta rundll32 wscript cscript forfiles pcalua osascript adplus appcert chromium devtoolslauncher mftrace
        runexehelper scriptrunner sftp scp syncappvpublishingserver syncappvpublishingserver.vbs ttdinject tttracer
        vsiisexelauncher wlrmdr""".split(),
        "script_host",
    ),
    **dict.fromkeys(
        "wmic winrm winrs psexec paexec csexec remcom ssh plink klink sc sharpwsus wsuspendu.ps1".split(), "remote"
    ),
    **dict.fromkeys(("schtasks", "at"), "scheduler"),
    **dict.fromkeys(("python", "perl", "ruby", "node", "php"), "interpreter"),
}
# Parent classes that say less than the wrapper does. A build or management agent stays what it is.
_OUTWEIGHED = {
    "scheduler": frozenset({"", "desktop"}),
    "shell": frozenset({"", "desktop"}),
    "interpreter": frozenset({"", "desktop", "shell"}),
    "remote": frozenset({"", "desktop", "shell", "interpreter"}),
    "script_host": frozenset(
        {"", "desktop", "shell", "interpreter", "remote", "scheduler", "archiver", "mail", "browser"}
    ),
}
_BUILDERS_CACHE = "\\electron-builder\\cache\\wincodesign"
_RUNS_FOR_OTHERS = frozenset({"shell", "script_host", "remote", "exploit"})
# To take keys out of a build agent's folders is no part of a build, so its words in the parent's line excuse nobody.
_TAKES_KEYS = frozenset({"upload_key", "archive_key", "search_keys", "encode_key"})
# A task backs an authority up, with its key: learn.microsoft.com, "Backup and restore a certification authority". What
# such a line may hold besides: a share that keeps the backup, and the password it gets.
_AUTHORITY_BACKUPS = frozenset({"backup_ca_key", "backup_ca_database"})
_OF_A_BACKUP = _AUTHORITY_BACKUPS | {"key_to_share", "clear_password"}
# A program in nobody's place, or one that others have taken over, is no software management, wherever its files lie.
_DISOWNED = frozenset({"user_writable", "exploit", "fake_tool"})
_CREDITS_OF_PLACES = frozenset({"managed_place", "build_path", "build_ancestry", "development_authority"})
_OF_PACKAGES = frozenset({"input_user_writable", "parent_script_place"})
_SIGNING = frozenset({"sign", "timestamp", "verify", "add_catalog"})
# Accounts of web servers and databases, by Windows' and Linux' own names.
_SERVICE_DOMAINS = ("iis apppool\\", "nt service\\mssql", "nt service\\sql")
_SERVICE_ACCOUNTS = frozenset(
    "www-data apache nginx httpd wwwrun tomcat _www lighttpd postgres mysql iusr defaultapppool".split()
)
# Integrity levels as Sysmon names them and as 4688 has them (S-1-16-...).
_MEDIUM = ("medium", "8192")
_ELEVATED = ("high", "12288")
_SYSTEM = ("system", "16384")


def judge(report: Report, event: Event, parent: Parent, layers: Sequence[str] = ()) -> None:
    """Add to what a process start does who started it, and as whom.

    layers: the wrappers on the line that start what it does (model.Command.layers).
    """
    line = event.parent_command_line.lower()
    parent = starters.remote(line, parent)
    starter = _starter(parent, layers)
    own = _OWN_SCRIPT.search(line)
    by_task = _is_system(event) or _SERVICE_USER.search(event.user.lower()) is not None
    scheduled = parent.parent_class == "scheduler" or (own is not None and by_task)
    if starter == parent and scheduled and _is_backup(report):
        report.add("scheduled_backup", f"{parent.name} starts the backup of a CA to a usual path")
    _judge_parent(report, event, starter)
    starters.judge(report, line, starter)
    if report.shows("managed_place") and _is_own_package(report, event, line):
        # its places are the agent's, not somebody's
        report.findings = [finding for finding in report.findings if finding.indicator not in _OF_PACKAGES]
    starters.judge_text(report, event.command_line)
    if report.action == "refresh_trust" and starter.parent_class in _DISOWNED:
        report.add("add_trust_anchor", f"{starter.name}, in nobody's place, has trust anchors taken into use")
    imitated = windows_programs.is_imitated(paths.normal(event.parent_image))
    if imitated:
        sentence = f"the parent, {parent.name}, has the name of a program of Windows and lies elsewhere"
        report.add("parent_imitates_system", sentence)
    lie_open = [path for path in map(paths.normal, (event.image, event.parent_image)) if places.is_drop(path)]
    if lie_open:
        report.add("program_in_open_folder", f"nobody keeps a program where {paths.base(lie_open[0])} lies")
    if imitated or starter.parent_class in _DISOWNED:
        report.findings = [finding for finding in report.findings if finding.indicator not in _CREDITS_OF_PLACES]
    _judge_user(report, event, starter)
    _judge_own(report, event)
    signing.judge_surroundings(report, event.image)


def _starter(parent: Parent, layers: Sequence[str]) -> Parent:
    """The parent, or the wrapper on the line that says more: its own event would have that one as the parent."""
    for layer in layers:
        wrapper_class = _WRAPPER_CLASSES.get(layer, "")
        if wrapper_class and parent.parent_class in _OUTWEIGHED[wrapper_class]:
            parent = Parent(layer, wrapper_class, parent.suspicious)
    return parent


def _judge_parent(report: Report, event: Event, parent: Parent) -> None:
    trusts = "TrustedStoreTarget" in report.flags
    line = event.parent_command_line.lower()
    built = _is_build_parent(event, parent) or holds(line, _BUILD_WORDS)
    cwd = paths.normal(event.cwd)
    takes_keys = report.action in _TAKES_KEYS
    image = paths.normal(event.parent_image)  # 4688 shows no line of the parent
    managed = holds(line, _MANAGED_WORDS) or ("/" in line and holds(line.replace("/", "\\"), _MANAGED_WORDS))
    managed = managed or (holds(image, _MANAGED_WORDS) and not places.is_user_writable(image))
    managed = managed or any(script.search(line) is not None for script in (_DOMAIN_SCRIPTS, _FLOPPY_SCRIPT))
    managed = managed or provisioning.is_managed(image)
    managed = managed or _is_own_package(report, event, line)
    if (managed or provisioning.is_managed(cwd + "\\")) and not takes_keys:
        report.add("managed_place", "software management or the building of an image started it")
    if built and not takes_keys:
        if report.action in _SIGNING or not trusts:
            report.add("build_ancestry", f"a build agent or build tool started it ({parent.name})")
    elif trusts and _installs_own(report, event):
        report.add("installer_folder", f"{parent.name} is an installer that trusts what it has installed")
    elif (takes_keys or not built) and parent.parent_class and parent.parent_class != "build":
        label = class_label(parent.parent_class)
        report.add(f"parent_{parent.parent_class}", f"the parent is {parent.name} ({label})")
    if trusts or takes_keys:
        return
    tool = paths.normal(event.image)
    around = [tool, *report.files, *report.targets, cwd + "\\"]
    if _BUILDERS_CACHE in tool:
        report.add("build_path", "the tool is one that electron-builder keeps for itself")
    elif any(places.is_build(path) and not places.is_on_drive_share(path) for path in around):
        report.add("build_path", "the paths are those of a build agent")


def _is_own_package(report: Report, event: Event, line: str) -> bool:
    """Whether a script of an agent's package, as SYSTEM, handles files of that very package."""
    package = provisioning.package_of_agent(line) if _is_system(event) and report.files else ""
    return bool(package) and all(path.startswith(package) for path in report.files)


def _judge_own(report: Report, event: Event) -> None:
    """A program that nobody has installed clears or signs itself: the parent lies in what is cleared or signed."""
    around = f"{paths.normal(event.parent_image)} {event.parent_command_line.lower()}"
    for path in report.targets:
        odd = places.is_user_writable_posix(path) or places.is_not_installed(path)
        if path.startswith("/") and odd and f"{path}/" in around:
            report.add("parent_is_target", f"{paths.base(path)} does so to itself")


def _installs_own(report: Report, event: Event) -> bool:
    """An unpacked installer (NSIS, Inno Setup) and certificates that lie below Program Files, as it puts them there; or
    Visual Studio's script of a test package and the certificate beside it.
    """
    if _TEST_PACKAGE in event.parent_command_line.lower() and bool(report.files):
        return all(_TEST_FOLDER in path and not places.is_exposed(path) for path in report.files)
    return (
        provisioning.is_unpacked(paths.normal(event.parent_image))
        and bool(report.files)
        and all(map(places.is_installed, report.files))
    )


def _is_backup(report: Report) -> bool:
    """The backup of a certification authority, and nothing else: no odd place that it goes to, no other act."""
    found = {finding.indicator for finding in report.findings}
    return not found.isdisjoint(_AUTHORITY_BACKUPS) and found <= _OF_A_BACKUP


def _is_build_parent(event: Event, parent: Parent) -> bool:
    """A build tool counts where only administrators write, or in a build agent's folder (MSBuild is a LOLBIN too)."""
    if parent.parent_class not in ("build", "interpreter"):
        return False
    path = paths.normal(event.parent_image)
    if parent.parent_class == "interpreter":
        return places.is_build(path) or "\\agents\\" in path
    return "\\" not in path or not places.is_user_writable(path) or places.is_build(path)


def _is_system(event: Event) -> bool:
    user = event.user.lower()
    return any(word in event.integrity.lower() for word in _SYSTEM) or user.endswith(("\\system", "\\système", "$"))


def _judge_user(report: Report, event: Event, parent: Parent) -> None:
    integrity = event.integrity.lower()
    if _is_system(event) and parent.parent_class in _RUNS_FOR_OTHERS:
        report.add("system_user", f"it runs as SYSTEM under {parent.name}")
    elif parent.parent_class in ("script_host", "exploit") and any(word in integrity for word in _ELEVATED):
        report.add("elevated_user", f"it runs elevated under {parent.name}")
    user = event.user.lower()
    if user.startswith(_SERVICE_DOMAINS) or user.rpartition("\\")[2] in _SERVICE_ACCOUNTS:
        report.add("service_account", f"it runs as {event.user}, the account of a service")
    medium = any(word in integrity for word in _MEDIUM)
    if medium and report.store.startswith("LocalMachine\\") and "CertImport" in report.flags:
        report.add("likely_failed", "it likely failed: the machine's stores need elevation")
