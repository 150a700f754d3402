# Start here: make demo. All commands: make help.

# Finds the other interpreters; any Python from 3.9 on will do.
PYTHON ?= python3
RUN := .venv/bin/python
EVENTS ?= 1000000
PYTHON_OF_COMMAND ?= $(RUN)

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
# The steps share build/ and one terminal.
.NOTPARALLEL:
.PHONY: help setup demo test check lint types package release version inspect evaluate test-splunk calibrate bench mutants fuzz soak docs roots site scores screenshots lock clean distclean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## Make .venv and bin/lib, with everything that development needs
	@$(PYTHON) -m scripts.venvs main
	@$(RUN) -m scripts.vendor

demo: package  ## Score the sample events on this machine, without Splunk
	@for story in lab/samples/test*.jsonl; do \
	  echo; echo "== The published tests, end to end: $$story"; $(RUN) -m lab scan --format timeline $$story || exit 1; \
	done
	@echo; echo "== All samples, the heaviest first"
	@$(RUN) -m lab scan lab/samples/*.jsonl --report build/report.html
	@echo; echo "The same as a page: build/report.html. The dashboards over a day of samples: $(RUN) -m lab dashboard"
	@echo "Next: install the package in Splunk, or explain one command line: $(RUN) -m lab explain 'COMMAND LINE'"

test:  ## Lint, package, AppInspect, and all tests on Python 3.9 and 3.13
	@$(PYTHON) -m scripts.test_all

check: lint  ## What to run while working: lint, types, and the quick tests of the scorer
	@$(RUN) -m pytest tests/core -m "not slow"

lint: setup  ## Check style, format and types
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(MAKE) types

types: setup
	@# bin/ against the oldest standard library that mypy knows, the rest against the main environment's.
	@$(RUN) -m mypy --python-version 3.10 bin/codesignrisk.py bin/codesignriskhealth.py bin/codesignrisk_core
	@$(RUN) -m mypy lab live scripts

package: setup  ## Build dist/codesignrisk-<version>.tar.gz
	@$(RUN) -m scripts.package

version:  ## Write the version of pyproject.toml everywhere else, and date its section of the changelog
	@$(RUN) -m scripts.version

release: setup  ## All checks, then dist/: the package, its list of parts, notes and checksums
	@$(RUN) -m scripts.release --check
	@$(PYTHON) -m scripts.test_all
	@$(RUN) -m scripts.release

inspect: package  ## Run Splunk AppInspect on the package, in an environment of its own
	@$(PYTHON) -m scripts.check_system
	@$(RUN) -m scripts.appinspect

evaluate: setup  ## Measure the scorer on labelled data, beside the published search
	@$(RUN) -m scripts.evaluate

calibrate: setup  ## Fit the weights to labelled data and propose the lookup, without changing it
	@$(RUN) -m scripts.calibrate

bench: package  ## Measure the command beside one of the SDK that only passes events through: PARTS, see scripts/bench.py
	@$(RUN) -m scripts.bench $(PARTS)

test-splunk: setup  ## Run the app on a real Splunk, in containers or at SPLUNK_URL, and compare with the lab
	@$(RUN) -m live

mutants: setup  ## Put faults into MODULE (such as scoring, parsers, twelve) and name those that no test notices
	@$(RUN) -m scripts.mutants $(MODULE)

fuzz: setup  ## Hostile events, secrets and patterns at length; EVENTS and PYTHON_OF_COMMAND set how many and where
	@$(RUN) -m tests.fuzz.patterns
	@$(RUN) -m tests.fuzz.secrets --events 50000
	@$(RUN) -m tests.fuzz.driver --events $(EVENTS) --python $(PYTHON_OF_COMMAND)

soak: setup  ## Two million distinct events through the command: its memory has to stay where it is
	@$(RUN) -m tests.fuzz.soak

docs: setup  ## Write what is made from the lookups and the tables: guides, ATT&CK layer, index terms
	@$(RUN) -m scripts.indicator_docs
	@$(RUN) -m scripts.navigator_layer
	@$(RUN) -m scripts.search_docs
	@$(RUN) -m scripts.macro_docs
	@$(RUN) -m scripts.sigma_docs
	@$(RUN) -m scripts.public_rules_docs
	@$(RUN) -m scripts.index_terms
	@$(RUN) -m scripts.triage_terms
	@$(RUN) -m scripts.atomics_coverage
	@$(RUN) -m scripts.calibration_plot

roots: setup  ## Write the public roots of Microsoft's list into the table of known certificates
	@$(RUN) -m scripts.public_roots

site: setup  ## Build the guides as a static site, build/site
	@$(RUN) -m scripts.site

scores: setup  ## Write the scores of the sample events and lines anew, after a weight was tuned
	@$(RUN) -m scripts.golden_scores

screenshots: setup  ## Take the pictures of the guides anew
	@$(RUN) -m scripts.screenshots

LOCK = $(RUN) -m uv pip compile --quiet --no-config --generate-hashes --annotation-style line \
  --custom-compile-command "make lock" $(UPGRADE)

lock: setup  ## Write requirements-*.txt from the lists *.in; the newest versions with UPGRADE=--upgrade
	@$(LOCK) --universal --python-version 3.11 requirements-dev.in --output-file requirements-dev.txt
	@$(LOCK) --universal --python-version 3.11 requirements-appinspect.in --output-file requirements-appinspect.txt
	@$(LOCK) --universal --python-version 3.11 requirements-independent.in --output-file requirements-independent.txt
	@$(LOCK) --python-version 3.11 requirements-slim.in --output-file requirements-slim.txt
	@$(LOCK) --python-version 3.9 requirements-test39.in --output-file requirements-test39.txt

.PHONY: detections
detections: setup  ## Write the alerts as detections for Splunk's contentctl: build/detections
	@$(RUN) -m scripts.detections

.PHONY: independent
independent: setup  ## Run what others have written to check apps and searches: ksconf, contentctl, splint, slim
	@$(RUN) -m scripts.independent

clean:  ## Remove what was built
	rm -rf build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +

distclean: clean  ## Remove also what was downloaded: the environments, the SDK and the npm packages
	rm -rf .venv .venv-3.9 .venv-appinspect .venv-independent .venv-slim bin/lib lab/dashboards/web/node_modules
