# Every target installs what it needs first, once: node_modules follows the lockfile, dist follows the sources.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

ALIGNMENT := alignment_waltz_targeted_feedback macpo_weak_to_strong
GOVERNANCE := strict_governance security_evaluation collusion_detection
SIX := toxicity_rate,toxicity_rate_all,quality_gap,spread,conditional_loss
SWARM := node dist/bin/swarm.js

# The research note: seeds per arm, and where it goes.
SEEDS ?= 50
NOTE ?= research/notes/alignment_waltz_vs_macpo_results.md
# The studies of the two papers; seeds per arm are those of their power plans unless they are named.
STUDIES := waltzrl macpo
STUDY_SEEDS ?=
COMPARED := toxicity_rate_all,quality_gap,spread,conditional_loss_initiator,conditional_loss_counterparty
SECURITY := ecosystem_threat_level,active_threats,contagion_depth,containment_effectiveness,quarantined_agents
COLLUSION := ecosystem_collusion_risk,flagged_pairs,flagged_groups
g := governance.
# WaltzRL: seeds of the training study, where the tables of XSTest are, where the notes go.
WALTZ_SEEDS ?= 5
XSTEST_DIR ?= ../shared/data/xstest
WALTZ_NOTE ?= research/notes/waltzrl_results.md
WALTZ_EMBEDDINGS_NOTE ?= research/notes/waltzrl_embeddings_results.md
# The pair of made-up houses: how it is trained, and seeds of the comparisons of populations that it serves.
PAIRS := logs/house-pairs
HOUSE := --environment house --dimension 256 --crossing none --iterations 600 --restart --quiet
HOUSE_RUNS ?= 40
HOUSE_FOLD_RUNS ?= 20
HOUSE_NOTE ?= research/notes/waltz_pair_in_population.md
SERVED := --primary toxicity_rate --out $(PAIRS) --metrics unsafe_rate,attack_success_rate,overrefusal_rate,$\
  feedback_trigger_rate,label_accuracy,quality_gap,total_welfare,net_social_welfare
p := models.pair
# MACPO: seeds of the training study and of the comparisons of populations, all of them from one that no choice was made on.
MACPO_SEEDS ?= 16
MACPO_RUNS ?= 40
MACPO_FROM ?= 201
MACPO_NOTE ?= research/notes/macpo_results.md
STUDENT := student_score,student_toxicity_rate,student_partner_loss,student_unsafe_rate,student_gain,student_filter_gap,$\
  student_poisoned_picks,student_poisoned_asked,supervisor_disagreement
s := agents.3.config.
# The levers of each scenario, off; those of scenarios/strict_governance.yaml; detectors that measure and charge nothing.
WALTZ_OFF := $(g)circuit_breaker_enabled=false,$(g)audit_enabled=false
MACPO_OFF := $(WALTZ_OFF),$(g)vote_normalization_enabled=false,$(g)reputation_decay_rate=1
STRICT := $(g)transaction_tax_rate=0.1,$(g)transaction_tax_split=0.6,$(g)reputation_decay_rate=0.85,$\
  $(g)vote_normalization_enabled=true,$(g)max_vote_weight_per_agent=5,$(g)bandwidth_cap=8,$\
  $(g)staking_enabled=true,$(g)min_stake_to_participate=25,$(g)stake_slash_rate=0.2,$\
  $(g)circuit_breaker_enabled=true,$(g)freeze_threshold_toxicity=0.35,$(g)freeze_threshold_violations=2,$\
  $(g)freeze_duration_epochs=3,$(g)collusion_detection_enabled=true,$(g)audit_enabled=true,$\
  $(g)audit_probability=0.25,$(g)audit_penalty_multiplier=3,$(g)audit_threshold_p=0.6
NO_SECURITY := $(g)security_enabled=false
WATCH_SECURITY := $(g)security_enabled=true,$(g)security_penalty_multiplier=0,$(g)security_penalty_threshold=1,$\
  $(g)security_quarantine_threshold=1
WATCH_COLLUSION := $(g)collusion_detection_enabled=true,$(g)collusion_penalty_multiplier=0

INSTALLED := node_modules/.package-lock.json
BUILT := dist/.built
SOURCES := $(shell find src -name '*.ts' 2>/dev/null) scripts/bundle.ts

.PHONY: help run-alignment-all run-alignment-scenarios run-alignment-analyze run-alignment-note run-alignment-study \
        run-governance-scenarios run-waltz-training run-waltz-training-embeddings house-pairs run-waltz-population run-llm-demo run-llm-study replay-llm-study install build test check schemas hashes statistics-check bench bench-quick clean needs-node

help: ## what there is
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-26s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run-alignment-all: run-alignment-scenarios run-alignment-analyze run-alignment-note ## run both alignment scenarios, compare them, write the note

run-alignment-scenarios: $(BUILT) ## run the two alignment scenarios into logs/
	@$(SWARM) run $(ALIGNMENT:%=scenarios/%.yaml)

