# Everything a person needs: `make run`, `make test`, `make lint`, `make bench`, `make trust`, `make browser`,
# `make openapi`, `make clients`. Needs make and Python 3.11 or later; `make browser` needs Chromium too, the last two Node.

# What `make run` may be told: `make run PORT=8010 DATABASE_URL=…`. A shell's own variables of these names are many
# programs' and not meant for us; in the environment it is AFTERWORD_DATABASE_URL.
told = $(if $(filter command line,$(origin $(1))),$($(1)),$(2))

# uv is brought along when the machine has none; its version is pinned so that the lock file means one thing everywhere.
UV_VERSION := 0.13.9
UV := $(or $(shell command -v uv 2>/dev/null),.tools/bin/uv)
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$python; break; }; done)

# What follows the prefix of the tokens in the OpenAPI document's examples, which open nothing.
EXAMPLE_TOKEN := 0195a4c19f0c7d6eb2a14c7d90e35f68_Zk3xQ9mWb0yqT5cJ7nR1uVtA8sLhD4eFgXp2oKi6NzB

export UV_PYTHON_DOWNLOADS := never
unexport VIRTUAL_ENV

.PHONY: run test lint bench trust browser frontend openapi clients wheel deploy image secrets audit sync

run: .venv/.runtime
	$(if $(call told,DATABASE_URL),AFTERWORD_DATABASE_URL='$(call told,DATABASE_URL)' ).venv/bin/afterword serve --set-up --host $(call told,HOST,127.0.0.1) --port $(call told,PORT,8000)

test: sync
	.venv/bin/pytest --numprocesses=auto --dist=worksteal

lint: sync
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/hadolint Dockerfile

# All of it, in some minutes, or some: `make bench ONLY="polls writes"`. QUICK=1 tries every part and is too short to be
# believed; LONG=1 takes hours.
bench: $(UV)
	$(UV) sync --locked --quiet --compile-bytecode --all-extras --group bench --python $(PYTHON)
	.venv/bin/python -m benchmarks $(call told,ONLY) --effort $(if $(call told,QUICK),quick,$(if $(call told,LONG),long,usual))

# All of it, or some: `make trust ONLY="lost-update kill" SIZE=middle DATABASE=sqlite`.
trust: $(UV)
	$(UV) sync --locked --quiet --compile-bytecode --group fuzz --python $(PYTHON)
	.venv/bin/python -m trust $(call told,ONLY) --size $(call told,SIZE,long) --database $(call told,DATABASE,sqlite postgresql)

# What people see, in a real browser: Chromium has to be there, as `chromium` or whatever CHROMIUM names. All of it, or
# some: `make browser ONLY=browser/test_explorer.py`. PICTURES=folder keeps pictures of the pages, to be looked at.
browser: $(UV)
	$(UV) sync --locked --quiet --compile-bytecode --all-extras --group browser --python $(PYTHON)
	.venv/bin/mypy browser
	$(if $(call told,CHROMIUM),CHROMIUM='$(call told,CHROMIUM)' ).venv/bin/pytest $(call told,ONLY,browser) $(if $(call told,PICTURES),--pictures='$(call told,PICTURES)')

# The sample frontend's types, made anew from the OpenAPI document, and the page held against them. Needs Node as well; the
# page does not.
frontend: examples/frontend/node_modules/.package-lock.json
	cd examples/frontend && npm run --silent types && npm run --silent check

# The OpenAPI document as others read it: linted, and compared with what clients were promised. Needs Node 20.19 or later.
openapi clients: export REDOCLY_TELEMETRY := off
openapi clients: export REDOCLY_SUPPRESS_UPDATE_NOTICE := true
openapi: openapi/node_modules/.package-lock.json
	cd openapi && npm run --silent lint && npm run --silent breaking && npm test --silent

# Clients made from it, and the main workflow, against a running service. Needs Node 20.19 or later. The file is named, as
# the generated modules called test_webhook and test_data are no tests.
clients: sync openapi/node_modules/.package-lock.json clients/typescript/node_modules/.package-lock.json
	$(UV) sync --locked --quiet --project clients/python --python $(PYTHON)
	.venv/bin/pytest clients/test_clients.py

%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && npm ci --no-audit --no-fund --loglevel=error

# The package as it is installed, by what docs/guides/operator.md tells to type.
wheel: sync
	.ci/wheel

# compose.yaml and deploy/ against their schemas, with Caddy and HAProxy in front of the service; installs Debian's.
deploy: $(UV)
	$(UV) sync --locked --quiet --compile-bytecode --all-extras --group deploy --python $(PYTHON)
	.ci/deploy

# The image, built by buildah from a base of its own, and used; installs Debian's buildah and mmdebstrap.
image:
	.ci/image

# What looks like a key or a token in any file that git knows, our own tokens included; finding one fails. Guesses by
# entropy or by the name of a variable are left out, as they find nothing here but examples.
secrets: $(UV)
	$(UV) sync --locked --quiet --compile-bytecode --group secrets --python $(PYTHON)
	git ls-files -z | xargs -0 .venv/bin/detect-secrets-hook --no-verify --plugin .ci/own_tokens.py \
		--disable-plugin Base64HighEntropyString --disable-plugin HexHighEntropyString --disable-plugin KeywordDetector \
		--disable-plugin BasicAuthDetector --disable-plugin IPPublicDetector \
		--exclude-secrets '^awc?_$(EXAMPLE_TOKEN)$$'

# Known vulnerabilities of every locked package. Asks osv.dev, so it is no part of CI, which has no network.
audit: $(UV)
	$(UV) audit --locked

sync: $(UV)
	$(UV) sync --locked --quiet --compile-bytecode --all-extras --python $(PYTHON)
	@.venv/bin/python -m compileall -q api
	@touch .venv/.runtime

.venv/.runtime: pyproject.toml uv.lock | $(UV)
	$(UV) sync --locked --quiet --compile-bytecode --inexact --no-dev --python $(PYTHON)
	@.venv/bin/python -m compileall -q api
	@touch $@

.tools/bin/uv:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed, and none was found." >&2; exit 1; }
	$(PYTHON) -m venv .tools
	.tools/bin/pip install --quiet uv==$(UV_VERSION)
