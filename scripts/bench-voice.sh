#!/usr/bin/env bash
# The media bridge beside other relays and a bare pass-through, each on one core; the last line is one JSON object.
# ROUNDS=5 WARM_SECONDS=45 WINDOW_SECONDS=30 CALLS=50,200,400 CAPACITY_SECONDS=120 CHURN=10000 ONLY=load,interruptions,start,troubles,capacity,churn,drain,soak
# WITHOUT=plain-ws,… PERCENT=10
set -euo pipefail
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
export LEADFLIP_DATA_DIR=${LEADFLIP_DATA_DIR:-$folder/.data}/bench
. "$folder/scripts/lib/all.sh"
. "$ROOT/scripts/lib/bench.sh"
. "$ROOT/scripts/lib/bench-voice.sh"

step "Build" "$LOGS/build.log"
: >"$CURRENT_LOG"
voice_need_cores
use_jdk
voice_build

step "Peers" "$LOGS/peer.log"
voice_install_peers

step "Redis" "$LOGS/stores.log"
trap voice_stop_redis EXIT
voice_provide_redis

step "Benchmark" "$LOGS/bench.log"
run_voice io.leadflip.bench.voice.Bench
