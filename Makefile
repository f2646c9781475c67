# Fandesk's commands. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup run test clients lint format schema contract migration requirements bench clean

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do command -v $$p >/dev/null 2>&1 && \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
SDK := clients/sdk/node_modules/.package-lock.json

help: ## what there is to make
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

setup: .venv/.installed server/pages/node_modules/.package-lock.json ## make .venv with everything in it (done once; again only when a requirement changes)

.venv/.installed: requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Fandesk needs Python 3.11 or newer. Install it, or name one: make setup PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# GraphiQL, for development. Node may be missing, or come later.
server/pages/node_modules/.package-lock.json: server/pages/package-lock.json
	@if command -v npm >/dev/null; then \
		npm ci --silent --ignore-scripts --no-audit --no-fund --prefix server/pages || \
			echo "GraphiQL could not be installed; everything else works."; \
	fi

run: setup ## start everything with demo data: API, worker, Redis, SQLite, a stand-in for WeChat
	$(BIN)/fandesk up --demo

test: setup ## all tests (FANDESK_TEST_DATABASE_URL and FANDESK_TEST_REDIS_URL choose other services)
	@# First what runs inside this process, some of it against real timeouts, then what starts browsers and processes.
	$(BIN)/pytest -m "not processes and not browser" --dist worksteal
	$(BIN)/pytest -m "processes or browser"

schema: setup ## write schema/schema.graphql again, unless a change would break a client
	$(BIN)/python -m schema.export

contract: setup ## write the manifest of our clients' documents, and the SDK's types (ARGS=--forget drops documents that no operation has any more)
	$(BIN)/python -m schema.contract $(ARGS)
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(SDK) && npm run --silent --prefix clients/sdk generate; \
	else echo "No Node here: where there is one, make contract writes clients/sdk/src/operations.ts too."; fi

clients: setup ## the SDK: its types are fresh, it compiles, and its tests pass against a Fandesk that they start (needs Node 20)
	@if ! command -v npm >/dev/null; then echo "No Node here: the SDK in clients/ is not checked."; \
	elif ! $(MAKE) --no-print-directory $(SDK); then echo "npm could not install what the SDK is tested with: it is not checked."; \
	else cd clients/sdk && npm run --silent stale && npm run --silent check && npm test --silent; fi

$(SDK): clients/sdk/package-lock.json
	npm ci --silent --ignore-scripts --no-audit --no-fund --prefix clients/sdk

lint: setup ## format, style, types, arrows
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: setup ## put the code in shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

migration: setup ## write the next migration from the models (NAME="what_changes"); read it before you commit it
	$(BIN)/tortoise -c cli.migration_config.CONFIG makemigrations -n $(NAME)

requirements: setup ## pin again from pyproject.toml and requirements/*.in
	$(BIN)/python requirements/pin.py

bench: setup .venv/.bench ## how fast it is, as lines of JSON (ARGS="--quick inbox"; FANDESK_DATABASE_URL, FANDESK_REDIS_URL choose services)
	@$(BIN)/python -m benchmarks $(ARGS)

.venv/.bench: .venv/.installed requirements/bench.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

clean: ## forget .venv and caches (not your data)
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build *.egg-info
