#!/usr/bin/env bash
# Builds container images: image.sh [service…]; TAG may be given.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

step "Images" "$LOGS/image.log"
: >"$CURRENT_LOG"
find_engine || die "no Docker or Podman engine answers."
# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- $SERVICES
for service in "$@"; do
    note "leadflip/$service:${TAG:-dev}"
    logged "$ENGINE" build -f "$ROOT/deploy/docker/Dockerfile.jvm" --build-arg "SERVICE=$service" \
        -t "leadflip/$service:${TAG:-dev}" "$ROOT"
done
