#!/usr/bin/env bash
# Stops exactly what was started here: services first, then the sandbox, then the stores.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

step "Stop" ""
# shellcheck disable=SC2086
stop_processes $SERVICES
stop_processes sandbox
stop_stores
note "nothing of LeadFlip runs any more"
