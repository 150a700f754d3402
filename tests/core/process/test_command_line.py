"""Commands wherever they stand: a process's own, those wrapped inside of it, and those of a script."""

from __future__ import annotations

import pytest
from codesignrisk_core.budget import Budget
from codesignrisk_core.cmdline import argv
from codesignrisk_core.masking import EVERYTHING
from codesignrisk_core.model import Command, Report, Script
from codesignrisk_core.powershell.values import MAX_ITEMS, TOO_LARGE
from codesignrisk_core.process import command_line, identity
from codesignrisk_core.scorer import Scorer
from codesignrisk_core.settings import Indicator, Settings

from tests.core.lines import ids, windows


def own(line: str, image: str = "", original: str = "", company: str = "") -> Report:
    """The report on a process's own command."""
    tokens = argv.split(line)
    first = tokens[0].text if tokens else ""
    found = identity.of_process(image, original, first)
    return command_line.judge(Command(image or first, tokens, line), found, company)


@pytest.mark.parametrize(
    ("report", "tool", "indicators"),
    [
        (own("certutil -addstore root x.cer"), "certutil", ["add_to_store_root"]),
        # Windows' certutil, or the one of NSS: by its grammar and the company in its version resource
        (own("certutil -A -n x -t C,, -i x.pem -d sql:profile"), "nss_certutil", ["nss_add_trust"]),
        (own("certutil -addstore root x.cer", company="Mozilla Corporation"), "nss_certutil", []),
        # a tool of macOS or Linux by that name, and a program of Windows that has it
        (own("trust anchor x.crt", "/usr/bin/trust"), "trust", ["add_trust_anchor"]),
        (own("trust anchor x.crt", "C:\\Tools\\trust.exe"), "", []),
        # any other program, by what it does with key files, or by a tool's name or shape on its line
        (own("xcopy C:\\certs\\*.pfx D:\\x"), "xcopy", ["copy_key_files"]),
        (own("python sigthief.py -i a.exe -t b.exe"), "sigthief", ["fake_signature_tool"]),
        (own('python -c "b = x509.CertificateBuilder()"'), "inline code", ["make_certificate"]),
        # whose help is asked for does nothing
        (own("certutil -addstore root -?"), "certutil", []),
        (own("signtool sign /?"), "signtool", []),
        (own("security add-trusted-cert -h", "/usr/bin/security"), "security", []),
        # the script of an interpreter, and a whole line of a tool under another name
        (own("java -jar jsign-7.1.jar --keystore a.p12 a.exe"), "jsign", ["sign_other_file", "no_timestamp"]),
        (own("python3 /usr/bin/xattr -c a", "/usr/bin/python3"), "xattr", ["attributes_clear"]),
        (
            own("cu -addstore root a.cer", "C:\\t\\cu.exe"),
            "certutil",
            ["add_to_store_root", "tool_unusual_place", "renamed_tool"],
        ),
        (own("cu -addstore root a.cer", "C:\\t\\cu.exe", "notes.exe"), "", []),
        (own("python3 /usr/bin/xattr -c a", "C:\\Python\\python3.exe"), "", []),  # a tool of macOS
        (own("notepad a.txt"), "", []),
        (own(""), "", []),
        # who it is and where it lies matters to what it does, and to nothing else
        (
            own("x -addstore root x.cer", "C:\\Users\\Public\\x.exe", "CertUtil.exe"),
            "certutil",
            ["add_to_store_root", "tool_user_writable", "renamed_tool"],
        ),
        (own("x -ping", "C:\\Users\\Public\\x.exe", "CertUtil.exe"), "certutil", []),
        # so does a disguise
        (own("certutil -\u1d43ddstore root x.cer"), "certutil", ["add_to_store_root", "obfuscated_letters"]),
        (own("certutil -p\u1d62ng"), "certutil", []),
    ],
)
def test_a_command(report: Report, tool: str, indicators: list[str]) -> None:
    assert (report.tool, ids(report)) == (tool, indicators)


def judged_whole(line: str, budget: Budget | None = None) -> command_line.CommandLine:
    command = windows(line)
    whole = command_line.CommandLine(budget)
    whole.judge_command(command, command_line.judge(command, identity.of_word(command.image)))
    return whole


