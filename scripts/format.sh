#!/usr/bin/env bash
# Formats all sources.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

step "Format" "$LOGS/format.log"
use_jdk
: >"$CURRENT_LOG"
maven com.diffplug.spotless:spotless-maven-plugin:apply || die "the formatter ended with an error."
