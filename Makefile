# Navette. `make` alone prints the commands.
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory --no-builtin-rules

PORT ?= 8000
TESTS ?= tests
PYTHON_OF_VENV := .venv/bin/python
LOCK := -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate
step = @printf '\n→ %s\n'

.PHONY: help install demo test check fix bench lock screenshot clean set-up-tests lint types contracts templates locks tests

help:
	@printf '%s\n' \
	  'Navette : orienter un jeune vers la bonne association de mentorat.' '' \
	  '  make demo         tout préparer et ouvrir la démonstration sur http://127.0.0.1:$(PORT)' \
	  '                    (autre port : PORT=8080 make demo)' \
	  '  make test         préparer ce qu’il faut aux tests, puis tout vérifier' '' \
	  '  make install      préparer sans rien lancer' \
	  '  make check        toutes les vérifications, sans rien installer sur la machine' \
	  '  make fix          mettre le code en forme' \
	  '  make bench        mesurer l’affectation, les simulations, les doublons et les listes' \
	  '  make screenshot   refaire l’image du README depuis la démonstration' \
	  '  make lock         recalculer les dépendances (toutes à jour : UPGRADE=--upgrade make lock)' \
	  '  make clean        effacer ce qui a été construit, jamais les données (instance/)'

install:
	@sh scripts/install.sh runtime
	@$(PYTHON_OF_VENV) -m scripts.build_fonts

demo: install
	@NAVETTE_PROFILE=demo PORT='$(PORT)' $(PYTHON_OF_VENV) -m flask --app app navette demo --serve --port '$(PORT)'

# --- checks: what CI runs, one step after the other, stopping at the first fault ---

test:
	@sh scripts/system_packages.sh
	@$(MAKE) check

check: set-up-tests lint types contracts templates locks tests
	@printf '\n%s\n' 'Tout est vérifié.'

set-up-tests:
	@sh scripts/install.sh dev
	@$(PYTHON_OF_VENV) -m scripts.build_fonts

lint: set-up-tests
	$(step) 'style (ruff)'
	@$(PYTHON_OF_VENV) -m ruff check --quiet .
	@$(PYTHON_OF_VENV) -m ruff format --quiet --check .

types: lint
	$(step) 'types (mypy --strict)'
	@$(PYTHON_OF_VENV) -m mypy --no-error-summary

contracts: types
	$(step) 'architecture (import-linter)'
	@$(PYTHON_OF_VENV) -m scripts.lint_imports

templates: contracts
	$(step) 'gabarits (djlint)'
	@$(PYTHON_OF_VENV) -m djlint templates --lint --quiet

locks: templates
	$(step) 'verrous sans adresse, avec empreintes'
	@$(PYTHON_OF_VENV) -m scripts.check_locks

# The races of tests/concurrency want both cores for themselves; the rest shares them. Journeys in
# Chromium are not measured: the tracer would slow their server, and its lines are walked elsewhere.
tests: locks
	$(step) 'tests : concurrence'
	@$(PYTHON_OF_VENV) -m pytest -q tests/concurrency -p no:randomly --cov --cov-report= --cov-fail-under=0
	$(step) 'tests : tout le reste, avec la couverture'
	@$(PYTHON_OF_VENV) -m pytest -q $(TESTS) --ignore=tests/concurrency --ignore=tests/browser -n 2 --dist loadgroup --cov --cov-append --cov-report=term
	$(step) 'tests : parcours dans Chromium'
	@$(PYTHON_OF_VENV) -m pytest -q tests/browser -n 2 --dist loadgroup
	$(step) 'couverture des règles pures : 100 %'
	@$(PYTHON_OF_VENV) -m scripts.check_pure_coverage

# --- tools ---

fix: set-up-tests
	@$(PYTHON_OF_VENV) -m ruff check --fix --quiet . || true
	@$(PYTHON_OF_VENV) -m ruff format --quiet .
	@$(PYTHON_OF_VENV) -m ruff check .

bench: set-up-tests
	@$(PYTHON_OF_VENV) -m benchmarks.engine
	@$(PYTHON_OF_VENV) -m benchmarks.planning
	@$(PYTHON_OF_VENV) -m benchmarks.what_if
	@$(PYTHON_OF_VENV) -m benchmarks.duplicates
	@$(PYTHON_OF_VENV) -m benchmarks.lists
	@$(PYTHON_OF_VENV) -m benchmarks.export

screenshot: set-up-tests
	@$(PYTHON_OF_VENV) -m scripts.screenshot

lock: set-up-tests
	@$(PYTHON_OF_VENV) $(LOCK) $(UPGRADE) --group installer -o requirements-installer.lock
	@$(PYTHON_OF_VENV) $(LOCK) $(UPGRADE) --group build --group demo pyproject.toml -o requirements.lock
	@$(PYTHON_OF_VENV) $(LOCK) $(UPGRADE) --group build --group demo --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	@$(PYTHON_OF_VENV) -m scripts.check_locks

clean:
	@rm -rf .venv static/fonts .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov test-results
	@find app scripts tests benchmarks migrations -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
	@printf '%s\n' 'Effacé. Les données de la démonstration restent dans instance/.'
