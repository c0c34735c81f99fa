#!/usr/bin/env bash
# The fault suite: see faults/README.md. Everything of it lives under .data/faults and on ports of its own.
set -euo pipefail
ROOT_OF_DATA=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
export LEADFLIP_DATA_DIR=${FAULTS_DATA_DIR:-$ROOT_OF_DATA/.data/faults}
unset DATABASE_URL REDIS_URL
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
. "$ROOT/scripts/lib/faults.sh"

step "Fault suite"
! is_running faults || die "a fault run is going on already (pid $(pid_of faults)); its processes are not to be shared."
printf '%s\n%s\n' "$$" "$(born_at "$$")" >"$RUN/faults.pid"
# shellcheck disable=SC2086,SC2317
leave() {
    stop_faults
    STOP_SECONDS=5 stop_processes $FAULTS_PROCESSES
    rm -f "$RUN/faults.pid"
}
trap leave EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

step "What it needs" "$LOGS/stores.log"
: >"$CURRENT_LOG"
# shellcheck disable=SC2086
STOP_SECONDS=5 stop_processes $FAULTS_PROCESSES
faults_need_programs
faults_choose_ports
faults_prepare_database
faults_provide_faketime

"$ROOT/scripts/build.sh" || exit 1
step "Build of the suite" "$LOGS/build-faults.log"
use_jdk
: >"$CURRENT_LOG"
faults_install
note "ready; logs of each scenario are under ${LOGS#"$ROOT/"}/scenarios"

step "Scenarios"
choose_port postgres 0
write_environment
load_environment
faults_export
verdict=0
run_faults || verdict=$?
exit "$verdict"
