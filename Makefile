# Plano: `make help` says what there is. Everything is installed into .venv, in this folder.
SHELL := /bin/sh
.DEFAULT_GOAL := help
# The shell finds it: make's own functions take a path with a space for two.
ROOT := $(shell cd "$$(dirname "$$(echo '$(MAKEFILE_LIST)' | sed 's|^ ||')")" && pwd)
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LINTERS := $(VENV)/linters/bin
SAM := $(VENV)/sam/bin
PIP_VERSION := 26.3
RUN_LOCK := $(VENV)/.installed-run
TEST_LOCK := $(VENV)/.installed-test
LINT_LOCK := $(VENV)/.installed-lint
MUTANTS_LOCK := $(VENV)/.installed-mutants
SAM_LOCK := $(VENV)/.installed-sam
ENV ?= staging
INTO ?= clients
export CHROMIUM ?=

# From another folder (make -f), everything is done in this one: targets are named by relative paths.
ifneq ($(shell pwd -P),$(shell cd "$(ROOT)" && pwd -P))
.PHONY: $(or $(MAKECMDGOALS),help)
$(or $(MAKECMDGOALS),help):
	@$(MAKE) --no-print-directory -C "$(ROOT)" $@
else

# On the command line, PYTHON=… names the one to use; otherwise the one that is there already will do.
FORGOTTEN := $(shell requirements/forget.sh $(if $(filter command% environment,$(origin PYTHON)),"$(PYTHON)"))

.PHONY: help
help: ## Show this help
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: $(RUN_LOCK) $(SAM_LOCK) ## Run the whole stack on this machine, until Ctrl-C
	@exec bin/plano local run

.PHONY: stop
stop: $(RUN_LOCK) ## End a run that was left in the background
	@bin/plano local stop

.PHONY: reset
reset: stop ## Forget the local stack and all of its data
	@rm -rf .local

.PHONY: deploy
deploy: $(RUN_LOCK) $(SAM_LOCK) ## Check, build and deploy to AWS, and try it: make deploy ENV=staging
	@bin/plano deploy "$(ENV)" $(if $(BREAKING),--breaking)

.PHONY: sam-local
sam-local: $(RUN_LOCK) $(SAM_LOCK) ## Run every function in a container (Docker), compared with the deployed stack
	@bin/plano local sam

.PHONY: test
test: $(TEST_LOCK) $(SAM_LOCK) browser ## Run all tests
	@"$(BIN)/python" tests/all_tests.py

.PHONY: browser
browser: ## Install Chromium for the browser tests, where there is none
	@[ -n "$(CHROMIUM)" ] || command -v chromium chromium-browser google-chrome >/dev/null || { \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo "sudo -n"); command -v apt-get >/dev/null \
	    && echo "Installing Chromium for the browser tests …" \
	    && $$sudo apt-get -qq update && $$sudo apt-get -qq install --yes --no-install-recommends chromium >/dev/null; } || { \
	  echo "The browser tests need Chromium: install it, or name it with make test CHROMIUM=/path/to/chromium" >&2; exit 1; }

.PHONY: test-unit
test-unit: $(TEST_LOCK) ## Run the quick tests without I/O: the inner loop
	@"$(BIN)/python" -m pytest tests/unit -m "not slow" --hypothesis-profile=quick -p no:schemathesis

.PHONY: test-integration
test-integration: $(TEST_LOCK) $(SAM_LOCK) ## Run the tests over HTTP; on staging's client of DynamoDB: STORE_CLIENT=botocore
	@PLANO_STORE_CLIENT="$(or $(STORE_CLIENT),own)" "$(BIN)/python" -m pytest tests/integration

.PHONY: test-domain
test-domain: $(TEST_LOCK) ## Run the tests of handlers on tables in memory
	@"$(BIN)/python" -m pytest tests/domain

.PHONY: mutants
mutants: $(MUTANTS_LOCK) ## Run the tests on small changes of the code: they have to notice
	@PYTHONPATH="$(ROOT)/$(VENV)/mutants:$(ROOT)/tests" "$(BIN)/python" -m mutation.run

.PHONY: bench
bench: $(TEST_LOCK) $(SAM_LOCK) ## Measure Plano beside its peers (Linux; ten minutes on a quiet machine)
	@PYTHONPATH=.:tooling:layers/plano:functions "$(BIN)/python" -m benchmarks $(BENCH)

.PHONY: memory
memory: $(TEST_LOCK) $(SAM_LOCK) ## Measure CPU and memory of every function (Linux)
	@PYTHONPATH=.:tooling:layers/plano:functions "$(BIN)/python" -m benchmarks.memory $(BENCH)

.PHONY: load
load: $(TEST_LOCK) $(SAM_LOCK) ## Have 1, 8 and 32 callers ask at a time, Plano beside a peer (LOAD="--seconds 10")
	@PYTHONPATH=.:tooling:layers/plano:functions "$(BIN)/python" -m benchmarks.load $(LOAD)

.PHONY: simulate
simulate: $(TEST_LOCK) ## Simulate 10, 1,000 and 100,000 creates a second, into docs/scale.md
	@PYTHONPATH=.:tooling:layers/plano:functions "$(BIN)/python" -m benchmarks.simulate

