# Deux commandes suffisent : « make build » fabrique tout, « make test » vérifie tout.
ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN := .venv/Scripts
else
PYTHON ?= python3
BIN := .venv/bin
endif

.PHONY: help build check serve test mutants bench prove successors lock clean python run dev
help:
	@echo "make build   fabrique les documents, le rapport et les sites dans build/"
	@echo "make test    vérifie le programme : mise en forme, types, étages, essais, navigateur"
	@echo "make check   vérifie les données et dit quoi faire cette semaine"
	@echo "make serve   montre le site public sur cet ordinateur"
	@echo "make prove   fait ouvrir chaque document par LibreOffice, lire chaque PDF par qpdf, page et outloud, et lire chaque page des deux sites par un validateur HTML"
	@echo "make successors construit le site avec les successeurs de mkdocs, et compare ce que disent les pages"
	@echo "make mutants change un à un les calculs d'échéances et compte les essais qui s'en aperçoivent (une demi-heure)"
	@echo "make bench   mesure les vitesses et écrit docs/developpement/banc-essai.md"
	@echo "make lock    refait requirements.txt et requirements-dev.txt"
	@echo "make clean   efface build/ et l'environnement .venv"

python:
	@command -v "$(PYTHON)" >/dev/null || { echo "Python manque : installez Python 3.11 ou plus récent, ou nommez-le : make PYTHON=python3.12 build" >&2; exit 1; }

run: python
	@"$(PYTHON)" tools/prepare.py

dev: python
	@"$(PYTHON)" tools/prepare.py --dev

build: run
	@$(BIN)/greffe build

check: run
	@$(BIN)/greffe check

serve: run
	@$(BIN)/greffe serve

test: dev
	@$(BIN)/ruff format --quiet --check
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python tools/chromium.py
	@$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile

prove: dev
	@$(BIN)/greffe build --internal
	@$(BIN)/python tools/prove.py
	@$(BIN)/python tools/prove_html.py
	@$(BIN)/python tools/prove_pdf.py

successors: dev
	@$(BIN)/python tools/successors.py

mutants: dev
	@$(BIN)/python tools/mutants.py

bench: dev
	@$(BIN)/python -m bench

lock: python
	@"$(PYTHON)" tools/lock.py

clean:
	@rm -rf build .venv
