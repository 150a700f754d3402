"""What has to be there before the dashboards are served."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.dashboards.serving import serve


def test_an_app_that_is_not_built_is_told_at_once(tmp_path: Path) -> None:
    with (
        pytest.raises(OSError, match="does not exist: run `make package` first"),
        serve([], 0, tmp_path),
    ):
        pass
