"""Places on a host: who may write there, and what lies there. All paths are normalised (cmdline.paths)."""

from __future__ import annotations

import pytest
from codesignrisk_core.trust import places
from hypothesis import given
from hypothesis import strategies as st

WRITABLE = [
    *("c:\\windows\\debug\\wia\\x", "c:\\windows\\system32\\tasks_migrated\\x", "c:\\windows\\system32\\com\\dmp\\x"),
    # temporary folders, and what stands for them
    *("c:\\temp\\x", "c:\\windows\\temp\\x", "c:\\tmp\\x", "temp\\x", "%temp%\\x", "%tmp%\\x", "$env:temp\\x"),
    "$env:tmp\\x",
    # profiles: 8.3 names cannot be expanded, so what lies behind the user's name counts
    *("c:\\users\\ann\\appdata\\roaming\\x", "c:\\users\\admini~1\\appdata\\local\\x", "%appdata%\\x"),
    *("%localappdata%\\x", "$env:appdata\\x", "$env:localappdata\\x"),
    *("c:\\users\\ann\\downloads\\x", "c:\\users\\ann\\desktop\\x"),
    # for everybody
    *("c:\\users\\public\\x", "%public%\\x", "$env:public\\x", "c:\\programdata\\x", "%programdata%\\x"),
    *("$env:programdata\\x", "c:\\perflogs\\x", "c:\\$recycle.bin\\x"),
    # folders of Windows that users may write to: api0cradle/UltimateAppLockerByPassList
    *("c:\\windows\\tasks\\x", "c:\\windows\\tracing\\x", "c:\\windows\\system32\\spool\\drivers\\color\\x"),
    # macOS and Linux
    *("/tmp/x", "/private/tmp/x", "/var/tmp/x", "/dev/shm/x", "/users/shared/x", "~/downloads/x"),
]
# Only administrators and their tools write there, or the name only looks alike.
PROTECTED = [
    *("c:\\windows\\system32\\x", "c:\\program files\\x", "c:\\template\\x", "c:\\attempt\\x", "x", ""),
    *("c:\\programdata\\chocolatey\\bin\\x", "c:\\programdata\\package cache\\x", "c:\\programdata\\app-v\\x"),
    *("c:\\programdata\\microsoft\\windows defender\\x", "c:\\programdata\\win-acme\\x", "c:\\programdata\\certify\\x"),
    *("c:\\programdata\\netskope\\stagent\\data\\nscacert.pem", "c:\\programdata\\cloudflare\\installed_cert.pem"),
    *("/usr/bin/x", "/users/ann/project/x", "/srv/tmpfiles/x"),
    # what Program Files holds, its administrators have put there
    *("c:\\program files\\x\\downloads\\a.cer", "c:\\program files (x86)\\x\\temp\\a.cer"),
]


@pytest.mark.parametrize("path", WRITABLE)
def test_user_writable(path: str) -> None:
    assert places.is_user_writable(path)
    assert places.is_user_writable_posix(path)
    assert places.is_exposed(path)


@pytest.mark.parametrize("path", PROTECTED)
def test_not_user_writable(path: str) -> None:
    assert not places.is_user_writable(path)
    assert not places.is_exposed(path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        # where malware for macOS stages its bundles
        ("/users/ann/library/application support/x", True),
        ("~/library/caches/x", True),
        ("/users/ann/library/launchagents/x", True),
        # the system's own need rights
        ("/library/launchagents/x", False),
        ("/library/application support/x", False),
        ("/users/ann/library/x", False),
    ],
)
def test_the_hidden_corners_of_a_home_on_macos(path: str, expected: bool) -> None:
    assert places.is_user_writable_posix(path) is expected
    assert not places.is_user_writable(path)


@pytest.mark.parametrize(
    "path",
    [
        # Azure Pipelines, GitHub Actions, TeamCity, Jenkins, GitLab, Xcode
        *(
            "c:\\agent\\_work\\1\\s\\x",
            "d:\\a\\1\\s\\x",
            "d:\\a\\_work\\2\\b\\x",
            "c:\\agent\\12\\a\\x",
            "d:\\a\\_temp\\x",
        ),
        *(
            "c:\\agent\\_tasks\\x",
            "c:\\actions-runner\\x",
            "c:\\hostedtoolcache\\x",
            "/home/runner/work/x",
            "/x/_work/x",
        ),
        *("/x/_temp/x", "c:\\buildagent\\work\\x", "c:\\x\\agenttmp\\x", "c:\\jenkins\\workspace\\x", "/var/jenkins/x"),
        *("c:\\gitlab-runner\\x", "/builds/group/x", "/users/ann/library/developer/xcode/deriveddata/x"),
    ],
)
def test_a_build_agent_s_work_folder(path: str) -> None:
    assert places.is_build(path)
    assert not places.is_exposed(path)


