# Two commands are enough: `make run` and `make test`. Needs Python 3.12 or newer and a package index.
VENV := .venv
READY := $(VENV)/ready
PYTHON := $(VENV)/bin/python
ARGS :=

.PHONY: run test check bench faults contract manual lock

run: $(READY)
	PORTAL_DEMO=1 $(PYTHON) manage.py demo $(ARGS)

# make test ARGS="tests/news -k feed"; crashes and walks as well: ARGS="-m ''", only crashes: ARGS="-m crash";
# thousands of made-up requests instead of a few: ARGS="--hypothesis-profile=flood"
# Tests go to the two processes by whole modules, the long ones first: both end at the same time.
# A run starts dozens of processes; where no byte code may be kept, each would compile all of Django anew.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(READY)
	$(PYTHON) -m pytest -n 2 -m "not crash and not walk" $(ARGS)

check: export PORTAL_SECRET_KEY = $(shell head -c 60 /dev/urandom | base64 | tr -d '\n')
check: export PORTAL_DATA_KEYS = $(shell head -c 32 /dev/urandom | base64 | tr -d '\n')
check: export PORTAL_HOSTS = www.example.com
check: export PORTAL_SMTP_HOST = smtp.example.com
check: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports
	git ls-files -z --cached --others --exclude-standard '*.html' | xargs -0 $(VENV)/bin/djade --check
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) manage.py check --deploy --fail-level WARNING
	bash -n .ci/run

# As on a server, where the code is compiled when it is installed.
bench: export PYTHONDONTWRITEBYTECODE :=
bench: $(READY)
	$(PYTHON) bench/run.py $(ARGS)

# What visitors see while parts of the portal fail. make faults ARGS="--seconds 5 --only web_killed"
faults: $(READY)
	$(PYTHON) -m bench.faults $(ARGS)

# Thousands of made-up requests to a demo of its own; a run is repeated by its seed.
# make contract ARGS="--seed 7"
contract: $(READY)
	$(PYTHON) -m tests.contract $(ARGS)

# The pictures of docs/manual/, from a demo of its own; needs Chromium.
manual: $(READY)
	$(PYTHON) -m tools.manual

# No host names and no paths may enter the locks. Production installs the second: no tools, no
# embedded database; it takes its versions from the first, so both always agree.
COMPILE = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.12 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links --annotation-style line pyproject.toml
lock: $(READY)
	$(COMPILE) --upgrade --all-extras --output-file requirements.lock
	$(COMPILE) --constraint requirements.lock --output-file requirements-prod.lock

# uv is quicker but does not read pip's configuration, where a mirror may be named; then pip does it.
# Leaflet comes from npm. Without it the site runs as well: its maps are drawings then.
$(READY): requirements.lock package-lock.json
	@for python in python3 python3.14 python3.13 python3.12; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then \
			exec $$python -m venv $(VENV); \
		fi; \
	done; \
	echo "需要 Python 3.12 或更新版本，请先安装。(Python 3.12 or newer is needed.)" >&2; exit 1
	@awk '/^[^ ]/ { wanted = /^uv==/ } wanted' requirements.lock > $(VENV)/uv.txt
	$(PYTHON) -m pip install --quiet --require-hashes --requirement $(VENV)/uv.txt
	$(VENV)/bin/uv pip install --quiet --python $(PYTHON) --require-hashes --requirement requirements.lock \
		|| $(PYTHON) -m pip install --quiet --require-hashes --requirement requirements.lock
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm ci --silent \
		|| echo "没有装上地图脚本（npm ci 失败），地图页显示静态示意图；以后可再运行 npm ci。(Leaflet is missing.)" >&2
	@touch $@
