"""Script text on the line of a script host, and the commands that it starts. Sources: LOLBAS; learn.microsoft.com."""

from __future__ import annotations

import pytest
from codesignrisk_core.unwrap import inline
from codesignrisk_core.unwrap.bounds import MAX_COMMANDS, TOO_MANY_COMMANDS, TOO_MUCH_WORK

from tests.core.unwrapping import bounds, lines, run

INLINE = [
    ("vbscript", 'mshta vbscript:CreateObject("WScript.Shell").Run("tool a",0)(window.close)'),
    ("vbscript", 'mshta.exe "vbscript:CreateObject(\\"WScript.Shell\\").Run(\\"tool a\\")"'),
    ("vbscript", 'mshta vbscript:Execute("CreateObject(""WScript.Shell"").Run ""tool a"", 0:close")'),
    ("vbscript", 'mshta vbscript:CreateObject("Shell.Application").ShellExecute("tool","a","","runas",0)(close)'),
    ("vbscript", 'mshta vbscript:GetObject("winmgmts:Win32_Process").Create("to" & "ol" & Chr(32) & chr(&h61))'),
    ("vbscript", 'mshta "about:<script language=vbscript>x.Run \\"tool a\\"</script>"'),
    ("jscript", "mshta javascript:a=new%20ActiveXObject('WScript.Shell').Run('tool a');close()"),
    ("jscript", "mshta \"javascript:new ActiveXObject('WScript.Shell').Exec('tool ' + 'a');close()\""),
    ("jscript", "mshta \"javascript:eval('x.Run(\\'tool a\\')')\""),
    ("jscript", 'rundll32 javascript:"\\..\\mshtml,RunHTMLApplication ";x=new%20ActiveXObject("W").run("tool a",0,1)'),
]


@pytest.mark.parametrize(("language", "line"), INLINE)
def test_inline_script(language: str, line: str) -> None:
    unwrapped = run(line)
    assert [[word.text for word in command.tokens] for command in unwrapped.commands] == [["tool", "a"]]
    assert [script.language for script in unwrapped.scripts] == [language]


# WshShell.Run and Exec, Shell.ShellExecute, Win32_Process.Create
VBSCRIPT = [
    ('x.Run("tool a")', ["tool a"]),
    ('x.Run "tool a"', ["tool a"]),
    ('x.Run("a"):y.Exec("b"):z.Create("c")', ["a", "b", "c"]),
    ('x.Run("""C:\\a b\\tool.exe"" c")', ['"C:\\a b\\tool.exe" c']),
    ('x.Run("to" & "ol")', ["tool"]),
    ('x.Run("to" + "ol")', ["tool"]),
    ('x.Run("to" & name & "ol")', ["to"]),  # the part that is no literal, and what follows, is left out
    ('x.Run(Chr(116) & "ool")', ["tool"]),
    ("x.Run(ChrW(116))", ["t"]),
    ("x.Run(Chr(&H74))", ["t"]),
    ('x.Run(ChrW(55296) & "x")', ["\ufffdx"]),  # half of a pair is no character
    ('x.Run(ChrW(57343) & "x")', ["\ufffdx"]),
    ("x.Run(ChrW(57344))", ["\ue000"]),
    ('x.ShellExecute("tool","a b")', ["tool a b"]),
    ('x.ShellExecute "tool" , "a"', ["tool a"]),
    ('x.ShellExecute("tool")', ["tool"]),
    ('x.Run(name),y.Run("tool")', ["tool"]),
    ('x.Run("never closed', ["never closed"]),
    ("x.Run('tool')", []),  # an apostrophe begins a remark
    ('x.Runner("tool")', []),
    ("x.Run()", []),
    ('x.Run(" ")', []),
    ("", []),
]
JSCRIPT = [
    ("x.Run('tool a')", ["tool a"]),
    ('x.Run("tool a")', ["tool a"]),
    ("x.Run('a \\'b\\'')", ["a 'b'"]),
    ("x.Run('C:\\\\t.exe')", ["C:\\t.exe"]),
    ("x.Run('to'+'ol')", ["tool"]),
    ("eval(\\\"x.Run('tool')\\\")", ["tool"]),
    ("x . Run ( 'tool' )", ["tool"]),
]


@pytest.mark.parametrize(("text", "expected"), VBSCRIPT)
def test_what_vbscript_starts(text: str, expected: list[str]) -> None:
    assert inline.started(text, bounds(), is_basic=True) == expected


@pytest.mark.parametrize(("text", "expected"), JSCRIPT)
def test_what_jscript_starts(text: str, expected: list[str]) -> None:
    assert inline.started(text, bounds(), is_basic=False) == expected


@pytest.mark.parametrize("host", ["wscript", "cscript.exe //nologo", "cscript //E:vbscript /b"])
def test_script_hosts_name_their_file(host: str) -> None:
    assert lines(f'{host} "C:\\a b\\x.vbs" 1') == ['"C:\\a b\\x.vbs" 1']


# LOLBAS: functions of libraries that start their argument
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("rundll32 shell32.dll,ShellExec_RunDLL tool a", ["tool a"]),
        ("rundll32 SHELL32.DLL,ShellExec_RunDLLA tool a", ["tool a"]),
        ("rundll32 advpack.dll, RegisterOCX tool a", ["tool a"]),
        ("rundll32 advpack.dll ,RegisterOCX tool a", ["tool a"]),
        ('rundll32 url.dll,OpenURL "C:\\a b\\x.hta"', ["C:\\a b\\x.hta"]),
        ("rundll32 zipfldr.dll,RouteTheCall tool.exe", ["tool.exe"]),
        ("rundll32 x.dll,Other tool a", []),
        ("rundll32 x.dll", []),
        ("rundll32 x.dll,", []),
        ("rundll32", []),
    ],
)
def test_functions_that_start_their_argument(line: str, expected: list[str]) -> None:
    assert lines(line) == expected


def test_more_calls_than_are_read_are_told() -> None:
    calls = [f'x.Run("a{number}"):' for number in range(MAX_COMMANDS + 1)]
    reached = bounds()
    assert len(inline.started("".join(calls[:-1]), reached, is_basic=True)) == MAX_COMMANDS
    assert (reached.reached, reached.unread) == ([], [])
    assert len(inline.started("".join(calls), reached, is_basic=True)) == MAX_COMMANDS
    assert (reached.reached, reached.unread) == ([TOO_MANY_COMMANDS], [f'.Run("a{MAX_COMMANDS}"):'])


def test_a_spent_budget_is_told() -> None:
    reached = bounds(steps=60)
    assert inline.started('x.Run("a"):y.Run("b")', reached, is_basic=True) == ["a"]
    assert (reached.reached, reached.unread) == ([TOO_MUCH_WORK], ['.Run("b")'])
