"""A strict reader of Splunk .conf files: what splunkd would guess its way through is an error here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Conf = dict[str, dict[str, str]]

STANZA = re.compile(r"\[([^\[\]]*)\]")
SETTING = re.compile(r"([A-Za-z_][\w.:\-]*) ?= ?(.*)")


class ConfError(ValueError):
    """A line that is not what its author meant."""


def read_conf(path: Path) -> Conf:
    """Return the settings of each stanza; a continued value keeps its line breaks, as in splunkd."""
    conf: Conf = {}
    stanza: dict[str, str] | None = None
    key = ""
    continued = False
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], start=1):
        where = f"{path.name}:{number}"
        if line != line.rstrip():
            raise ConfError(f"{where}: space at the end of the line, which breaks a continuation")
        if continued:
            assert stanza is not None
            if not line:
                raise ConfError(f"{path.name}:{number - 1}: promises another line")
            stanza[key] += "\n" + line.removesuffix("\\").rstrip()
        elif not line or line.startswith("#"):
            continue
        elif header := STANZA.fullmatch(line):
            if header[1] in conf:
                raise ConfError(f"{where}: stanza [{header[1]}] is there twice")
            stanza = conf[header[1]] = {}
        elif setting := SETTING.fullmatch(line):
            if stanza is None:
                raise ConfError(f"{where}: setting before the first stanza")
            key = setting[1]
            if key in stanza:
                raise ConfError(f"{where}: {key} is set twice")
            stanza[key] = setting[2].removesuffix("\\").rstrip()
        else:
            raise ConfError(f"{where}: neither a stanza, a setting nor a comment: {line}")
        continued = line.endswith("\\")
    return conf
