# shellcheck shell=bash
# A private PostgreSQL with PostGIS under .data/, from server binaries that are on this machine.
# Another cluster of the machine is never started, stopped or connected to.

PG_MODE=$DATA/postgres.mode

# Folders that may hold server binaries, newest version first.
postgres_folders() {
    [ -z "${PG_BIN:-}" ] || printf '%s\n' "$PG_BIN"
    for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin \
        /usr/local/opt/postgresql@*/bin /Applications/Postgres.app/Contents/Versions/*/bin; do
        [ ! -x "$folder/initdb" ] || printf '%s\n' "$folder"
    done | sort -rV
    if command -v initdb >/dev/null 2>&1; then dirname "$(command -v initdb)"; fi
}

postgres_share() {
    if [ -x "$1/pg_config" ]; then
        "$1/pg_config" --sharedir
    else
        printf '/usr/share/postgresql/%s\n' "$(basename "$(dirname "$1")")"
    fi
}

# A data folder can only be served by the major version that made it.
fits_existing_data() {
    local version_file
    version_file=$(postgres_data)/PG_VERSION
    [ -f "$version_file" ] || return 0
    "$1/postgres" --version | grep -q " $(cat "$version_file")\."
}

# find_postgres: sets PG_BIN to binaries that have PostGIS beside them.
find_postgres() {
    local folder
    while IFS= read -r folder; do
        if [ -x "$folder/pg_ctl" ] && [ -f "$(postgres_share "$folder")/extension/postgis.control" ] \
            && fits_existing_data "$folder"; then
            PG_BIN=$folder
            return 0
        fi
    done < <(postgres_folders)
    return 1
}

# The server refuses to run as root. Two ways around it, tried in this order and remembered:
# a user namespace (files stay root's), or the system's own account with the data where it can reach them.
postgres_mode() {
    if [ -s "$PG_MODE" ]; then
        cat "$PG_MODE"
    elif [ "$(id -u)" != 0 ]; then
        printf 'user'
    elif unshare -U --map-user=1000 --map-group=1000 true 2>/dev/null; then
        printf 'namespace'
    else
        printf 'account'
    fi
}

postgres_account() {
    if id postgres >/dev/null 2>&1; then printf 'postgres'; else printf 'nobody'; fi
}

postgres_data() {
    if [ "$(postgres_mode)" = account ]; then
        printf '/var/tmp/leadflip-%s/postgres' "$(printf '%s' "$DATA" | cksum | cut -d ' ' -f 1)"
    else
        printf '%s/postgres' "$DATA"
    fi
}

# postgres_run <command…>: runs one of the server's programs as somebody it accepts.
postgres_run() {
    case $(postgres_mode) in
        user) "$@" ;;
        namespace) unshare -U --map-user=1000 --map-group=1000 "$@" ;;
        account)
            setpriv --reuid="$(postgres_account)" --regid="$(id -g "$(postgres_account)")" \
                --init-groups "$@"
            ;;
    esac
}

try_initdb() {
    local data
    data=$(postgres_data)
    mkdir -p "$data"
    chmod 700 "$data"
    if [ "$(postgres_mode)" = account ]; then
        chmod 755 "$(dirname "$data")"
        chown -R "$(postgres_account)" "$data"
    fi
    (cd / && postgres_run "$PG_BIN/initdb" -D "$data" -U postgres -A trust -E UTF8 \
        --locale="$(postgres_locale)") >>"$CURRENT_LOG" 2>&1
}

postgres_locale() {
    if [ "$(uname)" = Darwin ]; then printf 'en_US.UTF-8'; else printf 'C.UTF-8'; fi
}

postgres_create() {
    [ ! -f "$(postgres_data)/PG_VERSION" ] || return 0
    note "creating a private cluster in $(postgres_data)"
    if ! try_initdb; then
        [ "$(postgres_mode)" = namespace ] || die "initdb could not create $(postgres_data)."
        note "a user namespace is refused here; using the account '$(postgres_account)' instead"
        rm -rf "$(postgres_data)"
        printf 'account' >"$PG_MODE"
        try_initdb || die "initdb could not create $(postgres_data)."
    fi
    postgres_mode >"$PG_MODE.new"
    mv "$PG_MODE.new" "$PG_MODE"
}

postgres_is_up() {
    [ -f "$(postgres_data)/postmaster.pid" ] || return 1
    (cd / && postgres_run "$PG_BIN/pg_ctl" -D "$(postgres_data)" status) >/dev/null 2>&1
}

# fsync stays on: what LeadFlip has accepted must survive a power cut, in the demo as well.
postgres_start() {
    postgres_create
    if postgres_is_up; then
        note "PostgreSQL is up on 127.0.0.1:$(port_of postgres)"
        return 0
    fi
    choose_port postgres 15432
    : >"$LOGS/postgres.log"
    [ "$(postgres_mode)" != account ] || chmod 666 "$LOGS/postgres.log"
    (cd / && postgres_run "$PG_BIN/pg_ctl" -w -t 60 -D "$(postgres_data)" -l "$(postgres_log)" \
        -o "-p $(port_of postgres) -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200" \
        start) >>"$CURRENT_LOG" 2>&1 </dev/null || die "PostgreSQL did not start; see also $(postgres_log)."
    note "PostgreSQL $(cat "$(postgres_data)/PG_VERSION") started on 127.0.0.1:$(port_of postgres)"
}

postgres_log() {
    if [ "$(postgres_mode)" = account ]; then
        printf '%s/postgres.log' "$(postgres_data)"
    else
        printf '%s/postgres.log' "$LOGS"
    fi
}

postgres_stop() {
    find_postgres && postgres_is_up || return 0
    (cd / && postgres_run "$PG_BIN/pg_ctl" -w -t 30 -m fast -D "$(postgres_data)" stop) >/dev/null
    note "PostgreSQL stopped"
}

postgres_remove() {
    [ ! -d "$(postgres_data)" ] || rm -rf "$(postgres_data)"
}
