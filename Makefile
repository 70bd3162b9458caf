# Everything a person does here. `make demo` and `make test` set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SEED := seeds/000_adc5d54549af04e3.txt

.PHONY: help demo demo-crawl demo-report test check bench clean lock

help:
	@echo "make demo    set up, and trace the given page to its origin"
	@echo "make demo-crawl  set up, crawl a farm of made sites on two nights, and print who republished whom"
	@echo "make demo-report  set up, build a made world, and write every report about it as a page, as tables and as data"
	@echo "make test    set up, and run the tests (on PostgreSQL too, where it is installed)"
	@echo "make check   format, lint, types, architecture, migrations"
	@echo "make bench   measure: labelled pages (where ../shared lies), database, start"
	@echo "make clean   remove what the above made"

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "provenance needs Python 3.11 or newer; name one with: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY)
	@mkdir -p out
	$(BIN)/provenance --db out/demo.db trace $(SEED)
	@$(BIN)/provenance --db out/demo.db trace $(SEED) -o svg > out/demo.svg
	@$(BIN)/provenance --db out/demo.db trace $(SEED) -o html > out/demo.html
	@echo
	@echo "The same as a picture: out/demo.svg, as a page: out/demo.html, kept in: out/demo.db"

demo-crawl: $(READY)
	@$(BIN)/python -m tests.farm.demo out

demo-report: $(READY)
	@$(BIN)/python -m tests.worlds.demo out
	@echo "The reports as pages, tables and pictures: out/reports, the made world: out/world.db"

test: $(READY)
	@sh tests/with-postgres.sh $(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@sh tests/with-postgres.sh $(BIN)/pytest -q tests/store/test_migrations.py

# Peers to measure against; nothing in the product imports them.
$(VENV)/.bench-ready: requirements-bench.lock $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

bench: $(VENV)/.bench-ready
	$(BIN)/python -m tests.benchmarks

clean:
	rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache $(VENV)

# For maintainers: pin anew what pyproject.toml asks for (needs uv on the PATH).
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--group dev --extra postgres --extra bulk --extra jobs --extra pictures pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--group bench -c requirements.lock -o requirements-bench.lock
