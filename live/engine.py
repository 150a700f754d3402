"""The Splunk of compose.yaml: a search head and an indexer in containers, with the package that is built."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from live.server import Address, NoServerError
from scripts import ROOT, package

HELPER = ROOT / "live" / "helper"
BUILD = ROOT / "build" / "live"
PACKAGES = {"codesignrisk": BUILD / "codesignrisk.tar.gz", "codesignrisk_live": BUILD / "codesignrisk_live.tar.gz"}

_START = ("up", "--detach", "--wait", "--wait-timeout", "900")
_STOP = ("down", "--volumes")


def build() -> None:
    """Pack the app, and the helper app, under the names that compose.yaml mounts."""
    BUILD.mkdir(parents=True, exist_ok=True)
    staged = BUILD / "codesignrisk"
    package.stage(staged)
    PACKAGES["codesignrisk"].write_bytes(package.archive(staged))
    PACKAGES["codesignrisk_live"].write_bytes(package.archive(HELPER, "codesignrisk_live"))


@contextmanager
def running(keep: bool = False) -> Iterator[Address]:
    """Start the containers, give their address, and take them away again unless they are to be kept.

    Raises NoServerError where there is no Docker engine with Compose, or it does not start them.
    """
    if not _answers("docker", "compose", "version") or not _answers("docker", "info"):
        raise NoServerError("no Docker engine with Compose answers")
    build()
    # Letters and digits only, as both go through shells and YAML in the container.
    secret = {"SPLUNK_PASSWORD": f"live{secrets.token_hex(12)}", "SPLUNK_HEC_TOKEN": str(uuid.uuid4())}
    environment = {**os.environ, **secret}
    try:
        if _compose(environment, *_START):
            _compose(environment, "logs", "--tail", "50")
            raise NoServerError("docker compose did not start it; its last lines are above")
        yield Address(
            "https://127.0.0.1:8089",
            "https://127.0.0.1:8088",
            "admin",
            environment["SPLUNK_PASSWORD"],
            environment["SPLUNK_HEC_TOKEN"],
            verify=False,
        )
    finally:
        if keep:
            print(f"Splunk Web: http://127.0.0.1:8000, admin, {environment['SPLUNK_PASSWORD']}")
        else:
            _compose(environment, *_STOP)


def _compose(environment: dict[str, str], *words: str) -> int:
    return subprocess.run(["docker", "compose", *words], cwd=ROOT, env=environment, check=False).returncode


def _answers(*command: str) -> bool:
    if not shutil.which(command[0]):
        return False
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
