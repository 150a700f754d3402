"""Commands and their arguments. Sources: learn.microsoft.com about_Parsing (argument mode), about_Command_Syntax,
about_Splatting, about_Redirection, about_Aliases, about_Quoting_Rules."""

from __future__ import annotations

import pytest
from codesignrisk_core.budget import Budget
from codesignrisk_core.powershell import lexer, operands, statements
from codesignrisk_core.powershell.values import MAX_ITEMS, Value


def parsed(text: str) -> list[list[str]]:
    """The statements of a text, each as a list of its name and its arguments."""
    return [[found.name, *(arg.text for arg in found.args)] for found in statements.parse(text)]


def args(text: str) -> tuple[Value, ...]:
    """The arguments of the last statement."""
    return statements.parse(text)[-1].args


ARGUMENTS = [
    # the table of about_Parsing, with $a = 4
    ("Write-Host 2", ["2"]),
    ("Write-Host 2+2", ["2+2"]),
    ("Write-Host(2+2)", ["4"]),
    ("Write-Host $a", ["4"]),
    ("Write-Host $a+2", ["4+2"]),
    ("Write-Host $-", ["$-"]),
    ("Write-Host a$a", ["a4"]),
    ("Write-Host a'$a'", ["a$a"]),
    ('Write-Host a"$a"', ["a4"]),
    ("Write-Host a$(2)", ["a2"]),
    ("Write-Host !1", ["!1"]),
    ("Set-Variable AB A,B", ["AB", "A B"]),
    ("CMD /CECHO A,B", ["/CECHO", "A B"]),
    ("CMD /CECHO :$a", ["/CECHO", ":4"]),
    # quotes and escapes
    ("x 'a b' \"c d\"", ["a b", "c d"]),
    ("x a' 'b", ["a b"]),
    ("x 'a'b", ["ab"]),
    ("x ''", [""]),
    ("x a` b `$c", ["a b", "$c"]),
    ("x `-Path", ["-Path"]),
    # paths, options, dates: a word goes up to the next blank
    ("x C:\\a.b\\c=d+e.txt", ["C:\\a.b\\c=d+e.txt"]),
    ("x ..\\a .\\b . ..", ["..\\a", ".\\b", ".", ".."]),
    ("x /f=a /g:b", ["/f=a", "/g:b"]),
    ("x 2021-01-05 10.0.0.1/8", ["2021-01-05", "10.0.0.1/8"]),
    ("x Cert:\\CurrentUser\\My", ["Cert:\\CurrentUser\\My"]),
    ("x HKLM::a", ["HKLM::a"]),
    ("x [a-c]*.txt", ["[a-c]*.txt"]),
    ("x [int]5", ["[int]5"]),
    ("x $a.cer", ["4.cer"]),
    ("x $($a).cer", ["4.cer"]),
    ("x $env:TEMP\\a.cer", ["%TEMP%\\a.cer"]),
    # groups, blocks and hashtables begin an argument of their own
    ("x (1) (2)", ["1", "2"]),
    ("x b(1)", ["b", "1"]),
    ("x @(1,2)", ["1 2"]),
    ("x { y }", ["{ y }"]),
    ("x @{a=1}", ["@{a=1}"]),
    # lists
    ("x a,b c", ["a b", "c"]),
    ("x a, b,\nc", ["a b c"]),
    ("x ,a", ["a"]),
    ("x a,", ["a"]),
    ("x ,", []),
    ("x 'a','b'", ["a b"]),
    # parameters
    ("x -a b", ["-a", "b"]),
    ("x -a:b -c:$a", ["-a:b", "-c:4"]),
    ("x -a: b", ["-a:", "b"]),
    ("x -a:b,c d", ["-a:b,c", "d"]),
    ("x -a:'b c'", ["-a:b c"]),
    ("x -a:-b:c", ["-a:-b:c"]),
    ("x -a:(1+1)", ["-a:2"]),
    ("x -1 -- -b", ["-1", "--", "-b"]),
    ("x -a::b", ["-a::b"]),
    # redirections are no arguments
    ("x a > b", ["a"]),
    ("x a 2>&1 c", ["a", "c"]),
    ("x a *>> 'b c' d", ["a", "d"]),
    ("x a > $null", ["a"]),
    ("x a 2>&1 > b 3>>c *>&2 d", ["a", "d"]),
    # splatting
    ("$p = @{Path='b'; Force=$true}; x @p c", ["-path:b", "-force:$true", "c"]),
    ("$p = 'b', 'c'; x @p", ["b", "c"]),
    ("$p = 'b'; x @p", []),
    ("x @q", []),
    # the stop-parsing token
    ("icacls X:\\VMS --% /grant Dom\\HVAdmin:(CI)(OI)F", ["X:\\VMS", "/grant", "Dom\\HVAdmin:(CI)(OI)F"]),
    ('x --% "a b" %TEMP% > c; d', ["a b", "%TEMP%", ">", "c;", "d"]),
    ("x --%", []),
    # the end of a command
    ("x a; y", ["a"]),
    ("x a | y", ["a"]),
    ("x a && y", ["a"]),
    ("x a }", ["a"]),
    ("x a ]", ["a"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ARGUMENTS)
def test_arguments(text: str, expected: list[str]) -> None:
    first = next(found for found in statements.parse(f"$a=4\n{text}") if found.name != "y")
    assert [arg.text for arg in first.args] == expected


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("x a", False),
        ("x -a", False),
        ("x 'a'", True),
        ('x "-a"', True),
        ("x 'a'b", True),
        ("x a'b'", False),
        ("x $a", True),
        ("x (a)", True),
        ("x `-a", False),
    ],
)
def test_quoted_arguments_are_no_parameters(text: str, quoted: bool) -> None:
    assert args(text)[0].quoted is quoted


