"""`python -m lab explain`, with weights of its own so that the figures stay exact."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.__main__ import main
from lab.commands import explain

INDICATORS = """indicator,kind,weight,technique,description,false_positives
add_to_store_root,action,45,T1553.004,,PKI roll-out
signtool_sign_file,action,24,T1553.002,,Every build
clear_password,modifier,8,T1552.001,,Build scripts
input_user_writable,modifier,12,,,
no_timestamp,modifier,6,,,
parent_shell,context,5,,,Everybody
parent_build,benign,25,,,
build_ancestry,benign,25,,,
"""
PARENTS = "image,class,description\ncmd.exe,shell,\nmsbuild.exe,build,\n"


UNKNOWN = "No program here is known for certificates, keys or signing: score 0. Is it PowerShell text? Try --script"


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run the command and give the lines it prints, without blanks at their ends."""
    lookups = tmp_path / "lookups"
    lookups.mkdir()
    (lookups / "codesignrisk_indicators.csv").write_text(INDICATORS)
    (lookups / "codesignrisk_parents.csv").write_text(PARENTS)
    (lookups / "codesignrisk_allowlist.csv").write_text("rule_id\n")
    monkeypatch.setattr(explain, "_APP", tmp_path)
    monkeypatch.setattr(explain, "_SHIPPED", lookups)
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*args: str) -> list[str]:
        assert main(["explain", *args]) == 0
        return [line.rstrip() for line in capsys.readouterr().out.splitlines()]

    return run


def block(lines: list[str], first: str, count: int) -> list[str]:
    start = lines.index(first)
    return lines[start : start + count]


# -- how a line is read


def test_words_and_what_the_command_does(shown):
    lines = shown("--cwd", "C:\\Users\\Public", "certutil -f -addstore Root new.cer")
    assert block(lines, "certutil -f -addstore Root new.cer", 12) == [
        "certutil -f -addstore Root new.cer",
        "  words       certutil   program",
        "              -f         option",
        "              -addstore  option",
        "              Root       store",
        "              new.cer    certificate or key file",
        "  tool        certutil",
        "  action      add_to_store",
        "  store       LocalMachine\\root",
        "  files       c:\\users\\public\\new.cer",
        "  flags       CertImport, IsCertutil, TrustedStoreTarget",
        "",
    ]


def test_values_that_are_attached_to_their_option(shown):
    lines = shown("--cwd", "C:\\b", "signtool sign /f:my.pfx /tr:http://t.example app.exe")
    assert "              /f:my.pfx             option with certificate or key file" in lines
    assert "              app.exe               target" in lines
    assert "  targets     c:\\b\\app.exe" in lines


def test_original_name_tells_the_tool(shown):
    line = "x -addstore root a.cer"
    assert "  tool        certutil" in shown("--image", "C:\\t\\x.exe", "--original-name", "CertUtil.exe", line)


def test_a_line_without_an_action(shown):
    assert shown("--parent", "cmd.exe", "notepad a.txt") == [
        "notepad a.txt",
        "  words       notepad  program",
        "              a.txt    word",
        "",
        UNKNOWN,
    ]


def test_an_empty_line(shown):
    assert shown(" ") == ["  error       no command line: turn on command-line auditing for process creation events"]


def test_a_terminal_is_not_steered(shown):
    assert "notepad \\x1b[2J" in shown("notepad \x1b[2J")


# -- how the score adds up


def test_indicators_with_weight_share_and_technique(shown):
    lines = shown("--parent", "C:\\Windows\\System32\\cmd.exe", "certutil -addstore root C:\\Users\\Public\\a.cer")
    cells = [[cell.strip() for cell in line.split("│")] for line in lines if "│" in line]
    assert cells == [
        ["share", "weight", "kind", "indicator", "technique", "why"],
        ["+45", "45", "action", "add_to_store_root", "T1553.004", "certutil adds a certificate to LocalMachine\\root"],
        ["+12", "12", "modifier", "input_user_writable", "", "a.cer is in a user-writable path"],
        ["+5", "5", "context", "parent_shell", "", "the parent is cmd.exe (shell)"],
    ]
    assert block(lines, "Known false positives", 4) == [
        "Known false positives",
        "  add_to_store_root: PKI roll-out",
        "  parent_shell: Everybody",
        "",
    ]


def test_the_sum(shown):
    lines = shown("--parent", "cmd.exe", "--user", "LAB\\ann", "certutil -addstore root C:\\Users\\Public\\a.cer")
    assert lines[lines.index("How the score adds up") + 1 :] == [
        "  A     45  the heaviest action and a quarter of the second",
        "  M     12  modifiers, 30 at most",
        "  C      5  context",
        "  k      1  min(1, A / 30)",
        "  B      0  benign evidence, 50 at most, none of a disguised line",
        "  A + k * (M + C) - B = 45 + 1 * (12 + 5) - 0 = 62",
        "  score 62, high",
        "",
        "  message     certutil adds a certificate to LocalMachine\\root; a.cer is in a user-writable path; "
        "parent cmd.exe; user LAB\\ann",
    ]


