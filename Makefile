# `make demo` and `make test` need nothing but Python 3.11: both build .venv from pinned versions.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint bench evaluate venv clean

demo: $(VENV)/.ready
	$(BIN)/klachtmail demo

test: lint
	$(BIN)/python -m pytest

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.ready
	$(BIN)/python bench/ingest.py
	$(BIN)/python bench/clock.py

evaluate: $(VENV)/.ready
	$(BIN)/python bench/evaluate.py

venv: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[demo,dev]'
	touch $@

clean:
	rm -rf $(VENV) demo-out build dist
