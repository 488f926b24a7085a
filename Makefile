# `make report` and `make test` set up everything they need from the project's own files.
SOURCE ?= data/sample
OUT ?= report/
PYTHON ?= python3
VENV ?= .venv
PYTEST_ARGS ?= -n 2

BIN := $(VENV)/bin
# Stamps inside the environment: it is set up again when pyproject.toml says something new.
INSTALLED := $(VENV)/.installed
DEVELOPING := $(VENV)/.developing
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help report test lint docs clean

help:
	@echo "make report [SOURCE=checkout] [OUT=folder]  write a report; without SOURCE on the sample in data/sample"
	@echo "make test                                   run all tests"
	@echo "make lint                                   check style and types"
	@echo "make docs                                   bring help texts and settings in the docs up to date"
	@echo "make clean                                  remove what these made"

report: $(INSTALLED)
	@$(BIN)/graphcheck report "$(SOURCE)" --out "$(OUT)"

test: $(DEVELOPING)
	@[ -n "$$GRAPHCHECK_NEO4J_URI" ] || $(BIN)/python -m tests.neo4j_server --fetch
	@VENV="$(VENV)"; . tests/chromium.sh; $(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(DEVELOPING)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict

docs: $(DEVELOPING)
	$(BIN)/python docs/update.py

clean:
	rm -rf .venv report build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis test-artifacts

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "graphcheck needs Python 3.11 or newer; name one: make PYTHON=python3.12"; exit 2; }
	@echo "setting up $(VENV) …"
	@$(PYTHON) -m venv "$(VENV)" || \
	  { echo "no virtual environment could be made; on Debian: apt-get install python3-venv"; exit 2; }
	@$(PIP) install --upgrade "pip>=25.1"
	@$(PIP) install --editable .
	@touch $@

$(DEVELOPING): $(INSTALLED)
	@echo "adding what tests need …"
	@$(PIP) install --group dev --editable .
	@touch $@
