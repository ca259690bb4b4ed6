# Targets are one line each; what they need beside Go and make they install themselves, or say the command.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo utvikling)
LDFLAGS := -s -w -X main.version=$(VERSION)
BIN := build/arkivdepot
export CGO_ENABLED ?= 0
FUZZTIME ?= 5s
STATICCHECK := go run honnef.co/go/tools/cmd/staticcheck@v0.8.2
# The race detector needs cgo and is slow on the SQLite that is translated to Go: the catalogue has a concurrency test of its own for it.
RACE := ./pipeline/stage/... ./pipeline/deposit/... ./pipeline/trades/... ./pipeline/edge/pronom/... ./pipeline/formats/xsd/... ./pipeline/formats/dias ./pipeline/verify ./pipeline/rooms/pack

help: ## this text
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build converters ## the main job on the demo deposit, with the real binary; says where to look
	@$(BIN) fixture demo --program $(BIN) build/demo

test: lint unit fuzz-short race ## everything that CI asks for but the demo

build: ## the program, in build/
	@mkdir -p build && go build -trimpath -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/arkivdepot

# The fonts are those that old documents ask for, by the same measures. Where nothing may be installed the demo runs without, and says what it lacks.
OFFICE := soffice=libreoffice-core-nogui,libreoffice-writer-nogui,libreoffice-calc-nogui,libreoffice-impress-nogui,fonts-liberation2,fonts-crosextra-carlito,fonts-crosextra-caladea,fonts-dejavu-core
converters:
	@.ci/tools $(OFFICE) gs=ghostscript || echo "demo: goes on without; what needs these programs is held"

tools:
	@.ci/tools $(OFFICE) gs=ghostscript tiffcp=libtiff-tools xmllint=libxml2-utils pdftotext=poppler-utils qpdf=qpdf zbarimg=zbar-tools

lint: ## gofmt, vet, staticcheck, pins, generated docs
	@test -z "$$(gofmt -l cmd pipeline schemas fixtures)" || { echo "gofmt:"; gofmt -l cmd pipeline schemas fixtures; exit 1; }
	@go mod verify >/dev/null
	@test "$$(go list -m -f '{{.Version}}' modernc.org/libc)" = v1.77.1 || { echo "modernc.org/libc must be the one that sqlite pins (v1.77.1)"; exit 1; }
	go vet ./...
	$(STATICCHECK) ./...
	@$(MAKE) --no-print-directory docs-check

unit: tools ## unit, golden, script and fault tests
	go test -count=1 -timeout 20m ./...

race: tools ## the race detector where it says something
	CGO_ENABLED=1 go test -count=1 -race -timeout 15m $(RACE)
	CGO_ENABLED=1 go test -count=1 -race -timeout 10m -run Readers ./pipeline/catalogue
	CGO_ENABLED=1 go test -count=1 -race -timeout 10m -run 'NineLists|DraftIsMarked|OddInput|Beside' ./pipeline/rooms/lists

fuzz: ## every fuzz target of the tree for a few seconds (FUZZTIME=5s)
	@for p in $$(grep -rl --include='*_test.go' '^func Fuzz' cmd pipeline fixtures | xargs -n1 dirname | sort -u); do for f in $$(go test -list '^Fuzz' ./$$p | grep '^Fuzz'); do go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) ./$$p || exit 1; done; done

fuzz-short: ## the loader and the validator of XML Schema against hostile input, three seconds each
	@for f in FuzzLoad FuzzValidate; do go test -run '^$$' -fuzz "^$$f$$" -fuzztime 3s ./pipeline/formats/xsd || exit 1; done

bench: build tools ## figures and ratios against reference tools in the same run
	go test -run '^$$' -bench . -benchtime 1x -timeout 60m -tags bench ./cmd/... ./pipeline/...
	go test -run '^(TestSpeedBesideXmllint|TestTwoGigabytesGoAsFast)$$' -v -count=1 -timeout 60m -tags bench ./pipeline/formats/xsd

conformance: build tools ## every judge of ../shared/oracles that the machine can set up
	go test -count=1 -timeout 40m -tags conformance ./...

goldens: tools ## what we print, judged by veraPDF (2a, ua1, 1b), scanners and poppler (in CI)
	go test -count=1 -timeout 20m -tags conformance ./pipeline/formats/pdfa ./pipeline/rooms/lists

docs: build ## writes the generated pages anew
	@$(BIN) docs findings > docs/findings.md && $(BIN) docs commands > docs/commands.md

docs-check: build
	@$(BIN) docs findings | diff -q - docs/findings.md >/dev/null && $(BIN) docs commands | diff -q - docs/commands.md >/dev/null || { echo "docs/findings.md or docs/commands.md is not what the program says: make docs"; exit 1; }

dist: ## linux, windows and darwin binaries in dist/, without cgo
	@for t in linux/amd64 linux/arm64 windows/amd64 windows/arm64 darwin/arm64; do \
	  out=dist/arkivdepot-$${t%/*}-$${t#*/}; case $$t in windows/*) out=$$out.exe;; esac; \
	  GOOS=$${t%/*} GOARCH=$${t#*/} go build -trimpath -ldflags '$(LDFLAGS)' -o $$out ./cmd/arkivdepot && echo $$out || exit 1; done

clean: ## removes build/ and dist/
	@rm -rf build dist

.PHONY: help demo converters test build tools lint unit race fuzz fuzz-short bench conformance goldens docs docs-check dist clean
