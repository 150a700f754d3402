"""Places on a host, by what lies there and who may write there. Those of keys: trust.key_places.

Paths are normalised (cmdline.paths). Names only: an attacker can make a folder of any name, so a place that speaks for
somebody earns capped credit at most.
"""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import paths
from codesignrisk_core.needles import holds

# Folders of Windows' own that any user may write to, and nobody keeps anything in. Source:
# api0cradle/UltimateAppLockerByPassList.
_OPEN_FOLDERS = (
    "\\perflogs\\",
    "\\windows\\tasks\\",
    "\\windows\\tracing\\",
    "\\windows\\debug\\wia\\",
    "\\windows\\registration\\crmlog\\",
    "\\system32\\com\\dmp\\",
    "\\system32\\fxstmp\\",
    "\\system32\\tasks_migrated\\",
    "\\spool\\drivers\\color\\",
    "\\$recycle.bin\\",
)
# Directories that any user may write to, as they stand in lower-case Windows paths. 8.3 names cannot be expanded away
# from the host, so only the parts behind the profile's name are compared.
_USER_WRITABLE = (
    "\\appdata\\",
    "\\temp\\",
    "\\tmp\\",
    "\\users\\public\\",
    "\\programdata\\",
    "\\downloads\\",
    "\\desktop\\",
    # where a profile keeps what is no program (learn.microsoft.com, KNOWNFOLDERID)
    "\\pictures\\",
    "\\music\\",
    "\\videos\\",
    "\\favorites\\",
    "\\contacts\\",
    "\\saved games\\",
    "\\3d objects\\",
    *_OPEN_FOLDERS,
    "%temp%",
    "%tmp%",
    "%appdata%",
    "%localappdata%",
    "%public%",
    "%programdata%",
    "$env:temp",
    "$env:tmp",
    "$env:appdata",
    "$env:localappdata",
    "$env:public",
    "$env:programdata",
)
# Folders below those that only administrators and their tools write to.
_PROTECTED = (
    "\\programdata\\chocolatey\\",
    "\\programdata\\package cache\\",
    "\\programdata\\microsoft\\windows defender\\",
    "\\programdata\\app-v\\",
    "\\programdata\\win-acme\\",
    "\\programdata\\certify\\",
    # the roots that clients for networks keep for other programs (docs.netskope.com, developers.cloudflare.com)
    "\\programdata\\netskope\\stagent\\",
    "\\programdata\\cloudflare\\",
)
_USER_WRITABLE_POSIX = ("/tmp/", "/var/tmp/", "/dev/shm/", "/users/shared/", "/downloads/", "/private/tmp/")
# Folders that a web server hands out to whoever asks.
_SERVED = (
    "\\inetpub\\",
    "\\wwwroot\\",
    "\\htdocs\\",
    "\\webapps\\",
    "\\aspnet_client\\",
    "/var/www/",
    "/srv/www/",
    "/srv/http/",
    "/htdocs/",
    "/webapps/",
    "/share/nginx/",
)
# Folders of a home that need no rights and that nobody looks into; malware for macOS stages its bundles there.
_STAGING = ("/library/application support/", "/library/caches/", "/library/launchagents/")
# Programs of a mounted disk image; hidden ones, and those of a hidden folder, below a library or in everybody's places;
# bundles that lie in a library itself; in a home, a hidden program, or one in a hidden folder of a hidden one, but for
# those that developers' tools make.
_NOT_INSTALLED = re.compile(
    r"""^/volumes/[^/]+/(?:[^/]+\.app/|[^/]+$)
        |^/users/[^/]+/library/[^/]+\.app/
        |^/(?:home/[^/]+|users/[^/]+|root)/\.[^/.][^/]*
            (?:$|/(?:[^/]+/)*\.(?!venv|bin|git|pnpm|store|yarn|cache|tox|nox|env|npm|vscode|pyenv|cargo|rustup)[^/.][^/]*(?:/|$))
        |^(?:/users/[^/]+/library|/users/shared|/private|/tmp|/var/tmp|/var/folders)/(?:[^/]+/)*\.[^/.][^/]*(?:/|$)""",
    re.VERBOSE,
)
# Work folders of build agents. Names only: an attacker can make one, so they earn capped credit at most.
_BUILD = (
    "\\_work\\",
    "\\_temp\\",
    "\\_tasks\\",
    "\\actions-runner\\",
    "\\buildagent\\",
    "\\hostedtoolcache\\",
    "\\jenkins\\",
    "\\gitlab-runner\\",
    "\\agenttmp\\",
    "/_work/",
    "/_temp/",
    "/runner/work/",
    "/jenkins/",
    "/builds/",
    "/deriveddata/",
)
_AZURE_WORK = re.compile(r"^[a-z]:\\(?:agent|a)\\(?:_work\\)?\d+\\[abs]\\")
# Folders that builds and package managers fill themselves. Names only, so they earn capped credit at most.
_OUTPUT_FOLDERS = frozenset(
    """build _build .build dist out target deriveddata node_modules site-packages cellar caskroom homebrew linuxbrew
    cmake-build-debug cmake-build-release bazel-bin bazel-out""".split()
)
# Folders that nobody keeps anything of his own in, and any user may write to: what lies there was put down to be used.
_DROP = (
    "\\users\\public\\",
    "\\users\\default\\",
    *_OPEN_FOLDERS,
    "%public%",
    "$env:public",
    "/dev/shm/",
    "/users/shared/",
)
_DROP_ROOT = re.compile(r"^(?:[a-z]:\\programdata\\[^\\]+|(?:/private)?/(?:var/)?tmp/\.[^/]+/.*)$")
_PROFILE = re.compile(r"^(?:[a-z]:|\\\\[^\\]+\\[a-z]\$)?[\\/](?:users|home|documents and settings)[\\/]([^\\/]+)")
_SHARED_PROFILES = frozenset({"public", "shared", "default", "all users"})
# A drive, a first-level folder of it, all profiles, an administrative share.
_WIDE = re.compile(
    r"""^(?: /? | [a-z]: | %(?:systemdrive|homedrive)% | (?:[a-z]:|%systemdrive%)?\\users(?:\\\*)? | /(?:home|users)/\*
        | \\\\[^\\]+\\[^\\]+ | /volumes | /system/volumes/data )$""",
    re.VERBOSE,
)
# The share that Windows makes of each drive, and all profiles on it.
_DRIVE_SHARE = re.compile(r"^\\\\[^\\]+\\(?:[a-z]|admin)\$(?:\\users(?:\\\*)?)?$")
_ON_DRIVE_SHARE = re.compile(r"^\\\\[^\\]{1,255}\\(?:[a-z]|admin)\$\\")
_FIRST_LEVEL = re.compile(r"^(?:[a-z]:\\[^\\]+|/[^/]+)$")
_HOME = re.compile(
    r"^(?:[a-z]:\\users\\[^\\]+|/(?:home|users)/[^/]+|/root|~|\$home|\$\{home\}|%userprofile%|%homepath%)$"
)
_HIDDEN = re.compile(r"(?:/library/[^/]+|/tmp|/shm|/users/shared)/(?:[^/]+/)*\.[^/.][^/]*/")
_DOTTED = re.compile(r"\\(?:temp|programdata|public)\\(?:[^\\]+\\)*\.[^\\.][^\\]*\\")
_REMOVABLE = ("/volumes/", "/media/", "/run/media/", "/mnt/")
# Longer paths than Linux and macOS have (PATH_MAX) were written to be searched for long.
MAX_PATH = 1_024
_DRIVE_ROOT = re.compile(r"^[a-z]:\\[^\\]+$")


