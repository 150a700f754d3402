"""Build, check and release tools. Never packaged."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
