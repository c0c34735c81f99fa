#!/usr/bin/env bash
# Takes the schemas as they are for released; from then on a test holds every change against them.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

step "Baseline of the contracts" "$LOGS/contracts.log"
use_jdk
: >"$CURRENT_LOG"
maven -pl contracts test-compile exec:java -Dexec.classpathScope=test \
    -Dexec.mainClass=io.leadflip.contracts.UpdateBaseline -Dexec.args=contracts ||
    die "the baseline could not be written."
note "look at what changed: git diff contracts/src/test/resources/baseline"
