# shellcheck shell=bash
# Where things are, and how a step reports. Every script sources this file first.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
DATA=${LEADFLIP_DATA_DIR:-$ROOT/.data}
RUN=$DATA/run
LOGS=$DATA/logs
SERVICES="lead-intake matching call-orchestrator media-bridge notifier"

mkdir -p "$RUN" "$LOGS"

CURRENT_STEP="set-up"
CURRENT_LOG=""

# step <what> [log file]: names what happens from here on, so that a failure can say where it was.
step() {
    CURRENT_STEP=$1
    CURRENT_LOG=${2:-}
    printf '\n── %s\n' "$1"
}

note() {
    printf '   %s\n' "$*"
}

# die <why>: the one way a step fails; says which step, why, and where its log is.
die() {
    trap - ERR
    {
        printf '\n✗ Step "%s" failed: %s\n' "$CURRENT_STEP" "$*"
        if [ -n "$CURRENT_LOG" ] && [ -s "$CURRENT_LOG" ]; then
            printf '  Log: %s\n  Its last lines:\n' "$CURRENT_LOG"
            tail -n 15 "$CURRENT_LOG" | sed 's/^/    /'
        fi
    } >&2
    exit 1
}

# logged <command…>: runs with its output in the log of the step.
logged() {
    "$@" >>"$CURRENT_LOG" 2>&1 </dev/null || die "'${1##*/}' ended with an error."
}

# A failing command nobody expected; inside a subshell the script around it reports.
set -E
trap '[ "$BASH_SUBSHELL" -gt 0 ] || die "\"$BASH_COMMAND\" ended with code $?."' ERR
