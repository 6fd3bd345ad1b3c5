# Two commands do all their own set-up on a machine that has Python 3.11 to 3.13 and make:
#   make reports   the pages of PERIOD (default below) in reports/
#   make test      tests, lint and types
# The first needs the libraries of requirements.lock alone; the second adds those of requirements-dev.lock to them.
PERIOD ?= 2019-20-annual
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
TESTS ?=

# A slow network, or one that fails for a moment, is waited for.
export PIP_RETRIES ?= 10
export PIP_DEFAULT_TIMEOUT ?= 60
export UV_HTTP_RETRIES ?= 10
export UV_HTTP_TIMEOUT ?= 60

# What is compiled is kept, also where an environment asks Python to keep nothing: many processes are started.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: reports check test docs lab lock reset help

help:
	@echo "make reports   make the pages of $(PERIOD) (PERIOD=... for another)"
	@echo "make test      run the tests, ruff and mypy"
	@echo "make docs      build the documentation in docs/_build/html; a warning is an error"
	@echo "make lab       open JupyterLab in the project"
	@echo "make lock      write both locks anew from pyproject.toml (needs uv)"
	@echo "make reset     remove the environment and everything pprr has made (words and extracts stay)"

reports: $(READY)
	$(BIN)/python -m pprr run $(PERIOD)

check: $(READY_DEV)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

# A worker takes one file of tests after another in their own order: those from end to end and in a browser, few and
# long, stand before the hundreds that are short, and not behind them.
test: check
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(TESTS)

docs: $(READY_DEV)
	$(BIN)/python -m sphinx -W -b html docs docs/_build/html

lab: $(READY)
	$(BIN)/python -m pprr lab

# An environment exactly as locked; made again only when the lock or the project's own settings change.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "pprr needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is another. Name one: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up $(VENV), this once: one to four minutes."
	@echo "1 of 4  an empty environment"
	@if command -v uv >/dev/null 2>&1; then uv venv --quiet --clear --python "$$(command -v $(PYTHON))" $(VENV); \
		else $(PYTHON) -m venv --clear $(VENV); fi
	@echo "2 of 4  the libraries that pprr needs"
	$(call install,requirements.lock)
	@echo "3 of 4  compiling them, so that they start fast"
	$(COMPILE)
	@echo "4 of 4  pprr itself"
	@if command -v uv >/dev/null 2>&1; then uv pip install --quiet --python $(BIN)/python --no-deps -e .; \
		else $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .; fi
	@$(BIN)/python -m compileall -qq -j 0 pprr
	@touch $@
	@echo "Set up. Before you type pprr commands in a terminal, type: . $(BIN)/activate"

# What tests and documentation need is added to the same environment, and takes nothing from it.
$(READY_DEV): $(READY) requirements-dev.lock
	@echo "1 of 2  the libraries that tests and documentation need"
	$(call install,requirements-dev.lock)
	@echo "2 of 2  compiling them"
	$(COMPILE)
	@touch $@

# The libraries of a lock, hashes checked. Of what pip and uv tell, the lines that say how far it is and what is wrong;
# a pipe takes the word failed for the exit code that it would lose.
define install
	@{ if command -v uv >/dev/null 2>&1; then \
			uv pip install --python $(BIN)/python --require-hashes -r $(1) 2>&1; \
		else \
			$(BIN)/python -m pip install --disable-pip-version-check --progress-bar off --no-compile \
				--require-hashes -r $(1); \
		fi || echo failed; } | { count=0; failed=; while IFS= read -r line; do case "$$line" in \
			failed) failed=1;; \
			Collecting*|Processing*|Ignoring*|Requirement*) count=$$((count + 1)); [ $$((count % 25)) -ne 0 ] || \
				echo "        $$count of $$(grep -c '^[a-z0-9]' $(1)) fetched";; \
			Installing*) echo "        all fetched; putting them in their place";; \
			Looking*|"  Downloading"*|"  Using cached"*|Successfully*|" + "*) ;; \
			*) echo "        $$line";; \
		esac; done; [ -z "$$failed" ]; }
endef

# Files that a library keeps for a Python of long ago do not compile, which harms nothing.
COMPILE = @$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib || true

# What both locks hold is the same version: the second is solved within the first.
LOCK := uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	--python-version 3.11 --quiet
lock:
	$(LOCK) --output-file requirements.lock
	$(LOCK) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

reset:
	rm -rf $(VENV) reports/20* reports/index.html data/processed/20* data/processed/.fonts docs/_build .pytest_cache .mypy_cache .ruff_cache
