"""Commands inside commands: what is found, under which wrappers, and the bounds that hold for any input."""

from __future__ import annotations

import pytest
from codesignrisk_core import budget, unwrap
from codesignrisk_core.cmdline import argv
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.unwrapping import command

INNER = "certutil -addstore root C:\\t\\x.cer"


def found(line: str, original_name: str = "") -> list[tuple[tuple[str, ...], str]]:
    return [(inner.layers, inner.line) for inner in unwrap.unwrap(command(line), original_name).commands]


# However a command is wrapped, it comes out as it is; the layers name the wrappers, outermost first.
WRAPPED = [
    (("cmd",), "cmd /c {}"),
    (("cmd",), "CMD.EXE /C {}"),
    (("cmd",), 'C:\\Windows\\system32\\cmd.exe /d /s /c "{}"'),
    (("cmd",), "cmd /q /k {} & exit"),
    (("cmd",), "%COMSPEC% /r {}"),
    (("cmd",), 'cmd /c "start "" /b {}"'),
    (("cmd", "cmd"), "cmd /c cmd/c {}"),
    (("conhost",), "conhost.exe --headless {}"),
    (("conhost",), "conhost --width 80 --height 25 -- {}"),
    (("forfiles",), 'forfiles /p C:\\Windows /m win.ini /c "{}"'),
    (("pcalua",), "pcalua.exe -a certutil -c -addstore root C:\\t\\x.cer"),
    (("wmic",), 'wmic process call create "{}"'),
    (("wmic",), 'wmic /node:srv1 path win32_process call create "{}","C:\\"'),
    (("winrm",), 'winrm invoke Create wmicimv2/Win32_Process @{{CommandLine="{}"}} -r:srv1'),
    (("schtasks",), 'schtasks /create /tn t /sc onlogon /tr "{}" /f'),
    (("schtasks",), 'schtasks -CHANGE -TN t -TR "{}"'),
    (("sc",), 'sc \\\\srv1 create s binPath= "{}" start= auto'),
    (("sc",), 'sc failure s command="{}"'),
    (("bitsadmin",), "bitsadmin /SetNotifyCmdLine j C:\\Windows\\System32\\certutil.exe NULL"),
    (("bitsadmin",), 'bitsadmin /SetNotifyCmdLine j certutil "{}"'),
    (("bitsadmin",), 'bitsadmin /SetNotifyCmdLine j certutil "-addstore root C:\\t\\x.cer"'),
    (("reg",), 'reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v t /d "{}" /f'),
    (("reg",), 'reg add "HKLM\\SYSTEM\\CurrentControlSet\\Services\\s" /v ImagePath /t REG_EXPAND_SZ /d "{}"'),
    (("winrs",), "winrs -r:srv1 -u:corp\\a {}"),
    (("psexec",), "psexec \\\\srv1 -accepteula -s -i 1 {}"),
    (("psexec",), "PsExec64.exe -u corp\\a \\\\srv1 {}"),
    (("paexec",), "paexec \\\\srv1 -s -to 10 {}"),
    (("ssh",), "ssh -p 22 -tt admin@srv1 {}"),
    (("plink",), 'plink -batch admin@srv1 "{}"'),
    (("runas",), 'runas /user:corp\\a "{}"'),
    (("gsudo",), "gsudo -n {}"),
    (("at",), "at \\\\srv1 13:30 /interactive {}"),
    (("nssm",), "nssm install s {}"),
    (("python",), "python -c \"import os;os.system('{}')\""),
    (("python",), "python3.exe -W ignore -Sc \"import os; os.popen(r'{}').read()\""),
    (("python",), 'py -c "import subprocess as s;s.run(\\"{}\\", shell=True)"'),
    (("python",), "python -c \"s.check_call(['certutil', '-addstore', 'root', 'C:\\\\t\\\\x.cer'])\""),
    (("python",), "python -c \"os.system('certutil -add' + 'store root C:\\t\\x.cer')\""),
    (("perl",), "perl -we \"system('{}')\""),
    (("ruby",), "ruby -e \"exec '{}'\""),
    (("node",), "node -e \"require('child_process').execSync('{}')\""),
    (("node",), "node --eval \"c.spawn('certutil', ['-addstore', 'root', 'C:\\t\\x.cer'])\""),
    (("php",), "php -r \"shell_exec('{}');\""),
    (("rundll32",), "rundll32 shell32.dll,ShellExec_RunDLL {}"),
    (("rundll32",), 'rundll32.exe advpack.dll, RegisterOCX "{}"'),
    (("mshta",), 'mshta vbscript:CreateObject("WScript.Shell").Run("{}",0)(window.close)'),
    (("psexec", "cmd"), 'psexec \\\\srv1 cmd /c "{}"'),
    (("cmd", "wmic", "cmd"), 'cmd /c wmic process call create "cmd /c {}"'),
    (("schtasks", "conhost", "cmd"), 'schtasks /create /tn t /tr "conhost --headless cmd /c {}"'),
]