run-alignment-analyze: $(BUILT) ## compare the tables of the two alignment scenarios
	@for name in $(ALIGNMENT); do \
	  if [ ! -f logs/$${name}_metrics.csv ]; then \
	    echo "logs/$${name}_metrics.csv is missing: run 'make run-alignment-scenarios' first" >&2; exit 2; fi; done
	@$(SWARM) analyze $(ALIGNMENT:%=logs/%_metrics.csv) --metrics $(SIX)

run-alignment-note: run-alignment-scenarios ## hold both against their controls (SEEDS=50), vary the mix, write the research note
	@echo "the Waltz scenario against its controls, $(SEEDS) seeds..." >&2
	@$(SWARM) compare scenarios/alignment_waltz_targeted_feedback.yaml --name waltz_controls --seeds $(SEEDS) \
	  --metrics $(COMPARED),$(SECURITY) --control base \
	  --arm 'levers off: $(WALTZ_OFF),$(NO_SECURITY)' --arm 'levers off, watched: $(WALTZ_OFF),$(WATCH_SECURITY)' \
	  --arm 'strict levers: $(STRICT),$(NO_SECURITY)' --arm 'strict levers, watched: $(STRICT),$(WATCH_SECURITY)' > /dev/null
	@echo "the MACPO scenario against its controls, $(SEEDS) seeds..." >&2
	@$(SWARM) compare scenarios/macpo_weak_to_strong.yaml --name macpo_controls --seeds $(SEEDS) \
	  --metrics $(COMPARED),$(COLLUSION) --control 'own levers, watched' --arm 'own levers, watched: $(WATCH_COLLUSION)' \
	  --arm 'levers off: $(MACPO_OFF)' --arm 'levers off, watched: $(MACPO_OFF),$(WATCH_COLLUSION)' \
	  --arm 'strict levers: $(STRICT)' > /dev/null
	@echo "the mix of agents..." >&2
	@$(SWARM) sweep studies/mix_of_agents.yaml --restart > /dev/null
	@$(SWARM) note --waltz logs/waltz_controls_comparison.json --macpo logs/macpo_controls_comparison.json \
	  --mix logs/mix_of_agents_analysis.json --manifests $(ALIGNMENT:%=logs/%_manifest.json) --out $(NOTE)

run-alignment-study: $(BUILT) ## the claims of both papers: compile, lock, run, a verdict on each (STUDY_SEEDS=n)
	@for name in $(STUDIES); do \
	  echo "the claims of $$name..." >&2; \
	  $(SWARM) research compile research/studies/$$name.annotation.yaml --name $$name \
	    $(if $(STUDY_SEEDS),--seeds $(STUDY_SEEDS)) --quiet && \
	  $(SWARM) research lock logs/$$name.study.yaml --quiet && \
	  $(SWARM) research run logs/$$name.study.yaml --quiet && \
	  $(SWARM) research verdict logs/$$name.study.yaml || exit $$?; \
	done

house-pairs: $(BUILT) ## train the shipped pair of scenarios/pairs again, to the byte, with the requests that it never learnt on
	@$(SWARM) waltz train stage1 $(HOUSE) --out $(PAIRS)/stage1
	@$(SWARM) waltz train stage2 $(HOUSE) --from $(PAIRS)/stage1 --out $(PAIRS)/stage2
	@mkdir -p scenarios/pairs/house_untrained scenarios/pairs/house_trained
	@cp $(PAIRS)/stage1/before/conversation.json $(PAIRS)/stage1/before/feedback.json scenarios/pairs/house_untrained
	@cp $(PAIRS)/stage2/conversation.json $(PAIRS)/stage2/feedback.json scenarios/pairs/house_trained
	@cp $(PAIRS)/stage2/held_out.jsonl scenarios/prompts/house_held_out.jsonl

