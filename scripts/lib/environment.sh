# shellcheck shell=bash
# The environment the demo's processes run in: .data/run/env, written anew at every start from the chosen ports and
# the kept secrets. `.env.example` says what each name means.

ENV_FILE=$RUN/env

# has_door <service>: the bridge only asks at the doors of others.
has_door() {
    [ "$1" != media-bridge ]
}

# default_port <process>, or <service>-internal for its door: where it listens when nobody else does.
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
        notifier-internal) printf '8115' ;;
    esac
}

# choose_ports_of <process>: all ports that process will listen on.
choose_ports_of() {
    choose_port "$1" "$(default_port "$1")"
    if [ "$1" = sandbox ]; then
        choose_port oidc "$(default_port oidc)"
    elif has_door "$1"; then
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

# A key for AES-256, base64.
kept_key() {
    local file=$DATA/secrets/$1
    if [ ! -s "$file" ]; then
        mkdir -p "$DATA/secrets"
        chmod 700 "$DATA/secrets"
        (umask 077 && head -c 32 /dev/urandom | base64 | tr -d '\n' >"$file")
    fi
    cat "$file"
}

# write_environment: everything the demo's processes share. The sandbox's credentials are no secrets: they open
# nothing but the sandbox.
write_environment() {
    local sandbox lead_intake calls bridge
    sandbox=http://127.0.0.1:$(port_of sandbox)
    lead_intake=http://127.0.0.1:$(port_of lead-intake)
    calls=http://127.0.0.1:$(port_of call-orchestrator)
    bridge=ws://127.0.0.1:$(port_of media-bridge)
    (
        umask 077
        cat >"$ENV_FILE" <<VARIABLES
QUARKUS_PROFILE=sandbox
QUARKUS_HTTP_HOST=127.0.0.1
DATABASE_HOST=$(database_host)
DATABASE_PORT=$(database_port)
DATABASE_NAME=leadflip
DATABASE_PASSWORD=$(database_password)
DATABASE_MIGRATION_USERNAME=leadflip_migrator
DATABASE_MIGRATION_PASSWORD=$(database_password)
MIGRATE_AT_START=true
REDIS_URL=$(redis_url redis)

INTERNAL_TOKEN_SECRET=$(kept_secret internal-token)
LEAD_INTAKE_DOOR_URL=http://127.0.0.1:$(port_of lead-intake-internal)
CALL_ORCHESTRATOR_DOOR_URL=http://127.0.0.1:$(port_of call-orchestrator-internal)
MATCHING_DOOR_URL=http://127.0.0.1:$(port_of matching-internal)
NOTIFIER_DOOR_URL=http://127.0.0.1:$(port_of notifier-internal)
CONTACT_KEY_SECRET=$(kept_secret contact-key)
STREAM_TOKEN_SECRET=$(kept_secret stream-token)
TRANSCRIPT_MASTER_KEY=$(kept_key transcript-master)

OIDC_ISSUER=http://127.0.0.1:$(port_of oidc)/leadflip
OIDC_AUTHORIZED_PARTIES=leadflip-web
WEB_ORIGINS=http://127.0.0.1:3000
PUBLIC_WEB_URL=http://127.0.0.1:3000
CALLS_PUBLIC_ORIGIN=$calls
MEDIA_PUBLIC_ORIGIN=$bridge
NOTIFIER_PUBLIC_ORIGIN=http://127.0.0.1:$(port_of notifier)
CONTACT_RULE_PACK=sandbox
BRIDGE_MAX_CALLS=8

TWILIO_ACCOUNT_SID=AC00000000000000000000000000000001
TWILIO_AUTH_TOKEN=sandbox-twilio-token
TWILIO_PHONE_NUMBER=+13175550100
TWILIO_BASE_URL=$sandbox
OPENAI_API_KEY=sandbox-openai-key
OPENAI_BASE_URL=$sandbox
OPENAI_REALTIME_MODEL=gpt-realtime
OPENAI_VOICE=marin
ANTHROPIC_API_KEY=sandbox-anthropic-key
ANTHROPIC_BASE_URL=$sandbox
SENDGRID_API_KEY=sandbox-sendgrid-key
SENDGRID_BASE_URL=$sandbox
SENDGRID_FROM_EMAIL=hello@leadflip.test
SENDGRID_FROM_NAME=LeadFlip
MAILGUN_API_KEY=sandbox-mailgun-key
MAILGUN_DOMAIN=mg.leadflip.test
MAILGUN_BASE_URL=$sandbox
POSTAL_ADDRESS="LeadFlip, 1 Monument Circle, Indianapolis, IN 46204"

SANDBOX_PORT=$(port_of sandbox)
SANDBOX_OIDC_PORT=$(port_of oidc)
SANDBOX_DATA_DIR="$DATA/sandbox"
SANDBOX_CLOCK_RATE=${SANDBOX_CLOCK_RATE:-1.0}
SANDBOX_URL=$sandbox
STORY_RECORDING="$DATA/demo/call.wav"
LEADFLIP_API_URL=$lead_intake
CHECKER_DATABASE_URL=jdbc:postgresql://$(database_host):$(database_port)/leadflip
CHECKER_DATABASE_USERNAME=leadflip_checker
CHECKER_DATABASE_PASSWORD=$(database_password)
VARIABLES
    )
}

# database_username <service>: its own least-privilege role; media-bridge has none.
database_username() {
    case $1 in
        lead-intake) printf 'leadflip_intake' ;;
        matching) printf 'leadflip_matching' ;;
        call-orchestrator) printf 'leadflip_calls' ;;
        notifier) printf 'leadflip_notify' ;;
    esac
}

# load_environment: what a process of the demo sees, exported into this shell.
load_environment() {
    set -a
    # shellcheck disable=SC1090
    . "$ENV_FILE"
    set +a
    PATH=$DATA/bin:$PATH
    export PATH
}
