"""Program text on command lines: PowerShell's launchers, script hosts, POSIX shells and AppleScript."""

from __future__ import annotations

import base64

import pytest
from codesignrisk_core import unwrap
from codesignrisk_core.cmdline import argv
from codesignrisk_core.model import Command
from codesignrisk_core.unwrap import powershell_host
from hypothesis import given
from hypothesis import strategies as st


def run(line: str, image: str = "") -> unwrap.Unwrapped:
    words = argv.split_posix(line) if argv.is_posix(image) else argv.split(line)
    return unwrap.unwrap(Command(image or words[0].text, words, line, "/w" if image else "C:\\w"))


def lines(line: str, image: str = "") -> list[str]:
    return [command.line for command in run(line, image).commands]


def encoded(text: str, codec: str = "utf-16-le") -> str:
    return base64.b64encode(text.encode(codec)).decode()


TEXT = "Get-X -Path C:\\t"

LAUNCHED = [
    f"powershell -Command {TEXT}",
    f"powershell.exe -nop -w hidden -ep bypass -c {TEXT}",
    f'powershell /NoProfile /WindowStyle 1 /com "{TEXT}"',
    f"powershell \u2013NoP \u2014C {TEXT}",
    f"powershell \u2015c {TEXT}",
    f"powershell {TEXT}",
    f'powershell "{TEXT}"',
    f"powershell -NonI -Sta -Mta -NoL -NoE {TEXT}",
    f"powershell -Version 2 {TEXT}",
    f"powershell -inp text -o xml -if text -of text -ConfigurationName c {TEXT}",
    f"powershell -ex:bypass -c {TEXT}",
    f"powershell -psc a.psc1 -ea AAAA {TEXT}",
    f"pwsh -wd C:\\t -Login -c {TEXT}",
    f'pwsh -CommandWithArgs "{TEXT}" a b',
    f'pwsh -cwa "{TEXT}" a b',
]


@pytest.mark.parametrize("line", LAUNCHED)
def test_powershell_is_given_text(line: str) -> None:
    unwrapped = run(line)
    assert [(script.text, script.language, script.layers) for script in unwrapped.scripts] == [
        (TEXT, "powershell", ("powershell",))
    ]
    assert unwrapped.commands == ()
    assert unwrapped.findings == ()


@pytest.mark.parametrize("name", ["e", "ec", "en", "enc", "enco", "encodedcommand", "EncodedCommand", "eNc"])
@pytest.mark.parametrize("dash", ["-", "/", "--", "\u2013", "\u2015"])
def test_encoded_commands(name: str, dash: str) -> None:
    unwrapped = run(f"powershell -nop {dash}{name} {encoded(TEXT)}")
    assert [script.text for script in unwrapped.scripts] == [TEXT]
    assert [finding.indicator for finding in unwrapped.findings] == ["encoded_command"]


@pytest.mark.parametrize(
    "value",
    [
        encoded(TEXT),
        encoded(TEXT).rstrip("="),
        encoded(TEXT)[:10] + "'`\n" + encoded(TEXT)[10:],
        encoded("\ufeff" + TEXT),
        encoded(TEXT, "utf-8"),
        encoded(TEXT, "utf-8-sig"),
    ],
)
def test_base64_is_read_leniently(value: str) -> None:
    assert powershell_host.decode(value) == TEXT


@given(st.text())
def test_base64_of_any_text_never_raises(value: str) -> None:
    powershell_host.decode(value)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), min_size=2))
def test_what_was_encoded_comes_back(text: str) -> None:
    assert powershell_host.decode(encoded(text)) == text


@pytest.mark.parametrize("name", ["-File", "-f", "/fi", "-NoProfile -File"])
def test_a_script_file_is_a_command(name: str) -> None:
    assert lines(f'powershell {name} "C:\\a b\\x.ps1" -Y z') == ['"C:\\a b\\x.ps1" -Y z']


@pytest.mark.parametrize("line", ["powershell", "powershell -NoExit", "powershell -c -", "powershell -f -", "pwsh -v"])
def test_powershell_without_text(line: str) -> None:
    assert not any(run(line))


@pytest.mark.parametrize(
    ("text", "hidden"), [("Imp`ort-X", True), ("iM`Port-X", True), ('Write-X "a`nb`tc"', False), ("Get-X", False)]
)
def test_backticks_that_mean_nothing_are_a_disguise(text: str, hidden: bool) -> None:
    assert [finding.indicator for finding in run(f"powershell -c {text}").findings] == ["obfuscated_escapes"] * hidden


