#!/usr/bin/env bash
# The last lines of every log, or of one: logs.sh [name] [lines]; FOLLOW=1 keeps following.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

name=${1:-}
lines=${2:-20}
if [ -n "$name" ]; then
    [ -f "$LOGS/$name.log" ] || die "there is no log of '$name' in $LOGS."
    set -- "$LOGS/$name.log"
else
    set -- "$LOGS"/*.log
    [ -f "$1" ] || die "there are no logs in $LOGS yet."
fi
if [ -n "${FOLLOW:-}" ]; then exec tail -n "$lines" -F "$@"; fi
tail -n "$lines" "$@"
