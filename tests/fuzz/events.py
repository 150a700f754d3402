"""Events as somebody would write them who wants to stop, blind or break the command. Standard library only."""

# Commands are as long as they are.
# ruff: noqa: E501

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Union

Value = Union[str, list[str]]
Record = dict[str, Value]

# Stands for NUL where a csv reader cannot read one, so no event holds it.
RESERVED = "\uf8ff"

BREAKERS = (
    '"',
    "'",
    "`",
    "^",
    "%",
    "!",
    "&",
    "|",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "<",
    ">",
    ";",
    ",",
    "$",
    "\\",
    "/",
    "=",
    "@",
    "#",
)
CONTROLS = ("\0", "\t", "\r", "\n", "\r\n", "\x0b", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff")
CELLS = (
    '",\r\n"',
    '""',
    '"a","b"\n',
    "\r",
    "a\rb",
    "$a$;$b$",
    "$$",
    "$;$",
    "__mv_x",
    " ",
    "{0}",
    "%s",
    "\\ud800",
    "&#xd800;",
)
WORDS = r"""
certutil certutil.exe -addstore -f root TrustedPublisher x.cer C:\Users\Public\x.cer signtool sign /f a.pfx /p secret /kc
[r{{pin}}]=c powershell -enc -c pwsh Import-Certificate -FilePath Cert:\LocalMachine\Root cmd /c for /l %i in (1,1,3) do
set x= echo %x:a=% mshta vbscript:Execute ChrW(55296) & " a x.7z C:\k.pfx" wmic process call create forfiles /c rundll32
cryptext.dll,CryptExtAddPFX reg add HKLM\SOFTWARE\Microsoft\SystemCertificates\ROOT\Certificates\AB openssl pkcs12 -passin
pass:x osslsigncode sh -c 'a;b' && || ; | $(x) `x` ${x} $env:temp ~/x ../.. \\srv\share\x.pfx https://u:p@h/k.pfx?sig=x
python -c os.system('certutil') schtasks /create /tr psexec \\h -p x java -jar keytool -importcert -storepass s \\?\C:\x.pfx
""".split()

# Programs, keys and registry values that are looked at.
FILES = (
    *(
        "/usr/bin/osslsigncode",
        "/usr/bin/security",
        r"C:\Windows\System32\certutil.exe",
        r"C:\Users\Public\signtool.exe",
    ),
    *("/tmp/.x/a.p12", r"C:\Temp\a.pfx", r"\Device\HarddiskVolume3\Temp\certutil.exe", "mimikatz.exe"),
    *(r"HKLM\SOFTWARE\Microsoft\SystemCertificates\ROOT\Certificates\AB12", "HKEY_USERS\\S-1-5-21\\x\\Root\\"),
)

# Lines that are found, for junk to be put into.
COMMANDS = r"""
certutil -addstore root C:\Users\Public\x.cer
certutil -f -p secret1 -importPFX TrustedPublisher a.pfx
signtool sign /f C:\Temp\a.pfx /p secret1 /fd sha256 C:\Temp\x.sys
powershell -c Import-Certificate -FilePath C:\Temp\x.cer -CertStoreLocation Cert:\LocalMachine\Root
openssl pkcs12 -in a.pfx -nodes -passin pass:secret1 -out k.pem
osslsigncode sign -pkcs12 a.pfx -pass secret1 -in x.exe -out y.exe
mshta vbscript:CreateObject("WScript.Shell").Run(ChrW(55296) & " a x.7z C:\k.pfx")
7z a -psecret1 x.7z C:\keys\k.pfx
rundll32 cryptext.dll,CryptExtAddPFX C:\Temp\a.pfx
""".strip().splitlines()

TEXT_FIELDS = (
    *(
        "CommandLine",
        "ParentCommandLine",
        "Image",
        "ParentImage",
        "CurrentDirectory",
        "User",
        "OriginalFileName",
        "Company",
    ),
    *(
        "process",
        "process_exec",
        "parent_process",
        "NewProcessName",
        "Process_Command_Line",
        "ScriptBlockText",
        "Payload",
    ),
    *(
        "TargetFilename",
        "TargetObject",
        "Details",
        "ImageLoaded",
        "Signature",
        "SignatureStatus",
        "host",
        "Hashes",
        "_raw",
    ),
)
EVENT_CODES = ("1", "4688", "4104", "4103", "800", "11", "13", "12", "7", "6", "1007", "", "0", "x", "-1", "\u0661")
CHANNELS = (
    *(
        "Microsoft-Windows-Sysmon/Operational",
        "Security",
        "Microsoft-Windows-PowerShell/Operational",
        "Windows PowerShell",
    ),
    *("Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational", "", "System"),
)
# Columns that splunkd would not send, or that are the command's own.
ODD_COLUMNS = (
    *(
        "codesign_score",
        "codesign_files",
        "__mv_codesign_files",
        "RiskScore",
        "codesign_error",
        "__mv_",
        "",
        " ",
        "a b",
    ),
    *(
        'q"uote',
        "x,y",
        "two\nlines",
        "\u8bc1",
        "{0}",
        "_time",
        "__mv___mv_x",
        "$x$",
        "Processes.process",
        "EventData.Image",
    ),
)


class Source(NamedTuple):
    """A sensor or log with words of its own. fixed: what makes an event one of its; free: what the attacker writes."""

    fixed: Mapping[str, Sequence[str]]
    free: Sequence[str]


SOURCES = (
    Source(
        {
            "type": ("EXECVE", "SYSCALL", ""),
            "argc": ("0", "1", "3", "4", "6", "32", "33", "999999999", "-1", "\u0662", "x"),
        },
        (*(f"a{number}" for number in range(8)), "EXECVE.ARGV{}", "SYSCALL.exe", "CWD.cwd", "PARENT_INFO.exe", "node"),
    ),
    Source(
        {"ActionType": ("ProcessCreated", "FileCreated", "RegistryValueSet", "RegistryKeyDeleted", "ImageLoaded", "x")},
        (
            *("FolderPath", "FileName", "ProcessCommandLine", "ProcessVersionInfoOriginalFileName", "PreviousFileName"),
            *("InitiatingProcessFolderPath", "InitiatingProcessCommandLine", "RegistryKey", "RegistryValueName"),
            "RegistryValueData",
        ),
    ),
    Source(
        {"event_simpleName": ("ProcessRollup2", "SyntheticProcessRollup2", "DnsRequest")},
        ("ImageFileName", "CommandLine", "ParentBaseFileName", "UserName", "original_file_name", "aid_computer_name"),
    ),
    Source(
        {"process.executable.path": ("/bin/zsh",), "event.exec.target.executable.path": ("/usr/bin/security", "")},
        ("event.exec.args{}", "event.exec.args", "event.exec.cwd.path", "host.hostname"),
    ),
    Source(
        {"columns.path": ("/usr/bin/codesign", "/bin/sh"), "columns.event_type": ("exec", "execve", "create", "")},
        ("columns.cmdline", "columns.cwd", "columns.username", "columns.target_path", "columns.dest_filename"),
    ),
    Source(
        {
            "event.category": ("process", "file", "registry", "library", "driver", "x"),
            "event.type": ("start", "creation", "deletion", "change"),
            "winlog.channel": ("", "", "Security"),
        },
        (
            *("process.executable", "process.command_line", "process.args{}", "process.parent.executable", "file.path"),
            *(
                "registry.path",
                "registry.value",
                "registry.data.strings",
                "dll.path",
                "powershell.file.script_block_text",
            ),
        ),
    ),
    Source(
        {
            "EventCode": ("11", "30", "70", "81", "90", "1001", "1006", "3001", "3033", "3077", "8003", "8004", "603"),
            "Channel": (
                *("Microsoft-Windows-CAPI2/Operational", "Microsoft-Windows-CodeIntegrity/Operational"),
                "Microsoft-Windows-AppLocker/EXE and DLL",
                "Microsoft-Windows-AppXDeploymentServer/Operational",
                "Microsoft-Windows-CertificateServicesClient-Lifecycle-User/Operational",
            ),
        },
        (
            *("UserData_Xml", "UserData", "FileNameBuffer", "ProcessNameBuffer", "Status", "PublisherName"),
            *("Path", "Flags", "CallingProcess"),
            *(
                "filePath",
                "FilePath",
                "Fqbn",
                "subjectName",
                "SubjectName",
                "Thumbprint",
                "ProcessName",
                "oid",
                "value",
            ),
        ),
    ),
    Source(
        {"EventCode": ("4870", "4882", "4886", "4887", "4891", "4898", "4899", "4900"), "Channel": ("Security",)},
        (
            *("Requester", "Attributes", "Subject", "SubjectUserName", "TemplateInternalName", "NewTemplateContent"),
            *("OldTemplateContent", "SecuritySettings", "Entry", "Value"),
        ),
    ),
    Source(
        {"EventCode": ("400", "800", "4103"), "Channel": ("Windows PowerShell",)},
        ("Data", "Payload", "ScriptBlockText", "Path"),
    ),
)


def records(events: int, seed: int, columns: Sequence[str] = ()) -> Iterator[Record]:
    """So many events; every value is one that splunkd could send. columns: as many more that events may have."""
    rng = random.Random(seed)
    for _ in range(events):
        made = _of_source(rng, rng.choice(SOURCES)) if rng.random() < 0.3 else record(rng)
        if columns and rng.random() < 0.1:
            made.update((name, value(rng)) for name in rng.sample(columns, rng.randint(1, 12)))
        yield made


def _of_source(rng: random.Random, source: Source) -> Record:
    """One event in the words of a source."""
    made: Record = {name: rng.choice(values) for name, values in source.fixed.items()}
    for name in rng.sample(source.free, rng.randint(1, len(source.free))):
        if name.startswith("UserData") and rng.random() < 0.7:
            made[name] = _elements(rng)
        elif rng.random() < 0.3:
            made[name] = rng.choice(FILES)
        else:
            made[name] = value(rng)
    return made


def _elements(rng: random.Random) -> str:
    """XML as Windows' logs hold it, and as they do not."""
    names = ("CertificateInfo", "x:EventAuxInfo", "Result", "Certificate", "FileNameBuffer", "Subject", "a b", "")
    parts = []
    for _ in range(rng.choice((1, 5, 20))):
        name, inside = rng.choice(names), text(rng)
        parts.append(rng.choice((f"<{name} value='{inside}'>{inside}</{name}>", f"<{name}", f"<!{inside}>", inside)))
    return "".join(parts)


def record(rng: random.Random) -> Record:
    """One event of Windows."""
    made: Record = {"EventCode": rng.choice(EVENT_CODES), "Channel": rng.choice(CHANNELS)}
    if rng.random() < 0.5:
        made = {"EventCode": "1", "Channel": CHANNELS[0]}
    for name in rng.sample(TEXT_FIELDS, rng.randint(1, 6)):
        made[name] = value(rng)
    if rng.random() < 0.7:
        made[rng.choice(("CommandLine", "CommandLine", "process", "ScriptBlockText"))] = line(rng)
    if rng.random() < 0.1:
        made["Account_Name"] = [text(rng) for _ in range(rng.randint(0, 5))]
        made["Account_Domain"] = [text(rng) for _ in range(rng.randint(0, 3))]
    return made


def value(rng: random.Random) -> Value:
    """One field: one text or several."""
    if rng.random() < 0.1:
        return [text(rng) for _ in range(rng.choice((0, 1, 2, 2, 3, 50)))]
    return text(rng) if rng.random() < 0.5 else line(rng)


def line(rng: random.Random) -> str:
    """A command line: words of tools with junk between them, in up to seven wrappers."""
    if rng.random() < 0.5:
        words = rng.choice(COMMANDS).split(" ")
        for _ in range(rng.choice((0, 1, 1, 3))):
            words.insert(rng.randint(0, len(words)), text(rng))
    else:
        words = [rng.choice(WORDS) if rng.random() < 0.8 else text(rng) for _ in range(rng.choice((1, 3, 6, 12, 40)))]
    made = rng.choice((" ", " ", " ", " ", "  ", "\t", "^ ", '" "', "\u00a0")).join(words)
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 7))):
        made = rng.choice(_WRAPPERS)(made)
    return made[:60_000]


