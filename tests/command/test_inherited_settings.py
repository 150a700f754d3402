"""The SDK's own settings are open to nobody: one of them runs code from a file of the searcher's choice.

They are found in the SDK itself, so that a newer one brings no new way in.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command.conftest import ROOT
from tests.command.protocol import Record, Run, run

HIT: Record = {"EventCode": "1", "CommandLine": "certutil -addstore root x.cer", "ParentImage": "cmd.exe"}


def inherited() -> list[str]:
    """The options that the SDK's class brings to every streaming command."""
    sys.path.insert(0, str(ROOT / "bin" / "lib"))
    try:
        from splunklib.searchcommands import Option, StreamingCommand
    finally:
        sys.path.pop(0)
    return sorted(name for name in dir(StreamingCommand) if isinstance(getattr(StreamingCommand, name, None), Option))


SETTINGS = inherited()


def forms(name: str, value: str) -> Iterator[list[str]]:
    """Ways to write a setting, and what stands around it."""
    for written in (name, name.upper(), name.title(), f" {name}", f"{name} ", f'"{name}', f"\t{name}", f"\ufeff{name}"):
        yield [f"{written}={value}"]
        yield [f'{written}="{value}"']
    yield [f"{name}={value}", f"{name}={value}"]
    yield ["min_score=20", f"{name}={value}", "allowlist=false"]
    yield [name, "=", value]
    yield [f'"{name}={value}"']
    yield [f"min_score=20 {name}={value}"]


class Trap:
    """A logging configuration that makes a file when it is read, and a dispatch directory that must not be packed."""

    def __init__(self, folder: Path) -> None:
        self.marker = folder / "marker"
        self.payload = folder / "payload.csv"
        call = f"(__import__('pathlib').Path({str(self.marker)!r}).touch() and None,)"
        self.payload.write_text(
            "[loggers]\nkeys=root\n[handlers]\nkeys=h\n[formatters]\nkeys=\n"
            f"[logger_root]\nhandlers=h\n[handler_h]\nclass=StreamHandler\nargs={call}\n"
        )
        self.dispatch = folder / "dispatch" / "1700000000.1"
        self.dispatch.mkdir(parents=True)
        self.home = folder / "home"
        self.home.mkdir()

    def run(self, app: Path, args: list[str]) -> Run:
        return run(app, [HIT], args=args, dispatch=self.dispatch, cwd=self.home)

    def sprung(self) -> list[str]:
        """What is there now that was not."""
        return [str(path) for path in (*self.home.rglob("*"), *self.dispatch.rglob("*"))] + (
            [str(self.marker)] if self.marker.exists() else []
        )


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    return Trap(tmp_path)


def test_the_sdk_has_settings_of_its_own() -> None:
    assert {"logging_configuration", "logging_level", "record", "show_configuration"} <= set(SETTINGS)


def test_the_trap_works(trap: Trap) -> None:
    """Read by Python's own logging, the file runs its code: what the tests below show is that it is not read."""
    import logging.config

    logging.config.fileConfig(str(trap.payload), disable_existing_loggers=False)
    logging.getLogger().handlers.clear()
    assert trap.sprung() == [str(trap.marker)]


@pytest.mark.parametrize("name", SETTINGS)
def test_an_inherited_setting_is_an_error_of_the_search(app: Path, trap: Trap, name: str) -> None:
    for value in (str(trap.payload), "true"):
        out = trap.run(app, [f"{name}={value}"])
        assert out.messages == [("ERROR", f"Unrecognized option: {name}={value}")]
        assert (out.records, out.replies, out.status, out.stderr) == ([], [], 1, "")
    assert trap.sprung() == []


@pytest.mark.parametrize("name", SETTINGS)
def test_however_it_is_written_it_has_no_effect(app: Path, trap: Trap, name: str) -> None:
    for args in forms(name, str(trap.payload)):
        out = trap.run(app, args)
        assert [severity for severity, _ in out.messages] == ["ERROR"] * len(out.messages) != [], args
        assert (out.records, out.status, out.stderr) == ([], 1, ""), args
        assert trap.sprung() == [], args


def test_words_that_only_the_raw_arguments_hold_have_no_effect(app: Path, trap: Trap) -> None:
    raw = [f"logging_configuration={trap.payload}", "record=true", "show_configuration=true"]
    out = run(app, [HIT], raw_args=raw, dispatch=trap.dispatch, cwd=trap.home)
    assert (out.messages, out.status, len(out.records)) == ([], 0, 1)
    assert trap.sprung() == []


def test_arguments_of_the_process_do_not_select_the_older_protocol(app: Path, trap: Trap) -> None:
    """Where a site takes chunked = true away, splunkd passes the words of the search as arguments."""
    for argv in (["__GETINFO__", f"logging_configuration={trap.payload}"], ["__EXECUTE__", "record=true"], ["x"]):
        out = run(app, argv=argv, dispatch=trap.dispatch, cwd=trap.home)
        assert out.raw == b"error_message=codesignrisk needs chunked = true in commands.conf\r\n\r\n"
        assert (out.status, out.stderr) == (1, "")
        assert trap.sprung() == []
