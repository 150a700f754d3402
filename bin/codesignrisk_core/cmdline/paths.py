"""File names on command lines: one form for comparing and joining, and where a file lies."""

from __future__ import annotations

import re

from codesignrisk_core.cmdline import normalise

# Windows takes directories of 260 characters, and longer ones in rare cases; each operand pays for it.
_MAX_DIRECTORY = 1_024

_DRIVE = re.compile(r"^[a-z]:")
# A path that is in its normal form but for case: no slash, no empty folder, none that begins with a dot.
_NORMAL = re.compile(r"[a-z]:(?:\\[^\\/.][^\\/]*)+")
_KEY_URI = re.compile(r"(?:pkcs11|handle|tpm2|tpmkey|org\.openssl\.[a-z.]+|file|data):", re.IGNORECASE)
_VARIABLE = re.compile(r"^(?:%[^%\\/]+%|\$env:\w+|\$\w+|\$\{\w+\}|!\w+!|~)")


def base(path: str) -> str:
    """The last part of a path in lower case; quotes, trailing separators and the drive of ``C:x.pfx`` gone."""
    name = path.strip("\"' ").rstrip("\\/").replace("/", "\\").rpartition("\\")[2].lower()
    return name[2:] if _DRIVE.match(name) else name


def stem(path: str) -> str:
    """The base name of a program without ``.exe`` (and ``.com``), for looking a tool up."""
    name = base(path)
    return name[:-4] if name.endswith((".exe", ".com")) else name


def shown(files: list[str], otherwise: str) -> str:
    """The first file's name and how many more there are; otherwise: what to say of none."""
    if not files:
        return otherwise
    first = base(files[0]) or files[0]
    return first if len(files) == 1 else f"{first} and {len(files) - 1} more"


def extension(path: str) -> str:
    """The extension in lower case without its dot: ``pfx`` of ``C:\\x\\My.PFX``; "" when there is none.

    Trailing quotes, dots and blanks are dropped as Windows does, and so is an alternate data stream (``a.cer:x``).
    """
    name = base(path)
    name = name.partition(":")[0].rstrip(". ")
    return name.rpartition(".")[2] if "." in name else ""


def normal(path: str, cwd: str = "") -> str:
    """The form in which codesign_files holds a path: lower case, absolute where cwd tells, no ``.`` or ``..``.

    Device prefixes (``\\\\?\\``, ``\\??\\``) go; Windows paths get backslashes. A path that begins with a variable
    stays relative to it.
    """
    cwd = cwd[:_MAX_DIRECTORY]
    text = normalise.drop_invisible(path).strip("\"' ").lower()
    if not text or _NORMAL.fullmatch(text) or "://" in text:
        return text
    if text.startswith("/") and not text.startswith("//"):
        return "/" + "/".join(_collapse(text.split("/")))
    if text.startswith("~/") or (cwd.startswith("/") and "\\" not in text and not _DRIVE.match(text)):
        joined = text if text.startswith("~") else f"{cwd.lower()}/{text}"
        return ("/" if joined.startswith("/") else "") + "/".join(_collapse(joined.split("/")))
    text = text.replace("/", "\\")
    for prefix in ("\\\\?\\unc\\", "\\\\.\\unc\\"):
        if text.startswith(prefix):
            text = "\\\\" + text[len(prefix) :]
    for prefix in ("\\\\?\\", "\\??\\", "\\\\.\\"):
        if text.startswith(prefix):
            text, cwd = text[len(prefix) :], ""
    if cwd and not text.startswith("\\\\") and not _DRIVE.match(text) and not _VARIABLE.match(text):
        base_dir = cwd.lower().replace("/", "\\").rstrip("\\")
        text = base_dir[:2] + text if text.startswith("\\") else f"{base_dir}\\{text}"
    root = "\\\\" if text.startswith("\\\\") else ""
    return root + "\\".join(_collapse(text.split("\\")))


def normal_posix(path: str, cwd: str = "") -> str:
    """normal for programs that know slashes only: a relative path keeps them when cwd does not tell more."""
    known = normal(path, cwd)
    return known if cwd or "\\" in path else known.replace("\\", "/")


def _collapse(parts: list[str]) -> list[str]:
    kept: list[str] = []
    for part in parts:
        if part == ".." and kept and kept[-1] != ".." and not _DRIVE.match(kept[-1]):
            kept.pop()
        elif part == ".." and kept and _DRIVE.match(kept[-1]):
            continue
        elif part not in ("", "."):
            kept.append(part)
    return kept


def is_remote(path: str) -> bool:
    """Whether a path is a share or a web address. Device paths (``\\\\?\\``, ``\\\\.\\``) are not."""
    if path.startswith("\\\\"):
        return not path.startswith(("\\\\?\\", "\\\\.\\"))
    return path.startswith(("http://", "https://", "ftp://", "file://\\\\", "//"))


def has_stream(path: str) -> bool:
    """Whether a path names an alternate data stream (``C:\\x\\a.txt:evil.cer``); ``$env:temp\\a.cer`` does not.

    Nor does the URI of a key in a token or store (RFC 7512: ``pkcs11:token=x;type=private``).
    """
    last = path.replace("/", "\\").rpartition("\\")[2]
    if _KEY_URI.match(path) or _KEY_URI.match(last):
        return False
    name = _VARIABLE.sub("", last)
    return "://" not in path and ":" in name[2:]
