"""What other people's tools say of the app: contentctl of the detections, ksconf of the confs, splint of the searches,
and Splunk's packaging toolkit (slim) of the package.

They run in environments of their own (`.venv-independent`, `.venv-slim`). Findings that stay are listed in
independent_expect.toml, each with its reason; an expectation that nothing meets any more fails too.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import tomllib

from scripts import ROOT, detections, package, venvs
from scripts.conf import read_conf

EXPECTATIONS = ROOT / "scripts" / "independent_expect.toml"
STAGED = ROOT / "build" / package.APP
SEARCHES = ROOT / "build" / "searches"


class Finding(NamedTuple):
    """What a tool says: by which rule, of which search or conf."""

    rule: str
    search: str
    message: str


class Expectation(NamedTuple):
    """Findings that stay: their rule, a part of their message, and why."""

    rule: str
    message: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Tell whether it is such a one."""
        return finding.rule == self.rule and self.message in finding.message


def read_expectations(path: Path = EXPECTATIONS) -> list[Expectation]:
    """Read the findings that stay."""
    return [Expectation(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["expect"]]


def judge(found: list[Finding], expected: list[Expectation]) -> list[str]:
    """Return what is wrong: findings that nobody expects, and expectations that nothing meets any more."""
    news = [one for one in found if not any(known.covers(one) for known in expected)]
    stale = [known for known in expected if not any(known.covers(one) for one in found)]
    return [f"{one.search}: {one.rule}: {one.message}" for one in news] + [
        f"expected, but gone: {known.rule}: {known.message}" for known in stale
    ]


def searches() -> Iterator[tuple[str, str]]:
    """The saved searches by name, with their macros expanded."""
    from lab.spl import check

    for name, stanza in read_conf(ROOT / "default" / "savedsearches.conf").items():
        yield name, check(stanza["search"], app=ROOT)


def splint() -> list[Finding]:
    """Lint the expanded searches."""
    SEARCHES.mkdir(parents=True, exist_ok=True)
    found = []
    for name, text in searches():
        file = SEARCHES / f"{name.removeprefix('Code Signing Risk - ')}.spl"
        file.write_text(text, encoding="utf-8")
        done = _run("splint", str(file), "--format", "json")
        if done.returncode not in (0, 1):
            raise SystemExit(f"splint broke off: {done.stdout}{done.stderr}")
        told = json.loads(done.stdout)["diagnostics"]
        found += [Finding(one["code"], file.stem, one["message"]) for one in told]
    return found


def slim() -> list[Finding]:
    """Validate the package with its manifest. Raises SystemExit when slim does not take it."""
    done = _run("slim", "validate", str(STAGED), environment="slim")
    if done.returncode != 0 or "App validation complete" not in done.stdout + done.stderr:
        raise SystemExit(f"slim broke off: {done.stdout}{done.stderr}")
    return [*warnings(done.stdout + done.stderr)]


_WARNING = re.compile(
    r"^slim validate: \[(?:WARNING|ERROR)\] (?:.*/(?P<conf>[\w.]+), line \d+: )?(?P<message>.*)$", re.MULTILINE
)


def warnings(told: str) -> Iterator[Finding]:
    """What slim validate prints, information left out."""
    for found in _WARNING.finditer(told):
        yield Finding("slim", found["conf"] or "package", found["message"])


def ksconf() -> str:
    """Parse the confs with ksconf; what is wrong, or nothing."""
    confs = sorted(str(path) for path in (STAGED / "default").glob("*.conf"))
    done = _run("ksconf", "check", *confs, str(STAGED / "metadata" / "default.meta"))
    return "" if done.returncode == 0 else done.stdout + done.stderr


def contentctl() -> str:
    """Validate the detections with contentctl's models; what is wrong, or nothing."""
    detections.write(detections.TARGET)
    done = _run("contentctl", "validate", folder=detections.TARGET)
    told = done.stdout + done.stderr
    return "" if done.returncode == 0 and "Validation Issues" not in told else told


def _run(
    program: str, *args: str, folder: Path = ROOT, environment: str = "independent"
) -> subprocess.CompletedProcess[str]:
    path = venvs.ENVIRONMENTS[environment].python.with_name(program)
    return subprocess.run([str(path), *args], cwd=folder, capture_output=True, text=True, check=False)


def main() -> None:
    """Run all four, print a line for each, and fail on anything unexpected."""
    for name in ("independent", "slim"):
        venvs.ensure(name)
    package.stage(STAGED)
    problems = []
    for name, told in (("ksconf check", ksconf()), ("contentctl validate", contentctl())):
        print(f"{name}: {'failed' if told else 'clean'}")
        problems += [told] if told else []
    expected = read_expectations()
    found = splint()
    print(f"splint: {len(found)} findings in {len(list(SEARCHES.glob('*.spl')))} searches")
    packaging = slim()
    print(f"slim validate: {len(packaging)} warnings")
    found += packaging
    for known in expected:
        print(f"  expected: {known.rule} {known.message}: {known.reason}")
    problems += judge(found, expected)
    if problems:
        raise SystemExit("\n".join(problems))


if __name__ == "__main__":
    main()
