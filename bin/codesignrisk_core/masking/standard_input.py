"""Finds passwords that a shell gives to a program which an option tells to read one from standard input.

``echo PW | sudo -S ...``, ``sudo -S ... <<< PW``, in PowerShell ``'PW' | docker login --password-stdin``. Sources: the
manuals of POSIX' shell and bash (pipelines, here documents, here strings), about_Pipelines; of programs: at the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from codesignrisk_core.cmdline import paths
from codesignrisk_core.masking import printed

# As much as is looked at on either side of a pipe, and so many pipes into readers of passwords.
_MAX_SIDE = 4_096
MAX_READERS = 128

# What reads a password from standard input, by program: its words, joined by one blank, in which this is found.
_READERS = {
    # openssl-passphrase-options: -passin, -passout and others with "stdin", "fd:0" or the file that is it
    "openssl": r"(?<!\S)-?-(?:pass|passin|passout|password|srcpass)[ =](?:stdin|fd:0|file:/dev/(?:stdin|fd/0))(?!\S)",
    "gpg": r"(?<!\S)--passphrase-fd[ =]0(?!\S)",  # gpg(1)
    "gpgsm": r"(?<!\S)--passphrase-fd[ =]0(?!\S)",  # gpgsm(1)
    "vault": r"(?<!\S)login (?:\S+ )*-(?!\S)",  # developer.hashicorp.com, vault login: "-" reads the token
    "gh": r"(?<!\S)--with-token(?!\S)",  # cli.github.com, gh auth login
    "passwd": r"(?<!\S)--stdin(?!\S)",  # passwd(1) of Fedora
    "kinit": r"(?<!\S)--password-file=STDIN(?!\S)",  # kinit(1) of Heimdal and macOS
    "sshpass": r"^(?:-[vV] )*-d ?0(?!\S)",  # sshpass(1)
    "osslsigncode": r"(?<!\S)-readpass[ =]/dev/(?:stdin|fd/0)(?!\S)",  # README of osslsigncode
}
_READERS["gpg2"] = _READERS["gpg"]
_BY_PROGRAM = {name: re.compile(pattern) for name, pattern in _READERS.items()}
# docker, podman, helm, oras, cosign and others: docs.docker.com, docker login
_ANY_PROGRAM = re.compile(r"--(?:[a-z]+-)?(?:password|passphrase|pass|token|secret|pin)-(?:from-)?stdin(?:=true)?")
# sudo(8): -S, --stdin among its own options, which end where the command begins.
_SUDO_VALUES = re.compile(r"-[A-Za-z]*[CDghpRrTtUu]$|--(?:user|group|host|prompt|chdir|chroot|role|type|other-user)$")
_SUDO_STDIN = re.compile(r"-[ABbEeHiKklNnPsVv]*S|--stdin$")
# One of these stands in every command that is told so.
_SIGNS = ("stdin", "sudo", "passphrase-fd", "fd:0", "fd/0", "vault", "with-token", "sshpass")

_PIPE = re.compile(r"(?<!\|)\|(?!\|)&?")


def of_text(text: str) -> Iterator[str]:
    """The passwords given to programs in text of a shell, as a whole and word by word; linear.

    More than MAX_READERS programs are not looked at: the caller gets an empty text for them.
    """
    lower = text.lower()
    if not any(sign in lower for sign in _SIGNS):
        return
    readers = 0
    if "|" in text:
        for pipe in _PIPE.finditer(text):
            if not reads_password(segment(text, pipe.end())):
                continue
            readers += 1
            if readers > MAX_READERS:
                yield ""
                return
            yield from printed.by_last(text[max(0, pipe.start() - _MAX_SIDE) : pipe.start()])
    if "<<" in text:
        for here in printed.HERE.finditer(text):
            readers += 1
            if readers > MAX_READERS:
                yield ""
                return
            before = printed.BREAK.split(text[max(0, here.start() - _MAX_SIDE) : here.start()])[-1]
            if reads_password(f"{before} {segment(text, here.end())}"):
                yield from printed.words(here[1] or here[2])


def segment(text: str, start: int) -> str:
    """A command's text from a place to where the command ends."""
    end = printed.BREAK.search(text, start, start + _MAX_SIDE)
    return text[start : end.start() if end else start + _MAX_SIDE]


def reads_password(command: str) -> bool:
    """Whether a program among the words of a command is told to read a password from standard input."""
    words = [word.strip("\"'\\(){}`") for word in command.split()]
    for place, word in enumerate(words):
        if _ANY_PROGRAM.fullmatch(word):
            return True
        if word[:1] == "-":
            continue
        name = paths.stem(word)
        if name == "sudo" and _sudo_reads(words[place + 1 :]):
            return True
        pattern = _BY_PROGRAM.get(name)
        if pattern is not None and pattern.search(" ".join(words[place + 1 :])):
            return True
    return False


def _sudo_reads(words: Sequence[str]) -> bool:
    valued = False
    for word in words:
        if valued:
            valued = False
        elif _SUDO_STDIN.match(word):
            return True
        elif word[:1] != "-":
            return False
        else:
            valued = _SUDO_VALUES.match(word) is not None
    return False
