# The commands of the site. `make` alone lists them. The environment is .venv/, the built site is site/.

PYTHON ?= python3
PORT ?= 8000
BASE ?= main
BIN := .venv/bin
RUN := .venv/.installed-for-running
TEST := .venv/.installed-for-testing
JAVASCRIPT := 'docs/**/*.js' 'overrides/**/*.js'

# At each build, Material warns of MkDocs 2. requirements.in pins 1.6, which properdocs can replace (HACKING.md).
export NO_MKDOCS_2_WARNING := 1
# Otherwise Python on Windows would read and print in a code page without Latvian letters.
export PYTHONUTF8 := 1

# Windows puts the programs of an environment elsewhere, and has no sh.
ifeq ($(OS),Windows_NT)
$(error on Windows, work in WSL or in the dev container: see README.md)
endif

# A newer Python breaks an environment, and so does a new name of its folder: then it is made again, as is one whose
# Python is too old. (pyvenv.cfg says where an environment was made; uv and virtualenv do not say it, and theirs stay.)
MADE_IN := $(shell sed -n 's/^command = .* -m venv //p' .venv/pyvenv.cfg 2>/dev/null)
RUNS := .venv/bin/python -c "import pip, sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null
ifneq ($(wildcard .venv),)
$(shell $(RUNS) && { [ -z "$(MADE_IN)" ] || [ .venv -ef "$(MADE_IN)" ]; } \
	|| { echo "make: .venv belongs to another Python or another folder, so it is made again" >&2; rm -rf .venv; })
endif

# One command at a time, whatever MAKEFLAGS says: test-site reads what build has written.
.NOTPARALLEL:
.PHONY: help serve build check dictionaries translation-state test test-site lint format report messages message-languages schema bench bench-search lock clean

help:  ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-17s %s\n", $$1, $$2 }' Makefile

serve: $(RUN)  ## Show the site on http://127.0.0.1:8000/ and update it while you edit (PORT=8001 for another port)
	@$(BIN)/python -c "import socket; socket.create_server(('127.0.0.1', $(PORT))).close()" 2>/dev/null \
	|| { echo "make serve: port $(PORT) is taken; try: make serve PORT=$$(( $(PORT) + 1 ))" >&2; exit 1; }
	@$(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

# MkDocs empties its folder first: a build that fails would leave half a site where a good one was.
# Not --quiet: MkDocs then overlooks warnings, and strict: true with them.
build: $(RUN)  ## Build the site into site/
	@$(BIN)/mkdocs build --site-dir site.new && rm -rf site && mv site.new site

check: $(RUN)  ## List all problems in the texts, with their locations and fixes
	@$(BIN)/python scripts/check.py

dictionaries: $(RUN)  ## Install the dictionaries that check needs to find misspelt words, if there is apt
	@$(BIN)/python scripts/dictionaries.py

translation-state: $(RUN)  ## Update docs/data/translation-state.yml; GitHub does so after each merge (DATE=2026-11-20)
	@$(BIN)/python scripts/translation_state.py update $(DATE)

test: $(TEST)  ## Check and build the site, check its pages, and test the program on the tests' own article
	@$(BIN)/python tests/browser.py
	@$(MAKE) --no-print-directory dictionaries lint check build test-site
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal

test-site: $(TEST)  ## Check the built site by rules for any article: valid HTML, accessibility, links, size, policy
	@$(BIN)/python tests/browser.py chromium
	@$(BIN)/python -m pytest tests/built_site --site site --quiet --numprocesses auto --dist worksteal

lint: $(TEST)  ## Find mistakes in the scripts, Python and JavaScript, and what is not formatted
	@$(BIN)/ruff check --quiet . && $(BIN)/oxlint --format unix docs/assets overrides
	@$(BIN)/ruff format --check --quiet . && $(BIN)/oxfmt --list-different $(JAVASCRIPT) \
	|| { echo "make lint: not all scripts are formatted; run: make format" >&2; exit 1; }

format: $(TEST)  ## Format the scripts
	@$(BIN)/ruff format --quiet . && $(BIN)/oxfmt $(JAVASCRIPT)

report: $(RUN)  ## Print in Markdown what the working tree changes for a reader (BASE=main)
	@$(BIN)/python scripts/report.py "$(BASE)"

messages: $(RUN)  ## Add new messages of the code to the catalogues of other languages, scripts/messages/*.po
	@$(BIN)/python scripts/catalogues.py

message-languages: $(RUN)  ## Print in which languages to print messages about the changes since BASE, as GitHub asks
	@$(BIN)/python scripts/message_languages.py "$(BASE)"

schema: $(RUN)  ## Update the schemas by which code editors complete the data files
	@$(BIN)/python scripts/schema.py

bench: $(TEST)  ## Compare visits and builds with plain Material (five minutes)
	@$(BIN)/python tests/browser.py
	@$(BIN)/python benchmarks/pages.py

bench-search: $(TEST)  ## Measure how well words are found by their other forms (needs hunspell-lv)
	@$(BIN)/python tests/browser.py
	@$(BIN)/python benchmarks/search.py

lock: $(TEST)  ## Renew requirements*.txt: the newest versions that requirements*.in allow, with their hashes
	@for file in requirements requirements-test; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-annotate \
			--custom-compile-command "make lock  # --universal --python-version 3.11" $$file.in --output-file $$file.txt; \
	done

clean:  ## Delete what the commands made
	@rm -rf .venv site site.new .pytest_cache .ruff_cache .hypothesis
	@find scripts tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

# Each environment is made once, and again when its list of requirements changes.
.venv/bin/python:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null \
	|| { echo "make: Python 3.11 or newer is needed; install it, or name it: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null \
	|| { echo "make: Python's venv is missing; on Debian or Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

$(RUN): requirements.txt | .venv/bin/python
	@echo "installing requirements.txt into .venv" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

# This includes all of requirements.txt.
$(TEST): requirements-test.txt | .venv/bin/python
	@echo "installing requirements-test.txt into .venv" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $(RUN) $@
