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
# A run that was cut down in its middle leaves calls that ended by a fault; those ends are then as good as the ones planned.
running=$DATA/sandbox/story-running
was_cut=$DATA/sandbox/story-was-cut
if [ -f "$running" ]; then touch "$was_cut"; fi
if [ -f "$was_cut" ]; then
    note "an earlier run was cut off; its calls may have ended by a fault"
    export STORY_UNDER_KILLS=true
fi
touch "$running"
verdict=0
run_story 2>"$CURRENT_LOG" || verdict=$?
if [ "$verdict" -lt 128 ]; then rm -f "$running"; fi
[ "$verdict" = 0 ] || die "the story did not end as it should."
print_urls
