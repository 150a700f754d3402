"""Programs that run a command in a container or in another root: docker exec, kubectl exec, chroot.

Grammar: docs.docker.com (docker run, docker exec), kubernetes.io (kubectl exec POD -- COMMAND), man pages podman(1),
chroot(1), nsenter(1), lxc.exec.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from codesignrisk_core.model import Command
from codesignrisk_core.unwrap.bounds import Bounds
from codesignrisk_core.unwrap.found import NOTHING, Found, Wrapper, child, command_line

_RUNS = frozenset({"exec", "run"})
# Options of docker run and exec that take the next word.
_VALUED = frozenset(
    """-v --volume -e --env -w --workdir -u --user --name --network --net -p --publish -l --label --mount --env-file
    --entrypoint -h --hostname --cap-add --cap-drop --security-opt --device --pid --ipc --restart -m --memory --cpus
    --platform --pull --add-host --dns --tmpfs --userns --gpus""".split()
)
_MAX_MOUNTS = 8
_NAMESPACES = frozenset({"-t", "--target", "-S", "--setuid", "-G", "--setgid"})
# How far from its beginning a line says exec or run; flags of the program itself stand before it.
_MAX_VERB = 12


def read_docker(command: Command, name: str, bounds: Bounds) -> Found:
    """``docker [options] run|exec [options] IMAGE|CONTAINER command``."""
    words = [token.text for token in command.tokens]
    index = next((place for place, word in enumerate(words[:_MAX_VERB]) if place and word in _RUNS), 0)
    if not index:
        return NOTHING
    image = _operand(words, index + 1, _VALUED)
    return _behind(command, name, image + 1, bounds, _mounts(words[index + 1 : image]))


def _mounts(words: list[str]) -> list[tuple[str, str]]:
    """Folders of this host by their places in the container: ``-v HOST:PLACE[:ro]``, ``--mount source=,target=``."""
    found: list[tuple[str, str]] = []
    for option, value in zip(words, words[1:]):
        if option in ("-v", "--volume"):
            drive = value[1:3] in (":\\", ":/")
            host, _, place = value[2:].partition(":") if drive else value.partition(":")
            host = value[:2] + host if drive else host
            place = place.partition(":")[0]
        elif option == "--mount":
            named = dict(part.partition("=")[::2] for part in value.split(","))
            host, place = named.get("source", named.get("src", "")), named.get("target", named.get("dst", ""))
        else:
            continue
        if len(place) > 1 and place.startswith("/") and ("/" in host or "\\" in host):
            found.append((place.rstrip("/") + "/", host.replace("\\", "/").rstrip("/") + "/"))
    return found[:_MAX_MOUNTS]


def read_kubectl(command: Command, name: str, bounds: Bounds) -> Found:
    """``kubectl exec [options] POD -- command``; lxc and incus write it alike."""
    words = [token.text for token in command.tokens]
    if _RUNS.isdisjoint(words[1:_MAX_VERB]) or "--" not in words:
        return NOTHING
    return _behind(command, name, words.index("--") + 1, bounds)


def read_chroot(command: Command, name: str, bounds: Bounds) -> Found:
    """``chroot [options] ROOT command``, ``nsenter [options] command``."""
    words = [token.text for token in command.tokens]
    index = _operand(words, 1, _NAMESPACES)
    return _behind(command, name, index + (name == "chroot"), bounds)


def _operand(words: list[str], index: int, valued: frozenset[str]) -> int:
    """The place of the first word that is neither an option nor its value."""
    while index < len(words) and words[index].startswith("-"):
        index += 2 if words[index] in valued else 1
    return index


def _behind(command: Command, name: str, index: int, bounds: Bounds, mounts: Sequence[tuple[str, str]] = ()) -> Found:
    """The command at a word, with its paths as this host has them. mounts: places in there, and their folders."""
    if index >= len(command.tokens):
        return NOTHING
    line = command_line(command, index)
    for place, folder in mounts:
        if bounds.charge(len(line)):
            line = folder.join(re.split(rf"(?<![\w/.:]){re.escape(place)}", line))
    return Found(child(command, name, line, bounds, cwd="", posix=True))


WRAPPERS = (
    *(Wrapper(name, read_docker, (name,)) for name in ("docker", "podman", "nerdctl")),
    *(Wrapper(name, read_kubectl, (name,)) for name in ("kubectl", "oc", "lxc", "incus")),
    *(Wrapper(name, read_chroot, (name,)) for name in ("chroot", "nsenter")),
)
