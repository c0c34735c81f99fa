# shellcheck shell=bash
# Who provides PostgreSQL and Redis. In this order: the servers the environment names (DATABASE_URL, REDIS_URL),
# programs on this machine, programs a package manager may install, a container engine.

POSTGRES_PROVIDER=$RUN/postgres.provider
REDIS_PROVIDER=$RUN/redis.provider

postgres_provider() { cat "$POSTGRES_PROVIDER" 2>/dev/null || printf 'none'; }
redis_provider() { cat "$REDIS_PROVIDER" 2>/dev/null || printf 'none'; }

install_postgres() {
    local version
    if apt_is_usable; then
        apt_refresh
        version=$(apt-cache depends postgresql | sed -n 's/.*Depends: postgresql-\([0-9][0-9]*\)$/\1/p' | head -n 1)
        [ -n "$version" ] || return 1
        apt_install "postgresql-$version" "postgresql-$version-postgis-3"
    elif brew_is_usable; then
        brew_install postgresql@17 postgis
    else
        return 1
    fi
}

# choose_postgres: sets PROVIDER.
choose_postgres() {
    if [ -n "${DATABASE_URL:-}" ]; then
        command -v psql >/dev/null 2>&1 || install_package postgresql-client libpq || die "DATABASE_URL is given, but no psql is here to prepare that server."
        PROVIDER=given
    elif find_postgres || { install_postgres && find_postgres; }; then
        PROVIDER=private
    elif find_engine; then
        PROVIDER=engine
    else
        die "PostgreSQL with PostGIS is not on this machine, and there is no apt (as root or with password-less sudo), no Homebrew and no running Docker or Podman to get it. Install PostGIS yourself or name a server in DATABASE_URL."
    fi
}

# choose_redis: sets PROVIDER.
choose_redis() {
    if [ -n "${REDIS_URL:-}" ]; then
        PROVIDER=given
    elif find_redis || { install_package redis-server redis && find_redis; }; then
        PROVIDER=private
    elif find_engine; then
        PROVIDER=engine
    else
        die "Redis is not on this machine, and there is no apt (as root or with password-less sudo), no Homebrew and no running Docker or Podman to get it. Install redis-server yourself or name a server in REDIS_URL."
    fi
}

provide_postgres() {
    choose_postgres
    printf '%s' "$PROVIDER" >"$POSTGRES_PROVIDER"
    case $PROVIDER in
        given) note "PostgreSQL: the server named by DATABASE_URL" ;;
        private) postgres_start ;;
        engine) engine_start_postgres ;;
    esac
}

# provide_redis <redis|redis-test>
provide_redis() {
    local port=16379 keep=yes
    [ "$1" = redis ] || { port=16380 && keep=no; }
    choose_redis
    printf '%s' "$PROVIDER" >"$REDIS_PROVIDER"
    case $PROVIDER in
        given) note "Redis: the server named by REDIS_URL" ;;
        private) redis_start "$1" "$port" "$keep" ;;
        engine) engine_start_redis "$1" "$port" "$keep" ;;
    esac
}

provide_espeak() {
    if PATH=$DATA/bin:$PATH command -v espeak-ng >/dev/null 2>&1; then return 0; fi
    if install_package espeak-ng espeak-ng; then return 0; fi
    find_engine || die "espeak-ng, the voice of the sandbox, is not on this machine and cannot be installed. Install the package espeak-ng."
    engine_provide_espeak
}

stop_stores() {
    case $(postgres_provider) in
        private) postgres_stop ;;
        engine) ! find_engine || engine_stop ;;
    esac
    case $(redis_provider) in
        private)
            redis_stop redis
            redis_stop redis-test
            ;;
        engine) ! find_engine || engine_stop ;;
    esac
}

# redis_url <redis|redis-test>
redis_url() {
    if [ "$(redis_provider)" = given ]; then
        printf '%s' "$REDIS_URL"
    else
        printf 'redis://127.0.0.1:%s' "$(port_of "$1")"
    fi
}

# reconnect_stores: finds again the programs that speak to what an earlier script provided.
reconnect_stores() {
    case $(postgres_provider) in
        private) find_postgres || die "the PostgreSQL programs that made $(postgres_data) are gone." ;;
        engine) find_engine || die "the container engine does not answer." ;;
    esac
    case $(redis_provider) in
        private) find_redis || die "redis-cli is gone." ;;
        engine) find_engine || die "the container engine does not answer." ;;
    esac
}

redis_shell() {
    case $(redis_provider) in
        private) redis_cli redis "$@" ;;
        engine) "$ENGINE" exec -i "$ENGINE_NAME-redis" redis-cli "$@" ;;
        given) redis-cli -u "$REDIS_URL" "$@" ;;
        *) die "no Redis is provided; run 'make up'." ;;
    esac
}

store_states() {
    printf '%-18s %s\n' "PostgreSQL" "$(postgres_provider) $(postgres_address)"
    printf '%-18s %s\n' "Redis" "$(redis_provider) $(redis_address)"
}

postgres_address() {
    case $(postgres_provider) in
        private) if find_postgres && postgres_is_up; then printf '127.0.0.1:%s' "$(port_of postgres)"; else printf 'stopped'; fi ;;
        engine) if find_engine && engine_is_up postgres; then printf '127.0.0.1:%s' "$(port_of postgres)"; else printf 'stopped'; fi ;;
    esac
}

redis_address() {
    case $(redis_provider) in
        private) if find_redis && redis_is_up redis; then printf '127.0.0.1:%s' "$(port_of redis)"; else printf 'stopped'; fi ;;
        engine) if find_engine && engine_is_up redis; then printf '127.0.0.1:%s' "$(port_of redis)"; else printf 'stopped'; fi ;;
    esac
}

remove_stores() {
    case $(postgres_provider) in
        private) postgres_remove ;;
        engine) ! find_engine || engine_remove ;;
    esac
}
