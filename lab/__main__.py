"""The lab's command line: `python -m lab COMMAND`. Each command is a module of lab/commands."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from lab.commands import dashboard, explain, scan, search
from lab.commands.arguments import with_relative_times

COMMANDS = (scan, explain, search, dashboard)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command of the lab. Returns its exit status; usage errors end in 2, by argparse."""
    parser = argparse.ArgumentParser(prog="python -m lab", description="The app without Splunk.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for module in COMMANDS:
        module.add_parser(commands)
    args = parser.parse_args(list(with_relative_times(sys.argv[1:] if argv is None else argv)))
    try:
        return int(args.run(args))
    except BrokenPipeError:
        # The reader of our output has gone (`| head`). Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
