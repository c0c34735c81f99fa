#!/usr/bin/env bash
# Formatting, the scripts' own checks, and every test.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

step "Scripts" ""
if command -v shellcheck >/dev/null 2>&1; then
    (cd "$ROOT" && shellcheck scripts/*.sh .ci/run) || die "shellcheck found something."
    note "shellcheck is content"
else
    note "shellcheck is not installed; skipped"
fi

step "Formatting" "$LOGS/format.log"
use_jdk
: >"$CURRENT_LOG"
maven com.diffplug.spotless:spotless-maven-plugin:check || die "sources are not formatted; 'make format' does it."
note "all sources are formatted"

# Compiler warnings, architecture rules and contracts are part of the tests' build.
MODULE="" TEST="" exec "$ROOT/scripts/test.sh"
