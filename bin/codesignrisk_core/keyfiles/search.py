"""Searches for key files: by name over folders and indexes, and by what stands inside of them.

Grammar: the Windows commands reference on learn.microsoft.com (dir, where, forfiles, findstr, for); man pages find(1),
grep(1), locate(1), mdfind(1); es.exe, the command line of Everything (voidtools.com).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Callable, NamedTuple

from codesignrisk_core.cmdline import getopt, paths
from codesignrisk_core.keyfiles import naming
from codesignrisk_core.keyfiles.line import Line
from codesignrisk_core.model import Report
from codesignrisk_core.trust import file_kinds, places

_FIND_PATTERNS = frozenset("-name -iname -path -ipath -regex -iregex -wholename -iwholename".split())
_FIND_RUNS = frozenset({"-exec", "-execdir", "-ok"})
_TAKES_AWAY = frozenset("cp mv scp rsync curl tar zip copy xcopy robocopy move".split())
_SENDS = frozenset({"curl", "scp", "rsync"})
_GREP = getopt.Grammar(
    valued="eABCmfdDgt",
    long_valued=frozenset({"regexp", "file", "include", "exclude", "exclude-dir", "max-count", "glob", "type"}),
)
# The header of a key file as text or as a regular expression: "PRIVATE KEY", PRIVATE.*KEY, "BEGIN (RSA|EC) PRIV", in
# whatever way the words are parted.
_KEY_HEADER = re.compile(
    r"private(?: |\.[*+?]?|\\s[*+]?|\[ \][*+]?)key|begin\W{1,6}(?:\w{1,12}\W{1,6}){0,6}priv"
    r"|begin\W{1,6}(?:rsa|dsa|ec|openssh|encrypted)\W"
)
# Where builds keep what they sign with: the verb itself, and the names of passwords. Sources: signtool and keytool's
# options; electron.build "Code Signing"; docs.fastlane.tools "match"; developer.android.com "Sign your app".
_SIGNING_SECRET = re.compile(
    r"signtool(?:\.exe)?\W{1,4}sign\b|\.(?:pfx|p12)\W{1,4}[/-]p\b"
    rf"|(?<![a-z])(?:{'|'.join(naming.SIGNING_SECRETS)})(?![a-z])"
)
# Folders of all homes, of services and of what is installed.
_TOPS = frozenset("/home /users /root /var /opt /srv /mnt /etc".split())
_ALL_FILES = frozenset({"*", "*.*", "."})
_SEVERAL = 2


class Search(NamedTuple):
    """A search: patterns of names, roots it begins at, whether it goes down folders, and what it runs on each hit."""

    patterns: Sequence[str]
    roots: Sequence[str] = ()
    recursive: bool = True
    everywhere: bool = False
    runs: str = ""


def judge(report: Report, line: Line) -> None:
    """Read one line of a program that searches."""
    if line.name in _BY_CONTENT:
        _content(report, line)
        return
    search = _BY_NAME[line.name](line)
    if search is not None:
        _by_name(report, line, search)


def _by_name(report: Report, line: Line, search: Search) -> None:
    kinds = {kind for pattern in search.patterns for kind in naming.kinds(pattern)} & file_kinds.KEYS
    if not kinds:
        return
    strong = kinds - file_kinds.AMBIGUOUS_KEYS
    many = any(naming.has_wildcard(pattern) or not pattern[:1].isalnum() for pattern in search.patterns)
    roots = _roots(search.roots or (".",), line.cwd)
    wide = search.everywhere or any(map(places.is_wide, roots))
    broad = wide or any(places.is_broad(root) and not places.is_build(root + "\\") for root in roots)
    shown = ", ".join(f".{kind}" for kind in sorted(kinds))
    if search.recursive and strong and broad:
        report.add("hunt_key_files", f"{line.name} searches {_place(wide)} for key files ({shown})")
    elif search.recursive and strong:
        report.add("search_key_files", f"{line.name} searches a folder for key files ({shown})")
    elif search.recursive and many and (wide or (broad and any(map(naming.is_other_secret, line.words)))):
        report.add("hunt_weak_key_files", f"{line.name} searches {_place(wide)} for files that may be keys ({shown})")
    elif strong and many:
        report.add("list_key_files", f"{line.name} lists key files ({shown})")
    if not report.findings:
        return
    report.action = "search_keys"
    if len(strong) >= _SEVERAL or len(kinds) > _SEVERAL:
        report.add("several_key_kinds", "several kinds of key files are asked for at once")
    if any(paths.is_remote(root) for root in roots):
        report.add("input_remote", "the search goes over a share")
    if any(places.profile(root) == "*" for root in roots):
        report.add("key_other_profile", "the search goes through other users' profiles")
    if paths.stem(search.runs) in _TAKES_AWAY:
        report.add("copy_key_files", f"{paths.stem(search.runs)} takes away what is found")
        if paths.stem(search.runs) in _SENDS:
            report.add("key_leaves_host", f"{paths.stem(search.runs)} sends what is found to another host")
        if any(places.is_staging(paths.normal(word, line.cwd)) for word in line.words if word not in search.roots):
            report.add("output_user_writable", "what is found is gathered in a user-writable path")


def _roots(words: Sequence[str], cwd: str) -> list[str]:
    """Normalised roots of a search. A relative one is known only with the directory it is relative to."""
    roots = [paths.normal(word, cwd) or ("/" if word in ("/", "\\") else "") for word in words]
    return [root for root in roots if root]


def _place(wide: bool) -> str:
    return "the whole machine" if wide else "a whole home or top folder"


def _dir(line: Line) -> Search:
    switches, operands = line.switches()
    return _windows_search(operands, recursive="s" in switches)


def _where(line: Line) -> Search:
    _, operands = line.switches()
    return _windows_search(operands, recursive=any(word.lower() in ("/r", "-r") for word in line.words))


def _windows_search(operands: Sequence[str], recursive: bool) -> Search:
    """Operands are folders, patterns, or both in one: ``C:\\Users\\*.pfx``, ``C:\\certs:*.pfx`` (where)."""
    patterns, roots = [], []
    for word in operands:
        if not naming.kinds(word):
            roots.append(word)
            continue
        patterns.append(word)
        head, slash, _ = word.replace("/", "\\").rpartition("\\")
        folder = word.rpartition(":")[0]
        if len(folder) > 1:
            roots.append(folder)
        elif slash:
            roots.append(head + "\\")
        elif word[1:2] == ":":
            roots.append(word[:2])
    return Search(patterns, roots, recursive)


def _forfiles(line: Line) -> Search:
    values = line.switch_values("p", "m", "c")
    runs = values["c"].lower().replace("cmd /c", "").replace("cmd.exe /c", "").split()
    recursive = any(word.lower() in ("/s", "-s") for word in line.words)
    return Search([values["m"]], [values["p"]] if values["p"] else [], recursive, runs=runs[0] if runs else "")


def _for(line: Line) -> Search | None:
    """``for /r [root] %f in (*.pfx) do command``."""
    words = [word.lower() for word in line.words]
    if "in" not in words:
        return None
    start = words.index("in")
    end = words.index("do", start) if "do" in words[start:] else len(words)
    roots = [word for word in line.words[:start] if word[:1] not in "/%"]
    runs = words[end + 1] if end + 1 < len(words) else ""
    return Search(line.words[start + 1 : end], roots, "/r" in words[:start], runs=runs)


def _find(line: Line) -> Search | None:
    """find(1); Windows' own find.exe has none of these words and only filters text."""
    words = list(line.words)
    patterns = [after for word, after in zip(words, words[1:]) if word in _FIND_PATTERNS]
    roots = []
    for word in words:
        if word.startswith(("-", "(", "!", "\\(")):
            break
        roots.append(word)
    runs = next((after for word, after in zip(words, words[1:]) if word in _FIND_RUNS), "")
    depth = next((after for word, after in zip(words, words[1:]) if word == "-maxdepth"), "")
    return Search(patterns, roots, depth not in ("0", "1"), runs=runs)


