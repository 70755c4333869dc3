# Each target works on a fresh clone: it makes its own environment first.
# Needed beforehand: Python 3.11+ (with venv), git and make.

PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .uv/bin/uv
export UV_PYTHON ?= $(PYTHON)
export UV_PYTHON_DOWNLOADS := never
RUN := .venv/bin

.PHONY: env demo test slow faults bench check format readme gallery clean

env: .venv/ready

demo: .venv/ready
	$(RUN)/darkroom demo

# Slow tests of pictures and journeys run side by side; those of whole processes, and of time, have the machine to themselves.
SIDE_BY_SIDE := tests/upstreams tests/sandbox/upstreams tests/journeys tests/docs
APART := tests/journeys/test_process.py

test: .venv/ready
	$(RUN)/pytest -n 4 --dist worksteal

slow: .venv/ready
	$(RUN)/pytest -m slow -n 3 --dist loadfile $(SIDE_BY_SIDE) $(APART:%=--ignore=%)
	$(RUN)/pytest -m slow $(SIDE_BY_SIDE:%=--ignore=%) && $(RUN)/pytest -m slow $(APART)

faults: .venv/ready
	$(RUN)/python -m tests.faults $(ARGS)

bench: .venv/ready
	$(RUN)/python -m tests.bench $(ARGS)

check: .venv/ready
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports

format: .venv/ready
	$(RUN)/ruff check --fix .
	$(RUN)/ruff format .

readme: .venv/ready
	$(RUN)/python -m tests.docs.blocks

gallery: .venv/ready
	$(RUN)/python -m tests.docs.gallery $(ARGS)

clean:
	rm -rf .venv .uv

.venv/ready: pyproject.toml uv.lock | $(UV)
	$(UV) sync --locked
	touch $@

$(UV):
	$(PYTHON) -m venv .uv
	.uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
