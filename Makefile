# The project's commands. `make` alone lists them, from the sentences behind the double hashes.

node := node --import tsx
bin := node_modules/.bin
installed := node_modules/.package-lock.json

# What each command takes on the command line. The rest take nothing.
takes_check := P TIER MODEL
takes_counts := $(takes_check)
takes_configurations := $(takes_check)
takes_conformance := $(takes_check)
takes_explore := $(takes_check)
takes_mutants := $(takes_check) EACH
takes_show := P MODEL
takes_way := MODEL TO
takes_kills := P
takes_inductive := P FIND
takes_simulate := P SEED RUNS TWINS
takes_soak := P SEED RUNS
takes_histories := P SEED RUNS
takes_laws := SEED

# A variable that is not taken would be ignored, and its command do something else than was meant: make check p=name
# would check everything. It is looked for before any value is read; `node` is how tests see what is run.
goals := $(or $(MAKECMDGOALS),help)
taken := $(foreach goal,$(goals),$(takes_$(goal)))
refused := $(sort $(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),$(filter-out $(taken) node SHELL MAKEFLAGS,$(name)))))
spelt_P := p protocol Protocol PROTOCOL
spelt_TIER := tier Tier
spelt_MODEL := m M model Model name NAME
spelt_TO := to To
spelt_EACH := each Each
spelt_FIND := find Find
spelt_SEED := seed Seed SEEDS
spelt_RUNS := runs Runs RUN
spelt_TWINS := twins Twins TWIN
meant = $(foreach name,$(sort $(taken)),$(if $(filter $(spelt_$(name)),$(1)),(did you mean $(name)=?)))
ifneq ($(refused),)
$(error make $(goals) takes $(or $(taken),nothing), and not $(strip $(foreach name,$(refused),$(name)= $(call meant,$(name)))))
endif

# What a person gives goes by the environment, as it was written: in the text of a recipe the shell would read it, and
# in the value of a variable make would.
given := P TIER MODEL TO EACH FIND SEED RUNS TWINS
$(foreach name,$(given),$(if $(value $(name)),$(eval override $(name) := $$(value $(name)))))
export $(given)

# P=two-phase-commit takes one protocol, TIER=medium adds the longer models, TIER=medium-alone takes them only, and
# MODEL=Name one model.
protocol := $(if $(P),--protocol="$$P")
model := $(if $(MODEL),--model="$$MODEL")
selection := $(protocol) $(if $(TIER),--tier="$$TIER") $(model)
tests = $(shell find src conformance docs package -name '*.test.ts')
# Those that draw from a seed which is not their own.
properties = $(shell grep -L 'seed:' $$(grep -lE 'fc\.property|testLawsOf' $(tests)))
seeded := $(node) --import ./conformance/seeded.ts --test

.PHONY: help setup check counts show way configurations kills conformance demo simulate soak histories explore inductive mutants test laws nodes bench guide docs lint fmt pack clean

help: ## print this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'
	@echo
	@echo "check, counts, configurations and conformance take P=two-phase-commit, TIER=small|medium|medium-alone|large and MODEL=Name."
	@echo "show takes MODEL=Name and P; way takes MODEL=Name and TO=Denial."
	@echo "simulate takes P, RUNS=200, SEED=7 and TWINS=1."
	@echo "explore takes P and MODEL; all of its models together take minutes. mutants and kills take P; EACH=1 lets mutants say which graphs notice most."

# npm writes this file last, so it is newer than the lock file exactly if the packages fit it.
$(installed): package-lock.json package.json
	npm ci --no-audit --no-fund
	@touch $@

setup: $(installed) ## find or fetch Java and TLC, and print what was found
	@$(node) conformance/setup.ts

check: $(installed) ## check the specifications with TLC against spec/manifest.json
	@$(node) conformance/check.ts $(selection)

counts: $(installed) ## print manifest rows with the counts that TLC finds, to copy on purpose
	@$(node) conformance/check.ts --counts $(selection)

show: $(installed) ## print how a model violates what it must violate, as a diagram too: MODEL=Name
	@$(node) conformance/show.ts $(protocol) $(model)

way: $(installed) ## print how a model reaches what it denies: MODEL=Name TO=Denial
	@$(node) conformance/way.ts $(model) $(if $(TO),--to="$$TO")

