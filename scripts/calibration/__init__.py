"""Weights fitted to labelled events: what the lookup could hold, and whether that is better on events left out."""

from lab import paths as paths  # first of all, so that every module here can import codesignrisk_core
