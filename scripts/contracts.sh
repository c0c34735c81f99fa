#!/usr/bin/env bash
# Writes schemas, AsyncAPI and examples of new types anew from the records of contracts/.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

step "Contracts" "$LOGS/contracts.log"
use_jdk
: >"$CURRENT_LOG"
maven -pl contracts test-compile exec:java -Dexec.classpathScope=test \
    -Dexec.mainClass=io.leadflip.contracts.UpdateContracts -Dexec.args=contracts ||
    die "the contracts could not be written."
note "look at what changed: git diff contracts"