def is_user_writable(path: str) -> bool:
    """Whether a normalised path lies where any user may write (temp, downloads, public, profile data)."""
    if path.startswith(("/", "~")):
        return holds(path, _USER_WRITABLE_POSIX)
    padded = path if path.startswith("\\") else "\\" + path
    return holds(padded, _USER_WRITABLE) and not holds(padded, _PROTECTED) and not is_installed(path)


def is_user_writable_posix(path: str) -> bool:
    """Whether a normalised path is one any user may write to, the hidden corners of a home on macOS included."""
    if is_user_writable(path):
        return True
    return path.startswith(("/users/", "~/")) and holds(path, _STAGING)


def is_not_installed(path: str) -> bool:
    """Whether a normalised path of macOS or Linux is a program that nobody installed: in a disk image that is mounted,
    or hidden, itself or by a folder, below a library of a user or a place where any user may write.
    """
    return _NOT_INSTALLED.match(path[:MAX_PATH]) is not None


def is_build(path: str) -> bool:
    """Whether a normalised path lies in a work folder of a build agent."""
    return holds(path, _BUILD) or _AZURE_WORK.match(path) is not None


def is_on_drive_share(path: str) -> bool:
    """Whether a normalised path is reached over the share that Windows makes of another host's drive."""
    return _ON_DRIVE_SHARE.match(path) is not None


