#!/usr/bin/env bash
# Every test against the real stores; prints the count by module and, last, 'N passed, N failed'. MODULE (a folder, or
# several with commas) and TEST (class names; * stands for any letters) may be given for some of them.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

step "Data stores for the tests" "$LOGS/stores.log"
leave_stores_as_found
provide_postgres
provide_redis redis-test
provide_espeak
if needs_foreign_peers "${MODULE:-}"; then provide_foreign_peers; fi
drop_database leadflip_test
prepare_database leadflip_test
sql "$(maintenance_database)" -c "alter database leadflip_test set synchronous_commit = off"
export_test_environment

step "Tests" "$LOGS/test.log"
use_jdk
: >"$CURRENT_LOG"
forget_test_reports
verdict=0
select_tests "${MODULE:-}" "${TEST:-}"
maven --fail-at-end ${SELECTED[@]+"${SELECTED[@]}"} verify || verdict=1

step "Count" "$CURRENT_LOG"
print_test_counts "$verdict"
