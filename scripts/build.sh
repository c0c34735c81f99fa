#!/usr/bin/env bash
# Builds everything the demo runs, when a source is newer than the last build.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

step "Build" "$LOGS/build.log"
use_jdk
if is_built; then
    note "up to date"
    exit 0
fi
note "JDK $(java_major "$JAVA_HOME") at $JAVA_HOME; the first build downloads about 300 MB"
# shellcheck disable=SC2086
stop_processes $SERVICES sandbox
build
note "built and installed under ${APP#"$ROOT/"}"