@pytest.mark.parametrize(("layers", "line"), WRAPPED)
def test_the_command_comes_out_of_its_wrappers(layers: tuple[str, ...], line: str) -> None:
    last_layers, text = found(line.format(INNER))[-1]
    assert last_layers == layers
    words = argv.split(text)
    assert words[0].lower.endswith(("certutil", "certutil.exe"))
    if "NULL" not in line:
        assert [word.text for word in words[1:]] == ["-addstore", "root", "C:\\t\\x.cer"]


@pytest.mark.parametrize(
    "line",
    [
        INNER,
        'git commit -m "signtool sign in cmd /c certutil -addstore"',
        'findstr /s "signtool sign" *.cmd',
        "cmd /c echo certutil -addstore root x.cer",
        "cmd /c rem certutil -addstore root x.cer & signtool sign a.exe",
        "cmd",
        "cmd.exe /q",
        "conhost.exe 0xffffffff -ForceV1",
        '\\??\\C:\\Windows\\system32\\conhost.exe "-17534216669"',
        'reg add HKCU\\Software\\Tool /v t /d "certutil -addstore root x.cer"',
        'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\s /v Description /d "certutil -addstore root x.cer"',
        "reg query HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run",
        "schtasks /run /tn t",
        "sc query s",
        "wmic process list brief",
        "rundll32 cryptext.dll,CryptExtOpenCER a.cer",
        "mshta C:\\t\\a.hta",
        "msiexec /i a.msi",
        "bitsadmin /transfer j http://x/a.cer C:\\t\\a.cer",
        "python build.py -c \"os.system('certutil -addstore root x.cer')\"",
        "python -c \"print('certutil -addstore root x.cer')\"",
        'python -c "os.system(line)"',
        "python -m pip install certifi",
        "node server.js",
        "ssh admin@srv1",
        "psexec \\\\srv1",
        "",
    ],
)
def test_lines_that_hold_no_command_hold_nothing(line: str) -> None:
    assert not any(unwrap.unwrap(command(line)))


def test_a_renamed_interpreter_is_known_by_its_original_name() -> None:
    assert found(f"C:\\t\\a.exe /c {INNER}") == []
    assert found(f"C:\\t\\a.exe /c {INNER}", "Cmd.Exe") == [(("cmd",), INNER)]


def test_a_process_whose_image_is_unknown_is_known_by_its_first_word() -> None:
    process = command(f"cmd /c {INNER}")._replace(image="")
    assert len(unwrap.unwrap(process).commands) == 1


@pytest.mark.parametrize(
    ("line", "cwd"),
    [
        (f"cmd /c {INNER}", "C:\\w"),
        (f"conhost {INNER}", "C:\\w"),
        (f'schtasks /create /tr "{INNER}"', ""),
        (f"ssh h {INNER}", ""),
        (f"wmic process call create {INNER}", "C:\\w"),
        (f"wmic /node:h process call create {INNER}", ""),
    ],
)
def test_the_directory_is_inherited_unless_the_command_runs_elsewhere(line: str, cwd: str) -> None:
    assert [inner.cwd for inner in unwrap.unwrap(command(line, cwd="C:\\w")).commands] == [cwd]


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("psexec \\\\srv1 -u a -p S3cret cmd", "S3cret"),
        ("winrs -r:srv1 -u:a -p:S3cret cmd", "S3cret"),
        ("plink -pw S3cret h cmd", "S3cret"),
        ("schtasks /create /tn t /tr cmd /ru a /rp S3cret", "S3cret"),
        ("wmic /node:h /user:a /password:S3cret process call create cmd", "S3cret"),
        ("sc config s obj= a password= S3cret", "S3cret"),
    ],
)
def test_passwords_of_the_wrappers_are_handed_over(line: str, secret: str) -> None:
    unwrapped = unwrap.unwrap(command(line))
    assert unwrapped.secrets == (secret,)
    assert all(secret not in inner.line for inner in unwrapped.commands)


