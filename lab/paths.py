"""Where things lie in the repository. The one place that makes `codesignrisk_core` importable for the lab."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / "bin"
BUILT_APP = ROOT / "build" / "codesignrisk"

if str(BIN) not in sys.path:
    sys.path.insert(0, str(BIN))
