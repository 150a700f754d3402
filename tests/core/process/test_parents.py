"""What kind of program started it."""

from __future__ import annotations

import pytest
from codesignrisk_core.process import parents as process_parents
from codesignrisk_core.process.parents import PUBLISHED, SUSPICIOUS_CLASSES, Parents
from codesignrisk_core.settings import Settings
from codesignrisk_core.wildcards import wildcard

SYSTEM32 = "C:\\Windows\\System32\\"


@pytest.mark.parametrize(
    ("image", "name", "parent_class", "suspicious"),
    [
        # the published eight
        (f"{SYSTEM32}cmd.exe", "cmd.exe", "shell", True),
        (f"{SYSTEM32}WindowsPowerShell\\v1.0\\powershell.exe", "powershell.exe", "shell", True),
        ("C:\\Program Files\\PowerShell\\7\\pwsh.exe", "pwsh.exe", "shell", True),
        (f"{SYSTEM32}wscript.exe", "wscript.exe", "script_host", True),
        (f"{SYSTEM32}CSCRIPT.EXE", "cscript.exe", "script_host", True),
        (f"{SYSTEM32}mshta.exe", "mshta.exe", "script_host", True),
        (f"{SYSTEM32}rundll32.exe", "rundll32.exe", "script_host", True),
        ("C:\\Windows\\explorer.exe", "explorer.exe", "desktop", True),
        # worse classes
        ("C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE", "winword.exe", "exploit", True),
        (f"{SYSTEM32}inetsrv\\w3wp.exe", "w3wp.exe", "exploit", True),
        ("C:\\tomcat\\bin\\tomcat9.exe", "tomcat9.exe", "exploit", True),
        (f"{SYSTEM32}wbem\\WmiPrvSE.exe", "wmiprvse.exe", "remote", True),
        (f"{SYSTEM32}wsmprovhost.exe", "wsmprovhost.exe", "remote", True),
        ("C:\\Windows\\PSEXESVC.exe", "psexesvc.exe", "remote", True),
        (f"{SYSTEM32}regsvr32.exe", "regsvr32.exe", "script_host", True),
        ("C:\\tools\\limelighter.exe", "limelighter.exe", "fake_tool", True),
        # harmless ones
        ("/opt/homebrew/Library/Homebrew/vendor/portable-ruby/current/bin/ruby", "ruby", "package_manager", False),
        ("/opt/homebrew/bin/ruby", "ruby", "interpreter", False),
        ("/Users/ann/Library/Caches/.u/agent", "agent", "user_writable", True),
        ("C:\\BuildTools\\MSBuild\\Current\\Bin\\MSBuild.exe", "msbuild.exe", "build", False),
        ("C:\\Windows\\CCM\\CcmExec.exe", "ccmexec.exe", "management", False),
        (f"{SYSTEM32}msiexec.exe", "msiexec.exe", "installer", False),
        (f"{SYSTEM32}svchost.exe", "svchost.exe", "scheduler", False),
        ("C:\\Python313\\python.exe", "python.exe", "interpreter", False),
        # names that only look like one of them
        ("C:\\Program Files\\x\\mycmd.exe", "mycmd.exe", "", False),
        ("C:\\Program Files\\x\\iexplorer.exe", "iexplorer.exe", "", False),
        ("C:\\Program Files\\x\\cmd.exe.bak", "cmd.exe.bak", "", False),
        # a place nobody vouches for
        ("C:\\Users\\u\\AppData\\Local\\Temp\\setup.exe", "setup.exe", "user_writable", True),
        ("C:\\Users\\u\\Downloads\\python.exe", "python.exe", "user_writable", True),
        ("C:\\Users\\u\\AppData\\Local\\Temp\\MSBuild.exe", "msbuild.exe", "user_writable", True),
        ("C:\\Users\\u\\AppData\\Local\\Temp\\winword.exe", "winword.exe", "exploit", True),  # the worse class stays
        ("C:\\Users\\u\\AppData\\Local\\Temp\\cmd.exe", "cmd.exe", "user_writable", True),
        # the name of a program of Windows counts in Windows' own folders
        ("C:\\Windows\\Temp\\svchost.exe", "svchost.exe", "user_writable", True),
        ("C:\\Windows\\svchost.exe", "svchost.exe", "", False),
        ("D:\\Tools\\services.exe", "services.exe", "", False),
        ("C:\\ProgramData\\x\\msiexec.exe", "msiexec.exe", "user_writable", True),
        ("C:\\Users\\Public\\mshta.exe", "mshta.exe", "script_host", True),
        ("C:\\actions-runner\\_temp\\x.exe", "x.exe", "", False),
        # bare names, as the data model has them
        ("cmd.exe", "cmd.exe", "shell", True),
        ("/bin/zsh", "zsh", "shell", False),
        ("", "", "", False),
    ],
)
def test_shipped_classes(shipped: Settings, image: str, name: str, parent_class: str, suspicious: bool) -> None:
    parents = Parents(shipped)
    for _ in "12":  # the second answer comes from what it remembers
        assert parents.classify(image) == (name, parent_class, suspicious)