def test_layers_that_a_command_already_has_count_towards_the_depth() -> None:
    line = f"cmd /c {INNER}"
    last = unwrap.unwrap(command(line, layers=("wmic",) * (unwrap.MAX_DEPTH - 1)))
    assert [inner.line for inner in last.commands] == [INNER]
    assert (last.limits, last.unread) == ((), ())
    deeper = unwrap.unwrap(command(line, layers=("wmic",) * unwrap.MAX_DEPTH))
    assert deeper == unwrap.Unwrapped(limits=("commands wrapped more than 8 layers deep",), unread=(line,))
    no_wrapper = unwrap.unwrap(command(INNER, layers=("wmic",) * unwrap.MAX_DEPTH))
    assert no_wrapper == unwrap.Unwrapped()


def _numbered(count: int) -> str:
    return "&".join(f"a{number}" for number in range(count))


# One line for each bound, and the same line a little shorter, which is read to its end.
BOUNDS = [
    (
        f"cmd /c {_numbered(256)}&{INNER}",
        "more than 256 commands in one line",
        [INNER],
        f"cmd /c {_numbered(255)}&{INNER}",
    ),
    (
        f"cmd /c {INNER}&{_numbered(127)}&cmd /c {_numbered(128)}",
        "more than 256 commands in one line",
        ["a0"],
        f"cmd /c {INNER}&{_numbered(127)}&cmd /c {_numbered(127)}",
    ),
    (
        "cmd /c " * 9 + INNER,
        "commands wrapped more than 8 layers deep",
        [f"cmd /c {INNER}"],
        "cmd /c " * 8 + INNER,
    ),
    (
        f"cmd /c (for /l %i in (1,1,1025) do @cd %i) & {INNER}",
        "more than 1,024 rounds of a loop",
        [],
        f"cmd /c (for /l %i in (1,1,1024) do @cd %i) & {INNER}",
    ),
    (
        f"/bin/sh -c '{'$(' * 65}security add-trusted-cert x.cer'",
        "more than 64 substitutions of a shell inside one another",
        ["(security add-trusted-cert x.cer"],
        f"/bin/sh -c '{'$(' * 64}security add-trusted-cert x.cer'",
    ),
    (
        f"cmd /c (for /l %i in (1,1,999) do set x=^{'^a' * 8000}%i) & {INNER}",
        "the commands inside it take too much work",
        [f") & {INNER}"],
        f"cmd /c (for /l %i in (1,1,4) do set x=^{'^a' * 8000}%i) & {INNER}",
    ),
    (
        f"cmd /c set x={'a' * 40_000}&tool %x%%x%&{INNER}",
        "a text of cmd with more than 65,536 characters",
        ["a" * 14_469],
        f"cmd /c set x={'a' * 30_000}&tool %x%%x%&{INNER}",
    ),
]


@pytest.mark.parametrize(("line", "limit", "unread", "shorter"), BOUNDS)
def test_a_bound_that_is_reached_says_so(line: str, limit: str, unread: list[str], shorter: str) -> None:
    image = "/bin/sh" if line.startswith("/") else ""
    spent = budget.Budget()
    long = unwrap.unwrap(command(line, image), budget=spent)
    assert (long.limits, [text[-len(wanted) :] for text, wanted in zip(long.unread, unread)]) == ((limit,), unread)
    assert spent.reasons == [limit]
    short = unwrap.unwrap(command(shorter, image))
    assert (short.limits, short.unread) == ((), ())
    assert any("-addstore" in inner.line or "add-trusted" in inner.line for inner in short.commands)


