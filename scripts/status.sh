#!/usr/bin/env bash
# What runs, where, and whether it is ready. Exits non-zero when something of the demo is missing.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

missing=0
for name in $PROCESSES; do
    if pid=$(pid_of "$name"); then
        if is_ready "$name"; then state="ready"; else state="not ready" && missing=1; fi
        printf '%-18s %-10s pid %-8s %s\n' "$name" "$state" "$pid" "$(health_url "$name")"
    else
        printf '%-18s %-10s\n' "$name" "stopped"
        missing=1
    fi
done
store_states
exit "$missing"
