# What you can ask for: make help.  Needs Python 3.11 with pip, git and make; the rest comes by itself.
PORT ?= 3000
PYTHON ?= $(shell command -v python3.11 || command -v python3 || command -v python)
# For two processors: tests wait, too, for browsers and servers.
WORKERS ?= 3

# Python compiles what it reads once and keeps that, also where the environment says otherwise to keep source folders
# clean: ours stay so. To compile at each start would cost every process more than a second.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.compiled
DATABASE ?= sqlite

UV_VERSION := 0.13.9
UV := .tools/bin/uv
UV_READY := .tools/uv-$(UV_VERSION)
READY := .venv/.ready
SPARK := .spark
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help install run test test-spark check check-style check-types check-house fix bench soak pictures screenshots wheel

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(READY)  ## everything journeybot needs, into .venv

run: $(READY)  ## a workshop in your browser, no Slack needed (PORT=3000)
	@# With job control Ctrl-C reaches journeybot and not make, which would call it an error.
	@if [ -t 0 ]; then set -m; fi; $(BIN)/journeybot sandbox --port $(PORT); \
	  status=$$?; [ $$status -eq 130 ] || exit $$status

test: $(READY)  ## every test, those in a real browser too (DATABASE=postgresql: all on a real server)
	@$(BIN)/python -m tests.browsers
	@TEST_DATABASE=$(DATABASE) $(BIN)/pytest -q -n $(WORKERS) --dist loadgroup

test-spark: $(READY) $(SPARK)  ## the analytics on Spark too: brings PySpark (400 MB) into .spark/, needs Java
	@command -v java >/dev/null || { echo "Spark needs Java: install it (on Debian: apt-get install default-jre-headless) and try again."; exit 1; }
	@PYTHONPATH=$(SPARK) $(BIN)/pytest -q -n 0 -W ignore tests/analytics/test_spark.py

check: check-style check-types check-house  ## style, types, who imports whom, size limits

check-style: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types: $(READY)
	$(BIN)/mypy

check-house: $(READY)
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -q tests/test_house.py tests/test_imports.py

fix: $(READY)  ## put right what can be put right by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)  ## how fast, against the goals
	@$(BIN)/python -m tests.bench

soak: $(READY)  ## the same workshop for a long time: does it stay fast and small?
	@$(BIN)/python -m tests.soak

pictures: $(READY)  ## draw the gallery of example maps
	@$(BIN)/python -m tests.pictures.gallery

screenshots: $(READY)  ## take the pictures of the README anew
	@$(BIN)/python -m tests.pictures.screenshots

wheel: $(READY)  ## one file to install anywhere, into dist/
	@$(UV) build --wheel --quiet && ls dist/*.whl

$(READY): $(UV_READY) uv.lock pyproject.toml
	@$(UV) sync --frozen --quiet --python "$(PYTHON)"
	@touch $@

$(SPARK): $(UV_READY)
	@$(UV) pip install --quiet --python "$(PYTHON)" --target $(SPARK) "pyspark>=3.5,<4"
	@touch $@

$(UV_READY):
	@test -n "$(PYTHON)" || { echo "journeybot needs Python 3.11, and no Python was found: install python3.11 and try again."; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "journeybot needs Python 3.11, and this is %d.%d: install python3.11, or say where it is with PYTHON=/path/to/python3.11." % sys.version_info[:2])'
	@"$(PYTHON)" -m pip --version >/dev/null 2>&1 || { echo "journeybot needs pip beside Python 3.11: install it (on Debian: apt-get install python3-pip) and try again."; exit 1; }
	@"$(PYTHON)" -m pip install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action=ignore --upgrade --target .tools "uv==$(UV_VERSION)"
	@touch $@
