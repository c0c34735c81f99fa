# shellcheck shell=bash
# The databases inside whichever server is provided, and the passwords of the services' roles.

DATABASE_PASSWORD_FILE=$DATA/secrets/database-password

# database_url_for <database>: DATABASE_URL with another database in it.
database_url_for() {
    printf '%s' "$DATABASE_URL" | sed -E "s#(://[^/]+)(/[^?]*)?#\1/$1#"
}

# sql <database> [psql arguments…]: psql as the server's administrator.
sql() {
    local database=$1
    shift
    case $(postgres_provider) in
        given) psql -X -q -v ON_ERROR_STOP=1 "$@" "$(database_url_for "$database")" ;;
        private)
            "$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$(port_of postgres)" \
                -U postgres -d "$database" "$@"
            ;;
        engine)
            "$ENGINE" exec -i "$ENGINE_NAME-postgres" psql -X -q -v ON_ERROR_STOP=1 -U postgres \
                -d "$database" "$@"
            ;;
        *) die "no PostgreSQL is provided; run 'make up'." ;;
    esac
}

database_host() {
    if [ "$(postgres_provider)" = given ]; then
        printf '%s' "$DATABASE_URL" | sed -E 's#^[^:]+://([^@/]*@)?([^:/?]+).*#\2#'
    else
        printf '127.0.0.1'
    fi
}

database_port() {
    local port
    if [ "$(postgres_provider)" = given ]; then
        port=$(printf '%s' "$DATABASE_URL" | sed -nE 's#^[^:]+://([^@/]*@)?[^:/?]+:([0-9]+).*#\2#p')
        printf '%s' "${port:-5432}"
    else
        port_of postgres
    fi
}

# One random password for the local roles, made once. Private servers trust loopback and do not ask for it.
database_password() {
    if [ ! -s "$DATABASE_PASSWORD_FILE" ]; then
        mkdir -p "$DATA/secrets"
        chmod 700 "$DATA/secrets"
        (umask 077 && random_secret >"$DATABASE_PASSWORD_FILE")
    fi
    cat "$DATABASE_PASSWORD_FILE"
}

random_secret() {
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

maintenance_database() {
    local named
    named=$(printf '%s' "${DATABASE_URL:-}" | sed -nE 's#^[^:]+://[^/]+/([^?]+).*#\1#p')
    printf '%s' "${named:-postgres}"
}

# prepare_database <name>: creates it when absent, then roles, schemas and rights.
prepare_database() {
    local exists
    exists=$(sql "$(maintenance_database)" -At -c "select 1 from pg_database where datname = '$1'")
    [ "$exists" = 1 ] || sql "$(maintenance_database)" -c "create database $1 encoding 'UTF8' template template0" >>"$CURRENT_LOG" 2>&1
    {
        for role in migrator intake matching calls notify; do
            printf "\\\\set %s_password '%s'\n" "$role" "$(database_password)"
        done
        cat "$ROOT/deploy/postgres/bootstrap.sql"
    } | sql "$1" >>"$CURRENT_LOG" 2>&1 || die "the database '$1' could not be prepared."
}

# prepare_checker <database>: the checker's role, which may read every schema and change nothing. Local runs only.
prepare_checker() {
    local exists
    exists=$(sql "$1" -At -c "select 1 from pg_roles where rolname = 'leadflip_checker'")
    [ "$exists" = 1 ] || sql "$1" -c "create role leadflip_checker login" >>"$CURRENT_LOG" 2>&1
    printf "\\set secret '%s'\nalter role leadflip_checker password :'secret';\n" "$(database_password)" | sql "$1"
    sql "$1" -c "grant connect on database $1 to leadflip_checker; grant pg_read_all_data to leadflip_checker" \
        >>"$CURRENT_LOG" 2>&1 || die "the role of the checker could not be prepared."
}

drop_database() {
    sql "$(maintenance_database)" -c "drop database if exists $1 with (force)" >>"$CURRENT_LOG" 2>&1
}