def test_the_floor_under_benign_evidence(shown):
    lines = shown("--parent", "C:\\Program Files\\MSBuild\\msbuild.exe", "signtool sign /f a.pfx /td sha256 app.exe")
    assert lines[lines.index("How the score adds up") + 4 :][:5] == [
        "  k    0.8  min(1, A / 30)",
        "  B     25  benign evidence, 50 at most, none of a disguised line",
        "  A + k * (M + C) - B = 24 + 0.8 * (6 + 0) - 25 = 3.8",
        "  no less than 0.4 * the heaviest action = 9.6",
        "  score 10, info",
    ]


# -- secrets


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("certutil -p Passw0rd -importPFX my.pfx", "Passw0rd"),
        ("signtool sign /f my.pfx /p:Passw0rd app.exe", "Passw0rd"),
        ('signtool sign /f my.pfx /p "two words" app.exe', "two words"),
        # not as it is in the line: the words show it
        ('signtool sign /f my.pfx /p "a\\"bcd" app.exe', "bcd"),
        # what only the grammar of a language or of the command tells
        ("""osascript -e 'do shell script "spctl --master-disable" password "Zx81Qp" user name "bob"'""", "Zx81Qp"),
        ("echo Zx81Qp | sudo -S spctl --master-disable", "Zx81Qp"),
        ("sh -c 'sudo -S spctl --master-disable <<< Zx81Qp'", "Zx81Qp"),
        ("vault login Zx81Qp", "Zx81Qp"),
    ],
)
def test_a_secret_is_nowhere_in_the_output(shown, line, secret):
    lines = shown(line)
    assert secret not in "\n".join(lines)
    assert "***" in lines[0]
    assert any(line.endswith(("  secret", "  option with secret", "  word with a secret")) for line in lines)


def test_the_policy_of_an_identity_is_no_secret(shown):
    assert shown("security find-identity -v -p codesigning")[0] == "security find-identity -v -p codesigning"


def test_a_short_secret_leaves_other_words_readable(shown):
    lines = shown("signtool sign /f my.pfx /p a app.exe")
    assert lines[0] == "signtool sign /f my.pfx /p *** app.exe"


def test_a_command_within_a_wrapper_and_the_one_beside_it(shown):
    lines = shown('cmd /c "powershell -c certutil -p Hunter2 -importPFX a.pfx & certutil -addstore root a.cer"')
    assert "Hunter2" not in "\n".join(lines)
    assert "certutil -addstore root a.cer" in lines
    assert "powershell -c certutil -p *** -importPFX a.pfx" in lines


# -- what a score of 0 means, and PowerShell text

IMPORT = "Import-Certificate -FilePath c:\\temp\\x.cer -CertStoreLocation Cert:\\LocalMachine\\Root"


@pytest.mark.parametrize(
    ("arguments", "ending"),
    [
        (
            ["certutil -hashfile a.exe"],
            "certutil: known, and nothing it does here scores: score 0. docs/indicators.md lists what does",
        ),
        (
            ["certutil -urlcache -f http://x.example/y"],
            "certutil: known, and nothing it does here scores: score 0. docs/indicators.md lists what does",
        ),
        (
            ["bcdedit /set testsigning off"],
            "bcdedit: known, and nothing it does here scores: score 0. docs/indicators.md lists what does",
        ),
        (
            ["cmd /c bcdedit.exe /enum"],
            "bcdedit: known, and nothing it does here scores: score 0. docs/indicators.md lists what does",
        ),
        (
            ["--script", "Get-Date"],
            "No statement here signs, trusts, or handles certificates and keys in a way that is scored: score 0",
        ),
        (
            ["Get-Date"],
            UNKNOWN,
        ),
    ],
)
def test_a_score_of_0_says_what_it_means(shown, arguments, ending):
    assert shown(*arguments)[-1] == ending


