# shellcheck shell=bash
# Private Redis servers under .data/: `redis` for the demo, `redis-test` for the tests. They are two, because a
# test may flush or restart its own, and the demo may be running meanwhile.

# find_redis: sets REDIS_SERVER and REDIS_CLI.
find_redis() {
    local folder
    for folder in "${REDIS_BIN:-}" /usr/bin /usr/local/bin /opt/homebrew/bin /opt/homebrew/opt/redis/bin; do
        if [ -n "$folder" ] && [ -x "$folder/redis-server" ] && [ -x "$folder/redis-cli" ]; then
            REDIS_SERVER=$folder/redis-server
            REDIS_CLI=$folder/redis-cli
            return 0
        fi
    done
    REDIS_SERVER=$(command -v redis-server) && REDIS_CLI=$(command -v redis-cli)
}

redis_cli() {
    local name=$1
    shift
    "$REDIS_CLI" -h 127.0.0.1 -p "$(port_of "$name")" "$@"
}

# Whether the port is answered by the very server whose data are in our folder.
redis_is_up() {
    [ -s "$PORTS/$1" ] || return 1
    redis_cli "$1" config get dir 2>/dev/null | grep -qxF "$DATA/$1"
}

# redis_start <name> <default port> <yes|no: keep what was written>
redis_start() {
    if redis_is_up "$1"; then
        note "Redis ($1) is up on 127.0.0.1:$(port_of "$1")"
        return 0
    fi
    mkdir -p "$DATA/$1"
    choose_port "$1" "$2"
    logged "$REDIS_SERVER" --daemonize yes --bind 127.0.0.1 --port "$(port_of "$1")" --dir "$DATA/$1" \
        --save '' --appendonly "$3" --appendfsync everysec --logfile "$LOGS/$1.log" \
        --pidfile "$RUN/$1-server.pid"
    redis_await "$1"
    note "Redis ($1) started on 127.0.0.1:$(port_of "$1")"
}

redis_await() {
    local tries=100
    until [ "$(redis_cli "$1" ping 2>/dev/null)" = PONG ]; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || die "Redis ($1) did not answer; see $LOGS/$1.log."
        sleep 0.1
    done
}

redis_stop() {
    find_redis && redis_is_up "$1" || return 0
    redis_cli "$1" shutdown >/dev/null 2>&1 || true
    note "Redis ($1) stopped"
}