def test_the_published_eight_stay_suspicious_whatever_the_table_says() -> None:
    parents = Parents(Settings(parents=dict.fromkeys(PUBLISHED, "management")))
    assert {parents.classify(name).suspicious for name in PUBLISHED} == {True}
    assert {parents.classify(name).parent_class for name in PUBLISHED} == {"management"}


def test_a_plain_name_comes_before_a_pattern_and_patterns_in_their_order() -> None:
    patterns = [(wildcard("agent*.exe"), "build"), (wildcard("*.exe"), "remote")]
    parents = Parents(Settings(parents={"agent1.exe": "shell"}, parent_patterns=patterns))
    found = [parents.classify(name).parent_class for name in ("agent1.exe", "agent2.exe", "x.exe", "x.com")]
    assert found == ["shell", "build", "remote", ""]


@pytest.mark.parametrize(
    ("name", "outweighed"),
    [
        *((name, True) for name in ("interpreter", "shell", "desktop", "build", "management", "package_manager")),
        *((name, True) for name in ("archiver", "mail")),
        # what is bad wherever it lies, and what lies in profiles anyway
        *(
            (name, False)
            for name in ("exploit", "script_host", "remote", "fake_tool", "browser", "installer", "scheduler")
        ),
    ],
)
def test_a_place_that_nobody_vouches_for_outweighs_a_harmless_class(name: str, outweighed: bool) -> None:
    parents = Parents(Settings(parents={"x.exe": name}))
    found = parents.classify("C:\\Users\\Public\\x.exe").parent_class
    assert found == ("user_writable" if outweighed else name)
    assert parents.classify("C:\\Tools\\x.exe").parent_class == name


def test_a_parent_is_looked_up_once_as_long_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Table(dict):  # type: ignore[type-arg]
        def get(self, name: str, default: object = None) -> object:
            asked.append(name)
            return default

    monkeypatch.setattr(process_parents, "_MAX_CACHED", 2)
    parents = Parents(Settings(parents=Table()))
    for image in ("a", "b", "a", "b", "c", "c", "a"):
        parents.classify(image)
    # c finds no room: all is forgotten, and remembered anew
    assert asked == ["a", "b", "c", "a"]


def test_the_worse_classes() -> None:
    assert frozenset({"fake_tool", "exploit", "script_host", "remote", "user_writable"}) == SUSPICIOUS_CLASSES


def test_over_long_paths_are_classified_and_not_remembered(shipped: Settings) -> None:
    parents = Parents(shipped)
    long = "C:\\" + "a\\" * 8_000 + "cmd.exe"
    assert parents.classify(long) == parents.classify("C:\\cmd.exe")
    assert set(parents._seen) == {"C:\\cmd.exe"}