@pytest.mark.parametrize("arguments", [[IMPORT], ["--script", IMPORT]])
def test_powershell_text_is_read_as_a_script(shown, arguments):
    lines = shown(*arguments)
    assert "  language    powershell" in lines
    assert any(line.startswith("  score 57") for line in lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_script_may_be_a_file(shown, tmp_path, encoding):
    file = tmp_path / "deploy.ps1"
    file.write_text(IMPORT, encoding=encoding)
    assert any(line.startswith("  score 57") for line in shown("--script", str(file)))


def test_a_script_is_no_path(shown):
    assert shown("--script", "x" * 5000)[-1].endswith("score 0")


# -- lines that a shell would split

BY_SHELL = (
    "read as a shell would run it, as {}: no process start holds a pipe, redirection or second command outside quotes; "
    "--image PATH reads it as one program's line"
)
ANCHOR = "/usr/local/share/ca-certificates/x.crt"


@pytest.mark.parametrize(
    ("line", "first", "shell", "found"),
    [
        (
            f"cat x.crt | sudo tee {ANCHOR}",
            f"sh -c 'cat x.crt | sudo tee {ANCHOR}'",
            "sh -c",
            "  store       linux\\root",
        ),
        (f"cat x.crt >> {ANCHOR}", f"sh -c 'cat x.crt >> {ANCHOR}'", "sh -c", "  store       linux\\root"),
        (
            "cd C:\\t && certutil -addstore root x.cer",
            'cmd /c "cd C:\\t && certutil -addstore root x.cer"',
            "cmd /c",
            "  files       c:\\t\\x.cer",
        ),
        # nothing in it all the same
        ("cat a >> b", "sh -c 'cat a >> b'", "sh -c", UNKNOWN),
    ],
)
def test_a_line_with_a_pipe_is_read_as_a_shell_runs_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, first: str, shell: str, found: str
) -> None:
    assert main(["explain", line]) == 0
    told = capsys.readouterr()
    lines = [text.rstrip() for text in told.out.splitlines()]
    assert lines[0] == first
    assert lines[3] == f"              {line}  word"  # one word, as the shell gets it
    assert found in lines
    assert BY_SHELL.format(shell) in told.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--image", "/usr/bin/cat", "cat a >> b"],
        ["--original-name", "cat.exe", "cat a >> b"],
        ["--script", "cat a > b"],
        ["sh -c 'cat a >> b'"],
        ["Get-ChildItem Cert: | Export-PfxCertificate -FilePath C:\\x.pfx -Password $p"],
    ],
)
def test_a_line_of_one_program_or_a_script_is_not_given_to_a_shell(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(["explain", *arguments]) == 0
    assert "as a shell would run it" not in capsys.readouterr().err


def test_no_finding_is_lost_to_the_shell(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "certutil | -addstore root x.cer"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("certutil | -addstore root x.cer\n")
    assert "  action      add_to_store\n" in told.out
    assert "as a shell would run it" not in told.err


def test_a_program_that_is_called_as_a_cmdlet_is_given_to_the_shell(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "apt-get update && apt-get install --allow-unauthenticated x"]) == 0
    told = capsys.readouterr()
    assert BY_SHELL.format("sh -c") in told.err
    assert "apt-get takes packages without checking their signatures" in told.out


@pytest.mark.parametrize(("host", "hidden"), [("bld-07", True), ("ws-1", False)])
def test_a_row_of_the_allowlist_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], host: str, hidden: bool
) -> None:
    rows = "rule_id,host,image,reason,owner,expires\nnightly,bld-*,*,nightly builds,build team,2099-01-01\n"
    (tmp_path / "codesignrisk_allowlist_local.csv").write_text(rows)
    line = "signtool sign /f C:\\k\\a.pfx C:\\out\\a.exe"
    assert main(["explain", line, "--host", host, "--image", "C:\\k\\signtool.exe", "--lookups", str(tmp_path)]) == 0
    told = "the allowlist hides it, so that the command says 0: nightly builds (row nightly)" in capsys.readouterr().err
    assert told is hidden


LACKS = "row release of the allowlist would hide it, were these given and right: "
HOST, USER, PARENT = ["--host", "bld-07"], ["--user", "CORP\\svc_build"], ["--parent", "C:\\Windows\\cmd.exe"]
IMAGE = ["--image", "C:\\k\\signtool.exe"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], [LACKS + "--host bld-*, --user corp\\svc_build, --image *\\signtool.exe, --parent *\\cmd.exe"]),
        ([*HOST, *USER, *IMAGE], [LACKS + "--parent *\\cmd.exe"]),
        ([*HOST, *USER, *IMAGE, *PARENT], ["the allowlist hides it, so that the command says 0: builds (row release)"]),
        (["--host", "ws-1", *USER, *IMAGE], []),
    ],
)
def test_a_row_that_lacks_what_was_not_given_says_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], given: list[str], said: list[str]
) -> None:
    header = "rule_id,host,user,image,command_line,parent_image,cert_file,indicator,reason,owner,expires\n"
    release = "release,bld-*,CORP\\svc_build,*\\signtool.exe,,*\\cmd.exe,*\\release.pfx,,builds,build team,2099-01-31\n"
    other = "other,bld-*,,,,,*\\other.pfx,,builds,build team,2099-01-31\n"
    (tmp_path / "codesignrisk_allowlist_local.csv").write_text(header + other + release)
    line = "signtool sign /f C:\\keys\\release.pfx /p x C:\\out\\setup.exe"
    assert main(["explain", *given, "--lookups", str(tmp_path), line]) == 0
    _, *told = capsys.readouterr().err.splitlines()  # the first names the tables in use
    assert told == said


