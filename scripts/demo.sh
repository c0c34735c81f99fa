#!/usr/bin/env bash
# Set-up, build, start, and the story; leaves everything running.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

"$ROOT/scripts/up.sh" || exit 1
"$ROOT/scripts/build.sh" || exit 1

step "Start" "$LOGS/start.log"
use_jdk
reconnect_stores
start_demo

step "Story" "$LOGS/story.log"
run_story 2>"$CURRENT_LOG" || die "the story did not end as it should."
print_urls