configurations: $(installed) ## write the models' configurations into build/configurations, for an editor
	@$(node) conformance/configurations.ts $(selection)

kills: $(installed) ## show that each property is violated by some model, and write spec/kills.json
	@$(node) conformance/kills.ts $(protocol)

conformance: $(installed) ## show that the step functions and the specifications are equal
	@$(node) conformance/conformance.ts $(selection)

demo: $(installed) ## break a guard in a copy of the project, and see what finds it
	@$(node) conformance/demo.ts

# The files of a folder run in one process, as conformance/test-groups says. Some tests wait, for processes and timers, so
# that three processes at a time keep two cores busy.
# The coverage report comes after the tests, so node's own summary is printed once more, to stand last.
test: lint ## lint, then run every test, with branch coverage
	@mkdir -p build && rm -f build/tests.tap
	@groups=$$($(node) conformance/group-tests.ts $(tests)) || exit; \
	$(bin)/c8 $(seeded) --test-concurrency=3 \
	  --test-reporter=spec --test-reporter-destination=stdout \
	  --test-reporter=tap --test-reporter-destination=build/tests.tap $$groups; \
	status=$$?; echo; grep -E '^# (tests|pass|fail|cancelled|skipped|todo|duration_ms) ' build/tests.tap; exit $$status

nodes: $(installed) ## use the package on the oldest Nodes and the newest, and run the tests of src there
	@$(node) package/nodes.ts

# A seed is said before it is used, so that a failure can be had again.
laws: $(installed) ## run the property tests with a fresh seed, or with SEED=number
	@SEED=$${SEED:-$$(date +%s)}; export SEED; echo "make laws SEED=$$SEED"; $(seeded) --test-reporter=dot $(properties)

simulate: $(installed) ## run the protocols in virtual time, under load and faults: SEED=7 for one run
	@$(node) conformance/simulate.ts $(protocol) $(if $(SEED),--seed="$$SEED") $(if $(RUNS),--runs="$$RUNS") $(if $(TWINS),--twins)

soak: $(installed) ## simulate on all cores, RUNS=1000000 unless given, and go on where it was interrupted
	@$(node) conformance/soak.ts $(protocol) $(if $(SEED),--seed="$$SEED") $(if $(RUNS),--runs="$$RUNS")

histories: $(installed) ## judge what clients saw in the simulator, beside Porcupine: P=register-on-log SEED=7 for one run
	@$(node) conformance/histories.ts $(protocol) $(if $(SEED),--seed="$$SEED") $(if $(RUNS),--runs="$$RUNS")

explore: $(installed) ## check the properties on the step functions themselves, beyond TLC's sizes
	@$(node) conformance/explore.ts $(selection)

inductive: $(installed) ## build states that satisfy each inductive invariant, and take every step from them
	@$(node) conformance/inductive.ts $(protocol) $(if $(FIND),--find)

mutants: $(installed) ## change the step functions everywhere once, and let graph equality find out
	@$(node) conformance/mutants.ts $(selection) $(if $(EACH),--each)

bench: $(installed) ## measure the explorer, the graph check and the replicated log beside others
	@$(node) conformance/bench.ts

guide: $(installed) ## put into the documents what their markers name: definitions, diagrams, counterexamples
	@$(node) docs/inserts/guide.ts

docs: $(installed) ## build the documentation site into build/site, with the results of the last check
	@$(node) docs/site/build.ts

# oxlint finds the types that its rules need with the compiler's successor in Go, which says what is wrong with them too:
# three seconds more, and tsc takes seventeen. What is published is compiled by tsc, when it is packed.
lint: $(installed) ## check types, formatting and the rules of Biome and oxlint
	$(bin)/biome check
	$(bin)/oxlint --type-aware --type-check
	$(node) conformance/format-manifest.ts --check

fmt: $(installed) ## format the sources and the manifest, and apply the safe fixes
	$(bin)/biome check --write
	@$(node) conformance/format-manifest.ts

pack: $(installed) ## build the package that is published
	@$(node) package/pack.ts

clean: ## remove what was built; fetched tools stay
	rm -rf build coverage *.tgz