def test_what_is_to_be_told_of_tables_is_said_as_in_a_scan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = "rule_id,host,user,image,command_line,parent_image,cert_file,indicator,reason,owner,expires\n"
    rows = "old,bld-1,,,,,,,builds,build team,2020-01-31\nbad,bld-1,,,,,,,builds,build team,soon\n"
    (tmp_path / "codesignrisk_allowlist_local.csv").write_text(header + rows)
    assert main(["explain", "--lookups", str(tmp_path), "certutil -addstore root x.cer"]) == 0
    _, *told = capsys.readouterr().err.splitlines()  # the first names the tables in use
    file = "codesignrisk: codesignrisk_allowlist_local.csv"
    assert told == [
        f"INFO: {file} row 2: rule 'old' expired on 2020-01-31; not applied",
        f"WARN: {file} row 3: expires 'soon' of rule 'bad' is not a date like 2027-01-31; row left out",
    ]


def test_a_folder_of_tables_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["explain", "certutil", "--lookups", "/no/such/folder"])
    assert "/no/such/folder is no folder" in capsys.readouterr().err


# -- where the command line stands

ADD = "certutil -addstore root x.cer"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([ADD], ADD),
        (ADD.split(), ADD),
        (["--", *ADD.split()], ADD),
        (["--parent", "cmd.exe", *ADD.split()], ADD),
        (["--parent", "cmd.exe", "--", *ADD.split()], ADD),
        ([ADD, "--parent", "cmd.exe"], ADD),
        (["certutil", "--parent=cmd.exe"], "certutil"),
        # options of lab and of the command line that have one name
        (["certutil", "-hashfile", "a.exe"], "certutil -hashfile a.exe"),
        (["certutil", "-user", "-addstore", "root", "x.cer"], "certutil -user -addstore root x.cer"),
        (["codesign", "--force", "--sign", "id", "a.app"], "codesign --force --sign id a.app"),
        # what the shell took is put back as Windows reads it
        (["signtool", "sign", "/f", "C:\\my keys\\a.pfx"], 'signtool sign /f "C:\\my keys\\a.pfx"'),
        (["C:\\my tools\\signtool.exe", "sign", "a.exe"], '"C:\\my tools\\signtool.exe" sign a.exe'),
        (["echo", 'say "hi"'], 'echo "say \\"hi\\""'),
    ],
)
def test_a_command_line_is_one_argument_or_the_rest(shown, arguments, line):
    assert shown(*arguments)[0] == line


def test_options_count_wherever_they_stand(shown):
    before, behind = shown("--parent", "cmd.exe", *ADD.split()), shown(ADD, "--parent", "cmd.exe")
    assert before == behind
    assert any("parent_shell" in line for line in before)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "a command line is wanted: in single quotes, or as the rest of the line"),
        (["--"], "a command line is wanted: in single quotes, or as the rest of the line"),
        ([ADD, "--nonsense"], "unrecognized arguments: --nonsense"),
        ([ADD, "--integrity", "Foo"], "invalid choice: 'Foo' (choose from Low, Medium, High, System)"),
    ],
)
def test_usage_errors_say_what_is_wanted(capsys, arguments, said):
    with pytest.raises(SystemExit) as ended:
        main(["explain", *arguments])
    err = capsys.readouterr().err.replace("'Low', 'Medium', 'High', 'System'", "Low, Medium, High, System")
    assert ended.value.code == 2
    assert said in err
    assert "python -m lab explain [OPTION ...] 'COMMAND LINE'" in err


def test_integrity_levels_are_known_in_any_case(shown):
    assert shown("--integrity", "high", ADD) == shown("--integrity", "High", ADD)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["certutil", "-addstore", "root", "C:tempx.cer"], True),
        (["certutil", "-addstore", "root", "C:\\temp\\x.cer"], False),
        (["signtool", "sign", "/tr:http://t.example", "a.exe"], False),
        (["Import-Certificate", "Cert:x"], False),
        (["certutil -addstore root C:x.cer"], False),
    ],
)
def test_backslashes_that_the_shell_took_are_told(shown, monkeypatch, arguments, told):
    said = []
    monkeypatch.setattr(explain, "say", said.append)
    shown(*arguments)
    assert ("the shell took the backslashes of a path: put the command line in single quotes" in said) is told