run-waltz-population: $(BUILT) ## serve a population with a pair before and after training, hold out other houses, write the note
	@echo "before and after, $(HOUSE_RUNS) seeds..." >&2
	@$(SWARM) compare $(patsubst %,scenarios/waltz_pair_%.yaml,untrained trained) --name population --seeds $(HOUSE_RUNS) \
	  $(SERVED) > /dev/null
	@$(SWARM) compare $(patsubst %,scenarios/waltz_pair_%.yaml,untrained trained) --name other_judge --seeds $(HOUSE_RUNS) \
	  --set agents.4.config.judge=refusal-rules $(SERVED) > /dev/null
	@echo "its parts, $(HOUSE_RUNS) seeds..." >&2
	@$(SWARM) compare scenarios/waltz_pair_trained.yaml --name parts --seeds $(HOUSE_RUNS) $(SERVED) \
	  --arm 'no feedback: agents.4.config.trigger=off' --arm 'always feedback: agents.4.config.trigger=always' \
	  --arm 'most probable: $(p).decoding=greedy' \
	  --arm 'untrained: $(p).pair=pairs/house_untrained' \
	  --arm 'untrained, no feedback: $(p).pair=pairs/house_untrained; agents.4.config.trigger=off' > /dev/null
	@for fold in 1 2 3 4 5; do \
	  echo "houses of fold $$fold held out, $(HOUSE_FOLD_RUNS) seeds..." >&2; \
	  $(SWARM) waltz train stage1 $(HOUSE) --fold $$fold --out $(PAIRS)/fold$$fold/stage1 && \
	  $(SWARM) waltz train stage2 $(HOUSE) --fold $$fold --from $(PAIRS)/fold$$fold/stage1 --out $(PAIRS)/fold$$fold/stage2 && \
	  $(SWARM) compare scenarios/waltz_pair_untrained.yaml --name fold$$fold --seeds $(HOUSE_FOLD_RUNS) $(SERVED) \
	    --set agents.4.config.prompts=../$(PAIRS)/fold$$fold/stage2/held_out.jsonl \
	    --arm "trained: $(p).pair=../$(PAIRS)/fold$$fold/stage2" > /dev/null || exit $$?; \
	done
	@rm -rf $(PAIRS)/*_calls
	@$(SWARM) waltz population-note $(patsubst %,$(PAIRS)/fold%_comparison.json,1 2 3 4 5) --out $(HOUSE_NOTE)

run-macpo-training: $(BUILT) ## train MACPO at small scale, vary its switches, put a student among agents, write the note
	@$(SWARM) macpo train --restart --quiet
	@echo "the switches of the method, $(MACPO_SEEDS) seeds..." >&2
	@$(SWARM) macpo study --seeds $(MACPO_SEEDS) --seed-start $(MACPO_FROM) --restart > /dev/null
	@echo "a student in the population, $(MACPO_RUNS) seeds..." >&2
	@$(SWARM) compare $(patsubst %,scenarios/macpo_%.yaml,weak_to_strong student poisoned) --name macpo_population \
	  --seeds $(MACPO_RUNS) --seed-start $(MACPO_FROM) --primary toxicity_rate --metrics toxicity_rate_all,quality_gap,$(STUDENT) > /dev/null
	@echo "its filters, more and less poison, governance off, $(MACPO_RUNS) seeds..." >&2
	@$(SWARM) compare scenarios/macpo_poisoned.yaml --name macpo_filters --seeds $(MACPO_RUNS) --seed-start $(MACPO_FROM) --primary student_score \
	  --metrics toxicity_rate,$(STUDENT) --arm 'learns nothing: $(s)rounds=0' --arm 'vote: $(s)filter=vote' \
	  --arm 'reputation: $(s)filter=reputation' --arm 'random: $(s)filter=random' \
	  --arm 'no deceptive supervisors: agents.2.count=0' --arm 'one deceptive supervisor: agents.2.count=1' \
	  --arm 'four deceptive supervisors: agents.2.count=4' --arm 'governance off: $(MACPO_OFF)' > /dev/null
	@$(SWARM) macpo note --out $(MACPO_NOTE)

run-governance-scenarios: $(BUILT) ## run the governance, security and collusion scenarios into logs/
	@$(SWARM) run $(GOVERNANCE:%=scenarios/%.yaml)
	@$(SWARM) analyze $(GOVERNANCE:%=logs/%_metrics.csv) --metrics $(SIX)

run-llm-demo: $(BUILT) ## fetch a small language model, run a pair of it in a population, replay that
	@npx --no-install tsx scripts/llm-demo.ts

run-llm-study: $(BUILT) ## ask the small model in every arm of the study on feedback, write its page and records
	@npx --no-install tsx scripts/llm-study.ts

replay-llm-study: $(BUILT) ## make the page of that study again from its records, without a model
	@npx --no-install tsx scripts/llm-study.ts --replay

run-waltz-training: $(BUILT) ## train WaltzRL pairs and what they are held against, in a toy world and on XSTest (XSTEST_DIR), write the note
	@$(SWARM) waltz study --seeds $(WALTZ_SEEDS) --xstest $(XSTEST_DIR) --out $(WALTZ_NOTE)

run-waltz-training-embeddings: $(BUILT) ## the same on XSTest with the embeddings of a small local model, into a note of its own
	@npx --no-install tsx scripts/fetch-small-model.ts
	@SWARM_LLAMA_CPP=$${SWARM_LLAMA_CPP:-.cache/llama-cpp} $(SWARM) waltz study --seeds 2 --no-ablations --xstest $(XSTEST_DIR) \
	  --embeddings .cache/models/SmolLM2-135M-Instruct.Q4_1.gguf --out $(WALTZ_EMBEDDINGS_NOTE)

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

bench: $(BUILT) .cache/bench/bench.mjs ## measure speed, as ratios within one run (five minutes on an idle machine)
	@node --expose-gc .cache/bench/bench.mjs

bench-quick: $(BUILT) .cache/bench/bench.mjs ## the same without the large sizes, in under a minute
	@node --expose-gc .cache/bench/bench.mjs --quick

# Gathered into one file as the program is: what is measured is what ships.
.cache/bench/bench.mjs: $(INSTALLED) $(SOURCES) $(wildcard bench/*.ts)
	@npm run --silent build-bench

clean: ## remove what was built and written; packages stay
	rm -rf dist coverage logs/llm-demo logs/llm-study logs/house-pairs logs/*.jsonl logs/*.csv logs/*.json logs/*_summary.md logs/*_report.html \
	  logs/*_report.md logs/*.study.yaml logs/*.scenario.yaml logs/*.partial

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
	@touch $@