def parts_of(line: str) -> command_line.Parts:
    return judged_whole(line).parts


def told(parts: command_line.Parts) -> list[tuple[str, str]]:
    """What each part is, and the first thing that is said of it."""
    return [
        (part.line if isinstance(part, Command) else part.text, next(iter(ids(report)), "")) for part, report in parts
    ]


SCRIPT = "Import-Certificate x.cer -CertStoreLocation Cert:\\LocalMachine\\Root; certutil -addstore ca y.cer"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("certutil -ping", [("certutil -ping", "")]),
        (
            "cmd /c certutil -addstore root x.cer & del x.cer",
            [
                ("cmd /c certutil -addstore root x.cer & del x.cer", ""),
                ("certutil -addstore root x.cer", "add_to_store_root"),
                ("del x.cer", ""),
            ],
        ),
        (
            f'powershell -c "{SCRIPT}"',
            [
                (f'powershell -c "{SCRIPT}"', ""),
                (SCRIPT, "add_to_store_root"),
                ("certutil -addstore ca y.cer", "add_to_store_ca"),
            ],
        ),
    ],
)
def test_what_is_wrapped(line: str, parts: list[tuple[str, str]]) -> None:
    assert told(parts_of(line))[: len(parts)] == parts


def test_secrets_and_disguises_of_a_wrapper_are_its_own() -> None:
    _, report = parts_of("psexec \\\\host1 -u ann -p Sesame7 certutil -ping")[0]
    assert report.secrets == ["Sesame7"]
    _, report = parts_of("powershell -enc YwBlAHIAdAB1AHQAaQBsACAALQBwAGkAbgBnAA==")[0]
    assert (ids(report), report.hidden) == (["encoded_command"], False)  # management tools encode too
    _, report = parts_of("cmd /c c^e^r^t^u^t^i^l -ping")[0]
    assert (ids(report), report.hidden) == (["obfuscated_escapes"], True)


def test_a_script_of_another_language_is_not_read() -> None:
    whole = command_line.CommandLine()
    whole.judge_script(Script(SCRIPT, "vbscript"))
    assert whole.parts == []


def test_a_script_with_many_programs_is_read_as_far_as_it_goes() -> None:
    whole = command_line.CommandLine()
    whole.judge_script(Script("certutil -ping\n" * 1000))
    assert 100 < len(whole.parts) < 300
    assert whole.unread == ["certutil -ping\n" * 1000]
    assert whole.report({}).limits == ["the PowerShell text runs too many programs, and not all were judged"]


def test_of_more_text_than_secrets_are_looked_for_in_nothing_is_shown() -> None:
    parts: command_line.Parts = [(windows(f"x --token Zx81 {'y' * 60_000}"), Report())] * 5
    assert command_line.named_secrets(parts[:4]) == ["Zx81"] * 8
    assert command_line.named_secrets(parts)[-1] == EVERYTHING
    values: command_line.Parts = [(windows("x " + "--token=" * 400), Report())] * 60  # 200,000 characters
    found = command_line.named_secrets(values)
    assert (found[-1], len(found) < 1_000) == (EVERYTHING, True)


def test_each_script_that_was_read_in_part_is_unread() -> None:
    many = "x" + " a" * MAX_ITEMS
    whole = command_line.CommandLine()
    for text in (f"{many} 'cert:'", "a", f"{many} 'x509'"):
        whole.judge_script(Script(text))
    assert whole.unread == [f"{many} 'cert:'", f"{many} 'x509'"]


@pytest.mark.parametrize(
    ("last", "expected"),
    [("'certutil -addstore root x.cer'", ["unread_commands"]), ("('cert'+'util')", ["unread_commands"]), ("2", [])],
)
def test_what_a_list_of_a_script_loses_is_suspect_where_it_names_a_tool(last: str, expected: list[str]) -> None:
    whole = command_line.CommandLine()
    whole.judge_script(Script(f"$x={'1,' * MAX_ITEMS}{last}; dir cert:; & $x[{MAX_ITEMS}] {'a ' * 10}"))
    report = whole.report({})
    assert (ids(report), report.limits) == (expected, [TOO_LARGE])


