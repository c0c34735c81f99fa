# shellcheck shell=bash
# What the benchmarks of events stand on: stores of their own beside the demo's, the peer from npm, our own runner.

BENCH_DATABASE=leadflip_bench

# Without these a benchmark would run against somebody's server.
unset DATABASE_URL REDIS_URL

provide_bench_stores() {
    [ -s "$PORTS/postgres" ] || printf '17432' >"$PORTS/postgres"
    [ -s "$PORTS/redis" ] || printf '17379' >"$PORTS/redis"
    provide_postgres
    provide_redis redis
    if [ "$(postgres_provider)" != private ] || [ "$(redis_provider)" != private ]; then
        die "processor time is taken from the servers' processes, so PostgreSQL and Redis must run on this machine, not in containers."
    fi
    redis_shell flushall >/dev/null
    drop_database "$BENCH_DATABASE"
    prepare_database "$BENCH_DATABASE"
    sql "$BENCH_DATABASE" <"$ROOT/bench/events/bench.sql" >>"$CURRENT_LOG" 2>&1 || die "the benchmark's schema could not be prepared."
    [ "$(sql "$BENCH_DATABASE" -At -c "select string_agg(setting, ',') from pg_settings where name in ('fsync', 'synchronous_commit')")" = on,on ] \
        || die "this PostgreSQL does not wait for the disk; figures without that are none."
}

stop_bench_stores() {
    stop_stores >/dev/null
}

install_peer() {
    provide_node
    (cd "$ROOT/bench/events/peer" && logged npm ci --no-audit --no-fund)
    note "$(cd "$ROOT/bench/events/peer" && npm ls --depth=0 2>/dev/null | sed -n 's/^[^ ]* //p' | tr '\n' ' ')"
}

build_bench() {
    maven -q -pl bench/events -am -Dmaven.test.skip=true -Dspotless.check.skip=true package || die "Maven ended with an error."
    rm -rf "$DATA/app"
    cp -R "$ROOT/bench/events/target/quarkus-app" "$DATA/app"
}

# run_bench <main class> <arguments…>: what the harness and the runners it starts get to know.
run_bench() {
    BENCH_REDIS_URL=$(redis_url redis) \
    BENCH_REDIS_PID=$(cat "$RUN/redis-server.pid") \
    BENCH_POSTGRES_URL=postgres://leadflip_bench_p8@127.0.0.1:$(port_of postgres)/$BENCH_DATABASE \
    BENCH_POSTGRES_PID=$(head -n 1 "$(postgres_data)/postmaster.pid") \
    BENCH_PEER=$ROOT/bench/events/peer BENCH_LAYER=$DATA/app/quarkus-run.jar BENCH_LOGS=$LOGS \
    REDIS_URL=$(redis_url redis) DATABASE_HOST=127.0.0.1 DATABASE_PORT=$(port_of postgres) \
    DATABASE_NAME=$BENCH_DATABASE DATABASE_PASSWORD=$(database_password) \
    DATABASE_MIGRATION_PASSWORD=$(database_password) MIGRATE_AT_START=true \
    INTERNAL_TOKEN_SECRET=$(kept_secret internal-token) \
        "$JAVA_HOME/bin/java" -Xmx384m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
        -cp "$DATA/app/app/*:$DATA/app/lib/main/*" "$@"
}
