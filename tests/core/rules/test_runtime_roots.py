"""Roots that runtimes are told to trust, by where they lie."""

from __future__ import annotations

import pytest
from codesignrisk_core.model import Report
from codesignrisk_core.rules import runtime_roots

from tests.core.lines import ids

TRUSTED, NAMED, EXCEPTED = "runtime_root_trusted", "runtime_root_named", "java_site_excepted"


@pytest.mark.parametrize(
    ("value", "indicators"),
    [
        ("C:\\ProgramData\\.nx\\root.pem", [TRUSTED, "input_user_writable", "input_hidden"]),
        ("C:\\Users\\Public\\root.pem", [TRUSTED, "input_user_writable"]),
        ("\\\\203.0.113.7\\x\\root.pem", [TRUSTED, "input_remote", "input_bare_address"]),
        ("C:\\certs\\root.pem", [NAMED]),
        ("C:\\Program Files\\Contoso\\root.pem", [NAMED, "installed_place"]),
    ],
)
def test_variables(value: str, indicators: list[str]) -> None:
    report = Report()
    runtime_roots.judge_variable(report, "setx", "NODE_EXTRA_CA_CERTS", value)
    assert ids(report) == indicators


def test_other_variables_say_nothing() -> None:
    report = Report()
    runtime_roots.judge_variable(report, "setx", "PATH", "C:\\Users\\Public")
    assert report == Report()


def test_the_roots_of_python() -> None:
    report = Report()
    runtime_roots.judge_bundle(report, "python", "C:\\Users\\Public\\a.pem")
    assert (ids(report), report.files) == ([TRUSTED, "input_user_writable"], ["c:\\users\\public\\a.pem"])
    report = Report()
    runtime_roots.judge_bundle(report, "python", "")
    assert ids(report) == [NAMED]


@pytest.mark.parametrize(
    ("address", "indicators"),
    [
        ("http://203.0.113.7", [EXCEPTED, "input_bare_address"]),
        ("https://erp.contoso.example", [EXCEPTED]),
        ("", [EXCEPTED]),
    ],
)
def test_sites_that_java_excepts(address: str, indicators: list[str]) -> None:
    report = Report()
    runtime_roots.judge_exception(report, "cmd", address)
    assert ids(report) == indicators
