# shellcheck shell=bash
# Processes the demo starts. A pid alone proves nothing (the machine may have rebooted and reused it), so its start
# time is kept beside it; only a process that matches both is ever signalled.

born_at() {
    if [ -r "/proc/$1/stat" ]; then
        sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
        return 0
    fi
    [ ! -d /proc/self ] || return 0
    LC_ALL=C ps -o lstart= -p "$1" 2>/dev/null | sed 's/ *$//'
}

# pid_of <name>: the pid of what we started under that name, when it still runs.
pid_of() {
    local pid born
    [ -s "$RUN/$1.pid" ] || return 1
    { read -r pid && read -r born; } <"$RUN/$1.pid" || return 1
    [ -n "$born" ] && [ "$(born_at "$pid")" = "$born" ] || return 1
    printf '%s' "$pid"
}

is_running() {
    pid_of "$1" >/dev/null
}

# start_process <name> <command…>: detached from the terminal, output in .data/logs/<name>.log.
start_process() {
    local name=$1 pid detached=""
    shift
    ! command -v setsid >/dev/null 2>&1 || detached=setsid
    # shellcheck disable=SC2086
    nohup $detached "$@" >>"$LOGS/$name.log" 2>&1 </dev/null &
    pid=$!
    disown "$pid"
    printf '%s\n%s\n' "$pid" "$(born_at "$pid")" >"$RUN/$name.pid"
}

# await_exit <name> <seconds>
await_exit() {
    local tries=$(($2 * 10))
    while is_running "$1"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.1
    done
}

signal_process() {
    local pid
    pid=$(pid_of "$1") || return 0
    kill "-$2" "$pid" 2>/dev/null || true
}

# stop_processes <name…>: all asked at once, each given a bounded time, then killed.
stop_processes() {
    local name asked=""
    for name in "$@"; do
        if is_running "$name"; then
            signal_process "$name" TERM
            asked="$asked $name"
        fi
    done
    for name in $asked; do
        if await_exit "$name" "${STOP_SECONDS:-20}"; then
            note "$name stopped"
        else
            signal_process "$name" KILL
            await_exit "$name" 5 || true
            note "$name did not stop within ${STOP_SECONDS:-20} s and was killed"
        fi
    done
    for name in "$@"; do rm -f "$RUN/$name.pid"; done
}
