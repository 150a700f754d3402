"""Programs whose last words are the command. Sources: their help texts and manuals, see the module."""

from __future__ import annotations

import pytest

from tests.core.unwrapping import lines, run

WINDOWS = [
    ("conhost --headless tool a", ["tool a"]),
    ("conhost --width 80 --height 25 -- tool a", ["tool a"]),
    ("conhost 0x4 tool a", ["tool a"]),
    ("conhost 0xffffffff -ForceV1", []),
    ("psexec \\\\srv1 tool a", ["tool a"]),
    ("psexec -s tool a", ["tool a"]),
    ("psexec \\\\srv1 -accepteula -s -i 1 tool a", ["tool a"]),
    ("psexec -i tool a", ["tool a"]),  # the session may be left out
    ("psexec \\\\srv1 -u corp\\a -p x -n 10 -w C:\\d tool a", ["tool a"]),
    ("psexec @hosts.txt tool a", ["tool a"]),
    ("psexec \\\\srv1\\share\\tool a", ["\\\\srv1\\share\\tool a"]),
    ("psexec \\\\srv1", []),
    ("PsExec64.exe \\\\srv1 tool a", ["tool a"]),
    ("paexec \\\\srv1 -to 10 -lo C:\\log tool a", ["tool a"]),
    ("winrs -r:srv1 -u:a -p:x tool a", ["tool a"]),
    ("winrs /r:srv1 tool a", ["tool a"]),
    ('winrs -r:srv1 "tool a"', ["tool a"]),
    ('runas /user:corp\\a "tool a"', ["tool a"]),
    ("gsudo -n tool a", ["tool a"]),
    ("wsl -d Debian -u root tool a", ["tool a"]),
    ("wsl -- tool a", ["tool a"]),
    ("at \\\\srv1 13:30 /interactive tool a", ["tool a"]),
    ("withdll.exe /d:C:\\x\\hook.dll tool a", ["tool a"]),
    ("withdll -v -d:hook.dll tool a", ["tool a"]),
    ("nssm install s tool a", ["tool a"]),
    ("nssm install", []),
    ("plink -batch -pw x a@srv1 tool a", ["tool a"]),
    ("plink -P 22 srv1 -m file tool a", ["tool a"]),
    ("scriptrunner -appvscript tool a", ["tool a"]),
    ("mpiexec -n 1 tool a", ["tool a"]),
    ("ntsd -g tool a", ["tool a"]),
    ('cdb -pd -pn x -c ".shell tool a"', ["tool a"]),
    ('kd -c ".echo x; .shell -x tool a"', ["tool a"]),
    ("tttracer tool a", ["tool a"]),
    ("devtoolslauncher LaunchForDeploy tool a", ["tool a"]),
    ("wt -p Ubuntu nt -d C:\\d tool a", ["tool a"]),
    ("wt", []),
    # ssh_config(5): what a shell of this host starts
    ('ssh -o ProxyCommand="tool a" .', ["tool a"]),
    ('ssh -oProxyCommand="tool a" .', ["tool a"]),
    ('ssh -o "ProxyCommand tool a" srv1', ["tool a"]),
    ('ssh -o PermitLocalCommand=yes -o LocalCommand="tool a" a@srv1 tool b', ["tool a", "tool b"]),
    ('ssh -o ProxyCommand="cmd /c tool a & tool b" .', ["cmd /c tool a", "tool b", "tool a"]),
    ("ssh -o StrictHostKeyChecking=no srv1", []),
    ('sftp -o ProxyCommand="tool a" .', ["tool a"]),
    ("scp -P 22 a.txt srv1:b.txt", []),
    ('plink -proxycmd "tool a" srv1', ["tool a"]),
]

POSIX = [
    ("sudo tool a", ["tool a"]),
    ("sudo -u root -E A=1 tool a", ["tool a"]),
    ("sudo -uroot tool a", ["tool a"]),
    ("sudo --user=root tool a", ["tool a"]),
    ("sudo -- tool -a", ["tool -a"]),
    ("doas -u root tool a", ["tool a"]),
    ("env -u X A=1 B=2 tool a", ["tool a"]),
    ("env -i tool a", ["tool a"]),
    ("env A=1", []),
    ("xargs -I{} -n 1 tool {}", ["tool {}"]),
    ("nice -n 5 tool a", ["tool a"]),
    ("faketime 2014-01-01 tool a", ["tool a"]),
    ("faketime '2014-01-01 12:00:00' tool a", ["tool a"]),
    ("faketime 2014-01-01 12:00:00 tool a", ["tool a"]),
    ("RunAsDate.exe /immediate 01\\01\\2014 10:00:00 tool a", ["tool a"]),
    ("RunAsDate.exe Days:-900 tool a", ["tool a"]),
    ("stdbuf -oL -e 0 tool a", ["tool a"]),
    ("arch -arm64 tool a", ["tool a"]),
    ("nohup tool a", ["tool a"]),
    ("caffeinate -i tool a", ["tool a"]),
    ("exec tool a", ["tool a"]),
    ("ssh a@h tool 1 && other 2", ["tool 1", "other 2"]),
    ("ssh a@h 'tool 1 && other 2'", ["tool 1", "other 2"]),
    ("ssh -p 22 -tt -i k a@h -- tool a", ["tool a"]),
    ("ssh -p22 a@h tool a", ["tool a"]),
    ("ssh a@h", []),
    ("sshpass -p x ssh a@h tool a", ["ssh a@h tool a", "tool a"]),
]


@pytest.mark.parametrize(("line", "expected"), WINDOWS)
def test_behind_a_runner_of_windows(line: str, expected: list[str]) -> None:
    assert lines(line) == expected


@pytest.mark.parametrize(("line", "expected"), POSIX)
def test_behind_a_runner_of_macos_and_linux(line: str, expected: list[str]) -> None:
    assert lines(line, f"/usr/bin/{line.split()[0]}") == expected


def test_windows_knows_no_single_quotes_but_the_remote_shell_does() -> None:
    assert lines("ssh a@h 'tool 1 && other 2'") == ["tool 1", "other 2"]
    assert lines("ssh a@h 'tool' 1 '2'") == ["'tool' 1 '2'"]


@pytest.mark.parametrize(
    ("line", "cwd"),
    [("conhost tool", "C:\\w"), ("runas /user:a tool", "C:\\w"), ("psexec \\\\h tool", ""), ("ssh h tool", "")],
)
def test_where_it_runs(line: str, cwd: str) -> None:
    assert [found.cwd for found in run(line).commands] == [cwd]


@pytest.mark.parametrize(
    ("line", "secrets"),
    [
        ("psexec \\\\srv1 -u a -p S3cret tool", ("S3cret",)),
        ("psexec \\\\srv1 -P S3cret tool", ("S3cret",)),
        ("paexec \\\\srv1 -p S3cret tool", ("S3cret",)),
        ("winrs -r:srv1 -p:S3cret tool", ("S3cret",)),
        ("winrs -r:srv1 -password=S3cret tool", ("S3cret",)),
        ("plink -pw S3cret h tool", ("S3cret",)),
        ("sshpass -pS3cret ssh h", ("S3cret",)),
        ("sshpass -p", ()),
        ("ssh -p 22 h tool", ()),
        ("runas /user:a tool", ()),
    ],
)
def test_passwords_are_handed_over(line: str, secrets: tuple[str, ...]) -> None:
    assert run(line).secrets == secrets
