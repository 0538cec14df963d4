# The two commands of the README: `make run` and `make test`. Both make .venv from locks/ when it is missing or old.
# PYTHON=python3.12 chooses another interpreter; SYSTEM_PACKAGES=skip leaves the system alone.

VENV := .venv
BIN := $(VENV)/bin
SET_UP := packaging/environment.sh packaging/system_packages.sh packaging/system_packages.txt pyproject.toml
# Nothing here may reach the configuration of the person who runs it.
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DELETE_ON_ERROR:
.PHONY: help run test lint check format pictures bench torture engines proof exact lock clean

help:
	@echo "make run     the window on the sample project (without a screen: pictures and exports of it)"
	@echo "make test    lints, types, floors and all tests"
	@echo "make format  put the code in its usual form"
	@echo "make pictures  the guide's pictures, from the real window"
	@echo "make bench   the figures of docs/benchmarks.md, measured here"
	@echo "make torture the project's file, the window and the readers under kills, full disks, a monkey and changed bytes; an hour"
	@echo "make engines 10,000 random models and leads: engine and slow reference give the same; some minutes"
	@echo "make proof   the exports are run by the systems' own engines: docs/proofs/; an hour"
	@echo "make exact   simulated histories: intervals hold, tests keep still, power is as planned;"
	@echo "             the search of a tuning finds the best card and breaks no rein; half an hour"
	@echo "make lock    renew locks/ from pyproject.toml"
	@echo "make clean   remove .venv and caches"

run: $(VENV)/run.stamp
	@$(BIN)/leadbench demo

test: lint check

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

# A file of tests for each core; those that watch the clock or the memory have the machine to themselves.
check: $(VENV)/test.stamp
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m "not alone" --numprocesses auto --dist loadfile
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m alone

format: $(VENV)/test.stamp
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

pictures: $(VENV)/test.stamp
	$(BIN)/python docs/make_pictures.py

bench: $(VENV)/bench.stamp
	@set -e; for program in benchmarks/*.py; do \
	    case $$program in */_*|*/torture_*|*/exactness.py|*/tuning_laws.py|*/tuning_proof.py|*/proof_*) continue;; esac; \
	    echo; echo "$$program"; QT_QPA_PLATFORM=offscreen $(BIN)/python $$program; \
	done

torture: $(VENV)/test.stamp
	$(BIN)/python benchmarks/torture_project.py
	LEADBENCH_MONKEY_STEPS=800 LEADBENCH_MONKEY_SEEDS=21,22,23,24,25,26 $(BIN)/python -m pytest tests/workbench/test_monkey.py
	LEADBENCH_ENDINGS=20 $(BIN)/python -m pytest tests/workbench/test_endings.py
	LEADBENCH_MUTATIONS=8000 $(BIN)/python -m pytest -o faulthandler_timeout=0 tests/models/leads/torture/test_mutations.py

proof: $(VENV)/test.stamp
	PYTHONPATH=. $(BIN)/python benchmarks/proof_sql.py --write
	PYTHONPATH=. $(BIN)/python benchmarks/proof_programs.py --write
	PYTHONPATH=. $(BIN)/python benchmarks/proof_crm.py --write
	PYTHONPATH=. $(BIN)/python benchmarks/proof_rule_engines.py --write

engines: $(VENV)/test.stamp
	LEADBENCH_RANDOM_MODELS=10000 $(BIN)/python -m pytest -o faulthandler_timeout=0 tests/models/scoring/test_reference.py tests/models/scoring/test_reference_accounts.py

exact: $(VENV)/test.stamp
	$(BIN)/python benchmarks/exactness.py
	$(BIN)/python benchmarks/tuning_laws.py
	$(BIN)/python benchmarks/tuning_proof.py

$(VENV)/run.stamp: locks/run.txt $(SET_UP)
	@sh packaging/environment.sh run

$(VENV)/test.stamp: locks/test.txt $(SET_UP)
	@sh packaging/environment.sh test

$(VENV)/bench.stamp: locks/bench.txt $(SET_UP)
	@sh packaging/environment.sh bench

lock:
	sh packaging/renew_locks.sh

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
