"""Runs a script without this machine's site-packages, as Splunk's Python would: python -S -E -s no_site.py SCRIPT.

-S leaves out the whole site module. That also takes exit() away, which Splunk's Python has and the SDK calls.
"""

import builtins
import runpy
import sys
from _sitebuiltins import Quitter
from pathlib import Path

if __name__ == "__main__":
    builtins.exit = Quitter("exit", "Ctrl-D")
    sys.argv = sys.argv[1:]
    sys.path[0] = str(Path(sys.argv[0]).resolve().parent)
    runpy.run_path(sys.argv[0], run_name="__main__")