def is_open_folder(path: str) -> bool:
    """Whether a normalised path lies in a folder of Windows' own that any user may write to."""
    return holds(path, _OPEN_FOLDERS)


def is_exposed(path: str) -> bool:
    """Whether a normalised path lies where any user may write, and not in a work folder of a build agent."""
    return is_user_writable(path) and not is_build(path)


def is_installed(path: str) -> bool:
    """Whether a normalised path is below Program Files, where an administrator has put it."""
    return path[1:].startswith((":\\program files\\", ":\\program files (x86)\\"))


def is_drop(path: str) -> bool:
    """Whether a normalised path is open to everybody, so that nobody keeps a key of his own there."""
    padded = path if path.startswith(("\\", "/")) else "\\" + path
    return holds(padded, _DROP) or _DROP_ROOT.match(path) is not None


def is_own_output(path: str) -> bool:
    """Whether a normalised path is output of a build or a package manager, outside of places for everybody."""
    return not is_user_writable_posix(path) and not _OUTPUT_FOLDERS.isdisjoint(path.split("/"))


def is_package_manager(path: str) -> bool:
    """Whether a normalised path lies in the program folder of Homebrew, whose interpreter runs its installs."""
    return "/library/homebrew/" in path


def is_drive_root(path: str) -> bool:
    """Whether a normalised file lies directly in the root of a drive."""
    return _DRIVE_ROOT.match(path) is not None


def is_wide(path: str) -> bool:
    """Whether a normalised root of a search is a whole drive, share, or all profiles."""
    return _WIDE.match(path) is not None


def is_broad(path: str) -> bool:
    """Whether a normalised root is wide, a whole home, or a first-level folder of a drive."""
    return is_wide(path) or _FIRST_LEVEL.match(path) is not None or _HOME.match(path) is not None


def is_whole(path: str) -> bool:
    """Whether a normalised path is a whole drive, here or of another host, all profiles, or a whole home."""
    if paths.is_remote(path):
        return _DRIVE_SHARE.match(path.rstrip("\\")) is not None
    return is_wide(path) or _HOME.match(path) is not None


def is_staging(path: str) -> bool:
    """Whether a normalised path is a place to gather things in: writable for all, and nobody's own folder."""
    own = ("\\downloads\\", "\\desktop\\", "/downloads/", "/desktop/")
    padded = path.rstrip("\\/") + ("/" if path.startswith(("/", "~")) else "\\")
    return is_user_writable_posix(padded) and not is_build(padded) and not holds(padded, own)


def is_served(path: str) -> bool:
    """Whether a normalised path is in a folder that a web server hands out."""
    return holds(path, _SERVED)


def is_web_root(path: str) -> bool:
    """Whether a normalised path is below the root of a web site, whose files anybody may fetch."""
    return is_served(path) and ("\\inetpub\\" not in path or "\\wwwroot\\" in path)


def is_hidden(path: str) -> bool:
    """Whether a normalised path goes through a hidden folder of a place that is nobody's home, or of a library."""
    return _HIDDEN.search(path[:MAX_PATH]) is not None


def is_unseen(path: str) -> bool:
    """The same, or in a folder with a dot before its name, in a temporary place of Windows."""
    return is_hidden(path) or _DOTTED.search(path[:MAX_PATH]) is not None


def is_removable(source: str, destination: str) -> bool:
    """Whether a copy leaves the system drive for another one: a mounted volume, or a drive letter behind D."""
    if destination.startswith(_REMOVABLE):
        return True
    return source[:2] == "c:" and destination[1:2] == ":" and destination[:1] > "d"


def profile(path: str) -> str:
    """The user's name in a normalised path into a profile, ``*`` for all of them, or ""."""
    found = _PROFILE.match(path)
    name = found.group(1) if found else ""
    return "" if name in _SHARED_PROFILES or (len(name) > 1 and "*" in name) else name
