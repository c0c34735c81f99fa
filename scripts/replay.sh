#!/usr/bin/env bash
# Tells facts of the outboxes again, under their own ids; consumers recognise what they have handled.
#   FROM=<instant> [TO=<instant>] [TYPE=lead.submitted] [SERVICE=lead-intake] [DRY=1] scripts/replay.sh
# Here it asks the demo's lead-intake with a token of the sandbox. Elsewhere: LEADFLIP_API_URL and ADMIN_TOKEN.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

usage="make replay FROM=2026-11-22T15:00:00Z [TO=…] [TYPE=lead.submitted] [SERVICE=lead-intake] [DRY=1]"
instant='^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?Z$'
name='^[a-z0-9.-]{1,100}$'

# given <variable> <pattern> <member>: one member of the request; nothing when the variable is empty.
given() {
    local value=${!1:-}
    [ -n "$value" ] || return 0
    [[ $value =~ $2 ]] || die "$1=$value is not understood: $usage"
    printf ',"%s":"%s"' "$3" "$value"
}

# ask <method> <path> [body]: prints the answer; what is refused is shown and ends the script.
ask() {
    local answer status
    answer=$(curl --silent --show-error --max-time 30 --write-out '\n%{http_code}' --request "$1" \
        --header "Authorization: Bearer $ADMIN_TOKEN" --header 'Content-Type: application/json' \
        ${3:+--data "$3"} "$LEADFLIP_API_URL$2") || die "$LEADFLIP_API_URL does not answer."
    status=${answer##*$'\n'}
    answer=${answer%$'\n'*}
    [ "$status" = 200 ] || die "the replay was refused with $status: $answer"
    printf '%s' "$answer"
}

step "Replay"
[ -n "${FROM:-}" ] || die "FROM is needed: $usage"
members=$(given FROM "$instant" from; given TO "$instant" to; given TYPE "$name" type; given SERVICE "$name" service)
[ "${DRY:-}" != 1 ] || members="$members,\"dryRun\":true"

if [ -z "${ADMIN_TOKEN:-}" ]; then
    [ -s "$ENV_FILE" ] || die "no demo runs here; name LEADFLIP_API_URL and ADMIN_TOKEN, or run 'make demo' first."
    load_environment
    ADMIN_TOKEN=$(curl --silent --fail --max-time 10 "$SANDBOX_URL/__sandbox/tokens?sub=operator&roles=admin" |
        sed 's/.*"token" *: *"\([^"]*\)".*/\1/') || die "the sandbox gives no token; is the demo running?"
fi
[ -n "${LEADFLIP_API_URL:-}" ] || die "LEADFLIP_API_URL is not set."

answer=$(ask POST /v1/admin/replays "{${members#,}}")
printf '%s\n' "$answer"
[[ $answer == *'"unavailable":[]'* ]] || die "not every service answered; ask the missing ones again with SERVICE=…"
[ "${DRY:-}" != 1 ] || exit 0

[[ $answer =~ \"id\":\"([0-9a-f-]{36})\" ]] || die "the answer names no replay."
id=${BASH_REMATCH[1]}
for _ in $(seq 1 "${REPLAY_SECONDS:-600}"); do
    answer=$(ask GET "/v1/admin/replays/$id")
    case $answer in
        *'"doneAt":null'*) sleep 1 ;;
        *'"unavailable":[]'*)
            printf '%s\n' "$answer"
            exit 0
            ;;
        *) sleep 1 ;; # one that does not answer may not be done
    esac
done
die "the replay $id goes on; look at it with GET /v1/admin/replays/$id"
