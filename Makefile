# Apery: the commands of README and CI. `make discover` and `make test` need a Debian or Ubuntu machine with a
# Swift 6.3 toolchain; what else is missing is installed from the distribution, by name, only if missing.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

APT_PACKAGES := libgmp-dev libmpfr-dev libflint-dev libflint-arb-dev libsqlite3-dev
# Outside judges of the tests.
TEST_PACKAGES := pari-gp
BUILD := swift build -c release
LIBRARIES := Arithmetic EGraphs Expressions ContinuedFractions IntegerRelations Conjectures Discovery Apery
SWIFT_SOURCES := Package.swift Sources Tests Benchmarks Examples catalogs/Catalogs.swift

.PHONY: help packages build discover test examples lint format bench docs clean

help:
	@echo "make discover  install what is missing, build, search real constants, print and store conjectures"
	@echo "make test      install what is missing, lint, build, run all tests"
	@echo "make examples  build and run the example packages"
	@echo "make bench     run the benchmarks against their references and print ratios"
	@echo "make lint      check the formatting;  make format  apply it"
	@echo "make docs      build the documentation of the library"

packages:
	@missing=""; \
	for package in $(APT_PACKAGES) $(EXTRA_PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing:$$missing"; \
	  sudo=""; if [ "$$(id -u)" != 0 ]; then sudo=sudo; fi; \
	  $$sudo apt-get update -q && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -q -y --no-install-recommends $$missing; \
	fi

build: packages
	$(BUILD) --product apery

discover: build
	@.build/release/apery discover $(ARGUMENTS)

test: EXTRA_PACKAGES := $(TEST_PACKAGES)
test: packages lint
	$(BUILD) --build-tests
	swift test -c release --skip-build
	$(MAKE) --no-print-directory examples

# The packages of Examples, built as a user would: each on its own, on top of this repository.
examples: packages
	swift run -c release --package-path Examples/Verify --scratch-path .build-examples Verify

lint:
	swift format lint --strict --configuration .swift-format -r $(SWIFT_SOURCES)

format:
	swift format --in-place --configuration .swift-format -r $(SWIFT_SOURCES)

bench: packages
	$(BUILD) --product saturation-row
	$(BUILD) --product apery-benchmarks
	@.build/release/apery-benchmarks $(ARGUMENTS)

docs: packages
	swift package generate-documentation --enable-experimental-combined-documentation \
	  $(foreach target,$(LIBRARIES),--target $(target))

clean:
	swift package clean