def _fd(line: Line) -> Search:
    parsed = getopt.parse(
        line.words, getopt.Grammar("eEdtxX", frozenset({"extension", "exclude", "max-depth", "exec"}))
    )
    patterns = [f".{value}" for value in parsed.values("e", "extension")] + list(parsed.operands[:1])
    return Search(patterns, parsed.operands[1:] or parsed.operands[:1])


def _git(line: Line) -> Search | None:
    """``git log --all -- *.pfx``, ``git ls-files *.key``: key files in a project and in all that it ever held."""
    if line.words[:1] not in (("log",), ("ls-files",), ("rev-list",), ("ls-tree",)):
        return None
    patterns = [word for word in line.words[1:] if naming.has_wildcard(word)]
    return Search(patterns, runs="")


def _index(line: Line) -> Search:
    """locate, mdfind, es: they ask an index of the whole machine, unless a folder is named."""
    folders = [after for word, after in zip(line.words, line.words[1:]) if word in ("-onlyin", "-path", "-parent")]
    return Search(line.words, folders, everywhere=not folders)


def _wmic(line: Line) -> Search | None:
    words = [word.lower() for word in line.words]
    return Search(line.words, everywhere=True) if "datafile" in words or "cim_datafile" in words else None


def _content(report: Report, line: Line) -> None:
    """grep and findstr: for the header of private keys over everything, or as a filter of names that come in."""
    patterns, files, recursive = _CONTENT_READERS.get(line.name, _grep)(line)
    if recursive and names_header(" ".join(line.words)):  # the pattern itself may be torn at its blank
        folders = [_folder(word) for word in files]
        broad = any(map(places.is_broad, _roots(folders, line.cwd)))
        anything = any(word in _ALL_FILES or naming.kinds(word) & file_kinds.KEYS for word in files)
        if broad or (line.name == "findstr" and anything):
            report.action = "search_keys"
            indicator = "hunt_key_headers" if broad else "hunt_key_files"
            report.add(indicator, f"{line.name} searches files for private keys")
            if any(paths.is_remote(word) for word in files):
                report.add("input_remote", "the search goes over a share")
    elif recursive and names_signing_secret(" ".join(line.words)):
        judge_signing_secrets(report, line.name, _roots([_folder(word) for word in files], line.cwd))
    elif not files and not recursive and any(naming.kinds(pattern) & file_kinds.KEYS for pattern in patterns):
        report.action = "search_keys"
        report.add("list_key_files", f"{line.name} picks the names of key files out of a list")


