#!/usr/bin/env bash
# Starts the data stores of the demo and prepares its database.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

step "Data stores" "$LOGS/stores.log"
provide_postgres
provide_redis redis
provide_espeak
prepare_database leadflip
prepare_checker leadflip
note "database leadflip is ready"
