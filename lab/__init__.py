"""The app without Splunk: the same command, run on event files on a laptop. Never packaged, never imported by `bin`.

commands/ holds the subcommands of `python -m lab`; output/, report/ and dashboards/ what they show; spl/ runs searches;
splunkd/ runs the packaged command; readers/ read event files. Only what all of them need lies beside the folders.
"""

from lab import paths as paths  # first of all, so that every module of the lab can import codesignrisk_core
