"""PowerShell text to statements: what a reader of about_Parsing would say runs, in what order, with which words."""

from __future__ import annotations

import pytest
from codesignrisk_core.powershell import statements


def lines(text: str) -> list[str]:
    """The statements of a text, each as one line: its name in lower case and its arguments."""
    return [" ".join((found.name, *(arg.text for arg in found.args))) for found in statements.parse(text)]


COMMANDS = [
    ("Get-Item x", ["get-item x"]),
    ("a; b\nc", ["a", "b", "c"]),
    ("a && b || c", ["a", "b", "c"]),
    ("a | b", ["a", "b"]),
    # names
    ("PKI\\Import-Certificate x.cer", ["import-certificate x.cer"]),
    ("Im`port-Cert`ificate x.cer", ["import-certificate x.cer"]),
    ("& 'Import-Certificate' x.cer", ["import-certificate x.cer"]),
    ("& ('Import-' + 'Certificate') x.cer", ["import-certificate x.cer"]),
    ("&('{1}{0}' -f 'Item','Move-') a b", ["move-item a b"]),
    (". .\\lib.ps1 -Quiet", [".\\lib.ps1 -Quiet"]),
    (".\\sign.ps1 x", [".\\sign.ps1 x"]),
    ("& (gcm *port-Cert*) x.cer", ["get-command *port-Cert*", "import-certificate x.cer"]),
    ("& (gcm cert*til) -dump x", ["get-command cert*til", "certutil -dump x"]),
    ("& (gcm bcd*it.exe) /enum", ["get-command bcd*it.exe", "bcdedit /enum"]),
    ("sal zz Import-Certificate; zz x.cer", ["set-alias zz Import-Certificate", "import-certificate x.cer"]),
    ("gci; ls; dir; iex; iwr; ipmo; mv; cp; sp; ni; saps", [
        "get-childitem", "get-childitem", "get-childitem", "invoke-expression", "invoke-webrequest", "import-module",
        "move-item", "copy-item", "set-itemproperty", "new-item", "start-process",
    ]),
    ("function f { a }; f b", ["a", "f b"]),
    # the end of a statement
    ("a;;\n\n;b", ["a", "b"]),
    ("a |\n b", ["a", "b"]),
    ("a &", ["a"]),
    ("a & b", ["a", "b"]),
    ("a } b", ["a", "b"]),
    ("a ) b", ["a", "b"]),
    (", a", ["a"]),
    ("= a", ["a"]),
    ("| a", ["a"]),
    # keywords
    ("if (a) { b } elseif (c) { d } else { e }", ["a", "b", "c", "d", "e"]),
    ("while (a) { b }", ["a", "b"]),
    ("do { a } until (b)", ["a", "b"]),
    ("for ($i = a; b; c) { d }", ["a", "b", "c", "d"]),
    ("switch (a) { 'x' { b } default { c } }", ["a", "b", "c"]),
    ("switch -Regex (a) { 'x' { b } }", ["a", "b"]),
    ("return a b", ["a b"]),
    ("throw (a)", ["a"]),
    ("begin { a } process { b } end { c }", ["a", "b", "c"]),
    ("trap { a }", ["a"]),
    ("foreach ($x in a) { b }", ["a", "b"]),
    ("foreach ($x in 'p', 'q')\n{ b $x }", ["b p", "b q"]),
    ("foreach ($x in $y) { b $x }", ["b $y"]),
    ("foreach () { b }", ["b"]),
    ("foreach ($x in a)", ["a"]),
    ("data.exe a", ["data.exe a"]),
    ("in-x a", ["in-x a"]),
    ("class A : B, C.D { [void] M() { e f } }", ["e f"]),
    # definitions
    ("function f { a }", ["a"]),
    ("filter f { a }", ["a"]),
    ("function global:f.g($x)\n{ a }", ["a"]),
    ("function f", []),
    ("function f($x = (a)) { b $x }", ["a", "b a"]),
    ("function", ["function"]),
    ("param([Parameter(Mandatory=$true)][string]$x = 'p', $y) a $x $y", ["a p $y"]),
    ("$x = 'p'; function f($x) { a $x }", ["a $x"]),
    ("$x = 'p'; function f([string[]]$z) { a $x }", ["a p"]),
    ("param", ["param"]),
    # assignments put nothing out, and what is assigned may be anything
    ("$a = b c | d", ["b c", "d"]),
    ("$a.b = c d", ["c d"]),
    ("$a[0] = c", ["c"]),
    ("[a]::b = c", ["c"]),
    ("$a, $b = c", ["c"]),
    ("$a = if (b) { c } else { d }", ["b", "c", "d"]),
    ("$a =", []),
    ("5 > a.txt; b", ["b"]),
    ("$x 2>&1 | b", ["b"]),
    # arguments
    ("x 'a b' \"c d\" e`f", ["x a b c d ef"]),
    ("x a,b, c -Path:z", ["x a b c -Path:z"]),
    ("x C:\\a.b\\c=d+e.txt", ["x C:\\a.b\\c=d+e.txt"]),
    ("x \u2013Path \u201ca b\u201d", ["x -Path a b"]),
    ("x a # b", ["x a"]),
    ("x a#b", ["x a#b"]),
    ("x <# no #> a", ["x a"]),
    ("x `\n  a", ["x a"]),
    ("x a > out.txt 2>&1 b", ["x a b"]),
    ("x @'\na ' b\n'@ c", ["x a ' b c"]),
    ('$b=1; x @"\na $b "c"\n"@', ['x a 1 "c"']),
    ("$p = @{Path='a'; 'Force'=$true}; x @p", ["x -path:a -force:$true"]),
    # inside of blocks, groups, strings
    ("if (Test-Path a) { b } else { c }", ["test-path a", "b", "c"]),
    ("try { a } catch [IO.IOException] { b } finally { c }", ["a", "b", "c"]),
    ("function f($x) { a $x }", ["a $x"]),
    ("function f { param([string]$x = 'd') a $x }", ["a d"]),
    ("x (a b) $(c) @(d)", ["a b", "c", "d", "x a b c d"]),
    ('x "y $(a b) z"', ["a b", "x y $(a b) z"]),
    ("Invoke-Command { a; b }", ["a", "b", "invoke-command { a; b }"]),
    ("& { a }", ["a"]),
    ("$r = a b", ["a b"]),
    ("foreach ($s in 'p','q') { a $s }", ["a p", "a q"]),
    ("'p','q' | % { a $_ }", ["a p", "a q", "foreach-object { a $_ }"]),
    ("'p','q' | ForEach-Object { a $_ } -End { b }", ["a p", "a q", "b", "foreach-object { a $_ } -End { b }"]),
    ("p | ? { a $_ }", ["p", "a p", "where-object { a $_ }"]),
    ("% { a $_ }", ["a $_", "foreach-object { a $_ }"]),
    ("p | % Name", ["p", "foreach-object Name"]),
    ("x | % { a } | b", ["x", "a", "foreach-object { a }", "b"]),
    ("-join ('82O111' -split 'O' | % { [char][int]$_ }) | iex", [
        "foreach-object { [char][int]$_ }", "invoke-expression", "ro",
    ]),
    (". { a }", ["a"]),
    ("& { a } b | c", ["a", "c"]),
    ("{ a }", ["a"]),
    ("@{a = b c; d = { e }}", ["b c", "e"]),
    ("@{a = b |\n c}", ["b", "c"]),
    # code in strings
    ("iex 'a b'", ["invoke-expression a b", "a b"]),
    ("'a b' | iex", ["invoke-expression", "a b"]),
    ("iex (iwr https://x/y.ps1)", [
        "invoke-webrequest https://x/y.ps1", "invoke-expression iwr https://x/y.ps1",
    ]),
    ("& ([scriptblock]::Create('a b'))", ["::create a b", "a b"]),
    # no commands
    ("'Import-Certificate x.cer'", []),
    ("# Import-Certificate x.cer", []),
    ("@{ CmdletsToExport = 'Import-Certificate', 'Export-Certificate' }", []),
    ("", []),
]  # fmt: skip

