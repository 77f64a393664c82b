# Each target sets up .venv by itself; Python 3.11 or newer is all it needs.
PYTHON ?= python3
BIN := .venv/bin
SPIDER ?=
ARGS ?=

.PHONY: crawl test fast check package bench torture clean help

help:  ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

crawl: .venv/run  ## crawl the small news site in fixtures/; SPIDER=name ARGS="-a limit=20" the live one
ifeq ($(SPIDER),)
	@$(BIN)/scrapy demo $(ARGS)
else
	@$(BIN)/scrapy crawl $(SPIDER) $(ARGS)
endif

test: .venv/dev  ## the whole test suite, on SQLite and a real PostgreSQL
	@$(BIN)/pytest -n 3 $(ARGS)

fast: .venv/dev  ## the tests that start no process and no server, within a minute
	@$(BIN)/pytest -n 2 -m "not process and not postgresql and not slow" $(ARGS)

check: .venv/dev  ## linters and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

package: .venv/dev  ## build wheel and sdist, install them elsewhere and run what they bring
	@$(BIN)/python -m bench.package

bench: .venv/dev  ## ratios measured side by side; time in proportion; pages changed in shape
	@$(BIN)/python -m bench.bench
	@$(BIN)/python -m bench.patterns
	@$(BIN)/python -m bench.long_texts
	@$(BIN)/python -m bench.long_pages
	@$(BIN)/python -m bench.mutations
	@$(BIN)/python -m bench.crawl
	@$(BIN)/python -m bench.reextraction $(ARGS)
	@$(BIN)/python -m bench.scale
	@$(BIN)/python -m bench.startup
	@$(BIN)/python -m bench.search

torture: .venv/dev  ## kill a crawl 50 times, share one among processes: nothing may be lost
	@$(BIN)/python -m bench.torture $(ARGS)
	@$(BIN)/python -m bench.workers
	@DEATHS=20 $(BIN)/pytest -k killed_at_any_moment tests/end_to_end/test_resume.py

clean:  ## remove the environment and what tools left behind; the data stay
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/made:
	@echo "Making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@

# The project itself is installed for the command `newscrawler`; its code stays where it is.
.venv/run: .venv/made requirements.txt pyproject.toml
	@echo "Installing the libraries (a minute or two the first time)"
	@$(BIN)/pip install --disable-pip-version-check -qq -r requirements.txt
	@$(BIN)/pip install --disable-pip-version-check -qq --no-deps -e .
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	@echo "Installing what tests and linters need"
	@$(BIN)/pip install --disable-pip-version-check -qq -r requirements-dev.txt
	@touch $@
