# shellcheck shell=bash
# What the tests get to know, and what they reported.

# The contract with the services' tests: they read these names and refuse to run without them.
export_test_environment() {
    LEADFLIP_TEST_DATABASE_HOST=$(database_host)
    LEADFLIP_TEST_DATABASE_PORT=$(database_port)
    LEADFLIP_TEST_DATABASE_NAME=leadflip_test
    LEADFLIP_TEST_DATABASE_PASSWORD=$(database_password)
    LEADFLIP_TEST_DB_URL=postgresql://$LEADFLIP_TEST_DATABASE_HOST:$LEADFLIP_TEST_DATABASE_PORT/leadflip_test
    LEADFLIP_TEST_REDIS_URL=$(redis_url redis-test)
    PATH=$DATA/bin:$PATH
    export LEADFLIP_TEST_DATABASE_HOST LEADFLIP_TEST_DATABASE_PORT LEADFLIP_TEST_DATABASE_NAME \
        LEADFLIP_TEST_DATABASE_PASSWORD LEADFLIP_TEST_DB_URL LEADFLIP_TEST_REDIS_URL PATH
}

# leave_stores_as_found: at the end the tests' Redis stops, and PostgreSQL too unless the demo already had it up.
leave_stores_as_found() {
    local stop_postgres=postgres_stop
    if find_postgres && postgres_is_up; then stop_postgres=true; fi
    # shellcheck disable=SC2064
    trap "redis_stop redis-test >/dev/null; $stop_postgres >/dev/null" EXIT
}

# needs_foreign_peers <modules, or nothing for all>
needs_foreign_peers() {
    case ${1:-media-bridge} in
        *media-bridge*) return 0 ;;
        *) return 1 ;;
    esac
}

# select_tests <modules> <test classes>: sets SELECTED to what Maven must be told so that only those run. What a module
# is built on is built with it; its tests run too, unless classes are named.
select_tests() {
    SELECTED=()
    if [ -n "$1$2" ]; then note "not all of them: only${1:+ $1}${2:+ $2}"; fi
    if [ -n "$1" ]; then SELECTED+=(-pl "$1" -am); fi
    if [ -n "$2" ]; then SELECTED+=("-Dtest=$2" -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false); fi
}

report_folders() {
    find "$ROOT" -name node_modules -prune -o -type d \( -name surefire-reports -o -name failsafe-reports \) -print | sort
}

# Reports of an earlier run must not be counted as this one's.
forget_test_reports() {
    local folder
    report_folders | while IFS= read -r folder; do rm -rf "$folder"; done
}

# counts_in <folder>: "tests failed skipped" over its reports.
counts_in() {
    cat "$1"/TEST-*.xml 2>/dev/null | awk '
        function value(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
        /<testsuite / { tests += value("tests"); failed += value("failures") + value("errors"); skipped += value("skipped") }
        END { print tests + 0, failed + 0, skipped + 0 }'
}

# print_test_counts <0|1: what Maven said>: a build that broke outside a test counts as one failure.
print_test_counts() {
    local folder module tests failed skipped passed_sum=0 failed_sum=0
    while IFS= read -r folder; do
        read -r tests failed skipped <<<"$(counts_in "$folder")"
        module=${folder#"$ROOT/"}
        printf '   %-28s %5d tests  %4d failed  %4d skipped\n' "${module%/target/*}" "$tests" "$failed" "$skipped"
        passed_sum=$((passed_sum + tests - failed - skipped))
        failed_sum=$((failed_sum + failed))
    done < <(report_folders)
    if [ "$1" != 0 ] && [ "$failed_sum" = 0 ]; then
        note "the build itself failed; see $CURRENT_LOG"
        failed_sum=1
    fi
    printf '%d passed, %d failed\n' "$passed_sum" "$failed_sum"
    [ "$failed_sum" = 0 ] || exit 1
    [ "$passed_sum" -gt 0 ] || exit 1
}
