# Two commands do everything: `make feed` compiles iocs/ into out/, `make test` runs all the tests.
# The rest is for people who work on feedgen. Needs git, make and Python 3.11 or newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Bytecode is kept between runs, whatever the environment says: workers would rewrite every assert anew.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.PHONY: help feed test conformance judged fast engines lint format golden long mutants bench bench-serve sbom lock clean

help: ## Show what there is.
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

feed: $(VENV)/feed.stamp ## Compile iocs/ into out/ and print a summary.
	@$(BIN)/feedgen build

test: $(VENV)/test.stamp engines ## Run all the tests, judged by the engines this platform offers.
	$(PYTEST) -n auto --dist worksteal --conformance=check

conformance: $(VENV)/test.stamp engines ## Write docs/conformance.md from a whole run.
	$(PYTEST) -n auto --dist worksteal --conformance=write

judged: $(VENV)/test.stamp ## Run what one engine judges, such as BY=suricata.
	$(PYTEST) --judge "$(BY)"

fast: $(VENV)/test.stamp ## Run the tests that need no engine and no other judge.
	$(PYTEST) -n auto --dist worksteal -m "not engine and not judged and not long"

engines: ## Install the engines that this platform offers (Debian and Ubuntu, as root).
	@sh scripts/engines.sh

lint: $(VENV)/test.stamp ## Check style, types and the direction of imports.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/test.stamp ## Format the code.
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

golden: $(VENV)/test.stamp ## Write golden files anew; read the diff before you commit it.
	$(PYTEST) -q --regen-all -m "not engine and not long" tests
	$(BIN)/python scripts/schemas.py
	$(BIN)/python scripts/taxii_table.py

long: $(VENV)/test.stamp engines ## Run what takes long: the same questions, asked with more.
	$(PYTEST) -n auto -m long

mutants: $(VENV)/test.stamp ## Ask whether the tests notice faults.
	$(BIN)/python -m tests.mutation --sample 10

bench: $(VENV)/test.stamp ## Measure speed against peers, as ratios.
	$(BIN)/python -m tests.benchmarks

bench-serve: $(VENV)/test.stamp ## Measure the server beside others; needs wrk and nginx.
	$(BIN)/python -m tests.benchmarks.serve --write

SBOM := feedgen.cdx.json
sbom: $(VENV)/feed.stamp ## Write the tool's parts as SBOM=feedgen.cdx.json (CycloneDX).
	@"$(PYTHON)" -m venv $(VENV)/sbom
	@$(VENV)/sbom/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/sbom.txt
	@$(VENV)/sbom/bin/cyclonedx-py environment $(BIN)/python --pyproject pyproject.toml \
		--output-reproducible --output-format JSON --output-file "$(SBOM)"

lock: $(VENV)/test.stamp ## Renew requirements/*.txt (docs/development.md).
	sh scripts/lock.sh

clean: ## Remove what can be made again.
	rm -rf $(VENV) out/preview .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit("feedgen needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
		echo "no virtual environment could be made; on Debian, install python3-venv" >&2; exit 1; }

$(VENV)/feed.stamp: requirements/feed.txt pyproject.toml | $(VENV)/bin/python
	@echo "installing feedgen into $(VENV)" >&2
	@$(PIP) install --require-hashes -r requirements/feed.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/publish.stamp: requirements/publish.txt $(VENV)/feed.stamp
	@echo "installing what publishes into $(VENV)" >&2
	@$(PIP) install --require-hashes -r requirements/publish.txt
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/feed.stamp
	@echo "installing the test tools into $(VENV)" >&2
	@$(PIP) install --require-hashes -r requirements/test.txt
	@touch $@
