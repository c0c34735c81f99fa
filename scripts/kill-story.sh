#!/usr/bin/env bash
# The story from an empty start while each service in turn is killed with kill -9 and started again.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

"$ROOT/scripts/build.sh" || exit 1
use_jdk

step "An empty start" "$LOGS/start.log"
# shellcheck disable=SC2086
stop_processes $SERVICES sandbox
"$ROOT/scripts/up.sh" || exit 1
reconnect_stores
forget_demo_data
"$ROOT/scripts/up.sh" || exit 1
start_demo

step "Story, with kills" "$LOGS/story.log"
STORY_UNDER_KILLS=true run_story >"$LOGS/kill-story.log" 2>"$CURRENT_LOG" &
story=$!
for service in $SERVICES; do
    sleep "${KILL_EVERY_SECONDS:-8}"
    kill -0 "$story" 2>/dev/null || note "the story ended before $service was killed; KILL_EVERY_SECONDS shortens the pauses"
    signal_process "$service" KILL
    await_exit "$service" 5 || die "$service survived kill -9."
    note "$service killed"
    start_missing "$service"
done
verdict=0
wait "$story" || verdict=$?
tail -n 30 "$LOGS/kill-story.log"
[ "$verdict" = 0 ] || die "the story did not end as it should."

step "Checker" "$LOGS/checker.log"
run_checker 2>"$CURRENT_LOG" | tee "$RUN/checker.out"
checked_clean "$RUN/checker.out" || die "the checker found a duplicate or a loss."
