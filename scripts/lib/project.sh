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

# The code with which a subshell leaves that has said why, so that the script around it need not guess.
ALREADY_SAID=70

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
    [ "$BASH_SUBSHELL" -eq 0 ] || exit "$ALREADY_SAID"
    exit 1
}

# logged <command…>: runs with its output in the log of the step.
logged() {
    "$@" >>"$CURRENT_LOG" 2>&1 </dev/null || die "'${1##*/}' ended with an error."
}

# unexpected <code> <command>: a failing command nobody provided for.
unexpected() {
    [ "$BASH_SUBSHELL" -eq 0 ] || return 0
    [ "$1" -ne "$ALREADY_SAID" ] || exit 1
    die "\"$2\" ended with code $1."
}

set -E
trap 'unexpected $? "$BASH_COMMAND"' ERR