def test_the_event_has_one_budget_for_all_that_is_unwrapped() -> None:
    spent = budget.Budget()
    unwrap.unwrap(command(f"cmd /c {INNER}"), budget=spent)
    once = spent.spent
    unwrap.unwrap(command(f"cmd /c {INNER}"), budget=spent)
    assert spent.spent == 2 * once
    half = unwrap.unwrap(command(f"cmd /c {INNER}"), budget=budget.Budget(steps=once // 2))
    assert half.limits == ("the commands inside it take too much work",)
    assert half.unread == (INNER,)


def test_every_wrapper_is_registered_once() -> None:
    images = [image for wrapper in unwrap.WRAPPERS for image in wrapper.images]
    originals = [name for wrapper in unwrap.WRAPPERS for name in wrapper.original_names]
    assert len(images) == len(set(images))
    assert len(originals) == len(set(originals))
    assert all(name == name.lower() for name in [*images, *originals])


@pytest.mark.parametrize(
    ("image", "known"),
    [
        ("C:\\Windows\\System32\\cmd.exe", True),
        ('"C:\\Windows\\System32\\CMD.EXE"', True),
        ("\\\\?\\C:\\" + "x\\" * 20_000 + "cmd.exe", True),
        ("x" * 20_000 + "cmd.exe", False),
    ],
)
def test_a_program_is_known_by_the_end_of_its_path(image: str, known: bool) -> None:
    process = command(f"{'x' * 9} /c {INNER}")._replace(image=image)
    assert bool(unwrap.unwrap(process).commands) is known


PIECES = [
    *("cmd /c ", 'cmd /v:on /c "', "powershell -c ", "-enc ", "sh -c ", "mshta vbscript:", "osascript -e ", "psexec "),
    *(
        "for %a in (a b) do ",
        "for /l %a in (1,1,900) do ",
        "for /f %a in ('",
        "') do ",
        "if a==b ",
        "if exist x (",
        ") else (",
    ),
    *(
        "set a=%a%%a%",
        "%a:~0,1%",
        "!a!",
        "%a:b=cc%",
        "call ",
        "start ",
        "echo ",
        "&",
        "&&",
        "|",
        "||",
        "(",
        ")",
        "@",
        ">",
        "2>&1",
    ),
    *(
        '"',
        "'",
        "^",
        "`",
        "\\",
        '\\"',
        "$(",
        ";",
        "\n",
        ".Run(",
        'Execute("',
        "do shell script ",
        "0x22",
        "\u2013",
        "\x00",
        "x ",
    ),
]


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join), st.sampled_from(["", "/bin/sh"])
)
@settings(max_examples=400, deadline=None)
def test_nothing_makes_it_raise_or_leave_its_bounds(line: str, image: str) -> None:
    process = command(line, image)
    unwrapped = unwrap.unwrap(process, "cmd.exe" if line.startswith("x") else "")
    texts = [inner.line for inner in unwrapped.commands] + [script.text for script in unwrapped.scripts]
    assert len(unwrapped.commands) <= unwrap.MAX_COMMANDS
    assert sum(map(len, texts)) <= budget.STEPS
    assert all(1 <= len(inner.layers) <= unwrap.MAX_DEPTH and inner.image for inner in unwrapped.commands)


@given(
    st.sampled_from(["certutil", "CertUtil.EXE", '"certutil"', "certutil.exe"]),
    st.sampled_from(["-addstore", "/AddStore", '"-addstore"']),
    st.sampled_from([" ", "   "]),
    st.sampled_from([layers_and_line[1] for layers_and_line in WRAPPED if layers_and_line[1].endswith("{}")]),
)
def test_spelling_survives_the_wrapping(program: str, verb: str, blank: str, wrapper: str) -> None:
    inner = blank.join((program, verb, "root", "x.cer"))
    _, text = found(wrapper.format(inner))[-1]
    assert [word.text for word in argv.split(text)] == [word.text for word in argv.split(inner)]
