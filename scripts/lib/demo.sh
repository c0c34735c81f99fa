# shellcheck shell=bash
# Starting and watching the sandbox and the five services.

STORY_CLASS=io.leadflip.sandbox.story.Story
CHECKER_CLASS=io.leadflip.sandbox.checker.Checker
PROCESSES="sandbox $SERVICES"

# Small heaps and the quick compiler: six JVMs share a laptop and should be up in seconds.
JVM_FLAGS="-Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders -Djava.util.logging.manager=org.jboss.logmanager.LogManager"

health_url() {
    case $1 in
        sandbox) printf 'http://127.0.0.1:%s/__sandbox/health' "$(port_of sandbox)" ;;
        *) printf 'http://127.0.0.1:%s/q/health/ready' "$(port_of "$1")" ;;
    esac
}

# is_ready <name>: its health answers 200. Spoken by the shell itself, so that no tool has to be installed.
is_ready() {
    local url address path status=""
    url=$(health_url "$1")
    address=${url#http://}
    path=/${address#*/}
    address=${address%%/*}
    {
        printf 'GET %s HTTP/1.0\r\nHost: %s\r\n\r\n' "$path" "$address" >&3
        read -r -t 3 status <&3
    } 3<>"/dev/tcp/${address%:*}/${address#*:}" || return 1
    case $status in *' 200 '*) return 0 ;; *) return 1 ;; esac
} 2>/dev/null

launch() {
    # shellcheck disable=SC2086
    case $1 in
        sandbox)
            start_process sandbox "$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC \
                -cp "$(sandbox_classpath)" io.leadflip.sandbox.Main
            ;;
        *)
            local door=
            if has_door "$1"; then door=INTERNAL_PORT=$(port_of "$1-internal"); fi
            start_process "$1" env PORT="$(port_of "$1")" $door \
                DATABASE_USERNAME="$(database_username "$1")" \
                "$JAVA_HOME/bin/java" $JVM_FLAGS -jar "$APP/$1/quarkus-run.jar"
            ;;
    esac
}

# await_ready <name…>: one line as each gets ready; a process that ends early stops the wait at once.
await_ready() {
    local waiting=" $* " began=$SECONDS name
    while [ -n "${waiting// /}" ]; do
        for name in $waiting; do
            if is_ready "$name"; then
                waiting=${waiting/ $name / }
                note "$(printf '%-18s ready after %2d s   %s' "$name" $((SECONDS - began)) "$(health_url "$name")")"
            elif ! is_running "$name"; then
                CURRENT_LOG=$LOGS/$name.log
                die "$name ended before it was ready."
            fi
        done
        [ -n "${waiting// /}" ] || break
        if [ $((SECONDS - began)) -gt "${READY_SECONDS:-120}" ]; then
            name=${waiting# }
            CURRENT_LOG=$LOGS/${name%% *}.log
            die "not ready after ${READY_SECONDS:-120} s:$waiting"
        fi
        sleep 0.3
    done
}

# start_missing <name…>: starts only what is not running, then waits for all of them.
start_missing() {
    local name
    for name in "$@"; do
        is_running "$name" || launch "$name"
    done
    await_ready "$@"
}

# start_demo: ports first, because every process must know the others' addresses.
start_demo() {
    local name
    for name in $PROCESSES; do
        is_running "$name" || choose_ports_of "$name"
    done
    write_environment
    load_environment
    start_missing sandbox
    # shellcheck disable=SC2086
    start_missing $SERVICES
}

run_story() {
    "$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC -cp "$(sandbox_classpath)" "$STORY_CLASS"
}

run_checker() {
    "$JAVA_HOME/bin/java" -Xmx192m -XX:+UseSerialGC -cp "$(sandbox_classpath)" "$CHECKER_CLASS"
}

print_urls() {
    cat <<URLS

LeadFlip is running.
   API            http://127.0.0.1:$(port_of lead-intake)/v1        OpenAPI  http://127.0.0.1:$(port_of lead-intake)/q/openapi
   media-bridge   http://127.0.0.1:$(port_of media-bridge)/health
   sandbox        http://127.0.0.1:$(port_of sandbox)/__sandbox/health   inbox  http://127.0.0.1:$(port_of sandbox)/__sandbox/inbox
   tokens         http://127.0.0.1:$(port_of sandbox)/__sandbox/tokens?sub=me&roles=admin
   stores         make psql · make redis-cli
   look           make status · make logs        stop  make down        start over  make clean
URLS
}

# forget_demo_data: leads, messages and calls of earlier runs; ports, secrets and programs stay.
forget_demo_data() {
    drop_database leadflip
    redis_shell flushall >/dev/null
    rm -rf "$DATA/sandbox"
    note "the data of earlier runs are gone"
}

# checked_clean <checker's output>: its last line is one JSON object.
checked_clean() {
    for wrong in duplicates forbiddenDials lost unconsentedRecordings; do
        tail -n 1 "$1" | grep -q "\"$wrong\" *: *0[,}]" || return 1
    done
}
