# `make` lists what can be made. Everything lives in .venv; nothing else on the machine is
# touched, but for the system libraries that scripts/setup_system.sh names.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(firstword $(shell command -v python3.11 python3 python))
CORPORA ?= $(or $(SER_CORPORA),../shared/corpora)
ARGS ?=


VENV := .venv
BIN := $(VENV)/bin
TO_RUN := $(VENV)/.installed-run
TO_DEVELOP := $(VENV)/.installed-dev
TO_MEASURE := $(VENV)/.installed-benchmark
SETUP := scripts/setup_python.sh pyproject.toml

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: libraries $(TO_RUN) ## Start the monitor (installs on first use); ARGS="--terminal" and the like go on to it
	@$(BIN)/ser-live $(ARGS)

.PHONY: test
test: test-libraries $(TO_DEVELOP) ## Run all tests (installs on first use); ARGS="tests/core -k stream" for some
	$(BIN)/python -m pytest $(ARGS)

.PHONY: lint
lint: $(TO_DEVELOP) ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: $(TO_DEVELOP) ## Put the code into the house's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: setup
setup: test-libraries $(TO_DEVELOP) ## Install everything for development, and start nothing

.PHONY: system
system: libraries ## Install the system libraries that the program needs, and nothing else

.PHONY: libraries
libraries:
	@scripts/setup_system.sh run

.PHONY: test-libraries
test-libraries:
	@scripts/setup_system.sh run test

$(TO_RUN): requirements/run.txt $(SETUP)
	@scripts/setup_python.sh "$(PYTHON)" $(VENV) $<
	@touch $@

$(TO_DEVELOP): requirements/lock.txt $(SETUP)
	@scripts/setup_python.sh "$(PYTHON)" $(VENV) $<
	@touch $@ $(TO_RUN)

$(TO_MEASURE): requirements/benchmark.txt $(SETUP)
	@scripts/setup_python.sh "$(PYTHON)" $(VENV) $<
	@touch $@ $(TO_DEVELOP) $(TO_RUN)

PIN := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
  pyproject.toml
.PHONY: lock
lock: $(TO_DEVELOP) ## Pin the dependencies anew, after a change to pyproject.toml
	$(PIN) --extra dev -o requirements/lock.txt
	$(PIN) --extra build -c requirements/lock.txt -o requirements/run.txt
	$(PIN) --extra dev --extra benchmark -c requirements/lock.txt -o requirements/benchmark.txt

.PHONY: demo-recording
demo-recording: $(TO_DEVELOP) ## Make the demo recordings in assets/ anew (needs espeak-ng)
	$(BIN)/python scripts/make_demo.py

.PHONY: words
words: $(TO_DEVELOP) ## Learn the codebooks of acoustic words anew on CREMA-D; the models must follow
	$(BIN)/python -m scripts.learn_words $(CORPORA)/crema-d

# What one corpus alone teaches is its microphone, too: a voice elsewhere was called bored by it.
HEARD_TWICE := neutral,happy,sad,angry,fearful,disgust

.PHONY: models
models: $(TO_DEVELOP) ## Train the bundled models anew on CORPORA (default ../shared/corpora)
	$(BIN)/ser train $(CORPORA)/crema-d $(CORPORA)/emodb --emotions $(HEARD_TWICE) \
		-o models/open --jobs 2
	$(BIN)/ser train $(CORPORA)/ravdess -o models/ravdess --jobs 2
	$(BIN)/ser train $(CORPORA)/ravdess $(CORPORA)/crema-d $(CORPORA)/emodb \
		--emotions $(HEARD_TWICE) -o models/research --jobs 2
	$(BIN)/python -m scripts.readme_figures

.PHONY: screenshots
screenshots: $(TO_DEVELOP) ## Picture every page and state; ARGS="--all" in every size and language
	$(BIN)/python -m scripts.screenshots $(ARGS)

.PHONY: translations
translations: $(TO_DEVELOP) ## Collect the texts to translate, and compile the translations
	$(BIN)/python -m scripts.translations

.PHONY: bench
bench: test-libraries $(TO_MEASURE) ## Measure speed and weight, side by side with openSMILE
	@missed=0; for each in streaming live; do $(BIN)/python benchmarks/$$each.py || missed=1; done; exit $$missed

.PHONY: bench-recognition
bench-recognition: $(TO_MEASURE) ## Measure recognition against peers on CORPORA (hours)
	$(BIN)/python benchmarks/hearing.py $(CORPORA)
	$(BIN)/python benchmarks/recognition.py $(CORPORA) --jobs 2

.PHONY: soak
soak: test-libraries $(TO_MEASURE) ## A day of audio, 200 kills and unpluggings, 10,000 damages; prints what it did
	$(BIN)/python benchmarks/soak.py $(ARGS)

.PHONY: wheel
wheel: $(TO_DEVELOP) ## Build the wheel, models and assets inside, into dist/
	$(BIN)/python -m pip wheel --no-deps --no-build-isolation --wheel-dir dist .

.PHONY: clean
clean: ## Remove what was built or cached; the environment and the logs stay
	rm -rf dist build .build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find ser_core ser_live tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
