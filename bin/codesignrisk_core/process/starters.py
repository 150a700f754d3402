"""What the parent's own command line says: a script straight from the web, a hidden window, a share of a remote runner.

The parent's image alone is a shell in all of these. Sources: MITRE ATT&CK T1059.004, T1564.003; fortra/impacket
(wmiexec.py, smbexec.py, atexec.py: the files that take the output); rapid7/metasploit-framework (names of its tools).
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.needles import holds
from codesignrisk_core.process.parents import Parent
from codesignrisk_core.trust import places, provisioning

# As much of a parent's line is looked at; what is told here stands at its beginning.
_MAX_LINE = 8_192

# One of these stands in every text that _FETCHED matches: it is looked for first, and so below.
_FETCHES = ("curl", "wget", "iex", "invoke-expression", "http", "downloadstring")
_FETCHED = re.compile(
    r"""\b(?:curl|wget)\b[^|;&]{0,400}\|[ ]*(?:sudo[ ]+)?(?:/\S{1,40}/)?(?:ba|z|da|k)?sh\b
        |\b(?:ba|z|da|k)?sh[ ]+-c[ ]+["']?\$\([ ]*(?:curl|wget)\b
        |\b(?:iex|invoke-expression)\b.{0,400}(?:https?://|downloadstring)
        |(?:https?://|downloadstring).{0,400}\|[ ]*(?:iex|invoke-expression)\b""",
    re.VERBOSE,
)
# One-liners that give a shell to another host, and the one that makes a terminal of it:
# swisskyrepo/PayloadsAllTheThings, "Reverse Shell Cheatsheet".
_REVERSES = ("socket", "/dev/", "nc", "netcat", "pty.spawn")
_REVERSE = re.compile(
    r"""\b(?:perl|python[\d.]{0,5}|ruby|php[\d.]{0,5})(?:\.exe)?["']?
            [ ](?:-\w{1,12}[ ]){0,3}-\w{0,6}[ecr][ ].{0,400}?socket
        |\b(?:ba|z|da|k)?sh[ ]-i\b.{0,40}/dev/(?:tcp|udp)/
        |\bpty\.spawn\(
        |\b(?:nc|ncat|netcat)(?:\.exe)?[ ](?:\S{1,80}[ ]){0,6}-\w{0,6}e[ ]\S{0,40}(?:sh|cmd|powershell)""",
    re.VERBOSE,
)
_HIDDEN = re.compile(r"[-/]w(?:i|in|ind|indo|indow|indows\w{0,5})?[ ]+(?:h|hid|hidd|hidde|hidden|1)\b")
_ENCODED = re.compile(r"[-/]e(?:c|n|nc|nco|ncod|ncode|ncoded\w{0,7})?[ ]+[\"']?[a-z0-9+/=]{8,}")
_REMOTE = re.compile(r"\\\\(?:127\.0\.0\.1|localhost)\\(?:admin|c)\$\\__|\\windows\\temp\\[a-z]{8}\.tmp 2>&1")
# The console as another host starts it through DCOM (MMC20.Application): MITRE ATT&CK T1021.003;
# elastic/detection-rules lateral_movement_dcom_mmc20.
_DCOM = re.compile(r"\bmmc(?:\.exe)?\"?[ ]+[-/]embedding\b")
# Settings of the proxy: learn.microsoft.com, netsh winhttp; networksetup(8); WinINET's values.
_PROXY = re.compile(
    r"""\bproxyserver\b|\bautoconfigurl\b|\bwinhttp[ ]+set[ ]+proxy\b|-set(?:secure)?webproxy\b|-setautoproxyurl\b
        |\bset-winhttpproxy\b""",
    re.VERBOSE,
)
_OWN_NAMES = ("$pscommandpath", "$myinvocation.", "%~", "$0")
_DELETES_ITSELF = re.compile(
    r"""(?:remove-item|\brm|\bdel|\bri|\berase)\b[^;&|\n]{0,120}(?:\$pscommandpath|\$myinvocation\.|%~f0|%~0\b|"?\$0"?(?:\s|$))""",
    re.VERBOSE,
)
_FRAMEWORKS = ("msfvenom", "msfconsole", "mimikatz", "sliver-client", "sliver-server")
_ATTACKS = re.compile(rf"(?:^|[\\/ ])({'|'.join(_FRAMEWORKS)})(?:\.py|\.rb)?(?= |$)")
# A program of Java; people open those that came by mail or from the web.
_JAR = re.compile(
    r"^\"?(?:[^\"]{0,260}[\\/])?javaw?(?:\.exe)?\"? (?:[^\s\"]{1,80} ){0,8}-jar (\"[^\"]{1,260}\"|\S{1,260})"
)
# Programs that do nothing without arguments, and that attackers start to put their code into: MITRE ATT&CK T1055.012;
# elastic/detection-rules defense_evasion_unusual_process_network_connection, "spawnto" of Cobalt Strike.
_IDLE = re.compile(
    r"""["']?(?:[a-z]:\\windows\\(?:system32|syswow64|sysnative)\\)?
        (?:rundll32|regsvr32|dllhost|mshta|regasm|regsvcs|installutil|gpupdate|werfault)(?:\.exe)?["']?""",
    re.VERBOSE,
)
_SHELLS = frozenset(
    "sh bash zsh dash ash ksh cmd powershell pwsh wscript cscript mshta python python3 perl ruby java javaw".split()
)
_SCRIPT = re.compile(r"\.(?:sh|command|ps1|bat|cmd|py|vbs|vbe|js|jse|wsf|hta|pl|rb|jar)$")
_MAX_WORDS = 12
# A script that poses as a document: MITRE ATT&CK T1036.007.
_DOUBLE = re.compile(
    r"""\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|txt|jpe?g|png|gif|zip|html?)[ ]{0,80}
        \.(?:bat|cmd|js|jse|vbs|vbe|wsf|hta|ps1)(?=["'\s]|$)""",
    re.VERBOSE,
)


def remote(line: str, parent: Parent) -> Parent:
    """The parent, or what it is the hand of: a shell whose output goes where remote runners collect it, a console that
    another host started. line: lower.
    """
    if parent.parent_class == "shell" and _REMOTE.search(line[:_MAX_LINE]):
        return Parent(parent.name, "remote", True)
    if parent.name == "mmc.exe" and _DCOM.search(line[:_MAX_LINE]):
        return Parent(parent.name, "remote", True)
    return parent


def judge(report: Report, line: str, parent: Parent) -> None:
    """Add what the line of the parent says. line: in lower case, "" when no sensor tells it."""
    line = line[:_MAX_LINE]
    if not line:
        return
    attack = _ATTACKS.search(line) if holds(line, _FRAMEWORKS) else None
    if attack and parent.parent_class != "fake_tool":
        report.add("parent_fake_tool", f"{attack[1]} started it")
    if holds(line, _FETCHES) and _FETCHED.search(line):
        report.add("parent_script_fetched", f"{parent.name} runs a script straight from the web")
    if holds(line, _REVERSES) and _REVERSE.search(line):
        report.add("parent_reverse_shell", f"{parent.name} gives a shell to another host")
    if _HIDDEN.search(line) and _ENCODED.search(line):
        report.add("parent_hidden_encoded", f"{parent.name} runs hidden, with its commands in Base64")
    if _IDLE.fullmatch(line.strip()):
        report.add("parent_without_work", f"{parent.name} was started without anything to do, as injected code is")
    double = _DOUBLE.search(line)
    if double:
        report.add(
            "parent_script_disguised",
            f"{parent.name} runs {_name_before(line, double.end())}, a script with the name of a document",
        )
    script = _script(line)
    if script:
        report.add("parent_script_place", f"{parent.name} runs {script} out of a place where any user may write")


def judge_text(report: Report, text: str) -> None:
    """Add what a script, or a line of commands, does around its act: runs code from the web, sends traffic to a proxy
    of its own choice beside a new root, deletes itself.
    """
    text = _ends(text).lower()
    if holds(text, _FETCHES) and _FETCHED.search(text):
        report.add("parent_script_fetched", "code straight from the web is run beside it")
    if "TrustedStoreTarget" in report.flags and _PROXY.search(text):
        report.add("proxy_set", "the same commands send traffic through another proxy")
    if holds(text, _OWN_NAMES) and _DELETES_ITSELF.search(text):
        report.add("script_deletes_itself", "the script deletes itself")


def _name_before(line: str, end: int) -> str:
    """The name of the file that ends there."""
    return paths.base(re.split(r"[\"']| (?=\S*[\\/])", line[:end])[-1])


def _ends(text: str) -> str:
    """Both ends of a long text: what a script does around its act stands before it or behind it."""
    return text if len(text) <= 2 * _MAX_LINE else f"{text[:_MAX_LINE]}\n{text[-_MAX_LINE:]}"


def _script(line: str) -> str:
    """The name of the script that a shell or interpreter runs out of a place to gather things in, or a disk image."""
    jar = _JAR.search(line) if " -jar " in line else None
    if jar:
        path = paths.normal(jar.group(1).strip("\"'"))
        return paths.base(path) if places.is_exposed(path) and not provisioning.is_managed(path) else ""
    program, _, rest = line.partition(" ")
    if paths.stem(program.strip('"')) not in _SHELLS:
        return ""
    if rest.startswith("/volumes/"):
        return paths.base(rest) if places.is_not_installed(rest.strip()) else ""
    for word in rest.split(" ", _MAX_WORDS)[:_MAX_WORDS]:
        path = paths.normal(word.strip("\"'"))
        if (
            (_SCRIPT.search(path) or _is_bare(path))
            and not provisioning.is_managed(path)
            and (places.is_staging(path) or places.is_not_installed(path))
        ):
            return paths.base(path)
    return ""


def _is_bare(path: str) -> bool:
    """Whether a path of macOS or Linux has no ending, as scripts there need none, and is in nobody's own place."""
    return path.startswith("/") and "." not in paths.base(path) and (places.is_hidden(path) or places.is_drop(path))
