"""What a test does when this machine lacks something."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def need(problem: str) -> NoReturn:
    """Skip the test for what is not installed here; in CI nothing may be lacking."""
    if os.environ.get("CI") == "true":
        pytest.fail(problem)
    pytest.skip(problem)
