"""At the start nothing is read of what speaks over the network: it would be most of the start, and is never used."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

NETWORK = {"ssl", "http.client", "email", "splunklib.binding"}


@pytest.mark.parametrize("name", ["codesignrisk", "codesignriskhealth"])
def test_the_start_reads_nothing_of_the_network(app: Path, name: str):
    program = f"import json, sys; sys.path.insert(0, sys.argv[1]); import {name}; print(json.dumps(list(sys.modules)))"
    told = subprocess.check_output([sys.executable, "-S", "-E", "-s", "-c", program, str(app / "bin")], text=True)
    assert NETWORK & set(json.loads(told)) == set()
