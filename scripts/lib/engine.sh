# shellcheck shell=bash
# The stores in containers, for machines with neither server binaries nor a package manager we may use.

ENGINE_NAME=leadflip-$(printf '%s' "$ROOT" | cksum | cut -d ' ' -f 1)
POSTGIS_IMAGE=postgis/postgis:17-3.5
REDIS_IMAGE=redis:7.0.15
ESPEAK_IMAGE=leadflip-espeak-ng:1

# find_engine: sets ENGINE to a container command whose engine answers.
find_engine() {
    local command
    for command in docker podman; do
        if command -v "$command" >/dev/null 2>&1 && "$command" info >/dev/null 2>&1; then
            ENGINE=$command
            return 0
        fi
    done
    return 1
}

engine_is_up() {
    [ "$("$ENGINE" inspect -f '{{.State.Running}}' "$ENGINE_NAME-$1" 2>/dev/null)" = true ]
}

# engine_start <name> <default port> <inner port> <run arguments…>
engine_start() {
    local name=$1 default=$2 inner=$3
    shift 3
    if ! engine_is_up "$name"; then
        "$ENGINE" rm -f "$ENGINE_NAME-$name" >/dev/null 2>&1 || true
        choose_port "$name" "$default"
        logged "$ENGINE" run -d --name "$ENGINE_NAME-$name" \
            -p "127.0.0.1:$(port_of "$name"):$inner" "$@"
    fi
    note "container $ENGINE_NAME-$name on 127.0.0.1:$(port_of "$name")"
}

engine_start_postgres() {
    engine_start postgres 15432 5432 -e POSTGRES_HOST_AUTH_METHOD=trust \
        -v "$ENGINE_NAME-postgres:/var/lib/postgresql/data" "$POSTGIS_IMAGE" -c max_connections=200
    engine_await "PostgreSQL" "$ENGINE" exec "$ENGINE_NAME-postgres" \
        psql -h 127.0.0.1 -U postgres -c 'select 1'
}

# engine_start_redis <name> <default port> <yes|no: keep what was written>
engine_start_redis() {
    engine_start "$1" "$2" 6379 -v "$ENGINE_NAME-$1:/data" "$REDIS_IMAGE" \
        redis-server --save '' --appendonly "$3" --appendfsync everysec
    engine_await "Redis" "$ENGINE" exec "$ENGINE_NAME-$1" redis-cli ping
}

engine_await() {
    local what=$1 tries=120
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || die "$what in its container did not answer within a minute."
        sleep 0.5
    done
}

# The sandbox speaks through espeak-ng; where it cannot be installed, a container stands behind its name.
engine_provide_espeak() {
    printf 'FROM debian:12-slim\nRUN apt-get update && apt-get install -y --no-install-recommends espeak-ng\n' \
        | "$ENGINE" build -t "$ESPEAK_IMAGE" - >>"$CURRENT_LOG" 2>&1 || die "the espeak-ng image could not be built."
    mkdir -p "$DATA/bin"
    printf '#!/bin/sh\nexec %s run --rm -i %s espeak-ng "$@"\n' "$ENGINE" "$ESPEAK_IMAGE" >"$DATA/bin/espeak-ng"
    chmod +x "$DATA/bin/espeak-ng"
}

engine_stop() {
    local name
    for name in postgres redis redis-test; do
        if engine_is_up "$name"; then
            "$ENGINE" stop "$ENGINE_NAME-$name" >/dev/null
            note "container $ENGINE_NAME-$name stopped"
        fi
    done
}

engine_remove() {
    local name
    for name in postgres redis redis-test; do
        "$ENGINE" rm -f "$ENGINE_NAME-$name" >/dev/null 2>&1 || true
        "$ENGINE" volume rm -f "$ENGINE_NAME-$name" >/dev/null 2>&1 || true
    done
}
