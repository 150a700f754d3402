"""The app without Splunk: the same command, run on event files on a laptop. Never packaged, never imported by `bin`."""

from lab import paths as paths  # first of all, so that every module of the lab can import codesignrisk_core