@pytest.mark.parametrize("path", ["c:\\a\\x", "c:\\a\\1\\c\\x", "c:\\a\\s\\x", "c:\\work\\x", "x\\a\\1\\s\\x", ""])
def test_other_work_folders(path: str) -> None:
    assert not places.is_build(path)


def test_a_build_folder_in_a_temporary_one_is_a_build_s() -> None:
    assert places.is_user_writable("c:\\temp\\_work\\x")
    assert not places.is_exposed("c:\\temp\\_work\\x")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        *((f"/users/ann/src/{folder}/tool", True) for folder in sorted(places._OUTPUT_FOLDERS)),
        ("build/tool", True),
        ("/users/ann/src/builds/tool", False),
        # whoever may write there may make the folder, too
        ("/tmp/build/tool", False),
        ("/users/ann/library/caches/build/tool", False),
    ],
)
def test_the_output_of_a_build(path: str, expected: bool) -> None:
    assert places.is_own_output(path) is expected


@pytest.mark.parametrize(
    ("path", "expected"), [("c:\\a.pfx", True), ("c:\\", False), ("c:\\x\\a.pfx", False), ("/a.pfx", False)]
)
def test_the_root_of_a_drive(path: str, expected: bool) -> None:
    assert places.is_drive_root(path) is expected


# root of a search -> wide, broad, whole
@pytest.mark.parametrize(
    ("root", "expected"),
    [
        # a drive, all profiles, a share: everything
        *((root, (True, True, True)) for root in ("c:", "/", "", "%systemdrive%", "%homedrive%", "c:\\users")),
        *((root, (True, True, True)) for root in ("c:\\users\\*", "\\users", "%systemdrive%\\users", "/home/*")),
        *((root, (True, True, True)) for root in ("/users/*", "/volumes", "/system/volumes/data")),
        *((root, (True, True, True)) for root in ("\\\\fs1\\c$", "\\\\fs1\\admin$")),
        ("\\\\fs1\\c$\\users", (False, False, True)),
        *((root, (True, True, False)) for root in ("\\\\fs1\\it$", "\\\\fs1\\certs")),
        # a whole home
        *((root, (False, True, True)) for root in ("c:\\users\\ann", "/home/ann", "/users/ann", "/root", "~", "$home")),
        *((root, (False, True, True)) for root in ("${home}", "%userprofile%", "%homepath%")),
        # a first-level folder
        *((root, (False, True, False)) for root in ("c:\\certs", "/etc")),
        # a folder somewhere
        *((root, (False, False, False)) for root in ("c:\\users\\ann\\src", "/etc/ssl", "\\\\fs1\\x\\y", "src", "*")),
    ],
)
def test_how_wide_a_search_is(root: str, expected: tuple[bool, bool, bool]) -> None:
    assert (places.is_wide(root), places.is_broad(root), places.is_whole(root)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("c:\\users\\public", True),
        ("c:\\users\\public\\x.txt", True),
        ("/tmp", True),
        ("~/library/caches/k", True),
        # somebody's own folder, a build's, anybody's
        ("c:\\users\\ann\\downloads", False),
        ("c:\\users\\ann\\desktop\\x", False),
        ("/users/ann/downloads/x", False),
        ("/users/shared/desktop/x", False),
        ("d:\\a\\_temp\\k", False),
        ("c:\\certs", False),
    ],
)
def test_a_place_to_gather_things_in(path: str, expected: bool) -> None:
    assert places.is_staging(path) is expected


@pytest.mark.parametrize(
    ("source", "destination", "expected"),
    [
        ("c:\\k\\a.pfx", "e:\\", True),
        # D is a second disk in most hosts, and the way back is no way out
        ("c:\\k\\a.pfx", "d:\\", False),
        ("e:\\a.pfx", "f:\\", False),
        ("c:\\k\\a.pfx", "c:\\x", False),
        ("c:\\k\\a.pfx", "\\\\fs1\\x", False),
        ("c:\\k\\a.pfx", "", False),
        *(("/k/a.p12", f"{mount}usb", True) for mount in ("/volumes/", "/media/", "/run/media/", "/mnt/")),
        ("/k/a.p12", "/srv", False),
    ],
)
def test_a_drive_that_can_be_carried_away(source: str, destination: str, expected: bool) -> None:
    assert places.is_removable(source, destination) is expected


