# One line a task; `make` alone lists them. Needs make and any Python from 3.11 on, nothing else.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint check golden bench samples docs clean
SHELL := /bin/bash

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
K ?=

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv and install everything, once

run: $(READY) ## extract samples/ into out/ and compare the result with golden/
	@command -v soffice >/dev/null || echo "LibreOffice is not installed: the .doc samples are left out (Debian: apt install libreoffice-writer)" >&2
	@$(BIN)/gkml batch samples --out out --quiet || [ $$? -eq 1 ]
	@$(BIN)/gkml diff out golden --short; code=$$?; case "$${LC_ALL:-$${LC_MESSAGES:-$$LANG}}" in \
	[zZ][hH]*) echo "全部条目见 out/items.csv，疑点见 out/findings.csv，供阅读的页面是 out/report.html；make golden 显示每处差异";; \
	*) echo "out/items.csv holds every item, out/findings.csv what to check, out/report.html both to read; make golden shows every difference";; \
	esac; exit $$code

test: $(READY) ## all tests; K=words runs those whose names match
	$(BIN)/pytest -n auto $(if $(K),-k "$(K)")

lint: $(READY) ## ruff, format and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src

check: lint ## lint and the fast tests: before every commit
	$(BIN)/pytest -n auto -m "not slow"

golden: $(READY) ## every sample against its golden
	@$(BIN)/gkml golden test

bench: $(READY) ## measure speed and accuracy
	$(BIN)/python bench/run.py

samples: $(READY) ## build samples/rebuilt and samples/made anew; needs LibreOffice and Chromium
	$(BIN)/python tools/samples/run.py

docs: $(READY) ## write docs/cli.md, docs/findings.md and docs/record.schema.json anew
	$(BIN)/python -m gkml_extract.cli.docs

clean: ## remove .venv, out/ and all caches
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is newer than pyproject.toml when the environment is whole. PYTHON=… chooses another interpreter.
$(READY): pyproject.toml
	@python=; for candidate in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python; do \
	  if "$$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	  then python=$$candidate; break; fi; done; \
	if [ -z "$$python" ]; then \
	  echo "make: no Python >= 3.11 with venv was found; install one (Debian: apt install python3 python3-venv) or say make PYTHON=/path/to/python" >&2; exit 1; fi; \
	echo "Setting up $(VENV) with $$("$$python" --version) (once; a minute or two)" >&2; \
	"$$python" -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[dev]'
	@touch $@
	@case "$${LC_ALL:-$${LC_MESSAGES:-$$LANG}}" in \
	[zZ][hH]*) echo "安装完成：请运行 source $(VENV)/bin/activate，之后即可使用 gkml；或直接写 $(BIN)/gkml" >&2;; \
	*) echo "Done: source $(VENV)/bin/activate, then call gkml; or write $(BIN)/gkml" >&2;; esac
