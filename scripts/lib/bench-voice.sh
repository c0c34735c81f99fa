# shellcheck shell=bash
# What the benchmark of the media bridge stands on: a Redis of its own, relays from npm, the bridge as it is shipped.

# Without this a benchmark would run against somebody's server.
unset REDIS_URL

# The contestants have one core to themselves, the generator another.
RELAY_CORE=${RELAY_CORE:-0}
GENERATOR_CORE=${GENERATOR_CORE:-1}

voice_need_cores() {
    command -v taskset >/dev/null 2>&1 || die "taskset (util-linux), which keeps relay and generator apart, is not on this machine."
    [ "$(nproc)" -ge 2 ] || die "relay and generator need a core each; this machine has one."
}

voice_build() {
    maven -q -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench/voice,bench/websockets-next,services/media-bridge -am package \
        || die "Maven ended with an error."
    maven -q -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bench/kit,bench/voice -DincludeScope=runtime \
        -DoutputDirectory="$ROOT/bench/voice/target/lib" package dependency:copy-dependencies \
        || die "the generator could not be packaged."
    rm -rf "$DATA/voice"
    mkdir -p "$DATA/voice/lib"
    cp -R "$ROOT/services/media-bridge/target/quarkus-app" "$DATA/voice/bridge"
    cp -R "$ROOT/bench/websockets-next/target/quarkus-app" "$DATA/voice/websockets-next"
    cp "$ROOT"/bench/voice/target/lib/*.jar "$DATA/voice/lib/"
    find "$ROOT/bench/voice/target" -maxdepth 1 -name 'leadflip-bench-voice-*.jar' \
        ! -name '*-sources.jar' ! -name '*-tests.jar' -exec cp {} "$DATA/voice/lib/" \;
}

voice_install_peers() {
    provide_node
    (cd "$ROOT/bench/voice/peer" && logged npm ci --no-audit --no-fund --legacy-peer-deps)
    note "$(node "$ROOT/bench/voice/peer/src/versions.mjs")"
}

voice_provide_redis() {
    [ -s "$PORTS/redis" ] || printf '17379' >"$PORTS/redis"
    provide_redis redis
    redis_shell flushall >/dev/null
}

voice_stop_redis() {
    stop_stores >/dev/null
}

# run_voice <main class> <arguments…>
run_voice() {
    choose_port voice-relay 18300
    choose_port voice-model 18399
    BENCH_BRIDGE=$DATA/voice/bridge/quarkus-run.jar BENCH_PEER=$ROOT/bench/voice/peer \
    BENCH_WEBSOCKETS_NEXT=$DATA/voice/websockets-next/quarkus-run.jar BENCH_LOGS=$LOGS \
    BENCH_REDIS_URL=$(redis_url redis) BENCH_RELAY_CORE=$RELAY_CORE \
    BENCH_RELAY_PORT=$(port_of voice-relay) BENCH_MODEL_PORT=$(port_of voice-model) \
    BENCH_VERSIONS=$(node "$ROOT/bench/voice/peer/src/versions.mjs") \
        taskset -c "$GENERATOR_CORE" "$JAVA_HOME/bin/java" -Xms384m -Xmx384m -Xmn256m -XX:+UseSerialGC \
        -XX:+UseCompactObjectHeaders -cp "$DATA/voice/lib/*" "$@"
}
