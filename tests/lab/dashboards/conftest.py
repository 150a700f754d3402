"""The environment of the oldest Python collects nothing here."""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    collect_ignore_glob = ["test_*.py"]
