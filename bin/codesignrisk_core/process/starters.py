"""What the parent's own command line says: a script straight from the web, a hidden window, a share of a remote runner.

The parent's image alone is a shell in all of these. Sources: MITRE ATT&CK T1059.004, T1564.003; fortra/impacket
(wmiexec.py, smbexec.py, atexec.py: the files that take the output); rapid7/metasploit-framework (names of its tools).
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.model import Report
from codesignrisk_core.process.parents import Parent
from codesignrisk_core.trust import places

# As much of a parent's line is looked at; what is told here stands at its beginning.
_MAX_LINE = 8_192

_FETCHED = re.compile(
    r"""\b(?:curl|wget)\b[^|;&]{0,400}\|[ ]*(?:sudo[ ]+)?(?:/\S{1,40}/)?(?:ba|z|da|k)?sh\b
        |\b(?:ba|z|da|k)?sh[ ]+-c[ ]+["']?\$\([ ]*(?:curl|wget)\b
        |\b(?:iex|invoke-expression)\b.{0,400}(?:https?://|downloadstring)
        |(?:https?://|downloadstring).{0,400}\|[ ]*(?:iex|invoke-expression)\b""",
    re.VERBOSE,
)
# One-liners that give a shell to another host: swisskyrepo/PayloadsAllTheThings, "Reverse Shell Cheatsheet".
_REVERSE = re.compile(
    r"""\b(?:perl|python[\d.]{0,5}|ruby|php[\d.]{0,5})(?:\.exe)?["']?
            [ ](?:-\w{1,12}[ ]){0,3}-\w{0,6}[ecr][ ].{0,400}?socket
        |\b(?:ba|z|da|k)?sh[ ]-i\b.{0,40}/dev/(?:tcp|udp)/
        |\b(?:nc|ncat|netcat)(?:\.exe)?[ ](?:\S{1,80}[ ]){0,6}-\w{0,6}e[ ]\S{0,40}(?:sh|cmd|powershell)""",
    re.VERBOSE,
)
_HIDDEN = re.compile(r"[-/]w(?:i|in|ind|indo|indow|indows\w{0,5})?[ ]+(?:h|hid|hidd|hidde|hidden|1)\b")
_ENCODED = re.compile(r"[-/]e(?:c|n|nc|nco|ncod|ncode|ncoded\w{0,7})?[ ]+[\"']?[a-z0-9+/=]{8,}")
_REMOTE = re.compile(r"\\\\(?:127\.0\.0\.1|localhost)\\(?:admin|c)\$\\__|\\windows\\temp\\[a-z]{8}\.tmp 2>&1")
_ATTACKS = re.compile(r"(?:^|[\\/ ])(msfvenom|msfconsole|mimikatz|sliver-client|sliver-server)(?:\.py|\.rb)?(?= |$)")
_SHELLS = frozenset(
    "sh bash zsh dash ash ksh cmd powershell pwsh wscript cscript mshta python python3 perl ruby".split()
)
_SCRIPT = re.compile(r"\.(?:sh|command|ps1|bat|cmd|py|vbs|vbe|js|jse|wsf|hta|pl|rb)$")
_MAX_WORDS = 12


def remote(line: str, parent: Parent) -> Parent:
    """The parent, or what it is the hand of: a shell whose output goes where remote runners collect it. line: lower."""
    if parent.parent_class == "shell" and _REMOTE.search(line[:_MAX_LINE]):
        return Parent(parent.name, "remote", True)
    return parent


def judge(report: Report, line: str, parent: Parent) -> None:
    """Add what the line of the parent says. line: in lower case, "" when no sensor tells it."""
    line = line[:_MAX_LINE]
    if not line:
        return
    attack = _ATTACKS.search(line)
    if attack and parent.parent_class != "fake_tool":
        report.add("parent_fake_tool", f"{attack[1]} started it")
    if _FETCHED.search(line):
        report.add("parent_script_fetched", f"{parent.name} runs a script straight from the web")
    if _REVERSE.search(line):
        report.add("parent_reverse_shell", f"{parent.name} gives a shell to another host")
    if _HIDDEN.search(line) and _ENCODED.search(line):
        report.add("parent_hidden_encoded", f"{parent.name} runs hidden, with its commands in Base64")
    script = _script(line)
    if script:
        report.add("parent_script_place", f"{parent.name} runs {script} out of a place where any user may write")


def _script(line: str) -> str:
    """The name of the script that a shell or interpreter runs out of a place to gather things in, or a disk image."""
    program, _, rest = line.partition(" ")
    if paths.stem(program.strip('"')) not in _SHELLS:
        return ""
    if rest.startswith("/volumes/"):
        return paths.base(rest) if places.is_not_installed(rest.strip()) else ""
    for word in rest.split(" ", _MAX_WORDS)[:_MAX_WORDS]:
        path = paths.normal(word.strip("\"'"))
        if (
            _SCRIPT.search(path)
            and not places.is_managed(path)
            and (places.is_staging(path) or places.is_not_installed(path))
        ):
            return paths.base(path)
    return ""