INLINE = [
    ("vbscript", 'mshta vbscript:CreateObject("WScript.Shell").Run("tool a",0)(window.close)'),
    ("vbscript", 'mshta.exe "vbscript:CreateObject(\\"WScript.Shell\\").Run(\\"tool a\\")"'),
    ("vbscript", 'mshta vbscript:Execute("CreateObject(""WScript.Shell"").Run ""tool a"", 0:close")'),
    ("vbscript", 'mshta vbscript:CreateObject("Shell.Application").ShellExecute("tool","a","","runas",0)(close)'),
    ("vbscript", 'mshta vbscript:GetObject("winmgmts:Win32_Process").Create("to" & "ol" & Chr(32) & chr(&h61))'),
    ("jscript", "mshta javascript:a=new%20ActiveXObject('WScript.Shell').Run('tool a');close()"),
    ("jscript", "mshta \"javascript:new ActiveXObject('WScript.Shell').Exec('tool ' + 'a');close()\""),
    ("jscript", 'rundll32 javascript:"\\..\\mshtml,RunHTMLApplication ";x=new%20ActiveXObject("W").run("tool a",0,1)'),
]


@pytest.mark.parametrize(("language", "line"), INLINE)
def test_inline_script(language: str, line: str) -> None:
    unwrapped = run(line)
    assert [[word.text for word in command.tokens] for command in unwrapped.commands] == [["tool", "a"]]
    assert [script.language for script in unwrapped.scripts] == [language]


@pytest.mark.parametrize("host", ["wscript", "cscript.exe //nologo", "cscript //E:vbscript /b"])
def test_script_hosts_name_their_file(host: str) -> None:
    assert lines(f'{host} "C:\\a b\\x.vbs" 1') == ['"C:\\a b\\x.vbs" 1']


SHELLS = [
    ("sh -c 'tool a'", ["tool a"]),
    ("bash -lc \"tool 'a b'\"", ["tool 'a b'"]),
    ('bash -c "tool \\"a b\\""', ['tool "a b"']),
    ("sh -c tool a && other b", ["tool a", "other b"]),  # sensors of macOS drop the quotes
    ("zsh -c 'a; b && c || d | e & f'", ["a", "b", "c", "d", "e", "f"]),
    ("sh -c 'X=1 Y=\"2 3\" tool a > /dev/null 2>&1'", ["tool a"]),
    ("sh -c 'if true; then tool a; fi'", ["tool a"]),
    ("sh -c 'echo tool a; printf x'", []),
    ("sh -c '(tool a)'", ["tool a"]),
    ("sh -c 'tool $(other b) c'", ["tool $(other b) c", "other b"]),
    ("bash /tmp/x.sh a", ["/tmp/x.sh a"]),
    ("sudo -u root tool a", ["tool a"]),
    ("sudo A=1 tool a", ["tool a"]),
    ("env -u X A=1 tool a", ["tool a"]),
    ("xargs -I{} -n 1 tool {}", ["tool {}"]),
    ("nohup tool a", ["tool a"]),
    ('osascript -e \'do shell script "tool \\"a b\\"" with administrator privileges\'', ['tool "a b"']),
    ('osascript -e "do shell script \\"tool a\\" with administrator privileges"', ["tool a"]),
    ('osascript -e do shell script "tool a" with administrator privileges', ["tool a"]),
    ("osascript -e 'display dialog \"tool a\"'", []),
]


@pytest.mark.parametrize(("line", "expected"), SHELLS)
def test_posix_shells(line: str, expected: list[str]) -> None:
    assert lines(line, f"/usr/bin/{line.split()[0]}") == expected


def test_posix_wrappers_nest_and_follow_the_directory() -> None:
    last = run("sh -c cd x && sudo tool a", "/bin/sh").commands[-1]
    assert (last.line, last.layers, last.cwd) == ("tool a", ("sh", "sudo"), "/w/x")


def test_a_remote_shell_reads_its_words_again() -> None:
    assert lines("ssh a@h 'tool 1 && other 2'", "/usr/bin/ssh") == ["tool 1", "other 2"]
    assert lines("ssh a@h 'tool 1 && other 2'") == ["tool 1", "other 2"]
