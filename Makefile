# What people do with this project, by name. `make` alone says what there is.

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

# The first interpreter on this machine that is new enough.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install demo run test lint format bench evaluate lock clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

install: $(INSTALLED) ## the virtual environment with the locked dependencies

# Built without isolation: the build backend is in the lock, so its hash is checked like any other.
$(INSTALLED): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the locked dependencies into $(VENV) ..."
	@$(BIN)/pip install -qq --require-hashes -r requirements.lock
	@$(BIN)/pip install -qq --no-deps --no-build-isolation -e .
	@touch $@

demo: $(INSTALLED) ## the bot in a sandbox, to be chatted with in the browser
	@exec $(BIN)/rapporteur demo $(ARGS)

run: $(INSTALLED) ## the bot against Telegram; needs RAPPORTEUR_TOKEN
	@exec $(BIN)/rapporteur run

lint: $(INSTALLED) ## style, types and the direction of imports
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo --verbose >$(VENV)/imports.log 2>&1 || { cat $(VENV)/imports.log; exit 1; }

test: lint ## lint, then all tests, on SQLite and on a real PostgreSQL
	$(BIN)/pytest --numprocesses auto --dist loadscope $(ARGS)

format: $(INSTALLED) ## the code laid out as lint wants it
	$(BIN)/ruff check --quiet --fix-only
	$(BIN)/ruff format

bench: $(INSTALLED) ## how quick it is and how much memory it takes
	$(BIN)/python -m tests.benchmarks

evaluate: $(INSTALLED) ## how well questions in people's own words are answered
	$(BIN)/python -m tests.evaluation

lock: ## the newest dependencies that pyproject.toml allows, with their hashes
	@$(PYTHON) -m venv $(VENV)-lock
	@$(VENV)-lock/bin/pip install --quiet 'pip-tools~=7.6'
	$(VENV)-lock/bin/pip-compile --quiet --upgrade --extra dev --build-deps-for editable \
		--generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url \
		--no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml
	@rm -r $(VENV)-lock

clean: ## away with everything that can be made again; databases stay
	rm -rf $(VENV) $(VENV)-lock dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find bot handlers store tests -name __pycache__ -type d -prune -exec rm -rf {} +
