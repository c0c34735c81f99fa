#!/usr/bin/env bash
# Stops everything and removes what was built and stored: .data/ and every target/.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

"$ROOT/scripts/down.sh" || exit 1
step "Clean" ""
remove_stores
rm -rf "$DATA"
find "$ROOT" -name target -type d -prune -exec rm -rf {} +
note "removed .data/ and all build output"