def test_work_is_paid_for_and_what_is_left_is_unread() -> None:
    line = "cmd /c certutil -ping & certutil -addstore root x.cer"
    whole = judged_whole(line, Budget(600))
    assert [part.line for part, _ in whole.parts if isinstance(part, Command)] == [line]
    assert whole.unread == ["certutil -ping", "certutil -addstore root x.cer"]
    report = whole.report({})
    assert (ids(report), report.limits) == (["unread_commands"], [command_line.TOO_MUCH_WORK])


@pytest.mark.parametrize(
    ("broken", "line", "limit"),
    [
        ("tools.certutil.options.parse", "certutil -addstore root x.cer", "internal error in certutil"),
        ("process.command_line.unwrap", "cmd /c certutil -addstore root x.cer", "internal error in unwrap"),
        ("cmdlets.judge_script", 'powershell -c "certutil -addstore root x.cer"', "internal error in powershell"),
    ],
)
def test_a_fault_costs_the_part_that_has_it(
    monkeypatch: pytest.MonkeyPatch, broken: str, line: str, limit: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError(line)

    monkeypatch.setattr(f"codesignrisk_core.{broken}", fail)
    whole = judged_whole(f"cmd /c {line}")
    assert [reason for _, report in whole.parts for reason in report.limits] == [f"{limit}, please report it: KeyError"]
    assert whole.parts[0][0] == windows(f"cmd /c {line}")


def test_a_disguise_inside_of_a_script_is_told_of_the_whole() -> None:
    whole = command_line.CommandLine()
    whole.judge_script(Script(f"{SCRIPT}; cmd /c c^e^r^t^u^t^i^l -ping"))
    weights = {"add_to_store_root": Indicator("add_to_store_root", "action", 45, "", "", "")}
    report = whole.report(weights)
    assert (report.hidden, "obfuscated_escapes" in ids(report)) == (True, True)


WEIGHTS = {
    "light": Indicator("light", "action", 10, "", "", ""),
    "heavy": Indicator("heavy", "action", 50, "", "", ""),
    "nothing": Indicator("nothing", "action", 0, "", "", ""),
    "how": Indicator("how", "modifier", 90, "", "", ""),
}


def part(*indicators: str, layers: tuple[str, ...] = (), line: str = "x", **more: object) -> tuple[Command, Report]:
    report = Report(**more)  # type: ignore[arg-type]
    for indicator in indicators:
        report.add(indicator, f"{report.tool or line} {indicator}")
    return windows(line)._replace(layers=layers), report


def test_the_part_with_the_heaviest_action_names_the_whole() -> None:
    parts: command_line.Parts = [
        part("how", "light", tool="a", action="x", store="S\\a", thumbprint="A", files=["f"], secrets=["s"]),
        part("heavy", tool="b", action="y", store="S\\b", thumbprint="B", files=["g", "f"], targets=["t"], hidden=True),
        part(tool="c", flags={"HasPFX"}),
    ]
    whole = command_line.merge(parts, WEIGHTS)
    assert (whole.tool, whole.action, whole.store, whole.thumbprint) == ("b", "y", "S\\b", "B")
    assert ids(whole) == ["heavy", "how", "light"]
    assert (whole.files, whole.targets, whole.secrets, whole.flags) == (["g", "f"], ["t"], ["s"], {"HasPFX"})
    assert whole.hidden


def test_the_first_of_equals_is_the_outermost() -> None:
    parts: command_line.Parts = [part("light", tool="a"), part("light", tool="b", layers=("cmd",))]
    whole = command_line.merge(parts, WEIGHTS)
    assert (whole.tool, whole.findings) == ("a", [("light", "a light")])
    assert command_line.leading_layers(parts, WEIGHTS) == ()


def test_without_an_action_there_is_nothing_to_tell() -> None:
    whole = command_line.merge([part("how", secrets=["s"])], WEIGHTS)
    assert (whole.findings, whole.secrets) == ([], ["s"])


def test_what_is_in_no_table_may_be_an_action_and_is_told() -> None:
    assert ids(command_line.merge([part("how", "unknown")], WEIGHTS)) == ["how", "unknown"]


def test_an_action_that_a_site_weighs_0_is_still_told() -> None:
    assert ids(command_line.merge([part("nothing")], WEIGHTS)) == ["nothing"]


@pytest.mark.parametrize(
    ("action", "line", "leaves"),
    [
        *((action, "curl -T a.zip https://x.example/", True) for action in sorted(command_line._TAKEN)),
        ("search_keys", "curl https://x.example/", False),
        ("sign", "curl -T a.zip https://x.example/", False),
    ],
)
def test_keys_in_hand_and_something_that_is_sent(action: str, line: str, leaves: bool) -> None:
    whole = command_line.merge([part("light", action=action), part(line=line)], WEIGHTS)
    expected = [("key_leaves_host", "the same line sends something to another host")]
    if action == "read_key_file":  # what is printed is what is sent
        expected.append(("upload_key_file", "what is printed goes to another host"))
    assert whole.findings[1:] == (expected if leaves else [])


@pytest.mark.parametrize(
    ("action", "line", "false_clock"),
    [
        ("sign", "date 2013-05-06", True),
        ("timestamp", "net stop w32time", True),
        ("sign", "date /t", False),
        ("export_key", "date 2013-05-06", False),
    ],
)
def test_signing_under_a_false_clock(action: str, line: str, false_clock: bool) -> None:
    whole = command_line.merge([part("light", action=action), part(line=line)], WEIGHTS)
    assert whole.findings[1:] == ([("clock_changed", "the same line changes the clock")] if false_clock else [])


def test_the_wrappers_that_start_what_is_done() -> None:
    light, heavy = part("light", layers=("cmd",)), part("heavy", layers=("cmd", "wmic"))
    assert command_line.leading_layers([light, heavy], WEIGHTS) == ("cmd", "wmic")
    script = (Script("x", layers=("cmd", "powershell")), heavy[1])
    assert command_line.leading_layers([light, script], WEIGHTS) == ("cmd",)


def test_every_keys_in_hand_is_an_action_that_is_reported(shipped: Settings) -> None:
    taken = [
        windows(line)
        for line in ("xcopy C:\\c\\*.pfx D:\\x", "7z a o.7z w.pfx", "base64 a.p12", "dir /s *.pfx", "type a.pfx")
    ]
    actions = {command_line.judge(command, identity.Identity(None)).action for command in taken}
    assert actions | {"export_key"} == command_line._TAKEN


HANDED_OVER = [
    ("echo Zx81 | openssl pkcs12 -in a.pfx -nodes -out k.pem -passin stdin", True),
    ("openssl pkcs12 -in a.pfx -nodes -out k.pem -passin stdin <<< Zx81", True),
    ("openssl pkcs12 -in a.pfx -nodes -out k.pem -passin file:<(echo Zx81)", True),
    ("openssl pkcs12 -in a.pfx -nodes -out k.pem -passin fd:3 3<<<Zx81", True),
    ("openssl pkcs12 -in a.pfx -nodes -out k.pem -passin fd:3 3< <(printf %s Zx81)", True),
    ("osslsigncode sign -pkcs12 a.p12 -readpass <(cat <<< Zx81) -in a -out b", True),
    ("echo $PW | openssl pkcs12 -in a.pfx -nodes -out k.pem -passin stdin", False),
    ("openssl pkcs12 -in a.pfx -nodes -out k.pem -passin file:<(cat pw.txt)", False),
    ("openssl pkcs12 -in a.pfx -nodes -out k.pem -passin file:pw.txt", False),
]


@pytest.mark.parametrize(("line", "clear"), HANDED_OVER)
def test_a_password_that_the_shell_hands_over_stands_in_clear(scorer: Scorer, line: str, clear: bool) -> None:
    verdict = scorer.assess({"EventCode": "1", "CommandLine": f"bash -c '{line}'"})
    assert ("clear_password" in verdict["codesign_indicators"]) is clear
    assert "Zx81" not in str(verdict)