def names_header(text: str) -> bool:
    """Whether a pattern looks for the header of a private key."""
    return _KEY_HEADER.search(text.lower()) is not None


def judge_headers(report: Report, name: str, roots: Sequence[str]) -> None:
    """Files below these folders are searched for the header of a private key. roots: normalised."""
    if any(map(places.is_broad, roots)):
        report.action = "search_keys"
        report.add("hunt_key_headers", f"{name} searches files for private keys")


def names_signing_secret(text: str) -> bool:
    """Whether a pattern looks for what scripts of builds sign with."""
    return _SIGNING_SECRET.search(text.lower()) is not None


def judge_signing_secrets(report: Report, name: str, roots: Sequence[str]) -> None:
    """Files of a whole drive, share or all profiles are searched for passwords of signing keys. roots: normalised."""
    bare = [root.rstrip("\\/") for root in roots]
    wide = [root for root in bare if places.is_wide(root) or places.is_whole(root) or root in _TOPS]
    if wide:
        report.action = "search_keys"
        report.add("hunt_signing_secrets", f"{name} searches the whole machine or share for what builds sign with")
        if any(map(paths.is_remote, wide)):
            report.add("input_remote", "the search goes over a share")


def _findstr(line: Line) -> tuple[list[str], list[str], bool]:
    """findstr [switches] strings files; /c:string and /g:file stand for the strings."""
    switches, operands = line.switches()
    literal = [word[3:] for word in line.words if word[:3].lower() in ("/c:", "-c:")]
    count = 0 if literal else 1
    patterns = literal or [word for text in operands[:1] for word in text.split()]
    return patterns, list(operands[count:]), any("s" in switch for switch in switches if switch.isalpha())


def _grep(line: Line) -> tuple[list[str], list[str], bool]:
    parsed = getopt.parse(line.words, _GREP)
    given = parsed.values("e", "regexp")
    patterns = given or list(parsed.operands[:1])
    files = list(parsed.operands[0 if given else 1 :])
    recursive = line.name in ("rg", "ag") or parsed.has("r", "R", "recursive", "dereference-recursive")
    return patterns, files, recursive


def _folder(word: str) -> str:
    """The folder that a wildcard begins in: ``C:\\x\\*.txt``, ``/home/*/*``; any other word as it stands."""
    before, star, _ = word.partition("*")
    if star and "\\" in before:
        return before.rpartition("\\")[0] + "\\"
    return before.rpartition("/")[0] or "/" if star and before.startswith("/") else word


def _filter(line: Line) -> tuple[list[str], list[str], bool]:
    """awk, sed and perl -ne: a program, and the files that it runs over; a wildcard goes over folders."""
    words = [word for word in line.words if not word.startswith("-")]
    files = words[1:]
    return words[:1], files, any("*" in word for word in files)


_CONTENT_READERS: dict[str, Callable[[Line], tuple[list[str], list[str], bool]]] = {
    "findstr": _findstr,
    **dict.fromkeys("awk gawk mawk sed perl".split(), _filter),
}

_BY_NAME: dict[str, Callable[[Line], Search | None]] = {
    "dir": _dir,
    "where": _where,
    "forfiles": _forfiles,
    "for": _for,
    "find": _find,
    "gfind": _find,
    "fd": _fd,
    "fdfind": _fd,
    "locate": _index,
    "plocate": _index,
    "mlocate": _index,
    "mdfind": _index,
    "git": _git,
    "es": _index,
    "wmic": _wmic,
}
_BY_CONTENT = frozenset("grep egrep fgrep zgrep rg ag".split()) | _CONTENT_READERS.keys()

PROGRAMS = frozenset(_BY_NAME) | _BY_CONTENT
