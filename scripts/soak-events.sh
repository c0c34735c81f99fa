#!/usr/bin/env bash
# The delivery layer at a steady rate for a long time; fails when memory, entries or connections grow. The last line
# is one JSON object. MINUTES=30 RATE=300
set -euo pipefail
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
export LEADFLIP_DATA_DIR=${LEADFLIP_DATA_DIR:-$folder/.data}/bench
. "$folder/scripts/lib/all.sh"
. "$ROOT/scripts/lib/bench.sh"

step "Build" "$LOGS/build.log"
: >"$CURRENT_LOG"
use_jdk
build_bench

step "Stores" "$LOGS/stores.log"
trap stop_bench_stores EXIT
provide_bench_stores

step "Soak" "$LOGS/soak.log"
run_bench io.leadflip.bench.events.soak.Soak "${MINUTES:-30}" "${RATE:-300}"