def text(rng: random.Random) -> str:
    """A text without any sense."""
    return rng.choice(_TEXTS)(rng)


def _runs(rng: random.Random) -> str:
    return rng.choice(BREAKERS) * rng.choice(
        (1, 2, 3, 10, 100, 1_000, 1_000, 20_000) if rng.random() < 0.02 else (1, 2, 9)
    )


def _planes(rng: random.Random) -> str:
    def char() -> str:
        code = rng.choice((rng.randrange(0x80), rng.randrange(0x3000), rng.randrange(0x110000)))
        return "\ufffd" if 0xD800 <= code < 0xE000 or chr(code) == RESERVED else chr(code)

    return "".join(char() for _ in range(rng.choice((1, 5, 40))))


def _octets(rng: random.Random) -> str:
    return bytes(rng.randrange(256) for _ in range(rng.choice((1, 8, 60)))).decode("latin-1")


def _mixed(rng: random.Random) -> str:
    parts: Sequence[str] = [rng.choice((*CONTROLS, *CELLS, *BREAKERS, *WORDS)) for _ in range(rng.randint(1, 12))]
    return "".join(parts)


_TEXTS: tuple[Callable[[random.Random], str], ...] = (
    _runs,
    _planes,
    _octets,
    _mixed,
    lambda rng: rng.choice(CONTROLS),
    lambda rng: rng.choice(CELLS),
    lambda rng: rng.choice(WORDS),
    lambda rng: "".join(f"\\u{rng.randrange(0xD800, 0xE000):04x}" for _ in range(3)),
    lambda rng: "x" * rng.choice((1, 100, 3_000)),
    lambda rng: "",
)
_WRAPPERS: tuple[Callable[[str], str], ...] = (
    lambda made: f"cmd /c {made}",
    lambda made: f'cmd.exe /s /c "{made}"',
    lambda made: f"powershell -c {made}",
    lambda made: f"powershell -enc {base64.b64encode(made.encode('utf-16-le', 'replace')).decode()}",
    lambda made: f"sh -c '{made}'",
    lambda made: f'forfiles /c "{made}"',
    lambda made: f'wmic process call create "{made}"',
    lambda made: f"for %i in (a b) do {made}",
    lambda made: "".join(f"^{char}" for char in made[:2_000]),
)
