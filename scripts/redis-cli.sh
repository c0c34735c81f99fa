#!/usr/bin/env bash
# redis-cli on the demo's Redis.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

reconnect_stores
redis_shell "$@"
