"""Lines that a shell splits before any program starts."""

from __future__ import annotations

import pytest

from lab.commands.pasted import as_run


@pytest.mark.parametrize(
    ("line", "run"),
    [
        (
            "curl -s https://x.example/y.crt | tee /etc/a.crt",
            "sh -c 'curl -s https://x.example/y.crt | tee /etc/a.crt'",
        ),
        ("cat a.pem >> b.pem", "sh -c 'cat a.pem >> b.pem'"),
        ("cat a.pem|tee b.pem", "sh -c 'cat a.pem|tee b.pem'"),
        ("a && b", "sh -c 'a && b'"),
        ("a; b", "sh -c 'a; b'"),
        ("a 2>&1", "sh -c 'a 2>&1'"),
        ("a & b", "sh -c 'a & b'"),
        ("sudo cat a | sudo tee b", "sh -c 'sudo cat a | sudo tee b'"),
        ("echo 'x' | a", """sh -c 'echo '"'"'x'"'"' | a'"""),
        # by what only one of them writes, or by the program
        ("certutil -addstore root x.cer && del x.cer", 'cmd /c "certutil -addstore root x.cer && del x.cer"'),
        ("cd /d D:\\ && a.exe", 'cmd /c "cd /d D:\\ && a.exe"'),
        ("type k.pfx > \\\\h\\s\\k.pfx", 'cmd /c "type k.pfx > \\\\h\\s\\k.pfx"'),
        ('"C:\\a b\\c.exe" x | more', 'cmd /c ""C:\\a b\\c.exe" x | more"'),
        ("certutil -d ~/.pki/nssdb -L | grep x", "sh -c 'certutil -d ~/.pki/nssdb -L | grep x'"),
        # no shell splits these
        ("certutil -addstore root x.cer", ""),
        ("grep 'a|b' c", ""),
        ('findstr "a|b" C:\\c', ""),
        ("echo a \\| b", ""),
        ("echo C:\\a ^| b", ""),
        ("curl https://x.example/?a=1&b=2;c=3 -o /tmp/x", ""),
        ("", ""),
        # a shell has it already, or another program that runs what it is told
        ("sh -c 'a | b'", ""),
        ("sh -c a | b", ""),
        ("cmd /c type a > b", ""),
        ("C:\\Windows\\System32\\cmd.exe /c type a > b", ""),
        ("ssh h cat a | tee b", ""),
        ("powershell -c gc a | sc b", ""),
    ],
)
def test_a_line_as_its_shell_is_started_with_it(line: str, run: str) -> None:
    image = "/bin/sh" if run.startswith("sh") else "C:\\Windows\\System32\\cmd.exe"
    assert as_run(line) == ((image, run) if run else None)
