"""How well the scorer does on labelled lines and recorded events, beside the published search."""

from lab import paths as paths  # first of all, so that every module here can import codesignrisk_core