def test_a_value_that_touches_its_parameter() -> None:
    path, names, switch = args("x -Path:'a b' -Name:c,d -Force:$false")
    assert [value.text for value in path.attached] == ["a b"]
    assert [item.text for item in names.attached[0].items] == ["c", "d"]
    assert (switch.attached[0].text, switch.raw) == ("$false", "-Force:$false")
    assert args("x /a:b")[0].attached == ()
    assert args("x '-a:'b")[0].attached == ()


def test_lists_are_arrays_with_their_source() -> None:
    (names,) = args("x a, 'b'")
    assert ([item.text for item in names.items], names.raw) == (["a", "b"], "a, 'b'")


NAMES = [
    # quotes, backticks, module and alias are resolved
    ("Get-Item", "get-item"),
    ("& 'Get-Item'", "get-item"),
    ('& "Get-$n"', "get-item"),
    (". 'Get-Item'", "get-item"),
    ("G`et-I`tem", "get-item"),
    ("Get-It'em'", "get-item"),
    ("&('Get-' + 'Item')", "get-item"),
    ("& $n", "item"),
    ("&('{1}{0}' -f 'Item','Get-')", "get-item"),
    ("Microsoft.PowerShell.Management\\Get-Item", "get-item"),
    ("gi", "get-item"),
    ("& gi", "get-item"),
    ("%", "foreach-object"),
    ("?", "where-object"),
    # paths
    ("& 'C:\\Program Files\\a.exe'", "c:\\program files\\a.exe"),
    (".\\a.ps1", ".\\a.ps1"),
    (". .\\a.ps1", ".\\a.ps1"),
    ("..\\a.ps1", "..\\a.ps1"),
    ("C:\\a\\b-1.exe", "c:\\a\\b-1.exe"),
    ("7z", "7z"),
    # found by name or pattern
    ("& (Get-Command certutil)", "certutil"),
    ("& (gcm Import-C*te)", "import-certificate"),
    ("& (gcm *ertuti?)", "certutil"),
    ("& (gcm CERTUT*.EXE)", "certutil"),
    # a name that is unknown
    ("& $unknown", "$unknown"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_names(text: str, name: str) -> None:
    assert parsed(f"$n='Item'; {text} a")[-1] == [name, "a"]


@pytest.mark.parametrize("text", ["& (gcm zz*) a", "function f { & (gcm zz*) a }"])
def test_a_command_without_a_name_is_none(text: str) -> None:
    assert parsed(text) == [["get-command", "zz*"]]


@pytest.mark.parametrize(
    ("text", "disguised"),
    [
        ("G`et-Item", True),
        ("cert'ut'il", True),
        ("'cert'util", False),
        ("cert'-'util", False),
        ("C:\\'a b'\\c", False),
        ("&('Get-'+'Item')", True),
        ("&('C:\\a'+'\\b.exe')", False),
        ("&($x+'b')", False),
        ("& 'Get-Item'", False),
        ("&(\"Get\" + '-Item')", True),
        ("x a`b", False),
        ("x Ro`ot", True),
        ("x -Pat`h:a", True),
        ("x -Path:Ro`ot", True),
        ("x -Path:a", False),
        ("x R'oo't", True),
        ("x 'R'oot", False),
        ("x R'oo t'", False),
        ("x R$o't'", False),
    ],
)
def test_disguises(text: str, disguised: bool) -> None:
    assert statements.parse(text)[0].disguised is disguised


EFFECTS = [
    # aliases that the text defines
    ("Set-Alias zz Get-Item; zz a", ["set-alias zz Get-Item", "get-item a"]),
    ("sal -Name zz -Value gi; ZZ a", ["set-alias -Name zz -Value gi", "get-item a"]),
    ("nal zz Get-Item; zz a", ["new-alias zz Get-Item", "get-item a"]),
    ("sal yy gi; sal zz yy; zz a", ["set-alias yy gi", "set-alias zz yy", "get-item a"]),
    ("sal zz; zz a", ["set-alias zz", "zz a"]),
    # code in strings
    ("iex 'a b'", ["invoke-expression a b", "a b"]),
    ("Invoke-Expression -Command 'a b'", ["invoke-expression -Command a b", "a b"]),
    ("'a b' | iex", ["invoke-expression", "a b"]),
    ("iex \"iex 'a b'\"", ["invoke-expression iex 'a b'", "invoke-expression a b", "a b"]),
    ("$c='a b'; iex $c", ["invoke-expression a b", "a b"]),
    ("iex $unknown", ["invoke-expression $unknown"]),
    ("iex (a b)", ["a b", "invoke-expression a b"]),
    ("iex @{a=1}", ["invoke-expression @{a=1}"]),
    ("iex", ["invoke-expression"]),
    ("[scriptblock]::Create('a b')", ["::create a b", "a b"]),
    ("$ExecutionContext.InvokeCommand.InvokeScript('a b')", [".invokescript a b", "a b"]),
    ("$ExecutionContext.InvokeCommand.NewScriptBlock('a b')", [".newscriptblock a b", "a b"]),
    ("[powershell]::Create().AddScript('a b')", ["::create", ".addscript a b", "a b"]),
    ('x "$(a b)"', ["a b", "x $(a b)"]),
    # variables go in and out of such code
    ("$a='b'; iex 'x $a; $c=1'; y $c", ["invoke-expression x $a; $c=1", "x b", "y 1"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EFFECTS)
def test_what_commands_do(text: str, expected: list[str]) -> None:
    assert [" ".join(found) for found in parsed(text)] == expected


def test_code_of_a_text_that_was_taken_apart_is_disguised() -> None:
    assert [found.disguised for found in statements.parse("a; iex ('b'+'c d')")] == [False, True, True]
    assert [found.disguised for found in statements.parse("a; iex 'b d'")] == [False, False, False]


def test_a_function_named_after_a_command_is_a_wrapper_of_it() -> None:
    text = "function Get-Item($a) { Get-Item $a; b }; Get-Item c"
    assert [(found.name, found.function) for found in statements.parse(text)] == [("b", "get-item"), ("get-item", "")]


def test_too_many_arguments_are_told() -> None:
    budget = Budget()
    (found,) = statements.parse("x" + " a" * MAX_ITEMS, budget)
    assert (len(found.args), budget.reasons) == (MAX_ITEMS, [])
    (found,) = statements.parse("x" + " a" * MAX_ITEMS + " b", budget)
    assert (len(found.args), budget.reasons) == (MAX_ITEMS, [operands.TOO_MANY_ARGUMENTS])


def test_the_text_of_a_statement_is_whole_where_its_work_can_be_paid() -> None:
    text = f"a '{'b' * 5_000}' c"
    (found,) = statements.parse(text)
    assert found.text == text
    budget = Budget(2_000)
    (found,) = statements.parse(text, budget)
    assert (found.text, budget.reasons) == (text[:1_000], [lexer.TOO_MUCH_WORK])


def test_a_statement_tells_its_source_and_what_is_piped_into_it() -> None:
    first, second = statements.parse("a 'b c'  -d | & 'E' f")
    assert (first.text, first.head, first.input) == ("a 'b c'  -d", "a", None)
    assert (second.text, second.head, second.name) == ("'E' f", "E", "e")
    assert second.input is not None
    assert second.input.made_by == first


@pytest.mark.parametrize(("text", "split"), [("& (gcm Import-C*te) a", True), ("& (gcm certutil) a", False)])
def test_a_name_that_only_a_wildcard_tells(text: str, split: bool) -> None:
    assert statements.parse(text)[-1].split is split
