# shellcheck shell=bash
# What the fault suite needs beside the demo: its own data under .data/faults, so that a running demo is not touched,
# and the stores' programs themselves, because they are killed by their pid.

# shellcheck disable=SC2034
FAULTS_PROCESSES="lead-intake matching call-orchestrator media-bridge notifier lead-intake-twin matching-twin notifier-twin call-orchestrator-twin sandbox redis postgres"

# Clear of the demo's defaults, so that a demo started later finds its own ports free.
FAULTS_PORT_STEP=1200

faults_need_programs() {
    find_postgres || { install_postgres && find_postgres; } || die "the fault suite kills PostgreSQL and Redis by their pid, so it needs their programs on this machine: install PostgreSQL with PostGIS (a server in a container or elsewhere does not do)."
    find_redis || { install_package redis-server redis && find_redis; } || die "the fault suite kills PostgreSQL and Redis by their pid, so it needs their programs on this machine: install redis-server."
    printf 'private' >"$POSTGRES_PROVIDER"
    printf 'private' >"$REDIS_PROVIDER"
    provide_espeak
}

# faults_remember_port <name> <default>
faults_remember_port() {
    [ -s "$PORTS/$1" ] || printf '%s' $(($2 + FAULTS_PORT_STEP)) >"$PORTS/$1"
}

faults_choose_ports() {
    local name
    faults_remember_port postgres 15432
    faults_remember_port redis 16379
    for name in $SERVICES; do
        faults_remember_port "$name" "$(default_port "$name")"
        if has_door "$name"; then
            faults_remember_port "$name-internal" "$(default_port "$name-internal")"
        fi
    done
    faults_remember_port sandbox "$(default_port sandbox)"
    faults_remember_port oidc "$(default_port oidc)"
    for name in $PROCESSES; do choose_ports_of "$name"; done
    choose_port redis 0
}

# The database from which each scenario's own is copied.
faults_prepare_database() {
    postgres_start
    prepare_database leadflip
    prepare_checker leadflip
    postgres_stop
}

faults_newer_source() {
    (cd "$ROOT" && find faults -name target -prune -o -path '*/src/test' -prune -o -type f -newer "$APP/faults/built" -print 2>/dev/null | head -n 1)
}

# The suite itself, beside the programs it starts. Its module is small; it is built with the sandbox it depends on.
faults_install() {
    if [ -f "$APP/faults/built" ] && [ -z "$(faults_newer_source)" ]; then return 0; fi
    maven -q -Dmaven.test.skip=true -Dspotless.check.skip=true -pl sandbox,faults -DincludeScope=runtime \
        -DoutputDirectory="$ROOT/faults/target/lib" package dependency:copy-dependencies \
        || die "the fault suite could not be built."
    rm -rf "$APP/faults"
    mkdir -p "$APP/faults"
    cp "$ROOT"/faults/target/lib/*.jar "$APP/faults/"
    find "$ROOT/faults/target" -maxdepth 1 -name 'leadflip-faults-*.jar' \
        ! -name '*-sources.jar' ! -name '*-tests.jar' -exec cp {} "$APP/faults/" \;
    touch "$APP/faults/built"
}

# The library that gives one process a clock of its own; nothing when it is not to be had.
faults_faketime() {
    local file
    for file in /usr/lib/*/faketime/libfaketime.so.1 /usr/lib/faketime/libfaketime.so.1 /usr/lib64/faketime/libfaketime.so.1; do
        if [ -r "$file" ]; then
            printf '%s' "$file"
            return 0
        fi
    done
}

faults_provide_faketime() {
    [ -z "$(faults_faketime)" ] || return 0
    if apt_is_usable && (apt_install libfaketime) >>"$CURRENT_LOG" 2>&1; then
        note "libfaketime installed"
    else
        note "libfaketime is not to be had here; the scenario 'clock' will be skipped"
    fi
}

# The program by which PostgreSQL is started as somebody it accepts, as postgres_run does.
faults_postgres_as() {
    case $(postgres_mode) in
        namespace) printf 'unshare -U --map-user=1000 --map-group=1000' ;;
        account) printf 'setpriv --reuid=%s --regid=%s --init-groups' "$(postgres_account)" "$(id -g "$(postgres_account)")" ;;
    esac
}

faults_export() {
    FAULTS_APP=$APP FAULTS_DATA=$DATA/world FAULTS_LOGS=$LOGS/scenarios FAULTS_RUN=$RUN FAULTS_PORTS=$PORTS
    FAULTS_JVM_FLAGS=$JVM_FLAGS FAULTS_SANDBOX_CLASSPATH=$(sandbox_classpath)
    FAULTS_POSTGRES_AS=$(faults_postgres_as) FAULTS_POSTGRES_BIN=$PG_BIN FAULTS_POSTGRES_DATA=$(postgres_data)
    FAULTS_REDIS_SERVER=$REDIS_SERVER FAULTS_FAKETIME=$(faults_faketime)
    FAULTS_POSTGRES_VERSION=$("$PG_BIN/postgres" --version | sed 's/.*) //; s/ .*//')
    FAULTS_REDIS_VERSION=$("$REDIS_SERVER" --version | sed -n 's/.* v=\([^ ]*\).*/\1/p')
    FAULTS_SOURCE_VERSION=$(cd "$ROOT" && git rev-parse --short HEAD 2>/dev/null || printf 'unknown')
    export FAULTS_APP FAULTS_DATA FAULTS_LOGS FAULTS_RUN FAULTS_PORTS FAULTS_JVM_FLAGS FAULTS_SANDBOX_CLASSPATH \
        FAULTS_POSTGRES_AS FAULTS_POSTGRES_BIN FAULTS_POSTGRES_DATA FAULTS_REDIS_SERVER FAULTS_FAKETIME \
        FAULTS_POSTGRES_VERSION FAULTS_REDIS_VERSION FAULTS_SOURCE_VERSION JAVA_HOME
}

# In the background and waited for: a shell that waits for a program in front hears of a signal only when that has ended.
run_faults() {
    "$JAVA_HOME/bin/java" -Xmx1g -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow -cp "$APP/faults/*" io.leadflip.faults.FaultSuite &
    FAULTS_SUITE=$!
    wait "$FAULTS_SUITE"
}

# The suite itself, when it is ended before its time; its load would go on against whatever comes next.
stop_faults() {
    [ -n "${FAULTS_SUITE:-}" ] || return 0
    kill "$FAULTS_SUITE" 2>/dev/null || true
    wait "$FAULTS_SUITE" 2>/dev/null || true
}
