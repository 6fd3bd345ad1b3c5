# Two commands do all their own set-up on a machine that has Python 3.11 to 3.13 and make:
#   make reports   the pages of PERIOD (default below) in reports/
#   make test      tests, lint and types
PERIOD ?= 2019-20-annual
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTS ?=

# A slow network, or one that fails for a moment, is waited for.
export PIP_RETRIES ?= 10
export PIP_DEFAULT_TIMEOUT ?= 60
export UV_HTTP_RETRIES ?= 10
export UV_HTTP_TIMEOUT ?= 60

.DELETE_ON_ERROR:
.PHONY: reports test lab lock reset help

help:
	@echo "make reports   make the pages of $(PERIOD) (PERIOD=... for another)"
	@echo "make test      run the tests, ruff and mypy"
	@echo "make lab       open JupyterLab in the project"
	@echo "make lock      write requirements.lock anew from pyproject.toml (needs uv)"
	@echo "make reset     remove the environment and everything pprr has made (words and extracts stay)"

reports: $(READY)
	$(BIN)/python -m pprr run $(PERIOD)

test: $(READY)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(TESTS)

lab: $(READY)
	$(BIN)/python -m pprr lab

# An environment exactly as locked, hashes checked; made again only when the lock or the project's own settings change.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "pprr needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is another. Name one: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up $(VENV): a minute or two, this once."
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --clear --python "$$(command -v $(PYTHON))" $(VENV) && \
		uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock && \
		uv pip install --quiet --python $(BIN)/python --no-deps -e . ; \
	else \
		$(PYTHON) -m venv --clear $(VENV) && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e . ; \
	fi
	@touch $@

lock:
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header --no-emit-index-url \
		--no-emit-find-links --python-version 3.11 --output-file requirements.lock

reset:
	rm -rf $(VENV) reports/20* reports/index.html data/processed/20* data/processed/.fonts .pytest_cache .mypy_cache .ruff_cache
