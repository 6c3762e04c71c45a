# Every target installs what it needs first, once: node_modules follows the lockfile, dist follows the sources.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

ALIGNMENT := alignment_waltz_targeted_feedback macpo_weak_to_strong
GOVERNANCE := strict_governance security_evaluation collusion_detection
SIX := toxicity_rate,toxicity_rate_all,quality_gap,spread,conditional_loss
SWARM := node dist/cli/main.js

INSTALLED := node_modules/.package-lock.json
BUILT := dist/.built
SOURCES := $(shell find src -name '*.ts' 2>/dev/null)

.PHONY: help run-alignment-all run-alignment-scenarios run-alignment-analyze run-governance-scenarios \
        install build test check schemas hashes statistics-check bench clean needs-node

help: ## what there is
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-26s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run-alignment-all: run-alignment-scenarios run-alignment-analyze ## run both alignment scenarios and compare them

run-alignment-scenarios: $(BUILT) ## run the two alignment scenarios into logs/
	@$(SWARM) run $(ALIGNMENT:%=scenarios/%.yaml)

run-alignment-analyze: $(BUILT) ## compare the tables of the two alignment scenarios
	@for name in $(ALIGNMENT); do \
	  if [ ! -f logs/$${name}_metrics.csv ]; then \
	    echo "logs/$${name}_metrics.csv is missing: run 'make run-alignment-scenarios' first" >&2; exit 2; fi; done
	@$(SWARM) analyze $(ALIGNMENT:%=logs/%_metrics.csv) --metrics $(SIX)

run-governance-scenarios: $(BUILT) ## run the governance, security and collusion scenarios into logs/
	@$(SWARM) run $(GOVERNANCE:%=scenarios/%.yaml)
	@$(SWARM) analyze $(GOVERNANCE:%=logs/%_metrics.csv) --metrics $(SIX)

install: $(INSTALLED) ## install the packages of the lockfile

build: $(BUILT) ## compile to dist/

test: $(BUILT) ## types, lint, and every test
	@npm run --silent typecheck
	@npm run --silent lint
	@npm run --silent test

check: $(INSTALLED) ## types, lint and unused code, without the tests
	@npm run --silent typecheck
	@npm run --silent lint
	@npx --no-install knip

schemas: $(INSTALLED) ## write the JSON Schemas to schemas/
	@npx --no-install tsx scripts/write-schemas.ts

hashes: $(INSTALLED) ## rewrite the golden hashes, after a change that is meant to move results
	@npx --no-install tsx scripts/update-hashes.ts

statistics-check: $(INSTALLED) ## measure tests and intervals by simulation (minutes), into docs/statistics.md
	@npx --no-install tsx scripts/statistics-check.ts

bench: $(INSTALLED) ## measure speed, as ratios within one run
	@node --expose-gc --import tsx bench/bench.ts

bench-quick: $(INSTALLED) ## the same without the large sizes, in under a minute
	@node --expose-gc --import tsx bench/bench.ts --quick

clean: ## remove what was built and written; packages stay
	rm -rf dist coverage logs/*.jsonl logs/*.csv logs/*.json

needs-node:
	@command -v node >/dev/null 2>&1 || { echo "Node 20.19 or later is needed: https://nodejs.org" >&2; exit 2; }
	@node -e 'const [a, b] = process.versions.node.split(".").map(Number); if (a < 20 || (a === 20 && b < 19)) { console.error("Node 20.19 or later is needed, this is " + process.versions.node); process.exit(2); }'

$(INSTALLED): package.json package-lock.json | needs-node
	@echo "installing packages (once)..." >&2
	@npm ci --silent --no-progress
	@touch $@

$(BUILT): $(INSTALLED) tsconfig.json tsconfig.build.json $(SOURCES)
	@echo "compiling (once)..." >&2
	@rm -rf dist
	@npm run --silent build
	@chmod +x dist/cli/main.js
	@touch $@
