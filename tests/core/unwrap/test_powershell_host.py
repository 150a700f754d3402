"""PowerShell's launchers: which words are program text."""

from __future__ import annotations

import base64

import pytest
from codesignrisk_core.unwrap import powershell_host
from codesignrisk_core.unwrap.bounds import TOO_MUCH_WORK
from hypothesis import given
from hypothesis import strategies as st

from tests.core.unwrapping import bounds, command, lines, run


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
    f'sqlps -c "{TEXT}"',
    f'SQLToolsPS.exe -noprofile -command "{TEXT}"',
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


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("pwsh -c 'tool a'", "tool a"),
        ("pwsh -c tool a | b", "tool a | b"),  # the sensor dropped the quotes
        ("pwsh -c tool 'a  b'", "tool 'a  b'"),
    ],
)
def test_powershell_on_macos_and_linux(line: str, text: str) -> None:
    assert [script.text for script in run(line, "/usr/bin/pwsh").scripts] == [text]


def test_a_script_file_on_macos_and_linux() -> None:
    assert lines("pwsh -File /t/x.ps1 -Y", "/usr/bin/pwsh") == ["/t/x.ps1 -Y"]


@pytest.mark.parametrize("option", ["-Version 2", "-v 2.0", "-?", "-so", "-s", "-nam", "-sshs", "-i", "-im"])
def test_switches_take_no_text(option: str) -> None:
    assert [script.text for script in run(f"powershell {option} {TEXT}").scripts] == [TEXT]


def test_options_without_end_are_work_too() -> None:
    reached = bounds(steps=150)
    assert powershell_host.read(command("powershell -sta -sta -sta -sta tool"), "powershell", reached) == ((),) * 4
    assert (reached.reached, reached.unread) == ([TOO_MUCH_WORK], ["-sta tool"])
