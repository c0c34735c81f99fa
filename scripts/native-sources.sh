#!/usr/bin/env bash
# Prepares each service for native-image and checks that what it needs is there. Compiles nothing natively.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

step "Native sources" "$LOGS/native-sources.log"
use_jdk
: >"$CURRENT_LOG"
maven -DskipTests -Dspotless.check.skip=true -Dquarkus.native.enabled=true \
    -Dquarkus.native.sources-only=true package || die "Maven ended with an error."
for service in $SERVICES; do
    sources=$ROOT/services/$service/target/native-sources
    [ -s "$sources/native-image.args" ] || die "services/$service has no native-image.args."
    note "$(printf '%-18s %3d arguments for native-image' "$service" "$(wc -w <"$sources/native-image.args")")"
done
