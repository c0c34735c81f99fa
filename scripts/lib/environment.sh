# shellcheck shell=bash
# The environment the demo's processes run in: .data/run/env, written anew at every start from the chosen ports and
# the kept secrets. `.env.example` says what each name means.

ENV_FILE=$RUN/env

# service_port <service>, internal_port <service>, and who has an internal door.
default_port() {
    case $1 in
        lead-intake) printf '8101' ;;
        matching) printf '8102' ;;
        call-orchestrator) printf '8103' ;;
        media-bridge) printf '8104' ;;
        notifier) printf '8105' ;;
        sandbox) printf '8190' ;;
        oidc) printf '8191' ;;
        lead-intake-internal) printf '8111' ;;
        matching-internal) printf '8112' ;;
        call-orchestrator-internal) printf '8113' ;;
        media-bridge-internal) printf '8114' ;;
        notifier-internal) printf '8115' ;;
    esac
}

# choose_ports_of <process>: all ports that process will listen on.
choose_ports_of() {
    choose_port "$1" "$(default_port "$1")"
    if [ "$1" = sandbox ]; then
        choose_port oidc "$(default_port oidc)"
    else
        choose_port "$1-internal" "$(default_port "$1-internal")"
    fi
}

# kept_secret <name>: random, made once, kept with the data it protects.
kept_secret() {
    local file=$DATA/secrets/$1
    if [ ! -s "$file" ]; then
        mkdir -p "$DATA/secrets"
        chmod 700 "$DATA/secrets"
        (umask 077 && random_secret >"$file")
    fi
    cat "$file"
}

# load_environment: what a process of the demo sees, exported into this shell.
load_environment() {
    set -a
    # shellcheck disable=SC1090
    . "$ENV_FILE"
    set +a
}
