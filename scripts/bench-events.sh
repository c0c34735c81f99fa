#!/usr/bin/env bash
# The delivery layer beside BullMQ and beside raw Redis streams, on stores of their own; the last line is one JSON
# object. ROUNDS=5 PACE_SECONDS=20 FULL=1 ONLY=l1,l2,pace,partitions,events
set -euo pipefail
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
export LEADFLIP_DATA_DIR=${LEADFLIP_DATA_DIR:-$folder/.data}/bench
. "$folder/scripts/lib/all.sh"
. "$ROOT/scripts/lib/bench.sh"

step "Build" "$LOGS/build.log"
: >"$CURRENT_LOG"
use_jdk
build_bench

step "Peer" "$LOGS/peer.log"
install_peer

step "Stores" "$LOGS/stores.log"
trap stop_bench_stores EXIT
provide_bench_stores

step "Benchmark" "$LOGS/bench.log"
run_bench io.leadflip.bench.events.Bench