@pytest.mark.parametrize(
    ("path", "user"),
    [
        ("c:\\users\\ann\\x", "ann"),
        ("\\users\\ann", "ann"),
        ("\\\\host\\c$\\users\\ann\\x", "ann"),
        ("c:\\documents and settings\\ann\\x", "ann"),
        ("/home/ann/x", "ann"),
        ("/users/ann", "ann"),
        ("c:\\users\\*\\x", "*"),
        # nobody's profile, or a pattern that may be several
        *((f"c:\\users\\{name}\\x", "") for name in ("public", "default", "all users", "a*")),
        ("/users/shared/x", ""),
        ("c:\\x\\users\\ann\\x", ""),
        ("", ""),
    ],
)
def test_whose_profile_it_is(path: str, user: str) -> None:
    assert places.profile(path) == user


@given(st.text(max_size=60) | st.lists(st.sampled_from("c: \\ / users * ~ _work temp %temp%".split())).map("".join))
def test_any_text(path: str) -> None:
    for question in (places.is_exposed, places.is_own_output, places.is_broad, places.is_whole, places.is_staging):
        assert question(path) in (True, False)
    places.profile(path)
    places.is_removable(path, path)


@pytest.mark.parametrize(
    ("path", "served"),
    [
        ("c:\\inetpub\\wwwroot\\a.dll", True),
        ("d:\\tomcat\\webapps\\shop\\a.jar", True),
        ("/var/www/html/a.js", True),
        ("c:\\work\\inetpub.txt", False),
        ("/srv/data/a.js", False),
        ("", False),
    ],
)
def test_what_a_web_server_hands_out(path: str, served: bool) -> None:
    assert places.is_served(path) is served


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        ("/users/ann/library/caches/.u/agent", True),
        ("/users/ann/library/launchagents/a/.b/agent", True),
        ("/private/tmp/.x/agent", True),
        ("/users/shared/.cache/a.app", True),
        ("/dev/shm/.x/agent", True),
        ("/users/ann/.local/bin/agent", False),
        ("/users/ann/library/caches/a/agent", False),
        ("/tmp/.agent", False),
        ("", False),
    ],
)
def test_a_hidden_folder(path: str, hidden: bool) -> None:
    assert places.is_hidden(path) is hidden


def test_homebrew_s_own_interpreter() -> None:
    assert places.is_package_manager("/opt/homebrew/library/homebrew/vendor/portable-ruby/bin/ruby")
    assert not places.is_package_manager("/opt/homebrew/bin/ruby")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("c:\\program files\\vendor\\driver.cer", True),
        ("c:\\program files (x86)\\vendor\\driver.cer", True),
        ("c:\\users\\ann\\program files\\driver.cer", False),
        ("c:\\program files.cer", False),
    ],
)
def test_installed(path: str, expected: bool) -> None:
    assert places.is_installed(path) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("c:\\users\\public\\documents\\a.pfx", True),
        ("c:\\programdata\\a.pfx", True),
        ("/private/tmp/.w/a.p12", True),
        ("/dev/shm/a.p12", True),
        # a program's own folder, one's own folders, and what every installer uses
        ("c:\\programdata\\vendor\\a.pfx", False),
        ("c:\\users\\ann\\downloads\\a.pfx", False),
        ("c:\\windows\\temp\\a.pfx", False),
        ("/tmp/a.p12", False),
    ],
)
def test_drop(path: str, expected: bool) -> None:
    assert places.is_drop(path) is expected


@pytest.mark.parametrize(
    ("path", "hidden"),
    [
        ("/volumes/update/player.app/contents/macos/player", True),
        ("/users/ann/library/launchagents/.helper/agentd", True),
        ("/private/tmp/.x/agent", True),
        ("/users/ann/library/helper.app/contents/macos/helper", True),
        ("/home/ann/.config/.sync/syncd", True),
        ("/home/ann/.syncd", True),
        ("/root/.cache/.x/y/tool", True),
        ("/users/ann/library/developer/x/build/helper.app/contents/macos/helper", False),
        ("/home/ann/.local/share/app/.venv/bin/python", False),
        ("/home/ann/.nvm/versions/node_modules/.bin/tool", False),
        ("/users/ann/.local/bin/tool", False),
        ("/users/ann/library/application support/tool/tool", False),
        ("/volumes/data/projects/build/tool", False),
        ("c:\\tools\\.x\\a.exe", False),
    ],
)
def test_hidden_programs(path: str, hidden: bool) -> None:
    assert places.is_not_installed(path) is hidden


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/tmp/.x/a", True),
        ("c:\\users\\ann\\appdata\\local\\temp\\.x\\a", True),
        ("c:\\programdata\\.nx\\root.pem", True),
        ("c:\\users\\public\\a\\.b\\c", True),
        ("c:\\users\\ann\\.ssh\\a", False),
        ("c:\\programdata\\.nx", False),
        ("c:\\programdata\\x\\.env", False),
    ],
)
def test_unseen(path: str, expected: bool) -> None:
    assert places.is_unseen(path) is expected
