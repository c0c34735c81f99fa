#!/usr/bin/env bash
# psql on the demo's database as its administrator: psql.sh [database] [psql arguments…].
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

reconnect_stores
database=${1:-leadflip}
[ $# = 0 ] || shift
sql "$database" "$@"