STRINGS = [
    ("'Ro' + 'ot'", "Root"),
    ("'{0}{1}' -f 'Ro','ot'", "Root"),
    ("-join ('R','o','o','t')", "Root"),
    ("'R','o','o','t' -join ''", "Root"),
    ("[char]82 + [char]111 + 'ot'", "Root"),
    ("-join [char[]](82,111,111,116)", "Root"),
    ("-join ([char[]]'tooR')[3..0]", "Root"),
    ("'Rxxt'.Replace('x','o')", "Root"),
    ("'Rxxt' -replace 'x','o'", "Root"),
    ("[string]::Join('', 'Ro', 'ot')", "Root"),
    ("[string]::Format('{0}ot', 'Ro')", "Root"),
    ("'CA Root'.Split(' ')[1]", "Root"),
    ("[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('Um9vdA=='))", "Root"),
    ("[Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('UgBvAG8AdAA='))", "Root"),
    ('"Cert:\\LocalMachine\\$s"', "Cert:\\LocalMachine\\Root"),
    ('"${s}s"', "Roots"),
    ("$s.ToUpper()", "ROOT"),
    ("'Ro' + $unknown", "Ro$unknown"),
    ("Join-Path C:\\x y.cer", "C:\\x\\y.cer"),
    ("[IO.Path]::Combine('C:\\x', 'y.cer')", "C:\\x\\y.cer"),
    ("[IO.Path]::GetTempPath() + 'y.cer'", "%TEMP%\\y.cer"),
]


@pytest.mark.parametrize(("text", "expected"), COMMANDS)
def test_statements(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(("expression", "expected"), STRINGS)
def test_strings_that_the_text_tells(expression: str, expected: str) -> None:
    assert statements.parse(f"$s = 'Root'; $t = {expression}; x $t")[-1].args[0].text == expected


def test_a_method_call_is_a_statement_with_its_receiver() -> None:
    made, called = statements.parse("$s = [X509Store]::new('Root'); $s.Open('ReadWrite')")
    assert (made.name, made.receiver and made.receiver.text) == ("::new", "[x509store]")
    assert (called.name, called.args[0].text) == (".open", "ReadWrite")
    assert called.receiver is not None
    assert called.receiver.made_by == made


def test_words_piped_and_text() -> None:
    source, sink = statements.parse("gci *.ps1 | Set-Content -Path 'a b'")
    assert (source.piped, sink.piped) == (False, True)
    assert [word.text for word in sink.words] == ["Set-Content", "-Path", "a b"]
    assert sink.text == "Set-Content -Path 'a b'"


@pytest.mark.parametrize(
    ("text", "disguised"),
    [
        ("I`mport-Certificate x.cer", True),
        ("&('Import-'+'Certificate') x.cer", True),
        ("cert'ut'il -addstore", True),
        ("x ('Ro'+'ot')", True),
        ("x ([char]82+'oot')", True),
        ("& 'C:\\Program Files\\signtool.exe' sign", False),
        ("& ($kit + '\\signtool.exe') sign", False),
        ('x "$dir\\a.cer" `\n -Force', False),
        ("x ('a.cer' + ',b.cer')", False),
    ],
)
def test_names_taken_apart(text: str, disguised: bool) -> None:
    assert statements.parse(text)[-1].disguised is disguised