.PHONY: budget
budget: $(TEST_LOCK) ## Let a create cost what it costs now, in modules and calls
	@PYTHONPATH=.:tooling:layers/plano:functions:tests "$(BIN)/python" -m tooling.budget.measured

.PHONY: lint
lint: $(TEST_LOCK) $(LINT_LOCK) $(SAM_LOCK) ## Check format, style, types, imports, what has to agree, the template and the workflows
	@"$(BIN)/ruff" format --check . && "$(BIN)/ruff" check . && bin/plano check && "$(BIN)/mypy" \
	  && PYTHONPATH=layers/plano:functions:tooling "$(BIN)/lint-imports" \
	  && "$(LINTERS)/cfn-lint" template.yaml account.yaml && SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=eu-central-1 "$(SAM)/sam" validate --lint \
	  && "$(LINTERS)/checkov" --config-file .checkov.yaml && "$(LINTERS)/zizmor" --offline --quiet .github

.PHONY: format
format: $(TEST_LOCK) ## Format the code
	@"$(BIN)/ruff" format . && "$(BIN)/ruff" check --fix .

.PHONY: events
events: $(TEST_LOCK) ## Write the example event of each route into events/
	@bin/plano registry events

.PHONY: template
template: $(TEST_LOCK) ## Write the routes' functions into template.yaml
	@bin/plano template write

.PHONY: pictures
pictures: $(TEST_LOCK) ## Draw the architecture and a request's way, from the template and the declarations
	@bin/plano pictures

.PHONY: screenshots
screenshots: $(TEST_LOCK) $(SAM_LOCK) browser ## Take README's screenshots of the portal, and the pictures that its tests compare
	@PYTHONPATH=tests:tooling:layers/plano:functions "$(BIN)/python" -m browser.screenshots

.PHONY: proven
proven: $(TEST_LOCK) ## Have the pages show what the routes answer now, as a test receives it
	@"$(BIN)/python" -m pytest -q tests/domain/proven --write-proven

.PHONY: costs
costs: $(TEST_LOCK) ## Write the tables of units and dollars into docs/scale.md
	@"$(BIN)/python" -m pytest -q tests/domain/costs/test_scale_page.py --write

.PHONY: coverage
coverage: $(TEST_LOCK) ## Show which lines the tests without a stack run
	@cd "$(ROOT)" && "$(BIN)/python" -m coverage run -m pytest -q tests/unit tests/contract tests/domain && "$(BIN)/python" -m coverage report

.PHONY: clients
clients: $(TEST_LOCK) ## Generate client libraries for Python and TypeScript: make clients INTO=clients
	@bin/plano clients "$(INTO)"

.PHONY: release
release: $(RUN_LOCK) ## Make a release: make release VERSION=0.2.0
	@"$(ROOT)/bin/plano" release "$(VERSION)"

.PHONY: lock
lock: ## Lock the requirements anew (needs uv)
	@requirements/lock.sh

.PHONY: install
install: $(RUN_LOCK) $(SAM_LOCK) ## Install what `make run` and `bin/plano` need

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Plano needs Python 3.11 or newer: install it, or name it with make PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Plano needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version). Name another with make PYTHON=…" >&2; exit 1; }
	@echo "Making a Python environment in .venv …"
	@$(PYTHON) -m venv "$(VENV)" || { rm -rf "$(VENV)"; echo "python3 -m venv failed: on Debian and Ubuntu, apt install python3-venv" >&2; exit 1; }

$(RUN_LOCK): requirements/run.txt | $(BIN)/python
	@echo "Installing what the local stack needs (about half a minute, the first time) …"
	@"$(BIN)/python" -m pip install --quiet --upgrade "pip==$(PIP_VERSION)"
	@"$(BIN)/python" -m pip install --quiet --require-hashes -r "$<"
	@touch "$@"

$(TEST_LOCK): requirements/test.txt $(RUN_LOCK)
	@echo "Installing what the tests need …"
	@"$(BIN)/python" -m pip install --quiet --require-hashes -r "$<"
	@touch "$@"

$(SAM_LOCK): requirements/sam.txt | $(BIN)/python
	@echo "Installing SAM …"
	@rm -rf "$(VENV)/sam" && "$(BIN)/python" -m venv "$(VENV)/sam"
	@"$(SAM)/python" -m pip install --quiet --upgrade "pip==$(PIP_VERSION)"
	@"$(SAM)/python" -m pip install --quiet --require-hashes -r "$<"
	@touch "$@"

$(LINT_LOCK): requirements/lint.txt | $(BIN)/python
	@echo "Installing the linters of the template …"
	@rm -rf "$(VENV)/linters" && "$(BIN)/python" -m venv "$(VENV)/linters"
	@"$(LINTERS)/python" -m pip install --quiet --upgrade "pip==$(PIP_VERSION)"
	@"$(LINTERS)/python" -m pip install --quiet --require-hashes -r "$<"
	@touch "$@"

$(MUTANTS_LOCK): requirements/mutants.txt $(TEST_LOCK)
	@echo "Installing what the mutants need …"
	@rm -rf "$(VENV)/mutants"
	@"$(BIN)/python" -m pip install --quiet --no-deps --require-hashes --target "$(VENV)/mutants" -r "$<"
	@touch "$@"

endif
